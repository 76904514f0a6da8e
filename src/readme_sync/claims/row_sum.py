"""The total of a row, over the numbers beside it: `| 4 | 5 | 1 | 10 |` under `Easy | Medium | Hard | Total`.

Where three rows or more, and most, are right, all are meant so. Which of the numbers is wrong where one row differs
nobody has counted. Else it is said only of columns with the names of a whole, and it is in doubt.
"""

from collections.abc import Iterator, Sequence

from readme_sync.claims._counts import bare_number, near
from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims._words import are_a_whole
from readme_sync.claims.form import Form
from readme_sync.markdown import Row
from readme_sync.markdown.plain_text import shown
from readme_sync.model import Bound, Claim, Doubt, Fact, Figure, Progress, Value
from readme_sync.trackers.header_words import is_no_progress, is_number_header, is_total

_FEWEST_PARTS = 2
_FEWEST_RIGHT = 3
_MOST = 0.75
_MOST_COLUMNS = 12


def _find(page: ClaimContext) -> Iterator[Claim]:
    for grid in page.grids:
        totals = [column for column, text in enumerate(grid.header) if is_total(text)]
        if len(totals) == 1 and _FEWEST_PARTS < len(grid.header) <= _MOST_COLUMNS:
            yield from _claims(grid, totals[0])


def _claims(grid: TableView, total: int) -> Iterator[Claim]:
    columns = [column for column, text in enumerate(grid.header) if column != total and _may_be_part(text)]
    names = [grid.header[column].casefold() for column in columns]
    is_whole = are_a_whole(names)
    if not is_whole and columns[:1] == [0]:
        columns = columns[1:]  # it names the rows
    read = [(_number(grid, row, total), _numbers(grid, row, columns)) for row in grid.block.rows]
    known = [(stated, sum(parts)) for stated, parts in read if stated and len(parts) >= _FEWEST_PARTS]
    right = sum(stated.progress.done == truth for stated, truth in known)
    is_sure = right >= _FEWEST_RIGHT and right >= _MOST * len(known)
    if not is_sure and not is_whole:
        return
    for stated, truth in known:
        if near(stated.progress.done or 0.0, truth):
            fact = Fact((Progress.of_number(truth),), "the numbers beside it summed up", is_disputable=True)
            yield Claim(stated, Value.COUNT, fact, Bound.FORM, grid.section, Doubt.NONE if is_sure else Doubt.LEFT_OUT)


def _may_be_part(header: str) -> bool:
    return bool(header) and not is_number_header(header) and not is_no_progress(header)


def _number(grid: TableView, row: Row, column: int) -> Figure | None:
    """Return the bare number of a cell."""
    content = row.chosen([column])[0].content
    return bare_number(shown(grid.document, content), column) if any(map(str.isdigit, content.text)) else None


def _numbers(grid: TableView, row: Row, columns: Sequence[int]) -> list[float]:
    """Return the bare numbers of some cells of a row."""
    found = [_number(grid, row, column) for column in columns]
    return [one.progress.done or 0.0 for one in found if one]


FORM = Form("row-sum", 210, _find)
