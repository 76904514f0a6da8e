"""Markers in the text: `<!-- readme-sync: done/total of #plan -->3/7<!-- /readme-sync -->`, and those of regions."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.markdown import Block, Document, Heading, HtmlBlock, Paragraph
from readme_sync.markdown.comments import OPENING, instructions
from readme_sync.markdown.plain_text import shown
from readme_sync.markers.figures_for_value import BY_NUMBER, figures_for_value, numbers_in, part_of
from readme_sync.markers.issue_comments import read_issue_comments
from readme_sync.markers.named_facts import figures_in_message, spelled_in, value_stated, whole_text
from readme_sync.markers.tags import Closing, Pair, RegionTag, pair, tag_of
from readme_sync.model import (
    UNKNOWN,
    Bound,
    Claim,
    Doubt,
    Expression,
    FactSource,
    Figure,
    Flaw,
    FlawKind,
    Readme,
    Region,
    Value,
)
from readme_sync.notations import Family, Target, named, of_target
from readme_sync.text import Excerpt, Span
from readme_sync.text.source import Piece, cut, part, whole_span
from readme_sync.trackers.columns import agree
from readme_sync.trackers.figures import find_figures
from readme_sync.trackers.images import html_pictures, pictures

# What stands between the markers of a value: its figures, or a place for one.

_EMPTY = {
    Value.FRACTION: "fraction",
    Value.PERCENT: "percent",
    Value.BAR: "bar",
    Value.BADGE: "shields",
}
"""The notation in which a figure is written where there is none; a bare number for all other values."""

_BADGE = named("marked-badge")

Stated = list[tuple[Figure, Value]]


def stated_between(document: Document, pair: Pair, expression: Expression) -> Stated | Flaw:
    """Return the figures between two markers and what each states; one without text where there is nothing yet."""
    content = _content(document, pair)
    if isinstance(content, Flaw):
        return content
    if not content.text.strip():
        return [(_place(document, pair, expression.value), expression.value)]
    if badges := list(_badges(document, content, expression)):
        return badges
    if expression.value is Value.FACT:
        return _stated_fact(document, pair, content, expression.sources[0])
    found = find_figures(document, content, None)
    try:
        return figures_for_value(
            expression.value, found.figures, list(numbers_in(shown(document, content), found.figures))
        )
    except ValueError as error:
        message = f"{error}; correct the marker, or leave nothing between the markers to have it written"
        return Flaw(FlawKind.BROKEN, pair.inside, message)


def _stated_fact(document: Document, pair: Pair, content: Excerpt, source: FactSource) -> Stated | Flaw:
    """Return what states a named fact: a percent, a fraction, a bar, the one number, or else all of the text."""
    seen = shown(document, content)
    if not source.is_text:
        shares = find_figures(document, content, None).figures
        stated = [(one, value) for one in shares if (value := part_of(one))]
        if stated:
            return stated
        numbers = list(spelled_in(seen))
        if numbers and all(one.progress == numbers[0].progress for one in numbers):
            return [(one, Value.FACT) for one in numbers]
        if numbers and not source.may_be_text:
            two = " and ".join(repr(one.excerpt.text) for one in numbers[:2])
            return Flaw(FlawKind.BROKEN, pair.inside, f"numbers stand there, {two}; put the markers around one")
    whole = whole_text(seen)
    if whole is None:
        return Flaw(FlawKind.BROKEN, pair.inside, "there is no plain text; put the markers around words or a number")
    return [(whole, Value.FACT)]


def _badges(document: Document, content: Excerpt, expression: Expression) -> Iterator[tuple[Figure, Value]]:
    """Yield what the one static badge between two markers states, if that alone is there, and its alternative text."""
    wanted = expression.value
    inlines = document.inlines(content)
    found = list(pictures(document, inlines)) or list(html_pictures(content))
    if len(found) != 1 or shown(document, content).text.strip():
        return
    if wanted is Value.FACT:
        yield from ((one, value_stated(one)) for one in figures_in_message(found[0], expression.sources[0]))
        return
    badge = _BADGE.read(found[0].address.text)
    reading = next(badge, None)
    is_number = reading is not None and reading.progress.percent is None and reading.progress.done is not None
    if reading is None or is_number is not (wanted in BY_NUMBER):
        return
    value = wanted if is_number else Value.BADGE
    if not is_number and wanted not in (Value.BADGE, Value.BAR):
        return
    figure = Figure(_BADGE.name, found[0].address, found[0].span, reading.progress, tolerance=reading.tolerance)
    yield figure, value
    alt = found[0].alt
    copies = list(numbers_in(alt, []) if is_number else figures_in(alt))
    for copy in copies:
        if copy.progress == figure.progress or (not is_number and agree(copy, figure)):
            yield copy, wanted if is_number else part_of(copy) or Value.BADGE


def figures_in(text: Excerpt) -> Iterator[Figure]:
    """Yield the fractions and percents in a text."""
    for notation in of_target(Target.TEXT):
        if notation.family in (Family.FRACTION, Family.PERCENT):
            for start, end, progress, tolerance in notation.read(text.text):
                piece = cut(text, start, end)
                place = whole_span(piece) if piece else None
                if piece and place:
                    yield Figure(notation.name, piece, place, progress, tolerance=tolerance)


def _content(document: Document, pair: Pair) -> Excerpt | Flaw:
    """Return the text between two markers."""
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
    """Return the blocks between two markers that stand on lines of their own."""
    within = pair.opening.comment.within
    around = document.blocks if within is None else within.children
    first, last = (bisect_left(around, place, key=_start) for place in pair.inside)
    return around[first:last]


def _start(block: Block) -> int:
    return block.span.start


def _local(content: Excerpt, place: int) -> int:
    """Return the offset in a content of the character at a place in the source."""
    index = bisect_left(content.pieces, place + 1, key=_source) - 1
    piece = content.pieces[max(0, index)]
    return piece.local + min(place - piece.source, piece.length)


def _source(piece: Piece) -> int:
    return piece.source


def _place(document: Document, pair: Pair, value: Value) -> Figure:
    """Return a figure without text, where one is to be written: between the markers, or in front of the end's line."""
    inside = pair.inside
    place = inside if pair.inline else Span(inside.end, inside.end)
    return Figure(_EMPTY.get(value, "number"), Excerpt.whole(document.source.text, place), place, UNKNOWN)


__all__ = ["Marked", "read_markers"]


class Marked(NamedTuple):
    """What the markers of a document say.

    Attributes:
        claims: the figures between markers, in document order.
        regions: in document order.
        flaws: what is wrong with markers, in document order.
        owned: from each opening marker of a pair to its end.
    """

    claims: tuple[Claim, ...] = ()
    regions: tuple[Region, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    owned: tuple[Span, ...] = ()


def read_markers(readme: Readme) -> Marked:
    """Return what the markers of a document say. Never fails."""
    document = readme.document
    if OPENING not in document.source.text:
        return Marked()
    facts = readme.settings.facts
    tags = [tag for comment, told in instructions(document) if (tag := tag_of(comment, told, facts))]
    pairs, flaws = pair(document.source, tags)
    flaws += read_issue_comments(document).flaws
    claims: list[Claim] = []
    regions: list[Region] = []
    for one in pairs:
        opening, closing = one.opening.comment.span, one.closing.comment.span
        section = readme.section_at(opening.start)
        said, end = one.opening.said, one.closing.said
        if isinstance(said, RegionTag) and isinstance(end, Closing):
            parts = (said.kind, said.words, said.options)
            regions.append(Region(*parts, opening, closing, one.inside, section, end.checksum, one.inline))
        elif isinstance(said, Expression):
            stated = stated_between(document, one, said)
            if isinstance(stated, Flaw):
                flaws.append(stated)
                continue
            for figure, value in stated:
                vague = figure.progress == UNKNOWN and figure.excerpt.text.strip() and value is not Value.FACT
                fact = said if value is said.value else said._replace(value=value)
                claims.append(Claim(figure, value, fact, Bound.MARKER, section, Doubt.INEXACT if vague else Doubt.NONE))
    owned = tuple(Span(one.opening.comment.span.start, one.closing.comment.span.end) for one in pairs)
    return Marked(tuple(claims), tuple(regions), tuple(sorted(flaws, key=_start_markers)), owned)


def _start_markers(flaw: Flaw) -> Span:
    return flaw.span
