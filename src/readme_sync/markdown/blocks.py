"""The block structure of a document, parsed line by line as the appendix of the CommonMark specification describes.

Why blocks are not parsed by mistune: docs/decisions/0001-blocks.md.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping

from readme_sync.markdown import block_starts as starts
from readme_sync.markdown.block_starts import MAX_COLUMNS, alignments, count_cells
from readme_sync.markdown.definitions import definitions, normal_label
from readme_sync.markdown.nodes import (
    Block,
    Box,
    Heading,
    HtmlBlock,
    LinkDefinition,
    List,
    ListItem,
    Paragraph,
    ThematicBreak,
)
from readme_sync.markdown.open_blocks import (
    CODE_INDENT,
    Cursor,
    OpenBlock,
    OpenCode,
    OpenContainer,
    OpenDocument,
    OpenFootnote,
    OpenHtml,
    OpenItem,
    OpenLeaf,
    OpenList,
    OpenParagraph,
    OpenQuote,
    OpenTable,
    excerpt,
    stretch,
)
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex
from readme_sync.text.shortcuts import ENABLED

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
