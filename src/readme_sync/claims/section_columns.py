"""Numbers by section in a table: `| Trees | 7 | 3 | 4 |` under `Total | Done | Left`, over the items of `## Trees`.

A row names a section. Its number is that of all items of the section, of those in one state, by the column's header, or
the sum of the column with the same header in the tables there. Where two rows of a column are right, and half of them,
the others are meant so. What is far from the truth counts something else. A row may also link to an anchor in HTML
(`<a id="trees">`) above the tables that it sums up.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from readme_sync.claims._counts import near, nearest_first
from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims._words import Counted, count_items, counted_by
from readme_sync.claims.form import Form
from readme_sync.model import Bound, Claim, Doubt, Fact, Figure, Progress, Value
from readme_sync.text import Span
from readme_sync.text.regex import regex
from readme_sync.trackers.summaries import section_named, sections_by_name

_ANCHOR = regex(r"<[a-z]{1,8}[ ][^<>\n]{0,40}\b(?:id|name)=[\"'](?P<id>[^\"'\n]{1,80})[\"']")
_LINK = regex(r"\]\(#(?P<id>[^()\s]{1,80})\)")
_FEWEST = 2
_SHARE = 0.5
_MOST_COLUMNS = 12


class _Cell(NamedTuple):
    """A number, and what it may rightly be; the nearest first."""

    figure: Figure
    truths: tuple[float, ...]
    title: str

    @property
    def is_right(self) -> bool:
        return self.figure.progress.done in self.truths


def _find(page: ClaimContext) -> Iterator[Claim]:
    yield from _of_anchors(page)
    if not page.inside[0] or len(page.sections) <= _FEWEST:
        return
    grids = [grid for grid in page.grids if len(grid.block.rows) >= _FEWEST and len(grid.header) <= _MOST_COLUMNS]
    named = sections_by_name(page.sections) if grids else {}
    for grid in grids:
        numeric = [column for column in range(len(grid.texts)) if grid.may_hold_numbers(column, _FEWEST)]
        if not numeric:
            continue
        about = [(row, section_named(grid.label(row), named)) for row in grid.block.rows]
        rows = [(row, index) for row, index in about if index and page.inside[index] and index != grid.section]
        if len(rows) < _FEWEST:
            continue
        for column in numeric:
            header = grid.header[column]
            numbers = [(grid.number(row, column), index) for row, index in rows]
            cells = [
                _Cell(figure, truths, page.sections[index].title)
                for figure, index in numbers
                if figure and (truths := _truths(page, index, header, figure.progress.done or 0.0))
            ]
            yield from _claims(grid, cells)


def _of_anchors(page: ClaimContext) -> Iterator[Claim]:
    """Yield the claims of rows that link to anchors in HTML, over the tables up to the next of them."""
    text = page.readme.source.text
    anchors = [(found["id"], found.start()) for found in _ANCHOR.finditer(text)] if len(page.grids) > _FEWEST else []
    spans: dict[str, Span] = {}
    for (name, start), (_, end) in pairwise([*anchors, ("", len(text))]):
        spans.setdefault(name, Span(start, end))
    for grid in page.grids if spans else ():
        linked = [_LINK.search(row.text, row.span.start, row.span.end) for row in grid.block.rows]
        rows = [(row, link["id"]) for row, link in zip(grid.block.rows, linked, strict=True) if link]
        known = [(row, name) for row, name in rows if name in spans]
        for column, header in enumerate(grid.header) if len(known) >= _FEWEST else ():
            numbers = [(grid.number(row, column), name) for row, name in known]
            cells = [
                _Cell(figure, (float(sum(sums)),), name)
                for figure, name in numbers
                if figure and (sums := list(_sums(page, spans[name], header)))
            ]
            yield from _claims(grid, cells)


def _claims(grid: TableView, cells: Sequence[_Cell]) -> Iterator[Claim]:
    right = sum(cell.is_right and bool(cell.figure.progress.done) for cell in cells)
    if right < _FEWEST or right < _SHARE * len(cells):
        return
    for cell in cells:
        fact = Fact(tuple(map(Progress.of_number, cell.truths)), f"the items under {cell.title[:40]!r}")
        is_near = near(cell.figure.progress.done or 0.0, cell.truths[0])
        yield Claim(
            cell.figure, Value.COUNT, fact, Bound.FORM, grid.section, Doubt.NONE if is_near else Doubt.OTHER_THING
        )


def _truths(page: ClaimContext, section: int, header: str, stated: float) -> tuple[float, ...]:
    """Return what a number under a header may say about a section."""
    counted = counted_by(header)
    found: list[float] = []
    if counted:
        ways = [counted] if counted is not Counted.LEFT else [Counted.LEFT, Counted.OPEN]
        found += [float(count_items(way.items, one)) for one in ways for way in page.ways(section, "") if way.is_whole]
    else:
        found += _sums(page, page.sections[section].span, header)
    return tuple(nearest_first(found, stated))


def _sums(page: ClaimContext, span: Span, header: str) -> Iterator[float]:
    """Yield the sums of the columns with the same header in the tables of a section."""
    for grid in page.grids if header else ():
        if not span.contains(grid.block.span) or header not in grid.header:
            continue
        numbers = grid.numbers(grid.header.index(header))
        if len(numbers) >= _FEWEST and sum(number is not None for number in numbers) >= _SHARE * len(numbers):
            yield sum(number.progress.done or 0.0 for number in numbers if number)


FORM = Form("section-columns", 42, _find)
