"""Move progress images from one service to another."""

from collections.abc import Sequence

import click

from readme_sync.cli.documents import Configured
from readme_sync.cli.edit_run import Preview, change_document
from readme_sync.cli.options import diff_option, dry_run_option, output_format, paths_options
from readme_sync.cli.output import view
from readme_sync.cli.run import over_paths
from readme_sync.editing.migrate import migrate
from readme_sync.reports.edit_text import migrate_lines

_TARGETS = ["progress-bar.xyz", "geps", "shields"]
_SOURCES = [*_TARGETS, "progress-bar.dev", "progressed.io", "cloudfunctions", "badgen"]


@click.command("migrate")
@click.option(
    "--to",
    "target",
    type=click.Choice(_TARGETS),
    metavar="SERVICE",
    required=True,
    help=f"The service to move to: {', '.join(_TARGETS)}.",
)
@click.option(
    "--from",
    "sources",
    type=click.Choice(_SOURCES),
    metavar="SERVICE",
    multiple=True,
    help=f"Move from this service only, repeatable: {', '.join(_SOURCES)}.",
)
@diff_option
@dry_run_option
@output_format()
@paths_options
def command(
    configured: Configured,
    paths: Sequence[str],
    target: str,
    sources: Sequence[str],
    show_diff: bool,
    dry_run: bool,
    output_format: str,
) -> int:
    """Move progress images from one service to another.

    PATHS are Markdown files, folders or patterns; - is standard input and goes to standard output. Default: the files
    in `paths` of the configuration, otherwise README.md in the current directory.

    Images that the other service cannot show in full are not changed. With --diff or --dry-run, exit code 1 says that
    something would change. Never uses the network.

    Examples:
        readme-sync migrate --to geps --dry-run
        readme-sync migrate docs --from progressed.io --to shields
    """

    def one(path: str) -> int:
        return change_document(
            path,
            lambda source: migrate(source, target, sources=sources),
            lambda outcome, shown: list(migrate_lines(shown, target, outcome, view())),
            Preview(show_diff, dry_run, output_format),
        )

    return over_paths(paths, one, configured)
