"""The status as CSV: a line for each section with items, and one for each whole document."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from readme_sync.model import Readme, Tally
from readme_sync.reports.words import number_text

COLUMNS: Final = ("path", "level", "line", "anchor", "title", "total", "done", "in_progress", "unknown", "percent")
"""The columns; level 0, without anchor and title, is the whole document. An unknown percent is empty."""


def status_csv(readme: Readme, path: str, *, header: bool) -> str:
    """Return the lines of one document, with LF; with `header`, the names of the columns before them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(COLUMNS)
    writer.writerows(_rows(readme, path))
    return out.getvalue()


def _rows(readme: Readme, path: str) -> Iterator[list[str | int]]:
    for section, tally in zip(readme.sections, readme.tallies(), strict=True):
        if tally.total or not section.level:
            line = readme.source.line_of((section.heading or section.span).start)
            yield [path, section.level, line, section.anchor, section.title, *_figures(tally)]


def _figures(tally: Tally) -> list[str | int]:
    percent = "" if tally.percent is None else number_text(tally.percent)
    return [tally.total, tally.done, tally.in_progress, tally.unknown, percent]
