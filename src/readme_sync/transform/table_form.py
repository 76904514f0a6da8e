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
    for row in rows:
        yield from _row_edits(row, table.align, widths)
    start, end = table.delimiter
    yield from _changed(source.text, Span(start, end), _delimiter_row(table.align, widths))
    if is_top:
        yield from _indentations(source, [table.header.span, table.delimiter, *(row.span for row in rows[1:])])


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


def _row_edits(row: Row, align: Sequence[Align], widths: Sequence[int]) -> Iterator[Edit]:
    """The edits of what stands around the contents of a row's cells."""
    written = row.written
    position, between = row.span.start, "| "
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


def _indentations(source: Source, lines: Sequence[Span]) -> Iterator[Edit]:
    """The edits that indent all lines as the first is, which is not at all where it could not begin a table."""
    wanted = _indentation(source, lines[0])
    first = source.text[wanted.start : wanted.end]
    kept = first if first.strip(" ") == "" and len(first) < _CODE_INDENT else ""
    for line in lines:
        span = _indentation(source, line)
        if not source.text[span.start : span.end].strip(" \t"):
            yield from _changed(source.text, span, kept)


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
