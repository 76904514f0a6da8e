"""Where code stands in a document; a figure there is an example, and no claim."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from readme_sync.markdown import Code, CodeBlock, Document, Emphasis, Heading, Html, Inline, Link, Paragraph, Row, Table
from readme_sync.model import Figure
from readme_sync.notations import BARS
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex

_TAG = regex(r"<(?P<end>/)?(?:code|pre|samp|tt)\b", re.IGNORECASE)
_SIGN = regex(r"`|<(?:code|pre|samp|tt)\b", re.IGNORECASE)
_Leaf = Heading | Paragraph | Table | CodeBlock


class CodePlaces:
    """The code of a document: fences, indented code, code spans, `<code>`; looked for where it is asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._spans: dict[int, list[Span]] = {}

    def is_example(self, figure: Figure) -> bool:
        """Return whether any character of a figure stands in code.

        A code span that holds a bar and nothing else is no example: bars are put in code to be of even width.
        """
        span = figure.span
        if not self._may_hold_any:
            return False
        index = bisect_right(self._starts, span.start) - 1
        leaf = self._leaves[index] if index >= 0 else None
        if leaf is None or isinstance(leaf, CodeBlock):
            return leaf is not None and span.start < leaf.span.end
        spans = self._spans_around(leaf, span.start)
        before = bisect_left(spans, span.end, key=_start) - 1
        if before < 0 or spans[before].end <= span.start:
            return False
        start, end = spans[before]
        is_whole = self._document.source.text[start:end].strip("` ") == figure.excerpt.text
        return not (is_whole and figure.notation in BARS)

    @cached_property
    def _may_hold_any(self) -> bool:
        return bool(self._document.every(CodeBlock)) or _SIGN.search(self._document.source.text) is not None

    @cached_property
    def _leaves(self) -> list[_Leaf]:
        return [block for block in self._document.walk() if isinstance(block, (Heading, Paragraph, Table, CodeBlock))]

    @cached_property
    def _starts(self) -> list[int]:
        return [leaf.span.start for leaf in self._leaves]

    def _spans_around(self, leaf: Heading | Paragraph | Table, place: int) -> list[Span]:
        """Return the code spans of a heading, a paragraph or a table's row, in order."""
        holder = _row_at(leaf, place) if isinstance(leaf, Table) else leaf
        key = holder.span.start
        if key not in self._spans:
            contents = [cell.content for cell in holder.cells] if isinstance(holder, Row) else [holder.content]
            self._spans[key] = [span for content in contents for span in self._spans_in(content)]
        return self._spans[key]

    def _spans_in(self, content: Excerpt) -> Iterator[Span]:
        if _SIGN.search(content.text):
            yield from _code_spans(self._document.inlines(content), content.span(0, len(content.text)).end)


def _row_at(table: Table, place: int) -> Row:
    index = bisect_right(table.rows, place, key=lambda row: row.span.start) - 1
    return table.rows[index] if index >= 0 else table.header


def _code_spans(inlines: Iterable[Inline], end: int) -> Iterator[Span]:
    """Yield the code spans and what stands in `<code>`, up to `end` where it is not closed.

    The alternative text of an image has none: it is shown as plain text.
    """
    opened: int | None = None
    for inline in _shown(inlines):
        tag = _TAG.match(inline.text) if isinstance(inline, Html) else None
        if tag and tag["end"]:
            if opened is not None:
                yield Span(opened, inline.span.start)
            opened = None
        elif tag and opened is None:
            opened = inline.span.end
        elif opened is None and isinstance(inline, Code):
            yield inline.span
    if opened is not None:
        yield Span(opened, end)


def _shown(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the inlines in order, those of images left out. Iterative: input may be nested deeply."""
    stack = [iter(inlines)]
    while stack:
        for inline in stack[-1]:
            yield inline
            if isinstance(inline, (Emphasis, Link)):
                stack.append(iter(inline.children))
                break
        else:
            stack.pop()


def _start(span: Span) -> int:
    return span.start
