"""How many results each rule has, instead of the results."""

from readme_sync.reports.checked import Checked, Counts, Kind, Names, summary
from readme_sync.reports.view import Style, View


class Statistics:
    """A line for each rule with results, the most frequent first."""

    kind: Kind = "text"

    def __init__(self, view: View, names: Names) -> None:
        """Write for a reader with this view."""
        self._view = view
        self._names = names

    def add(self, _checked: Checked) -> str:
        """Return nothing yet."""
        return ""

    def end(self, counts: Counts) -> str:
        """Return the lines, and the summary."""
        rules = sorted(counts.rules, key=lambda rule: (-counts.rules[rule], rule))
        digits = max((len(str(number)) for number in counts.rules.values()), default=0)
        widest = max((len(self._names.get(rule, "")) for rule in rules), default=0)
        lines = [self._line(rule, counts, digits, widest) for rule in rules]
        return "".join(f"{line.rstrip()}\n" for line in lines) + summary(counts, self._view)

    def _line(self, rule: str, counts: Counts, digits: int, widest: int) -> str:
        name = self._names.get(rule, "").ljust(widest)
        fixes = counts.rule_fixes[rule]
        fixable = f"  {fixes} can be fixed" if fixes else ""
        number = str(counts.rules[rule]).rjust(digits)
        return f"{self._view.paint(number, Style.STRONG)}  {rule}  {name}{fixable}"
