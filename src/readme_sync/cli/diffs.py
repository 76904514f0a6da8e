"""Diffs on standard output: coloured for a terminal, exact for everything else."""

import sys

from readme_sync.cli.output import view, write_patch, write_text
from readme_sync.reports.diff import coloured, diff
from readme_sync.text import Source


def write_diff(before: Source, after: Source, path: str) -> None:
    """Write what changed, nothing where nothing did."""
    text = diff(before, after, path)
    seen = view()
    if text and (seen.colour or sys.stdout.isatty()):
        write_text(coloured(text, seen))
    else:
        write_patch(text)
