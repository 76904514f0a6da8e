"""`readme-sync rule`."""

import sys

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

    if rule_id is None:
        write_text(rules_text(known_rules(), view()))
        return
    module = sys.modules[the_rule(rule_id).check.__module__]
    write_text(f"{(module.__doc__ or '').strip()}\n")
