"""`toc`: the headings below it, as links in nested lists.

Headings above the region are left out, as doctoc does: the title of the document is no part of its contents.
"""

from bisect import bisect_right
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.markdown.escape import escape_line
from readme_sync.model import Readme, Region, RegionCheck, Section
from readme_sync.regions._held import Lines, held
from readme_sync.sources.context import DocumentContext

_DEEPEST = 6


class _Entry(NamedTuple):
    """A heading that may be listed: where it begins, its level, and a link to it."""

    start: int
    level: int
    link: str


def hold(region: Region, around: DocumentContext) -> RegionCheck:
    """Return how a table of contents stands.

    Raises:
        RequestError: there is nothing to list.
    """
    return held(region, around, Lines(_lines(around, region)))


def _lines(around: DocumentContext, region: Region) -> list[str]:
    highest, deepest = int(region.option("from", "1")), int(region.option("depth", str(_DEEPEST)))
    entries = around.once(("toc", highest, deepest), lambda: _entries(around.readme, highest, deepest))
    first = bisect_right(entries, region.closing.start, key=lambda one: one.start)
    if first == len(entries):
        levels = f" of the levels {highest} to {deepest}" if region.options else ""
        raise RequestError(f"there is no heading{levels} below this region", hint="move it up, or take it out")
    lines, above = [], list[int]()
    for entry in entries[first:]:
        while above and above[-1] >= entry.level:
            above.pop()
        lines.append(f"{'  ' * len(above)}- {entry.link}")
        above.append(entry.level)
    return lines


def _entries(readme: Readme, highest: int, deepest: int) -> list[_Entry]:
    """Return the headings of some levels, in document order."""
    return [
        _Entry(section.span.start, section.level, link(section))
        for section in readme.sections[1:]
        if highest <= section.level <= deepest and section.anchor
    ]


def link(section: Section, path: str = "") -> str:
    """Return a link to a section, that shows its title."""
    title = escape_line(section.title) or escape_line(section.anchor)
    return f"[{title}]({path}#{section.anchor})"
