"""`readme-sync` itself: a command for each module in `commands` and each operation; only the one called is imported."""

import ast
from collections.abc import Sequence
from importlib import import_module

import click

from readme_sync.cli import commands
from readme_sync.cli.output import WRONG_INPUT
from readme_sync.editing.operations import PLUGINS as OPERATIONS
from readme_sync.errors import RequestError
from readme_sync.plugins import Plugins
from readme_sync.text.closest import Names
from readme_sync.version import __version__

PLUGINS = Plugins[click.Command](commands.__name__, "command")

_ALIKE = 0.6


class LazyGroup(click.Group):
    """A group whose commands are plugins, imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names of all commands, found by their files."""
        return sorted([*PLUGINS.names(), *OPERATIONS.names()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Import and return a command, None where there is none of that name."""
        if cmd_name in PLUGINS.names():
            return PLUGINS.load(cmd_name)
        if cmd_name not in OPERATIONS.names():
            return None
        command: click.Command = import_module("readme_sync.cli.edit_run").edit_command(
            cmd_name, OPERATIONS.load(cmd_name)
        )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does; importing all of them would take three times as long."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(name)) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command as click does; the message for an unknown one names the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = Names(self.list_commands(ctx)).nearest(args[0], _ALIKE)
            hint = f"; the nearest is {near}" if near else ""
            raise click.UsageError(error.message.rstrip(".") + hint, ctx) from None


def _summary(name: str) -> str:
    """Return the docstring of a command's module, without importing it."""
    with open((PLUGINS if name in PLUGINS.names() else OPERATIONS).path(name), encoding="utf-8") as module:
        return ast.get_docstring(ast.parse(module.read())) or ""


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 clean, 1 results or something would change, 2 wrong usage or input, 3 internal error.",
)
@click.version_option(__version__, "-V", "--version", message="readme-sync %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Keep the numbers in a README true.

    Reads the progress that a README states (tables, task lists, bars, percents), computes the totals, reports what is
    wrong, and rewrites single numbers in the author's own notation.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(WRONG_INPUT)


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name, and return its exit code.

    Raises:
        RequestError: click cannot understand the arguments.
        KeyboardInterrupt: the user pressed Ctrl-C.
    """
    try:
        code: int | None = cli.main(arguments, prog_name="readme-sync", standalone_mode=False)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "readme-sync"
        raise RequestError(_sentence(error.format_message()), hint=f"try {command} --help") from None
    except click.ClickException as error:
        raise RequestError(_sentence(error.format_message())) from None
    except click.Abort:
        raise KeyboardInterrupt from None
    return code or 0


def _sentence(message: str) -> str:
    """Return the message as the middle of a sentence: no capital at the start, no full stop at the end."""
    return f"{message[:1].lower()}{message[1:]}".rstrip(".")
