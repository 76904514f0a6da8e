"""Markers in the text: `<!-- readme-sync: done/total of #plan -->3/7<!-- /readme-sync -->`, and those of regions."""

from typing import NamedTuple

from readme_sync.model import Bound, Claim, Expression, Flaw, Readme, Region
from readme_sync.reading.comments import instructions, may_instruct
from readme_sync.reading.markers.between import stated_between
from readme_sync.reading.markers.pairing import pair
from readme_sync.reading.markers.tags import Block, Closing, tag_of
from readme_sync.text import Span

__all__ = ["Marked", "read_markers"]

_ESTIMATE = "it is an estimate"


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
    """What the markers of a document say. Never fails."""
    document = readme.document
    if not may_instruct(document.source.text):
        return Marked()
    tags = [tag for comment, told in instructions(document) if (tag := tag_of(comment, told))]
    pairs, flaws = pair(document.source, tags)
    claims: list[Claim] = []
    regions: list[Region] = []
    for one in pairs:
        opening, closing = one.opening.comment.span, one.closing.comment.span
        section = readme.section_at(opening.start)
        said, end = one.opening.said, one.closing.said
        if isinstance(said, Block) and isinstance(end, Closing):
            parts = (said.kind, said.words, said.options)
            regions.append(Region(*parts, opening, closing, one.inside, section, end.checksum, one.inline))
        elif isinstance(said, Expression):
            stated = stated_between(document, one, said)
            if isinstance(stated, Flaw):
                flaws.append(stated)
                continue
            for figure, value in stated:
                vague = figure.progress.percent is None and figure.progress.done is None and figure.excerpt.text.strip()
                fact = said if value is said.value else said._replace(value=value)
                claims.append(Claim(figure, value, fact, Bound.MARKER, section, _ESTIMATE if vague else ""))
    owned = tuple(Span(one.opening.comment.span.start, one.closing.comment.span.end) for one in pairs)
    return Marked(tuple(claims), tuple(regions), tuple(sorted(flaws, key=_start)), owned)


def _start(flaw: Flaw) -> Span:
    return flaw.span
