"""What a figure states, and what many items come to."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import repeat
from typing import NamedTuple


class State(StrEnum):
    """Where an item stands, as far as the text says it."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    UNKNOWN = "unknown"


class Progress(NamedTuple):
    """A progress: a percent, or done of total, or a state without a percent, or unknown. Unknown is never 0.

    Attributes:
        state: what the other attributes come to.
        percent: 0 to 100, None where the text does not say.
        done, total: the two numbers of a fraction; a bare number is `done` alone; None otherwise.
    """

    state: State
    percent: float | None = None
    done: float | None = None
    total: float | None = None

    @classmethod
    def of_percent(cls, percent: float) -> "Progress":
        """The progress of a percentage."""
        return cls(_state(percent), percent)

    @classmethod
    def of_fraction(cls, done: float, total: float) -> "Progress":
        """The progress of `done` out of `total`; unknown where the total is 0."""
        if total == 0:
            return cls(State.UNKNOWN, None, done, total)
        percent = 100 * done / total
        return cls(_state(percent), percent, done, total)

    @classmethod
    def of_number(cls, number: float) -> "Progress":
        """The progress of a number without a total: `done` alone; its percent is unknown."""
        return cls(State.UNKNOWN, None, number)

    @classmethod
    def of_state(cls, state: State) -> "Progress":
        """The progress of a box or a status word; only done and open have a percent."""
        return cls(state, {State.DONE: 100.0, State.OPEN: 0.0}.get(state))

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.state is State.DONE


_ALL = 100.0
UNKNOWN = Progress(State.UNKNOWN)


def _state(percent: float) -> State:
    return State.OPEN if percent <= 0 else State.DONE if percent >= _ALL else State.IN_PROGRESS


class Tally(NamedTuple):
    """What many items come to; docs/counting.md has the policy.

    An item is done at 100 %. `percent` is the mean over the items that have a percent, where they have weights so
    weighted; an item in progress without a percent, or one that is unknown, is left out of the mean and counts as not
    done.
    """

    total: int = 0
    done: int = 0
    in_progress: int = 0
    unknown: int = 0
    percent: float | None = None

    @classmethod
    def of(cls, progresses: Iterable[Progress], weights: Iterable[float] | None = None) -> "Tally":
        """The tally of some items' progress; `weights`: how much each counts in the mean, once by default."""
        states = dict.fromkeys(State, 0)
        summed, known = 0.0, 0.0
        for progress, weight in zip(progresses, repeat(1.0) if weights is None else weights):  # noqa: B905  endless
            state, percent, _, _ = progress
            states[state] += 1
            if percent is not None:
                summed += weight * (percent if 0.0 < percent < _ALL else min(max(percent, 0.0), _ALL))
                known += weight
        mean = summed / known if known else None
        return cls(sum(states.values()), states[State.DONE], states[State.IN_PROGRESS], states[State.UNKNOWN], mean)
