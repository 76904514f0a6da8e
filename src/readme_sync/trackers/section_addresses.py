"""Sections by their anchors, also where a figure in the heading is a part of the anchor.

`## Plan (3/7)` has the anchor `#plan-37`, and `#plan-47` a task later. By `#plan`, and by each of the two, the same
section is meant.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from readme_sync.markdown.links import anchor_of
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import Section
from readme_sync.text.regex import regex
from readme_sync.trackers.heading_figures import Form, HeadingFigure, heading_figures

_DIGITS = regex(r"[0-9]+")
_BRACKETS = "([（", ")]）"
_REACH = 41
"""No further behind a figure its bracket is closed."""


def section_called(sections: Sequence[Section], anchor: str) -> int | None:
    """The index of the section with that anchor, else of the only one that has it but for its figures."""
    for index, section in enumerate(sections):
        if section.anchor == anchor and index:
            return index
    found = [index for index, section in enumerate(sections) if is_called(section, anchor)]
    return found[0] if len(found) == 1 else None


def section_named(sections: Sequence[Section], name: str) -> int | None:
    """The index of the first section with that title, or that anchor behind a `#`; figures in its heading aside."""
    folded = one_line(name).casefold()
    for index, section in enumerate(sections):
        if section.level and (f"#{section.anchor}" == name or one_line(section.title).casefold() == folded):
            return index
    return section_called(sections, name[1:] if name.startswith("#") else anchor_of(name.strip()))


def is_called(section: Section, anchor: str) -> bool:
    """Whether a section's anchor is that one, or is so but for the figures in its heading."""
    if not section.level or not anchor or section.anchor == anchor:
        return bool(section.level) and section.anchor == anchor
    short, changing = _names(section.title)
    return short == anchor or (bool(changing) and re.fullmatch(changing, anchor) is not None)


def lasting_anchor(sections: Sequence[Section], index: int) -> str:
    """The anchor by which a section is found whatever its figures say; "" for the document itself."""
    section = sections[index]
    short, _ = _names(section.title)
    return short if short and section_called(sections, short) == index else section.anchor


def steady_anchor(section: Section) -> str:
    """The anchor of a section as it would be without the figures in its heading; others may have the same."""
    return _names(section.title)[0] or section.anchor


@lru_cache(4_096)
def _names(title: str) -> tuple[str, str]:
    """The anchor of a title without its figures, and a pattern for it with any; "" where it has none."""
    figures = list(heading_figures(title))
    if not figures:
        return "", ""
    return anchor_of("".join(_parts(title, figures)).strip()).strip("-"), _changing(title, figures)


def _parts(title: str, figures: Sequence[HeadingFigure]) -> Iterator[str]:
    end = 0
    for figure in figures:
        if figure.form in {Form.COOKIE, Form.PARENTHESES}:
            start = max(title.rfind(mark, end, figure.start) for mark in _BRACKETS[0])
            reach = figure.end + _REACH
            behind = [place for mark in _BRACKETS[1] if (place := title.find(mark, figure.end, reach)) >= 0]
            yield title[end : max(start, end)].rstrip()
            end = min(behind, default=figure.end - 1) + 1
        else:
            yield title[end : figure.start].rstrip(" \xa0—–―-")
            end = figure.end
    yield title[end:]


def _changing(title: str, figures: Sequence[HeadingFigure]) -> str:
    """A pattern for the anchors of a title with other digits in its figures."""
    pattern, end = "", 0
    for figure in figures:
        pattern += re.escape(anchor_of(title[end : figure.start]))
        pattern += _DIGITS.sub("[0-9]+", re.escape(anchor_of(title[figure.start : figure.end])))
        end = figure.end
    return pattern + re.escape(anchor_of(title[end:]))
