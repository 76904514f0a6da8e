"""The inlines that GitHub sees in a heading, a paragraph or a cell, in the words of the GFM specification."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece


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
    children: "tuple[Inline, ...]"
    style: Style


class Link(NamedTuple):
    """A link. `destination` is decoded; `target` is its span in the source, None in a reference link."""

    span: Span
    children: "tuple[Inline, ...]"
    destination: str
    target: Span | None


class Image(NamedTuple):
    """An image. `destination` and `target` as in a link; `inner` is the span between `![` and `]`, the alt text."""

    span: Span
    children: "tuple[Inline, ...]"
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


def plain(inlines: Iterable[Inline]) -> str:
    """Return the text without markup: an image as its alternative text, a break as a space, other tags left out."""
    parts: list[str] = []
    for inline in walk(inlines):
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case Html(text=text) if text[:3].lower() != "<br" or text[3:4] not in _BEHIND_BR:
                pass
            case Break() | Html():
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
                if inline.exact:
                    pieces.append(
                        Piece(local, start + (end - start - length) // 2, length)
                    )  # without the marks of code
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
    return Excerpt("".join(parts), tuple(pieces))


def text_nodes(content: Excerpt, start: int, end: int) -> list[Inline]:
    r"""Return the text nodes of a part of `content`: one, or several if the source has a `\|` of a cell in it."""
    if start == end:
        return []
    if content.unbroken(start, end):
        return [Text(content.span(start, end), content.text[start:end])]
    cuts = sorted({start, end, *(piece.local for piece in content.pieces if start < piece.local < end)})
    return [Text(content.span(a, b), content.text[a:b]) for a, b in pairwise(cuts)]
