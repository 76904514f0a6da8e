"""Write tables anew, aligned or compact."""

from collections.abc import Sequence

import click

from readme_sync.cli.documents import Configured
from readme_sync.cli.edit_run import Preview, change_document, diff_option
from readme_sync.cli.options import config_options, paths_argument
from readme_sync.cli.output import view
from readme_sync.cli.run import over_paths
from readme_sync.editing.format_tables import format_tables
from readme_sync.reports.edit_text import format_lines

_STYLES = ["aligned", "compact"]


@click.command("format")
@paths_argument
@click.option(
    "--style", type=click.Choice(_STYLES), help="How to write tables; by default as configured, otherwise aligned."
)
@click.option("--check", "check_only", is_flag=True, help="Say which tables would change; write nothing.")
@diff_option
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
    is_check = check_only or show_diff

    def one(path: str) -> int:
        settings = configured.of(path)
        form = style or settings.tables.value
        return change_document(
            path,
            lambda source: format_tables(source, form, settings=settings),
            lambda outcome, shown: list(format_lines(shown, form, outcome, view(), checked=is_check)),
            Preview(show_diff, check_only and not show_diff, ""),
        )

    return over_paths(paths, one, configured)
