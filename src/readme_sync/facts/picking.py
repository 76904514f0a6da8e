"""From an amount to what a claim may rightly say: the value that was asked for."""

from collections.abc import Iterable, Iterator

from readme_sync.errors import RequestError
from readme_sync.facts.amount import Amount, Way
from readme_sync.model import Progress, Value

_ALL = 100.0
_SHARES = (Value.FRACTION, Value.PERCENT, Value.BAR, Value.BADGE)
_OUT_OF = "say out of what, as in `out of 50`"


def picked(value: Value, amount: Amount) -> tuple[Progress, ...]:
    """What a claim of that value may say, the first is what is written.

    Raises:
        RequestError: the amount has no such value.
    """
    if value is Value.COUNT:
        return (Progress.of_number(amount.many),)
    ways = [way for way in amount.ways if way.total is None or way.done <= way.total]
    if not ways:
        done, total = amount.ways[0].done, amount.ways[0].total
        raise RequestError(f"{amount.origin} come to {done:g} of {total:g}", hint="correct the total")
    if value in _SHARES and all(way.total == 0 for way in ways):
        raise RequestError(f"{amount.origin}: 0 of 0 is no share", hint="check what it is out of")
    found = tuple(dict.fromkeys(_of_ways(value, amount, ways)))
    if not found:
        raise RequestError(f"{amount.origin}: there is no total, so no {value}", hint=_OUT_OF)
    return found


def _of_ways(value: Value, amount: Amount, ways: Iterable[Way]) -> Iterator[Progress]:
    for way in ways:
        match value:
            case Value.DONE:
                yield Progress.of_number(way.done)
            case Value.TOTAL:
                yield Progress.of_number(way.done if way.total is None else way.total)
            case Value.LEFT if way.total is not None:
                yield Progress.of_number(way.total - way.done)
            case Value.FRACTION if way.total is not None:
                yield Progress.of_fraction(way.done, way.total)
            case Value.PERCENT | Value.BAR | Value.BADGE:
                yield from _shares(value, amount, way)
            case _:
                pass


def _shares(value: Value, amount: Amount, way: Way) -> Iterator[Progress]:
    """The share that is done; a badge may state a lone number too."""
    if way.total is not None:
        fraction = Progress.of_fraction(way.done, way.total)
        if way.percent is not None and way.percent != fraction.percent:
            yield Progress.of_percent(way.percent)
        if way.percent is None or way.percent == fraction.percent or value is Value.BADGE:
            yield fraction
        return
    if way.percent is not None:  # weighted
        yield Progress.of_percent(way.percent)
        return
    if value is Value.BADGE:
        yield Progress.of_number(way.done)
    if amount.may_be_percent and 0 <= way.done <= _ALL:
        yield Progress.of_percent(way.done)
