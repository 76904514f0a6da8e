"""Copies of a figure in the query of an image's address: `label=10/17`, `suffix=/61`, `suffix=%25%20(15/28)`.

They are part of the picture, so they must move when the value moves. Where it is not certain that a number is a copy,
or what it should become, the whole change is refused.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from readme_sync.errors import RequestError
from readme_sync.model import Progress
from readme_sync.notations._numbers import close, like, part_of, percent_for, step, value_of, whole
from readme_sync.notations._query import Value
from readme_sync.notations.notation import Replacement
from readme_sync.text.regex import regex

_BLANKS = r"(?:%20|[ +_]){0,3}"
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_SLASH = r"(?:/|%2[Ff]|of)"
_TOKEN = regex(
    rf"(?P<done>{_NUMBER}){_BLANKS}{_SLASH}{_BLANKS}(?P<total>{_NUMBER})"
    rf"|(?P<percent>{_NUMBER}){_BLANKS}(?:%25|%(?![0-9A-Fa-f]{{2}}))"
    rf"|(?:/|%2[Ff]){_BLANKS}(?P<goal>{_NUMBER})"
    r"|%[0-9A-Fa-f]{2}"  # an escape; its digits are no number
    rf"|(?P<number>{_NUMBER})"
)


def follow(value: Value, old: Progress, new: Progress, unit: float) -> Iterator[Replacement]:
    """What to replace in a parameter when the picture's figure goes from `old` to `new`.

    `unit` is how far the old figure may be from the truth by rounding alone.

    Raises:
        RequestError: a number may be a copy of the figure, and cannot be brought along with certainty.
    """
    for token in _TOKEN.finditer(value.text):
        for name, number in _wanted(token, value, old, new, unit).items():
            if number != token[name]:
                yield Replacement(value.start + token.start(name), value.start + token.end(name), number)


def brought_along(picture: list[Replacement], copies: Callable[[], Iterable[Replacement]]) -> list[Replacement]:
    """The replacements of a picture's own values and of its copies.

    Where the picture stays as it is, a copy that cannot be brought along with certainty stays too: nothing moved.

    Raises:
        RequestError: the picture changes, and a copy cannot follow.
    """
    try:
        return sorted([*picture, *copies()])
    except RequestError:
        if picture:
            raise
        return []


def _wanted(token: re.Match[str], value: Value, old: Progress, new: Progress, unit: float) -> dict[str, str]:
    """What the named numbers of one token should be."""
    if token["done"]:
        return _fraction(token, value, old, new, unit)
    if token["percent"]:
        return _percent(token, value, old, new, unit)
    if token["goal"]:
        return _goal(token, value, old, new)
    return _number(token, value, old, new) if token["number"] else {}


def _fraction(token: re.Match[str], value: Value, old: Progress, new: Progress, unit: float) -> dict[str, str]:
    done, total = value_of(token["done"]), value_of(token["total"])
    stated = Progress.of_fraction(done, total).percent
    if total != old.total and not _agree(stated, old.percent, unit):
        raise _unsure(value)
    number, goal = part_of(total, new)
    return {
        "done": token["done"] if close(number, done) else like(token["done"], number),
        "total": token["total"] if close(goal, total) else like(token["total"], goal),
    }


def _percent(token: re.Match[str], value: Value, old: Progress, new: Progress, unit: float) -> dict[str, str]:
    written = token["percent"]
    if not _agree(value_of(written), old.percent, max(unit, step(written))):
        raise _unsure(value)
    percent = percent_for(written, new)
    return {"percent": written if close(percent, value_of(written)) else like(written, percent)}


def _goal(token: re.Match[str], value: Value, old: Progress, new: Progress) -> dict[str, str]:
    """`/61` behind the value; only a new total changes it."""
    total = value_of(token["goal"])
    if new.total is None or new.total == (old.total or 100):
        return {}
    if total != old.total or whole(new.total) is None:
        raise _unsure(value)
    return {"goal": like(token["goal"], new.total)}


def _number(token: re.Match[str], value: Value, old: Progress, new: Progress) -> dict[str, str]:
    """A number by itself: a copy where it is all the parameter says, a riddle where it only equals the value."""
    before = old.percent if old.done is None else old.done
    written = token["number"]
    if before is None or not close(value_of(written), before):
        return {}
    if written != value.text:
        raise _unsure(value)
    after = percent_for(written, new) if old.done is None or new.done is None else new.done
    return {"number": like(written, after)}


def _agree(one: float | None, other: float | None, unit: float) -> bool:
    return one is not None and other is not None and (close(one, other) or abs(one - other) < unit)


def _unsure(value: Value) -> RequestError:
    return RequestError(
        f"{value.text!r} in the picture's address may state the figure too, and what it should become is not certain",
        hint="change the address by hand",
    )
