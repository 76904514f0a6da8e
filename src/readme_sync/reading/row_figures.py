"""The figures in the data rows of a table.

The cells of a column repeat themselves. So rows whose cells say the same share what is read in them, as if each cell
began where the text does; where it begins comes in when the items are made.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from readme_sync.model import Figure, Words
from readme_sync.reading.figures import Found, can_hold, find_figures, placed, simple_figures
from readme_sync.reading.legends import Legend, explained
from readme_sync.reading.states import is_state_cell
from readme_sync.syntax import Columns, Document, Row
from readme_sync.text import Excerpt, Span

_NONE: Mapping[int, Found] = {}


class How(NamedTuple):
    """How cells are read: the columns in which a word is a state, the author's own words, the legend."""

    worded: Collection[int]
    words: Words
    legend: Callable[[], Legend]

    def words_in(self, column: int) -> Words | None:
        """The author's words for a column; None where a word alone is no state."""
        return self.words if column in self.worded else None


class RowFigures(NamedTuple):
    """The figures in some rows.

    Attributes:
        found: by row, by column, the figures of the cells that hold any.
        shifts: by column, by row, how many characters further on in the source the figures stand than they say. The
            columns that are not here hold none.
    """

    found: Sequence[Mapping[int, Found]]
    shifts: Mapping[int, Sequence[int]]

    def in_place(self, column: int) -> list[tuple[Figure, ...]]:
        """By row, the figures in a column, where they stand."""
        cells = [row[column].figures if column in row else () for row in self.found]
        return placed(cells, self.shifts[column]) if column in self.shifts else cells


def row_figures(document: Document, cells: Columns, how: How) -> RowFigures:
    """The figures in the rows whose cells these are."""
    holding = [column for column, texts in enumerate(cells.texts) if column in how.worded or can_hold("\n".join(texts))]
    if not holding:
        return RowFigures([_NONE] * len(cells.rows), {})
    starts = {column: cells.starts(column) for column in holding}
    shifts = {column: [start or 0 for start in those] for column, those in starts.items()}
    rows = list(zip(*[cells.texts[column] for column in holding], strict=True))
    shared = {texts: _simple(holding, texts, how) for texts in dict.fromkeys(rows)}
    found = [shared[texts] for texts in rows]
    if not cells.are_even:
        known = zip(*starts.values(), strict=True)
        found = [None if None in those else row for row, those in zip(found, known, strict=True)]
    for index, row in enumerate(found):
        if row is None:
            places = {column: those[index] for column, those in starts.items()}
            found[index], settled = _of_row(document, cells.rows[index], rows[index], places, how)
            for column in settled:
                shifts[column][index] = 0
    return RowFigures([row or _NONE for row in found], shifts)


def _simple(columns: Sequence[int], texts: Sequence[str], how: How) -> Mapping[int, Found] | None:
    """The figures in some cells of a row, as if nothing stood before each; None where one of them must be parsed."""
    found = {}
    for column, text in zip(columns, texts, strict=True):
        if _may_hold(text, column, how):
            cell = simple_figures(text, column, how.words_in(column))
            if cell is None:
                return None
            if cell.figures:
                found[column] = cell
    return _explained(found, how)


def _of_row(
    document: Document, row: Row, texts: Sequence[str], starts: Mapping[int, int | None], how: How
) -> tuple[Mapping[int, Found], Collection[int]]:
    """The figures in some cells of a row, and the columns in which they stand where they say."""
    found = {}
    settled = []
    for (column, start), text in zip(starts.items(), texts, strict=True):
        if not _may_hold(text, column, how):
            continue
        cell = None if start is None else simple_figures(text, column, how.words_in(column))
        if cell is None:
            place = None if start is None else Span(start, start + len(text))
            content = Excerpt.whole(row.text, place) if place else row.chosen([column])[0].content
            cell = find_figures(document, content, column, how.words_in(column))
            settled.append(column)
        if cell.figures:
            found[column] = cell
    return _explained(found, how), settled


def _may_hold(text: str, column: int, how: How) -> bool:
    """Whether a cell may hold a figure; never wrongly no."""
    return (column in how.worded and bool(text)) or text.startswith("![") or can_hold(text)


def _explained(found: Mapping[int, Found], how: How) -> Mapping[int, Found]:
    """The figures of a row with their symbols read as the legend says."""
    if any(map(is_state_cell, found.values())) and (legend := how.legend()):
        return {column: explained(cell, legend) for column, cell in found.items()}
    return found
