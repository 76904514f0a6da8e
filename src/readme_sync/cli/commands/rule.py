"""Explain a rule, or list all of them."""

from collections.abc import Mapping, Sequence

import click

from readme_sync.cli.check_options import known_rules, the_rule
from readme_sync.cli.completion import rule_words
from readme_sync.cli.options import output_format
from readme_sync.cli.output import view, write_json, write_text
from readme_sync.reports.json_lines import json_line
from readme_sync.reports.rule_json import rule_shape
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
@click.argument("rule_id", metavar="[ID]", required=False, shell_complete=rule_words)
@click.option("--all", "explain_all", is_flag=True, help="Explain all rules.")
@output_format()
def command(rule_id: str | None, output_format: str, *, explain_all: bool) -> None:
    """Explain a rule, or list all of them.

    ID is an id or a name: RS206 or row-numbers.

    Examples:
        readme-sync rule
        readme-sync rule row-numbers
        readme-sync rule --all --output-format json
    """
    rules = [the_rule(rule_id)] if rule_id else known_rules()
    if output_format == "json":
        for rule in rules:
            write_json(json_line(rule_shape(rule)))
    elif rule_id or explain_all:
        write_text("\n\n".join(f"{documentation(rule).strip()}\n" for rule in rules))
    else:
        write_text(rules_text(rules, {rule.id: documentation(rule) for rule in rules}, view()))
