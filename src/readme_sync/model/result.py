"""What rules report, in the words of SARIF."""

from enum import StrEnum
from typing import NamedTuple

from readme_sync.text import Edit, Span


class Level(StrEnum):
    """How serious a result is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class FailOn(StrEnum):
    """The least serious results that fail a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"

    def fails(self, level: Level) -> bool:
        """Whether a result of a level fails a check."""
        order = list(Level)
        return self is not FailOn.NEVER and order.index(level) <= order.index(Level(self.value))


class Applicability(StrEnum):
    """Whether a fix is made without being looked at: safe where the author's meaning is beyond doubt."""

    SAFE = "safe"
    UNSAFE = "unsafe"

    @classmethod
    def of(cls, *, safe: bool) -> "Applicability":
        """Return the applicability of a fix that is safe, or is not."""
        return cls.SAFE if safe else cls.UNSAFE


class Fix(NamedTuple):
    """Edits that resolve a result.

    Attributes:
        changes_structure: whether the edits change on purpose what blocks GitHub sees, as a blank line that ends a
            table does. The blocks that they touch are then not compared before a write, only what is around them.
    """

    message: str
    edits: tuple[Edit, ...]
    applicability: Applicability
    changes_structure: bool = False

    @property
    def is_safe(self) -> bool:
        """Whether the fix may be made without being looked at."""
        return self.applicability is Applicability.SAFE


class Result(NamedTuple):
    """One thing that a rule found."""

    rule: str
    level: Level
    message: str
    span: Span
    fix: Fix | None = None
