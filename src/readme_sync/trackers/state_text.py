"""What state a short text says: a cell, a list item's sign, the end of a heading."""

from collections.abc import Mapping
from typing import NamedTuple

from readme_sync.model import State
from readme_sync.notations import status
from readme_sync.trackers.legends import Legend

_NO_LEGEND: Legend = {}


class StateText(NamedTuple):
    """A state in a text: the sign and the word stand in `text[start:end]`, what is behind it is a remark."""

    state: State
    start: int
    end: int


def read_state(text: str, legend: Legend = _NO_LEGEND) -> StateText | None:
    """Return what state stands at the head of a short text, None where none does.

    First the document's legend, then the sign, then the word: `✅ Basic`, `🟡 Early`, `⬜ open`, `Done (12 May)`,
    `Completed ✅`, `100% ✅`. A sign may be followed by anything; a word without a sign is read where it is all there
    is, or where a remark in brackets, a date, a dash follows. `State.UNKNOWN`: it is a state, but does not say how
    much is done (`on hold`, `❓`, `N/A`).

    How to use it: give the visible text without markup (`plain_text`), without the item's own name. One sign may be
    decoration: ask for a series (three alike) before a list is taken for a tracker. `status.is_doubtful` says of
    `text[start:end]` whether it may be a rating, an answer or decoration. The figure of it is
    `Figure("status", excerpt of [start, end), ...)`, which the notation `status` rewrites.

    Args:
        text: the visible text, at most 400 characters; a longer one says no state.
        legend: `read_legend(document)`.
    """
    found = status.say(text, meanings(legend))
    return StateText(found.state, found.start, found.end) if found else None


def meanings(legend: Legend) -> Mapping[str, State]:
    """Return what a legend says as the notation `status` takes it: the state by sign or word."""
    return {status.fold(sign): meaning.state for sign, meaning in legend.items()}
