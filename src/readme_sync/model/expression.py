"""What a marker or the configuration asks for: a value, of some sources. The grammar is `reading.expressions`'."""

from enum import StrEnum
from typing import NamedTuple


class Value(StrEnum):
    """Which number of a fact is wanted."""

    DONE = "done"
    TOTAL = "total"
    LEFT = "left"
    PERCENT = "percent"
    FRACTION = "done/total"
    BAR = "bar"
    """Whatever bar stands there."""
    BADGE = "badge"
    """Whatever badge stands there."""
    COUNT = "count"
    """How many there are, done or not: rows, tasks, files, elements."""


class SourceKind(StrEnum):
    """Where a fact comes from."""

    ITEMS = "items"
    """The items of a section or of a whole document."""
    FILES = "files"
    JSON = "json"
    YAML = "yaml"
    TOML = "toml"
    CSV = "csv"
    NUMBER = "number"
    """A constant."""
    MILESTONE = "milestone"
    ISSUES = "issues"


class Basis(StrEnum):
    """What is counted, where several ways of counting are right."""

    ANY = ""
    """That with which the text was right, as far as it shows; else the first."""
    UNITS = "units"
    """Sum over sum: pages of pages, where every item states a fraction."""
    MEAN = "mean"
    """The mean of the percents."""
    ITEMS = "items"
    """Done items of all items."""


class FactSource(NamedTuple):
    """One place from which a fact comes.

    Attributes:
        kind: what kind of place.
        path: a document or data file, relative to the document's folder; "" for this document.
        at: the anchor of a section, a JSON pointer, the header of a column, a milestone, a search; "" for all.
        pattern: the glob of `files`.
        where: for data: only entries like this count as done: `field=value`, a field that is true, or a value where
            the entries are values; "" for the usual meaning.
        number: the constant.
        weight: how much it counts among several sources.
    """

    kind: SourceKind
    path: str = ""
    at: str = ""
    pattern: str = ""
    where: str = ""
    number: float = 0.0
    weight: float = 1.0


class Expression(NamedTuple):
    """A value of some sources, as parsed.

    Attributes:
        value: which number is wanted.
        sources: what is summed up; empty for the items of the section in which the claim stands.
        out_of: where the total comes from, where it is not the sources' own.
        text: as the author wrote it, for messages.
        basis: what is counted.
    """

    value: Value
    sources: tuple[FactSource, ...] = ()
    out_of: tuple[FactSource, ...] = ()
    text: str = ""
    basis: Basis = Basis.ANY
