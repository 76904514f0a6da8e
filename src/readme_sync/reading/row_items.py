"""The rows of a table that are items; made column by column, which takes a third of the time."""

from collections.abc import Mapping, Sequence
from itertools import compress, repeat
from typing import NamedTuple

from readme_sync.model import Figure, Item
from readme_sync.reading.columns import copy_columns
from readme_sync.reading.figures import Found, stated
from readme_sync.reading.numbering import RowNumber
from readme_sync.reading.row_figures import RowFigures
from readme_sync.reading.words import is_total
from readme_sync.syntax import Columns


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
    return bool(texts) and all(texts[0]) and any(map(all, texts[1:]))


def _is_item(
    written: Sequence[str],
    cells: Sequence[str],
    found: Mapping[int, Found],
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
