"""Which markers are pairs: an opening one and an end right behind it, in the same place of the document's structure.

Everything else is refused, with the reason. No other marker stands inside a pair, so that nothing that a pair owns can
be somebody else's.
"""

from collections.abc import Sequence
from typing import NamedTuple

from readme_sync.markdown import HtmlBlock
from readme_sync.markers.tags import END, RegionTag, Tag, Unknown
from readme_sync.model import Flaw, FlawKind, RegionKind
from readme_sync.text import Source, Span
from readme_sync.text.regex import regex

_REST = regex(r"[ \t]*+(?=[\r\n]|\Z)")


class Pair(NamedTuple):
    """An opening marker and its end."""

    opening: Tag
    closing: Tag
    inline: bool
    """Whether both stand in one paragraph, heading, cell or HTML block; else on lines of their own."""

    @property
    def inside(self) -> Span:
        """What stands between the two."""
        return Span(self.opening.comment.span.end, self.closing.comment.span.start)


def pair(source: Source, tags: Sequence[Tag]) -> tuple[list[Pair], list[Flaw]]:
    """Return the pairs among a document's markers, and what is wrong with the others."""
    pairs: list[Pair] = []
    flaws: list[Flaw] = []
    waiting: list[tuple[Tag, int]] = []  # without an end so far, and the line of the marker that came in between
    index = 0
    while index < len(tags):
        tag = tags[index]
        following = tags[index + 1] if index + 1 < len(tags) else None
        if isinstance(tag.said, Unknown):
            flaws.append(Flaw(FlawKind.BROKEN, tag.said.span, tag.said.message))
        if tag.is_closing:
            if isinstance(tag.said, Unknown):
                pass
            elif waiting and _side_by_side(waiting[-1][0], tag):
                opening, line = waiting.pop()
                flaws.append(_flaw(opening, f"another marker stands inside, in line {line}; markers do not nest"))
            elif following and not following.is_closing and not _has_end(tags, index + 1):
                flaws.append(_flaw(tag, f"the end stands before its beginning, {_line(source, following)}; swap them"))
                index += 1
            else:
                flaws.append(_flaw(tag, "this end has no beginning; put a marker before the text, or take it out"))
        elif following is None or not following.is_closing:
            waiting.append((tag, source.line_of(following.comment.span.start) if following else 0))
        else:
            index += 1
            flaws += _ended(source, tag, following, pairs)
        index += 1
    for tag, line in waiting:
        if isinstance(tag.said, Unknown):
            continue  # that is said already
        before = f" before the next marker, in line {line}" if line else ""
        flaws.append(_flaw(tag, f"this marker has no end{before}; write {END} behind the text"))
    return pairs, flaws


def _ended(source: Source, opening: Tag, closing: Tag, pairs: list[Pair]) -> list[Flaw]:
    """Adds the pair that two markers are; else what is wrong with them."""
    one, other = opening.comment, closing.comment
    if isinstance(closing.said, Unknown):
        return [Flaw(FlawKind.BROKEN, closing.said.span, closing.said.message)]
    if isinstance(opening.said, Unknown):
        return []
    inline = one.leaf is other.leaf and one.content is other.content
    if isinstance(opening.said, RegionTag) and not (inline and opening.said.kind is RegionKind.UPDATED):
        if not (_alone(source, opening) and _alone(source, closing)):
            lonely = closing if _alone(source, opening) else opening
            return [_flaw(lonely, f"the markers of a {opening.said.kind} stand on lines of their own")]
        if inline:
            return [_flaw(opening, "it stands in the middle of HTML; leave a blank line above and below")]
    if inline and one.home != other.home:
        where = _line(source, closing)
        return [
            _flaw(opening, f"its end stands in another emphasis or link, {where}; put both inside, or both outside")
        ]
    if not inline and not (one.within is other.within and _alone(source, opening) and _alone(source, closing)):
        where = _line(source, closing)
        return [_flaw(opening, f"its end stands in another paragraph, cell or list item, {where}; put both into one")]
    pairs.append(Pair(opening, closing, inline))
    return []


def _side_by_side(one: Tag, other: Tag) -> bool:
    """Return whether two markers stand in one text, or both between the blocks of one."""
    blocks = isinstance(one.comment.leaf, HtmlBlock) and isinstance(other.comment.leaf, HtmlBlock)
    return one.comment.leaf is other.comment.leaf or (blocks and one.comment.within is other.comment.within)


def _has_end(tags: Sequence[Tag], index: int) -> bool:
    return index + 1 < len(tags) and tags[index + 1].is_closing


def _alone(source: Source, tag: Tag) -> bool:
    """Return whether a marker has its lines for itself, but for the signs of quotes and lists in front."""
    comment = tag.comment
    if not isinstance(comment.leaf, HtmlBlock):
        return False
    first = source.line_starts[source.line_of(comment.span.start) - 1]
    before = source.text[max(first, comment.leaf.span.start) : comment.span.start]
    return not before.strip(" \t>") and _REST.match(source.text, comment.span.end) is not None


def _line(source: Source, tag: Tag) -> str:
    return f"in line {source.line_of(tag.comment.span.start)}"


def _flaw(tag: Tag, message: str) -> Flaw:
    return Flaw(FlawKind.BROKEN, tag.comment.span, message)
