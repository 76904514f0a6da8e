"""The rows of a table: their numbers, their figures, and which are items; made column by column, for speed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import compress, repeat
from typing import NamedTuple

from readme_sync.markdown import Columns, Document, Row, Table
from readme_sync.model import Figure, Item, Progress, State, Words
from readme_sync.notations import status
from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece
from readme_sync.text.regex import regex
from readme_sync.text.shortcuts import ENABLED
from readme_sync.trackers.columns import copy_columns
from readme_sync.trackers.figures import CellFigures, can_hold, find_figures, placed, simple_figures, stated
from readme_sync.trackers.header_words import is_number_header, total_rows
from readme_sync.trackers.legends import Legend, explained
from readme_sync.trackers.roles import is_state_cell

# Row numbers: `11: Udemy Course`, `3. Two Sum`, or a first cell that is only the number.

_PREFIX = regex(r"\|?[ \t]*(?P<digits>[0-9]{1,6})(?:[:.)](?=[ \t]*[^0-9\s|])|[、．：])[ \t]*(?=[^|\s])")
_ALONE = regex(r"\|?[ \t]*#?(?P<digits>[0-9]{1,6})[.)]?[ \t]*(?:\||$)")
"""For every row, so without the call of a constructor."""


class RowNumber(NamedTuple):
    """The number in front of a row, and its digits' place."""

    value: int
    span: Span


class Numbering(NamedTuple):
    """The numbers of a table's data rows, None for a row without one.

    `alone`: the first cell holds nothing but the number. `named`: and the column's header says that it does.
    """

    numbers: list[RowNumber | None]
    alone: bool
    named: bool


def row_numbers(table: Table) -> Numbering | None:
    """Return the numbers of a table's rows; None where not even most of them have one."""
    rows = table.rows
    if not rows:
        return None
    text = rows[0].text
    for pattern in (_PREFIX, _ALONE):
        numbers: list[RowNumber | None] = []
        missing, match = 0, pattern.match
        for (start, end), _, _ in rows:
            found = match(text, start, end)
            missing += found is None
            if 2 * missing >= len(rows):
                break
            numbers.append(RowNumber(int(found[1]), Span(*found.span(1))) if found else None)
        else:
            header = table.header.written
            named = bool(header) and is_number_header(header[0].content.text)
            return Numbering(numbers, pattern is _ALONE, named)
    return None


# The figures in the data rows of a table.

_NONE: Mapping[int, CellFigures] = {}


class CellReadOptions(NamedTuple):
    """How cells are read: the columns in which a word is a state, the author's own words, the legend."""

    worded: Collection[int]
    words: Words
    legend: Callable[[], Legend]

    def words_in(self, column: int) -> Words | None:
        """Return the author's words for a column; None where a word alone is no state."""
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
        """Return by row, the figures in a column, where they stand."""
        cells = [row[column].figures if column in row else () for row in self.found]
        return placed(cells, self.shifts[column]) if column in self.shifts else cells


def row_figures(document: Document, cells: Columns, how: CellReadOptions) -> RowFigures:
    """Return the figures in the rows whose cells these are."""
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
    """Return the figures in some cells of a row, as if each began the source; None where one must be parsed."""
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
    """Return the figures in some cells of a row, and the columns in which they stand where they say."""
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
    """Return whether a cell may hold a figure; may return false positives, never false negatives."""
    return not ENABLED or (column in how.worded and bool(text)) or text.startswith("![") or can_hold(text)


def _explained(found: Mapping[int, CellFigures], how: CellReadOptions) -> Mapping[int, CellFigures]:
    """Return the figures of a row with their symbols read as the legend says."""
    if any(map(is_state_cell, found.values())) and (legend := how.legend()):
        return {column: explained(cell, legend) for column, cell in found.items()}
    return found


_EMPTY = Figure(status.NOTATION.name, Excerpt("", (Piece(0, 0, 0),)), Span(0, 0), Progress.of_state(State.OPEN))
"""The figure of an empty cell in a column of ticks."""


def with_blanks(figures: RowFigures, cells: Columns, columns: Sequence[int]) -> RowFigures:
    """Return the figures, and in the columns one for each empty cell, which says that the row is open."""
    blank = [column for column in columns if "" in cells.texts[column]]
    if not blank:
        return figures
    moved = {column: list(figures.shifts.get(column, [0] * len(cells.rows))) for column in blank}
    places = {column: cells.insertion_points(column) for column in blank}
    made = {column: CellFigures((_EMPTY._replace(column=column),)) for column in blank}
    found: list[Mapping[int, CellFigures]] = []
    for index, row in enumerate(figures.found):
        added = {}
        for column in blank:
            place = places[column][index]
            if not cells.texts[column][index] and place is not None:
                added[column] = made[column]
                moved[column][index] = place
        found.append({**row, **added} if added else row)
    return RowFigures(found, {**figures.shifts, **moved})


class Rows(NamedTuple):
    """The data rows of a table that may be items.

    Attributes:
        cells: their cells as written.
        numbers: by row, its number.
        texts: by column, by row, the text of a cell without markup.
        figures: the figures in the cells.
        sums: by row, whether its first text says that it sums up others.
    """

    cells: Columns
    numbers: Sequence[RowNumber | None]
    texts: Sequence[Sequence[str]]
    figures: RowFigures
    sums: Sequence[bool]


def items_of(rows: Rows, label: int | None, columns: Sequence[int], matrix: Sequence[str] = ()) -> tuple[Item, ...]:
    """Return the rows that are items; of a matrix, each cell in a column that is no copy.

    Args:
        rows: the rows.
        label: the column that names them.
        columns: the columns of progress.
        matrix: the headers of a matrix, empty for other tables.
    """
    signs = matrix and all(is_state_cell(cell) for row in rows.figures.found for cell in row.values())
    first = {column: column for column in columns} if signs else copy_columns(columns, rows.figures.found)
    texts = list(zip(*rows.texts, strict=True))
    labels = _labels(rows, texts, label, first)
    are_items = _are_items(rows, texts, label, columns)
    if matrix:
        return _cell_items(rows, labels, are_items, first, matrix)
    figures = _figures(rows.figures, first)
    fields = zip(
        labels,
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
    return tuple(map(Item._make, compress(fields, are_items)))


def _cell_items(
    rows: Rows, labels: Sequence[str], are_items: Sequence[bool], first: Mapping[int, int], header: Sequence[str]
) -> tuple[Item, ...]:
    """Return the items of a matrix, row by row: one for each column of progress with its copies."""
    groups: dict[int, list[Sequence[tuple[Figure, ...]]]] = {}
    for column, group in first.items():
        groups.setdefault(group, []).append(rows.figures.in_place(column))
    texts = zip(*rows.texts, strict=True)
    items = []
    for index, (row, written, number) in enumerate(zip(rows.cells.rows, texts, rows.numbers, strict=True)):
        if are_items[index]:
            value, place = number or (None, None)
            for group, columns in groups.items():
                held = columns[0][index] if len(columns) == 1 else _side_by_side([one[index] for one in columns], (0,))
                progress = stated(held)
                items.append(
                    Item(labels[index], progress, held, row.span, value, place, 0, written, column=header[group])
                )
    return tuple(items)


def _are_items(rows: Rows, texts: Sequence[Sequence[str]], label: int | None, columns: Sequence[int]) -> list[bool]:
    """Return by row, whether it is an item: no total, no empty row, no headline within the table."""
    written = list(zip(*rows.cells.texts, strict=True))
    names: Sequence[str] = [""] * len(texts) if label is None else rows.texts[label]
    named = total_rows(names, [row[label] for row in written] if label is not None else names)
    sums = [one or other for one, other in zip(rows.sums, named, strict=True)]
    if _are_filled(rows.texts):
        return [not one for one in sums]
    return [
        not is_sum and _is_item(*row, label, columns)
        for is_sum, row in zip(sums, zip(written, texts, rows.figures.found, strict=True), strict=True)
    ]


def _are_filled(texts: Sequence[Sequence[str]]) -> bool:
    """Return whether the first column and another are full, so that no row is empty or a headline."""
    return ENABLED and bool(texts) and all(texts[0]) and any(map(all, texts[1:]))


def _is_item(
    written: Sequence[str],
    cells: Sequence[str],
    found: Mapping[int, CellFigures],
    label: int | None,
    columns: Sequence[int],
) -> bool:
    """Return whether a row is an item, by its cells as written and without markup, and the figures in them."""
    filled = [column for column, cell in enumerate(cells) if cell or column in found]
    if not any(written):
        return False
    if label is not None and not any(cells[: label + 1]) and not any(written[column] for column in columns):
        return False  # it goes on with the row above
    is_alone = len(filled) == 1 and len(cells) > 2 and filled[0] not in columns  # noqa: PLR2004
    return not (is_alone and written[filled[0]].startswith(("**", "__")))


def _labels(rows: Rows, texts: Sequence[Sequence[str]], label: int | None, first: Mapping[int, int]) -> Sequence[str]:
    """Return by row, the text that names it: that of the column of labels, else the first outside of progress."""
    if label is not None and all(rows.texts[label]):
        return rows.texts[label]
    return [
        (row[label] if label is not None else "")
        or next((cell for column, cell in enumerate(row) if cell and column not in first), "")
        for row in texts
    ]


def _figures(figures: RowFigures, first: Mapping[int, int]) -> list[tuple[Figure, ...]]:
    """Return by row, its figures, the copies of one figure side by side: a group for each column that is no copy."""
    columns = [figures.in_place(column) for column in first]
    if len(columns) == 1:
        return columns[0]
    rank = {column: number for number, column in enumerate(first)}
    ranks = [rank[first[column]] for column in first]
    return [_side_by_side(cells, ranks) for cells in zip(*columns, strict=True)]


def _side_by_side(cells: Sequence[Sequence[Figure]], ranks: Sequence[int]) -> tuple[Figure, ...]:
    """Return the figures of some cells of a row, by groups; cells of one rank hold copies."""
    figures = [
        figure._replace(group=group) if (group := figure.group * len(cells) + rank) else figure
        for those, rank in zip(cells, ranks if len(ranks) == len(cells) else repeat(0), strict=False)
        for figure in those
    ]
    return tuple(sorted(figures, key=lambda figure: figure.group))
