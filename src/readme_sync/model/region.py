"""Regions, the text between a pair of markers that readme-sync owns, and what is wrong with markers."""

from enum import StrEnum
from typing import NamedTuple

from readme_sync.text import Span

# How a region stands to what it should hold: what a fact is to a claim.


class RegionState(StrEnum):
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


class RegionCheck(NamedTuple):
    """How a region stands, and what to make of it.

    Attributes:
        standing: see there.
        inside: what should stand between its markers, line ends included.
        checksum: what its end should say.
        rows: for `LOSING`: the keys of the rows.
    """

    standing: RegionState
    inside: str
    checksum: str
    rows: tuple[str, ...] = ()


class RegionKind(StrEnum):
    """What a region holds."""

    SUMMARY = "summary"
    TABLE = "table"
    TOC = "toc"
    CHART = "chart"
    UPDATED = "updated"


_NOUNS = {RegionKind.TOC: "table of contents", RegionKind.UPDATED: "date"}


class Region(NamedTuple):
    """A pair of markers, on lines of their own but for `updated`, and what stands between them.

    Attributes:
        kind: what it holds.
        words: the words behind the kind, in order: `readme-sync: toc flat`.
        options: `key=value` behind the kind, in order; no key stands there twice.
        opening, closing: the two markers.
        inside: from behind the opening marker to the closing one, the line ends at both its ends included.
        section: index of the section in which it stands, in `Readme.sections`.
        checksum: what the closing marker says of the inside, 8 hexadecimal digits; "" where it says nothing.
        inline: whether both markers stand in one text: `<!-- readme-sync: updated -->2026-11-24<!-- /readme-sync -->`.
    """

    kind: RegionKind
    words: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    opening: Span
    closing: Span
    inside: Span
    section: int
    checksum: str = ""
    inline: bool = False

    @property
    def holds_items(self) -> bool:
        """Whether its rows may be items; else they only say again what items elsewhere come to."""
        return self.kind is RegionKind.TABLE

    @property
    def noun(self) -> str:
        """What it is called in a sentence: `summary`, `table of contents`."""
        return _NOUNS.get(self.kind, self.kind.value)

    def option(self, name: str, default: str = "") -> str:
        """The value of an option."""
        return next((value for key, value in self.options if key == name), default)


class FlawKind(StrEnum):
    """What is wrong with what ties a claim to its fact."""

    BROKEN = "broken"
    """A marker that is no pair, or that is not understood."""
    UNBOUND = "unbound"
    """A claim of the configuration whose text is not there."""


class Flaw(NamedTuple):
    """Something wrong with a marker or a claim of the configuration; nothing is made of either."""

    kind: FlawKind
    span: Span
    message: str
