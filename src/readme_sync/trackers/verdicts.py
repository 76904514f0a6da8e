"""Why a table was taken for a tracker, or was not: short sentences that stay as they are.

They say what the judgement rests on (`columns.py`, `states.py`), and are made after it.
"""

from collections.abc import Mapping, Sequence

from readme_sync.trackers.columns import SHARE_OF_CELLS, is_a_figure, is_distribution
from readme_sync.trackers.figures import CellFigures
from readme_sync.trackers.header_words import is_no_progress
from readme_sync.trackers.roles import is_state_cell

NO_ROWS = "it has no rows"
NO_FIGURES = "no column holds progress"
NO_WORD = "no header speaks of progress, and no cell holds a bar or a state"
NO_ITEMS = "no row is an item: they are totals, headlines or empty"
NO_LABEL = "no column names the rows"
IS_LEGEND = "it is a legend: it says what signs mean"
WRITTEN_BY_US = "readme-sync writes it, from items that are counted where they stand"
NO_COLUMN = "the configuration says so, but no column holds progress; name one with `column`"


def why(header: Sequence[str], filled: Sequence[int], found: Sequence[Mapping[int, CellFigures]], column: int) -> str:
    """Why a table is a tracker: what its progress column holds."""
    cells = [row[column] for row in found if column in row]
    return f"{_name(header, column)} holds {_kind(cells)} in {len(cells)} of {_rows(filled[column])}"


def why_not(header: Sequence[str], filled: Sequence[int], found: Sequence[Mapping[int, CellFigures]]) -> str:
    """Why a table is none: what is wrong with the column that holds the most figures."""
    column = fullest(found)
    if column is None:
        return NO_FIGURES
    name, cells = _name(header, column), [row[column] for row in found if column in row]
    if is_no_progress(header[column]):
        return f"{name} holds {_kind(cells)}, but by its header they are no progress"
    if is_distribution(cells):
        return f"the percents of {name} sum to 100: a distribution"
    if len(cells) < SHARE_OF_CELLS * filled[column]:
        return f"{name} holds {_kind(cells)} in only {len(cells)} of {_rows(filled[column])}"
    if sum(map(is_a_figure, cells)) < SHARE_OF_CELLS * filled[column]:
        return f"{name} holds prose in which figures stand"
    return f"{name} holds {_kind(cells)}, but nothing says that they are progress"


def fullest(found: Sequence[Mapping[int, CellFigures]]) -> int | None:
    """The first of the columns with the most cells that hold figures."""
    count: dict[int, int] = {}
    for row in found:
        for column in row:
            count[column] = count.get(column, 0) + 1
    return min(count, key=lambda column: (-count[column], column), default=None)


def _name(header: Sequence[str], column: int) -> str:
    """The column as a person calls it."""
    return f"column {header[column]!r}" if header[column] else f"column {column + 1}"


def _kind(cells: Sequence[CellFigures]) -> str:
    states = sum(map(is_state_cell, cells))
    return "states" if 2 * states > len(cells) else "figures"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
