"""A box that GitHub does not show: `[/]` and `[~]` are in progress, `[✓]` is done, `[-]` is given up.

It is text, so it counts only in a list that has GitHub's boxes too. To set it would make a box of it, or none of one,
and so change what the page is made of: that is left to its author.
"""

from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress, State
from readme_sync.notations import Family, Notation, Reading, Replacement, Target

_STATES = {
    **dict.fromkeys("/~▶>", State.IN_PROGRESS),
    **dict.fromkeys("✓✔✅", State.DONE),
    "-": State.UNKNOWN,
}


def _read(text: str) -> Iterator[Reading]:
    if text in _STATES:
        yield Reading(0, 1, _progress(text))


def _progress(text: str) -> Progress:
    state = _STATES[text]
    return UNKNOWN if state is State.UNKNOWN else Progress.of_state(state)


def _write(text: str, progress: Progress) -> list[Replacement]:
    old = _progress(text)
    if progress.state is old.state and progress.percent == old.percent:
        return []
    raise RequestError(f"[{text}] is no box on GitHub", hint="write [x] or [ ] there by hand")


NOTATION = Notation("pseudo-box", Target.BOX, Family.BOX, tuple(_STATES), _read, _write)
