"""Move progress images to another service, or to local files."""

import os
from collections.abc import Sequence

import click

from readme_sync.cli.documents import STDIN, Configured
from readme_sync.cli.edit_run import Preview, change_document
from readme_sync.cli.options import diff_option, dry_run_option, output_format, paths_options
from readme_sync.cli.output import RESULTS, view, write_text
from readme_sync.cli.run import over_paths
from readme_sync.disk.pictures import folder_from, remove_unused, unused_pictures
from readme_sync.editing.migrate import SOURCES, TARGETS, migrate
from readme_sync.reports.edit_text import migrate_lines


@click.command("migrate")
@click.option(
    "--to",
    "target",
    type=click.Choice(TARGETS),
    metavar="SERVICE",
    help=f"The service to move to: {', '.join(TARGETS)}; svg: pictures in the repository, text: bars of characters.",
)
@click.option(
    "--from",
    "sources",
    type=click.Choice(SOURCES),
    metavar="SERVICE",
    multiple=True,
    help=f"Move from this service only, repeatable: {', '.join(SOURCES)}.",
)
@click.option("--prune", is_flag=True, help="Remove pictures in the repository that no document names any more.")
@diff_option
@dry_run_option
@output_format()
@paths_options
def command(
    configured: Configured,
    paths: Sequence[str],
    target: str | None,
    sources: Sequence[str],
    prune: bool,
    show_diff: bool,
    dry_run: bool,
    output_format: str,
) -> int:
    """Move progress images from one service to another, or into the repository.

    PATHS are Markdown files, folders or patterns; - is standard input and goes to standard output. Default: the files
    in `paths` of the configuration, otherwise README.md in the current directory.

    Images that the other service cannot show in full are not changed. With --diff or --dry-run, exit code 1 says that
    something would change. Never uses the network.

    Examples:
        readme-sync migrate --to geps --dry-run
        readme-sync migrate docs --from progressed.io --to svg
        readme-sync migrate --prune
    """
    if target is None:
        if not prune:
            raise click.UsageError("Missing option '--to'.", click.get_current_context())
        return _prune(configured, writes=not (show_diff or dry_run))

    def one(path: str) -> int:
        inside = configured.of(path).pictures
        folder = inside if path == STDIN else folder_from(path, inside)
        return change_document(
            path,
            lambda source: migrate(source, target, sources=sources, folder=folder),
            lambda outcome, shown: list(migrate_lines(shown, target, outcome, view())),
            Preview(show_diff, dry_run, output_format),
        )

    code = over_paths(paths, one, configured)
    return max(code, _prune(configured, writes=not (show_diff or dry_run))) if prune else code


def _prune(configured: Configured, *, writes: bool) -> int:
    """Remove the pictures that no document names, or say which; return the exit code."""
    here = os.path.join(os.curdir, "document")
    unused = unused_pictures(os.path.normpath(folder_from(here, configured.of(here).pictures)))
    if writes:
        remove_unused(unused)
    for path in unused:
        write_text(f"{path}: {'removed' if writes else 'would be removed'}; no document names it\n")
    return RESULTS if unused and not writes else 0
