"""A static badge of shields.io in a cell, its message a word of state: `badge/done-green`, `badge/state-planned-grey`.

Elsewhere it may be about anything; a cell stands for its row. Set, it becomes what another badge of the table is that
says so: which colour belongs to a word, only the author knows.
"""

from collections.abc import Iterator, Sequence

from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.notations import Family, Notation, Reading, Replacement, Target, status
from readme_sync.notations.shields import NOTATION as SHIELDS
from readme_sync.notations.shields import badge_of


def _state(address: str) -> State | None:
    badge = badge_of(address)
    word = badge.message.text if badge else ""
    return status.state_of_word(word) if status.is_of_work(word) else None


def _read(text: str) -> Iterator[Reading]:
    if state := _state(text):
        yield Reading(0, len(text), Progress.of_state(state))


def _write(text: str, progress: Progress) -> list[Replacement]:
    return _reword(text, progress, ())


def _reword(text: str, progress: Progress, wordings: Sequence[tuple[str, State]]) -> list[Replacement]:
    """Write the badge of another cell that says the state, where its label is the same."""
    wanted = progress.state
    if wanted is _state(text) and progress.percent in (None, 0, 100):
        return []
    label = _label(text)
    alike = (one for one, _ in wordings if _state(one) is wanted and _label(one) == label)
    new = next(alike, None) if progress.percent in (None, 0, 100) else None
    if new is None:
        stated = wanted if progress.percent is None else f"{progress.percent:g} %"
        raise RequestError(f"no other badge here says {stated}", hint="write its address by hand")
    return [Replacement(0, len(text), new)]


def _label(address: str) -> str | None:
    badge = badge_of(address)
    return badge.label if badge and badge.labels else None


NOTATION = Notation("badge-state", Target.PLACE, Family.BADGE, SHIELDS.marks, _read, _write, _reword)
