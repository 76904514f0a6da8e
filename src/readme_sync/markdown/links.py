"""Where the links and images of a document lead, in Markdown and in HTML."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readme_sync.markdown import Document, Html, HtmlBlock, Image, Link, walk_inlines
from readme_sync.markdown.entities import decode
from readme_sync.markdown.html import html_tags
from readme_sync.text import Excerpt, Span
from readme_sync.text.shortcuts import ENABLED

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
