"""Text from documents, made harmless: a title must not clear the screen, hide a line or reverse its own line."""

import re
from functools import cache

from readme_sync.text.regex import regex

_SEQUENCE = regex(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC and similar: titles, links
    r"|\x1b[ -/]*[0-~]?"
)
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./_")
_WHITESPACE = (*range(0x09, 0x0E), 0x85, 0x2028, 0x2029)
_REMOVED = (
    *range(0x09),
    *range(0x0E, 0x20),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    0xAD,  # soft hyphen
    0x061C,  # Arabic letter mark
    0x180E,
    0x200B,  # zero width space; the joiners after it stay, emoji and Persian need them
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),  # embeddings and overrides
    *range(0x2060, 0x2070),  # word joiner, invisible operators, isolates
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),  # tags: invisible text
)


def printable(text: str) -> str:
    """Return the text on one line, without escape sequences, control characters and hidden characters."""
    if not (text.isascii() and text.isprintable()):
        text = _SEQUENCE.sub("", text).translate(_table())
    return " ".join(text.split())


def visible(text: str) -> str:
    r"""Return the text with its lines, tabs and spaces; what `printable` removes is shown as `\u202e`."""
    if text.replace("\t", "").replace("\n", "").isprintable():  # as most text is
        return text
    return _hidden().sub(_escaped, text)


def json_visible(text: str) -> str:
    """Return the JSON text with hidden characters as JSON escapes: equal data, harmless to look at."""
    return _hidden().sub(_json_escaped, text)


def quoted(word: str) -> str:
    """Return the word as a shell needs it."""
    if word and _PLAIN.issuperset(word):
        return word
    import shlex

    return shlex.quote(word)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return f"\\x{ord(character):02x}" if character.isascii() else ascii(character)[1:-1]


def _json_escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


@cache
def _table() -> dict[int, str]:
    surrogates = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # from file names
    return {**surrogates, **dict.fromkeys(_REMOVED, ""), **dict.fromkeys(_WHITESPACE, " ")}


@cache
def _hidden() -> re.Pattern[str]:
    return regex(f"[{''.join(map(chr, sorted({*_REMOVED, *_WHITESPACE} - {9, 10})))}]")
