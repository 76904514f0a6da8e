"""Places in a text."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """The characters `[start, end)` of a source's text.

    Both are 0-based offsets in Unicode code points of the decoded text; a byte order mark is one character, CRLF two.
    `text[span.start:span.end]` is the text of the span.
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """Return the number of characters."""
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Return whether `other` is inside."""
        return self.start <= other.start and other.end <= self.end


def is_within(span: Span, spans: Sequence[Span]) -> bool:
    """Return whether a span is in one of some spans, which are sorted and disjoint."""
    index = bisect_right(spans, span.start, key=_start) - 1
    return index >= 0 and spans[index].contains(span)


def _start(span: Span) -> int:
    return span.start


class Position(NamedTuple):
    """A place for people and SARIF: 1-based line, 1-based column in Unicode code points."""

    line: int
    column: int
