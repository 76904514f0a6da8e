"""The lines of a table in a form: between the cells' contents nothing but blanks and pipes, which are put right.

A line without any pipe is text that the table has swallowed; it stays as it is, and so does where it stands. Cells
beyond the last column, which GitHub drops, stay, too. Missing cells are written.
"""

from collections.abc import Iterator, Sequence

from readme_sync.model import TableForm
from readme_sync.syntax import Align, Row, Table
from readme_sync.text import Edit, Source, Span
from readme_sync.text.source import BOM
from readme_sync.text.width import width

WIDEST = 400
"""A content of more columns than this sticks out of its column: the others are not padded up to it.

People, and other formatters, align wider tables than one would think; this only keeps one endless cell from making a
document many times as long."""

_LEAST = 3
_CODE_INDENT = 4


def form_edits(source: Source, table: Table, form: TableForm, *, is_top: bool) -> Iterator[Edit]:
    """The edits that bring a table into a form; `is_top`: no list or quote holds it.

    Outside lists and quotes its lines are indented as the header is, elsewhere what stands before them stays.
    """
    rows = [table.header, *(row for row in table.rows if not _is_swallowed(row))]
    widths = [0] * len(table.align) if form is TableForm.COMPACT else _widths(rows, len(table.align))
    indent = _wanted_indent(source, table.header.span) if is_top else None
    for row in rows:
        start, before = _line_start(source, row.span, indent)
        yield from _row_edits(row, table.align, widths, start, before)
    start, before = _line_start(source, table.delimiter, indent)
    yield from _changed(source.text, Span(start, table.delimiter.end), before + _delimiter_row(table.align, widths))


def missing_cells(table: Table) -> int:
    """How many cells GitHub adds to the rows of a table."""
    return sum(max(0, row.columns - row.written_count) for row in table.rows)


def written_cells(table: Table) -> int:
    """How many cells the author wrote."""
    return sum(row.written_count for row in (table.header, *table.rows))


def _is_swallowed(row: Row) -> bool:
    line = row.text[row.span.start : row.span.end]
    if "\\" not in line:
        return "|" not in line
    return [cell.room for cell in row.written] == [row.span]


def _widths(rows: Sequence[Row], columns: int) -> list[int]:
    """How wide each column is; a content that is too wide has no say."""
    widths = [_LEAST] * columns
    for row in rows:
        for column, cell in enumerate(row.written[:columns]):
            measured = width(row.text[cell.span.start : cell.span.end])
            if widths[column] < measured <= WIDEST:
                widths[column] = measured
    return widths


def _row_edits(row: Row, align: Sequence[Align], widths: Sequence[int], start: int, indent: str) -> Iterator[Edit]:
    """Yield the edits of what stands around the contents of a row's cells, from `start` on."""
    written = row.written
    position, between = start, f"{indent}| "
    for column in range(max(len(written), len(align))):
        span = written[column].span if column < len(written) else Span(position, position)
        content = row.text[span.start : span.end]
        free = max(0, widths[column] - width(content)) if column < len(align) else 0
        left = _left(free, align[column]) if column < len(align) else 0
        between += " " * left
        if content:
            yield from _changed(row.text, Span(position, span.start), between)
            position, between = span.end, ""
        between += " " * (free - left) + " | "
    yield from _changed(row.text, Span(position, row.span.end), between[:-1])


def _left(free: int, align: Align) -> int:
    """How many of the free blanks stand before a content."""
    return free if align is Align.RIGHT else free // 2 if align is Align.CENTER else 0


def _delimiter_row(align: Sequence[Align], widths: Sequence[int]) -> str:
    marks = []
    for side, columns in zip(align, widths, strict=True):
        dashes = "-" * max(_LEAST, columns)
        if side in {Align.LEFT, Align.CENTER}:
            dashes = ":" + dashes[1:]
        if side in {Align.RIGHT, Align.CENTER}:
            dashes = dashes[:-1] + ":"
        marks.append(dashes)
    return f"| {' | '.join(marks)} |"


def _wanted_indent(source: Source, header: Span) -> str:
    """Return the indentation of a table's lines: the header's, or none where that could not begin a table."""
    start, end = _indentation(source, header)
    indent = source.text[start:end]
    return indent if indent.strip(" ") == "" and len(indent) < _CODE_INDENT else ""


def _line_start(source: Source, line: Span, indent: str | None) -> tuple[int, str]:
    """Return where the rewritten part of a line begins, and its indentation there.

    One edit covers the indentation and the first pipe: two of them would insert at one place.
    """
    span = _indentation(source, line)
    if indent is None or source.text[span.start : span.end].strip(" \t"):
        return line.start, ""
    return span.start, indent


def _indentation(source: Source, line: Span) -> Span:
    start = source.line_starts[source.line_of(line.start) - 1]
    return Span(start + (start == 0 and source.text.startswith(BOM)), line.start)


def _changed(text: str, span: Span, replacement: str) -> Iterator[Edit]:
    """The edit that puts a text at a place, without what is equal at both ends; none where all is."""
    old = text[span.start : span.end]
    if old == replacement:
        return
    shorter = min(len(old), len(replacement))
    head = 0
    while head < shorter and old[head] == replacement[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == replacement[-1 - tail]:
        tail += 1
    yield Edit(Span(span.start + head, span.end - tail), replacement[head : len(replacement) - tail])
