"""The percent of a row, over the counts beside it: `| Trees | 3 | 7 | 43% |` where the other rows do the same.

The counts are what is done and the total, or what is done and what is left; or the percent is that of one count in the
sum of its column.

Which columns are meant the rows say: in three or more, and in most, the percent is that of the same two numbers. Which
of them is wrong where one row differs nobody has counted.
"""

from collections.abc import Iterator, Sequence
from itertools import permutations

from readme_sync.claims._bind import beside_claim
from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims.form import Form
from readme_sync.model import UNKNOWN, Claim, Figure, Progress
from readme_sync.notations import Target, is_bar, named
from readme_sync.trackers.columns import agree
from readme_sync.trackers.header_words import is_total

_FEWEST = 3
_MOST = 0.75
_MOST_COLUMNS = 12
_ALL = 100.0
Cells = Sequence[Figure | None]


def _find(page: ClaimContext) -> Iterator[Claim]:
    for grid in page.grids:
        width = len(grid.header)
        if len(grid.block.rows) > _FEWEST and 2 < width <= _MOST_COLUMNS and "%" in _text(grid):  # noqa: PLR2004  2 counts
            yield from _claims(grid)


def _text(grid: TableView) -> str:
    rows = grid.block.rows
    return rows[0].text[rows[0].span.start : rows[-1].span.end]


def _claims(grid: TableView) -> Iterator[Claim]:
    columns = range(1, len(grid.header))
    numbers = {column: cells for column in columns if _holds_most(cells := grid.numbers(column))}
    if not numbers:
        return
    for column in columns:
        percents = _percents(grid, column) if column not in numbers else []
        if not _holds_most(percents):
            continue
        both = list(permutations(numbers, 2))
        pairs = [_pairs(percents, numbers[done], numbers[total]) for done, total in both]
        fitting = [pair for pair in pairs if _fits(pair)]
        if not fitting:
            pairs = [_pairs(percents, numbers[done], _together(numbers[done], numbers[left])) for done, left in both]
            fitting = [pair for pair in pairs if _fits(pair)]
        if not fitting:
            pairs = [_pairs(percents, cells, _sum(grid, cells)) for cells in numbers.values()]
            fitting = [pair for pair in pairs if _fits(pair)]
        most = max(map(len, fitting), default=0)  # where all is done, the total may as well be what is done
        fitting = [pair for pair in fitting if len(pair) == most]
        if len(fitting) == 1:
            for percent, truth in fitting[0]:
                origin = f"{truth.done:g} and {truth.total:g} beside it"
                yield beside_claim(percent, grid.section, truth, origin)


def _holds_most(cells: Cells) -> bool:
    found = sum(cell is not None for cell in cells)
    return found >= _FEWEST and found >= _MOST * len(cells)


def _percents(grid: TableView, column: int) -> Cells:
    """Return the one percent of each cell of a column, by row."""
    found: list[Figure | None] = []
    for row in grid.block.rows:
        shares = [
            one for one in grid.figures(row, column) if not is_bar(one) and named(one.notation).target is Target.TEXT
        ]
        is_one = len(shares) == 1 and shares[0].progress != UNKNOWN and shares[0].progress.total is None
        found.append(shares[0] if is_one and shares[0].progress.percent is not None else None)
    return found


def _pairs(percents: Cells, done: Cells, total: Cells) -> list[tuple[Figure, Progress]]:
    """Return the percents, each with what two numbers in its row come to."""
    found = []
    for percent, one, whole in zip(percents, done, total, strict=True):
        if percent and one and whole and 0 <= (one.progress.done or 0.0) <= (whole.progress.done or 0.0) > 0:
            found.append((percent, Progress.of_fraction(one.progress.done or 0.0, whole.progress.done or 0.0)))
    return found


def _together(done: Cells, left: Cells) -> Cells:
    """Return what is done and what is left, by row."""
    return [
        one._replace(progress=Progress.of_number((one.progress.done or 0.0) + (other.progress.done or 0.0)))
        if one and other
        else None
        for one, other in zip(done, left, strict=True)
    ]


def _sum(grid: TableView, cells: Cells) -> Cells:
    """Return the sum of a column, by row, for the rows that it sums up."""
    known = [None if is_total(label) else cell for cell, label in zip(cells, grid.labels, strict=True)]
    whole = Progress.of_number(sum(cell.progress.done or 0.0 for cell in known if cell))
    return [cell._replace(progress=whole) if cell else None for cell in known]


def _fits(pairs: Sequence[tuple[Figure, Progress]]) -> bool:
    """Return whether most percents are those of the numbers beside them, some neither nothing nor all.

    Where all are done, the numbers must differ from row to row.
    """
    right = [percent for percent, truth in pairs if agree(percent, percent._replace(progress=truth))]
    between = {one.progress.percent for one in right} - {0.0, _ALL}
    totals = {truth.total for percent, truth in pairs if truth.is_done and percent in right}
    is_meant = len(between) > 1 or (len(totals) >= _FEWEST and len(pairs) > len(totals))
    return len(right) >= _FEWEST and len(right) >= _MOST * len(pairs) and is_meant


FORM = Form("row-share", 130, _find)
