"""Containers that are still open while lines come in, and whether a line continues them."""

from readme_sync.markdown.line_cursor import CODE_INDENT, Cursor
from readme_sync.markdown.nodes import Block, Box, FootnoteDefinition, List, ListItem, Quote
from readme_sync.text import Span


class OpenBlock:
    """Base of open blocks: begins at `start`; `end` is the end of its last line so far."""

    holds_blocks = False
    holds_items = False
    __slots__ = ("end", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end

    def goes_on(self, cursor: Cursor) -> bool:
        """Return whether the line continues this block; read the block's marker or indentation from the line."""
        raise NotImplementedError

    def close(self) -> list[Block]:
        """Return the finished blocks."""
        raise NotImplementedError


class OpenContainer(OpenBlock):
    """Base of open blocks that have children."""

    holds_blocks = True
    __slots__ = ("children",)

    def __init__(self, start: int, end: int) -> None:
        super().__init__(start, end)
        self.children: list[Block] = []

    def add(self, blocks: list[Block]) -> None:
        """Add finished blocks."""
        if blocks:
            self.children += blocks
            self.end = max(self.end, blocks[-1].span.end)

    @property
    def span(self) -> Span:
        """Return the span from the first marker to the end of the last child."""
        return Span(self.start, self.end)


class OpenDocument(OpenContainer):
    """The document itself."""

    __slots__ = ()

    def goes_on(self, _cursor: Cursor) -> bool:
        """Return True: every line continues the document."""
        return True


class OpenQuote(OpenContainer):
    """A block quote."""

    __slots__ = ()

    def goes_on(self, cursor: Cursor) -> bool:
        """Return whether the line begins with `>`."""
        if cursor.indent >= CODE_INDENT or cursor.blank or cursor.text[cursor.next] != ">":
            return False
        cursor.to(cursor.next + 1)
        cursor.skip_one_blank()
        return True

    def close(self) -> list[Block]:
        """Return the quote."""
        return [Quote(self.span, tuple(self.children))]


class OpenFootnote(OpenContainer):
    """A footnote definition."""

    __slots__ = ("label",)

    def __init__(self, start: int, end: int, label: str) -> None:
        super().__init__(start, end)
        self.label = label

    def goes_on(self, cursor: Cursor) -> bool:
        """Return whether the line is indented or empty."""
        if cursor.indent >= CODE_INDENT:
            cursor.skip_columns(CODE_INDENT)
            return True
        return cursor.start == cursor.end

    def close(self) -> list[Block]:
        """Return the footnote definition."""
        return [FootnoteDefinition(self.span, tuple(self.children), self.label)]


class OpenList(OpenContainer):
    """A list; `kind` is the bullet, or the delimiter of the numbers."""

    holds_blocks = False
    holds_items = True
    __slots__ = ("first", "kind")

    def __init__(self, start: int, end: int, kind: str, first: int | None) -> None:
        super().__init__(start, end)
        self.kind = kind
        self.first = first

    def goes_on(self, _cursor: Cursor) -> bool:
        """Return True: the items decide."""
        return True

    def close(self) -> list[Block]:
        """Return the list."""
        return [List(self.span, tuple(self.children), self.kind, self.first)]


class OpenItem(OpenContainer):
    """A list item; `width` is the indentation that belongs to it, in columns."""

    __slots__ = ("box", "empty", "marker", "width")

    def __init__(self, marker: Span, width: int) -> None:
        super().__init__(marker.start, marker.end)
        self.marker = marker
        self.width = width
        self.empty = True
        self.box: Box | None = None

    def goes_on(self, cursor: Cursor) -> bool:
        """Return whether the line is indented to the item's content, or blank in an item that is not empty."""
        if cursor.indent >= self.width:
            cursor.skip_columns(self.width)
            return True
        if cursor.blank and not self.empty:
            cursor.to(cursor.next)
            return True
        return False

    def close(self) -> list[Block]:
        """Return the item."""
        end = max(self.end, self.box.span.end + 1) if self.box else self.end
        return [ListItem(Span(self.start, end), tuple(self.children), self.marker, self.box)]
