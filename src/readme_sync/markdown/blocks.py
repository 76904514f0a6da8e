"""The block structure of a document, parsed line by line as the appendix of the CommonMark specification describes.

Why blocks are not parsed by mistune: docs/internals/decisions/0001-blocks.md.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from itertools import pairwise

from readme_sync.markdown import block_starts as starts
from readme_sync.markdown.block_starts import (
    CLOSING_LENGTHS,
    FENCE_END,
    MAX_ADDED_CELLS,
    MAX_COLUMNS,
    HtmlEnd,
    alignments,
    count_cells,
)
from readme_sync.markdown.definitions import definitions, normal_label
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
    LinkDefinition,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Table,
    ThematicBreak,
)
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import ENABLED, regex
from readme_sync.text.source import Piece

# Blocks that are still open while lines come in, and the cursor with which they read a line.

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


MARKS = "-+*0123456789#`>~<=_[|: \t\v\f"
"""The first characters of lines that may begin a block."""

_NO_BLOCK = (
    rf"[^\n{re.escape(MARKS)}]"  # nor do emphasis, code, numbers and links
    r"|\*{1,2}[^\s*]|_{1,2}[^\s_]|`{1,2}[^`\n]|[0-9]++[^0-9.)\n]|\[[^\^\n]"
)
_PARAGRAPH = regex(rf"(?:{_NO_BLOCK}|[|:=])[^\n]*+(?:\n(?:{_NO_BLOCK})[^\n]*+)*+")
_ITEM = rf"(?:(?!\[[ xX]\])(?:{_NO_BLOCK}))[^\n]*+"  # not a task
_LIST = regex(rf"(?P<bullet>[-*+])[ ]{_ITEM}(?:\n(?P=bullet)[ ]{_ITEM})*+")
_NOT_EMPTY = regex(r"[^\n]")
_BLANK_LINE = regex(r"\n[ \t]*+(?=\n|\Z)")

_Define = Callable[[Excerpt], int]
_Reader = Callable[["TopLevelScanner", int], int]


class TopLevelScanner:
    """A scanner for blocks outside all containers whose end is plain to see: one pattern each, not line by line.

    Most of a document consists of them: paragraphs of plain lines, headings, flat lists, fences, raw HTML. The line
    parser takes all other blocks, and every text with CR.
    """

    def __init__(self, text: str, children: list[Block], define: _Define) -> None:
        """Append blocks to `children`; `define` stores link reference definitions, as in `OpenParagraph`."""
        self._text = text
        self._children = children
        self._define = define

    def read(self, start: int) -> int:
        """Parse blocks from the line at `start` on; return the offset of the first line left unparsed."""
        text, size, readers = self._text, len(self._text), self._readers
        while start < size:
            char = text[start]
            if char == "\n":
                start += 1
                continue
            after = readers.get(char, TopLevelScanner._paragraph)(self, start)
            if after == start:
                break
            start = after
        return start

    def _paragraph(self, start: int) -> int:
        """Parse a paragraph of lines that begin no block, up to an empty line."""
        text = self._text
        found = _PARAGRAPH.match(text, start)
        if found is None:
            return start
        end = found.end()
        if not text.startswith("\n\n", end) and end + 1 < len(text):
            return start
        line = Span(start, end)
        if text[start] == "[":  # may begin with definitions
            self._children += OpenParagraph(text, list(_lines(text, line)), self._define).close()
        else:
            self._children.append(Paragraph(line, stretch(text, start, end)))
        return end + 1

    def _list(self, start: int) -> int:
        """Parse a list of plain lines, up to an empty line after which it does not continue."""
        text = self._text
        found = _LIST.match(text, start)
        if found is None:
            return start
        bullet, end = found["bullet"], found.end()
        behind = _NOT_EMPTY.search(text, end)
        if not text.startswith("\n\n", end) and end + 1 < len(text):
            return start
        if behind and behind[0] in f" \t{bullet}":
            return start
        first, items = start, []
        for line in found[0].split("\n"):
            last = start + len(line)
            items.append(self._item(start, last))
            start = last + 1
        self._children.append(List(Span(first, items[-1].span.end), tuple(items), bullet))
        return start

    def _item(self, start: int, end: int) -> ListItem:
        """Return the list item on one line; it is empty if the line defines a link."""
        text = self._text
        line, marker = Span(start + 2, end), Span(start, start + 1)
        if text[start + 2] != "[":
            paragraph = Paragraph(line, stretch(text, start + 2, end))
            return ListItem(Span(start, end), (paragraph,), marker, None)
        blocks = OpenParagraph(text, [line], self._define).close()
        return ListItem(Span(start, end) if blocks else marker, tuple(blocks), marker)

    def _heading(self, start: int) -> int:
        text = self._text
        end = _line_end(text, start)
        heading = atx_heading(text, start, end)
        if heading is None:
            return start
        self._children.append(heading)
        return end + 1

    def _fence(self, start: int) -> int:
        """Parse fenced code that has a closing fence."""
        text = self._text
        fence = starts.FENCE.match(text, start)
        if fence is None:
            return self._paragraph(start)
        end = _line_end(text, start)
        closing = starts.closing_fence(fence[0]).search(text, end)
        if closing is None:
            return start
        code = OpenCode(text, start, closing.end())
        code.fence, code.info = fence[0], text[fence.end() : end]
        if closing.start() > end:
            code.lines.append((0, end + 1, closing.start()))
        self._children += code.close()
        return closing.end() + 1

    def _html(self, start: int) -> int:
        """Parse raw HTML that ends before the document does."""
        text = self._text
        end = _line_end(text, start)
        begins, ends = starts.html_end(text, start, end, in_paragraph=False)
        if not begins:
            return start
        found = (_BLANK_LINE if ends is None else ends).search(text, end if ends is None else start)
        if found is None:
            return start
        end = found.start() if ends is None else _line_end(text, found.end())
        self._children.append(HtmlBlock(Span(start, end), stretch(text, start, end)))
        return end + 1

    def _emphasis_or_list(self, start: int) -> int:
        return self._list(start) if self._text.startswith("* ", start) else self._paragraph(start)

    def _never(self, start: int) -> int:
        return start

    _readers: Mapping[str, _Reader] = {
        **dict.fromkeys("> \t\v\f", _never),
        **dict.fromkeys("-+", _list),
        "*": _emphasis_or_list,
        "#": _heading,
        "`": _fence,
        "~": _fence,
        "<": _html,
    }


def atx_heading(text: str, start: int, end: int) -> Heading | None:
    """Return the ATX heading that begins at `start`, in a line that ends at `end`; None if there is none."""
    found = starts.ATX.match(text, start, end)
    if found is None:
        return None
    behind = found.end()
    kept = starts.without_closing_hashes(text[behind:end])
    first = behind + len(kept) - len(kept.lstrip(" \t\v\f"))
    content = Excerpt.whole(text, Span(first, max(first, behind + len(kept))))
    return Heading(Span(start, end), len(found[1]), content)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _lines(text: str, span: Span) -> list[Span]:
    lines = []
    start, last = span
    while start <= last:
        end = min(_line_end(text, start), last)
        lines.append(Span(start, end))
        start = end + 1
    return lines


MAX_LIST_STARTS = 100  # list markers that cmark-gfm reads on one line
_MARKS = frozenset(MARKS)
_TOP = 2  # open blocks: the document and one leaf
_Begun = tuple[int, bool]  # the matched blocks, including the new one; whether more may begin on the line
_Start = Callable[["BlockParser", int, int], _Begun | None]


class BlockParser:
    """The block parser's state: the blocks that are open at the current line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cursor = Cursor(text)
        self.document = OpenDocument(0, 0)
        self.open: list[OpenBlock] = [self.document]
        self.barriers: list[int] = [0]  # indexes of the open blocks that are neither lists nor items
        self.definitions: dict[str, LinkDefinition] = {}
        self.footnotes: set[str] = set()

    def parse(self, start: int) -> tuple[Block, ...]:
        """Return the blocks of the text from `start` on."""
        text, size = self.text, len(self.text)
        line_at = _line_at(text)
        scanner = None if "\r" in text or not ENABLED else TopLevelScanner(text, self.document.children, self._define)
        while start < size:
            if scanner and len(self.open) <= _TOP:
                tip = self.open[-1]
                if tip is self.document:
                    start = scanner.read(start)
                elif isinstance(tip, OpenTable):
                    start = tip.add_rows(start)
                if start >= size:
                    break
            end, following = line_at(start)
            self._line(start, end)
            start = following
        self._close_to(1)
        return tuple(self.document.children)

    def _line(self, begin: int, end: int) -> None:
        """Parse one line."""
        self.cursor.begin(begin, end)
        matched = self._match()
        if matched == 0:
            return
        tip = self.open[-1]
        lazy = isinstance(tip, OpenParagraph)
        if not isinstance(self.open[matched - 1], (OpenCode, OpenHtml)):
            matched = self._open_blocks(matched, lazy=lazy)
        self._add_text(matched, lazily=lazy and self.open[-1] is tip and matched < len(self.open))

    # ------------------------------------------------------------------------------------------ open blocks
    def _match(self) -> int:
        """Return how many of the open blocks the line continues; 0 if it is a closing fence, which ends the line."""
        cursor = self.cursor
        index = 1
        while index < len(self.open):
            block = self.open[index]
            if isinstance(block, OpenItem) and cursor.blank and cursor.indent < block.width:
                stop = self._blank_passes(index)
                if stop > index:
                    cursor.to(cursor.next)
                    index = stop
                    continue
            if isinstance(block, OpenCode) and block.ended_by(cursor):
                self._close_to(index)
                return 0
            if not block.goes_on(cursor):
                break
            index += 1
        return index

    def _blank_passes(self, index: int) -> int:
        """Return how many open blocks a blank line that continues the item at `index` continues at once.

        All lists and items up to the next other block are passed in one step: one by one, n nested lists above n blank
        lines would take n * n steps. Only an empty item, always the innermost block, ends at a blank line.
        """
        barrier = bisect_left(self.barriers, index)
        stop = self.barriers[barrier] if barrier < len(self.barriers) else len(self.open)
        last = self.open[stop - 1]
        return stop - 1 if isinstance(last, OpenItem) and last.empty else stop

    def _close_to(self, depth: int) -> None:
        """Close the innermost blocks until `depth` are open."""
        while len(self.open) > depth:
            block = self.open.pop()
            if self.barriers[-1] == len(self.open):
                self.barriers.pop()
            parent = self.open[-1]
            assert isinstance(parent, OpenContainer)
            parent.add(block.close())

    def _push(self, block: OpenBlock, matched: int) -> int:
        """Open `block` in the innermost matched block that can hold it; return the new number of matched blocks."""
        items = isinstance(block, OpenItem)
        while not (self.open[matched - 1].holds_items if items else self.open[matched - 1].holds_blocks):
            matched -= 1
        self._close_to(matched)
        parent = self.open[-1]
        if isinstance(parent, OpenItem):
            parent.empty = False
        if not isinstance(block, (OpenItem, OpenList)):
            self.barriers.append(len(self.open))
        self.open.append(block)
        return len(self.open)

    # ------------------------------------------------------------------------------------------ new blocks
    def _open_blocks(self, matched: int, *, lazy: bool) -> int:
        """Open the blocks that begin on this line, outermost first; return the new number of matched blocks."""
        cursor = self.cursor
        depth = 0
        while True:
            depth += 1
            if cursor.blank:
                return matched
            block = self.open[matched - 1]
            if cursor.indent >= CODE_INDENT:
                if lazy:
                    return matched
                cursor.skip_columns(CODE_INDENT)
                return self._push(OpenCode(self.text, cursor.offset, cursor.end), matched)
            char = self.text[cursor.next]
            if char not in _MARKS and not isinstance(block, OpenTable):
                return matched
            begun = self._begin(char, matched, depth)
            if begun is None:
                return matched
            matched, more = begun
            if not more:
                return matched
            lazy = False

    def _begin(self, char: str, matched: int, depth: int) -> _Begun | None:
        """Open the block that begins here; return None if none does."""
        for start in self._starts.get(char, ()):
            if begun := start(self, matched, depth):
                return begun
        table = self.open[matched - 1]
        if isinstance(table, OpenTable) and table.add_row(self.cursor.rest):
            self._close_to(matched)
            self.cursor.to(self.cursor.end)
            return matched, False
        return None

    def _quote(self, matched: int, _depth: int) -> _Begun | None:
        cursor = self.cursor
        start = cursor.next
        cursor.to(start + 1)
        cursor.skip_one_blank()
        return self._push(OpenQuote(start, start + 1), matched), True

    def _atx(self, matched: int, _depth: int) -> _Begun | None:
        heading = atx_heading(self.text, self.cursor.next, self.cursor.end)
        return self._leaf(heading, matched) if heading else None

    def _leaf(self, block: Block, matched: int) -> _Begun:
        """Add a block that is complete with this line."""
        holder = OpenLeaf(block)
        depth = self._push(holder, matched)
        self._close_to(depth - 1)
        self.cursor.to(self.cursor.end)
        return depth - 1, False

    def _fence(self, matched: int, _depth: int) -> _Begun | None:
        cursor = self.cursor
        found = starts.FENCE.match(self.text, cursor.next, cursor.end)
        if found is None:
            return None
        code = OpenCode(self.text, cursor.next, cursor.end)
        code.fence, code.indent, code.info = found[0], cursor.indent, self.text[found.end() : cursor.end]
        depth = self._push(code, matched)
        self.cursor.to(cursor.end)
        return depth, False

    def _html(self, matched: int, _depth: int) -> _Begun | None:
        cursor = self.cursor
        in_paragraph = isinstance(self.open[matched - 1], OpenParagraph)
        begins, ends = starts.html_end(self.text, cursor.next, cursor.end, in_paragraph=in_paragraph)
        if not begins:
            return None
        return self._push(OpenHtml(self.text, cursor.next, ends), matched), False

    def _setext(self, matched: int, _depth: int) -> _Begun | None:
        cursor = self.cursor
        paragraph = self.open[matched - 1]
        found = starts.SETEXT.match(self.text, cursor.next, cursor.end)
        if found is None or not isinstance(paragraph, OpenParagraph):
            return None
        heading = paragraph.close_as_heading(1 if found[1] else 2, cursor.next + len(found[0].rstrip()))
        if not heading:
            return matched, False  # nothing but definitions above: the underline is text
        self.open.pop()
        self.barriers.pop()
        return self._leaf(heading[0], matched - 1)

    def _rule(self, matched: int, _depth: int) -> _Begun | None:
        cursor = self.cursor
        if not starts.RULE.match(self.text, cursor.next, cursor.end):
            return None
        return self._leaf(ThematicBreak(cursor.rest), matched)

    def _footnote(self, matched: int, depth: int) -> _Begun | None:
        cursor = self.cursor
        start = cursor.next
        found = starts.FOOTNOTE.match(self.text, start, cursor.end)
        if found is None or depth >= MAX_LIST_STARTS:
            return None
        self.footnotes.add(normal_label("^" + found[1]))
        cursor.to(found.end())
        return self._push(OpenFootnote(start, found.end(), found[1]), matched), True

    def _item(self, matched: int, depth: int) -> _Begun | None:
        block = self.open[matched - 1]
        cursor = self.cursor
        start, end, indent = cursor.next, cursor.end, cursor.indent
        bullet = starts.BULLET.match(self.text, start, end)
        number = None if bullet else starts.ORDERED.match(self.text, start, end)
        found = bullet or number
        if found is None or depth >= MAX_LIST_STARTS:
            return None
        first = int(number[1]) if number else None
        if isinstance(block, OpenParagraph):
            empty = not self.text[found.end() : end].strip(" \t")
            if empty or first not in (None, 1):
                return None  # only a list that starts with 1, and with text, may interrupt a paragraph
        width = found.end() - start
        cursor.to(found.end())
        padding = cursor.indent if 1 <= cursor.indent <= CODE_INDENT and not cursor.blank else 1
        cursor.skip_columns(padding)
        kind = number[2] if number else found[0]
        if not (isinstance(block, OpenList) and block.kind == kind):
            matched = self._push(OpenList(start, found.end(), kind, first), matched)
        item = OpenItem(Span(start, found.end()), indent + width + padding)
        matched = self._push(item, matched)
        box = None if cursor.indent >= CODE_INDENT else starts.BOX.match(self.text, cursor.next, end)
        if box:
            item.box = Box(Span(box.start(1), box.end(1)), box[1] != " ")
            cursor.to(box.end())
            return matched, False
        return matched, True

    def _table(self, matched: int, _depth: int) -> _Begun | None:
        """Open a table if this delimiter row has as many cells as the last line of the paragraph above."""
        cursor = self.cursor
        paragraph = self.open[matched - 1]
        if not isinstance(paragraph, OpenParagraph) or paragraph.no_table:
            return None
        align = alignments(self.text[cursor.next : cursor.end])
        if align is None:
            return None
        header = paragraph.lines[-1]
        if len(align) > MAX_COLUMNS or count_cells(self.text[header.start : header.end]) != len(align):
            paragraph.no_table = True
            return None
        self.open.pop()
        self.barriers.pop()
        delimiter = cursor.rest  # completing the paragraph above moves the cursor
        if len(paragraph.lines) > 1:
            above = paragraph.lines[:-1]
            text = Paragraph(Span(above[0].start, above[-1].end), excerpt(self.text, above))
            self._leaf(text, matched - 1)
        depth = self._push(OpenTable(self.text, header, delimiter, align), matched - 1)
        cursor.to(cursor.end)
        return depth, False

    # ------------------------------------------------------------------------------------------ text
    def _add_text(self, matched: int, *, lazily: bool) -> None:
        """Add the rest of the line to the innermost block, or to the paragraph that it lazily continues."""
        cursor = self.cursor
        if lazily and not cursor.blank:
            paragraph = self.open[-1]
            assert isinstance(paragraph, OpenParagraph)
            paragraph.add_line(cursor.rest)
            return
        self._close_to(matched)
        block = self.open[-1]
        if isinstance(block, OpenCode):
            if block.start < cursor.start or not block.fence:  # the line of the opening fence is not code
                block.add_line(cursor)
        elif isinstance(block, OpenHtml):
            if block.add_line(Span(cursor.offset, cursor.end)):
                self._close_to(matched - 1)
        elif cursor.blank:
            return
        elif isinstance(block, OpenParagraph):
            block.add_line(cursor.rest)
        else:
            self._push(OpenParagraph(self.text, [cursor.rest], self._define), matched)

    def _define(self, content: Excerpt) -> int:
        """Store the link reference definitions at the start of `content`; return their length."""
        found = list(definitions(content))
        for definition, _ in found:
            self.definitions.setdefault(normal_label(definition.label), definition)
        return found[-1][1] if found else 0

    # The blocks that may begin with a character, in the order of the attempts.
    _starts: Mapping[str, tuple[_Start, ...]] = {
        ">": (_quote,),
        "#": (_atx,),
        "`": (_fence,),
        "~": (_fence,),
        "<": (_html,),
        "=": (_setext,),
        "-": (_setext, _rule, _item, _table),
        "*": (_rule, _item),
        "_": (_rule,),
        "+": (_item,),
        "[": (_footnote,),
        **dict.fromkeys("0123456789", (_item,)),
        **dict.fromkeys("|:\v\f", (_table,)),
    }


_LINE = regex(r"([^\r\n]*)(?:\r\n?|\n|\Z)")


def _line_at(text: str) -> Callable[[int], tuple[int, int]]:
    """Return a function that takes the start of a line and returns its end and the start of the next line.

    Lines end at CRLF, CR or LF only.
    """

    def any_end(start: int) -> tuple[int, int]:
        found = _LINE.match(text, start)
        assert found
        return found.end(1), found.end()

    def line_feed(start: int) -> tuple[int, int]:
        end = text.find("\n", start)
        return (end, end + 1) if end >= 0 else (len(text), len(text))

    return any_end if "\r" in text else line_feed
