"""How a region stands to what it should hold: what a fact is to a claim."""

from enum import StrEnum
from typing import NamedTuple


class Standing(StrEnum):
    """How a region stands to what it should hold."""

    RIGHT = "right"
    UNSIGNED = "unsigned"
    """It holds what it should; its end has no checksum of that, or another one."""
    EMPTY = "empty"
    STALE = "stale"
    """It holds what was written, which is no longer what it should."""
    EDITED = "edited"
    """It holds something else than what was written, and than what it should."""
    STRANGE = "strange"
    """It holds something else than it should, and nobody knows who wrote it: there is no checksum."""
    LOSING = "losing"
    """Rows left the data beside which the author has written something."""
    UNDATED = "undated"
    """The document has changed since the date, and nobody knows what day it is."""


class Holding(NamedTuple):
    """How a region stands, and what to make of it.

    Attributes:
        standing: see there.
        inside: what should stand between its markers, line ends included.
        checksum: what its end should say.
        rows: for `LOSING`: the keys of the rows.
    """

    standing: Standing
    inside: str
    checksum: str
    rows: tuple[str, ...] = ()
