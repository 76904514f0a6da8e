"""What may stand behind the kind of a region: its words and its options. docs/markers.md shows this table."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from readme_sync.markers.expression_tokens import ExpressionError, nearest
from readme_sync.model import RegionKind
from readme_sync.text.regex import regex

DATA = ("csv", "json", "yaml", "toml", "files")
"""Where the rows of a table may come from."""

COLUMNS = ("section", "progress", "percent", "done", "left", "total")
"""The columns that a summary may have."""


class Option(NamedTuple):
    """An option: the pattern of its value, how that is written for people, and what it means."""

    name: str
    pattern: re.Pattern[str]
    written: str
    means: str


def _option(name: str, pattern: str, written: str, means: str) -> Option:
    return Option(name, regex(pattern), written, means)


_LEVEL = r"[1-6]"
_ANY = r".*"
_COLUMN = rf"\s*(?:{'|'.join(COLUMNS)})\s*"
_OF = _option("of", _ANY, '`#plan`, `docs/plan.md`, `docs/plan.md#plan`, `"docs/*.md"`', "what is counted")
_DEPTH = _option("depth", _LEVEL, "`1` to `6`", "the deepest level of headings that get a line of their own")

OPTIONS: dict[RegionKind, tuple[Option, ...]] = {
    RegionKind.SUMMARY: (
        _OF,
        _DEPTH,
        _option("bar", r"none|[5-9]|[1-4][0-9]|50", "`5` to `50`, `none`", "the length of the bars"),
        _option("columns", rf"{_COLUMN}(?:,{_COLUMN})*", f'`"{",".join(COLUMNS)}"`', "which columns, in which order"),
    ),
    RegionKind.TABLE: (
        _option("columns", _ANY, '`"Title,Status"`', "which columns of the data, in which order"),
        _option("key", _ANY, "`Title`", "the column by which your own columns are kept beside their rows"),
        _option("drop", r"yes|no", "`yes`, `no`", "whether rows that left the data go, with what you wrote in them"),
    ),
    RegionKind.TOC: (
        _option("from", _LEVEL, "`1` to `6`", "the highest level of headings that is listed"),
        _option("depth", _LEVEL, "`1` to `6`", "the deepest level of headings that is listed"),
    ),
    RegionKind.CHART: (
        _OF,
        _DEPTH,
        _option("bar", r"[5-9]|[1-4][0-9]|50", "`5` to `50`", "the length of the bars"),
    ),
    RegionKind.UPDATED: (),
}


def refuse_unknown(kind: RegionKind, words: Sequence[tuple[str, int]], options: Sequence[tuple[str, str, int]]) -> None:
    """Does nothing where all that stands behind a kind is known; each word and option comes with its place.

    Raises:
        ExpressionError: something is not.
    """
    known = {option.name: option for option in OPTIONS[kind]}
    for name, value, at in options:
        if name not in known:
            hint = nearest(name, known) if known else f"{kind} has none"
            raise ExpressionError(f"{kind} has no option {name!r}", at, hint)
        if not known[name].pattern.fullmatch(value):
            written = known[name].written.replace("`", "")
            raise ExpressionError(f"{name} cannot be {value!r}", at, f"write {written}")
    if kind is RegionKind.TABLE:
        _refuse_data(words)
    elif words:
        word, at = words[0]
        hint = f"write {word}=..." if word in known else f"options are written as in {next(iter(known))}=..."
        raise ExpressionError(f"{kind} has no word {word!r}", at, hint if known else f"write {kind} alone")


def _refuse_data(words: Sequence[tuple[str, int]]) -> None:
    """Does nothing where the words say where the rows of a table come from.

    Raises:
        ExpressionError: they do not.
    """
    example = "write table csv data.csv"
    if not words:
        raise ExpressionError("the table has no data", 0, example)
    (kind, at), *rest = words
    if kind not in DATA:
        raise ExpressionError(f"{kind!r} is no kind of data", at, nearest(kind, DATA))
    if not rest:
        raise ExpressionError(f"{kind} has no file", at, example if kind != "files" else 'write files "docs/*.md"')
    if len(rest) > 1:
        raise ExpressionError(f"{rest[1][0]!r} is too much", rest[1][1], 'names with blanks stand in "..."')
