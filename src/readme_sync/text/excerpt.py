"""Text taken from a source, with the place of each character."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from readme_sync.text.source import Span

_BEHIND = 1 << 62
"""After all places in a source."""


class Piece(NamedTuple):
    """`length` characters at `local` in an excerpt and at `source` in the source."""

    local: int
    source: int
    length: int


class Excerpt(NamedTuple):
    r"""A text and the places of its characters in the source.

    A paragraph without its quote markers, a cell without the backslash of its `\|`, the words of a heading without
    their asterisks: each is one text made of pieces. Characters that are not in the source (the decoded `&amp;`)
    belong to no piece and cannot be edited.
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def whole(cls, text: str, span: Span) -> "Excerpt":
        """Return the excerpt of one span of the source's text."""
        start, end = span
        return cls(text[start:end], (Piece(0, start, end - start),))

    @classmethod
    def joined(cls, text: str, spans: Iterable[Span]) -> "Excerpt":
        """Return the excerpt of several spans of the source's text, one after the other."""
        parts: list[str] = []
        pieces: list[Piece] = []
        local = 0
        for start, end in spans:
            parts.append(text[start:end])
            pieces.append(Piece(local, start, end - start))
            local += end - start
        return cls("".join(parts), tuple(pieces))

    def moved(self, by: int) -> "Excerpt":
        """Return the same text `by` characters later in the source."""
        if len(self.pieces) == 1:
            local, source, length = self.pieces[0]
            piece = Piece(local, source + by, length)
            return Excerpt(self.text, (piece,))
        return Excerpt(self.text, tuple([Piece(local, source + by, length) for local, source, length in self.pieces]))

    def place(self, local: int) -> int:
        """Return the place of the character at `local` in the source; the excerpt ends with its last piece."""
        piece = self._piece(local)
        return piece.source + min(local - piece.local, piece.length)

    def span(self, start: int, end: int) -> Span:
        """Return the span in the source from the character at `start` to the one before `end`."""
        if len(self.pieces) == 1:  # the usual case
            local, source, _ = self.pieces[0]
            return Span(start + source - local, end + source - local)
        if start >= end:
            place = self.place(start)
            return Span(place, place)
        return Span(self.place(start), self.place(end - 1) + 1)

    def unbroken(self, start: int, end: int) -> bool:
        """Return whether the source has the characters `[start, end)` in one piece, exactly as in the excerpt."""
        piece = self._piece(start)
        return piece.local <= start and end <= piece.local + piece.length

    def _piece(self, local: int) -> Piece:
        """Return the last piece that begins at `local` or before it, else the first."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        return self.pieces[max(0, bisect_right(self.pieces, Piece(local, _BEHIND, 0)) - 1)]


def cut(excerpt: Excerpt, start: int, end: int) -> Excerpt | None:
    """Return the characters `[start, end)` as an excerpt; None if the first or the last is not in the source."""
    if not excerpt.pieces or not excerpt.unbroken(start, start + 1) or not excerpt.unbroken(end - 1, end):
        return None
    if excerpt.unbroken(start, end):
        return Excerpt(excerpt.text[start:end], (Piece(0, excerpt.place(start), end - start),))
    return part(excerpt, start, end)


def whole_span(excerpt: Excerpt) -> Span:
    """Return the span from an excerpt's first character to its last."""
    return excerpt.span(0, len(excerpt.text))


def part(excerpt: Excerpt, start: int, end: int) -> Excerpt:
    """Return the characters `[start, end)` as an excerpt, also those that are not in the source."""
    if len(excerpt.pieces) == 1 and excerpt.pieces[0].length == len(excerpt.text):  # the usual case
        shift = excerpt.pieces[0].source
        return Excerpt(excerpt.text[start:end], (Piece(0, shift + start, end - start),) if start < end else ())
    pieces = []
    from_here = max(0, bisect_right(excerpt.pieces, start, key=_local) - 1)
    for index in range(from_here, len(excerpt.pieces)):
        piece = excerpt.pieces[index]
        if piece.local >= end:
            break
        first, last = max(piece.local, start), min(piece.local + piece.length, end)
        if first < last:
            pieces.append(Piece(first - start, piece.source + first - piece.local, last - first))
    return Excerpt(excerpt.text[start:end], tuple(pieces))


def _local(piece: Piece) -> int:
    return piece.local
