"""Merge two versions of a document row by row, for git."""

import click

from readme_sync.cli.documents import Configured
from readme_sync.cli.options import config_options
from readme_sync.cli.output import RESULTS, write_note
from readme_sync.editing.merge import MARKER, Merge, merge
from readme_sync.model import Settings
from readme_sync.reader import parse
from readme_sync.reports.words import counted
from readme_sync.store.git import merged_text
from readme_sync.store.read_files import read_source
from readme_sync.store.write_files import update
from readme_sync.text import Source


@click.command("merge")
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("path", required=False)
@config_options
def command(configured: Configured, base: str, ours: str, theirs: str, path: str | None) -> int:
    """Merge two versions of a document row by row, for git.

    Git calls it where .gitattributes says merge=readme-sync: BASE is the common version, OURS and THEIRS the others,
    PATH the name of the document. The result is written to OURS. Rows that either side has added or changed are kept,
    and numbers that were right are right again. Exit code 1: something is left in conflict, with the usual markers.

    Examples:
        git config merge.readme-sync.driver "readme-sync merge %O %A %B %P"
    """
    merged = merge_files(base, ours, theirs, path, configured.of(path or ours))
    update(ours, lambda _: merged.source)
    if merged.conflicts:
        write_note(f"{path or ours}: {counted(merged.conflicts, 'place')} left in conflict")
    return RESULTS if merged.conflicts else 0


def merge_files(base: str, ours: str, theirs: str, path: str | None, settings: Settings) -> Merge:
    """Return the merged document.

    Raises:
        InputError: a version cannot be read, or git cannot merge them.
    """
    versions = [parse(read_source(one), settings=settings) for one in (ours, base, theirs)]
    return merge(Source.from_bytes(merged_text(ours, base, theirs, MARKER), path), *versions)
