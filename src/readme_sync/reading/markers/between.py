"""What stands between the markers of a value: its figures, or a place for one."""

from bisect import bisect_left
from collections.abc import Sequence

from readme_sync.model import UNKNOWN, Expression, Figure, Flaw, FlawKind, Value
from readme_sync.reading.cells import shown
from readme_sync.reading.excerpts import part
from readme_sync.reading.figures import find_figures
from readme_sync.reading.markers.pairing import Pair
from readme_sync.reading.stating import numbers_in, stating
from readme_sync.syntax import Block, Document, Heading, HtmlBlock, Paragraph
from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece

_EMPTY = {
    Value.FRACTION: "fraction",
    Value.PERCENT: "percent",
    Value.BAR: "bar",
    Value.BADGE: "shields",
}
"""The notation in which a figure is written where there is none; a bare number for all other values."""

Stated = list[tuple[Figure, Value]]


def stated_between(document: Document, pair: Pair, expression: Expression) -> Stated | Flaw:
    """The figures between two markers and what each states; one without text where there is nothing yet."""
    content = _content(document, pair)
    if isinstance(content, Flaw):
        return content
    if not content.text.strip():
        return [(_place(document, pair, expression.value), expression.value)]
    found = find_figures(document, content, None)
    try:
        return stating(expression.value, found.figures, list(numbers_in(shown(document, content), found.figures)))
    except ValueError as error:
        message = f"{error}; correct the marker, or leave nothing between the markers to have it written"
        return Flaw(FlawKind.BROKEN, pair.inside, message)


def _content(document: Document, pair: Pair) -> Excerpt | Flaw:
    """The text between two markers."""
    opening, closing = pair.opening.comment, pair.closing.comment
    if pair.inline:
        content = opening.content
        return part(content, _local(content, opening.span.end), _local(content, closing.span.start))
    blocks = _blocks(document, pair)
    match blocks:
        case []:
            return Excerpt("", ())
        case [Heading(content=content) | Paragraph(content=content) | HtmlBlock(content=content)]:
            return content
    message = "the markers of a value stand around one paragraph or heading, not around more"
    return Flaw(FlawKind.BROKEN, opening.span, message)


def _blocks(document: Document, pair: Pair) -> Sequence[Block]:
    """The blocks between two markers that stand on lines of their own."""
    within = pair.opening.comment.within
    around = document.blocks if within is None else within.children
    first, last = (bisect_left(around, place, key=_start) for place in pair.inside)
    return around[first:last]


def _start(block: Block) -> int:
    return block.span.start


def _local(content: Excerpt, place: int) -> int:
    """The offset in a content of the character at a place in the source."""
    index = bisect_left(content.pieces, place + 1, key=_source) - 1
    piece = content.pieces[max(0, index)]
    return piece.local + min(place - piece.source, piece.length)


def _source(piece: Piece) -> int:
    return piece.source


def _place(document: Document, pair: Pair, value: Value) -> Figure:
    """A figure without text, where one is to be written: between the markers, or in front of the end's line."""
    inside = pair.inside
    place = inside if pair.inline else Span(inside.end, inside.end)
    return Figure(_EMPTY.get(value, "number"), Excerpt.whole(document.source.text, place), place, UNKNOWN)
