"""The HTML comments of a document that GitHub reads as HTML, and those addressed to readme-sync."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.markdown import Block, Container, Document, Heading, Html, HtmlBlock, Image, Inline, Paragraph, Table
from readme_sync.markdown.html import html_comments
from readme_sync.markdown.nodes import Nest
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex

OPENING = "<!--"
_NAME = "readme[-_ ]?sync"
_OURS = regex(rf"(?P<closing>/\s*+)?{_NAME}(?![\w/-])\s*+(?P<colon>:)?\s*+(?P<words>.*)", re.DOTALL | re.I)


_NAMED = regex(_NAME, re.I)


class Directive(NamedTuple):
    """What a comment tells readme-sync.

    Attributes:
        words: the text after `readme-sync:`, stripped.
        at: the offset of the words in the comment's text.
        closing: whether it is `/readme-sync`.
        colon: whether there is a colon; a comment without one may only mention readme-sync.
    """

    words: str
    at: int
    closing: bool
    colon: bool


class Comment(NamedTuple):
    """An HTML comment.

    Attributes:
        span: from `<!--` to `-->`.
        text: the text between the two, stripped.
        text_at: the offset of `text` in the source; in a quote, lines have their markers in between.
        content: the text of the paragraph, heading, cell or HTML block around it.
        home: the span of the smallest node around it: of that content, or of a link or emphasis in it.
        leaf: that paragraph, heading, table or HTML block.
        within: the list item, quote or footnote around the leaf, None if there is none.
    """

    span: Span
    text: str
    text_at: int
    content: Excerpt
    home: Span
    leaf: Block
    within: Container | None

    @property
    def told(self) -> Directive | None:
        """Return what it tells readme-sync (`readme-sync: ...`, `/readme-sync`, in any case), None if nothing."""
        found = _OURS.match(self.text)
        if found is None:
            return None
        return Directive(found["words"], found.start("words"), found["closing"] is not None, found["colon"] is not None)


def comments(document: Document) -> Sequence[Comment]:
    """Return the comments in document order; none in code, front matter or the alternative text of an image."""
    return document.known(_comments) if OPENING in document.source.text else ()


def _comments(document: Document) -> list[Comment]:
    return list(_read(document))


def _read(document: Document) -> Iterator[Comment]:
    text = document.source.text
    for leaf, within in _leaves(document):
        for content in _contents(text, leaf):
            for span, home, written in _found(document, leaf, content):
                inner = _inner(written)
                at = text.find(inner, span.start + len(OPENING), span.end) if inner else -1
                yield Comment(span, inner, at if at >= 0 else span.start, content, home, leaf, within)


def instructions(document: Document) -> Iterator[tuple[Comment, Directive]]:
    """Yield the comments addressed to readme-sync, in document order."""
    if not document.source.once(_may_hold_ours):
        return
    for comment in comments(document):
        if told := comment.told:
            yield comment, told


def _may_hold_ours(text: str) -> bool:
    return OPENING in text and _NAMED.search(text) is not None


def _leaves(document: Document) -> Iterator[tuple[Block, Container | None]]:
    """Yield all blocks without child blocks, each with the block around it."""
    stack: list[tuple[Iterator[Block], Container | None]] = [(iter(document.blocks), None)]
    while stack:
        blocks, within = stack[-1]
        for block in blocks:
            if isinstance(block, Container):
                stack.append((iter(block.children), block))
                break
            yield block, within
        else:
            stack.pop()


def _contents(text: str, leaf: Block) -> Iterator[Excerpt]:
    """Yield the texts of a block that may have comments."""
    if text.find(OPENING, *leaf.span) < 0:
        return
    match leaf:
        case Heading(content=content) | Paragraph(content=content) | HtmlBlock(content=content):
            yield content
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                if text.find(OPENING, *row.span) >= 0:
                    yield from (cell.content for cell in row.cells if OPENING in cell.content.text)


def _found(document: Document, leaf: Block, content: Excerpt) -> Iterator[tuple[Span, Span, str]]:
    """Yield each comment in a content: its span, the span of the smallest node around it, and its source."""
    whole = content.span(0, len(content.text))
    if isinstance(leaf, HtmlBlock):
        for start, end in html_comments(content.text):
            yield content.span(start, end), whole, content.text[start:end]
        return
    stack: list[tuple[Iterator[Inline], Span]] = [(iter(document.inlines(content)), whole)]
    while stack:
        inlines, home = stack[-1]
        for inline in inlines:
            if isinstance(inline, Html) and inline.text.startswith(OPENING):
                yield inline.span, home, inline.text
            elif isinstance(inline, Nest) and not isinstance(inline, Image):
                stack.append((iter(inline.children), inline.span))
                break
        else:
            stack.pop()


def _inner(written: str) -> str:
    """Return the text between `<!--` and `-->` without surrounding dashes and whitespace."""
    return written[len(OPENING) :].removesuffix(">").removesuffix("!").strip("-").strip()
