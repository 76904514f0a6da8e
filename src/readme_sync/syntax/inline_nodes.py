"""What GitHub sees inside a heading, a paragraph or a cell: inlines, in the words of the GFM specification."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece


class Style(StrEnum):
    """What an emphasis means."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKETHROUGH = "strikethrough"


@dataclass(frozen=True, slots=True, eq=False)
class Inline:
    """Base of all inlines; the span is that of the whole construct in the source."""

    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Text(Inline):
    """Text as it is shown; `exact` where the source holds the same characters (no escape, no entity)."""

    text: str
    exact: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Code(Inline):
    """A code span; `text` is what is shown, `exact` where the source holds it unbroken."""

    text: str
    exact: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Html(Inline):
    """A raw HTML tag or comment, as written."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Break(Inline):
    """A line break inside a paragraph."""

    hard: bool


@dataclass(frozen=True, slots=True, eq=False)
class Nest(Inline):
    """Base of the inlines that hold inlines."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Emphasis(Nest):
    """Emphasised, strong or struck text."""

    style: Style


@dataclass(frozen=True, slots=True, eq=False)
class Link(Nest):
    """A link. `destination` is decoded; `target` is what the author wrote of it, None in a reference link."""

    destination: str
    target: Span | None


@dataclass(frozen=True, slots=True, eq=False)
class Image(Nest):
    """An image. `destination` and `target` as in a link; `inner` is the span between `![` and `]`, the alt text."""

    destination: str
    target: Span | None
    inner: Span

    @property
    def alt(self) -> str:
        """The alternative text, plain."""
        return plain(self.children)


def walk(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """All inlines in document order, a nest before what it holds. Iterative: input may be nested thousands deep."""
    stack = [iter(inlines)]
    while stack:
        for inline in stack[-1]:
            yield inline
            if isinstance(inline, Nest):
                stack.append(iter(inline.children))
                break
        else:
            stack.pop()


def plain(inlines: Iterable[Inline]) -> str:
    """The text without markup: an image as its alternative text, a line break as a blank, tags left out."""
    parts: list[str] = []
    for inline in walk(inlines):
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case Break():
                parts.append(" ")
    return "".join(parts)


def visible(inlines: Iterable[Inline]) -> Excerpt:
    """The text that a reader sees, each character with its place: images left out, code marks and emphasis removed."""
    parts: list[str] = []
    pieces: list[Piece] = []
    local = 0
    stack = [iter(inlines)]
    while stack:
        for inline in stack[-1]:
            text = ""
            match inline:
                case Text(text=text, exact=True):
                    pieces.append(Piece(local, inline.span.start, len(text)))
                case Code(text=text, exact=True):
                    margin = (inline.span.length - len(text)) // 2
                    pieces.append(Piece(local, inline.span.start + margin, len(text)))
                case Text(text=text) | Code(text=text):
                    pass
                case Break():
                    text = "\n"
            parts.append(text)
            local += len(text)
            if isinstance(inline, Nest) and not isinstance(inline, Image):
                stack.append(iter(inline.children))
                break
        else:
            stack.pop()
    return Excerpt("".join(parts), tuple(pieces))
