"""The counting policy, as far as an author may choose it. docs/counting.md says all of it."""

import math
from enum import StrEnum
from typing import NamedTuple


class Treat(StrEnum):
    """What to make of items that are no longer, or not quite, to be done."""

    COUNT = "count"
    """They count as what they say; a cancelled one says nothing that is done."""
    SKIP = "skip"
    """They do not count, neither as done nor in the total."""
    DONE = "done"
    """They count as done."""


class Nested(StrEnum):
    """Which tasks count where tasks stand in tasks."""

    ALL = "all"
    LEAVES = "leaves"
    """Those that hold no others."""
    OUTER = "outer"
    """Those that stand in no other."""


class Rounding(StrEnum):
    """How a percent is rounded that is written."""

    DOCUMENT = "document"
    """As the figures do that stand in the document."""
    NEAREST = "nearest"
    """A half upwards."""
    DOWN = "down"
    UP = "up"
    EVEN = "even"
    """To the nearest, a half to the even neighbour."""


class Counting(NamedTuple):
    """How items are counted.

    Attributes:
        cancelled: what to make of `Cancelled`, `Not needed`, `[-]`.
        struck: of items whose whole label is struck through.
        optional: of items that say `(optional)`.
        in_progress: the percent of an item that is only said to be in progress; None: it has none.
        nested: which tasks count where tasks stand in tasks.
        weight: the header of the column that says how much a row counts in the mean; "" where all count alike.
        rounding: how percents are rounded that are written.
    """

    cancelled: Treat = Treat.COUNT
    struck: Treat = Treat.COUNT
    optional: Treat = Treat.COUNT
    in_progress: float | None = None
    nested: Nested = Nested.ALL
    weight: str = ""
    rounding: Rounding = Rounding.DOCUMENT


AS_WRITTEN = Counting()
"""Nothing is chosen: every item counts once, as what it says."""

_ALL = 100.0
_NOISE = 1e-9


def round_percent(percent: float, unit: float = 1.0, mode: Rounding = Rounding.NEAREST) -> float:
    """Return a percent in steps of `unit`: 100 only where all is done, 0 only where nothing is."""
    share = to_step(percent, unit, mode)
    if share >= _ALL > percent:
        share = _ALL - unit
    if share <= 0 < percent:
        share = unit
    return round(share, 9)


def to_step(percent: float, unit: float, mode: Rounding) -> float:
    """Return a percent in steps of `unit`."""
    share = percent / unit
    match mode:
        case Rounding.DOWN:
            return math.floor(share + _NOISE) * unit
        case Rounding.UP:
            return math.ceil(share - _NOISE) * unit
        case Rounding.EVEN:
            return round(share) * unit
    return math.floor(share + 0.5 + _NOISE) * unit
