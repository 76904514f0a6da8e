"""What rules report, in the words of SARIF."""

from dataclasses import dataclass
from enum import StrEnum

from readme_sync.text import Edit, Span


class Level(StrEnum):
    """How serious a result is; notes never fail a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a result; safe where the author's meaning is beyond doubt."""

    message: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a rule found."""

    rule: str
    level: Level
    message: str
    span: Span
    fix: Fix | None = None
