"""Results of rules, and what the author has chosen for a document; docs/counting.md has the counting policy."""

import math
from enum import StrEnum
from typing import NamedTuple

from readme_sync.model.claim import Expression, FactSource
from readme_sync.model.progress import State
from readme_sync.text import Edit, Span

# What rules report, in the words of SARIF.


class Level(StrEnum):
    """How serious a result is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class FailOn(StrEnum):
    """The least serious results that fail a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"

    def fails(self, level: Level) -> bool:
        """Whether a result of a level fails a check."""
        order = list(Level)
        return self is not FailOn.NEVER and order.index(level) <= order.index(Level(self.value))


class Applicability(StrEnum):
    """Whether a fix is made without being looked at: safe where the author's meaning is beyond doubt."""

    SAFE = "safe"
    UNSAFE = "unsafe"

    @classmethod
    def of(cls, *, safe: bool) -> "Applicability":
        """Return the applicability of a fix that is safe, or is not."""
        return cls.SAFE if safe else cls.UNSAFE


class Fix(NamedTuple):
    """Edits that resolve a result.

    Attributes:
        changes_structure: whether the edits change on purpose what blocks GitHub sees, as a blank line that ends a
            table does. The blocks that they touch are then not compared before a write, only what is around them.
    """

    message: str
    edits: tuple[Edit, ...]
    applicability: Applicability
    changes_structure: bool = False

    @property
    def is_safe(self) -> bool:
        """Whether the fix may be made without being looked at."""
        return self.applicability is Applicability.SAFE


class Result(NamedTuple):
    """One thing that a rule found.

    Attributes:
        rule, level, message: what it is.
        span: its place in the document, as offsets.
        fix: what resolves it, where that can be done.
        line: its 1-based line, once `check` has put the results in order; else 0.
    """

    rule: str
    level: Level
    message: str
    span: Span
    fix: Fix | None = None
    line: int = 0

    def __repr__(self) -> str:
        place = f", line {self.line}" if self.line else ""
        return f"<{self.rule} {self.level}{place}: {self.message}>"


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


class Parents(StrEnum):
    """What a box says that stands over the boxes of its parts."""

    WRITTEN = "written"
    """What its author has checked."""
    FOLLOW = "follow"
    """Done where all of its parts are, and open where one is."""


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
        parents: what the box of a task says that holds others.
    """

    cancelled: Treat = Treat.COUNT
    struck: Treat = Treat.COUNT
    optional: Treat = Treat.COUNT
    in_progress: float | None = None
    nested: Nested = Nested.ALL
    weight: str = ""
    rounding: Rounding = Rounding.DOCUMENT
    parents: Parents = Parents.WRITTEN


AS_WRITTEN = Counting()
"""Nothing is chosen: every item counts once, as what it says."""

Words = tuple[tuple[str, State], ...]
"""Words and symbols, each with the state that it says."""


class TableForm(StrEnum):
    """How `format` writes tables."""

    ALIGNED = "aligned"
    COMPACT = "compact"


class TrackerSetting(NamedTuple):
    """What the author says of the tables in a section, and of the lists with signs; it overrules every guess.

    Attributes:
        section: `#anchor` or the title of a section, which holds its subsections; "" for the whole document.
        is_tracker: whether they track progress; lists are meant where no column is named.
        header: only tables with a column of this header are meant; None for all.
        column: the header of the column that holds the progress; None to leave it to reading.
        label: the header of the column that names the rows; None to leave it to reading.
    """

    section: str
    is_tracker: bool
    header: str | None = None
    column: str | None = None
    label: str | None = None


class ClaimSetting(NamedTuple):
    """A figure of which the author says in the configuration what it should state.

    Attributes:
        find: literal texts with one `{}` each where the figure stands.
        fact: what it should state.
        section: `#anchor` or the title of a section, which holds its subsections; "" for the whole document.
        all: whether every such text is meant; else there is just one.
        file: the document that is meant, as the current folder sees it; "" for the one at hand.
        files: patterns of absolute paths, for the documents that are meant; in each of them the texts may stand as
            often as they like.
        patterns: the same patterns as seen from the top of the repository.
        color: what the color of a badge should be that states it; None where it stays as it is.
    """

    find: tuple[str, ...]
    fact: Expression
    section: str = ""
    all: bool = False
    file: str = ""
    files: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    color: Expression | None = None


class NotPlanned(StrEnum):
    """What a row says whose issue was closed as not planned, or whose pull request was closed without a merge."""

    LEAVE = "leave"
    """Whatever it says; it is named."""
    DONE = "done"
    OPEN = "open"


class Conflicts(StrEnum):
    """What becomes of a row that changed, as did its issue."""

    REPORT = "report"
    """Both stay as they are, and both values are named."""
    GITHUB = "github"
    """The row follows its issue."""
    README = "readme"
    """The row stays, as if only it had changed."""


class IssueSetting(NamedTuple):
    """Rows that follow the issues that they name.

    Attributes:
        section: `#anchor` or the title of a section, which holds its subsections; "" for the whole document.
        column: the header of the column that names the issue; "" for any text of a row.
        push: whether `push` may close and reopen issues.
        new: whether `push` may open issues for rows that name none.
        file: the document that is meant, as the current folder sees it.
    """

    section: str = ""
    column: str = ""
    not_planned: NotPlanned = NotPlanned.LEAVE
    conflicts: Conflicts = Conflicts.REPORT
    push: bool = False
    new: bool = False
    file: str = ""


class Limits(NamedTuple):
    """How much of what comes from outside is read; where there is more, an error names the key that raises the limit.

    Attributes:
        regions: of one document.
        entries: of one data file, or of one table that is made of data: values, or cells.
    """

    regions: int = 1_000
    entries: int = 1_000_000


class SiblingSetting(NamedTuple):
    """Documents that say the same in several languages.

    Attributes:
        folder: that of the configuration, absolute and without links.
        files: the leading document, and patterns for the others, as seen from that folder.
    """

    folder: str
    files: tuple[str, ...]


class Settings(NamedTuple):
    """What a configuration says.

    Attributes:
        words: more words and symbols of states, besides those that are known.
        trackers: what the author says of single tables.
        paths: the documents, where a command is given none; relative to the current folder. Some may be patterns.
        repad: whether an aligned table whose cell becomes too wide is padded anew as a whole.
        select, ignore: the rules to run, and those not to run: ids, names or families.
        file_ignores: patterns of absolute paths, each with rules not to run on the documents that match.
        fail_on: the least serious results that fail a check.
        origin: the configuration's file as messages name it, "" where there is none.
        counting: how items are counted.
        claims: what the author says of single figures.
        tables: how `format` writes tables.
        limits: how much is read.
        pictures: the folder of pictures of progress, from the top of the repository.
        extend_select: rules to run in addition to those of `select`.
        fixable, unfixable: the rules whose results may be fixed, all by default; and those whose results may not.
        exclude: patterns of files and folders that a search leaves out: names, or absolute paths.
        facts: the named facts, by name.
        siblings: documents that say the same in several languages.
        issues: rows that follow issues.
        leader: the leading document of the one at hand, as seen from its folder; "" where it has none.
    """

    words: Words = ()
    trackers: tuple[TrackerSetting, ...] = ()
    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fail_on: FailOn = FailOn.WARNING
    origin: str = ""
    counting: Counting = AS_WRITTEN
    claims: tuple[ClaimSetting, ...] = ()
    tables: TableForm = TableForm.ALIGNED
    repad: bool = False
    limits: Limits = Limits()
    pictures: str = "docs/progress"
    extend_select: tuple[str, ...] = ()
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    siblings: tuple[SiblingSetting, ...] = ()
    leader: str = ""
    facts: tuple[FactSource, ...] = ()
    issues: tuple[IssueSetting, ...] = ()

    def __repr__(self) -> str:
        said = [f"{key}={value!r}" for key, value in self._asdict().items() if value != self._field_defaults[key]]
        return f"Settings({', '.join(said)})"

    def fact_named(self, name: str) -> FactSource | None:
        """Return the named fact, None where there is none."""
        return next((fact for fact in self.facts if fact.at == name), None)


DEFAULT = Settings()
"""Nothing is configured."""
