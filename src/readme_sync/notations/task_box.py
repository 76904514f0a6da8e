"""The box of a task list item: `[ ]`, `[x]`, `[X]`. It is done or open, nothing else."""

from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.notations import Family, Notation, Reading, Replacement, Target

_OPEN = " "
_DONE = ("x", "X")
_ALL = 100


def _read(text: str) -> Iterator[Reading]:
    if text == _OPEN or text in _DONE:
        yield Reading(0, 1, Progress.of_state(State.OPEN if text == _OPEN else State.DONE))


def _write(text: str, progress: Progress) -> list[Replacement]:
    if progress.percent not in (0, _ALL):
        stated = progress.state if progress.percent is None else f"{progress.percent:g} %"
        raise RequestError(f"a box is done or open, it cannot state {stated}", hint="set it to done or open")
    is_done = progress.percent == _ALL
    if is_done == (text in _DONE):
        return []
    return [Replacement(0, 1, _DONE[0] if is_done else _OPEN)]


NOTATION = Notation("task-box", Target.BOX, Family.BOX, (_OPEN, *_DONE), _read, _write)
