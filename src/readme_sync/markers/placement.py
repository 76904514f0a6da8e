"""Where a pair of markers can stand around a figure."""

from collections.abc import Iterator

from readme_sync.markdown import (
    Code,
    CodeBlock,
    Container,
    Emphasis,
    Heading,
    Html,
    HtmlBlock,
    Image,
    Inline,
    Link,
    Paragraph,
    Table,
    walk_inlines,
)
from readme_sync.model import Readme
from readme_sync.text import Excerpt, Span


def room_for_markers(readme: Readme, figure: Span, *, whole_pictures: bool = False) -> Span | None:
    """Return what a pair of markers must stand around to hold a figure: it, or the code span in which it stands.

    None where no marker can: in fenced code, in an address, in an alternative text, in a tag. With `whole_pictures` it
    is the picture in whose address or text the figure stands.
    """
    content = _content_around(readme, figure)
    if content is None:
        return None
    if isinstance(content, Span):  # raw HTML: whole tags only
        text = readme.source.text
        inside = text.rfind("<", content.start, figure.start), text.rfind(">", content.start, figure.start)
        return figure if inside[0] <= inside[1] else None
    room = figure
    for inline in walk_inlines(readme.document.inlines(content)):
        if inline.span.overlaps(figure):
            is_picture = whole_pictures and isinstance(inline, Image)
            if isinstance(inline, Code) or _is_cut(inline, room) or is_picture:
                room = Span(min(room.start, inline.span.start), max(room.end, inline.span.end))
            elif _hides(inline, figure):
                return None
    return room


def _is_cut(inline: Inline, room: Span) -> bool:
    """Return whether only a part of an emphasis or a link would stand between the markers."""
    is_nest = isinstance(inline, (Emphasis, Link))
    return is_nest and not (inline.span.contains(room) or room.contains(inline.span))


def _hides(inline: Inline, figure: Span) -> bool:
    """Return whether a figure is a part of a picture, of a tag, or of a link's address."""
    if isinstance(inline, (Image, Html)):
        return not figure.contains(inline.span)
    return isinstance(inline, Link) and inline.target is not None and inline.target.contains(figure)


def _content_around(readme: Readme, figure: Span) -> Excerpt | Span | None:
    """Return the text of the paragraph, heading or cell around a figure, the span of the raw HTML; None in code."""
    for block in readme.document.walk():
        if isinstance(block, Container) or not block.span.contains(figure):
            continue
        match block:
            case Heading(content=content) | Paragraph(content=content):
                return content
            case HtmlBlock(span=span):
                return span
            case CodeBlock():
                return None
            case Table():
                return next(_cells(block, figure), None)
    return None


def _cells(table: Table, figure: Span) -> Iterator[Excerpt]:
    for row in (table.header, *table.rows):
        if row.span.contains(figure):
            yield from (cell.content for cell in row.cells if cell.span.contains(figure))
