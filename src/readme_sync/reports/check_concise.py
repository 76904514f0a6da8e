"""The results of the rules, one a line: to be searched, sorted and counted."""

from readme_sync.reports.checked import Checked, Counts, Kind, Names, summary
from readme_sync.reports.result_text import line_of, place_of
from readme_sync.reports.words import View


class Report:
    """A line for each result, those of a document aligned."""

    kind: Kind = "text"

    def __init__(self, view: View, _names: Names) -> None:
        """Write for a reader with this view."""
        self._view = view

    def add(self, checked: Checked) -> str:
        """Return the lines of one document."""
        places = max((len(place_of(checked, result, self._view)) for result in checked.results), default=0)
        levels = max((len(result.level) for result in checked.results), default=0)
        lines = (line_of(checked, result, self._view, places, levels) for result in checked.results)
        return "".join(f"{line}\n" for line in lines)

    def end(self, counts: Counts) -> str:
        """Return the summary."""
        return summary(counts, self._view)
