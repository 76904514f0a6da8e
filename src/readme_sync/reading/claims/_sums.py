"""What the columns of tables come to that count something by kind: `| Easy | 10 |`, `| Hard | 2 |`."""

from collections.abc import Iterator

from readme_sync.reading.cells import shown
from readme_sync.reading.claims._page import Grid, Page
from readme_sync.reading.claims.total_row import bare_number
from readme_sync.reading.words import is_number_header, is_total
from readme_sync.text.regex import regex

_COUNTS = regex(
    r"\b(?:count|counts|solved|problems|questions|stars|total|done|completed|items)\b|数量|题数|개수|문제|完成"
)
_FEWEST = 2


def column_sums(page: Page) -> Iterator[tuple[float, str]]:
    """The sum of each column of numbers that count by kind, and who says so."""
    for grid in page.grids:
        for column, text in enumerate(grid.header):
            if column and (len(grid.header) == 2 or _COUNTS.search(text.casefold())):  # noqa: PLR2004  name and number
                numbers = _numbers(grid, column)
                if len(numbers) >= _FEWEST:
                    yield sum(numbers), f"the {len(numbers)} rows of a table summed up"


def _numbers(grid: Grid, column: int) -> list[float]:
    """The numbers of a column, but for the total; none where a cell holds anything else."""
    if is_number_header(grid.header[column]):
        return []
    rows = [row for row in grid.block.rows if not is_total(grid.label(row))]
    if any(grid.label(row).casefold().startswith("total") for row in rows):
        return []  # a table of keys and values
    cells = [row.chosen([column])[0].content for row in rows]
    found = [bare_number(shown(grid.document, cell), column) for cell in cells if any(map(str.isdigit, cell.text))]
    known = [one.progress.done or 0.0 for one in found if one]
    return known if len(known) == len(rows) else []
