"""A change on purpose: the edits, and what the tables and lists are to be after them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.editing.table_style import line_start
from readme_sync.markdown import Block, Container, Document, Heading, List, ListItem, Paragraph, Row, Table
from readme_sync.text import Edit, Source, Span

Lines = tuple[tuple[str, ...], ...]
"""The rows of a table, each its cells' contents; the tasks of a list, each (depth, box, text)."""


class Shown(NamedTuple):
    """A text that the page is to show: as the whole of a cell or, where `column` is None, of a task.

    `row`: the data row of the table, the task of the list, as they are afterwards.
    """

    row: int
    column: int | None
    text: str


class Shape(NamedTuple):
    """What a table or an outermost list is to be.

    Attributes:
        block: the table or the list as it was.
        lines: its lines as they are to be; none: it is to be gone (a table keeps its header).
        shown: what the page is to show in it.
        columns: where the columns of a table change: by new column, which one it was; None for a new one.
        named: the column that has a new header, where one has.
    """

    block: Table | List
    lines: Lines
    shown: tuple[Shown, ...] = ()
    columns: tuple[int | None, ...] | None = None
    named: int | None = None


class RowEdits(NamedTuple):
    """Edits that change tables or lists on purpose, and what these are to be."""

    edits: list[Edit]
    shapes: tuple[Shape, ...] = ()


UNCHANGED = RowEdits([])


def lines_of(block: Table | List) -> Lines:
    """Return the lines of a table or of a list as they are."""
    if isinstance(block, Table):
        return tuple(tuple(row.texts) for row in block.rows)
    return tuple(task_line(item, depth) for item, depth in list_items(block))


def texts_of(line: str, columns: int) -> tuple[str, ...]:
    """Return the contents of the cells of one line of a table."""
    return tuple(Row(Span(0, len(line)), line, columns).texts)


def task_line(item: ListItem, depth: int) -> tuple[str, ...]:
    """Return what a list item is: how deep it stands, its box, its own text as written."""
    first = item.children[0] if item.children else None
    text = first.content.text if isinstance(first, (Heading, Paragraph)) else ""
    return str(depth), "" if item.box is None else "x" if item.box.checked else " ", text


def list_items(outer: List) -> list[tuple[ListItem, int]]:
    """Return all items in a list, in document order, with the number of lists around each."""
    found: list[tuple[ListItem, int]] = []
    stack: list[tuple[Iterator[Block], int]] = [(iter(outer.children), 0)]
    while stack:
        blocks, depth = stack[-1]
        for block in blocks:
            if isinstance(block, ListItem):
                found.append((block, depth))
            if isinstance(block, Container):
                stack.append((iter(block.children), depth + isinstance(block, List)))
                break
        else:
            stack.pop()
    return found


def tables_and_lists(document: Document) -> tuple[list[Table], list[List]]:
    """Return all tables, and all lists that stand in no other list, in document order."""
    tables: list[Table] = []
    lists: list[List] = []
    end = -1
    for block in document.walk():
        if isinstance(block, Table):
            tables.append(block)
        elif isinstance(block, List) and block.span.start >= end:
            lists.append(block)
            end = block.span.end
    return tables, lists


def merged(changes: Sequence[RowEdits]) -> RowEdits:
    """Return several changes of different blocks as one."""
    return RowEdits(
        sorted(edit for change in changes for edit in change.edits),
        tuple(shape for change in changes for shape in change.shapes),
    )


# Whole lines in and out of a document; a document without a line end at its end stays so.


def first_of(source: Source, offset: int) -> int:
    """Return where the line of a character begins, behind a byte order mark."""
    return line_start(source, offset)


def next_line(source: Source, offset: int) -> int:
    """Return where the line after that of a character begins; the text's end where there is none."""
    line = source.line_of(offset)
    return source.line_starts[line] if line < len(source.line_starts) else len(source.text)


def put_before(source: Source, offset: int, text: str) -> Edit:
    """Put lines (without the last line end) before the line of a character."""
    start = first_of(source, offset)
    return Edit(Span(start, start), text + source.newline)


def put_after(source: Source, offset: int, text: str) -> Edit:
    """Put lines (without the last line end) after the line of a character."""
    end = next_line(source, offset)
    if source.text[end - 1 : end] in ("\n", "\r"):
        return Edit(Span(end, end), text + source.newline)
    return Edit(Span(end, end), source.newline + text)


def without_lines(source: Source, start: int, end: int) -> Edit:
    """Take the lines from that of `start` to that of `end` away."""
    first, last = first_of(source, start), next_line(source, end)
    if last == len(source.text) and source.text[last - 1 : last] not in ("\n", "\r"):
        while first > 0 and source.text[first - 1] in "\r\n":  # the line before is the last one now
            first -= 1
            if source.text[first] == "\n" and source.text[first - 1 : first] == "\r":
                first -= 1
            break
    return Edit(Span(first, last), "")
