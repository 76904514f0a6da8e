"""Blocks outside all containers whose end is plain to see, parsed by one pattern each and not line by line.

Most of a document consists of them: paragraphs of plain lines, headings, flat lists, fences, raw HTML. The line parser
in `blocks.py` takes all other blocks, and every text with CR.
"""

import re
from collections.abc import Callable, Mapping

from readme_sync.markdown import block_starts as starts
from readme_sync.markdown.nodes import Block, Heading, HtmlBlock, List, ListItem, Paragraph
from readme_sync.markdown.open_leaves import OpenCode, OpenParagraph, stretch
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex

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
    """A scanner for such blocks in one text, whose lines end with LF."""

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
