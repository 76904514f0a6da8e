"""Why a table was taken for a tracker, or was not: short sentences that stay as they are, each with a code."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from readme_sync.model import Reason, Shape
from readme_sync.trackers.columns import SHARE_OF_CELLS, is_a_figure, is_distribution
from readme_sync.trackers.figures import CellFigures
from readme_sync.trackers.header_words import is_no_progress
from readme_sync.trackers.roles import Roles, is_state_cell


class Why(NamedTuple):
    """Why a table is a tracker or is none: for programs, for people, and the header of the column that decides."""

    code: Reason
    text: str
    column: str = ""


NO_ROWS = Why(Reason.NO_ROWS, "it has no rows")
NO_FIGURES = Why(Reason.NO_FIGURES, "no column holds progress")
NO_WORD = Why(Reason.NO_WORD, "no header speaks of progress, and no cell holds a bar or a state")
NO_ITEMS = Why(Reason.NO_ITEMS, "no row is an item: they are totals, headlines or empty")
NO_LABEL = Why(Reason.NO_LABEL, "no column names the rows")
IS_LEGEND = Why(Reason.LEGEND, "it is a legend: it says what signs mean")
WRITTEN_BY_US = Why(Reason.GENERATED, "readme-sync writes it, from items that are counted where they stand")
NO_COLUMN = Why(Reason.CONFIGURED, "the configuration says so, but no column holds progress; name one with `column`")
BY_CONFIGURATION = Why(Reason.CONFIGURED, "the configuration says so")


def without_column(name: str) -> Why:
    """Return that the configuration names a column that is not there."""
    return Why(Reason.CONFIGURED, f"the configuration names a column {name!r} that the table does not have", name)


def why(header: Sequence[str], filled: Sequence[int], found: Sequence[Mapping[int, CellFigures]], roles: Roles) -> Why:
    """Return why a table is a tracker: what its first progress column holds."""
    column = roles.columns[0]
    cells = [row[column] for row in found if column in row]
    text = f"{_name(header, column)} holds {_kind(cells)} in {len(cells)} of {_rows(filled[column])}"
    return Why(Reason.MATRIX if roles.shape is Shape.MATRIX else Reason.HOLDS_PROGRESS, text, header[column])


def why_not(header: Sequence[str], filled: Sequence[int], found: Sequence[Mapping[int, CellFigures]]) -> Why:
    """Return why a table is none: what is wrong with the column that holds the most figures."""
    column = fullest(found)
    if column is None:
        return NO_FIGURES
    name, cells = _name(header, column), [row[column] for row in found if column in row]
    holds = f"{name} holds {_kind(cells)}"
    if is_no_progress(header[column]):
        return Why(Reason.OTHER_HEADER, f"{holds}, but by its header they are no progress", header[column])
    if is_distribution(cells):
        return Why(Reason.DISTRIBUTION, f"the percents of {name} sum to 100: a distribution", header[column])
    if len(cells) < SHARE_OF_CELLS * filled[column]:
        text = f"{holds} in only {len(cells)} of {_rows(filled[column])}"
        return Why(Reason.TOO_FEW, text, header[column])
    if sum(map(is_a_figure, cells)) < SHARE_OF_CELLS * filled[column]:
        return Why(Reason.PROSE, f"{name} holds prose in which figures stand", header[column])
    return Why(Reason.UNSURE, f"{holds}, but nothing says that they are progress", header[column])


def fullest(found: Sequence[Mapping[int, CellFigures]]) -> int | None:
    """Return the first of the columns with the most cells that hold figures."""
    count: dict[int, int] = {}
    for row in found:
        for column in row:
            count[column] = count.get(column, 0) + 1
    return min(count, key=lambda column: (-count[column], column), default=None)


def _name(header: Sequence[str], column: int) -> str:
    """Return the column as a person calls it."""
    return f"column {header[column]!r}" if header[column] else f"column {column + 1}"


def _kind(cells: Sequence[CellFigures]) -> str:
    states = sum(map(is_state_cell, cells))
    return "states" if 2 * states > len(cells) else "figures"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
