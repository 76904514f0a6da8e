"""Text taken out of a source that remembers where each of its characters stands."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from readme_sync.text.span import Span

_BEHIND = 1 << 62
"""Behind all places of a source."""


class Piece(NamedTuple):
    """`length` characters that begin at `local` in an excerpt and at `source` in the source."""

    local: int
    source: int
    length: int


class Excerpt(NamedTuple):
    r"""A text and the places of its characters in the source.

    A paragraph without its quote markers, a cell without the backslash of its `\|`, the words of a heading without
    their asterisks: each is one text made of pieces. Characters that stand nowhere in the source (the decoded `&amp;`)
    belong to no piece and cannot be edited.
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def whole(cls, text: str, span: Span) -> "Excerpt":
        """The excerpt of one unbroken stretch of the source's text."""
        start, end = span
        return cls(text[start:end], (Piece(0, start, end - start),))

    @classmethod
    def joined(cls, text: str, spans: Iterable[Span]) -> "Excerpt":
        """The excerpt of several stretches of the source's text, one after the other."""
        parts: list[str] = []
        pieces: list[Piece] = []
        local = 0
        for start, end in spans:
            parts.append(text[start:end])
            pieces.append(Piece(local, start, end - start))
            local += end - start
        return cls("".join(parts), tuple(pieces))

    def moved(self, by: int) -> "Excerpt":
        """The same text `by` characters further on in the source."""
        if len(self.pieces) == 1:
            local, source, length = self.pieces[0]
            piece = Piece(local, source + by, length)
            return Excerpt(self.text, (piece,))
        return Excerpt(self.text, tuple([Piece(local, source + by, length) for local, source, length in self.pieces]))

    def place(self, local: int) -> int:
        """Where the character at `local` stands in the source; the end of the excerpt is the end of its last piece."""
        piece = self._piece(local)
        return piece.source + min(local - piece.local, piece.length)

    def span(self, start: int, end: int) -> Span:
        """The span in the source that reaches from the character at `start` to the one before `end`."""
        if len(self.pieces) == 1:  # most excerpts: no look-up
            local, source, _ = self.pieces[0]
            return Span(start + source - local, end + source - local)
        if start >= end:
            place = self.place(start)
            return Span(place, place)
        return Span(self.place(start), self.place(end - 1) + 1)

    def unbroken(self, start: int, end: int) -> bool:
        """Whether the characters `[start, end)` stand side by side in the source, exactly as in the excerpt."""
        piece = self._piece(start)
        return piece.local <= start and end <= piece.local + piece.length

    def _piece(self, local: int) -> Piece:
        """The last piece that begins at `local` or before it, else the first."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        return self.pieces[max(0, bisect_right(self.pieces, Piece(local, _BEHIND, 0)) - 1)]
