"""Tables that track progress."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from readme_sync.model import Figure, Item, Tracker, TrackerKind
from readme_sync.notations import Target
from readme_sync.reading.cells import plain_text
from readme_sync.reading.columns import copy_columns, progress_columns
from readme_sync.reading.figures import Found, can_hold, find_figures, marks, picture_marks, stated
from readme_sync.reading.labels import label_column
from readme_sync.reading.numbering import RowNumber, row_numbers
from readme_sync.reading.pairs import may_be_pair, pair_columns, with_pair
from readme_sync.reading.words import is_total, speaks_of_progress
from readme_sync.syntax import Cell, Document, Row, Table
from readme_sync.text import Span


class _Line(NamedTuple):
    """A data row that may be an item: its cells as GitHub shows them, its number, the figures in its cells."""

    row: Row
    cells: Sequence[Cell]
    number: RowNumber | None
    found: Mapping[int, Found]


def read_table(document: Document, table: Table, section: int) -> Tracker | None:
    """The tracker that a table is; None where it tracks no progress."""
    paired = may_be_pair(document.source.slice(table.header.span))
    if not paired and not _may_track(document, table):
        return None
    header = tuple(plain_text(document, cell.content) for cell in table.header.cells)
    if not _may_hold(document, table.span, header):
        return None
    lines = _lines(document, table)
    if paired and (pair := pair_columns(header, [line.cells for line in lines])):
        lines = [line._replace(found=with_pair(line.found, line.cells, pair)) for line in lines]
    filled = [sum(line.cells[column].span.length > 0 for line in lines) for column in range(len(header))]
    columns = progress_columns(header, filled, [line.found for line in lines])
    if not columns:
        return None
    texts = [tuple(plain_text(document, cell.content) for cell in line.cells) for line in lines]
    label = label_column(header, texts, columns)
    first = copy_columns(columns, [line.found for line in lines])
    items = tuple(
        _item(line, cells, label, first)
        for line, cells in zip(lines, texts, strict=True)
        if _is_item(line, cells, label, columns)
    )
    if not items:
        return None
    return Tracker(TrackerKind.TABLE, table.span, section, items, header, label, tuple(columns))


def _may_track(document: Document, table: Table) -> bool:
    """Whether a figure may stand in the table at all, judged by its characters."""
    return bool(table.rows) and can_hold(document.source.text[table.rows[0].span.start : table.span.end])


def _may_hold(document: Document, span: Span, header: Sequence[str]) -> bool:
    """Whether the table can have a progress column: a word in its header, a picture, or two notations side by side."""
    if any(speaks_of_progress(text) for text in header):
        return True
    text = document.source.slice(span)
    if "&" in text or any(mark in text for mark in picture_marks()):
        return True
    return sum(mark in text for mark in marks(Target.TEXT)) > 1


def _lines(document: Document, table: Table) -> list[_Line]:
    """The data rows, without paragraphs that the table has swallowed."""
    numbering = row_numbers(table)
    numbers = numbering.numbers if numbering else [None] * len(table.rows)
    lines = []
    for row, number in zip(table.rows, numbers, strict=True):
        cells = row.cells
        if len(cells) > 1 and cells[1].span.start == row.span.end and "|" not in row.text[row.span.start : row.span.end]:
            continue
        found = {
            column: figures
            for column, cell in enumerate(cells)
            if can_hold(cell.content.text) and (figures := find_figures(document, cell.content, column)).figures
        }
        lines.append(_Line(row, cells, number, found))
    return lines


def _is_item(line: _Line, cells: Sequence[str], label: int | None, columns: Sequence[int]) -> bool:
    """Whether a row is an item: no total, no empty row, no headline within the table."""
    filled = [column for column, cell in enumerate(cells) if cell or column in line.found]
    if not filled:
        return False
    names = {cells[filled[0]], cells[label] if label is not None else ""}
    if any(is_total(name) for name in names):
        return False
    is_alone = len(filled) == 1 and len(cells) > 2 and filled[0] not in columns  # noqa: PLR2004
    return not (is_alone and line.cells[filled[0]].content.text.startswith(("**", "__")))


def _item(line: _Line, cells: tuple[str, ...], label: int | None, first: Mapping[int, int]) -> Item:
    figures = _figures(line, first)
    number, span = line.number or (None, None)
    text = cells[label] if label is not None else ""
    if not text:
        text = next((cell for column, cell in enumerate(cells) if cell and column not in first), "")
    return Item(text, stated(figures), figures, line.row.span, number, span, 0, cells)


def _figures(line: _Line, first: Mapping[int, int]) -> tuple[Figure, ...]:
    """The figures of a row, the copies of one figure side by side: a group for each column that is no copy."""
    if len(first) == 1:
        found = line.found.get(next(iter(first)))
        return found.figures if found else ()
    count = len(first)
    rank = {column: number for number, column in enumerate(first)}
    figures = [
        figure if not (group := figure.group * count + rank[first[column]]) else replace(figure, group=group)
        for column in first
        if column in line.found
        for figure in line.found[column].figures
    ]
    return tuple(sorted(figures, key=lambda figure: figure.group))
