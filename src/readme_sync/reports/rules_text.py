"""The list of rules, for people."""

from collections.abc import Mapping, Sequence

from readme_sync.reports.view import Style, View
from readme_sync.rules import Rule
from readme_sync.text.width import cut


def rules_text(rules: Sequence[Rule], documentation: Mapping[str, str], view: View) -> str:
    """All rules, one a line with the first line of its documentation, and how to know more."""
    names = max(len(rule.name) for rule in rules)
    levels = max(len(rule.level) for rule in rules)
    lines = []
    for rule in rules:
        head = f"  {rule.name.ljust(names)}  {rule.level.ljust(levels)}  "
        room = view.columns - 1 - len(rule.id) - len(head)
        lines.append(f"{view.paint(rule.id, Style.STRONG)}{head}{cut(_summary(documentation[rule.id]), room, '...')}\n")
    return "".join(lines) + "\nreadme-sync rule ID explains one.\n"


def _summary(documentation: str) -> str:
    """The part of the first line that says what is wrong."""
    return documentation.strip().split("\n", 1)[0].partition(": ")[2].rstrip(".")
