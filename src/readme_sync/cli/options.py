"""The options and arguments that several commands share."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import click

from readme_sync.cli import check_options
from readme_sync.cli.check_run import ALLOW_COMMANDS
from readme_sync.cli.documents import Configured

P = ParamSpec("P")
R = TypeVar("R")

_RULES_HELP = "An id (RS206), a name (row-numbers) or a family (RS2); separated by commas, or given several times."

paths_argument = click.argument("paths", nargs=-1, metavar="[PATHS]...")
select_option = click.option("--select", multiple=True, metavar="RULES", help=f"Run only these rules. {_RULES_HELP}")
ignore_option = click.option("--ignore", multiple=True, metavar="RULES", help=f"Do not run these rules. {_RULES_HELP}")
format_option = click.option(
    "--output-format",
    type=click.Choice(check_options.PLUGINS.names()),
    default="text",
    help="How to write the results; github: annotations.",
)
commands_option = click.option(
    "--allow-commands",
    is_flag=True,
    envvar=ALLOW_COMMANDS,
    help="Run the commands that the configuration names for facts; only where you trust it.",
)
no_sync_option = click.option(
    "--no-sync", is_flag=True, help="Name the numbers that follow from a change; do not write them."
)


def config_options(command: Callable[Concatenate[Configured, P], R]) -> Callable[P, R]:
    """Add --config and --no-config to a command, whose first argument is the `Configured` made from them."""

    @click.option("--config", metavar="PATH", help="The configuration; by default the nearest to each document.")
    @click.option("--no-config", is_flag=True, help="Read no configuration.")
    @wraps(command)
    def configured(*args: P.args, **kwargs: P.kwargs) -> R:
        path, off = kwargs.pop("config"), kwargs.pop("no_config")
        if path and off:
            raise click.UsageError("--config and --no-config cannot go together", click.get_current_context())
        return command(Configured(str(path) if path else None, off=bool(off)), *args, **kwargs)

    return configured
