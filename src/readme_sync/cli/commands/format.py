"""`readme-sync format`."""

from collections.abc import Sequence

import click

from readme_sync import api
from readme_sync.cli.configuration import Configured
from readme_sync.cli.diffs import write_diff
from readme_sync.cli.failures import RESULTS
from readme_sync.cli.options import config_options, paths_argument
from readme_sync.cli.output import write_data, write_note, write_text
from readme_sync.cli.paths import STDIN, read_path, shown_path
from readme_sync.cli.run import over_paths
from readme_sync.cli.terminal import view
from readme_sync.reports.edit_text import format_lines

_STYLES = ["aligned", "compact"]


@click.command("format")
@paths_argument
@click.option(
    "--style", type=click.Choice(_STYLES), help="How to write tables; by default as configured, otherwise aligned."
)
@click.option("--check", "check_only", is_flag=True, help="Say which tables would change; write nothing.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
@config_options
def command(
    configured: Configured,
    paths: Sequence[str],
    style: str | None,
    check_only: bool,
    show_diff: bool,
) -> int:
    """Format tables, aligned or compact.

    PATHS are Markdown files, - is standard input and goes to standard output; by default those of the
    configuration, otherwise the README in this folder.
    Aligned: the columns are as wide as the widest cell, as a terminal shows it; a cell of more than 400 columns sticks
    out. Compact: one space around each cell. Only spaces, dashes, outer pipes and missing cells change; the page that
    GitHub shows stays the same. Tables that a tool writes, and those after a prettier-ignore, are not changed.
    With --check or --diff, exit code 1 says that something would change.
    """

    def one(path: str) -> int:
        return _format(path, configured, style, check_only=check_only, show_diff=show_diff)

    return over_paths(paths, one, configured)


def _format(path: str, configured: Configured, style: str | None, *, check_only: bool, show_diff: bool) -> int:
    """Format one document, and return its exit code."""
    settings = configured.of(path)
    form = style or settings.tables.value
    if path != STDIN and not check_only and not show_diff:
        write_text("".join(f"{line}\n" for line in _lines(api.format_file(path, form, settings=settings), path, form)))
        return 0
    before = read_path(path)
    formatted = api.format_tables(before, form, settings=settings)
    lines = _lines(formatted, shown_path(path), form, checked=check_only or show_diff)
    if show_diff:
        write_diff(before, formatted.source, shown_path(path))
    elif check_only:
        write_text("".join(f"{line}\n" for line in lines))
    else:
        write_data(formatted.source.text)
    if show_diff or not check_only:  # standard output carries data
        for line in lines:
            write_note(line)
    return RESULTS if formatted.changed and (check_only or show_diff) else 0


def _lines(formatted: api.Formatted, path: str, style: str, *, checked: bool = False) -> list[str]:
    return list(format_lines(path, style, formatted.tables, view(), checked=checked))
