"""Places in a text."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """The characters `[start, end)` of a source's text.

    Both are 0-based offsets in Unicode code points of the text as it was decoded: a byte order mark is one character,
    CRLF are two. `text[span.start:span.end]` is what the span covers.
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """The number of characters."""
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies inside."""
        return self.start <= other.start and other.end <= self.end


def is_within(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a span lies in one of some spans, which are sorted and apart."""
    index = bisect_right(spans, span.start, key=_start) - 1
    return index >= 0 and spans[index].contains(span)


def _start(span: Span) -> int:
    return span.start


class Position(NamedTuple):
    """A place as people and SARIF count it: 1-based line, 1-based column in Unicode code points."""

    line: int
    column: int
