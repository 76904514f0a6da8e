"""Write tables anew, aligned or compact; the page stays as it is, and so does every cell's text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from readme_sync.editing.verify import refuse_conflicts, verify_same_page
from readme_sync.markdown import Align, Document, Row, Table, parse
from readme_sync.markdown.comments import comments
from readme_sync.markers.foreign_regions import Foreign
from readme_sync.model import DEFAULT, Change, Outcome, Readme, Settings, Skipped, TableForm
from readme_sync.reader import Text, model_of, source_of
from readme_sync.text import Edit, Source, Span, apply
from readme_sync.text.regex import regex
from readme_sync.text.source import BOM, is_within
from readme_sync.text.width import width

# The lines of a table in a form: between the cells' contents nothing but spaces and pipes, which are put right.

WIDEST = 400
"""A content of more columns than this sticks out of its column: the others are not padded up to it.

People, and other formatters, align wider tables than one would think; this only keeps one endless cell from making a
document many times as long."""

_LEAST = 3
_CODE_INDENT = 4


def form_edits(source: Source, table: Table, form: TableForm, *, is_top: bool) -> Iterator[Edit]:
    """Yield the edits that bring a table into a form; `is_top`: no list or quote holds it.

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
    """Return how many cells GitHub adds to the rows of a table."""
    return sum(max(0, row.columns - row.written_count) for row in table.rows)


def written_cells(table: Table) -> int:
    """Return how many cells the author wrote."""
    return sum(row.written_count for row in (table.header, *table.rows))


def _is_swallowed(row: Row) -> bool:
    line = row.text[row.span.start : row.span.end]
    if "\\" not in line:
        return "|" not in line
    return [cell.room for cell in row.written] == [row.span]


def _widths(rows: Sequence[Row], columns: int) -> list[int]:
    """Return how wide each column is; a content that is too wide has no say."""
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
    """Return how many of the free spaces stand before a content."""
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
    start = source.line_start(line.start)
    return Span(start + (start == 0 and source.text.startswith(BOM)), line.start)


def _changed(text: str, span: Span, replacement: str) -> Iterator[Edit]:
    """Yield the edit that puts a text at a place, without what is equal at both ends; none where all is."""
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


_GUARD = regex(
    r"(?P<next>(?:prettier|dprint)-ignore)\Z"
    r"|(?P<begin>(?:prettier|dprint)-ignore-start\b|mdformat off\b)"
    r"|(?P<end>(?:prettier|dprint)-ignore-end\b|mdformat on\b)"
)
_MOST_MISSING = 1000
_BETWEEN = " \t\r\n>"


def format_tables(document: Text, style: str | None = None, *, settings: Settings = DEFAULT) -> Outcome:
    """Write the tables of a document anew; the page that GitHub shows is the same.

    Args:
        document: its text or bytes.
        style: `aligned` or `compact`; by default what the settings say, which is `aligned` where they say nothing.
        settings: what the author has configured.

    Returns:
        The document after it, with a change for each table that may be formatted, and those that are left alone.

    Raises:
        InputError: the bytes are not UTF-8.
        ValueError: there is no such style.
        WriteError: GitHub would show any difference.
    """
    form = settings.tables if style is None else TableForm(style)
    source = source_of(document)
    parsed = parse(source)
    if not parsed.tables:  # most have none: what else they say need not be read
        return Outcome(source, source)
    outcome = form_tables(model_of(parsed, settings), form)
    if outcome.changed:
        refuse_conflicts(parsed)
        verify_same_page(parsed, outcome.edits, outcome.source)
    return outcome


def form_tables(readme: Readme, form: TableForm) -> Outcome:
    """Return the document with every table in a form."""
    document = readme.document
    kept = _Kept(readme)
    top = {id(block) for block in document.blocks}
    edits: list[Edit] = []
    changes: list[Change] = []
    skipped: list[Skipped] = []
    for table in document.tables:
        line = readme.source.line_of(table.header.span.start)
        if reason := kept.reason(table):
            skipped.append(Skipped(line, reason))
            continue
        new = list(form_edits(readme.source, table, form, is_top=id(table) in top))
        edits += new
        changes.append(Change(line, changed=bool(new)))
    edits.sort(key=lambda edit: edit.span)
    after = apply(readme.source, edits)
    return Outcome(readme.source, after, tuple(changes), tuple(skipped), tuple(edits))


class _Kept:
    """Which tables are left alone."""

    def __init__(self, readme: Readme) -> None:
        self._text = readme.source.text
        self._foreign = Foreign(readme.document)
        self._own = [region.inside for region in readme.regions]
        self._guarded = list(_guarded(readme.document))
        self._guards = sorted(
            c.span.end for c in comments(readme.document) if (g := _GUARD.match(c.text)) and g["next"]
        )

    def reason(self, table: Table) -> str:
        """Return why a table is left alone; "" where it is not."""
        if is_within(table.span, self._own):
            return "readme-sync sync writes it"
        if self._foreign.is_foreign(table.span):
            return "another tool writes it"
        if is_within(table.span, self._guarded) or self._is_next(table):
            return "a comment tells formatters to ignore it"
        missing = missing_cells(table)
        if missing > _MOST_MISSING and missing > written_cells(table) + _MOST_MISSING:
            return "most of its cells are missing"
        return ""

    def _is_next(self, table: Table) -> bool:
        """Return whether the table follows a comment that guards what follows."""
        start = table.span.start
        index = bisect_right(self._guards, start) - 1
        if index < 0:
            return False
        while start > self._guards[index] and self._text[start - 1] in _BETWEEN:
            start -= 1
        return start == self._guards[index]


def _guarded(document: Document) -> Iterator[Span]:
    """Yield what stands between comments that switch formatters off and on, or up to the end of the document."""
    begun: int | None = None
    for comment in comments(document):
        found = _GUARD.match(comment.text)
        if found and found["begin"] and begun is None:
            begun = comment.span.end
        elif found and found["end"] and begun is not None:
            yield Span(begun, comment.span.start)
            begun = None
    if begun is not None:
        yield Span(begun, len(document.source.text))
