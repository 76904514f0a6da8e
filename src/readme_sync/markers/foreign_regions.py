"""Regions that other tools own: from `<!-- TOC:START -->` to `<!-- TOC:END -->`, and what else they write.

They are never edited. Comments that only guard a text against formatters (`prettier-ignore-start`) own nothing: people
write between them by hand.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.markdown import Document, HtmlBlock
from readme_sync.markdown.comments import OPENING, Comment, comments
from readme_sync.text import Span
from readme_sync.text.regex import regex


class ForeignRegion(NamedTuple):
    """A region of another tool, its markers included; `name` is what both markers say, in small letters."""

    span: Span
    name: str


_TAIL = regex(r"(?<![ \t\r\n])(?:[ \t\r\n]++(?:[—–-][ \t\r\n]|\()|\(|[ \t]*+[\r\n])")
"""What stands behind a name: `PROGRESS_START — do not edit`."""
_NAMED = regex(
    r"(?:(?P<pre>START|BEGIN|END|STOP)[_: -]{1,3})?(?P<name>[^\r\n]{1,200}?)"
    r"(?:[:_ -]{1,3}(?P<post>START|BEGIN|END|STOP))?\Z",
    re.IGNORECASE,
)
_TOOLS = (
    (regex(r"docs?\s+[\w-]"), regex(r"/docs?\b")),
    (regex(r"doc-gen\s+\S"), regex(r"end-doc-gen\b")),
    (regex(r"\[\[\[cog\b"), regex(r"\[\[\[end\]\]\]")),
    (regex(r"toc(?:start)?\Z", re.IGNORECASE), regex(r"(?:/toc|tocstop)\Z", re.IGNORECASE)),
)
"""How some tools begin and end their regions."""
_GUARDS = regex(r"(?:prettier|markdownlint|textlint|vale|spell-?checker|cspell|remark|rumdl|mdformat)\b", re.I)
_INSTRUCTION = regex(r"<\?(?P<end>/)?(?P<name>[A-Za-z][\w-]{0,60})")
_LONGEST = 400
Mark = tuple[Span, str, bool]


class Foreign:
    """The regions of other tools in a document."""

    def __init__(self, document: Document) -> None:
        """Finds them; costs next to nothing where there are none."""
        self.regions = tuple(foreign_regions(document))
        self._outer = _outermost([region.span for region in self.regions])

    def is_foreign(self, span: Span) -> bool:
        """Return whether any of the span belongs to another tool."""
        end = max(span.end, span.start + 1)  # an empty span, where something is put in, has a place, too
        index = bisect_left(self._outer, (end,)) - 1
        return index >= 0 and span.start < self._outer[index].end


def foreign_regions(document: Document) -> Iterator[ForeignRegion]:
    """Yield the regions of other tools, in the order of their ends.

    A region reaches from a beginning to the nearest end of the same name; what has no partner owns nothing.
    """
    begun: dict[str, Span] = {}
    for span, name, is_end in _marks(document):
        if not is_end:
            begun[name] = span
        elif name in begun:
            yield ForeignRegion(Span(begun.pop(name).start, span.end), name)


def _marks(document: Document) -> Iterator[Mark]:
    """Yield what begins or ends a region, in document order."""
    text = document.source.text
    marks: list[Mark] = []
    if OPENING in text:
        marks += [(comment.span, *mark) for comment in comments(document) if (mark := _mark(comment))]
    if "<?" in text:
        marks += _instructions(document)
    return iter(sorted(marks))


def _mark(comment: Comment) -> tuple[str, bool] | None:
    """Return the name in a comment, and whether it ends a region; None where it does neither."""
    if comment.told or not comment.text:
        return None
    text = comment.text[:_LONGEST]
    for index, (begin, end) in enumerate(_TOOLS):
        for pattern, is_end in ((end, True), (begin, False)):
            if pattern.match(text):
                return f"tool {index}", is_end
    tail = _TAIL.search(text, 1)
    found = _NAMED.fullmatch((text[: tail.start()] if tail else text).rstrip())
    if not found or bool(found["pre"]) == bool(found["post"]) or _GUARDS.match(found["name"]):
        return None
    return found["name"].casefold(), (found["pre"] or found["post"]).upper() in {"END", "STOP"}


def _instructions(document: Document) -> Iterator[Mark]:
    """`<?catalog ... ?>` and `<?/catalog?>`."""
    for block in document.every(HtmlBlock):
        if found := _INSTRUCTION.match(block.content.text):
            yield block.span, f"?{found['name'].casefold()}", found["end"] is not None


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Return the spans, those that touch as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
