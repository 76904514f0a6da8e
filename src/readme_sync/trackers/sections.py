"""Sections, the figures in their headings, and their anchors, with or without these figures."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from readme_sync.markdown import Document, Heading, plain
from readme_sync.markdown.links import Anchors, anchor_of
from readme_sync.markdown.plain_text import one_line, shown
from readme_sync.model import Item, Progress, Readme, Section, Tally
from readme_sync.notations import named
from readme_sync.text import Span
from readme_sync.text.regex import regex

# The figures in a heading: `## Phase 2 [43%]`, `### Arrays — 7/8`, `### Trees (7/15)`, `## Features (5 of 33)`.

_NOTATIONS = ("fraction", "percent", "n-of-m")


class Form(StrEnum):
    """How a figure stands in a heading."""

    COOKIE = "cookie"
    """`[2/5]`, `[40%]`"""
    PARENTHESES = "parentheses"
    """`(3/7)`, `（7/15）`, `(5 out of 33 features)`"""
    DASH = "dash"
    """`— 7/8`, `- 51 / 150 solved`, `: 1/4`"""
    END = "end"
    """`✅ 80%`, `✅ 6/6`"""


class HeadingFigure(NamedTuple):
    """A figure in a heading's visible text; `[start, end)` is what the notation reads and writes."""

    start: int
    end: int
    notation: str
    progress: Progress
    form: Form


_OPENINGS = {"[": Form.COOKIE, "(": Form.PARENTHESES, "（": Form.PARENTHESES}
_CLOSINGS = {Form.COOKIE: regex(r"[ \xa0]{0,2}\]"), Form.PARENTHESES: regex(r"[^()（）\[\]]{0,40}[)）]")}
_OPENED = regex(r"(?P<opening>[\[(（])[ \xa0]{0,2}(?:[^\W\d]+:[ \xa0])?\Z")
_DASHED = regex(r"(?:(?<=[ \xa0])-|[—–―])[ \xa0]{1,2}\Z|[—―]\Z")
_COLON = regex(r"[^\W_][ \xa0]?[:：·•|][ \xa0]{1,2}\Z")
"""What parts a title from its fraction, at the end of the heading; a percent there is mostly about something else."""
_MARKED = regex(r"(?:[✅☑✔⏳🚧🔄🟢🟡🟠🔴⬜🔲🔵]\ufe0f?|:[a-z_]{3,30}:)[ \xa0]{0,2}\Z")
_REACH = 40
_BLANKS_BEHIND = regex(r"[ \xa0]*\Z")


def heading_figures(text: str) -> Iterator[HeadingFigure]:
    """Yield the figures in a heading's visible text, in order."""
    found = []
    for name in _NOTATIONS:
        notation = named(name)
        if any(mark in text for mark in notation.marks):
            for start, end, progress, _ in notation.read(text):
                form = _form(text, start, end, name)
                if form:
                    found.append(HeadingFigure(start, end, name, progress, form))
    yield from sorted(found)


def _form(text: str, start: int, end: int, notation: str) -> Form | None:
    """Return the form in which a reading stands; None where it is only a part of the title."""
    before = text[max(0, start - _REACH) : start]
    if opened := _OPENED.search(before):
        form = _OPENINGS[opened["opening"]]
        return form if _CLOSINGS[form].match(text, end) else None
    if _DASHED.search(before):
        return Form.DASH if notation != "percent" or _BLANKS_BEHIND.match(text, end) else None
    if notation != "percent" and _COLON.search(before) and _BLANKS_BEHIND.match(text, end):
        return Form.DASH
    if notation != "n-of-m" and _MARKED.search(before) and _BLANKS_BEHIND.match(text, end):
        return Form.END
    return None


# Sections by their anchors, also where a figure in the heading is a part of the anchor.

_DIGITS = regex(r"[0-9]+")
_COUNTED = regex(
    r"(?<![ \xa0])[ \xa0]*+(?:[-–—:：][ \xa0]|[(\[（])(?P<count>[0-9]{1,6})[ \xa0][^\W\d_A-Z]{3,20}[)\]）]?\Z"
)
"""A count and its noun at the end of a title: `Books - 4 read`, `Books (12 titles)`."""
_BRACKETS = "([（", ")]）"
_BRACKET_REACH = 41
"""No further behind a figure its bracket is closed."""


def section_called(sections: Sequence[Section], anchor: str) -> int | None:
    """Return the index of the section with that anchor, else of the only one that has it but for its figures."""
    for index, section in enumerate(sections):
        if section.anchor == anchor and index:
            return index
    found = [index for index, section in enumerate(sections) if is_called(section, anchor)]
    return found[0] if len(found) == 1 else None


def section_named(sections: Sequence[Section], name: str) -> int | None:
    """Return the index of the first section with that title or `#anchor`; figures in its heading do not matter."""
    folded = one_line(name).casefold()
    for index, section in enumerate(sections):
        if section.level and (f"#{section.anchor}" == name or one_line(section.title).casefold() == folded):
            return index
    return section_called(sections, name[1:] if name.startswith("#") else anchor_of(name.strip()))


def is_called(section: Section, anchor: str) -> bool:
    """Return whether a section's anchor is that one, or is so but for the figures in its heading."""
    if not section.level or not anchor or section.anchor == anchor:
        return bool(section.level) and section.anchor == anchor
    short, changing = _names(section.title)
    return short == anchor or (bool(changing) and re.fullmatch(changing, anchor) is not None)


def lasting_anchor(sections: Sequence[Section], index: int) -> str:
    """Return the anchor by which a section is found whatever its figures say; "" for the document itself."""
    section = sections[index]
    short, _ = _names(section.title)
    return short if short and section_called(sections, short) == index else section.anchor


def steady_anchor(section: Section) -> str:
    """Return the anchor of a section as it would be without the figures in its heading; others may have the same."""
    return _names(section.title)[0] or section.anchor


def items_by_name(readme: Readme) -> dict[tuple[str, str], Item]:
    """Return the counted items by the title of their section, without its figures, and by label; doubles numbered."""
    found: dict[tuple[str, str], Item] = {}
    numbers: dict[tuple[str, str], int] = {}
    for tracker in readme.trackers:
        title = steady_title(readme.sections[tracker.section].title)
        for item in () if tracker.is_summary else tracker.items:
            number = numbers[title, item.label] = numbers.get((title, item.label), 0) + 1
            found[title, item.label if number == 1 else f"{item.label} ({number})"] = item
    return found


def tallies_by_title(readme: Readme) -> dict[str, tuple[Section, Tally]]:
    """Return the sections with their tallies, by title as `items_by_name`."""
    found: dict[str, tuple[Section, Tally]] = {}
    numbers: dict[str, int] = {}
    for section, tally in zip(readme.sections, readme.tallies(), strict=True):
        title = steady_title(section.title)
        number = numbers[title] = numbers.get(title, 0) + 1
        found[title if number == 1 else f"{title} ({number})"] = section, tally
    return found


def steady_title(title: str) -> str:
    """Return a title without the figures in it: `Birds (2/3)` is `Birds`."""
    return "".join(_parts(title, list(heading_figures(title)))).strip()


@lru_cache(4_096)
def _names(title: str) -> tuple[str, str]:
    """Return the anchor of a title without its figures, and a pattern for it with any; "" where it has none."""
    figures = list(heading_figures(title))
    if not figures:
        counted = _COUNTED.search(title)
        start, end = counted.span("count") if counted else (0, 0)
        changing = re.escape(anchor_of(title[:start])) + "[0-9]+" + re.escape(anchor_of(title[end:]))
        return (anchor_of(title[: counted.start()]), changing) if counted and counted.start() else ("", "")
    return anchor_of("".join(_parts(title, figures)).strip()).strip("-"), _changing(title, figures)


def _parts(title: str, figures: Sequence[HeadingFigure]) -> Iterator[str]:
    end = 0
    for figure in figures:
        if figure.form in {Form.COOKIE, Form.PARENTHESES}:
            start = max(title.rfind(mark, end, figure.start) for mark in _BRACKETS[0])
            reach = figure.end + _BRACKET_REACH
            behind = [place for mark in _BRACKETS[1] if (place := title.find(mark, figure.end, reach)) >= 0]
            yield title[end : max(start, end)].rstrip()
            end = min(behind, default=figure.end - 1) + 1
        else:
            yield title[end : figure.start].rstrip(" \xa0—–―-:：·•|")
            end = figure.end
    yield title[end:]


def _changing(title: str, figures: Sequence[HeadingFigure]) -> str:
    """Return a pattern for the anchors of a title with other digits in its figures."""
    pattern, end = "", 0
    for figure in figures:
        pattern += re.escape(anchor_of(title[end : figure.start]))
        pattern += _DIGITS.sub("[0-9]+", re.escape(anchor_of(title[figure.start : figure.end])))
        end = figure.end
    return pattern + re.escape(anchor_of(title[end:]))


def read_sections(document: Document) -> tuple[Section, ...]:
    """Return all sections in document order; the first is the document itself."""
    headings = document.headings
    ends = _ends(headings, len(document.source.text))
    anchors = Anchors()
    sections = [Section("", 0, "", Span(0, len(document.source.text)))]
    enclosing = [0]
    for heading, end in zip(headings, ends, strict=True):
        while sections[enclosing[-1]].level >= heading.level:
            enclosing.pop()
        text = shown(document, heading.content).text
        title = one_line(text) or one_line(plain(document.inlines(heading.content)))
        span = Span(heading.span.start, end)
        anchor = anchors.give(text.strip())
        section = Section(title, heading.level, anchor, span, heading.span, enclosing[-1])
        enclosing.append(len(sections))
        sections.append(section)
    return tuple(sections)


def titles_around(sections: Sequence[Section], index: int) -> list[str]:
    """Return the titles of a section and of those around it, the innermost first."""
    titles = []
    place: int | None = index
    while place is not None:
        titles.append(sections[place].title)
        place = sections[place].parent
    return titles


def _ends(headings: Sequence[Heading], last: int) -> list[int]:
    """Return where each heading's section ends, found from the back: the next heading that is not below it."""
    ends = [last] * len(headings)
    open_at = [last] * 7  # by level: where the next heading of that level or a higher one begins
    for index in range(len(headings) - 1, -1, -1):
        heading = headings[index]
        ends[index] = open_at[heading.level]
        open_at[heading.level :] = [heading.span.start] * (7 - heading.level)
    return ends
