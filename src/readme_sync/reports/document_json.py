"""The structured model of a document as JSON: one document a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from readme_sync.model import Figure, Item, Readme, Reason, Shape, Tracker, TrackerKind, Verdict
from readme_sync.reports.json_lines import VERSION, ProgressShape, TallyShape, Version, progress_shape, tally_shape
from readme_sync.reports.numbers import NumberShape, number_shape
from readme_sync.sources.derived_numbers import DerivedNumber
from readme_sync.text import Source


@dataclass(frozen=True, slots=True)
class FigureShape:
    """A number or mark in an item that states its progress."""

    notation: str
    """The notation that reads it, such as `geps` or `fraction`."""
    text: str
    """Its text in the document."""
    line: int
    column: int
    """1-based, in Unicode code points."""
    progress: ProgressShape


@dataclass(frozen=True, slots=True)
class ItemShape:
    """A row of a table, or a task."""

    label: str
    number: int | None
    """The number in front of the row."""
    line: int
    column: str
    """The header of its column in a matrix, "" elsewhere."""
    depth: int
    """0 for a row or an outer task, 1 for a task inside a task, and so on."""
    progress: ProgressShape
    figures: tuple[FigureShape, ...]


@dataclass(frozen=True, slots=True)
class TrackerShape:
    """A table or a task list."""

    kind: TrackerKind
    """Which edits it takes."""
    shape: Shape
    """What it looks like on the page."""
    line: int
    columns: tuple[str, ...]
    """The header cells of a table."""
    summary: bool
    """Whether its rows say again what other sections hold; they are not counted again."""
    tally: TallyShape
    items: tuple[ItemShape, ...]


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table, and whether it tracks progress."""

    line: int
    columns: tuple[str, ...]
    """The header cells."""
    tracker: bool
    reason: str
    """Why, such as `column 'Status' holds states in 9 of 10 rows`."""
    code: Reason
    """The same for programs."""
    column: str
    """The header of the column that decides, "" where there is none."""


@dataclass(frozen=True, slots=True)
class UnreadListShape:
    """A list, or lines, with signs that could be states and are not counted."""

    line: int
    reason: str
    code: Reason


@dataclass(frozen=True, slots=True)
class SectionShape:
    """A heading and everything up to the next heading of the same or a higher level."""

    title: str
    level: int
    anchor: str
    """As GitHub makes it, without the `#`."""
    line: int
    tally: TallyShape
    """The totals of the items in the section and its subsections."""
    trackers: tuple[TrackerShape, ...]
    tables: tuple[TableShape, ...]
    """All tables in this section but not in its subsections, trackers or not."""
    unread_lists: tuple[UnreadListShape, ...]
    """The lists in this section, but not in its subsections, whose signs could be states and are not counted."""
    sections: "tuple[SectionShape, ...]"


@dataclass(frozen=True, slots=True)
class DocumentShape:
    """One document."""

    version: Version
    """The version of this format."""
    path: str
    progress: TallyShape
    """The totals of all items."""
    trackers: tuple[TrackerShape, ...]
    """Those before the first heading."""
    tables: tuple[TableShape, ...]
    """All tables before the first heading, trackers or not."""
    unread_lists: tuple[UnreadListShape, ...]
    sections: tuple[SectionShape, ...]
    numbers: tuple[NumberShape, ...]
    """The numbers that are derived from something else, as far as the document itself says; see `numbers`."""


def document_shape(readme: Readme, path: str, numbers: Sequence[DerivedNumber]) -> DocumentShape:
    """Return the shape of a document with its derived numbers."""
    source = readme.source
    trackers: list[list[TrackerShape]] = [[] for _ in readme.sections]
    for tracker in readme.trackers:
        trackers[tracker.section].append(tracker_shape(tracker, source))
    tables: list[list[TableShape]] = [[] for _ in readme.sections]
    for verdict in readme.verdicts:
        tables[verdict.section].append(_table(verdict, source))
    lists: list[list[UnreadListShape]] = [[] for _ in readme.sections]
    for verdict in readme.unread_lists:
        line = source.line_of(verdict.span.start)
        lists[verdict.section].append(UnreadListShape(line, verdict.reason, verdict.code))
    tallies = readme.tallies()
    children: list[list[SectionShape]] = [[] for _ in readme.sections]
    # Backwards, so that the subsections of a section are made before it.
    for index in range(len(readme.sections) - 1, 0, -1):
        section = readme.sections[index]
        inside = tuple(reversed(children[index]))
        held = (tuple(trackers[index]), tuple(tables[index]), tuple(lists[index]), inside)
        line = source.line_of((section.heading or section.span).start)
        shape = SectionShape(section.title, section.level, section.anchor, line, tally_shape(tallies[index]), *held)
        children[section.parent or 0].append(shape)
    held = (tuple(trackers[0]), tuple(tables[0]), tuple(lists[0]), tuple(reversed(children[0])))
    stated = tuple(number_shape(source, one) for one in numbers)
    return DocumentShape(VERSION, path, tally_shape(tallies[0]), *held, stated)


def _table(verdict: Verdict, source: Source) -> TableShape:
    line = source.line_of(verdict.span.start)
    return TableShape(line, verdict.header, verdict.is_tracker, verdict.reason, verdict.code, verdict.column)


def tracker_shape(tracker: Tracker, source: Source) -> TrackerShape:
    """Return the shape of a table or list."""
    items = tuple(item_shape(item, source) for item in tracker.items)
    line = source.line_of(tracker.span.start)
    return TrackerShape(
        tracker.kind, tracker.shape, line, tracker.header, tracker.is_summary, tally_shape(tracker.tally), items
    )


def item_shape(item: Item, source: Source) -> ItemShape:
    """Return the shape of a row or task."""
    figures = tuple(_figure(figure, source) for figure in item.figures)
    line = source.line_of(item.span.start)
    return ItemShape(item.label, item.number, line, item.column, item.depth, progress_shape(item.progress), figures)


def _figure(figure: Figure, source: Source) -> FigureShape:
    line, column = source.position_of(figure.span.start)
    return FigureShape(figure.notation, source.slice(figure.span), line, column, progress_shape(figure.progress))
