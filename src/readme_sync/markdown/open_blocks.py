"""Blocks that are still open while lines come in, and the cursor with which they read a line."""

from collections.abc import Callable
from itertools import pairwise

from readme_sync.markdown.block_starts import (
    CLOSING_LENGTHS,
    FENCE_END,
    MAX_ADDED_CELLS,
    MAX_COLUMNS,
    HtmlEnd,
    count_cells,
)
from readme_sync.markdown.entities import decode
from readme_sync.markdown.nodes import (
    WHITESPACE,
    Align,
    Block,
    Box,
    CodeBlock,
    FootnoteDefinition,
    Heading,
    HtmlBlock,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Table,
)
from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece
from readme_sync.text.regex import regex

# A cursor in one line for the block parser: how much is read, what comes next, how deep it is indented.

TAB_STOP = 4
CODE_INDENT = 4


class Cursor:
    """A place in one line, counted in characters and in columns (a tab reaches to the next multiple of 4).

    Attributes:
        text: the whole document.
        start, end: the line, without its line end.
        offset, column: how much of the line is read.
        partial: whether the tab at `offset` is read in part.
        next: the first character from `offset` on that is not a space or tab; `end` if there is none.
        blank: whether only spaces and tabs are left.
        indent: the columns from `offset` to `next`.
    """

    __slots__ = ("blank", "column", "end", "indent", "next", "next_column", "offset", "partial", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.begin(0, 0)

    def begin(self, start: int, end: int) -> None:
        """Start at a new line."""
        self.start = self.offset = start
        self.end = end
        self.column = 0
        self.partial = False
        self.look()

    def look(self) -> None:
        """Find the next character that is not a space or tab."""
        text, end = self.text, self.end
        position, column = self.offset, self.column
        while position < end:
            char = text[position]
            if char == " ":
                column += 1
            elif char == "\t":
                column += TAB_STOP - column % TAB_STOP
            else:
                break
            position += 1
        self.next = position
        self.blank = position >= end
        self.next_column = column
        self.indent = column - self.column

    @property
    def rest(self) -> Span:
        """Return the span from the next character that is not a space or tab to the line's end."""
        return Span(self.next, self.end)

    def to(self, offset: int) -> None:
        """Read on to `offset`, which is `next` or comes after it."""
        self.column = self.next_column + offset - self.next  # markers are ASCII: a character is a column
        self.partial = False
        self.offset = offset
        self.look()

    def skip_columns(self, count: int) -> None:
        """Read up to `count` columns of spaces and tabs; a tab may be read in part."""
        text, end = self.text, self.end
        while count > 0 and self.offset < end:
            char = text[self.offset]
            if char == "\t":
                width = TAB_STOP - self.column % TAB_STOP
                self.partial = width > count
                step = min(count, width)
                self.column += step
                count -= step
                if not self.partial:
                    self.offset += 1
            elif char == " ":
                self.partial = False
                self.offset += 1
                self.column += 1
                count -= 1
            else:
                break
        self.indent = self.next_column - self.column

    def skip_one_blank(self) -> None:
        """Read one column of whitespace if there is one."""
        if self.offset < self.end and self.text[self.offset] in " \t":
            self.skip_columns(1)

    def remainder(self) -> tuple[int, int]:
        """Return the unread columns of a tab that is read in part, and the offset of the remaining text."""
        if self.partial:
            return TAB_STOP - self.column % TAB_STOP, self.offset + 1
        return 0, self.offset


# Containers that are still open while lines come in, and whether a line continues them.


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


class OpenLeaf(OpenBlock):
    """A block that is complete as soon as it begins."""

    __slots__ = ("block",)

    def __init__(self, block: Block) -> None:
        super().__init__(block.span.start, block.span.end)
        self.block = block

    def close(self) -> list[Block]:
        """Return the block."""
        return [self.block]


class OpenParagraph(OpenBlock):
    """A paragraph: the spans of its lines, from the first non-whitespace character to the line's end."""

    __slots__ = ("define", "lines", "no_table", "text")

    def __init__(self, text: str, lines: list[Span], define: Callable[[Excerpt], int]) -> None:
        super().__init__(lines[0].start, lines[-1].end)
        self.text = text
        self.lines = lines
        self.no_table = False
        self.define = define

    def goes_on(self, cursor: Cursor) -> bool:
        """Return whether the line is not blank."""
        return not cursor.blank

    def add_line(self, line: Span) -> None:
        """Add one more line."""
        self.lines.append(line)
        self.end = line.end

    def content(self) -> Excerpt | None:
        """Return the text without the link reference definitions at its start; None if nothing else is left."""
        content = excerpt(self.text, self.lines)
        if not content.text.startswith("["):
            return content
        used = self.define(content)
        if used == 0:
            return content
        left = content.text[used:]
        if not left.strip():
            return None
        gone = content.text.count("\n", 0, used)
        self.lines = self.lines[gone:]
        self.start = self.lines[0].start
        return excerpt(self.text, self.lines)

    def close(self) -> list[Block]:
        """Return the paragraph, nothing if it has only definitions."""
        content = self.content()
        return [] if content is None else [Paragraph(Span(self.start, self.end), content)]

    def close_as_heading(self, level: int, end: int) -> list[Block]:
        """Return the setext heading, nothing if only definitions are above the underline."""
        content = self.content()
        if content is None:
            return []
        return [Heading(Span(self.start, end), level, content, setext=True)]


class OpenHtml(OpenBlock):
    """Raw HTML; `ends` matches in its last line, None: a blank line ends it."""

    __slots__ = ("ends", "lines", "text")

    def __init__(self, text: str, start: int, ends: HtmlEnd) -> None:
        super().__init__(start, start)
        self.text = text
        self.ends = ends
        self.lines: list[Span] = []

    def goes_on(self, cursor: Cursor) -> bool:
        """Return whether the block has not ended yet; a blank line ends most tags."""
        return self.ends is not None or not cursor.blank

    def add_line(self, line: Span) -> bool:
        """Add one more line; return whether it is the last."""
        self.lines.append(line)
        self.end = max(line.end, self.start)
        return self.ends is not None and self.ends.search(self.text, line.start, line.end) is not None

    def close(self) -> list[Block]:
        """Return the HTML block."""
        return [HtmlBlock(Span(self.start, self.end), excerpt(self.text, self.lines))]


class OpenCode(OpenBlock):
    """Code, indented or fenced (then `fence` is the fence, `indent` its own indentation)."""

    __slots__ = ("fence", "indent", "info", "lines", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        super().__init__(start, end)
        self.text = text
        self.fence = ""
        self.indent = 0
        self.info = ""
        self.lines: list[tuple[int, int, int]] = []

    def goes_on(self, cursor: Cursor) -> bool:
        """Return whether the line is indented or blank; True in a fence, which `ended_by` ends."""
        if self.fence:
            for _ in range(self.indent):
                cursor.skip_one_blank()
            return True
        if cursor.indent >= CODE_INDENT:
            cursor.skip_columns(CODE_INDENT)
            return True
        if cursor.blank:
            cursor.to(cursor.next)
            return True
        return False

    def ended_by(self, cursor: Cursor) -> bool:
        """Return whether the line is the closing fence."""
        if not self.fence or cursor.indent >= CODE_INDENT:
            return False
        found = FENCE_END.match(cursor.text, cursor.next, cursor.end)
        if found is None or found[1][0] != self.fence[0] or len(found[1]) < min(len(self.fence), CLOSING_LENGTHS):
            return False
        self.end = cursor.end
        return True

    def add_line(self, cursor: Cursor) -> None:
        """Add the rest of the line."""
        blanks, start = cursor.remainder()
        self.lines.append((blanks, start, cursor.end))
        if self.fence or not cursor.blank:
            self.end = cursor.end

    def close(self) -> list[Block]:
        """Return the code block; blank lines at the end of indented code are left out."""
        if not self.fence:
            while self.lines and not self.text[self.lines[-1][1] : self.lines[-1][2]].strip(" \t"):
                self.lines.pop()
        parts: list[str] = []
        pieces: list[Piece] = []
        local = 0
        for blanks, start, end in self.lines:
            length = max(0, end - start)
            last = pieces[-1] if pieces else None
            if last and not blanks and self.text.startswith("\n", start - 1) and last.source + last.length == start - 1:
                pieces[-1] = last._replace(length=last.length + 1 + length)
            else:
                pieces.append(Piece(local + blanks, start, length))
            parts.append(" " * blanks + self.text[start:end] + "\n")
            local += len(parts[-1])
        content = Excerpt("".join(parts), tuple(pieces) or (Piece(0, self.end, 0),))
        info = decode(self.info.replace("\0", "\ufffd")).strip()
        return [CodeBlock(Span(self.start, self.end), content, info, bool(self.fence))]


_ROWS = regex(r"(?:(?:\|[ \t\v\f]*+[^\s]|[A-Za-z])[^\r\n]{0,60000}+(?:\n|\Z)){1,1000}+")
"""Lines that begin no block and have a cell, at most `MAX_COLUMNS`; possibly only some of those that follow."""


class OpenTable(OpenBlock):
    """A table: header and delimiter row are known, data rows come in."""

    __slots__ = ("_filled", "align", "delimiter", "header", "rows", "text")

    def __init__(self, text: str, header: Span, delimiter: Span, align: tuple[Align, ...]) -> None:
        super().__init__(header.start, delimiter.end)
        self.text = text
        self.align = align
        self.header = Row(header, text, len(align))
        self.delimiter = delimiter
        self.rows: list[Row] = []
        self._filled: int | None = None

    def goes_on(self, cursor: Cursor) -> bool:
        """Return whether the line has a cell."""
        return not cursor.blank and 0 < count_cells(cursor.text[cursor.next : cursor.end]) <= MAX_COLUMNS

    def add_row(self, line: Span) -> bool:
        """Add one more row; refuse it where cmark-gfm does, which limits the empty cells that it adds."""
        columns = len(self.align)
        if columns * (len(self.rows) + 1) > MAX_ADDED_CELLS:
            if self._filled is None:
                self._filled = sum(self._count(row.span) for row in [self.header, *self.rows])
            if columns * (len(self.rows) + 1) - self._filled > MAX_ADDED_CELLS:
                return False
            self._filled += self._count(line)
        self.rows.append(Row(line, self.text, columns))
        self.end = line.end
        return True

    def add_rows(self, start: int) -> int:
        """Add all lines from `start` on that are certainly rows; return the start of the first that is not."""
        rows, text, columns = self.rows, self.text, len(self.align)
        most = MAX_ADDED_CELLS // columns  # later rows are parsed one by one
        while len(rows) < most and (found := _ROWS.match(text, start)):
            for line in found[0].removesuffix("\n").split("\n")[: most - len(rows)]:
                self.end = start + len(line)
                rows.append(Row(Span(start, self.end), text, columns))
                start = self.end + 1
        return start

    def _count(self, line: Span) -> int:
        return min(count_cells(self.text[line.start : line.end]), len(self.align))

    def close(self) -> list[Block]:
        """Return the table."""
        span = Span(self.start, self.end)
        return [Table(span, self.align, self.header, self.delimiter, tuple(self.rows))]


def stretch(text: str, start: int, end: int) -> Excerpt:
    """Return the text between two places, in one piece, without trailing whitespace."""
    kept = text[start:end].rstrip(WHITESPACE)
    return Excerpt(kept, (Piece(0, start, len(kept)),))


def excerpt(text: str, lines: list[Span]) -> Excerpt:
    """Return the lines joined by LF, in one piece if they are so in the text, without trailing whitespace."""
    first, last = lines[0].start, lines[-1]
    if len(lines) == 1 or all(a.end + 1 == b.start for a, b in pairwise(lines)):
        whole = stretch(text, first, last.end)
        if "\r" not in whole.text:
            return whole
    parts: list[str] = []
    pieces: list[Piece] = []
    local = 0
    end = last.start + len(text[last.start : last.end].rstrip(WHITESPACE))
    for start, stop in [*lines[:-1], Span(last.start, end)]:
        pieces.append(Piece(local, start, stop - start))
        parts.append(text[start:stop])
        local += stop - start + 1
    return Excerpt("\n".join(parts), tuple(pieces))
