"""What a number asks for (expressions), numbers that can be derived (claims), what they should say (facts), regions."""

from enum import StrEnum
from typing import NamedTuple

from readme_sync.model.progress import Progress
from readme_sync.text import Excerpt, Span

# What a marker or the configuration asks for: a value, of some sources. The grammar is `reading.expressions`'.


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
    FACT = "value"
    """Whatever a named fact is: a number, a fraction, a percent or a text. No marker writes this word."""


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
    ISSUE = "issue"
    RELEASE = "release"
    TAG = "tag"
    FACT = "fact"
    """A named fact of the configuration; the kinds below stand only there."""
    LINES = "lines"
    HEADINGS = "headings"
    XML = "xml"
    PO = "po"
    TEXT = "text"
    COMMAND = "command"
    COLOR = "color"
    """The color of a badge that states a named fact."""


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
        at: the anchor of a section, a JSON pointer, the header of a column, a milestone, a search, the name of a fact,
            a text; "" for all.
        pattern: the glob of `files`, `lines`, `headings`, `xml` and `po`.
        where: for data: only entries like this count as done: `field=value`, a field that is true, or a value where
            the entries are values; "" for the usual meaning.
        number: the constant; the level of headings, 0 for all.
        weight: how much it counts among several sources.
        query: what is looked for: JMESPath in data, a path or a word in XML, a regular expression in lines.
        parts: what a named fact is made of: one source, or the named facts that it combines.
        sign: how it combines them: `+` or `/`.
        command: the program and its arguments.
        colors: those of a badge, each behind the number from which on it is meant, ascending.
    """

    kind: SourceKind
    path: str = ""
    at: str = ""
    pattern: str = ""
    where: str = ""
    number: float = 0.0
    weight: float = 1.0
    query: str = ""
    parts: tuple["FactSource", ...] = ()
    sign: str = ""
    command: tuple[str, ...] = ()
    colors: tuple[tuple[float, str], ...] = ()

    @property
    def files(self) -> "tuple[str, ...]":
        """The paths and patterns of the files from which it comes."""
        own = "" if self.kind is SourceKind.COMMAND else self.pattern or self.path
        return (*([own] if own else ()), *(path for part in self.parts for path in part.files))

    @property
    def is_online(self) -> bool:
        """Whether only GitHub knows it."""
        return self.kind in _ONLINE or any(one.is_online for one in self.parts)

    @property
    def is_text(self) -> bool:
        """Whether it is said to be a text, any text; what stands in data may be one, too."""
        return self.kind in _ONLY_TEXTS or (len(self.parts) == 1 and self.parts[0].is_text)

    @property
    def said(self) -> str:
        """The text that it is said to be, "" where it comes from elsewhere."""
        return self.at if self.kind is SourceKind.TEXT else self.parts[0].said if len(self.parts) == 1 else ""

    @property
    def may_be_text(self) -> bool:
        """Whether it may turn out to be a text."""
        return self.kind in _TEXTS or (len(self.parts) == 1 and self.parts[0].may_be_text)

    @property
    def runs(self) -> bool:
        """Whether a command must run for it."""
        return self.kind is SourceKind.COMMAND or any(one.runs for one in self.parts)


_ONLY_TEXTS = frozenset({SourceKind.TEXT, SourceKind.COLOR, SourceKind.RELEASE, SourceKind.TAG})
_TEXTS = _ONLY_TEXTS | {SourceKind.JSON, SourceKind.YAML, SourceKind.TOML, SourceKind.COMMAND}
_ONLINE = frozenset({SourceKind.MILESTONE, SourceKind.ISSUES, SourceKind.ISSUE, SourceKind.RELEASE, SourceKind.TAG})


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


class Figure(NamedTuple):
    """A place that states a progress, read by one notation.

    Attributes:
        notation: the notation's name in the registry.
        excerpt: the text that the notation read, with the place of each character.
        span: the whole construct in the source (an image from `![` to `)`), for showing.
        progress: what it states.
        column: the 0-based table column in which it stands, None outside tables.
        group: figures of one item with the same group are copies of one figure: they must agree and move together.
        tolerance: how far, in percentage points, what it states may be from the truth by rounding alone: `40%` may
            stand for anything between 39 and 41, so 1; `3/10` is exact, so 0.
    """

    notation: str
    excerpt: Excerpt
    span: Span
    progress: Progress
    column: int | None = None
    group: int = 0
    tolerance: float = 0.0


class Fact(NamedTuple):
    """What a claim should say.

    Attributes:
        progresses: what it may rightly say; the first is what is written. A fact that is only a number has it as
            `done`, without a total.
        origin: who says so, for messages: `3 tasks below`, `data.json#/a`.
        is_disputable: whether it may itself be what is wrong, as where only another figure states it; nobody but the
            author can then say which to mend.
        section: index of the section whose items were counted, in `Readme.sections`; None where it is not a section.
        text: what it is, where it is a text and no number; else "".
    """

    progresses: tuple[Progress, ...]
    origin: str
    is_disputable: bool = False
    section: int | None = None
    text: str = ""


class Certainty(StrEnum):
    """How sure it is that a figure is about the fact that was found for it."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


class Doubt(StrEnum):
    """Why it is not certain that a figure is about a fact; the value is the text of messages."""

    NONE = ""
    CHART = "the chart may be of something else"
    DIFFERENT_THINGS = "they may be of different things"
    ESTIMATE = "an estimate, and it may be of something else"
    FAR_TOTAL = "the totals differ by more than an item or two"
    HEADINGS = "headings are no items"
    IN_PROGRESS = "it depends on how what is in progress or unknown is counted"
    INEXACT = "it is an estimate"
    LEFT_OUT = "something may be left out"
    LIST_GOES_ON = "the list may go on further below"
    MORE_THAN_LISTED = "the total may hold what is not listed"
    MORE_OR_LESS = "what is listed may be more or less than what is done"
    NEAR_COUNT = "the numbers are too near to be of different things, but one of them may leave something out"
    NEAR_TOTAL = "the totals differ by so little that an item was probably added or removed"
    OTHER_NAME = "its name does not say progress"
    OTHER_PARTS = "there may be others"
    OTHER_THING = "it may count something else"
    OTHER_TOTAL = "the totals differ"
    OVERLAP = "what is listed may overlap"
    PERCENT_ALONE = "a percent alone does not say what it counts"
    PERCENT_OF_OTHER = "a percent may be of something else"
    PLACEHOLDER = "nothing has taken its place yet"
    SERIES = "other headings have the same words: it may number them"
    WEIGHTED = "a mean may be weighted"

    @property
    def certainty(self) -> Certainty:
        """How sure a claim with this doubt is."""
        if self is Doubt.NONE:
            return Certainty.CERTAIN
        return Certainty.LIKELY if self in _SLIGHT else Certainty.UNSURE


_SLIGHT = frozenset({Doubt.NEAR_COUNT, Doubt.NEAR_TOTAL})


class Bound(StrEnum):
    """What ties a claim to its fact."""

    FORM = "form"
    MARKER = "marker"
    CONFIGURATION = "configuration"


class Claim(NamedTuple):
    """A figure that can be derived.

    Attributes:
        figure: the place, and what it states. The copies of one claim are claims of their own.
        value: which number of the fact it states.
        fact: what it should say where the document alone tells, else what to ask for it.
        bound: what ties the two together.
        section: index of the section in which it stands, in `Readme.sections`.
        doubt: why it is not certain that it is about this fact.
    """

    figure: Figure
    value: Value
    fact: Fact | Expression
    bound: Bound
    section: int
    doubt: Doubt = Doubt.NONE

    @property
    def certainty(self) -> Certainty:
        """How sure it is that it is about this fact."""
        return self.doubt.certainty


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
    """The document may have changed since, and nobody knows what day it is, or what earlier versions said."""


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
    HISTORY = "history"
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
    def is_online(self) -> bool:
        """Whether only GitHub knows what it should hold."""
        return self.kind is RegionKind.TABLE and self.words[:1] == ("issues",)

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
