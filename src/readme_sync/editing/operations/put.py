"""Put a text, or a progress, into one cell of a row."""

from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

from readme_sync.editing.find import find_item, folded, only_column
from readme_sync.editing.operation import (
    ExistingRow,
    Kind,
    Line,
    Markdown,
    Parameter,
    Repad,
    Section,
    Targets,
    rows_outcome,
    with_repad,
)
from readme_sync.editing.row_edits import RowEdits, Shape, Shown, lines_of, texts_of
from readme_sync.editing.set_progress import parse_value, set_progress
from readme_sync.editing.table_style import keep_alignment, row_index, table_at, table_style, tracker_of
from readme_sync.errors import RequestError
from readme_sync.markdown import Cell, Row, Table
from readme_sync.markdown.escape import canon, escape_cell
from readme_sync.model import Change, Item, Outcome, Progress, Readme, Tracker
from readme_sync.text import Edit, Span
from readme_sync.text.regex import regex

_NUMBER = regex(r"[0-9]{1,6}(?:[:.)][ \t]*|[、．：][ \t]*)")


class PutCell(NamedTuple):
    """Put a text, or a progress, into one cell of a row.

    Examples:
        readme-sync put Rustlings Kind Course
    """

    row: ExistingRow
    column: Annotated[str, Parameter(Kind.TEXT, "Header of the column.", "HEADER", is_argument=True)]
    value: Annotated[str, Parameter(Kind.VALUE, "What the page is to show there.", "TEXT", is_argument=True)]
    section: Section = None
    line: Line = None
    repad: Repad = None
    markdown: Markdown = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with the text in the cell."""
        readme = with_repad(readme, repad=self.repad)
        item = find_item(readme, self.row, self.section, None, self.line)
        rows = put(readme, item, self.column, self.value, markdown=self.markdown)
        change = Change(readme.source.line_of(item.span.start), item.label, f"{self.column} is now {self.value}")
        return rows_outcome(readme, rows, change, f"{self.column} is already {self.value}")

    def targets(self) -> Targets:
        """Yield the cell."""
        yield self.column, self.value


_MARKED = regex(r"!?\[[^\[\]\n]*\]\([^()\s]*\)|`[^`\n]+`")
_ALONE = regex(
    r"[*_]{0,2}(?:!?\[[^\[\]<>`\n]*\]\([^()\s]+\)|\[!\[[^\[\]\n]*\]\([^()\s]+\)\]\([^()\s]+\)|`[^`\n]+`)"
    r"[*_]{0,2}"
    r"(?: [^`\[\]<>*_|\\\n]*)?"
)
"""A link, a picture or code, with a remark behind it."""
_PIPE = regex(r"(?<!\\)\|")


def means_markdown(beside: Iterable[str], text: str, *, told: bool | None) -> bool:
    """Return whether a text is Markdown: as told, else where it is a link or code, as most texts beside it."""
    if told is not None or not _ALONE.fullmatch(text.strip()):
        return bool(told)
    marked = [_MARKED.search(one) is not None for one in beside if one.strip()]
    return 2 * sum(marked) >= max(1, len(marked))


def as_written(text: str, *, markdown: bool, first: bool = False) -> str:
    """Return the source of a cell for a text; `first`: it begins its line, without a pipe before it."""
    return _PIPE.sub(r"\\|", canon(text)) if markdown else escape_cell(text, first=first)


def unescaped(text: str) -> str:
    """Return a cell's text without the backslashes of its pipes."""
    return text.replace("\\|", "|")


def texts_below(table: Table, column: int) -> list[str]:
    """Return what the cells of a column are written as, of the first rows."""
    return [texts[column] for row in table.rows[:_MOST_ROWS] if column < len(texts := row.texts)]


_MOST_ROWS = 200


def put(readme: Readme, item: Item, column: str, text: str, *, markdown: bool | None = None) -> RowEdits:
    """Put `text` into the cell below a header; into a figure its value, in its notation.

    The number in front of a row stays where the text brings none.

    Args:
        readme: the document.
        item: the row.
        column: the header of the column.
        text: what the page is to show there; a progress where the cell states one.
        markdown: whether the text is Markdown; None: where it and its neighbours are links or code.

    Raises:
        RequestError: there is no such column, or the cell's notation cannot state the value.
    """
    tracker = tracker_of(readme, item)
    index = column_index(readme, tracker, column)
    table = table_at(readme, tracker.span)
    if any(figure.column == index for figure in item.figures):
        chosen = only_column(readme, tracker, item, column)
        return _put_progress(readme, table, chosen, parse_value(text))
    row = table.rows[row_index(table, item)]
    kept = kept_number(row, index, item, text)
    is_markdown = means_markdown(texts_below(table, index), text, told=markdown)
    return put_source(readme, table, row, index, kept, text, markdown=is_markdown)


def _put_progress(readme: Readme, table: Table, item: Item, progress: Progress) -> RowEdits:
    """Set the figure of a row, of which all copies are given, and keeps the table's shape."""
    edits = keep_alignment(readme.document, set_progress(readme, item, progress), repad=readme.settings.repad)
    return RowEdits(edits, (Shape(table, after_edits(table, edits)),))


def put_source(  # noqa: PLR0913, PLR0917  a place and what to put there
    readme: Readme, table: Table, row: Row, column: int, kept: str, text: str, *, markdown: bool = False
) -> RowEdits:
    """Put the escaped `text` behind `kept`, which stays as it is, into a row's cell, whatever stands there."""
    written = row.written
    at_start = column == 0 and not row.text.startswith("|", row.span.start)
    source = kept + as_written(text, markdown=markdown, first=at_start and not kept)
    if column < len(written):
        edits = _in_cell(table, row, written[column], column, source)
    else:
        edits = [_at_end(table, row, written, column, source)]
    if not source and at_start:
        hint = "write the row with a pipe in front"
        line = readme.source.line_of(row.span.start)
        raise RequestError("the first cell of a row cannot be empty", path=readme.source.path, line=line, hint=hint)
    edits = keep_alignment(readme.document, edits, repad=readme.settings.repad)
    number = table.rows.index(row)
    shown = () if markdown else (Shown(number, column, kept + canon(text)),)
    return RowEdits(edits, (Shape(table, after_edits(table, edits), shown),))


def column_index(readme: Readme, tracker: Tracker, column: str) -> int:
    """Return the index of the column with that header, whatever its case and spaces.

    Raises:
        RequestError: there is none, or there are several.
    """
    found = [index for index, text in enumerate(tracker.header) if folded(text) == folded(column)]
    if len(found) == 1:
        return found[0]
    line = readme.source.line_of(tracker.span.start)
    path = readme.source.path
    if found:
        raise RequestError(f"there are {len(found)} columns {column!r}", path=path, line=line, hint="edit by hand")
    names = ", ".join(repr(text) for text in tracker.header if text)
    hint = f"its columns are {names}" if names else "only tables have columns"
    raise RequestError(f"there is no column {column!r}", path=path, line=line, hint=hint)


def kept_number(row: Row, column: int, item: Item, text: str) -> str:
    """Return the number in front of a row's first cell, with what follows it; "" where it is not to stay."""
    if column or item.number_span is None or item.number_span.end > row.written[0].span.end:
        return ""
    cell = row.written[0].span
    found = _NUMBER.match(row.text, cell.start, cell.end)
    return found[0] if found and found.end() < cell.end and not _NUMBER.match(text) else ""


def with_figures(item: Item, column: int) -> Item:
    """Return the item with only the figure of one column, and its copies."""
    groups = {figure.group for figure in item.figures if figure.column == column}
    return item._replace(figures=tuple(figure for figure in item.figures if figure.group in groups))


def _in_cell(table: Table, row: Row, cell: Cell, column: int, source: str) -> list[Edit]:
    if row.text[cell.span.start : cell.span.end] == source:
        return []
    if cell.span.length or cell.room.end > cell.span.end:
        return [Edit(cell.span, source)]
    least = table_style(table).padding[column]  # no spaces are left behind the text
    before = "" if cell.room.length else least.before
    return [Edit(cell.span, before + source + least.behind)]


def _at_end(table: Table, row: Row, written: Sequence[Cell], column: int, source: str) -> Edit:
    """Put the missing cells, up to that of the column, at the end of a row."""
    padding = table_style(table).padding
    end = row.span.end - (
        len(row.text[row.span.start : row.span.end]) - len(row.text[row.span.start : row.span.end].rstrip())
    )
    closed = row.text[end - 1 : end] == "|" and row.text[end - 2 : end] != "\\|"
    empty = [padding[index].before + padding[index].behind for index in range(len(written), column)]
    before, behind = padding[column]
    cells = "|".join([*empty, f"{before}{source}{behind}"])
    return Edit(Span(end, end), f"{cells}|" if closed else f"{' ' if before else ''}|{cells}".rstrip())


def after_edits(table: Table, edits: Sequence[Edit]) -> tuple[tuple[str, ...], ...]:
    """Return the table's lines after edits within its rows."""
    lines = list(lines_of(table))
    for number, row in enumerate(table.rows):
        inside = sorted(edit for edit in edits if row.span.contains(edit.span))
        if inside:
            lines[number] = texts_of(edited(row, inside), len(table.align))
    return tuple(lines)


def edited(row: Row, edits: Sequence[Edit]) -> str:
    """Return a row's line after edits within it."""
    parts: list[str] = []
    position = row.span.start
    for edit in sorted(edits):
        parts += [row.text[position : edit.span.start], edit.replacement]
        position = edit.span.end
    return "".join([*parts, row.text[position : row.span.end]])


OPERATION = PutCell
