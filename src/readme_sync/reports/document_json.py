"""The structured model of a document as JSON: one document a line."""

from dataclasses import dataclass

from readme_sync.model import Figure, Item, Readme, Section, Tracker, TrackerKind
from readme_sync.reports.shapes import (
    VERSION,
    ProgressShape,
    TallyShape,
    Version,
    progress_shape,
    tally_shape,
)
from readme_sync.text import Source


@dataclass(frozen=True, slots=True)
class FigureShape:
    """A place in an item that states a progress."""

    notation: str
    """The notation that reads it, such as `geps` or `fraction`."""
    text: str
    """What stands in the document."""
    line: int
    column: int
    """1-based, in Unicode code points."""
    progress: ProgressShape


@dataclass(frozen=True, slots=True)
class ItemShape:
    """One thing with progress: a row of a table, or a task."""

    label: str
    number: int | None
    """The number in front of the row."""
    line: int
    depth: int
    """0 for a row or an outer task, 1 for a task inside a task, and so on."""
    progress: ProgressShape
    figures: tuple[FigureShape, ...]


@dataclass(frozen=True, slots=True)
class TrackerShape:
    """A table or a task list."""

    kind: TrackerKind
    line: int
    columns: tuple[str, ...]
    """The header cells of a table."""
    tally: TallyShape
    items: tuple[ItemShape, ...]


@dataclass(frozen=True, slots=True)
class SectionShape:
    """A heading and all that follows up to the next heading of the same or a higher level."""

    title: str
    level: int
    anchor: str
    """As GitHub makes it, without the `#`."""
    line: int
    tally: TallyShape
    """What the items in the section and in its subsections come to."""
    trackers: tuple[TrackerShape, ...]
    sections: "tuple[SectionShape, ...]"


@dataclass(frozen=True, slots=True)
class DocumentShape:
    """One document."""

    version: Version
    """The version of this format."""
    path: str
    progress: TallyShape
    """What all items come to."""
    trackers: tuple[TrackerShape, ...]
    """Those before the first heading."""
    sections: tuple[SectionShape, ...]


def document_shape(readme: Readme, path: str) -> DocumentShape:
    """The document as it goes out in JSON."""
    source = readme.source
    trackers: list[list[TrackerShape]] = [[] for _ in readme.sections]
    for tracker in readme.trackers:
        trackers[tracker.section].append(_tracker(tracker, source))
    tallies = readme.tallies()
    children: list[list[SectionShape]] = [[] for _ in readme.sections]
    # Backwards: when a section's turn comes, all that it holds is made.
    for index in range(len(readme.sections) - 1, 0, -1):
        section = readme.sections[index]
        inside = tuple(reversed(children[index]))
        shape = _section(section, source, tally_shape(tallies[index]), tuple(trackers[index]), inside)
        children[section.parent or 0].append(shape)
    return DocumentShape(VERSION, path, tally_shape(tallies[0]), tuple(trackers[0]), tuple(reversed(children[0])))


def _section(
    section: Section,
    source: Source,
    tally: TallyShape,
    trackers: tuple[TrackerShape, ...],
    inside: tuple[SectionShape, ...],
) -> SectionShape:
    line = source.line_of((section.heading or section.span).start)
    return SectionShape(section.title, section.level, section.anchor, line, tally, trackers, inside)


def _tracker(tracker: Tracker, source: Source) -> TrackerShape:
    items = tuple(_item(item, source) for item in tracker.items)
    line = source.line_of(tracker.span.start)
    return TrackerShape(tracker.kind, line, tracker.header, tally_shape(tracker.tally), items)


def _item(item: Item, source: Source) -> ItemShape:
    figures = tuple(_figure(figure, source) for figure in item.figures)
    line = source.line_of(item.span.start)
    return ItemShape(item.label, item.number, line, item.depth, progress_shape(item.progress), figures)


def _figure(figure: Figure, source: Source) -> FigureShape:
    line, column = source.position_of(figure.span.start)
    return FigureShape(figure.notation, source.slice(figure.span), line, column, progress_shape(figure.progress))
