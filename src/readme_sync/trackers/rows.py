"""The rows of a table that are items; made column by column, which takes a third of the time."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import compress, repeat
from typing import NamedTuple

from readme_sync.markdown import Columns, Document, Row
from readme_sync.model import Figure, Item, Words
from readme_sync.text import Excerpt, Span
from readme_sync.text.shortcuts import ENABLED
from readme_sync.trackers.columns import copy_columns
from readme_sync.trackers.figures import CellFigures, can_hold, find_figures, placed, simple_figures, stated
from readme_sync.trackers.header_words import is_total
from readme_sync.trackers.legends import Legend, explained
from readme_sync.trackers.row_numbers import RowNumber
from readme_sync.trackers.states import is_state_cell

# The figures in the data rows of a table.

_NONE: Mapping[int, CellFigures] = {}


class CellReadOptions(NamedTuple):
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

    found: Sequence[Mapping[int, CellFigures]]
    shifts: Mapping[int, Sequence[int]]

    def in_place(self, column: int) -> list[tuple[Figure, ...]]:
        """By row, the figures in a column, where they stand."""
        cells = [row[column].figures if column in row else () for row in self.found]
        return placed(cells, self.shifts[column]) if column in self.shifts else cells


def row_figures(document: Document, cells: Columns, how: CellReadOptions) -> RowFigures:
    """The figures in the rows whose cells these are."""
    holding = [column for column, texts in enumerate(cells.texts) if _may_hold("\n".join(texts), column, how)]
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


def _simple(columns: Sequence[int], texts: Sequence[str], how: CellReadOptions) -> Mapping[int, CellFigures] | None:
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
    document: Document, row: Row, texts: Sequence[str], starts: Mapping[int, int | None], how: CellReadOptions
) -> tuple[Mapping[int, CellFigures], Collection[int]]:
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


def _may_hold(text: str, column: int, how: CellReadOptions) -> bool:
    """Whether a cell may hold a figure; never wrongly no."""
    return not ENABLED or (column in how.worded and bool(text)) or text.startswith("![") or can_hold(text)


def _explained(found: Mapping[int, CellFigures], how: CellReadOptions) -> Mapping[int, CellFigures]:
    """The figures of a row with their symbols read as the legend says."""
    if any(map(is_state_cell, found.values())) and (legend := how.legend()):
        return {column: explained(cell, legend) for column, cell in found.items()}
    return found


class Rows(NamedTuple):
    """The data rows of a table that may be items.

    Attributes:
        cells: their cells as written.
        numbers: by row, its number.
        texts: by column, by row, the text of a cell without markup.
        figures: the figures in the cells.
    """

    cells: Columns
    numbers: Sequence[RowNumber | None]
    texts: Sequence[Sequence[str]]
    figures: RowFigures


def items_of(rows: Rows, label: int | None, columns: Sequence[int]) -> tuple[Item, ...]:
    """The rows that are items.

    Args:
        rows: the rows.
        label: the column that names them.
        columns: the columns of progress.
    """
    first = copy_columns(columns, rows.figures.found)
    texts = list(zip(*rows.texts, strict=True))
    figures = _figures(rows.figures, first)
    fields = zip(
        _labels(rows, texts, label, first),
        map(stated, figures),
        figures,
        [row.span for row in rows.cells.rows],
        [number and number.value for number in rows.numbers],
        [number and number.span for number in rows.numbers],
        repeat(0),
        texts,
        repeat(None),
        repeat(1.0),
        repeat(""),
        strict=False,
    )
    return tuple(map(Item._make, compress(fields, _are_items(rows, texts, label, columns))))


def _are_items(rows: Rows, texts: Sequence[Sequence[str]], label: int | None, columns: Sequence[int]) -> list[bool]:
    """By row, whether it is an item: no total, no empty row, no headline within the table."""
    if _are_filled(rows.texts):
        named = repeat("") if label is None else rows.texts[label]
        return [not (is_total(text) or is_total(name)) for text, name in zip(rows.texts[0], named, strict=False)]
    written = zip(*rows.cells.texts, strict=True)
    return [_is_item(*row, label, columns) for row in zip(written, texts, rows.figures.found, strict=True)]


def _are_filled(texts: Sequence[Sequence[str]]) -> bool:
    """Whether all cells of the first column and of another say something, so that no row is empty, or a headline."""
    return ENABLED and bool(texts) and all(texts[0]) and any(map(all, texts[1:]))


def _is_item(
    written: Sequence[str],
    cells: Sequence[str],
    found: Mapping[int, CellFigures],
    label: int | None,
    columns: Sequence[int],
) -> bool:
    """Whether a row is an item, by its cells as written and without markup, and the figures in them."""
    filled = [column for column, cell in enumerate(cells) if cell or column in found]
    if not filled:
        return False
    if is_total(cells[filled[0]]) or (label is not None and label != filled[0] and is_total(cells[label])):
        return False
    is_alone = len(filled) == 1 and len(cells) > 2 and filled[0] not in columns  # noqa: PLR2004
    return not (is_alone and written[filled[0]].startswith(("**", "__")))


def _labels(rows: Rows, texts: Sequence[Sequence[str]], label: int | None, first: Mapping[int, int]) -> Sequence[str]:
    """By row, the text that names it: that of the column of labels, else the first outside of progress."""
    if label is not None and all(rows.texts[label]):
        return rows.texts[label]
    return [
        (row[label] if label is not None else "")
        or next((cell for column, cell in enumerate(row) if cell and column not in first), "")
        for row in texts
    ]


def _figures(figures: RowFigures, first: Mapping[int, int]) -> list[tuple[Figure, ...]]:
    """By row, its figures, the copies of one figure side by side: a group for each column that is no copy."""
    columns = [figures.in_place(column) for column in first]
    if len(columns) == 1:
        return columns[0]
    rank = {column: number for number, column in enumerate(first)}
    ranks = [rank[first[column]] for column in first]
    return [_side_by_side(cells, ranks) for cells in zip(*columns, strict=True)]


def _side_by_side(cells: Sequence[Sequence[Figure]], ranks: Sequence[int]) -> tuple[Figure, ...]:
    """The figures of some cells of a row, by groups; cells of one rank hold copies."""
    figures = [
        figure._replace(group=group) if (group := figure.group * len(cells) + rank) else figure
        for those, rank in zip(cells, ranks, strict=True)
        for figure in those
    ]
    return tuple(sorted(figures, key=lambda figure: figure.group))
