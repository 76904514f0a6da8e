"""What the author has told about a document, in plain values: what `reading` is given beside the text."""

from enum import StrEnum
from typing import NamedTuple

from readme_sync.model.counting import AS_WRITTEN, Counting
from readme_sync.model.expression import Expression
from readme_sync.model.progress import State
from readme_sync.model.result import FailOn

Words = tuple[tuple[str, State], ...]
"""Words and symbols, each with the state that it says."""


class TableForm(StrEnum):
    """How `format` writes tables."""

    ALIGNED = "aligned"
    COMPACT = "compact"


class TrackerSetting(NamedTuple):
    """What the author says of the tables in a section; it overrules every guess.

    Attributes:
        section: `#anchor` or the title of a section, which holds its subsections; "" for the whole document.
        is_tracker: whether the tables track progress.
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
        find: a literal text with one `{}` where the figure stands.
        fact: what it should state.
        section: `#anchor` or the title of a section, which holds its subsections; "" for the whole document.
        all: whether every such text is meant; else there is just one.
        file: the document that is meant, as the current folder sees it; "" for the one at hand.
    """

    find: str
    fact: Expression
    section: str = ""
    all: bool = False
    file: str = ""


class Limits(NamedTuple):
    """How much of what comes from outside is read; where there is more, an error names the key that raises the limit.

    Attributes:
        regions: of one document.
        entries: of one data file, or of one table that is made of data: values, or cells.
    """

    regions: int = 1_000
    entries: int = 1_000_000


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


DEFAULT = Settings()
"""Nothing is configured."""
