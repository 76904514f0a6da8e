"""Where the links and images of a document lead, in Markdown and in HTML, and the anchors of its headings."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import category

from readme_sync.markdown import Document, Html, HtmlBlock, Image, Link, walk_inlines
from readme_sync.markdown.entities import decode
from readme_sync.markdown.html import html_tags
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import ENABLED, regex

# Heading anchors as GitHub makes them, following github-slugger.

_DROPPED = regex(r"[^a-z0-9_-]+")
_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Me", "Nd", "Pc"})


def anchor_of(title: str) -> str:
    """Return the anchor of a heading with this text, without a suffix for duplicates.

    Letters, numerals such as `Ⅷ`, marks (also U+FE0F, the emoji variation selector), decimal digits, connectors such as
    `_`, hyphens and spaces stay, in lower case; a space becomes a hyphen.
    """
    if title.isascii():
        anchor = title.lower().replace(" ", "-")
        return anchor if anchor.replace("-", "").isalnum() else _DROPPED.sub("", anchor)
    kept = [c for c in title.lower() if c in "- " or category(c) in _KEPT]
    return "".join(kept).replace(" ", "-")


class Anchors:
    """The anchors already used in one document."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, title: str) -> str:
        """Return the next heading's anchor, with a suffix for duplicates: `usage`, then `usage-1`, `usage-2`."""
        anchor = plain = anchor_of(title)
        while anchor in self._given:
            self._given[plain] += 1
            anchor = f"{plain}-{self._given[plain]}"
        self._given[anchor] = 0
        return anchor


_ATTRIBUTES = {"a": "href", "img": "src"}
_TAGS = "|".join(_ATTRIBUTES)


class Destination(NamedTuple):
    """Where a link, an image or a link reference definition leads.

    Attributes:
        span: the whole construct in the source; of HTML, the tag.
        place: the destination in the source.
        text: the destination, decoded.
        is_image: whether an image is shown from there.
    """

    span: Span
    place: Span
    text: str
    is_image: bool


def destinations(document: Document, places: Iterable[int]) -> list[Destination]:
    """Return the destinations in the contents around some places, and those of all definitions, in document order.

    A reference leads where its definition does, so it is not a destination of its own.

    Args:
        document: the document.
        places: offsets in the source, in ascending order: where a link of interest may be.
    """
    found = [
        one
        for leaf, content in (document.contents_at(places) if ENABLED else document.contents)
        for one in (_of_html(content) if isinstance(leaf, HtmlBlock) else _of_text(document, content))
    ]
    found += [
        Destination(definition.span, definition.destination_span, definition.destination, is_image=False)
        for definition in document.definitions.values()
    ]
    return sorted(found)


def _of_text(document: Document, content: Excerpt) -> Iterator[Destination]:
    text = document.source.text
    for inline in walk_inlines(document.inlines(content)):
        if isinstance(inline, (Link, Image)):
            if inline.target:
                yield Destination(inline.span, inline.target, inline.destination, isinstance(inline, Image))
        elif isinstance(inline, Html) and inline.span.length == len(inline.text):
            yield from _of_html(Excerpt.whole(text, inline.span))


def _of_html(html: Excerpt) -> Iterator[Destination]:
    for tag in html_tags(html.text, _TAGS):
        if place := tag.attributes.get(_ATTRIBUTES[tag.name]):
            written = html.text[slice(*place)]
            span = html.span(tag.start, tag.end)
            text = decode(written) if "\\" not in written else written
            yield Destination(span, html.span(*place), text, tag.name == "img")
