"""Move progress pictures from one service to another."""

from collections.abc import Sequence

import click

from readme_sync.cli.documents import Configured
from readme_sync.cli.edit_run import Preview, change_document, diff_option, dry_run_option
from readme_sync.cli.options import config_options, paths_argument
from readme_sync.cli.output import view
from readme_sync.cli.run import over_paths
from readme_sync.editing.migrate import migrate
from readme_sync.reports.edit_text import migrate_lines

_TARGETS = ["progress-bar.xyz", "geps", "shields"]
_SOURCES = [*_TARGETS, "progress-bar.dev", "progressed.io", "cloudfunctions", "badgen"]


@click.command("migrate")
@paths_argument
@click.option("--to", "target", type=click.Choice(_TARGETS), required=True, help="The service to move to.")
@click.option(
    "--from", "sources", type=click.Choice(_SOURCES), multiple=True, help="Move from this service only; repeatable."
)
@diff_option
@dry_run_option
@config_options
def command(
    configured: Configured,
    paths: Sequence[str],
    target: str,
    sources: Sequence[str],
    show_diff: bool,
    dry_run: bool,
) -> int:
    """Move progress images from one service to another.

    PATHS are Markdown files, - is standard input and goes to standard output; by default those of the
    configuration, otherwise the README in this folder.
    Images that the other service cannot show in full are not changed. With --diff or --dry-run, exit code 1 says that
    something would change. The network is not used.
    """

    def one(path: str) -> int:
        return change_document(
            path,
            lambda source: migrate(source, target, sources=sources),
            lambda outcome, shown: list(migrate_lines(shown, target, outcome, view())),
            Preview(show_diff, dry_run),
        )

    return over_paths(paths, one, configured)
