"""Backslash escapes and character references."""

import sys

from readme_sync.text import Excerpt
from readme_sync.text.regex import regex
from readme_sync.text.source import Piece, part

ESCAPE = r"\\[!-/:-@\[-`{-~]"
REFERENCE = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_SURROGATES = range(0xD800, 0xE000)
_ANY_REFERENCE = regex(REFERENCE)
_EITHER = regex(f"{ESCAPE}|{REFERENCE}")


def reference(text: str) -> str:
    """Return the character of a reference such as `&amp;`; the reference itself if it is unknown."""
    from html.entities import html5  # noqa: PLC0415  a slow import that few documents need

    name = text[1:]
    if not name.startswith("#"):
        return html5.get(name, text)
    number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    is_character = 0 < number <= sys.maxunicode and number not in _SURROGATES
    return chr(number) if is_character else "\ufffd"


def holds_reference(text: str) -> bool:
    """Return whether a text has a character reference, which may stand for anything; a bare `&` is only a sign."""
    return "&" in text and ";" in text and _ANY_REFERENCE.search(text) is not None


def decode(text: str) -> str:
    """Return `text` with escapes and character references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _EITHER.sub(lambda m: m[0][1:] if m[0][0] == "\\" else reference(m[0]), text)


def without_references(excerpt: Excerpt, *, escapes: bool) -> Excerpt:
    """Return the text with its character references, and on request its backslash escapes, resolved.

    The characters of a reference are not in the source; an escaped character is.
    """
    text = excerpt.text
    if "&" not in text and not (escapes and "\\" in text):
        return excerpt
    kept: list[Excerpt] = []
    position = 0
    for found in _EITHER.finditer(text):
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
