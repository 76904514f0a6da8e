"""Regions, the text between a pair of markers that readme-sync owns, and what is wrong with markers."""

from enum import StrEnum
from typing import NamedTuple

from readme_sync.text import Span


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
