"""Text from documents, made harmless for a terminal, for the log of a workflow and for Markdown of ours."""

import re
from collections.abc import Mapping
from functools import cache

from readme_sync.text.regex import regex

# For a terminal: a title must not clear the screen, hide a line or reverse its own line.

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
    return text if _is_harmless(text) else _hidden().sub(_escaped, text)


def json_visible(text: str) -> str:
    """Return the JSON text with hidden characters as JSON escapes: equal data, harmless to look at."""
    return text if _is_harmless(text) else _hidden().sub(_json_escaped, text)


def _is_harmless(text: str) -> bool:
    """Return whether a text has nothing hidden; cheap; may miss one that has none, as of emoji with joiners."""
    return text.replace("\t", "").replace("\n", "").isprintable()


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


# For the output of a step: commands to the runner of GitHub Actions, and other text without any.

_COMMAND = regex(r"(?m:(^|\r)([^\S\r\n]*)::|##\[)")
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    """Return the command as one line, with its line end; properties that are "" are left out."""
    pairs = ",".join(f"{key}={_written(str(value), _PROPERTY)}" for key, value in properties.items() if value != "")
    return f"::{name}{' ' if pairs else ''}{pairs}::{_written(message, _DATA)}\n"


def harmless(text: str) -> str:
    """Return the text without commands for the runner: a visible break is put where one would begin."""
    return _COMMAND.sub(_broken, text)


def _written(text: str, escapes: Mapping[str, str]) -> str:
    """Return the text as the runner decodes it; each character is replaced once, so no percent sign twice."""
    return "".join(escapes.get(character, character) for character in text.replace("##[", "## ["))


def _broken(match: re.Match[str]) -> str:
    return "## [" if match[0] == "##[" else f"{match[1]}{match[2]}| ::"


# For Markdown of ours: text that shows as it is, and has no effect.

_PUNCTUATION = regex(r"[!-/:-@\[-`{-~]")
_ADDRESS = regex(r"https?://[\w.:-]{1,255}(?:/[\w.-]{1,255}){0,9}")
_EMAIL_AT = "&#64;"


def escaped(text: str) -> str:
    """Return the text on one line, for a table cell or a line of text: no markup, no link, no mention.

    All punctuation becomes character references, which are safe everywhere. Only an e-mail address would still become a
    link; a comment breaks it.
    """
    written = _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", printable(text))
    return written.replace(_EMAIL_AT, f"<!-- -->{_EMAIL_AT}")


def linked(text: str, address: str) -> str:
    """Return the text as a link, or without one if the address has unusual characters."""
    return f"[{escaped(text)}]({address})" if _ADDRESS.fullmatch(address) else escaped(text)


def fenced(text: str, language: str) -> str:
    """Return the text as a block of code, whatever it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.removesuffix(chr(10))}\n{fence}\n"


def coded(text: str) -> str:
    """Return the text on one line as inline code, in which GitHub links no names and no issues."""
    shown = printable(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    ticks, blank = "`" * (longest + 1), " " if longest or not shown else ""
    return f"{ticks}{blank}{shown}{blank}{ticks}"
