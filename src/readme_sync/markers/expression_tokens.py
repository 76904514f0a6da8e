"""The words of an expression, each with its place; and what is wrong with one, with its place."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.text.regex import regex


class ExpressionError(RequestError):
    """An expression that is none; `at` is the 0-based offset of what is wrong in its text."""

    def __init__(self, message: str, at: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.at = at


class Sort(StrEnum):
    """What a token is."""

    WORD = "word"
    TEXT = "text"
    """In quotes."""
    SIGN = "sign"
    """One of `, * =`."""
    END = "end"


class Token(NamedTuple):
    """A token; `text` without its quotes."""

    sort: Sort
    text: str
    at: int

    @property
    def shown(self) -> str:
        """For messages."""
        return "the end" if self.sort is Sort.END else repr(self.text)


_TOKEN = regex(
    r"\s*+(?:\"(?P<quoted>(?:[^\"\\]|\\.)*+)\"|(?P<open>\")|(?P<sign>[,*=])|(?P<word>[^\s\",*=]++)|\Z)", re.DOTALL
)
_ESCAPE = regex(r"\\([\\\"])")
_THOUSANDS = regex(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_CURLY = "“”„«»‘’'`"
BARE = regex(r"[^\s\",*=]++\Z")


def tokens(text: str) -> Iterator[Token]:
    """The tokens of an expression, an end behind them.

    Raises:
        ExpressionError: a quote is open, holds a line end, or is not straight; a number holds commas.
    """
    position = 0
    while found := _TOKEN.match(text, position):
        kind = found.lastgroup
        if kind is None:
            break
        at = found.start() + len(found[0]) - len(found[0].lstrip())
        if kind == "open":
            raise ExpressionError("the quotation mark has no end", at, 'write "..."')
        if kind == "quoted":
            yield Token(Sort.TEXT, _unquoted(found["quoted"], at), at)
        elif kind == "sign":
            yield Token(Sort.SIGN, found["sign"], at)
        else:
            yield _word(text, found["word"], at)
        position = found.end()
    yield Token(Sort.END, "", len(text.rstrip()))


def _unquoted(inner: str, at: int) -> str:
    if not inner.isprintable():
        raise ExpressionError("a line end or another control character stands in quotation marks", at, "leave it out")
    if not inner:
        raise ExpressionError("nothing stands in the quotation marks", at, "write a name")
    return _ESCAPE.sub(r"\1", inner)


def _word(text: str, word: str, at: int) -> Token:
    if word[0] in _CURLY:
        raise ExpressionError(f"{word[0]} is no quotation mark here", at, 'write "..."')
    if not word.isprintable():
        raise ExpressionError("a control character stands in a word", at, "leave it out")
    if thousands := _THOUSANDS.match(text, at):
        plain = thousands[0].replace(",", "")
        raise ExpressionError(f"{thousands[0]} has a comma", at, f"write {plain}")
    return Token(Sort.WORD, word, at)


def quoted(text: str) -> str:
    """The text in quotation marks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like this one, or all of them."""
    from difflib import get_close_matches

    words = list(known)
    near = get_close_matches(word[:40].casefold(), words, 1, 0.6)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(words)}"
