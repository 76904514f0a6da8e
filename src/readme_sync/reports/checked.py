"""What every report on a check is given, and what it must be able to do."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from readme_sync.model import Result
from readme_sync.reports.counts import Counts
from readme_sync.text import Source

if TYPE_CHECKING:
    from typing import Literal, Protocol

    Kind = Literal["text", "commands", "data"]
    """Text for people, workflow commands, or data for programs: each leaves by a way of its own."""
else:
    Kind, Protocol = str, object


class Checked(NamedTuple):
    """One document and what the rules found in it.

    Attributes:
        path: as messages name it.
        place: its path from the repository's top, with `/`; "" for standard input.
        items: how many the document has.
        results: in document order.
    """

    source: Source
    path: str
    place: str
    items: int
    results: Sequence[Result]


class CheckReport(Protocol):
    """A report: a module `check_NAME.py` of this package with a class `Report`, made of the view and the rules' names.

    Each text that it returns ends with a line end, or is "".
    """

    @property
    def kind(self) -> Kind:
        """The way out that its texts take."""

    def add(self, checked: Checked) -> str:
        """What to write of one document, as soon as it is checked."""

    def end(self, counts: Counts) -> str:
        """What to write when all are checked."""


Names = Mapping[str, str]
"""The rules' names by id."""
