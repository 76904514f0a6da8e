"""Offsets in a text and positions of the protocol; where offsets stand in a later version; edits between two."""

from collections.abc import Iterator

from lsprotocol.types import Position, PositionEncodingKind, Range, TextEdit

from readme_sync.text import Edit, Source, Span

_CODECS = {PositionEncodingKind.Utf8: "utf-8", PositionEncodingKind.Utf32: "utf-32-le"}
_UTF16 = "utf-16-le"
_WIDTHS = {"utf-8": 1, _UTF16: 2, "utf-32-le": 4}


class Positions:
    """The places of a text as the client counts them: lines from 0, characters in UTF-8, UTF-16 or UTF-32 units."""

    def __init__(self, source: Source, encoding: PositionEncodingKind | str | None = None) -> None:
        """Count in the encoding that was negotiated; UTF-16 where none was."""
        self._source = source
        self._codec = next((codec for kind, codec in _CODECS.items() if kind == encoding), _UTF16)

    def position(self, offset: int) -> Position:
        """Return the position of an offset."""
        line = self._source.line_of(offset)
        before = self._source.text[self._source.line_starts[line - 1] : offset]
        units = len(before) if before.isascii() else len(before.encode(self._codec)) // _WIDTHS[self._codec]
        return Position(line - 1, units)

    def range(self, span: Span) -> Range:
        """Return the range of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """Return the offset of a position; one behind the end of its line or of the text is that end."""
        starts = self._source.line_starts
        if position.line >= len(starts):
            return len(self._source.text)
        line = self._source.line_text(position.line + 1)
        units = line.encode(self._codec)[: position.character * _WIDTHS[self._codec]]
        return starts[position.line] + len(units.decode(self._codec, "ignore"))

    def span(self, where: Range) -> Span:
        """Return the span of a range."""
        return Span(self.offset(where.start), self.offset(where.end))

    def text_edits(self, edits: list[Edit]) -> list[TextEdit]:
        """Return the edits as the protocol writes them."""
        return [TextEdit(self.range(edit.span), edit.replacement) for edit in edits]


def difference(before: str, after: str) -> Edit:
    """Return the one edit that makes a text another one, without what is equal at both ends."""
    head = _equal(before, after)
    tail = _equal(before[head:][::-1], after[head:][::-1])
    return Edit(Span(head, len(before) - tail), after[head : len(after) - tail])


def _equal(one: str, other: str) -> int:
    """Return how many characters at the start of two texts are equal, by halves: comparing slices is fast."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def edits_between(before: Source, after: Source) -> list[Edit]:
    """Return edits that make a source another one: one for each changed line, or a single one where lines moved."""
    if len(before.line_starts) != len(after.line_starts):
        return [difference(before.text, after.text)]
    return list(_changed_lines(before, after))


def _changed_lines(before: Source, after: Source) -> Iterator[Edit]:
    pairs = zip(_lines(before), _lines(after), strict=True)
    for start, (old, new) in zip(before.line_starts, pairs, strict=True):
        if old != new:
            span, replacement = difference(old, new)
            yield Edit(Span(start + span.start, start + span.end), replacement)


def _lines(source: Source) -> list[str]:
    """Return the lines with their line ends."""
    ends = [*source.line_starts[1:], len(source.text)]
    return [source.text[start:end] for start, end in zip(source.line_starts, ends, strict=True)]


class Shift:
    """Where the offsets of a text stand in a later version of it; `length` is that of the later one."""

    def __init__(self, before: str, after: str) -> None:
        """Compare two versions."""
        (self._start, self._end), replacement = difference(before, after)
        self.length = len(after)
        self._moved = len(replacement) - (self._end - self._start)

    def earlier(self, offset: int) -> int | None:
        """Return where an offset of the later version stood; None in what was changed."""
        if offset < self._start:
            return offset
        return offset - self._moved if offset - self._moved > self._end else None

    def later(self, span: Span) -> Span | None:
        """Return where a span stands now; None where it was changed."""
        if span.end <= self._start:
            return span
        return Span(span.start + self._moved, span.end + self._moved) if span.start >= self._end else None
