"""The data cells of a table, column by column."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex

# What GitHub sees in a document: blocks, in the words of the GFM specification.

BLANKS = " \t\v\f"
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
    """A paragraph; `content` is its lines without the blanks at their starts, joined by their line ends."""

    span: Span
    content: Excerpt


class ThematicBreak(NamedTuple):
    """A horizontal rule."""

    span: Span


class CodeBlock(NamedTuple):
    """Fenced or indented code. `info` is the info string as written, "" where there is none."""

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
    children: "tuple[Block, ...]"


class FootnoteDefinition(NamedTuple):
    """`[^label]: ...`."""

    span: Span
    children: "tuple[Block, ...]"
    label: str


class List(NamedTuple):
    """A bullet or ordered list; its children are list items. `marker` is one of `- * + . )`."""

    span: Span
    children: "tuple[Block, ...]"
    marker: str
    start: int | None = None

    @property
    def ordered(self) -> bool:
        """Whether the items are numbered."""
        return self.start is not None


class Box(NamedTuple):
    """The box of a task list item: the span of the one character between the brackets."""

    span: Span
    checked: bool


class ListItem(NamedTuple):
    """A list item; a task list item where it has a box."""

    span: Span
    children: "tuple[Block, ...]"
    marker: Span
    box: Box | None = None


class Cell(NamedTuple):
    r"""A table cell: its content without the blanks around it, `\|` read as `|`.

    `span` is that of the content (empty in an empty cell), `room` reaches from one pipe to the next.
    """

    content: Excerpt
    span: Span
    room: Span


class Row(NamedTuple):
    """A header or data row. Its cells are found when they are asked for: 100,000 rows are mostly passed over."""

    span: Span
    text: str
    columns: int

    @property
    def written(self) -> list[Cell]:
        """The cells that the author wrote, in order; may be fewer or more than the table has columns."""
        return [_cell(self.text, start, end) for start, end in self._rooms()]

    @property
    def written_count(self) -> int:
        """How many cells the author wrote; cheaper than `written`."""
        return len(self._rooms())

    @property
    def cells(self) -> list[Cell]:
        """The cells that GitHub shows: as many as the table has columns, missing ones empty at the row's end."""
        return self.chosen(range(self.columns))

    @property
    def texts(self) -> list[str]:
        """The contents of the cells that GitHub shows, without their places; much cheaper than `cells`."""
        line = self.text[self.span.start : self.span.end]
        if "\\" in line:
            return [cell.content.text for cell in self.cells]
        parts = [part.strip(BLANKS) for part in line.split("|")]
        first = line.startswith("|")
        texts = parts[first : len(parts) - (not parts[-1])][: self.columns]
        return texts + [""] * (self.columns - len(texts))

    def chosen(self, columns: Collection[int]) -> list[Cell]:
        """Some of the cells that GitHub shows."""
        if not columns:
            return []
        rooms = self._rooms()
        return [_cell(self.text, *rooms[column]) if column < len(rooms) else self._missing() for column in columns]

    def start_of(self, column: int) -> int | None:
        """Where the content of a cell begins that is not empty; None in a row with backslashes, or none is written."""
        text, (start, end) = self.text, self.span
        if text.find("\\", start, end) >= 0:
            return None
        start += text.startswith("|", start)
        for _ in range(column):
            start = text.find("|", start, end) + 1
            if not start:
                return None
        while start < end and text[start] in BLANKS:
            start += 1
        return start

    @property
    def starts(self) -> list[int | None]:
        """Where the contents of the cells begin that the author wrote; None for all in a row with backslashes."""
        text = self.text
        rooms = self._rooms()
        if text.find("\\", *self.span) >= 0:
            return [None] * len(rooms)
        return [end - len(text[start:end].lstrip(BLANKS)) for start, end in rooms]

    def _missing(self) -> Cell:
        """An empty cell at the row's end, which nobody has written."""
        end = Span(self.span.end, self.span.end)
        return Cell(Excerpt.whole(self.text, end), end, end)

    @property
    def excess(self) -> list[Cell]:
        """The cells beyond the last column, which GitHub drops."""
        return self.written[self.columns :]

    def _rooms(self) -> list[tuple[int, int]]:
        r"""From pipe to pipe: all pipes split but `\|`; one at either end is only an edge."""
        start, end = self.span
        line = self.text[start:end]
        if "\\" in line:
            pipes = [start + pipe.start() for pipe in UNESCAPED_PIPE.finditer(line)]
            rooms = list(zip([start, *(pipe + 1 for pipe in pipes)], [*pipes, end], strict=True))
        else:
            rooms = []
            for part in line.split("|"):
                rooms.append((start, start + len(part)))
                start += len(part) + 1
        if line.startswith("|"):
            del rooms[0]
        if rooms and not self.text[slice(*rooms[-1])].strip(BLANKS):
            del rooms[-1]
        return rooms


class Table(NamedTuple):
    """A table: a header row, a delimiter row, data rows."""

    span: Span
    align: tuple[Align, ...]
    header: Row
    delimiter: Span
    rows: tuple[Row, ...]


class LinkDefinition(NamedTuple):
    """A link reference definition; `destination` is decoded, `destination_span` what the author wrote."""

    span: Span
    label: str
    destination: str
    destination_span: Span


Container = Quote | FootnoteDefinition | List | ListItem
"""The blocks that hold blocks."""

CONTAINERS = (Quote, FootnoteDefinition, List, ListItem)
"""The same for `isinstance`, which takes many times as long over a union."""

Block = Heading | Paragraph | ThematicBreak | CodeBlock | HtmlBlock | Table | Container
"""Any block."""


def _cell(text: str, start: int, end: int) -> Cell:
    """The cell whose room is `[start, end)`."""
    raw = text[start:end]
    inner = raw.strip(BLANKS)
    first = start + len(raw) - len(raw.lstrip(BLANKS)) if inner else min(start + 1, end)
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
    """The cells that GitHub shows in some rows of one table, column by column.

    Most tables have a pipe at either end of each row and no backslash: those are split all at once.

    Attributes:
        texts: by column, by row, the contents of the cells, as `Row.texts` has them.
    """

    def __init__(self, rows: Sequence[Row], number: int) -> None:
        """The cells of `rows`, in document order, of a table with so many columns."""
        self.rows = rows
        self._rooms = _rooms(rows, number) if rows else None
        self.texts: Sequence[Sequence[str]] = (
            list(zip(*[row.texts for row in rows], strict=True)) or [()] * number
            if self._rooms is None
            else [[room.strip(BLANKS) for room in rooms] for rooms in self._rooms]
        )

    @property
    def are_even(self) -> bool:
        """Whether all rows have been split at once: each has as many cells as the table has columns."""
        return self._rooms is not None

    def starts(self, column: int) -> Sequence[int | None]:
        """By row, where the content of a cell begins, as `Row.start_of`; nothing is said of empty cells."""
        if self._rooms is None:
            return [starts[column] if column < len(starts) else None for starts in self._starts]
        begins = self._begins
        for rooms in self._rooms[len(begins) - 1 : column]:
            begins.append([begin + len(room) + 1 for begin, room in zip(begins[-1], rooms, strict=True)])
        return [
            begin + len(room) - len(room.lstrip(BLANKS))
            for begin, room in zip(begins[column], self._rooms[column], strict=True)
        ]

    def insertion_points(self, column: int) -> list[int | None]:
        """By row, where a text can be put into an empty cell; None where the author has not written the cell."""
        if self._rooms is None:
            rooms = [row.written[column].room if column < row.written_count else None for row in self.rows]
            return [room and room.start + min(1, room.length) for room in rooms]
        self.starts(column)
        return [
            begin + min(1, len(room)) for begin, room in zip(self._begins[column], self._rooms[column], strict=True)
        ]

    @cached_property
    def _starts(self) -> list[list[int | None]]:
        """By row, by column, where the contents begin."""
        return [row.starts for row in self.rows]

    @cached_property
    def _begins(self) -> list[list[int]]:
        """By column, by row, where the rooms begin, as far as somebody has asked."""
        return [[row.span.start + 1 for row in self.rows]]


def _rooms(rows: Sequence[Row], number: int) -> list[list[str]] | None:
    """By column, by row, what stands from pipe to pipe; None where a row is not as wide as the table, or in doubt."""
    text = rows[0].text[rows[0].span.start : rows[-1].span.end]
    lines = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    if "\\" in text or lines != len(rows):
        return None
    parts = text.split("|")
    width = number + 1
    # Between the last pipe of a row and the first of the next a line end stands, and it alone: so all rows are alike.
    ends = parts[width:-1:width]
    if len(parts) != width * lines + 1 or parts[0] or parts[-1] or not _LINE_ENDS.issuperset(ends):
        return None
    return [parts[column::width] for column in range(1, width)]
