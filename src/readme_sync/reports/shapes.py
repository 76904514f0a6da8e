"""The parts that all JSON formats share: version, numbers, progress and totals."""

from dataclasses import dataclass
from typing import Final, Literal

from readme_sync.model import Progress, State, Tally

VERSION: Final = 1
"""The version of the JSON formats. New keys do not change it; keys that are removed or change their meaning do."""

Version = Literal[1]
Number = int | float


@dataclass(frozen=True, slots=True)
class ProgressShape:
    """A progress: a percent, done of total, or only a state."""

    state: State
    percent: Number | None
    """0 to 100; null where the text does not say."""
    done: Number | None
    """The first number of a fraction."""
    total: Number | None
    """The second number of a fraction."""


@dataclass(frozen=True, slots=True)
class TallyShape:
    """The totals of items."""

    total: int
    """The number of items."""
    done: int
    in_progress: int
    unknown: int
    """Items whose text states no progress that can be read; they count as not done."""
    percent: Number | None
    """That of the whole: fractions pooled, else the mean, in which items without a percent count as not done; null
    where no item says anything."""
    mean: Number | None
    """The mean, where the percent is pooled and another number."""


def progress_shape(progress: Progress) -> ProgressShape:
    """Return the shape of a progress."""
    return ProgressShape(progress.state, _number(progress.percent), _number(progress.done), _number(progress.total))


def tally_shape(tally: Tally) -> TallyShape:
    """Return the shape of a tally."""
    return TallyShape(
        tally.total, tally.done, tally.in_progress, tally.unknown, _number(tally.percent), _number(tally.mean)
    )


def _number(number: float | None) -> Number | None:
    """Return the number for JSON: 3, not 3.0; 94.7059, not 94.70588235294117."""
    if number is None:
        return None
    return int(number) if number == int(number) else round(number, 4)
