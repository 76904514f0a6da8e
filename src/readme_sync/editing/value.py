"""A progress as a user types it: `40`, `40%`, `62.5`, `3/10`, `done`, `in progress`, `open`."""

import re

from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.text.regex import regex

_FORMS = "a percent such as 40 or 62.5, a count such as 3/10, done, in progress, open"
_PERCENT = regex(r"(?P<value>[0-9]{1,9}(?:\.[0-9]{1,30})?)[ \xa0]*%?", re.ASCII)
_FRACTION = regex(r"(?P<done>[0-9]{1,9})[ \xa0]*/[ \xa0]*(?P<total>[0-9]{1,9})", re.ASCII)
_STATES = {
    "done": State.DONE,
    "completed": State.DONE,
    "complete": State.DONE,
    "finished": State.DONE,
    "x": State.DONE,
    "open": State.OPEN,
    "todo": State.OPEN,
    "not started": State.OPEN,
    "not-started": State.OPEN,
    "in progress": State.IN_PROGRESS,
    "in-progress": State.IN_PROGRESS,
    "started": State.IN_PROGRESS,
    "wip": State.IN_PROGRESS,
}
Value = str | float | Progress
"""A progress as it is given: a text, a number of percent, `True` for done and `False` for open, or what was read."""

_WORDS = {State.DONE: "done", State.IN_PROGRESS: "in progress", State.OPEN: "open"}
_ALL = 100
_DECIMALS = 6


def parse_value(value: Value) -> Progress:
    """Return the progress that a person means.

    Raises:
        RequestError: it is none, or leaves 0 to 100 %; the error says why.
    """
    if isinstance(value, Progress):
        return value
    if isinstance(value, bool):
        return Progress.of_state(State.DONE if value else State.OPEN)
    if not isinstance(value, (str, int, float)):
        raise TypeError(f"a progress is a text, a number, True, False or a Progress, not {value!r}")
    text = value if isinstance(value, str) else _number(value)
    word = " ".join(text.split())
    if state := _STATES.get(word.casefold()):
        return Progress.of_state(state)
    if found := _PERCENT.fullmatch(word):
        percent = round(float(found["value"]), _DECIMALS)
        if percent > _ALL:
            raise RequestError(f"{word} is more than 100 %", hint="a count is written n/m")
        return Progress.of_percent(percent)
    if found := _FRACTION.fullmatch(word):
        return _count(word, int(found["done"]), int(found["total"]))
    if _PERCENT.fullmatch(word.removeprefix("-")) and word:
        raise RequestError(f"{word} is less than 0 %")
    raise RequestError(f"{text.strip()[:40]!r} is no progress", hint=f"write {_FORMS}")


def _count(word: str, done: int, total: int) -> Progress:
    if not total:
        raise RequestError(f"{word} has no total")
    if done > total:
        raise RequestError(f"{word} is more than all")
    return Progress.of_fraction(done, total)


def value_text(progress: Progress) -> str:
    """Return the progress as `parse_value` takes it; "" where it is unknown."""
    if progress.done is not None and progress.total:
        return f"{_number(progress.done)}/{_number(progress.total)}"
    if progress.percent is not None:
        return _number(progress.percent)
    return _WORDS.get(progress.state, "")


def _number(number: float) -> str:
    return f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")
