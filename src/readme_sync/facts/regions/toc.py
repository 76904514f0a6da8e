"""`toc`: the headings below it, as links in nested lists.

Headings above the region are left out, as doctoc does: the title of the document is no part of its contents.
"""

from readme_sync.errors import RequestError
from readme_sync.facts.around import Around
from readme_sync.facts.regions.holding import Lines, held
from readme_sync.model import Holding, Readme, Region, Section
from readme_sync.syntax.escape import escape_line

_DEEPEST = 6


def hold(region: Region, around: Around) -> Holding:
    """How a table of contents stands.

    Raises:
        RequestError: there is nothing to list.
    """
    return held(region, around, Lines(_lines(around.readme, region)))


def _lines(readme: Readme, region: Region) -> list[str]:
    highest, deepest = int(region.option("from", "1")), int(region.option("depth", str(_DEEPEST)))
    listed = [
        section
        for section in readme.sections[1:]
        if section.span.start > region.closing.start and highest <= section.level <= deepest and section.anchor
    ]
    if not listed:
        levels = f" of the levels {highest} to {deepest}" if region.options else ""
        raise RequestError(f"there is no heading{levels} below this region", hint="move it up, or take it out")
    lines, above = [], list[int]()
    for section in listed:
        while above and above[-1] >= section.level:
            above.pop()
        lines.append(f"{'  ' * len(above)}- {link(section)}")
        above.append(section.level)
    return lines


def link(section: Section, path: str = "") -> str:
    """A link to a section, that shows its title."""
    title = escape_line(section.title) or escape_line(section.anchor)
    return f"[{title}]({path}#{section.anchor})"
