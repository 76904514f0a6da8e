"""Parts of excerpts."""

from bisect import bisect_right

from readme_sync.markdown.entities import EITHER, reference
from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece


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


def without_references(excerpt: Excerpt, *, escapes: bool) -> Excerpt:
    """Return the text with its character references, and on request its backslash escapes, resolved.

    The characters of a reference are not in the source; an escaped character is.
    """
    text = excerpt.text
    if "&" not in text and not (escapes and "\\" in text):
        return excerpt
    kept: list[Excerpt] = []
    position = 0
    for found in EITHER.finditer(text):
        if found[0].startswith("\\"):
            if escapes:
                kept += [part(excerpt, position, found.start()), part(excerpt, found.end() - 1, found.end())]
                position = found.end()
        elif (shown := reference(found[0])) != found[0]:
            kept += [part(excerpt, position, found.start()), Excerpt(shown, ())]
            position = found.end()
    return _joined([*kept, part(excerpt, position, len(text))])


def _joined(parts: list[Excerpt]) -> Excerpt:
    pieces = []
    length = 0
    for one in parts:
        pieces += [Piece(length + piece.local, piece.source, piece.length) for piece in one.pieces]
        length += len(one.text)
    return Excerpt("".join(one.text for one in parts), tuple(pieces))
