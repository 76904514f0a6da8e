"""A box that GitHub does not show: `[/]` and `[~]` are in progress, `[✓]` is done, `[]` is open, `[-]` is given up.

It is text, so it counts only in a list that has GitHub's boxes too, or where all boxes are so. To set it would make a
box of it, or none of one, and so change what the page is made of: that is left to its author.
"""

from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress, State
from readme_sync.notations import Family, Notation, Reading, Replacement, Target

_STATES = {
    **dict.fromkeys("/~▶>", State.IN_PROGRESS),
    **dict.fromkeys("✓✔✅√xXvVoO*", State.DONE),
    "[]": State.OPEN,
    "-": State.UNKNOWN,
}
_SHOWN = (" ", "x", "X")
"""What stands in the boxes that GitHub shows."""


def _read(text: str) -> Iterator[Reading]:
    if text not in _SHOWN and text.strip() in _STATES:
        yield Reading(0, len(text), _progress(text))


def _progress(text: str) -> Progress:
    state = _STATES[text.strip()]
    return UNKNOWN if state is State.UNKNOWN else Progress.of_state(state)


def _write(text: str, progress: Progress) -> list[Replacement]:
    old = _progress(text)
    if progress.state is old.state and progress.percent == old.percent:
        return []
    raise RequestError(f"[{text.strip('[]')}] is no box on GitHub", hint="write [x] or [ ] there by hand")


NOTATION = Notation("pseudo-box", Target.BOX, Family.BOX, tuple(_STATES), _read, _write)
