"""Bars with a whole number in the path and `scale` in the query: `.../26/?scale=61&suffix=/61`.

The value and `scale` are whole numbers; other parameters may hold copies (`suffix=%25%20(15/28)`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations import Reading, Replacement
from readme_sync.notations._addresses import Value, parameters
from readme_sync.notations._numbers import close, count_like, like, part_of, percent_for, step, value_of, whole
from readme_sync.text.regex import regex

# What bars of all kinds share: how many cells are filled, and the characters to replace when the boundary moves.

FEWEST = 5
"""Fewer cells are a box, a bullet, a rating."""

NUMBER = regex(r"[0-9][ \xa0]?(?:[%％]|[/／][ \xa0]?[~≈]?[0-9]|(?:out )?of ~?[0-9])")
"""Where a percent or a fraction stands, as far as a bar next to it needs to know."""

_ALL = 100
_NOISE = 1e-9


def progress_of(filled: float, width: float) -> Progress:
    """Return what a bar shows; a full one exactly 100, whatever the noise of binary fractions."""
    return Progress.of_percent(100.0 if filled == width else 100 * filled / width)


def filled_for(filled: int, width: int, progress: Progress) -> int:
    """Return how many of `width` cells are filled when a bar with `filled` ones is to show `progress`.

    As many as come nearest; of two as near, those of before. Full only when all is done, empty only when nothing is.
    (An item that is set to what it says already keeps a bar that is right within one cell: authors floor and ceil.)

    Raises:
        RequestError: the progress has no percent.
    """
    percent = progress.percent
    if percent is None:
        raise RequestError(f"a bar cannot state {progress.state}", hint="write a number such as 40, or done, or open")
    if percent <= 0:
        return 0
    if percent >= _ALL:
        return width
    exact = percent * width / 100
    wanted = filled if abs(filled - exact) <= 0.5 + _NOISE else round(exact)
    return min(max(wanted, 1), width - 1)


def moved(start: int, old: Sequence[str], new: Sequence[str]) -> list[Replacement]:
    """Return what to replace so that the cells `old`, the first of which stands at `start`, become `new`."""
    first, last = 0, len(old)
    while first < last and old[first] == new[first]:
        first += 1
    while last > first and old[last - 1] == new[last - 1]:
        last -= 1
    if first == last:
        return []
    begin = start + sum(map(len, old[:first]))
    return [Replacement(begin, begin + sum(map(len, old[first:last])), "".join(new[first:last]))]


# Copies of a figure in the query of an image's address: `label=10/17`, `suffix=/61`, `suffix=%25%20(15/28)`.

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
    """Yield what to replace in a parameter when the picture's figure goes from `old` to `new`.

    `unit` is how far the old figure may be from the truth by rounding alone.

    Raises:
        RequestError: a number may be a copy of the figure, and cannot be brought along with certainty.
    """
    for token in _TOKEN.finditer(value.text):
        for name, number in _wanted(token, value, old, new, unit).items():
            if number != token[name]:
                yield Replacement(value.start + token.start(name), value.start + token.end(name), number)


def brought_along(picture: list[Replacement], copies: Callable[[], Iterable[Replacement]]) -> list[Replacement]:
    """Return the replacements of a picture's own values and of its copies.

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
    """Return what the named numbers of one token should be."""
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
    """Return a number by itself: a copy where it is all the parameter says, a riddle where it only equals the value."""
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


_DEFAULT_SCALE = 100


class PathBar(NamedTuple):
    """One such service.

    Attributes:
        address: matches whole addresses; groups `host`, `value` (None where it comes from elsewhere), `query`.
        copies: the parameters that are shown.
    """

    address: re.Pattern[str]
    copies: tuple[str, ...]

    def read(self, text: str) -> Iterator[Reading]:
        """Yield the reading of an address."""
        found = self.address.fullmatch(text)
        if found:
            progress = _progress(found, parameters(found))
            yield Reading(0, len(text), progress, 1.0 if progress.total is None else 0.0)

    def write(self, text: str, progress: Progress) -> list[Replacement]:
        """Return what to replace in the address."""
        found = self.address.fullmatch(text)
        assert found is not None
        query = parameters(found)
        old = _progress(found, query)
        if progress == old:
            return []
        if found["value"] is None:
            raise RequestError(f"{found['host']} takes this value from another file", hint="change it there")
        new = _counted(found, old, progress)
        unit = 1.0 if old.total is None else 0.0
        copies = [query[name] for name in self.copies if name in query]
        picture = list(_values(found, query, new))
        return brought_along(picture, lambda: chain.from_iterable(follow(copy, old, new, unit) for copy in copies))


def _progress(found: re.Match[str], query: dict[str, Value]) -> Progress:
    """Return what the picture shows; unknown where the value comes from elsewhere."""
    if found["value"] is None:
        return UNKNOWN
    scale = _scale(query)
    value = int(found["value"])
    return Progress.of_percent(value) if scale == _DEFAULT_SCALE else Progress.of_fraction(value, scale)


def _scale(query: dict[str, Value]) -> int:
    """Return the number that stands for all; the service reads a wrong one as 100."""
    text = query["scale"].text if "scale" in query else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else _DEFAULT_SCALE  # noqa: PLR2004


def _counted(found: re.Match[str], old: Progress, progress: Progress) -> Progress:
    """Return the progress as the service can take it: a count of its scale, or a percent."""
    if old.total is None:
        return progress
    try:
        return Progress.of_fraction(*part_of(old.total, progress))
    except RequestError as error:
        raise RequestError(f"{found['host']} takes whole numbers; {error.message}", hint=error.hint) from None


def _values(found: re.Match[str], query: dict[str, Value], new: Progress) -> Iterator[Replacement]:
    """Yield the number in the path, and `scale` where the progress comes with another total."""
    written = found["value"]
    scaled = _scale(query) != _DEFAULT_SCALE
    value = whole(new.done if scaled and new.done is not None else percent_for(written, new))
    if value is None:
        raise RequestError(f"{found['host']} takes whole numbers, not {new.percent:g}", hint="round it")
    if value != int(written):
        yield Replacement(*found.span("value"), count_like(written, value))
    if scaled and new.total is not None and new.total != _scale(query):
        yield Replacement(query["scale"].start, query["scale"].end, f"{new.total:g}")
