"""The total of a row, over the numbers beside it: `| 4 | 5 | 1 | 10 |` under `Easy | Medium | Hard | Total`.

Where three rows or more, and most, are right, all are meant so. Which of the numbers is wrong where one row differs
nobody has counted. Else it is said only of columns with the names of a whole, and it is in doubt. A column without such
a header is likely a total where in nearly all of four rows or more it is the sum of the columns right behind or before.
"""

from collections.abc import Iterator, Mapping, Sequence

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import near
from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims._words import are_a_whole
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Doubt
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import is_no_progress, is_number_header, is_total

_FEWEST_PARTS = 2
_FEWEST_RIGHT = 3
_MOST = 0.75
_MOST_COLUMNS = 12
_FEWEST_ROWS = 4
_NEARLY_ALL = 0.85
_ORIGIN = "the numbers beside it summed up"
_MARKS = "*_ `"
_WHOLE = regex(r"[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9}")


def _find(page: ClaimContext) -> Iterator[Claim]:
    for grid in page.grids:
        totals = [column for column, text in enumerate(grid.header) if is_total(text)]
        if len(totals) == 1 and _FEWEST_PARTS < len(grid.header) <= _MOST_COLUMNS:
            yield from _claims(grid, totals[0])
        elif not totals and len(grid.block.rows) >= _FEWEST_ROWS and _FEWEST_PARTS < len(grid.header) <= _MOST_COLUMNS:
            yield from _without_header(grid)


def _claims(grid: TableView, total: int) -> Iterator[Claim]:
    columns = [column for column, text in enumerate(grid.header) if column != total and _may_be_part(text)]
    names = [grid.header[column].casefold() for column in columns]
    is_whole = are_a_whole(names)
    if not is_whole and columns[:1] == [0]:
        columns = columns[1:]  # it names the rows
    beside = zip(*(grid.numbers(column) for column in columns), strict=True) if columns else ()
    read = zip(grid.numbers(total), ([one.progress.done or 0.0 for one in row if one] for row in beside), strict=False)
    known = [(stated, sum(parts)) for stated, parts in read if stated and len(parts) >= _FEWEST_PARTS]
    right = sum(stated.progress.done == truth for stated, truth in known)
    is_sure = right >= _FEWEST_RIGHT and right >= _MOST * len(known)
    if not is_sure and not is_whole:
        return
    for stated, truth in known:
        if near(stated.progress.done or 0.0, truth):
            yield count_claim(stated, grid.section, [truth], _ORIGIN, Doubt.NONE if is_sure else Doubt.LEFT_OUT)


def _without_header(grid: TableView) -> Iterator[Claim]:
    """Yield the claims of a column that is the sum of those right behind it, or before it."""
    numeric = [
        column
        for column, (header, texts) in enumerate(zip(grid.header, grid.texts, strict=True))
        if column
        and _may_be_part(header)
        and 2 * sum(_WHOLE.fullmatch(text.strip(_MARKS)) is not None for text in texts) >= len(texts)
    ]
    if len(numeric) <= _FEWEST_PARTS:
        return
    rows = [row for row in grid.block.rows if not is_total(grid.label(row))]
    written = {column: [text.strip(_MARKS) for text in (row.texts[column] for row in rows)] for column in numeric}
    numbers = {
        column: [int(text.replace(",", "")) for text in texts]
        for column, texts in written.items()
        if all(map(_WHOLE.fullmatch, texts))
    }
    for total, stated in numbers.items():
        for parts in _runs(numbers, total):
            sums = [sum(numbers[column][row] for column in parts) for row in range(len(rows))]
            right = sum(one == other > 0 for one, other in zip(stated, sums, strict=True))
            is_mixed = sum(sum(numbers[column][row] > 0 for column in parts) > 1 for row in range(len(rows)))
            if right >= max(_FEWEST_ROWS - 1, _NEARLY_ALL * len(rows)) and is_mixed >= _FEWEST_RIGHT:
                for row, truth in zip(rows, sums, strict=True):
                    figure = grid.number(row, total)
                    if figure and near(figure.progress.done or 0.0, truth):
                        yield count_claim(figure, grid.section, [truth], _ORIGIN, Doubt.NEAR_COUNT)
                return


def _runs(numbers: Mapping[int, object], total: int) -> Iterator[Sequence[int]]:
    """Yield the runs of two columns of numbers or more that begin right behind a column, or end right before it."""
    for step in (1, -1):
        run: list[int] = []
        column = total + step
        while column in numbers:
            run.append(column)
            if len(run) >= _FEWEST_PARTS:
                yield tuple(run)
            column += step


def _may_be_part(header: str) -> bool:
    return bool(header) and not is_number_header(header) and not is_no_progress(header)


FORM = Form("row-sum", 210, _find)
