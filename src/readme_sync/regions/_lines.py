"""What `summary` and `chart` have a line for: sections with items, or documents, and what these come to."""

import posixpath
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from readme_sync.errors import RequestError
from readme_sync.model import Item, Progress, Readme, Region, Tracker
from readme_sync.model.settings import round_percent
from readme_sync.notations import named
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.from_items import counted, section_at, ways_of
from readme_sync.text.regex import regex

_WILD = regex(r"[*?\[]")
_MARKDOWN = (".md", ".markdown")
_DEEPEST = 6
_NO_HEADING = "Introduction"
"""What stands before the first heading."""


class Line(NamedTuple):
    """A section or a document, and what its items come to.

    Attributes:
        title: its plain text.
        target: where a link to it leads, "" for nowhere.
        done, total: items.
        percent: 0 to 100; None where no item says anything.
    """

    title: str
    target: str
    done: int
    total: int
    percent: float | None


class Counted(NamedTuple):
    """The lines in order, and what all of them come to; `noun` is what they are."""

    noun: str
    lines: tuple[Line, ...]
    whole: Line


def lines_of(region: Region, around: DocumentContext) -> Counted:
    """Return what a region has a line for.

    Raises:
        ReadmeSyncError: a document cannot be read, there is no such section, or nothing is counted.
    """
    of, depth = region.option("of"), region.option("depth")
    return around.once(("lines", of, depth), lambda: _lines_of(of, depth, around))


def _lines_of(of: str, depth: str, around: DocumentContext) -> Counted:
    if _WILD.search(of):
        return _documents(of, around)
    path, _, anchor = of.partition("#")
    there = around.document(path) if path else around
    scope = section_at(there.readme, anchor) if anchor else 0
    return _sections(there, scope, depth, quote(path))


def bar(percent: float | None, cells: int) -> str:
    """Return a bar of so many cells: full only where all is done, empty only where nothing is."""
    text = f"{'░' * cells} 0%"  # with a percent beside it a bar of few cells is one, too
    for start, end, new in reversed(named("bar").write(text, Progress.of_percent(percent or 0.0))):
        text = text[:start] + new + text[end:]
    return text[:cells]


def percent(line: Line) -> str:
    """Return `43%`; `?` where no item says anything."""
    return "?" if line.percent is None else f"{round_percent(line.percent):.0f}%"


def _documents(pattern: str, around: DocumentContext) -> Counted:
    """One line per document with items; this one is none of them."""
    lines: list[Line] = []
    items: list[Item] = []
    for path in around.surroundings.glob(pattern):
        there = around.document(path) if path.lower().endswith(_MARKDOWN) else around
        if there is not around and (found := _items(there, there.readme.trackers)):
            lines.append(_line(_title(there.readme, path), quote(path), found))
            items += found
    if not lines:
        raise RequestError(f"no document that matches {pattern!r} holds items", hint="check the pattern")
    return Counted("Document", tuple(lines), _line("Total", "", items))


def _title(readme: Readme, path: str) -> str:
    """Return the document's first heading, else the name of its file."""
    return next((one.title for one in readme.sections[1:] if one.title), posixpath.basename(path))


def _sections(there: DocumentContext, scope: int, depth: str, path: str) -> Counted:
    """One line per section with items of its own, as deep as wanted.

    By default as deep as it takes to have more than one line.
    """
    readme = there.readme
    span = readme.sections[scope].span
    first = bisect_left(readme.trackers, span.start, key=lambda one: one.span.start)
    last = bisect_left(readme.trackers, span.end, key=lambda one: one.span.start)
    inside = readme.trackers[first:last]
    trackers = [one for one in inside if span.contains(one.span) and not one.is_summary]
    groups: dict[int, list[Tracker]] = {}
    for deepest in [int(depth)] if depth else range(1, _DEEPEST + 1):
        groups = {}
        for tracker in trackers:
            groups.setdefault(_line_for(readme, tracker.section, scope, deepest), []).append(tracker)
        if len(groups) > 1:
            break
    found = [(index, items) for index, some in sorted(groups.items()) if (items := _items(there, some))]
    if not found:
        place = f"#{readme.sections[scope].anchor}" if scope else path or "the document"
        raise RequestError(f"there are no items in {place} to count", hint="name another section with of=")
    lines = [
        _line(section.title or section.anchor or _NO_HEADING, f"{path}#{section.anchor}" if index else path, items)
        for index, items in found
        for section in [readme.sections[index]]
    ]
    return Counted("Section", tuple(lines), _line("Total", "", [item for _, items in found for item in items]))


def _line_for(readme: Readme, section: int, scope: int, deepest: int) -> int:
    """Return the section that has the line in which the items of a section are counted."""
    while section != scope and readme.sections[section].level > deepest:
        section = readme.sections[section].parent or 0
    return section


def _items(there: DocumentContext, trackers: Iterable[Tracker]) -> list[Item]:
    """Return the items in some trackers that count."""
    return list(counted(there, [item for one in trackers if not one.is_summary for item in one.items]))


def _line(title: str, target: str, items: Sequence[Item]) -> Line:
    ways = ways_of(items)
    last = ways[-1]
    return Line(title, target, int(last.done), int(last.total or 0), ways[0].percent)
