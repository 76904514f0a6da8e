"""What a report on a check receives, and what it has to offer."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from readme_sync.model import Result
from readme_sync.reports.counts import Counts
from readme_sync.text import Source

Kind = Literal["text", "commands", "data"]
"""Text for people, workflow commands, or data for programs: each is written in its own way."""


class Checked(NamedTuple):
    """One document and the results of the rules.

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
    """A report: the class `Report` in a module `check_NAME.py` of this package, made from the view and the rule names.

    Each text that it returns ends with a line end, or is "".
    """

    @property
    def kind(self) -> Kind:
        """How its texts are written."""

    def add(self, checked: Checked) -> str:
        """Return what to write about one document, as soon as it is checked."""

    def end(self, counts: Counts) -> str:
        """Return what to write when all are checked."""


Names = Mapping[str, str]
"""The names of the rules, by id."""
