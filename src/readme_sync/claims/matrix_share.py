"""The share of a row in a matrix: `| Ana | ✅ | ✅ |  | 67% |`, over the cells of the row that are done.

It is meant so where three rows or more, and most, are right, and not all of them alike.
"""

from collections.abc import Iterator, Mapping, Sequence

from readme_sync.claims._bind import beside_claim
from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims._words import Counted, count_items
from readme_sync.claims.form import Form
from readme_sync.markdown import Row
from readme_sync.model import UNKNOWN, Claim, Figure, Item, Progress, Shape
from readme_sync.notations import Target, named
from readme_sync.text import Span
from readme_sync.trackers.columns import agree

_FEWEST = 3
_MOST = 0.6


def _find(page: ClaimContext) -> Iterator[Claim]:
    for grid in page.grids:
        tracker = grid.tracker
        if tracker and tracker.shape is Shape.MATRIX and len(grid.block.rows) >= _FEWEST:
            rows: dict[Span, list[Item]] = {}
            for item in tracker.items:
                rows.setdefault(item.span, []).append(item)
            for column in range(len(grid.header)):
                if column not in tracker.progress_columns:
                    yield from _claims(grid, column, rows)


def _claims(grid: TableView, column: int, rows: Mapping[Span, Sequence[Item]]) -> Iterator[Claim]:
    found = [
        (figure, _truth(rows[row.span]))
        for row in grid.block.rows
        if row.span in rows and (figure := _share(grid, row, column))
    ]
    right = [truth.percent for figure, truth in found if _agrees(figure, truth)]
    if len(right) >= max(_FEWEST, _MOST * len(found)) and len(set(right)) > 1:
        for figure, truth in found:
            yield beside_claim(figure, grid.section, truth, "the cells of this row")


def _share(grid: TableView, row: Row, column: int) -> Figure | None:
    """Return the one percent or fraction of a cell."""
    figures = grid.figures(row, column)
    known = [one for one in figures if named(one.notation).target is Target.TEXT and one.progress != UNKNOWN]
    return known[0] if len(known) == 1 and known[0].progress.percent is not None else None


def _truth(items: Sequence[Item]) -> Progress:
    return Progress.of_fraction(count_items(items, Counted.DONE), len(items))


def _agrees(figure: Figure, truth: Progress) -> bool:
    if figure.progress.total is not None:
        return (figure.progress.done, figure.progress.total) == (truth.done, truth.total)
    return agree(figure, figure._replace(progress=truth))


FORM = Form("matrix-share", 135, _find)
