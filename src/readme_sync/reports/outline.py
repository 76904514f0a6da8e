"""The sections with items as the rows of a tree, and the tables that look like progress and are not counted."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from readme_sync.model import Readme, Reason, Tally, Verdict, tally_of
from readme_sync.reports.safe import printable

# The sections with items, as the rows of a tree.


class OutlineRow(NamedTuple):
    """One section of the tree.

    Attributes:
        title: as written in the document; "" for the items before the first heading.
        depth: 0 for a section that is in no other.
        tally: the totals of its items; None where its only subsection has the same.
        section: its index among the sections of the document.
    """

    title: str
    depth: int
    tally: Tally | None
    section: int


def outline(readme: Readme) -> list[OutlineRow]:
    """Return the sections with items in them or in their subsections, in document order."""
    tallies = readme.tallies()
    rows = []
    first = [tracker for tracker in readme.trackers if tracker.section == 0 and not tracker.is_summary]
    top = tally_of(item for tracker in first for item in tracker.items)
    if top.total and top.total < tallies[0].total:
        rows.append(OutlineRow("", 0, top, 0))
    # Where a child has all items of its parent, the bar of the parent would repeat that of the child.
    fullest = [0] * len(tallies)
    depths = [-1] * len(tallies)
    for index, section in enumerate(readme.sections):
        if section.parent is not None:
            fullest[section.parent] = max(fullest[section.parent], tallies[index].total)
            depths[index] = depths[section.parent] + 1
    for index, section in enumerate(readme.sections):
        if index and tallies[index].total:
            repeated = fullest[index] == tallies[index].total
            rows.append(OutlineRow(section.title, depths[index], None if repeated else tallies[index], index))
    return rows


_SHOWN = 3
_DOUBTFUL = {Reason.UNSURE, Reason.TOO_FEW, Reason.PROSE, Reason.NO_LABEL}
"""Reasons for which a person may decide otherwise; the others say that the table holds no progress."""


def left_aside(readme: Readme, naming: str | None = None) -> list[str]:
    """Return a line for each of the first tables and lists that a person may want to count, and one for the others.

    `naming`: only those of which a cell says this, and these whatever they are.
    """
    cell = re.compile(rf"(?:^|\|)[^\w\n|]*{re.escape(naming or '')}[^\w\n|]*(?:\||$)", re.IGNORECASE | re.MULTILINE)
    doubtful = [
        verdict
        for verdict in sorted((*readme.verdicts, *readme.unread_lists), key=lambda one: one.span)
        if not verdict.is_tracker
        and (cell.search(readme.source.slice(verdict.span)) if naming else verdict.code in _DOUBTFUL)
    ]
    lines = [line for verdict in doubtful[:_SHOWN] for line in _lines(readme, verdict)]
    more = len(doubtful) - _SHOWN
    return [*lines, f"{more} more like this: readme-sync parse names them"] if more > 0 else lines


def _lines(readme: Readme, verdict: Verdict) -> Iterator[str]:
    line = readme.source.line_of(verdict.span.start)
    what = "table" if verdict.header else "list"
    yield f"line {line}: the {what} is not counted: {printable(verdict.reason)}"
    anchor = readme.sections[verdict.section].anchor
    keys = [f'section = "{f"#{anchor}" if anchor else ""}"']
    if verdict.header:
        keys += [f"column = {_quoted(verdict.column)}"] if verdict.column else ['column = "HEADER"']
    yield f"  to count it: [[trackers]] {', '.join(keys)}"


def _quoted(text: str) -> str:
    """Return the text as a basic string of TOML."""
    escaped = printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
