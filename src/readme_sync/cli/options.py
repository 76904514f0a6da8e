"""The options and arguments that several commands share."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from readme_sync.cli.check_run import ALLOW_COMMANDS
from readme_sync.cli.completion import rule_words
from readme_sync.cli.documents import STDIN, Configured
from readme_sync.cli.output import OPTIONS, write_warning
from readme_sync.errors import WriteError

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])

_RULES_HELP = "RULES: ids (RS206), names (row-numbers) or families (RS2), with commas between; repeatable."

paths_argument = click.argument("paths", nargs=-1, metavar="[PATHS]...", type=click.Path())
exclude_option = click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="Leave out these files and folders where PATHS are folders or patterns; repeatable.",
)


def rules_option(name: str, what: str) -> Callable[[F], F]:
    """Return an option that takes rules."""
    return click.option(name, multiple=True, metavar="RULES", help=what, shell_complete=rule_words)


select_option = rules_option("--select", f"Run only these rules. {_RULES_HELP}")
ignore_option = rules_option("--ignore", "Do not run these rules.")
commands_option = click.option(
    "--allow-commands",
    is_flag=True,
    envvar=ALLOW_COMMANDS,
    help="Run the commands that the configuration names for facts; only where you trust it.",
)
no_sync_option = click.option(
    "--no-sync", is_flag=True, help="Name the numbers that follow from a change; do not write them."
)
diff_option = click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")


def output_format(formats: Sequence[str] = ("text", "json"), default: str = "text") -> Callable[[F], F]:
    """Return the option that chooses a format; JSON is one document a line."""
    return click.option(
        "--output-format",
        type=click.Choice(formats),
        default=default,
        metavar="FORMAT",
        help=f"How to write: {', '.join(formats[:-1])} or {formats[-1]}; by default {default}.",
    )


def renamed_option(old: str, new: str, **attributes: Any) -> Callable[[F], F]:  # noqa: ANN401  those of click
    """Return a hidden option under the name that it had; it says the new one, and means the same."""

    def warn(_context: click.Context, _parameter: click.Parameter, value: object) -> object:
        if value:
            write_warning(f"readme-sync: {old} is now called {new}")
        return value

    return click.option(old, f"old_{new.strip('-').replace('-', '_')}", hidden=True, callback=warn, **attributes)


def _redirect(context: click.Context, _parameter: click.Parameter, path: str | None) -> None:
    """Let standard output go to a file until the command ends."""
    if path is None or context.resilient_parsing:
        return
    try:
        file = open(path, "w", encoding="utf-8", newline="")  # noqa: SIM115  the context closes it
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a file name"
        raise WriteError(f"cannot be written: {reason}", path=path, hint="check the path") from None
    context.with_resource(redirect_stdout(context.with_resource(file)))


output_file_option = click.option(
    "-o",
    "--output-file",
    metavar="FILE",
    type=click.Path(),
    expose_value=False,
    is_eager=True,
    callback=_redirect,
    help="Write to this file instead of standard output.",
)


def _remember(name: str, values: Mapping[object, object]) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Return a callback that keeps what an option says for this run; one that is not given says nothing."""

    def remember(_context: click.Context, _parameter: click.Parameter, value: object) -> None:
        if value:
            setattr(OPTIONS, name, values.get(value, value))

    return remember


_COLOURS: Mapping[object, object] = {"auto": None, "always": True, "never": False}


def common_options() -> list[click.Parameter]:
    """Return the options that every command has."""
    quiet = "Write results and errors only."
    verbose = "Say more: the configuration of each document, and what is right already."
    colour = "Use colours: auto (on a terminal, the default), always or never."
    return [
        click.Option(["-q", "--quiet"], is_flag=True, expose_value=False, callback=_remember("quiet", {}), help=quiet),
        click.Option(
            ["-v", "--verbose"], is_flag=True, expose_value=False, callback=_remember("verbose", {}), help=verbose
        ),
        click.Option(
            ["--color"],
            type=click.Choice(("auto", "always", "never")),
            metavar="WHEN",
            expose_value=False,
            callback=_remember("colour", _COLOURS),
            help=colour,
        ),
    ]


_stdin_option = click.option(
    "--stdin-filename",
    metavar="PATH",
    type=click.Path(),
    expose_value=False,
    callback=_remember("stdin_name", {}),
    help=f"The document that {STDIN} stands for: its configuration and the files around it count.",
)


def paths_options(command: Callable[Concatenate[Configured, P], R]) -> Callable[P, R]:
    """Add PATHS and what belongs to them to a command, whose first argument is the `Configured` made from them."""
    return paths_argument(exclude_option(_stdin_option(config_options(command))))


def config_options(command: Callable[Concatenate[Configured, P], R]) -> Callable[P, R]:
    """Add --config and --no-config to a command, whose first argument is the `Configured` made from them."""

    @click.option(
        "--config",
        metavar="PATH",
        type=click.Path(),
        help="The configuration; by default the nearest to each document.",
    )
    @click.option("--no-config", is_flag=True, help="Read no configuration.")
    @wraps(command)
    def configured(*args: P.args, **kwargs: P.kwargs) -> R:
        path, off = kwargs.pop("config"), kwargs.pop("no_config")
        if path and off:
            raise click.UsageError("--config and --no-config cannot go together", click.get_current_context())
        exclude: Any = kwargs.pop("exclude", ())
        return command(Configured(str(path) if path else None, off=bool(off), exclude=exclude), *args, **kwargs)

    return configured
