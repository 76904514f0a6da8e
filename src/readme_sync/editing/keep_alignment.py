"""Changed cells in their tables: a content that fits keeps its cell's width, one that does not widens only its cell."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from readme_sync.editing.table_style import TableStyle, lines_of, padding_of, slack_is_before, table_style
from readme_sync.markdown import Align, Cell, Document, Row, Table
from readme_sync.text import Edit, Span


def keep_alignment(document: Document, edits: Sequence[Edit], *, repad: bool = False) -> list[Edit]:
    """Return the edits, and what they need of padding in the tables in whose cells they stand.

    In a column that is aligned a content that grows takes spaces from its own cell, and one that shrinks gives them
    back, so that an aligned table stays aligned. Where the spaces do not suffice the cell is wider than the others,
    and with `repad` the others become as wide. Edits elsewhere stay as they are.
    """
    if not edits:
        return list(edits)
    tables = document.tables
    starts = [table.span.start for table in tables]
    found: dict[int, list[Edit]] = {}
    for edit in edits:
        index = bisect_right(starts, edit.span.start) - 1
        if index >= 0 and tables[index].span.contains(edit.span):
            found.setdefault(index, []).append(edit)
    padding = [one for index, inside in found.items() for one in _padding(tables[index], inside, repad=repad)]
    return _merged([*edits, *padding])


def _merged(edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits in order; what is put at one place is put there at once."""
    merged: list[Edit] = []
    for edit in sorted(edits):
        if merged and not edit.span.length and merged[-1].span == edit.span:
            merged[-1] = Edit(edit.span, merged[-1].replacement + edit.replacement)
        else:
            merged.append(edit)
    return merged


def _padding(table: Table, edits: Sequence[Edit], *, repad: bool) -> Iterator[Edit]:
    style = table_style(table)
    if not any(style.extents):
        return
    lines = lines_of(table)
    starts = [line.span.start for line in lines]
    cells: dict[tuple[int, int], list[Edit]] = {}
    for edit in edits:
        row = bisect_right(starts, edit.span.start) - 1
        for column, cell in enumerate(lines[row].written[: len(style.extents)]):
            if cell.room.start <= edit.span.start and edit.span.end <= cell.room.end:
                cells.setdefault((row, column), []).append(edit)
                break
    missing: dict[int, int] = {}
    for (row, column), inside in cells.items():
        written = lines[row].written
        if style.in_line(lines[row], column, written):
            text = table.header.text
            grown = _grown(style, text, written[column], inside)
            yield from _refilled(style, text, column, written[column], grown)
            short = grown - _spare(style, text, column, written[column])
            missing[column] = max(missing.get(column, 0), short)
    if repad:
        for column, short in missing.items():
            if short > 0:
                changed = {row: inside for (row, at), inside in cells.items() if at == column}
                yield from widened(style, lines, column, short, changed)


def _grown(style: TableStyle, text: str, cell: Cell, edits: Sequence[Edit]) -> int:
    """Return how many columns wider a content becomes."""
    start, end = cell.span
    after, position = "", start
    for edit in sorted(edits):
        after += text[position : edit.span.start] + edit.replacement
        position = edit.span.end
    return style.measure(after + text[position:end]) - style.measure(text[start:end])


def _spare(style: TableStyle, text: str, column: int, cell: Cell) -> int:
    """Return how many spaces a cell can give away."""
    padding = padding_of(text, cell)
    least = style.padding[column]
    return max(0, len(padding.before) - len(least.before)) + max(0, len(padding.behind) - len(least.behind))


def _refilled(style: TableStyle, text: str, column: int, cell: Cell, grown: int) -> Iterator[Edit]:
    """Yield the edits of a cell's spaces for a content that becomes wider (or, below 0, narrower)."""
    padding = padding_of(text, cell)
    least = style.padding[column]
    before = slack_is_before(style, column, padding)
    spare = cell.room.length - grown
    if not cell.span.length and grown > 0 and style.align[column] is Align.CENTER and spare >= len("".join(least)):
        left = spare // 2
        yield Edit(Span(cell.room.start, cell.span.start), " " * left)
        yield Edit(Span(cell.span.end, cell.room.end), " " * (spare - left))
        return
    if grown < 0:
        place = cell.room.start if before else cell.span.end
        yield Edit(Span(place, place), " " * -grown)
        return
    sides = [
        (cell.room.start, max(0, len(padding.before) - len(least.before))),
        (cell.span.end, max(0, len(padding.behind) - len(least.behind))),
    ]
    for start, spare in sides if before else reversed(sides):
        taken = min(grown, spare)
        grown -= taken
        if taken:
            yield Edit(Span(start, start + taken), "")


def widened(
    style: TableStyle, lines: Sequence[Row], column: int, by: int, changed: Mapping[int, Sequence[Edit]]
) -> Iterator[Edit]:
    """Yield the edits that make a column wider in all lines in line: dashes in the delimiter row, spaces elsewhere.

    `changed`: by line, the edits of its content in that column, which takes some of the width by itself.
    """
    for row, line in enumerate(lines):
        written = line.written
        if not style.in_line(line, column, written):
            continue
        cell = written[column]
        if row == 1:
            place = line.text.find("-", cell.span.start)
            yield Edit(Span(place, place), "-" * by)
            continue
        short = by
        if row in changed:
            wider = _grown(style, line.text, cell, changed[row]) - _spare(style, line.text, column, cell)
            short = by - max(0, wider)
        before = slack_is_before(style, column, padding_of(line.text, cell)) and row not in changed
        place = cell.room.start if before else cell.room.end
        if short > 0:
            yield Edit(Span(place, place), " " * short)
