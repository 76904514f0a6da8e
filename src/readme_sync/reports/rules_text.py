"""The rules, for people."""

from collections.abc import Sequence
from typing import Protocol

from readme_sync.model import Level
from readme_sync.reports.view import Style, View
from readme_sync.reports.width import padded


class ShownRule(Protocol):
    """What is shown of a rule."""

    @property
    def id(self) -> str:
        """Such as RS206."""

    @property
    def name(self) -> str:
        """Such as row-numbers."""

    @property
    def level(self) -> Level:
        """How serious its results are."""


def rules_text(rules: Sequence[ShownRule], view: View) -> str:
    """All rules, one a line, and how to know more."""
    names = max(len(rule.name) for rule in rules)
    levels = max(len(rule.level) for rule in rules)
    lines = (
        f"{view.paint(rule.id, Style.STRONG)}  {padded(rule.name, names)}  {padded(rule.level, levels)}".rstrip()
        for rule in rules
    )
    return "".join(f"{line}\n" for line in lines) + "\nreadme-sync rule ID explains one\n"
