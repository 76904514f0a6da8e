"""The sections with items, as the rows of a tree."""

from typing import NamedTuple

from readme_sync.model import Readme, Tally, tally_of


class OutlineRow(NamedTuple):
    """One section of the tree.

    Attributes:
        title: as written in the document; "" for the items before the first heading.
        depth: 0 for a section that is in no other.
        tally: the totals of its items; None where its only subsection has the same.
        section: its index among the sections of the document.
    """

    title: str
    depth: int
    tally: Tally | None
    section: int


def outline(readme: Readme) -> list[OutlineRow]:
    """Return the sections with items in them or in their subsections, in document order."""
    tallies = readme.tallies()
    rows = []
    first = [tracker for tracker in readme.trackers if tracker.section == 0 and not tracker.is_summary]
    top = tally_of(item for tracker in first for item in tracker.items)
    if top.total and top.total < tallies[0].total:
        rows.append(OutlineRow("", 0, top, 0))
    # Where a child has all items of its parent, the bar of the parent would repeat that of the child.
    fullest = [0] * len(tallies)
    depths = [-1] * len(tallies)
    for index, section in enumerate(readme.sections):
        if section.parent is not None:
            fullest[section.parent] = max(fullest[section.parent], tallies[index].total)
            depths[index] = depths[section.parent] + 1
    for index, section in enumerate(readme.sections):
        if index and tallies[index].total:
            repeated = fullest[index] == tallies[index].total
            rows.append(OutlineRow(section.title, depths[index], None if repeated else tallies[index], index))
    return rows
