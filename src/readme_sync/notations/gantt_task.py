"""What stands behind the name of a task in a Gantt chart of Mermaid: `done, a1, 2024-01-01, 2d`, `active, after a1`.

The tag says the state; without one the task is open. Other tags (`crit`) stay.
"""

from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.text.regex import regex

_TAGS = {"done": State.DONE, "active": State.IN_PROGRESS}
_WORDS = {state: tag for tag, state in _TAGS.items()}
_TAG = regex(r"(?:(?:crit|milestone|vert)[ \t]*,[ \t]*)*(?P<tag>done|active)(?=[ \t]*(?:,|\Z))(?P<gap>[ \t]*,[ \t]*)?")
_TASK = regex(r"[^\s,:;#][^\n]*")
_ALL = 100


def _read(text: str) -> Iterator[Reading]:
    if _TASK.fullmatch(text):
        yield Reading(0, len(text), Progress.of_state(_state(text)))


def _state(text: str) -> State:
    found = _TAG.match(text)
    return _TAGS[found["tag"]] if found else State.OPEN


def _write(text: str, progress: Progress) -> list[Replacement]:
    is_told = progress.percent in (None, 0, _ALL) and progress.state is not State.UNKNOWN
    new = progress.state
    if not is_told:
        stated = progress.state if progress.percent is None else f"{progress.percent:g} %"
        raise RequestError(f"a task of a Gantt chart cannot state {stated}", hint="say `in progress`, `done` or `open`")
    if new is _state(text):
        return []
    found = _TAG.match(text)
    if new is not State.OPEN:
        if found:
            return [Replacement(*found.span("tag"), _WORDS[new])]
        is_tight = "," in text and ", " not in text
        return [Replacement(0, 0, _WORDS[new] + ("," if is_tight else ", "))]
    assert found is not None
    if found["gap"] is None:
        raise RequestError(f"{text!r} has nothing but its state", hint="write when the task takes place behind it")
    return [Replacement(found.start("tag"), found.end("gap"), "")]


NOTATION = Notation("gantt-task", Target.PLACE, Family.STATE, tuple(_TAGS), _read, _write)
