"""Tables and lists in raw HTML: `<tr><td>abst</td><td>✔️ 100%</td></tr>`, `<li>✅ parser</li>`.

The first row of a table names the columns where it has `<th>`, or where it is a `<thead>`. A column holds progress
where its header says so; without a header, where nearly all its cells hold a number or a sign of state.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from readme_sync.markdown import Document, Heading, HtmlBlock, Paragraph
from readme_sync.markdown.entities import without_references
from readme_sync.markdown.html import html_tokens
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import UNKNOWN, Figure, Item, Progress, Shape, State, Tracker, TrackerKind
from readme_sync.notations import Target, named, status
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import any_of, regex
from readme_sync.text.source import Piece, part, whole_span
from readme_sync.trackers.figures import CellFigures, find_figures, stated
from readme_sync.trackers.header_words import (
    PROGRESS,
    PROGRESS_PARTS,
    is_number_header,
    is_total,
    speaks_of_a_share,
    speaks_of_progress,
)
from readme_sync.trackers.legends import Legend, explained
from readme_sync.trackers.line_states import may_hold_sign, may_say_state, read_line
from readme_sync.trackers.series import Group, StateLine

# The tables and lists in raw HTML: their rows, cells and entries, as they stand in the source.

_DEEPEST = 50


class HtmlCell:
    """A cell: the pieces of the source that stand in it, those of a nested table left out."""

    def __init__(self, start: int, *, is_header: bool) -> None:
        """A cell whose content begins at an offset of the source."""
        self.start = start
        self.is_header = is_header
        self.parts: list[Excerpt] = []

    @property
    def content(self) -> Excerpt:
        """All that stands in it."""
        if len(self.parts) == 1:
            return self.parts[0]
        texts: list[str] = []
        pieces: list[Piece] = []
        length = 0
        for one in self.parts:
            pieces += [Piece(length + piece.local, piece.source, piece.length) for piece in one.pieces]
            texts.append(one.text)
            length += len(one.text)
        return Excerpt("".join(texts), tuple(pieces))


class HtmlRow(NamedTuple):
    """A row: where it stands, and its cells."""

    span: Span
    cells: list[HtmlCell]


class HtmlTable(NamedTuple):
    """A table."""

    span: Span
    rows: list[HtmlRow]


class _Open:
    """A table that is being read."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.rows: list[HtmlRow] = []
        self.row_start = start
        self.cells: list[HtmlCell] | None = None
        self.cell: HtmlCell | None = None

    def begin_row(self, start: int) -> None:
        self.end_row(start)
        self.row_start, self.cells = start, []

    def begin_cell(self, start: int, end: int, *, is_header: bool) -> None:
        if self.cells is None:
            self.begin_row(start)
        self.cell = HtmlCell(end, is_header=is_header)
        if self.cells is not None:
            self.cells.append(self.cell)

    def end_row(self, end: int) -> None:
        if self.cells:
            self.rows.append(HtmlRow(Span(self.row_start, end), self.cells))
        self.cells, self.cell = None, None


class HtmlEntry(NamedTuple):
    """An entry of a list: where it stands, what stands in it up to the next tag of a list, and how deep it is."""

    span: Span
    content: Excerpt
    depth: int


class HtmlParts(NamedTuple):
    """What a document has in raw HTML."""

    tables: list[HtmlTable]
    lists: list[list[HtmlEntry]]


_OPENING = regex(r"<(?:table|ul|ol)", re.IGNORECASE)


def read_html(
    document: Document, section_of: Callable[[int], int], legend: Callable[[], Legend]
) -> tuple[list[Tracker], list[Group]]:
    """Return the trackers in raw HTML, and the lists whose entries may say states."""
    if not any(_OPENING.search(block.content.text) for block in document.every(HtmlBlock)):
        return [], []
    html = html_parts(document)
    trackers = [*read_html_tables(document, html.tables, section_of, legend), *read_html_boxes(html.lists, section_of)]
    return trackers, list(html_groups(html.lists, section_of, legend))


def html_parts(document: Document) -> HtmlParts:
    """Return the tables and lists in raw HTML, in the order in which they end."""
    reader = _Reader()
    for block in document.walk():
        if isinstance(block, (HtmlBlock, Paragraph, Heading)) and (
            reader.is_open or (isinstance(block, HtmlBlock) and _OPENING.search(block.content.text))
        ):
            reader.read(block.content)
    return reader.finished()


class _Reader:
    """Reads the tags of one block after the other."""

    def __init__(self) -> None:
        self.tables: list[HtmlTable] = []
        self.lists: list[list[HtmlEntry]] = []
        self.stack: list[_Open] = []
        self.skipped = 0
        self.entries: list[HtmlEntry] = []
        self.depth = 0
        self.entry: tuple[int, HtmlCell] | None = None
        self.last = 0

    @property
    def is_open(self) -> bool:
        return bool(self.stack or self.depth)

    def read(self, content: Excerpt) -> None:
        text, behind = content.text, 0
        for token in html_tokens(text):
            if token.name in _NAMES:
                self._text(content, behind, token.start)
                behind = token.end
                self._tag(token.name, content.place(token.start), content.place(token.end - 1) + 1, is_end=token.is_end)
        self._text(content, behind, len(text))

    def _text(self, content: Excerpt, start: int, end: int) -> None:
        if start >= end:
            return
        for cell in (self.stack[-1].cell if self.stack else None, self.entry[1] if self.entry else None):
            if cell is not None:
                cell.parts.append(part(content, start, end))
        self.last = content.place(end - 1) + 1

    def _tag(self, name: str, start: int, end: int, *, is_end: bool) -> None:
        self.last = end
        if name == "table":
            self._table(start, end, is_end=is_end)
        elif name in ("ul", "ol", "li"):
            self._list(name, start, end, is_end=is_end)
        elif self.stack and not self.skipped:
            table = self.stack[-1]
            table.end = end
            if name == "tr":
                table.end_row(end) if is_end else table.begin_row(start)
            elif is_end:
                table.cell = None
            else:
                table.begin_cell(start, end, is_header=name == "th")

    def _table(self, start: int, end: int, *, is_end: bool) -> None:
        if not is_end:
            if len(self.stack) >= _DEEPEST:
                self.skipped += 1
            else:
                self.stack.append(_Open(start))
        elif self.skipped:
            self.skipped -= 1
        elif self.stack:
            self._end_table(end)

    def _end_table(self, end: int) -> None:
        table = self.stack.pop()
        table.end_row(table.end)
        self.tables.append(HtmlTable(Span(table.start, end), table.rows))

    def _list(self, name: str, start: int, end: int, *, is_end: bool) -> None:
        self._end_entry(start)
        if name == "li":
            if not is_end and self.depth:
                self.entry = start, HtmlCell(end, is_header=False)
        elif not is_end:
            self.depth += 1
        elif self.depth:
            self.depth -= 1
            if not self.depth:
                self.lists.append(self.entries)
                self.entries = []

    def _end_entry(self, end: int) -> None:
        if self.entry:
            start, cell = self.entry
            if cell.parts:
                self.entries.append(HtmlEntry(Span(start, end), cell.content, self.depth - 1))
            self.entry = None

    def finished(self) -> HtmlParts:
        self._end_entry(self.last)
        while self.stack:
            self._end_table(self.last)
        if self.entries:
            self.lists.append(self.entries)
        return HtmlParts(self.tables, self.lists)


_NAMES = frozenset(("table", "tr", "td", "th", "ul", "ol", "li"))

_FEWEST = 2
_LONGEST = 2_000
_BOX = "html-box"


def read_html_boxes(lists: Sequence[Sequence[HtmlEntry]], section_of: Callable[[int], int]) -> Iterator[Tracker]:
    """Yield a tracker for each list of raw HTML in which at least two entries have a box."""
    for entries in lists:
        items = tuple(item for entry in entries if (item := _box_item(entry)))
        if len(items) >= _FEWEST:
            span = Span(entries[0].span.start, entries[-1].span.end)
            yield Tracker(TrackerKind.LINES, span, section_of(span.start), items, shape=Shape.HTML_LIST)


def _box_item(entry: HtmlEntry) -> Item | None:
    content = entry.content
    if len(content.text) > _LONGEST or "<input" not in content.text.casefold():
        return None
    for start, end, progress, _ in named(_BOX).read(content.text):
        excerpt = part(content, start, end)
        label = one_line(_shown(content).text)
        if label:
            figure = Figure(_BOX, excerpt, whole_span(excerpt), progress)
            return Item(label, progress, (figure,), entry.span, depth=entry.depth, cells=(label,))
    return None


def html_groups(
    lists: Sequence[Sequence[HtmlEntry]], section_of: Callable[[int], int], legend: Callable[[], Legend]
) -> Iterator[Group]:
    """Yield the entries of each list of raw HTML that begin or end with a sign of state."""
    for entries in lists:
        if not any(may_say_state(entry.content.text) for entry in entries):
            continue
        lines = [line for entry in entries if (line := _line(entry, legend()))]
        if lines:
            span = Span(entries[0].span.start, entries[-1].span.end)
            yield Group(tuple(lines), len(entries), section_of(span.start), span, Shape.HTML_LIST)


def _line(entry: HtmlEntry, legend: Legend) -> StateLine | None:
    if len(entry.content.text) > _LONGEST:
        return None
    seen = _stripped(without_references(_shown(entry.content), escapes=False))
    state = read_line(seen, legend) if "\n" not in seen.text else None
    return StateLine(state, entry.span, entry.depth) if state else None


def _stripped(seen: Excerpt) -> Excerpt:
    text = seen.text
    start = len(text) - len(text.lstrip())
    return part(seen, start, max(start, len(text.rstrip())))


def _shown(content: Excerpt) -> Excerpt:
    """Return the text between the tags."""
    texts: list[str] = []
    pieces: list[Piece] = []
    length = behind = 0
    for start, end in [*((token.start, token.end) for token in html_tokens(content.text)), (len(content.text),) * 2]:
        one = part(content, behind, start)
        pieces += [Piece(length + piece.local, piece.source, piece.length) for piece in one.pieces]
        texts.append(one.text)
        length += len(one.text)
        behind = end
    return Excerpt("".join(texts), tuple(pieces))


_FEWEST_ROWS = 2
_FEWEST_BARE = 3
"""So many rows a table without headers needs."""
_SHARE = 0.6
_MOST_COLUMNS = 100
_LONGEST_CELL = 4_000
_LONGEST_LABEL = 200
_CHECKS = frozenset(("확인", "체크", "check", "checked", "✅", "✔", "☑", "확인란", "done?", "solved?", "완료여부"))


class _Cell(NamedTuple):
    """A cell as it is read: its figures, and its text on one line."""

    found: CellFigures
    is_header: bool


class _Row(NamedTuple):
    cells: list[_Cell]
    span: Span


class _View(NamedTuple):
    """A table as it is read: its header, () without one, its other rows, and how many columns it has."""

    header: tuple[str, ...]
    body: list[_Row]
    width: int


def read_html_tables(
    document: Document, tables: Sequence[HtmlTable], section_of: Callable[[int], int], legend: Callable[[], Legend]
) -> Iterator[Tracker]:
    """Yield a tracker for each table of raw HTML that holds progress."""
    known: set[tuple[int, tuple[int, ...]]] = set()
    waiting = []
    for table in tables:
        if len(table.rows) >= _FEWEST_ROWS and _may_hold(document.source.slice(table.span)):
            view = _view(document, table, legend())
            columns = _progress_columns(view, known) if view else []
            if view and not columns and not view.header:
                waiting.append((table, view))
            elif view and columns:
                known.add((view.width, tuple(columns)))
                yield from _trackers(table, view, columns, section_of)
    for table, view in waiting:
        yield from _trackers(table, view, _progress_columns(view, known), section_of)


def _may_hold(text: str) -> bool:
    folded = text.casefold()
    return (
        "%" in text
        or may_hold_sign(text)
        or "&check" in folded
        or "&cross" in folded
        or "&#" in text
        or "<input" in folded
        or _names_progress()(folded)
    )


@cache
def _names_progress() -> Callable[[str], bool]:
    """Return what finds a word of progress, of which a header may be made."""
    return any_of(sorted(PROGRESS | set(PROGRESS_PARTS)))


def _view(document: Document, table: HtmlTable, legend: Legend) -> _View | None:
    """Return the header and the rows of a table; None where it has too few."""
    rows = [_Row([_read(document, cell, legend) for cell in row.cells[:_MOST_COLUMNS]], row.span) for row in table.rows]
    first = rows[0]
    has_header = all(cell.is_header for cell in first.cells) and len(first.cells) > 1
    body = [row for row in rows[has_header:] if len(row.cells) > 1]
    if len(body) < (_FEWEST_ROWS if has_header else _FEWEST_BARE):
        return None
    header = tuple(cell.found.text for cell in first.cells) if has_header else ()
    return _View(header, body, max(len(row.cells) for row in body))


def _trackers(
    table: HtmlTable, view: _View, columns: Sequence[int], section_of: Callable[[int], int]
) -> Iterator[Tracker]:
    if not columns:
        return
    label = _label_column(view.header, view.body, view.width, columns)
    items = tuple(item for row in view.body if (item := _item(row, columns, label)))
    if any(item.figures for item in items):
        section = section_of(table.span.start)
        yield Tracker(TrackerKind.LINES, table.span, section, items, header=view.header, shape=Shape.HTML_TABLE)


def _read(document: Document, cell: HtmlCell, legend: Legend) -> _Cell:
    content = cell.content
    if len(content.text) > _LONGEST_CELL:
        return _Cell(CellFigures(), cell.is_header)
    found = explained(find_figures(document, content, None, ()), legend)
    return _Cell(found, cell.is_header)


def _progress_columns(view: _View, known: Collection[tuple[int, tuple[int, ...]]]) -> list[int]:
    """Return the columns of progress, the one that says it first.

    Args:
        view: the table.
        known: the widths and the columns of the tables that hold progress.
    """
    header, body = view.header, view.body
    by_header = [
        column
        for column, name in enumerate(header)
        if (speaks_of_progress(name) or name.casefold().strip() in _CHECKS) and _holds(body, column) > 0
    ]
    if header:
        held = [column for column in by_header if _holds(body, column) >= _SHARE * _filled(body, column)]
        if held or not any(map(speaks_of_progress, header)):
            return held
        # `% | Translated | Untranslated`: the percent is that of the strings
        shares = [column for column, name in enumerate(header) if speaks_of_a_share(name)]
        return [column for column in shares[:1] if _holds(body, column) >= _SHARE * _filled(body, column) > 0]
    full = [
        column
        for column in range(view.width)
        if _filled(body, column) >= _SHARE * len(body) and _holds(body, column) >= _SHARE * _filled(body, column)
    ]
    # several columns of ticks compare; a column needs more than ticks, or a table alike that has
    is_sure = len(full) == 1 and (_are_of_work(body, full[0]) or (view.width, tuple(full)) in known)
    return full if is_sure else []


def _cell(row: _Row, column: int) -> CellFigures | None:
    return row.cells[column].found if column < len(row.cells) else None


def _holds(body: Sequence[_Row], column: int) -> int:
    """Return how many cells of a column state a progress."""
    return sum(
        1 for row in body if (cell := _cell(row, column)) and any(one.progress != UNKNOWN for one in cell.figures)
    )


def _filled(body: Sequence[_Row], column: int) -> int:
    return sum(1 for row in body if (cell := _cell(row, column)) and (cell.text or cell.figures))


def _are_of_work(body: Sequence[_Row], column: int) -> bool:
    """Return whether the figures of a column say more than yes and no."""
    figures = [one for row in body if (cell := _cell(row, column)) for one in cell.figures]
    numbers = [one for one in figures if named(one.notation).target is not Target.CELL]
    texts = {one.excerpt.text for one in figures}
    words = [text for text in texts if any(map(str.isalpha, text)) and status.is_of_work(status.parts(text)[1])]
    proofs = [text for text in texts if any(sign in text for sign in "⏳⌛🚧🔄⬜🔲☐🔜")]
    return bool(words or proofs or 2 * len(numbers) > len(figures))


def _label_column(header: Sequence[str], body: Sequence[_Row], width: int, columns: Sequence[int]) -> int | None:
    """Return the first column that tells the rows apart and is no number, no figure."""
    best, most = None, 0
    for column in range(width):
        if column in columns or (column < len(header) and is_number_header(header[column])):
            continue
        texts = [cell.text for row in body if (cell := _cell(row, column)) and _is_name(cell)]
        different = len(set(texts))
        if different > 1.2 * most and different >= 0.5 * len(body):
            best, most = column, different
    if best is None:
        named_columns = [
            column
            for column in range(width)
            if column not in columns and any((cell := _cell(row, column)) and _is_name(cell) for row in body)
        ]
        best = named_columns[0] if named_columns else None
    return best


def _is_name(cell: CellFigures) -> bool:
    numbers = all(named(one.notation).target is not Target.CELL for one in cell.figures)
    return any(map(str.isalpha, cell.text)) and (not cell.figures or (numbers and cell.rest >= _SHORTEST_NAME))


_SHORTEST_NAME = 3
"""So many characters beside a number are a name: `Polish 90%`."""


def _item(row: _Row, columns: Sequence[int], label: int | None) -> Item | None:
    cells = [one.found for one in row.cells]
    name = _cell(row, label) if label is not None else None
    text = (name.text if name else "")[:_LONGEST_LABEL]
    if not text or is_total(text):
        return None
    figures = _copies([one for column in columns if column < len(cells) for one in cells[column].figures])
    progress = stated(figures)
    if not figures:
        blank = [column for column in columns if column < len(cells) and not cells[column].text]
        if len(blank) < len([column for column in columns if column < len(cells)]) or not blank:
            return None
        progress = Progress.of_state(State.OPEN)
    return Item(text, progress, tuple(figures), row.span, cells=tuple(one.text for one in cells))


def _copies(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a row that say the same: those of the first group, and of other columns that agree."""
    return [one._replace(group=0) for one in figures if one.progress != UNKNOWN and one.group == 0]
