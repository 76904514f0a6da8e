"""A document read: sections, trackers, items; and what a function that changes it hands back."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from readme_sync.markdown import Document
from readme_sync.model.claim import Claim, Figure, Flaw, Region
from readme_sync.model.progress import Progress, Tally
from readme_sync.model.settings import DEFAULT, Result, Settings
from readme_sync.text import Edit, Source, Span


class Item(NamedTuple):
    """One thing with progress: a data row of a progress table, a task list item, a line with a bar.

    Attributes:
        label: the plain text that names it.
        number: the number in front of the row (`11: Udemy Course`), None where there is none.
        number_span: the digits of that number.
        progress: what its first known figure states; what is written beside a bar says it more exactly than the bar.
        figures: everything in it that states a progress; the copies of one figure are neighbours.
        span: the row, or the task's own line.
        depth: 0 for a row or an outer task, 1 for a task inside a task, ...
        cells: the plain texts of the row's cells; the label alone for a task.
        counted: as what it counts, where the counting policy says otherwise than its text; None otherwise.
        weight: how much it counts in a mean; 0 where it does not count at all.
        column: the header of its column in a matrix, "" elsewhere.
    """

    label: str
    progress: Progress
    figures: tuple[Figure, ...]
    span: Span
    number: int | None = None
    number_span: Span | None = None
    depth: int = 0
    cells: tuple[str, ...] = ()
    counted: Progress | None = None
    weight: float = 1.0
    column: str = ""

    @property
    def counts_as(self) -> Progress:
        """What it counts as: by the counting policy, else what its text states."""
        return self.counted or self.progress


def tally_of(items: Iterable[Item]) -> Tally:
    """What some items come to, counted as the policy says."""
    counting = [item for item in items if item.weight]
    return Tally.of([item.counted or item.progress for item in counting], [item.weight for item in counting])


class TrackerKind(StrEnum):
    """What holds the items."""

    TABLE = "table"
    TASKS = "tasks"
    LINES = "lines"
    """Everything else: its items can be set, but not moved, added or removed."""


class Shape(StrEnum):
    """What a tracker looks like on the page; its kind says which edits of rows it takes."""

    TABLE = "table"
    MATRIX = "matrix"
    """A table with a progress in several columns of equal rank; each cell is an item."""
    TASKS = "tasks"
    BULLETS = "bullets"
    """List items with a sign, a word or a number, without a box that GitHub shows."""
    LINES = "lines"
    """Lines of a paragraph, each with a sign, a bar or a percent."""
    HEADINGS = "headings"
    """Headings that say a state."""
    FENCE = "fence"
    """Bars, boxes or signs in a code block."""
    HTML_TABLE = "html-table"
    HTML_LIST = "html-list"
    MERMAID = "mermaid"
    BADGES = "badges"
    """Badges each of which states the progress of one thing."""


class Tracker(NamedTuple):
    """The table, task list or block of lines that holds items.

    Attributes:
        section: index of its section in `Readme.sections`.
        header: the plain texts of a table's header cells, empty for tasks.
        label_column, progress_columns: 0-based columns of a table.
        is_summary: whether its rows repeat the totals of other sections; they are not counted again.
        shape: what it looks like on the page.
    """

    kind: TrackerKind
    span: Span
    section: int
    items: tuple[Item, ...]
    header: tuple[str, ...] = ()
    label_column: int | None = None
    progress_columns: tuple[int, ...] = ()
    is_summary: bool = False
    shape: Shape = Shape.TABLE

    @property
    def tally(self) -> Tally:
        """What the items come to."""
        return tally_of(self.items)

    def __repr__(self) -> str:
        return f"<Tracker {self.kind}, {len(self.items)} items>"

    @property
    def rows(self) -> tuple[Item, ...]:
        """The items; of a matrix one for each row, with the figures of all its cells."""
        if self.shape is not Shape.MATRIX:
            return self.items
        return tuple(row_of(tuple(cells)) for _, cells in groupby(self.items, key=lambda item: item.span))


def row_of(cells: Sequence[Item]) -> Item:
    """Return the row of a matrix whose cells are given: with the figures of them all, and no column."""
    figures = tuple(figure._replace(group=rank) for rank, cell in enumerate(cells) for figure in cell.figures)
    return cells[0]._replace(figures=figures, column="")


class Reason(StrEnum):
    """What it rests on that a table is a tracker, or is none."""

    CONFIGURED = "configured"
    """The configuration says so."""
    HOLDS_PROGRESS = "holds-progress"
    """A column holds progress."""
    MATRIX = "matrix"
    """Several columns of equal rank hold progress."""
    HEADING = "heading"
    """The heading above it says the state of all rows."""
    NO_ROWS = "no-rows"
    NO_FIGURES = "no-figures"
    """No cell holds a figure or a state."""
    NO_WORD = "no-word"
    """Cells hold numbers, but no header speaks of progress."""
    NO_ITEMS = "no-items"
    """All rows are totals, headlines, empty."""
    NO_LABEL = "no-label"
    """No column names the rows."""
    LEGEND = "legend"
    """The table says what signs mean."""
    OTHER_HEADER = "other-header"
    """By its header the column holds something else: a target, a priority."""
    DISTRIBUTION = "distribution"
    """The percents are parts of one whole."""
    TOO_FEW = "too-few"
    """Too few cells of the column hold a figure or a state."""
    PROSE = "prose"
    """The figures stand in sentences."""
    UNSURE = "unsure"
    """Cells hold figures or states, but nothing says that they are progress."""
    GENERATED = "generated"
    """readme-sync writes the table."""


class Verdict(NamedTuple):
    """Whether a table was taken for a tracker, and why.

    Attributes:
        span: the table.
        section: index of its section in `Readme.sections`.
        header: the plain texts of its header cells.
        reason: a sentence without a full stop.
        code: the same for programs.
        column: the header of the column that it is about, "" where there is none.
    """

    span: Span
    section: int
    header: tuple[str, ...]
    is_tracker: bool
    reason: str
    code: Reason
    column: str = ""


class Section(NamedTuple):
    """A heading and all that follows up to the next heading of the same or a higher level.

    Attributes:
        title: the heading's plain text; "" for the document itself, which is section 0.
        level: 1 to 6; 0 for the document itself.
        anchor: as GitHub makes it, duplicates numbered; "" for the document itself.
        span: all of the section, its heading included.
        heading: the heading's own span, None for the document itself.
        parent: index of the enclosing section, None for the document itself.
    """

    title: str
    level: int
    anchor: str
    span: Span
    heading: Span | None = None
    parent: int | None = None


class Readme(NamedTuple):
    """A document read: its sections in document order and its trackers.

    `sections[0]` is the document itself. `verdicts` says of every table whether it is a tracker, and why. The document
    stays at hand for what has no place in the model, the settings with which it was read for those who change it.
    `claims` are its figures that can be derived from others, `regions` what stands between our markers, `flaws` what is
    wrong with markers and with claims of the configuration; each in document order. `unread_lists` says why lists and
    lines with signs that could be states are not counted; they have no header.
    """

    document: Document
    sections: tuple[Section, ...]
    trackers: tuple[Tracker, ...]
    verdicts: tuple[Verdict, ...] = ()
    settings: Settings = DEFAULT
    claims: tuple[Claim, ...] = ()
    regions: tuple[Region, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    unread_lists: tuple[Verdict, ...] = ()

    def __repr__(self) -> str:
        tally = self.tally
        return (
            f"<Readme {self.source.path or 'of a text'}, {tally.done}/{tally.total}, {len(self.sections) - 1} sections>"
        )

    @property
    def source(self) -> Source:
        """The text that was read."""
        return self.document.source

    @property
    def items(self) -> Iterator[Item]:
        """All items in document order."""
        return (item for tracker in self.trackers for item in tracker.items)

    @property
    def counted(self) -> Iterator[Item]:
        """The items of all trackers that say nothing again, in document order."""
        return (item for tracker in self.trackers if not tracker.is_summary for item in tracker.items)

    @property
    def tally(self) -> Tally:
        """What all items come to, rows of summaries left out."""
        return tally_of(self.counted)

    def tracker_of(self, item: Item) -> Tracker:
        """Return the tracker that holds an item, or the row of which it is a part."""
        return next(one for one in self.trackers if any(item.span == other.span for other in one.items))

    def section_at(self, offset: int) -> int:
        """Index of the innermost section in which the character at an offset stands."""
        return max(0, bisect_right(self.sections, offset, lo=1, key=lambda section: section.span.start) - 1)

    def tallies(self) -> list[Tally]:
        """Per section, what the items in it and in its subsections come to, rows of summaries left out."""
        inside: list[list[Item]] = [[] for _ in self.sections]
        for tracker in self.trackers:
            index: int | None = None if tracker.is_summary else tracker.section
            while index is not None:
                inside[index] += tracker.items
                index = self.sections[index].parent
        return [tally_of(items) for items in inside]


class Change(NamedTuple):
    """What was done to one row, table, number or badge.

    Attributes:
        line: its 1-based line after this change; of a removed row, and of the result of a rule, the line before it.
        label: the row's label; "" where the change is about something else.
        did: what was done, as the end of a sentence that begins with the label; "" where `was` and `now` say it.
        was, now: the progress of an item, or the address of a badge, before and after.
        changed: whether it is different now.
        kind: the kind of tracker that holds the item.
        result: the result of a rule that was fixed; its place is that before the fix.
    """

    line: int
    label: str = ""
    did: str = ""
    was: Progress | str | None = None
    now: Progress | str | None = None
    changed: bool = True
    kind: TrackerKind = TrackerKind.TABLE
    result: Result | None = None


class Skipped(NamedTuple):
    """What was left as it is, and why.

    Attributes:
        line: its 1-based line in the document as it is now.
        reason: why it was left alone.
        what: the address of a badge; "" for anything else.
        result: the result of a rule that was not fixed; its place is that in the document as it is now.
    """

    line: int
    reason: str
    what: str = ""
    result: Result | None = None


_FEW = 3


class Outcome(NamedTuple):
    """What a function did to a document.

    Attributes:
        before: the document that was given.
        source: the document after it; the same object as `before` where nothing changed.
        changes: what was done, in order; also what was right already, where it was asked for by name.
        skipped: what should be changed and was not, with the reasons.
        edits: what was changed, against `before`; none where it took more than one step.
        refused: what is wrong with the document, so that nothing in it was changed.
        right: how many claims and regions were right already, of `sync`.
        in_doubt: how many numbers may be about something, which is not certain, of `sync`.
        pictures: the paths of the pictures that were written with the document.
        removed: those of charts that it named before, and nothing names any more.
    """

    before: Source
    source: Source
    changes: tuple[Change, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    edits: tuple[Edit, ...] = ()
    refused: tuple[Result, ...] = ()
    right: int = 0
    in_doubt: int = 0
    pictures: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __repr__(self) -> str:
        made = [one for one in self.changes if one.changed]
        did = [f"{one.label} {one.did}".strip() or f"line {one.line}" for one in made[:_FEW]]
        more = f" ({', '.join(did)}{', ...' if len(made) > len(did) else ''})" if did else ""
        state = "changed" if self.changed else "unchanged"
        count = "1 change" if len(made) == 1 else f"{len(made)} changes"
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        return f"<Outcome {self.before.path or 'of a text'}, {state}: {count}{more}{skipped}>"

    @property
    def changed(self) -> bool:
        """Whether the text is different now."""
        return self.source is not self.before

    @property
    def results(self) -> tuple[Result, ...]:
        """The results of rules that were fixed."""
        return tuple(one.result for one in self.changes if one.result)
