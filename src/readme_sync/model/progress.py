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
        """Return the progress of a percentage."""
        return cls(_state(percent), percent)

    @classmethod
    def of_fraction(cls, done: float, total: float) -> "Progress":
        """Return the progress of `done` out of `total`; unknown where the total is 0."""
        if total == 0:
            return cls(State.UNKNOWN, None, done, total)
        percent = 100 * done / total
        return cls(_state(percent), percent, done, total)

    @classmethod
    def of_number(cls, number: float) -> "Progress":
        """Return the progress of a number without a total: `done` alone; its percent is unknown."""
        return cls(State.UNKNOWN, None, number)

    @classmethod
    def of_state(cls, state: State) -> "Progress":
        """Return the progress of a box or a status word; only done and open have a percent."""
        return cls(state, {State.DONE: 100.0, State.OPEN: 0.0}.get(state))

    @property
    def is_done(self) -> bool:
        """Return whether nothing is left."""
        return self.state is State.DONE

    @property
    def may_be_day(self) -> bool:
        """Return whether its two numbers may be a day and a month, in either order."""
        low, high = sorted((self.done or 0.0, self.total or 0.0))
        return 1 <= low <= _MONTHS and high <= _DAYS


_ALL = 100.0
_MONTHS = 12
_DAYS = 31
UNKNOWN = Progress(State.UNKNOWN)


def _state(percent: float) -> State:
    return State.OPEN if percent <= 0 else State.DONE if percent >= _ALL else State.IN_PROGRESS


_NEARLY_ALL = 99.99999999999999


class Tally(NamedTuple):
    """What many items come to; docs/percent.md has the policy.

    Attributes:
        total: how many items count.
        done: how many of them are at 100 %.
        in_progress, unknown: how many are begun, and how many say nothing that can be read.
        percent: that of the whole: where every item states a fraction, all of these together; else the mean, weighted
            where the items have weights, in which an item that states no percent counts as not done. It is 100 only
            where all is done, and 0 only where nothing is; None where no item says anything.
        mean: the mean, where the percent is another number.
    """

    total: int = 0
    done: int = 0
    in_progress: int = 0
    unknown: int = 0
    percent: float | None = None
    mean: float | None = None

    @classmethod
    def of(cls, progresses: Iterable[Progress], weights: Iterable[float] | None = None) -> "Tally":
        """Return the tally of some items' progress; `weights`: how much each counts in the mean, once by default."""
        states = dict.fromkeys(State, 0)
        summed = weighed = parts = wholes = 0.0
        fractions, alike = 0, True
        for progress, weight in zip(progresses, repeat(1.0) if weights is None else weights):  # noqa: B905  endless
            state, percent, done, whole = progress
            states[state] += 1
            weighed += weight
            alike = alike and weight == 1.0
            if percent is None:
                continue
            summed += weight * (percent if 0.0 < percent < _ALL else min(max(percent, 0.0), _ALL))
            if whole and done is not None:
                fractions += 1
                parts += min(max(done, 0.0), whole)
                wholes += whole
        total = sum(states.values())
        unknown, all_done = states[State.UNKNOWN], states[State.DONE]
        tally = cls(total, all_done, states[State.IN_PROGRESS], unknown)
        if unknown == total or not weighed:
            return tally
        mean = _whole(summed / weighed, tally)
        percent = _whole(_ALL * parts / wholes, tally) if alike and fractions == total and wholes > 0 else mean
        return tally._replace(percent=percent, mean=mean if abs(mean - percent) > _NOISE else None)


_NOISE = 1e-9


def _whole(percent: float, tally: Tally) -> float:
    """Return a percent of the whole without what rounding made of it: 100 where all is done, and only there."""
    return _ALL if tally.done == tally.total else min(percent, _NEARLY_ALL)
