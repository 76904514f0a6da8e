"""What the columns of tables come to that count something by kind: `| Easy | 10 |`, `| Hard | 2 |`."""

from collections.abc import Iterator, Sequence

from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims.total_row import bare_number
from readme_sync.markdown.plain_text import shown
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import is_number_header, is_total

# Names of kinds that together are all there is: easy, medium and hard; done, in progress and open.

_KINDS = regex(
    r"\b(?:easy|medium|mid|hard|fácil|médio|media|difícil|facile|moyen|difficile|leicht|mittel|schwer)\b|"
    r"简单|中等|困难|簡單|쉬움|보통|어려움"
)
_STATES = regex(
    r"\b(?:done|complete|completed|finished|solved|in progress|ongoing|wip|open|todo|pending|not started|remaining|"
    r"left|planned|blocked)\b|完成|进行|進行|未|剩|완료|진행|대기|남은"
)
_FEWEST = 3


def are_a_whole(labels: Sequence[str]) -> bool:
    """Whether labels in lower case are the names of all kinds that there are of something."""
    return len(labels) >= _FEWEST and any(all(map(names.search, labels)) for names in (_KINDS, _STATES))


def names_a_part(label: str) -> bool:
    """Whether a label in lower case is one of those names."""
    return _KINDS.search(label) is not None or _STATES.search(label) is not None


_COUNTS = regex(
    r"\b(?:count|counts|solved|problems|questions|stars|total|done|completed|items)\b|数量|题数|개수|문제|完成"
)
_FEWEST_SUMS = 2


def column_sums(page: ClaimContext) -> Iterator[tuple[float, str]]:
    """The sum of each column of numbers that count by kind, and who says so."""
    for grid in page.grids:
        for column, text in enumerate(grid.header):
            if column and (len(grid.header) == 2 or _COUNTS.search(text.casefold())):  # noqa: PLR2004  name and number
                numbers = _numbers(grid, column)
                if len(numbers) >= _FEWEST_SUMS:
                    yield sum(numbers), f"the {len(numbers)} rows of a table summed up"


def column_sum(grid: TableView) -> tuple[int, ...]:
    """Return the sum of the only column of a table whose header says that it counts something; () for none."""
    columns = [column for column, text in enumerate(grid.header) if column and _COUNTS.search(text.casefold())]
    numbers = _numbers(grid, columns[0]) if len(columns) == 1 else []
    return (int(sum(numbers)),) if len(numbers) >= _FEWEST_SUMS else ()


def _numbers(grid: TableView, column: int) -> list[float]:
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
