"""The blocks and inlines that GitHub sees in a document, in the words of the GFM specification."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import ENABLED, regex
from readme_sync.text.source import Piece

WHITESPACE = " \t\v\f"
_ESCAPED_PIPE = regex(r"\\\|")
UNESCAPED_PIPE = regex(r"(?<!\\)\|")


class Align(StrEnum):
    """A column's alignment."""

    NONE = "none"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Heading(NamedTuple):
    """An ATX or setext heading; `level` is 1 to 6, `content` its inline text."""

    span: Span
    level: int
    content: Excerpt
    setext: bool = False


class Paragraph(NamedTuple):
    """A paragraph; `content` is its lines without leading whitespace, joined by their line ends."""

    span: Span
    content: Excerpt


class ThematicBreak(NamedTuple):
    """A horizontal rule."""

    span: Span


class CodeBlock(NamedTuple):
    """Fenced or indented code. `info` is the info string as written, "" if there is none."""

    span: Span
    content: Excerpt
    info: str = ""
    fenced: bool = False


class HtmlBlock(NamedTuple):
    """Raw HTML, comments included."""

    span: Span
    content: Excerpt


class Quote(NamedTuple):
    """A block quote."""

    span: Span
    children: tuple["Block", ...]


class FootnoteDefinition(NamedTuple):
    """`[^label]: ...`."""

    span: Span
    children: tuple["Block", ...]
    label: str


class List(NamedTuple):
    """A bullet or ordered list; its children are list items. `marker` is one of `- * + . )`."""

    span: Span
    children: tuple["Block", ...]
    marker: str
    start: int | None = None

    @property
    def ordered(self) -> bool:
        """Return whether the items are numbered."""
        return self.start is not None


class Box(NamedTuple):
    """The box of a task list item: the span of the one character between the brackets."""

    span: Span
    checked: bool


class ListItem(NamedTuple):
    """A list item; a task list item if it has a box."""

    span: Span
    children: tuple["Block", ...]
    marker: Span
    box: Box | None = None


class Cell(NamedTuple):
    r"""A table cell: its content without surrounding whitespace, `\|` read as `|`.

    `span` is that of the content (empty in an empty cell), `room` reaches from one pipe to the next.
    """

    content: Excerpt
    span: Span
    room: Span


class Row(NamedTuple):
    """A header or data row; its cells are split on demand, because most of 100,000 rows are not needed."""

    span: Span
    text: str
    columns: int

    @property
    def written(self) -> list[Cell]:
        """Return the cells in the source, in order; there may be fewer or more than the table has columns."""
        return [_cell(self.text, start, end) for start, end in self._split()]

    @property
    def written_count(self) -> int:
        """Return how many cells the source has; cheaper than `written`."""
        return len(self._split())

    @property
    def cells(self) -> list[Cell]:
        """Return the visible cells: as many as the table has columns, empty ones added at the row's end."""
        return self.chosen(range(self.columns))

    @property
    def texts(self) -> list[str]:
        """Return the contents of the visible cells without their places; much cheaper than `cells`."""
        line = self.text[self.span.start : self.span.end]
        if "\\" in line:
            return [cell.content.text for cell in self.cells]
        parts = [part.strip(WHITESPACE) for part in line.split("|")]
        first = line.startswith("|")
        texts = parts[first : len(parts) - (not parts[-1])][: self.columns]
        return texts + [""] * (self.columns - len(texts))

    def chosen(self, columns: Collection[int]) -> list[Cell]:
        """Return some of the visible cells."""
        if not columns:
            return []
        ranges = self._split()
        return [_cell(self.text, *ranges[column]) if column < len(ranges) else self._missing() for column in columns]

    def start_of(self, column: int) -> int | None:
        """Return where the content of a cell begins; None in a row with backslashes, or if the cell is missing."""
        text, (start, end) = self.text, self.span
        if text.find("\\", start, end) >= 0:
            return None
        start += text.startswith("|", start)
        for _ in range(column):
            start = text.find("|", start, end) + 1
            if not start:
                return None
        while start < end and text[start] in WHITESPACE:
            start += 1
        return start

    @property
    def starts(self) -> list[int | None]:
        """Return where the contents of the cells in the source begin; None for all in a row with backslashes."""
        text = self.text
        ranges = self._split()
        if text.find("\\", *self.span) >= 0:
            return [None] * len(ranges)
        return [end - len(text[start:end].lstrip(WHITESPACE)) for start, end in ranges]

    def _missing(self) -> Cell:
        """Return an empty cell at the row's end, for one that is missing in the source."""
        end = Span(self.span.end, self.span.end)
        return Cell(Excerpt.whole(self.text, end), end, end)

    @property
    def excess(self) -> list[Cell]:
        """Return the cells after the last column, which GitHub drops."""
        return self.written[self.columns :]

    def _split(self) -> list[tuple[int, int]]:
        r"""Return the ranges from pipe to pipe: every pipe splits except `\|`; one at either end is only an edge."""
        start, end = self.span
        line = self.text[start:end]
        if "\\" in line:
            pipes = [start + pipe.start() for pipe in UNESCAPED_PIPE.finditer(line)]
            ranges = list(zip([start, *(pipe + 1 for pipe in pipes)], [*pipes, end], strict=True))
        else:
            ranges = []
            for part in line.split("|"):
                ranges.append((start, start + len(part)))
                start += len(part) + 1
        if line.startswith("|"):
            del ranges[0]
        if ranges and not self.text[slice(*ranges[-1])].strip(WHITESPACE):
            del ranges[-1]
        return ranges


class Table(NamedTuple):
    """A table: a header row, a delimiter row, data rows."""

    span: Span
    align: tuple[Align, ...]
    header: Row
    delimiter: Span
    rows: tuple[Row, ...]

    @property
    def common_align(self) -> Align:
        """The alignment that all columns have, as a new one should; none where they differ."""
        return self.align[0] if len(set(self.align)) == 1 else Align.NONE


class LinkDefinition(NamedTuple):
    """A link reference definition; `destination` is decoded, `destination_span` is its place in the source."""

    span: Span
    label: str
    destination: str
    destination_span: Span


Container = Quote | FootnoteDefinition | List | ListItem
"""The blocks that have child blocks."""

CONTAINERS = (Quote, FootnoteDefinition, List, ListItem)
"""The same for `isinstance`, which is slow with a union."""

Block = Heading | Paragraph | ThematicBreak | CodeBlock | HtmlBlock | Table | Container
"""Any block."""


def _cell(text: str, start: int, end: int) -> Cell:
    """Return the cell between two pipes."""
    raw = text[start:end]
    inner = raw.strip(WHITESPACE)
    first = start + len(raw) - len(raw.lstrip(WHITESPACE)) if inner else min(start + 1, end)
    span = Span(first, first + len(inner))
    if "\\|" not in inner:
        return Cell(Excerpt.whole(text, span), span, Span(start, end))
    spans: list[Span] = []
    position = span.start
    for escape in _ESCAPED_PIPE.finditer(inner):
        spans.append(Span(position, span.start + escape.start()))
        position = span.start + escape.end() - 1
    return Cell(Excerpt.joined(text, [*spans, Span(position, span.end)]), span, Span(start, end))


_LINE_ENDS = frozenset(("\n", "\r\n", "\r"))


class Columns:
    """The visible cells in some rows of one table, column by column.

    Most tables have a pipe at both ends of each row and no backslash: those are split all at once.

    Attributes:
        texts: by column, by row, the contents of the cells, as in `Row.texts`.
    """

    def __init__(self, rows: Sequence[Row], number: int) -> None:
        """Take the rows, in document order, and the number of the table's columns."""
        self.rows = rows
        split = _split(rows, number) if rows else None
        self._lengths = None if split is None else [list(map(len, column)) for column in split]
        self.texts: Sequence[Sequence[str]] = (
            list(zip(*[row.texts for row in rows], strict=True)) or [()] * number
            if split is None
            else [[part.strip(WHITESPACE) for part in column] for column in split]
        )

    @property
    def are_even(self) -> bool:
        """Return whether all rows were split at once: each has as many cells as the table has columns."""
        return self._lengths is not None

    def starts(self, column: int) -> Sequence[int | None]:
        """Return, by row, where the content of a cell begins, as `Row.start_of`; undefined for empty cells."""
        if self._lengths is None:
            return [starts[column] if column < len(starts) else None for starts in self._starts]
        text = self.rows[0].text
        places = zip(self._begin(column), self._lengths[column], strict=True)
        return [begin + length - len(text[begin : begin + length].lstrip(WHITESPACE)) for begin, length in places]

    def insertion_points(self, column: int) -> list[int | None]:
        """Return, by row, where a text can be put into an empty cell; None if the author has not written the cell."""
        if self._lengths is None:
            return [places[column] if column < len(places) else None for places in self._places]
        return [
            begin + min(1, length) for begin, length in zip(self._begin(column), self._lengths[column], strict=True)
        ]

    @cached_property
    def _places(self) -> list[list[int]]:
        """Return, by row, by column, where the written cells begin, empty ones too."""
        return [[cell.span.start for cell in row.written] for row in self.rows]

    @cached_property
    def _starts(self) -> list[list[int | None]]:
        """Return, by row, by column, where the contents begin."""
        return [row.starts for row in self.rows]

    @cached_property
    def _begins(self) -> list[list[int]]:
        """Return, by column, by row, where the text after a pipe begins, for the columns needed so far."""
        return [[row.span.start + 1 for row in self.rows]]

    def _begin(self, column: int) -> Sequence[int]:
        """Return, by row, where the text after the pipe before a column begins."""
        for lengths in (self._lengths or ())[len(self._begins) - 1 : column]:
            self._begins.append([begin + length + 1 for begin, length in zip(self._begins[-1], lengths, strict=True)])
        return self._begins[column]


def columns_of(table: Table) -> Columns:
    """Return the cells in the data rows of a table."""
    return Columns(table.rows, len(table.align))


def _split(rows: Sequence[Row], number: int) -> list[list[str]] | None:
    """Return, by column, by row, the text from pipe to pipe; None if a row has another width than the table."""
    text = rows[0].text[rows[0].span.start : rows[-1].span.end]
    lines = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    if not ENABLED or "\\" in text or lines != len(rows):
        return None
    parts = text.split("|")
    width = number + 1
    # All rows are as wide as the table if only a line end is between the last pipe of each and the first of the next.
    ends = parts[width:-1:width]
    if len(parts) != width * lines + 1 or parts[0] or parts[-1] or not _LINE_ENDS.issuperset(ends):
        return None
    return [parts[column::width] for column in range(1, width)]


class Style(StrEnum):
    """The meaning of an emphasis."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKETHROUGH = "strikethrough"


class Text(NamedTuple):
    """Text as it is shown; `exact` if the source has the same characters (no escape, no entity)."""

    span: Span
    text: str
    exact: bool = True


class Code(NamedTuple):
    """A code span; `text` is what is shown, `exact` if the source has it unbroken."""

    span: Span
    text: str
    exact: bool = True


class Html(NamedTuple):
    """A raw HTML tag or comment, as written."""

    span: Span
    text: str


class Break(NamedTuple):
    """A line break inside a paragraph."""

    span: Span
    hard: bool


class Emphasis(NamedTuple):
    """Emphasised, strong or struck text."""

    span: Span
    children: tuple["Inline", ...]
    style: Style


class Link(NamedTuple):
    """A link. `destination` is decoded; `target` is its span in the source, None in a reference link."""

    span: Span
    children: tuple["Inline", ...]
    destination: str
    target: Span | None


class Image(NamedTuple):
    """An image. `destination` and `target` as in a link; `inner` is the span between `![` and `]`, the alt text."""

    span: Span
    children: tuple["Inline", ...]
    destination: str
    target: Span | None
    inner: Span

    @property
    def alt(self) -> str:
        """Return the alternative text as plain text."""
        return plain(self.children)


Nest = Emphasis | Link | Image
"""The inlines that hold inlines."""

Inline = Text | Code | Html | Break | Nest
"""Any inline; its span is that of the whole construct in the source."""


def walk(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield all inlines in document order, each before its children; iterative, because input may be nested deeply."""
    stack = [iter(inlines)]
    while stack:
        for inline in stack[-1]:
            yield inline
            if isinstance(inline, (Emphasis, Link, Image)):  # much faster than `isinstance` with a union
                stack.append(iter(inline.children))
                break
        else:
            stack.pop()


_BEHIND_BR = frozenset(" \t\n\r/>")


def plain(inlines: Iterable[Inline], br: str = "") -> str:
    """Return the text without markup: an image as its alternative text, a break as a space, tags left out.

    `br` stands for the tag `<br>`: nothing, as in anchors, or a space, where the words on both sides are read.
    """
    parts: list[str] = []
    for inline in walk(inlines):
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case Html(text=text) if text[:3].lower() != "<br" or text[3:4] not in _BEHIND_BR:
                pass
            case Html():
                parts.append(br)
            case Break():
                parts.append(" ")
    return "".join(parts)


def visible(inlines: Iterable[Inline]) -> Excerpt:
    """Return the visible text, each character with its place: images left out, marks of code and emphasis removed."""
    parts: list[str] = []
    pieces: list[Piece] = []
    local = 0
    stack = [iter(inlines)]
    while stack:
        for inline in stack[-1]:
            if isinstance(inline, (Text, Code)):
                text, (start, end) = inline.text, inline.span
                length = len(text)
                if inline.exact:  # without the marks of code
                    pieces.append(Piece(local, start + (end - start - length) // 2, length))
                elif length == 1 and end - start == len(r"\x"):
                    pieces.append(Piece(local, end - 1, 1))
                parts.append(text)
                local += length
            elif isinstance(inline, Break):
                parts.append("\n")
                local += 1
            elif isinstance(inline, (Link, Emphasis)):
                stack.append(iter(inline.children))
                break
        else:
            stack.pop()
    return Excerpt("".join(parts), tuple(_joined(pieces)))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, those as one that follow on each other in the text and in the source."""
    held: Piece | None = None
    for piece in pieces:
        if held and piece.local - held.local == piece.source - held.source == held.length:
            held = Piece(held.local, held.source, held.length + piece.length)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def text_nodes(content: Excerpt, start: int, end: int) -> list[Inline]:
    r"""Return the text nodes of a part of `content`: one, or several if the source has a `\|` of a cell in it."""
    if start == end:
        return []
    if content.unbroken(start, end):
        return [Text(content.span(start, end), content.text[start:end])]
    cuts = sorted({start, end, *(piece.local for piece in content.pieces if start < piece.local < end)})
    return [Text(content.span(a, b), content.text[a:b]) for a, b in pairwise(cuts)]
