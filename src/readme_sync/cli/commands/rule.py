"""`readme-sync rule`."""

import click

from readme_sync.cli.output import write_text
from readme_sync.cli.selecting import known_rules, the_rule
from readme_sync.cli.terminal import view


@click.command("rule")
@click.argument("rule_id", metavar="[ID]", required=False)
def command(rule_id: str | None) -> None:
    """Explain a rule, or list all of them.

    ID is an id or a name: RS206 or row-numbers.
    """
    from readme_sync.reports.rules_text import rules_text  # noqa: PLC0415
    from readme_sync.rules import documentation  # noqa: PLC0415  not for --help

    if rule_id is None:
        rules = known_rules()
        write_text(rules_text(rules, {rule.id: documentation(rule) for rule in rules}, view()))
    else:
        write_text(f"{documentation(the_rule(rule_id)).strip()}\n")
