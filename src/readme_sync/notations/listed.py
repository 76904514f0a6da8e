"""A sign before an entry of a list whose heading says another state: `✅ Order parts` below `## Todo`."""

from collections.abc import Iterator, Sequence

from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations.status import bare

_SIGNS = {State.DONE: "✅", State.IN_PROGRESS: "🔄", State.OPEN: "⬜"}
_STATES = {sign: state for state, sign in _SIGNS.items()}
_ENDS = (0, None, 100)


def _read(text: str) -> Iterator[Reading]:
    """Read a sign with the space behind it."""
    state = _STATES.get(bare(text.rstrip(" ")))
    if state and text.endswith(" "):
        yield Reading(0, len(text), Progress.of_state(state))


def _write(text: str, progress: Progress) -> list[Replacement]:
    return _reword(text, progress, ())


def _reword(text: str, progress: Progress, wordings: Sequence[tuple[str, State]]) -> list[Replacement]:
    """Write a sign, or none where the heading says it: `wordings` holds what the entries without a sign are."""
    if progress.percent not in _ENDS or progress.state is State.UNKNOWN:
        hint = "set it to done, open or `in progress`"
        raise RequestError(f"an entry of a list below a heading cannot state {progress.percent:g} %", hint=hint)
    by_heading = next((state for wording, state in wordings if not wording), None)
    new = "" if progress.state is by_heading else f"{_SIGNS[progress.state]} "
    return [] if new == text else [Replacement(0, len(text), new)]


NOTATION = Notation("listed", Target.PLACE, Family.STATE, tuple(_STATES), _read, _write, _reword)
