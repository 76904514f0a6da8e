"""The grammar of what a marker or the configuration asks for: `done/total of #theory * 60, #practice * 40`.

One parser, by hand; docs/markers.md has the grammar, and a test compares the two.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import Expression, FactSource, SourceKind, Value
from readme_sync.model.claim import Basis
from readme_sync.model.outside import ISSUE_FILTERS
from readme_sync.text.regex import regex

# The words of an expression, each with its place; and what is wrong with one, with its place.


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
    """Yield the tokens of an expression, an end behind them.

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
    """Return the text in quotation marks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word most like this one, or all of them."""
    from difflib import get_close_matches

    words = list(known)
    near = get_close_matches(word[:40].casefold(), words, 1, 0.6)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(words)}"


__all__ = ["ExpressionError", "expression_text", "parse_expression"]

LONGEST = 1_000
_MOST_SOURCES = 100
_DATA = (SourceKind.JSON, SourceKind.YAML, SourceKind.TOML)
_FILTER = regex(r"(?:\A|\s)-?([^\s:]{1,40}):")
_QUOTED = regex(r'"[^"]*"')
_ISSUES = (SourceKind.MILESTONE, SourceKind.ISSUES, SourceKind.ISSUE)
_LATEST = (SourceKind.RELEASE, SourceKind.TAG)
_KINDS = (SourceKind.FILES, *_DATA, SourceKind.CSV, *_ISSUES, *_LATEST)
_COUNTED = (SourceKind.ITEMS, *_ISSUES)
"""Sources that know by themselves what is done and what is not."""
ISSUE_NUMBER = regex(r"[1-9][0-9]{0,8}")
_NUMBER = regex(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_ADDRESS = regex(r"[A-Za-z][A-Za-z0-9+.-]*://")
_DATA_FILE = regex(r".*\.(json|ya?ml|toml|csv)\Z", re.IGNORECASE | re.DOTALL)


@cache
def values() -> tuple[str, ...]:
    """Return the words for values."""
    return tuple(value.value for value in Value if value is not Value.FACT)


@cache
def kinds() -> tuple[str, ...]:
    """Return the words that begin a source."""
    return tuple(kind.value for kind in _KINDS)


def parse_expression(text: str, facts: Sequence[FactSource] = ()) -> Expression:
    """Return what an expression asks for; `facts` are those that it may name.

    Without a value it is whatever a fact is where it only names one; `done/total` where the sources know what is done
    or a total is given; else `count`.

    Raises:
        ExpressionError: it is none; the error knows where.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"it is longer than {LONGEST} characters", LONGEST, "shorten it")
    return _Parser(text, facts).expression()


class _Parser:
    """Goes over the tokens once."""

    def __init__(self, text: str, facts: Sequence[FactSource]) -> None:
        self._text = text.strip()
        self._facts = {fact.at: fact for fact in facts}
        self._tokens = list(tokens(text))
        self._next = 0

    def expression(self) -> Expression:
        value = self._value()
        basis = self._basis() if value else Basis.ANY
        sources = self._sources() if value is None or self._take_word("of") else ()
        out_of: tuple[FactSource, ...] = ()
        if self._take_word("out"):
            if not self._take_word("of"):
                raise self._expected("'of' behind 'out'")
            out_of = self._sources()
        if self._token.sort is not Sort.END:
            raise self._expected(self._what_may_follow(sources, out_of))
        if value is None and not out_of and len(sources) == 1 and sources[0].kind in {SourceKind.FACT, *_LATEST}:
            value = Value.FACT
        if value is None:
            value = Value.FRACTION if out_of or all(one.kind in _COUNTED for one in sources) else Value.COUNT
        return Expression(value, sources, out_of, self._text, basis)

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _take_word(self, word: str) -> bool:
        return self._take_if(Sort.WORD, word)

    def _take_if(self, sort: Sort, text: str) -> bool:
        if self._token.sort is sort and self._token.text == text:
            self._next += 1
            return True
        return False

    def _expected(self, what: str) -> ExpressionError:
        token = self._token
        stands = "it ends" if token.sort is Sort.END else f"{token.shown} stands"
        return ExpressionError(f"{stands} where {what} should stand", token.at)

    def _what_may_follow(self, sources: tuple[FactSource, ...], out_of: tuple[FactSource, ...]) -> str:
        if out_of:
            return "',' or the end"
        return "',', 'out of' or the end" if sources else "'of', 'out of' or the end"

    def _basis(self) -> Basis:
        """What is to be counted, where that is said."""
        if not self._take_word("by"):
            return Basis.ANY
        known = [one.value for one in Basis if one]
        if self._token.sort is not Sort.WORD or self._token.text not in known:
            raise self._expected(f"one of {', '.join(known)}")
        return Basis(self._take().text)

    def _value(self) -> Value | None:
        """Return the value in front; None where a source stands there."""
        token = self._token
        if token.sort is Sort.WORD and token.text in values():
            return Value(self._take().text)
        if token.sort is Sort.END:
            raise ExpressionError("it is empty", token.at, f"write one of {', '.join(values())}")
        if token.sort is Sort.WORD and (token.text.lower() in values() or not self._begins_source(token)):
            known = (*self._facts, *values(), *kinds())
            raise ExpressionError(f"{token.text!r} is no value and no source", token.at, nearest(token.text, known))
        return None

    def _begins_source(self, token: Token) -> bool:
        """Return whether a word can begin a source; a path without `.`, `/` or `#` is more likely a word misspelt."""
        if token.text in kinds() or token.text in self._facts:
            return True
        return _NUMBER.fullmatch(token.text) is not None or any(c in token.text for c in "./#")

    def _sources(self) -> tuple[FactSource, ...]:
        sources = [self._weighted()]
        while self._take_if(Sort.SIGN, ","):
            sources.append(self._weighted())
            if len(sources) > _MOST_SOURCES:
                raise ExpressionError(f"there are more than {_MOST_SOURCES} sources", self._token.at)
        return tuple(sources)

    def _weighted(self) -> FactSource:
        source = self._source()
        if not self._take_if(Sort.SIGN, "*"):
            return source
        weight = self._number("a weight such as 60")
        if not weight:
            raise ExpressionError("the weight is 0", self._tokens[self._next - 1].at, "leave that source out")
        return source._replace(weight=weight)

    def _source(self) -> FactSource:
        token = self._token
        if token.sort is Sort.TEXT:
            return self._items(self._take())
        if token.sort is not Sort.WORD:
            raise self._expected("a source")
        if token.text not in kinds():
            return self._plain(self._take())
        self._next += 1
        match SourceKind(token.text):
            case SourceKind.FILES:
                return FactSource(SourceKind.FILES, pattern=self._pattern())
            case kind if kind in {*_ISSUES, *_LATEST}:
                return FactSource(kind, at=self._on_github(kind))
            case SourceKind.CSV:
                path = self._path("a file such as data.csv")
                column = self._name('the header of a column, such as "Status"') if self._take_word("column") else ""
                return FactSource(SourceKind.CSV, path, column, where=self._where())
            case kind:
                return self._data(kind)

    def _on_github(self, kind: SourceKind) -> str:
        """Return what of GitHub is asked for."""
        if kind is SourceKind.MILESTONE:
            return self._name("the number or name of a milestone")
        if kind is SourceKind.ISSUES:
            return self._search()
        if kind is SourceKind.ISSUE:
            return self._issue()
        if not self._take_word("latest"):
            raise self._expected("latest")
        return "latest"

    def _plain(self, token: Token) -> FactSource:
        """Return a number, or the items of a section or a document."""
        if _NUMBER.fullmatch(token.text):
            return FactSource(SourceKind.NUMBER, number=float(token.text))
        if token.text in self._facts:
            return self._facts[token.text]
        if not self._begins_source(token):
            known = (*self._facts, *kinds())
            raise ExpressionError(f"{token.text!r} is no source", token.at, nearest(token.text, known))
        return self._items(token)

    @staticmethod
    def _items(token: Token) -> FactSource:
        path, sharp, anchor = token.text.partition("#")
        _refuse_address(token)
        if sharp and not anchor:
            raise ExpressionError("'#' has no anchor behind it", token.at, "write #section, or leave it out")
        if (found := _DATA_FILE.match(path)) and token.sort is Sort.WORD:
            kind = found[1].lower().replace("yml", "yaml")
            raise ExpressionError(f"{token.text!r} holds no items", token.at, f"write {kind} {token.text}")
        return FactSource(SourceKind.ITEMS, path, anchor)

    def _data(self, kind: SourceKind) -> FactSource:
        token = self._token
        written = self._path(f"a file such as data.{kind.value}")
        path, _, pointer = written.partition("#")
        if not path:
            raise ExpressionError(f"{token.shown} names no file", token.at, f"write data.{kind.value}{written}")
        if pointer and not pointer.startswith("/"):
            raise ExpressionError(f"{pointer!r} is no pointer", token.at, f"write {path}#/{pointer}")
        return FactSource(kind, path, pointer, where=self._where())

    def _where(self) -> str:
        if not self._take_word("where"):
            return ""
        token = self._token
        field = self._name("a field or a value")
        if "=" in field:
            raise ExpressionError("the name of a field holds no '='", token.at)
        return f"{field}={self._name('a value')}" if self._take_if(Sort.SIGN, "=") else field

    def _name(self, what: str) -> str:
        if self._token.sort not in {Sort.WORD, Sort.TEXT}:
            raise self._expected(what)
        return self._take().text

    def _search(self) -> str:
        """Return a search for issues, whose filters GitHub must know."""
        token = self._token
        search = self._name('a search such as "label:bug"')
        for name in _FILTER.findall(_QUOTED.sub("", search)):
            if name.lower() not in ISSUE_FILTERS:
                raise ExpressionError(f"issues have no {name!r}", token.at, f"filters are {', '.join(ISSUE_FILTERS)}")
        return search

    def _issue(self) -> str:
        token = self._token
        number = self._name("the number of an issue").removeprefix("#")
        if not ISSUE_NUMBER.fullmatch(number):
            raise ExpressionError(f"{token.shown} is not the number of an issue", token.at, "write one such as 14")
        return number

    def _pattern(self) -> str:
        if self._token.sort is Sort.WORD:
            raise ExpressionError("the pattern stands in no quotation marks", self._token.at, 'write files "src/*.py"')
        return self._name('a pattern such as "src/*.py"')

    def _path(self, what: str) -> str:
        token = self._token
        name = self._name(what)
        _refuse_address(token)
        return name

    def _number(self, what: str) -> float:
        if self._token.sort is not Sort.WORD or not _NUMBER.fullmatch(self._token.text):
            raise self._expected(what)
        return float(self._take().text)


def _refuse_address(token: Token) -> None:
    if _ADDRESS.match(token.text):
        raise ExpressionError(f"{token.shown} is an address", token.at, "write the path of a file")


def expression_text(expression: Expression) -> str:
    """Return the expression as we would write it; parsed again it is the same."""
    parts = [expression.value.value]
    if expression.value is Value.FACT:
        return _unweighted(expression.sources[0])
    if expression.basis:
        parts.append(f"by {expression.basis}")
    if expression.sources:
        parts.append("of " + ", ".join(map(_source_text, expression.sources)))
    if expression.out_of:
        parts.append("out of " + ", ".join(map(_source_text, expression.out_of)))
    return " ".join(parts)


def _source_text(source: FactSource) -> str:
    weight = "" if source.weight == 1 else f" * {_number_text(source.weight)}"
    return f"{_unweighted(source)}{weight}"


def _unweighted(source: FactSource) -> str:
    name = source.path + (f"#{source.at}" if source.at else "")
    match source.kind:
        case SourceKind.NUMBER:
            return _number_text(source.number)
        case SourceKind.ITEMS:
            safe = (
                BARE.match(name)
                and any(c in name for c in "./#")
                and not _reserved(name)
                and name[0] not in "“”„«»‘’'`"
            )
            return name if safe else quoted(name)
        case SourceKind.FACT:
            return source.at
        case SourceKind.FILES:
            return f"files {quoted(source.pattern)}"
        case SourceKind.ISSUE | SourceKind.RELEASE | SourceKind.TAG as kind:
            return f"{kind.value} {source.at}"
        case SourceKind.MILESTONE | SourceKind.ISSUES as kind:
            return f"{kind.value} {source.at if source.at.isdecimal() and source.at.isascii() else quoted(source.at)}"
        case SourceKind.CSV:
            column = f" column {quoted(source.at)}" if source.at else ""
            return f"csv {quoted(source.path)}{column}{_where_text(source)}"
        case kind:
            return f"{kind.value} {quoted(name)}{_where_text(source)}"


def _reserved(name: str) -> bool:
    return (
        name in values() or _NUMBER.fullmatch(name) is not None or _DATA_FILE.match(name.partition("#")[0]) is not None
    )


def _where_text(source: FactSource) -> str:
    field, equals, value = source.where.partition("=")
    return f" where {quoted(field)}{f'={quoted(value)}' if equals else ''}" if source.where else ""


def _number_text(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")
