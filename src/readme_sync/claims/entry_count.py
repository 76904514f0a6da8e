"""A fraction over entries of which each is something done: `Solved: 10/14` above a list of links to the solutions.

It stands in the heading, or in a paragraph or a badge of its section, over one list of links without boxes, or over one
table that tracks no progress: of that, the rows that have something in the column of the solutions. More may be listed
than is done, or less, so it is in doubt, and it is said only where the numbers are near.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from readme_sync.claims._bind import beside_claim
from readme_sync.claims._counts import figure_of, near
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import label_before, numbers_a_part
from readme_sync.claims.form import Form
from readme_sync.markdown import CONTAINERS, Block, Heading, List, ListItem, Paragraph, Table
from readme_sync.model import Claim, Doubt, Figure, Progress
from readme_sync.text.regex import regex
from readme_sync.trackers.sections import heading_figures

_SOLUTION = regex(r"solution|code|file|answer|题解|代码|答案|풀이|코드|解答|lösung|solução|solución")
_LINK = regex(r"\]\(|\]\[|https?://|<a\b")
_HOLDERS = (*CONTAINERS, Table)
_FEWEST = 3


class _Listed(NamedTuple):
    """How many entries are listed, of how many where that is known, and by what."""

    done: int
    total: int | None
    origin: str


def _find(page: ClaimContext) -> Iterator[Claim]:
    listed: Mapping[int, _Listed] | None = None
    for passage in page.fractional:
        if passage.is_listed or page.inside[passage.section]:
            continue
        if listed is None:
            listed = _listed(page)
        found = listed.get(passage.section)
        figures = [figure for figure in _figures(passage) if figure.progress.total] if found else []
        if found and len(figures) == 1 and _is_about(figures[0].progress, found):
            truth = Progress.of_fraction(found.done, figures[0].progress.total or 0.0)
            yield beside_claim(figures[0], passage.section, truth, found.origin, Doubt.MORE_OR_LESS)


def _figures(passage: TextBlock) -> list[Figure]:
    """Return the figures in a heading, a paragraph or its pictures."""
    pictured = [copies[0] for _, copies in passage.images]
    text = passage.seen.text
    if isinstance(passage.block, Heading):
        return pictured + [figure for one in heading_figures(text) if (figure := figure_of(passage.seen, one))]
    return pictured + [figure for start, figure in passage.texts if _is_named(label_before(text, start))]


def _is_named(label: str) -> bool:
    """Return whether a fraction has a name, and that numbers no part of a series; without one it may be a day."""
    return any(map(str.isalpha, label)) and not numbers_a_part(label)


def _is_about(stated: Progress, found: _Listed) -> bool:
    """Return whether a fraction may be about what is listed: not all of it, and nearly as much, or of as much."""
    total, done = stated.total or 0.0, stated.done or 0.0
    if found.total is not None and found.total != total:
        return False
    return found.done <= total and near(done, found.done) and (found.total is not None or found.done < total)


def _listed(page: ClaimContext) -> dict[int, _Listed]:
    """By section, the one list or table that stands right in it."""
    found: dict[int, list[Block]] = {}
    section = 0
    for block in page.document.blocks:
        if isinstance(block, Heading):
            section = page.section_of(block.span.start)
        elif isinstance(block, _HOLDERS):
            found.setdefault(section, []).append(block)
    trackers = {tracker.span.start for tracker in page.readme.trackers}
    return {
        section: listed
        for section, those in found.items()
        if len(those) == 1 and those[0].span.start not in trackers and (listed := _of_block(those[0]))
    }


def _of_block(block: Block) -> _Listed | None:
    if isinstance(block, List):
        entries = [entry for entry in block.children if isinstance(entry, ListItem)]
        done = len(entries) if all(map(_is_linked, entries)) else 0
        return _Listed(done, None, "the list below") if done >= _FEWEST else None
    return _of_table(block) if isinstance(block, Table) else None


def _is_linked(entry: ListItem) -> bool:
    """Return whether an entry is a link, without a box."""
    first = entry.children[0] if entry.children else None
    return entry.box is None and isinstance(first, Paragraph) and _LINK.search(first.content.text) is not None


def _of_table(table: Table) -> _Listed | None:
    """Return the rows with something in the column of the solutions; None where there is none, or nothing missing."""
    columns = [column for column, text in enumerate(table.header.texts) if _SOLUTION.search(text.casefold())]
    if len(table.rows) < _FEWEST:
        return None
    if all(_LINK.search(row.text, row.span.start, row.span.end) for row in table.rows):
        return _Listed(len(table.rows), None, "the table below")
    if not columns:
        return None
    done = sum(_is_filled([row.texts[column] for column in columns]) for row in table.rows)
    return _Listed(done, len(table.rows), f"the {len(table.rows)} rows below") if done >= _FEWEST else None


def _is_filled(texts: Sequence[str]) -> bool:
    return any(text.strip("-–—_ ❌⬜") for text in texts)


FORM = Form("entry-count", 190, _find)
