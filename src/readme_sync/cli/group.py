"""`readme-sync` itself: a command for each module in `commands` and each operation; only the one called is imported."""

import ast
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from inspect import cleandoc

import click

from readme_sync.cli import commands
from readme_sync.cli.options import common_options
from readme_sync.cli.output import WRONG_INPUT
from readme_sync.editing.operations import PLUGINS as OPERATIONS
from readme_sync.errors import RequestError
from readme_sync.plugins import Plugins
from readme_sync.text.closest import Names
from readme_sync.version import __version__

PLUGINS = Plugins[click.Command](commands.__name__, "command")

_ALIKE = 0.8
_MEANT = {"lint": "check", "verify": "check", "fix": "check --fix", "update": "sync", "list": "status --items"}
"""What other tools call our commands."""
_EXAMPLES = "\nExamples:\n"


class LazyGroup(click.Group):
    """A group whose commands are plugins, imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names of all commands, found by their files."""
        return sorted([*PLUGINS.names(), *OPERATIONS.names()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, None where there is none of that name."""
        return _command(cmd_name) if cmd_name in self.list_commands(ctx) else None

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
        except click.UsageError:
            near = _MEANT.get(args[0]) or Names(self.list_commands(ctx)).nearest(args[0], _ALIKE)
            hint = f" (did you mean {near}?)" if near else ""
            raise click.UsageError(f"No such command {args[0]!r}{hint}", ctx) from None


@cache
def _command(name: str) -> click.Command:
    """Import and return a command, with the options that all have, and the examples of its documentation."""
    if name in PLUGINS.names():
        command = PLUGINS.load(name)
    else:
        command = import_module("readme_sync.cli.edit_run").edit_command(name, OPERATIONS.load(name))
    command.params += common_options()
    text, found, examples = cleandoc(command.help or "").partition(_EXAMPLES)
    command.help = text.rstrip()
    lines = "\n".join(f"  {line.strip()}" for line in examples.strip().splitlines())
    command.epilog = f"\b\nExamples:\n{lines}" if found else None
    return command


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


cli.params += common_options()


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name, and return its exit code.

    Raises:
        RequestError: click cannot understand the arguments.
        KeyboardInterrupt: the user pressed Ctrl-C.
    """
    try:
        code: int | None = cli.main(arguments, prog_name="readme-sync", standalone_mode=False)
    except click.UsageError as error:
        named = arguments[0] if arguments and arguments[0] in cli.list_commands(click.Context(cli)) else ""
        command = error.ctx.command_path if error.ctx else f"readme-sync {named}".strip()
        raise RequestError(_sentence(error.format_message()), hint=f"try {command} --help") from None
    except click.ClickException as error:
        raise RequestError(_sentence(error.format_message())) from None
    except click.Abort:
        raise KeyboardInterrupt from None
    return code or 0


def _sentence(message: str) -> str:
    """Return the message as the middle of a sentence: no capital at the start, no full stop at the end."""
    message = message.replace(". (Did you mean ", " (did you mean ").replace(" Did you mean ", " did you mean ")
    return f"{message[:1].lower()}{message[1:]}".rstrip(".")
