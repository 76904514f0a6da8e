"""The results of the rules as pylint writes them, for tools that read only that: one a line."""

from collections.abc import Iterator

from readme_sync.model import Level
from readme_sync.reports.checked import Checked, Counts, Kind, Names
from readme_sync.reports.safe import printable
from readme_sync.reports.words import View

_LETTERS = {Level.ERROR: "E", Level.WARNING: "W", Level.NOTE: "C"}


class Report:
    """A line such as `README.md:31: [E101(stale-claim), ] says 2/6`."""

    kind: Kind = "text"

    def __init__(self, _view: View, names: Names) -> None:
        """Write the `names` of rules behind their numbers."""
        self._names = names

    def add(self, checked: Checked) -> str:
        """Return the lines of one document."""
        return "".join(self._lines(checked))

    def end(self, _counts: Counts) -> str:
        """Return nothing: the format has no summary."""
        return ""

    def _lines(self, checked: Checked) -> Iterator[str]:
        for result in checked.results:
            line = checked.source.line_of(result.span.start)
            rule = f"{_LETTERS[result.level]}{result.rule.removeprefix('RS')}({self._names.get(result.rule, '')})"
            yield f"{printable(checked.path)}:{line}: [{rule}, ] {printable(result.message)}\n"
