"""Resolve conflicts that a merge has left, row by row."""

import os
import tempfile

import click

from readme_sync.cli.commands.merge import merge_files
from readme_sync.cli.documents import Configured, single_path
from readme_sync.cli.options import config_options
from readme_sync.cli.output import RESULTS, write_note
from readme_sync.editing.merge import unnamed
from readme_sync.errors import InputError
from readme_sync.reports.words import counted
from readme_sync.store.git import merged_text, sides_of
from readme_sync.store.read_files import read_source
from readme_sync.store.write_files import update
from readme_sync.text import Source

_MARKER = 7
_STYLES = ("", "--diff3", "--zdiff3")
_NAMES = ("base", "ours", "theirs")


@click.command("resolve")
@click.argument("path", required=False)
@config_options
def command(configured: Configured, path: str | None) -> int:
    """Resolve the conflicts that a merge has left in a document, row by row.

    PATH is a Markdown file. Default: the one in `paths` of the configuration, otherwise README.md in the current
    directory. It does once what the merge driver does always (`readme-sync merge`): rows that either side has added or
    changed are kept, and numbers that were right are right again. Then add the file with git. Exit code 1: something is
    left in conflict. A document that was edited since git wrote the conflicts is left alone.

    Examples:
        readme-sync resolve
    """
    path = path or single_path(configured)
    with tempfile.TemporaryDirectory() as folder:
        base, ours, theirs = (os.path.join(folder, name) for name in _NAMES)
        for file, data in zip((base, ours, theirs), sides_of(path), strict=True):
            with open(file, "wb") as out:
                out.write(data)
        written = (merged_text(ours, base, theirs, _MARKER, style) for style in _STYLES)
        now = unnamed(read_source(path).text)
        if all(now != unnamed(Source.from_bytes(one, path).text) for one in written):
            hint = f"finish it by hand, or run git checkout --merge {path} before"
            raise InputError("was edited since git wrote the conflicts", path=path, hint=hint)
        merged = merge_files(base, ours, theirs, path, configured.of(path))
    update(path, lambda _: merged.source)
    if merged.conflicts:
        write_note(f"{path}: {counted(merged.conflicts, 'place')} left in conflict")
        return RESULTS
    write_note(f"{path}: resolved; add it with git add")
    return 0
