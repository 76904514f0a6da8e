"""How a table is written: its spaces and widths, kept where cells change."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.markdown import Align, Cell, Document, Row, Table
from readme_sync.model import Item, Readme, Shape, Tracker, TrackerKind
from readme_sync.text import Edit, Source, Span
from readme_sync.text.source import BOM
from readme_sync.text.width import width

# What a table's own style is: its pipes, the padding of its cells, whether its columns are aligned.

_BLANKS = " \t\v\f"
_MOST = 0.6


class Padding(NamedTuple):
    """The spaces before and behind a cell's content."""

    before: str
    behind: str


class TableStyle(NamedTuple):
    """How a table is written.

    Attributes:
        extents: by column, how many columns of a terminal the lines take from one pipe to the next (from the line's
            start for the first), where most lines and the header or the delimiter row take as many: the column is
            aligned; None where it is not.
        measure: how the author counts these: as a terminal shows them, or characters.
        padding: by column, the least spaces around a content, as most cells have them.
        align: by column, to which side the delimiter row aligns it.
    """

    extents: tuple[int | None, ...]
    measure: Callable[[str], int]
    padding: tuple[Padding, ...]
    align: tuple[Align, ...]

    @property
    def is_aligned(self) -> bool:
        """Whether the author has aligned the columns (the last one may be open)."""
        return all(extent is not None for extent in self.extents[:-1]) and any(self.extents)

    def in_line(self, row: Row, column: int, cells: Sequence[Cell]) -> bool:
        """Return whether a row's cell is as wide as its column; `cells`: as written."""
        extent = self.extents[column]
        return extent is not None and extent_of(row, column, cells, self.measure) == extent


def table_style(table: Table) -> TableStyle:
    """Return the style of a table. Linear in its length."""
    lines = lines_of(table)
    written = [line.written for line in lines]
    columns = len(table.align)
    extents, agreeing = _extents(lines, written, columns, len)
    measure: Callable[[str], int] = len
    if any(not table.header.text[line.span.start : line.span.end].isascii() for line in lines):
        seen, more = _extents(lines, written, columns, width)
        if more >= agreeing:
            extents, measure = seen, width
    data = [written[0], *written[2:]]
    padding = tuple(
        _padding(lines[0].text, [cells[column] for cells in data if column < len(cells)]) for column in range(columns)
    )
    return TableStyle(extents, measure, padding, table.align)


def lines_of(table: Table) -> list[Row]:
    """Return all lines of a table: header row, delimiter row, data rows."""
    return [table.header, Row(table.delimiter, table.header.text, len(table.align)), *table.rows]


def line_prefix(source: Source, table: Table) -> str:
    """Return what stands before each line of a table: indentation, the markers of quotes."""
    start = table.rows[0].span.start if table.rows else table.delimiter.start
    return source.text[line_start(source, start) : start]


def line_start(source: Source, offset: int) -> int:
    """Return where the line of a character begins, behind a byte order mark."""
    start = source.line_start(offset)
    return start + (start == 0 and source.text.startswith(BOM))


def extent_of(row: Row, column: int, cells: Sequence[Cell], measure: Callable[[str], int]) -> int | None:
    """Return how wide a cell is from pipe to pipe (from the line's start for the first); None where no pipe ends it."""
    if column >= len(cells):
        return None
    room = cells[column].room
    if row.text[room.end : room.end + 1] != "|" or room.end >= row.span.end:
        return None
    return measure(row.text[row.span.start if column == 0 else room.start : room.end])


def padding_of(text: str, cell: Cell) -> Padding:
    """Return the spaces around a cell's content; of an empty cell, one space and the rest."""
    return Padding(text[cell.room.start : cell.span.start], text[cell.span.end : cell.room.end])


def slack_is_before(style: TableStyle, column: int, padding: Padding) -> bool:
    """Return whether the spaces that only fill a cell stand before its content."""
    if style.align[column] is Align.RIGHT:
        return len(padding.before) >= len(padding.behind)
    return len(padding.before) > max(1, len(padding.behind))


def _extents(
    lines: Sequence[Row], written: Sequence[Sequence[Cell]], columns: int, measure: Callable[[str], int]
) -> tuple[tuple[int | None, ...], int]:
    """Return, by column, the extent that most lines have; and how many cells have it."""
    found: list[int | None] = []
    agreeing = 0
    for column in range(columns):
        extents = [extent_of(line, column, cells, measure) for line, cells in zip(lines, written, strict=True)]
        known = [extent for extent in extents if extent is not None]
        common, times = Counter(known).most_common(1)[0] if known else (None, 0)
        enough = times >= _MOST * len(lines) and common in extents[:2]
        found.append(common if enough else None)
        agreeing += times if enough else 0
    return tuple(found), agreeing


def _padding(text: str, cells: Sequence[Cell]) -> Padding:
    filled = [padding_of(text, cell) for cell in cells if cell.span.length]
    if not filled:
        return Padding(" ", " ")
    least = [min(len(padding.before) for padding in filled), min(len(padding.behind) for padding in filled)]
    usual = Counter((len(padding.before), len(padding.behind)) for padding in filled).most_common(1)[0][0]
    before, behind = (min(one, 1) if one else min(1, other) for one, other in zip(least, usual, strict=True))
    return Padding(" " * before, " " * behind)


# New lines for a table, in its own style; and which table and row an item is.

_SPACES = " \t\v\f"


def table_at(readme: Readme, span: Span) -> Table:
    """Return the table that stands there."""
    return next(table for table in readme.document.tables if table.span == span)


def tracker_of(readme: Readme, item: Item) -> Tracker:
    """Return the tracker that holds an item.

    Raises:
        RequestError: it is a block of lines, which only `set` changes.
    """
    tracker = readme.tracker_of(item)
    refuse_lines(readme, tracker)
    return tracker


def refuse_lines(readme: Readme, tracker: Tracker) -> None:
    """Refuse the lines of a code block."""
    if tracker.kind is TrackerKind.LINES:
        line = readme.source.line_of(tracker.span.start)
        hint = "edit its lines by hand; set changes their numbers"
        what = "is a code block" if tracker.shape is Shape.FENCE else "is not a table or task list"
        raise RequestError(what, path=readme.source.path, line=line, hint=hint)


def refuse_groups(readme: Readme, tracker: Tracker) -> None:
    """Refuse to change the order of rows where a blank first cell says that a row belongs to the one above.

    Raises:
        RequestError: some do.
    """
    if tracker.kind is not TrackerKind.TABLE or 0 in (*tracker.progress_columns, tracker.label_column):
        return
    firsts = [item.cells[0] for item in tracker.rows if item.cells]
    names = [name for name in firsts if name]
    if "" in firsts and len(set(names)) == len(names) and firsts[:1] != [""]:
        lines = [readme.source.line_of(item.span.start) for item in tracker.rows if item.cells and not item.cells[0]]
        shown = ", ".join(map(str, lines[:5])) + (", ..." if len(lines) > 5 else "")  # noqa: PLR2004  a few suffice
        message = f"rows belong to the one above, as their first cells are blank: lines {shown}"
        hint = "write the group into each row, or change the order by hand"
        raise RequestError(message, path=readme.source.path, line=lines[0], hint=hint)


def row_index(table: Table, item: Item) -> int:
    """Return which data row of its table an item is."""
    return next(index for index, row in enumerate(table.rows) if row.span == item.span)


def new_line(style: TableStyle, template: Row, contents: Sequence[str]) -> str:
    """Return a line with these contents, written as `template`, without what stands before the table's lines."""
    text = template.text
    written = template.written
    line = text[template.span.start : template.span.end].rstrip(_SPACES)
    opening = line.startswith("|") or not contents[0]
    closing = (line.endswith("|") and len(written) >= min(2, len(contents))) or not any(contents)
    if len(written) < len(contents) and line.endswith("|"):
        closing = True
    parts: list[str] = ["|" if opening else ""]
    for column, content in enumerate(contents):
        least = style.padding[column]
        before, behind = least
        is_right = False
        if column < len(written) and written[column].span.length:
            is_right = slack_is_before(style, column, padding_of(text, written[column]))
        if column == 0 and not opening:
            before = ""
        if column == len(contents) - 1 and not closing:
            parts.append(before + content)
            continue
        extent = style.extents[column]
        spaces = 0
        if extent is not None:
            space = extent - (column == 0 and opening)
            spaces = max(0, space - style.measure(before + content + behind))
        if is_right:
            before += " " * spaces
        else:
            behind += " " * spaces
        parts.append(f"{before}{content}{behind}|")
    return "".join(parts)


def widths(style: TableStyle, contents: Sequence[str], *, opening: bool) -> tuple[int | None, ...]:
    """Return the extents of columns that have space for these contents too; `opening`: a pipe begins the line."""
    found: list[int | None] = []
    for column, content in enumerate(contents):
        extent = style.extents[column]
        least = style.padding[column]
        needed = style.measure(f"{least.before if column or opening else ''}{content}{least.behind}")
        needed += column == 0 and opening
        found.append(None if extent is None else max(extent, needed))
    return tuple(found)


def keep_alignment(document: Document, edits: Sequence[Edit], *, repad: bool = False) -> list[Edit]:
    """Return the edits, and what they need of padding in the tables in whose cells they stand.

    In a column that is aligned a content that grows takes spaces from its own cell, and one that shrinks gives them
    back, so that an aligned table stays aligned. Where the spaces do not suffice the cell is wider than the others,
    and with `repad` the others become as wide. Edits elsewhere stay as they are.
    """
    tables = () if all(_keeps_width(document.source, edit) for edit in edits) else document.tables
    starts = [table.span.start for table in tables]
    found: dict[int, list[Edit]] = {}
    for edit in edits:
        index = bisect_right(starts, edit.span.start) - 1
        if index >= 0 and tables[index].span.contains(edit.span):
            found.setdefault(index, []).append(edit)
    padding = [one for index, inside in found.items() for one in _padding_of_edits(tables[index], inside, repad=repad)]
    return _merged([*edits, *padding])


def _keeps_width(source: Source, edit: Edit) -> bool:
    """Return whether an edit puts as many characters where others stood, so that no cell grows or shrinks."""
    old = source.slice(edit.span)
    return len(old) == len(edit.replacement) and f"{old}{edit.replacement}".isascii()


def _merged(edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits in order; what is put at one place is put there at once."""
    merged: list[Edit] = []
    for edit in sorted(edits):
        if merged and not edit.span.length and merged[-1].span == edit.span:
            merged[-1] = Edit(edit.span, merged[-1].replacement + edit.replacement)
        else:
            merged.append(edit)
    return merged


def _padding_of_edits(table: Table, edits: Sequence[Edit], *, repad: bool) -> Iterator[Edit]:
    style = table_style(table)
    if not any(style.extents):
        return
    lines = lines_of(table)
    cells = _edits_by_cell(lines, len(style.extents), edits)
    missing: dict[int, int] = {}
    for (row, column), inside in cells.items():
        written = lines[row].written
        if style.in_line(lines[row], column, written):
            text = table.header.text
            grown = _grown(style, text, written[column], inside)
            if grown >= 0 or _is_filled(style, lines):
                yield from _refilled(style, text, column, written[column], grown)
            short = grown - _spare(style, text, column, written[column])
            missing[column] = max(missing.get(column, 0), short)
    if repad:
        for column, short in missing.items():
            if short > 0:
                changed = {row: inside for (row, at), inside in cells.items() if at == column}
                yield from widened(style, lines, column, short, changed)


def _edits_by_cell(lines: Sequence[Row], columns: int, edits: Sequence[Edit]) -> Mapping[tuple[int, int], list[Edit]]:
    """Return the edits by the line and the column in whose cell they stand."""
    starts = [line.span.start for line in lines]
    cells: dict[tuple[int, int], list[Edit]] = {}
    for edit in edits:
        row = bisect_right(starts, edit.span.start) - 1
        for column, cell in enumerate(lines[row].written[:columns]):
            if cell.room.start <= edit.span.start and edit.span.end <= cell.room.end:
                cells.setdefault((row, column), []).append(edit)
                break
    return cells


def _is_filled(style: TableStyle, lines: Sequence[Row]) -> bool:
    """Return whether any cell is filled with spaces to be in line: without any they are as wide by chance."""
    return any(
        style.in_line(line, column, written) and _spare(style, line.text, column, cell)
        for line in (lines[0], *lines[2:])
        for written in [line.written]
        for column, cell in enumerate(written[: len(style.extents)])
    )


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
