"""The status as JSON: one document a line, the sections with items nested."""

from dataclasses import dataclass

from readme_sync.model import Readme
from readme_sync.reports.json_lines import VERSION, TallyShape, Version, tally_shape


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """A section with items in it or in its subsections."""

    title: str
    level: int
    anchor: str
    """As GitHub makes it, without the `#`."""
    line: int
    progress: TallyShape
    sections: "tuple[SectionStatus, ...]"


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One document."""

    version: Version
    """The version of this format."""
    path: str
    progress: TallyShape
    """The totals of all items."""
    sections: tuple[SectionStatus, ...]


def document_status(readme: Readme, path: str) -> DocumentStatus:
    """Return the shape of the status of a document."""
    tallies = readme.tallies()
    children: list[list[SectionStatus]] = [[] for _ in tallies]
    # Backwards, so that the subsections of a section are made before it.
    for index in range(len(tallies) - 1, 0, -1):
        section = readme.sections[index]
        if not tallies[index].total:
            continue
        line = readme.source.line_of((section.heading or section.span).start)
        inside = tuple(reversed(children[index]))
        shape = SectionStatus(section.title, section.level, section.anchor, line, tally_shape(tallies[index]), inside)
        children[section.parent or 0].append(shape)
    return DocumentStatus(VERSION, path, tally_shape(tallies[0]), tuple(reversed(children[0])))
