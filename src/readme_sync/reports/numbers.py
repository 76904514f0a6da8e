"""The derived numbers of documents: for people a line each, for programs one document a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readme_sync.model import UNKNOWN
from readme_sync.reports.json_lines import VERSION, Number, ProgressShape, Version, progress_shape
from readme_sync.reports.safe import printable
from readme_sync.reports.words import Style, View, counted
from readme_sync.sources.derived_numbers import DerivedNumber, Sureness
from readme_sync.sources.expected import said, stated
from readme_sync.text import Source


@dataclass(frozen=True, slots=True)
class NumberShape:
    """One number; line and column are 1-based, the column in Unicode code points."""

    line: int
    column: int
    text: str
    """As it is written."""
    value: ProgressShape
    follows: str
    """What it is derived from."""
    expected: ProgressShape | None
    """The number it should say; null where that is not known, or is a text."""
    expected_text: str
    """The text it should say; empty where that is a number."""
    right: bool | None
    sure: Sureness
    """How sure it is that it follows that."""
    watched: bool
    """Whether `check` reports a warning or an error where it is wrong."""
    reason: str
    """Why it is watched, or is not."""
    followed: Number | None
    """In how many earlier versions it was set to what was right then; null without --history."""


@dataclass(frozen=True, slots=True)
class NumbersShape:
    """The derived numbers of one document."""

    version: Version
    path: str
    numbers: tuple[NumberShape, ...]


def numbers_shape(source: Source, path: str, numbers: Sequence[DerivedNumber]) -> NumbersShape:
    """Return the shape of the numbers of a document."""
    return NumbersShape(VERSION, path, tuple(number_shape(source, one) for one in numbers))


def number_shape(source: Source, one: DerivedNumber) -> NumberShape:
    """Return the shape of one number."""
    line, column = source.position_of(one.figure.span.start)
    return NumberShape(
        line,
        column,
        one.figure.excerpt.text,
        progress_shape(one.figure.progress),
        one.follows,
        progress_shape(one.expected) if one.expected else None,
        one.text,
        one.is_right,
        one.sureness,
        one.is_watched,
        one.reason,
        one.followed,
    )


def numbers_lines(source: Source, path: str, numbers: Sequence[DerivedNumber], view: View) -> Iterator[str]:
    """Yield a line for each number, and the totals; without line ends."""
    name = view.shown(printable(path))
    values = [stated(one.figure) for one in numbers]
    widest = max(map(len, values), default=0)
    for one, value in zip(numbers, values, strict=True):
        line, column = source.position_of(one.figure.span.start)
        text = view.shown(printable(number_text(one)))
        yield f"{view.paint(f'{name}:{line}:{column}', Style.STRONG)} {value:<{widest}} {text}"
    if not numbers:
        yield f"{name}: no derived numbers"
        return
    unbound = sum(not one.is_watched for one in numbers)
    more = f", {unbound} not bound (--bind LINE puts a marker around a number)" if unbound else ""
    yield f"{name}: {counted(len(numbers), 'derived number')}, {len(numbers) - unbound} watched{more}"


def number_text(one: DerivedNumber) -> str:
    """Return what a number follows, what it should say, how sure that is, and whether it is watched."""
    state = ""
    if one.is_right is False and (one.text or one.expected):
        state = f", which should say {one.text or said(one.expected or UNKNOWN)}"
    followed = "" if one.followed is None else f", followed {one.followed} times in the log"
    watched = "watched" if one.is_watched else "not watched"
    what = f"follows {one.follows}" if one.follows else "follows what cannot be evaluated"
    return f"{what}{state} ({one.sureness}{followed}; {watched}: {one.reason})"
