"""The pictures of a document, Markdown and HTML: what they show from where, each character with its place."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from readme_sync.markdown import (
    Block,
    Document,
    Heading,
    Html,
    HtmlBlock,
    Image,
    Inline,
    Paragraph,
    Row,
    Table,
    visible,
    walk_inlines,
)
from readme_sync.markdown.entities import without_references
from readme_sync.markdown.html import HtmlTag, html_images
from readme_sync.markdown.inlines import lone_image
from readme_sync.model import Progress
from readme_sync.notations import Target, of_target
from readme_sync.text import Excerpt, Span
from readme_sync.text.source import Piece, part

_NONE = Excerpt("", ())
_REMEMBERED = 2_048
"""The pictures of a column repeat themselves."""


class Picture(NamedTuple):
    """An image.

    Attributes:
        span: the whole construct in the source.
        address: its destination, decoded.
        alt: its alternative text, as it would be shown.
        title: what stands behind the address, its title and the signs around it.
    """

    span: Span
    address: Excerpt
    alt: Excerpt
    title: Excerpt = _NONE


@lru_cache(_REMEMBERED)
def read_address(address: str) -> tuple[str, Progress, float] | None:
    """Return what an image's address states: the notation's name, the progress, its tolerance; None where nothing."""
    for notation in of_target(Target.IMAGE):
        if any(mark in address for mark in notation.marks):
            for reading in notation.read(address):
                return notation.name, reading.progress, reading.tolerance
    return None


def referenced_pictures(inlines: Iterable[Inline]) -> Iterator[Picture]:
    """Yield the pictures among the inlines of a cell whose addresses stand in link reference definitions.

    Their addresses have no place in the cell: several rows may share one, so none is changed.
    """
    for inline in walk_inlines(inlines):
        if isinstance(inline, Image) and not inline.target and inline.destination:
            address = Excerpt(inline.destination, (Piece(0, inline.span.start, 0),))
            yield Picture(inline.span, address, _NONE)


def pictures(document: Document, inlines: Iterable[Inline]) -> Iterator[Picture]:
    """Yield the pictures among the inlines of a heading, a paragraph or a cell; none in code and comments."""
    text = document.source.text
    for inline in walk_inlines(inlines):
        if isinstance(inline, Image) and inline.target:
            address = without_references(Excerpt.whole(text, inline.target), escapes=True)
            title = Excerpt.whole(text, Span(inline.target.end, inline.span.end))
            yield Picture(inline.span, address, visible(inline.children), title)
        elif isinstance(inline, Html) and inline.span.length == len(inline.text):
            yield from html_pictures(Excerpt.whole(text, inline.span))


def all_pictures(document: Document) -> Iterator[Picture]:
    """Yield all pictures in document order; those behind link reference definitions where the definitions stand."""
    found = [picture for block in document.walk() for picture in _of_block(document, block)]
    for definition in document.definitions.values():
        address = Excerpt.whole(document.source.text, definition.destination_span)
        found.append(Picture(definition.span, without_references(address, escapes=True), _NONE))
    return iter(sorted(found, key=lambda picture: picture.span))


def pictures_at(document: Document, places: Iterable[int]) -> Iterator[Picture]:
    """Yield the pictures in the contents in which some places of the source stand, in ascending order."""
    for leaf, content in document.contents_at(places):
        yield from html_pictures(content) if isinstance(leaf, HtmlBlock) else _of_text(document, content)


def _of_block(document: Document, block: Block) -> Iterator[Picture]:
    match block:
        case Heading(content=content) | Paragraph(content=content):
            yield from _of_text(document, content)
        case HtmlBlock(content=content):
            yield from html_pictures(content)
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                if _may_hold(row.text[row.span.start : row.span.end]):
                    for column, text in enumerate(row.texts):
                        if _may_hold(text):
                            yield from _of_text(document, _content(row, column, text))


def _content(row: Row, column: int, text: str) -> Excerpt:
    """Return the content of a row's cell that has some text."""
    start = row.start_of(column)
    if start is None:
        return row.chosen([column])[0].content
    return Excerpt.whole(row.text, Span(start, start + len(text)))


def _of_text(document: Document, content: Excerpt) -> Iterator[Picture]:
    """Yield the pictures in a heading, a paragraph or a cell."""
    if not _may_hold(content.text):
        return
    if image := lone_image(content.text):  # the most frequent cell with a picture needs no parsing
        address = without_references(part(content, *image.span("target")), escapes=True)
        title = part(content, image.end("target"), len(content.text))
        yield Picture(content.span(0, len(content.text)), address, part(content, *image.span("alt")), title)
    else:
        yield from pictures(document, document.inlines(content))


def _may_hold(text: str) -> bool:
    return "![" in text or "<" in text


def html_pictures(html: Excerpt) -> Iterator[Picture]:
    """Yield the pictures in raw HTML."""
    if "<" not in html.text:
        return
    for image in html_images(html.text):
        address = _attribute(html, image, "src")
        if address.text:
            texts = (_attribute(html, image, "alt"), _attribute(html, image, "title"))
            yield Picture(html.span(image.start, image.end), address, *texts)


def _attribute(html: Excerpt, image: HtmlTag, name: str) -> Excerpt:
    place = image.attributes.get(name)
    return without_references(part(html, *place), escapes=False) if place else _NONE
