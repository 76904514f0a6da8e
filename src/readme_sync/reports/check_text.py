"""The results of the rules, for people: each with the characters that it is about, then the summary."""

from readme_sync.model import Result
from readme_sync.reports.checked import Checked, Counts, Kind, Names, summary
from readme_sync.reports.result_text import STYLES, line_of, snippet
from readme_sync.reports.safe import printable
from readme_sync.reports.words import Style, View


class Report:
    """Results with snippets, an empty line after each."""

    kind: Kind = "text"

    def __init__(self, view: View, _names: Names) -> None:
        """Write for a reader with this view."""
        self._view = view

    def add(self, checked: Checked) -> str:
        """Return the results of one document."""
        return "".join(self._drawn(checked, result) for result in checked.results)

    def end(self, counts: Counts) -> str:
        """Return the summary."""
        return summary(counts, self._view)

    def _drawn(self, checked: Checked, result: Result) -> str:
        view = self._view
        lines = [line_of(checked, result, view), *snippet(checked.source, result.span, view, STYLES[result.level])]
        if result.fix:
            indent = " " * (len(str(checked.source.line_of(result.span.start))) + 2)
            unsafe = "" if result.fix.is_safe else " (unsafe)"
            fix = f"{indent} = fix{unsafe}: {view.shown(printable(result.fix.message))}"
            lines.append(view.paint(fix, Style.FAINT))
        return "\n".join(lines) + "\n\n"
