"""What sources come to: one amount, counted in one or several ways."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.text.regex import regex


class CountingMethod(StrEnum):
    """How something is counted. Where several are right, the first that an amount has is written."""

    UNITS = "units"
    """Sum over sum: pages of pages, where every item states a fraction."""
    MEAN = "mean"
    """The mean of the percents."""
    ITEMS = "items"
    """Done items of all items."""


class Measure(NamedTuple):
    """An amount, counted in one manner.

    Attributes:
        done: what is done; where there is no total, the number that it is about.
        total: None where only a number is known.
        percent: 0 to 100; None where there is no total, or nothing to share.
        size: of how many things `percent` is the mean; how much it counts among several sources.
    """

    manner: CountingMethod
    done: float
    total: float | None = None
    percent: float | None = None
    size: float = 1.0


class Amount(NamedTuple):
    """What one source comes to, or several together.

    Attributes:
        ways: at least one; each is right.
        many: how many there are, done or not.
        origin: who says so, for messages: `3 tasks below`.
        may_be_percent: whether a lone number may state a percent itself, as in a coverage report.
        text: what it is, where it is a text and no number; then there are no ways.
    """

    ways: tuple[Measure, ...]
    many: float
    origin: str
    may_be_percent: bool = False
    text: str = ""


def share(done: float, total: float | None, manner: CountingMethod = CountingMethod.ITEMS) -> Measure:
    """So much of a total."""
    percent = 100 * done / total if total else None
    return Measure(manner, done, total, percent, total or 0.0)


def number(value: float, origin: str) -> Amount:
    """Return a number alone."""
    return Amount((Measure(CountingMethod.ITEMS, value),), value, origin, may_be_percent=True)


def percent_of(text: str, origin: str) -> Amount | None:
    """Return the percent that a text states alone, as in the data of a badge; None where it states none."""
    found = _PERCENT.fullmatch(text)
    return number(float(found["percent"]), origin) if found else None


def text_of(text: str, origin: str) -> Amount:
    """Return a text, as it can stand in a document.

    Raises:
        RequestError: it is empty, too long, or has signs that mean something in Markdown.
    """
    if _SIGNED.fullmatch(text):
        raise RequestError(f"{origin} is {text}, and a count is not negative", hint="point at a number or a text")
    if text.strip("-+.").lower() in _NO_NUMBERS:
        raise RequestError(f"{origin} is {text!r}, no number", hint="point at a number or a text")
    if not _PLAIN.fullmatch(text):
        shown = repr(text[:40]) + ("…" if len(text) > 40 else "")  # noqa: PLR2004  what is shown
        hint = "use one of letters, digits, spaces and . , : + - / @, at most 100"
        raise RequestError(f"{origin} is {shown}, which no plain text can state", hint=hint)
    return Amount((), 0, origin, text=text)


_PLAIN = regex(r"[\w(][\w .,:+/@()\-]{0,99}(?<! )")
_SIGNED = regex(r"-[0-9.]{1,40}")
_PERCENT = regex(r"(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,9})?) ?%")
_NO_NUMBERS = {"nan", "inf", "infinity", "null", "none", "undefined"}


def count_of(done: float, total: float, origin: str) -> Amount:
    """So many things, some of them done."""
    return Amount((share(done, total),), total, origin)


def summed(amounts: Sequence[Amount], weights: Sequence[float]) -> Amount:
    """Return several amounts together; where one has a weight, the percent is the mean of theirs, so weighted.

    Raises:
        RequestError: they are weighted, and one has no percent.
    """
    if len(amounts) == 1:
        return amounts[0]
    for one in amounts:
        if one.text:
            raise RequestError(f"{one.origin} is the text {one.text!r}", hint="only numbers can be combined")
    if any(weight != 1 for weight in weights):
        ways: tuple[Measure, ...] = (_weighted(amounts, weights),)
        return Amount(ways, sum(one.many for one in amounts), _origins(amounts))
    manners = [manner for manner in CountingMethod if any(way.manner is manner for one in amounts for way in one.ways)]
    ways = tuple(_together(manner, amounts) for manner in manners)
    return Amount(ways, sum(one.many for one in amounts), _origins(amounts))


def of_total(amount: Amount, totals: Sequence[Amount]) -> Amount:
    """Return the amount out of another total: the number of things that those are."""
    if amount.text or any(one.text for one in totals):
        raise RequestError(f"{amount.origin} out of {_origins(totals)}: one of them is a text", hint="name numbers")
    total = sum(one.many for one in totals)
    ways = [share(way.done, total, way.manner) for way in amount.ways if way.manner is not CountingMethod.MEAN]
    if not ways:
        ways = [share(amount.ways[0].done, total)]
    return Amount(tuple(ways), amount.many, f"{amount.origin} out of {_origins(totals)}")


def _together(manner: CountingMethod, amounts: Iterable[Amount]) -> Measure:
    """Return the sum in one manner; an amount that has it not gives its first."""
    ways = [next((way for way in one.ways if way.manner is manner), one.ways[0]) for one in amounts]
    done, total = _sums(ways)
    size = sum(way.size for way in ways if way.percent is not None)
    if manner is not CountingMethod.MEAN or not size or total is None:
        return share(done, total, manner)
    percent = sum((way.percent or 0.0) * way.size for way in ways) / size
    return Measure(manner, done, total, percent, size)


def _weighted(amounts: Sequence[Amount], weights: Sequence[float]) -> Measure:
    ways = [one.ways[0] for one in amounts]
    summed_up = 0.0
    for one, way, weight in zip(amounts, ways, weights, strict=True):
        percent = way.done if way.total is None and one.may_be_percent else way.percent
        if percent is None:
            raise RequestError(f"{one.origin} has no percent that a weight could be given to", hint="leave it out")
        summed_up += weight * percent
    return Measure(CountingMethod.MEAN, *_sums(ways), summed_up / sum(weights))


def _sums(ways: Sequence[Measure]) -> tuple[float, float | None]:
    """Return what is done, and the total, None where one has none."""
    totals = [way.total for way in ways if way.total is not None]
    return sum(way.done for way in ways), sum(totals) if len(totals) == len(ways) else None


def _origins(amounts: Sequence[Amount]) -> str:
    shown = [one.origin for one in amounts[:3]]
    return " + ".join(shown) + (f" + {len(amounts) - 3} more" if len(amounts) > 3 else "")  # noqa: PLR2004  three are shown
