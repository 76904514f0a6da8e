"""Explain a rule, or list all of them."""

from collections.abc import Mapping, Sequence

import click

from readme_sync.cli.check_options import known_rules, the_rule
from readme_sync.cli.output import view, write_text
from readme_sync.reports.words import Style, View
from readme_sync.rules import Rule, documentation
from readme_sync.text.width import cut


def rules_text(rules: Sequence[Rule], documentations: Mapping[str, str], view: View) -> str:
    """Return all rules, each on a line with the first line of its documentation, and how to read more."""
    names = max(len(rule.name) for rule in rules)
    levels = max(len(rule.level) for rule in rules)
    lines = []
    for rule in rules:
        head = f"  {rule.name.ljust(names)}  {rule.level.ljust(levels)}  "
        columns = view.columns - 1 - len(rule.id) - len(head)
        lines.append(
            f"{view.paint(rule.id, Style.STRONG)}{head}{cut(_summary(documentations[rule.id]), columns, '...')}\n"
        )
    return "".join(lines) + "\nreadme-sync rule ID explains one.\n"


def _summary(text: str) -> str:
    """Return the part of the first line that says what is wrong."""
    return text.strip().split("\n", 1)[0].partition(": ")[2].rstrip(".")


@click.command("rule")
@click.argument("rule_id", metavar="[ID]", required=False)
def command(rule_id: str | None) -> None:
    """Explain a rule, or list all of them.

    ID is an id or a name: RS206 or row-numbers.
    """
    if rule_id is None:
        rules = known_rules()
        write_text(rules_text(rules, {rule.id: documentation(rule) for rule in rules}, view()))
    else:
        write_text(f"{documentation(the_rule(rule_id)).strip()}\n")
