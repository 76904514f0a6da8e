"""Format tables, aligned or compact."""

from collections.abc import Sequence

import click

from readme_sync.cli.documents import Configured
from readme_sync.cli.edit_run import Preview, change_document
from readme_sync.cli.options import diff_option, dry_run_option, output_format, paths_options, renamed_option
from readme_sync.cli.output import view
from readme_sync.cli.run import over_paths
from readme_sync.editing.format_tables import format_tables
from readme_sync.reports.edit_text import format_lines

_STYLES = ["aligned", "compact"]


@click.command("format")
@click.option(
    "--style",
    type=click.Choice(_STYLES),
    metavar="STYLE",
    help="How to write tables: aligned or compact; by default as configured, otherwise aligned.",
)
@diff_option
@dry_run_option
@renamed_option("--check", "--dry-run", is_flag=True)
@output_format()
@paths_options
def command(
    configured: Configured,
    paths: Sequence[str],
    style: str | None,
    show_diff: bool,
    dry_run: bool,
    old_dry_run: bool,
    output_format: str,
) -> int:
    """Format tables, aligned or compact.

    PATHS are Markdown files, folders or patterns; - is standard input and goes to standard output. Default: the files
    in `paths` of the configuration, otherwise README.md in the current directory.

    Aligned: the columns are as wide as the widest cell, as a terminal shows it; a cell of more than 400 columns sticks
    out. Compact: one space around each cell. Only spaces, dashes, outer pipes and missing cells change; the page that
    GitHub shows stays the same. Tables that a tool writes, and those after a prettier-ignore, are not changed.

    With --dry-run or --diff, exit code 1 says that something would change.

    Examples:
        readme-sync format
        readme-sync format docs --style compact --diff
    """
    preview = Preview(show_diff, dry_run or old_dry_run, output_format, suffix="")

    def one(path: str) -> int:
        settings = configured.of(path)
        form = style or settings.tables.value
        return change_document(
            path,
            lambda source: format_tables(source, form, settings=settings),
            lambda outcome, shown: list(format_lines(shown, form, outcome, view(), checked=not preview.writes)),
            preview,
        )

    return over_paths(paths, one, configured)
