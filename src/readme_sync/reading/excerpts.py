"""Parts of excerpts."""

from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece


def cut(excerpt: Excerpt, start: int, end: int) -> Excerpt | None:
    """The characters `[start, end)` as an excerpt; None where the first or the last stands nowhere in the source."""
    if not excerpt.pieces or not excerpt.unbroken(start, start + 1) or not excerpt.unbroken(end - 1, end):
        return None
    if excerpt.unbroken(start, end):
        return Excerpt(excerpt.text[start:end], (Piece(0, excerpt.place(start), end - start),))
    pieces = []
    for piece in excerpt.pieces:
        first, last = max(piece.local, start), min(piece.local + piece.length, end)
        if first < last:
            pieces.append(Piece(first - start, piece.source + first - piece.local, last - first))
    return Excerpt(excerpt.text[start:end], tuple(pieces))


def whole_span(excerpt: Excerpt) -> Span:
    """From an excerpt's first character to its last."""
    return excerpt.span(0, len(excerpt.text))
