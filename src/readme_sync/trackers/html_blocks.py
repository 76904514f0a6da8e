"""Tables and lists in raw HTML, as they stand in the source; the lists' signs and boxes: `<li>✅ parser</li>`."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from readme_sync.markdown import Document, Heading, HtmlBlock, Paragraph
from readme_sync.markdown.entities import without_references
from readme_sync.markdown.html import html_tokens
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import Figure, Item, Shape, Tracker, TrackerKind
from readme_sync.notations import named
from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece, part, whole_span
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import Form, may_say_state, read_line
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


def has_html(document: Document) -> bool:
    """Return whether a table or a list may stand in raw HTML; cheap."""
    blocks = document.every(HtmlBlock)
    return any(tag in block.content.text for block in blocks for tag in ("<t", "<T", "<li", "<LI"))


def html_parts(document: Document) -> HtmlParts:
    """Return the tables and lists in raw HTML, in the order in which they end."""
    reader = _Reader()
    for block in document.walk():
        if isinstance(block, HtmlBlock) or (isinstance(block, (Paragraph, Heading)) and reader.is_open):
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
    is_signed = state is not None and state.form in (Form.HEAD, Form.TAIL)
    return StateLine(state, entry.span, entry.depth) if state and is_signed else None


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
