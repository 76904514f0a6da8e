"""The figures in a heading: `## Phase 2 [43%]`, `### Arrays — 7/8`, `### Trees (7/15)`, `## Features (5 of 33)`.

Only these forms state a progress: in brackets or parentheses, full-width ones included; behind a dash; a percent or a
fraction behind a status emoji at the end. `5 STAR RESOURCES`, `100 Days`, `Blind 75` and `Status: 8/10 Passing` do not.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from readme_sync.model import Progress
from readme_sync.notations import named
from readme_sync.text.regex import regex

_NOTATIONS = ("fraction", "percent", "n-of-m")


class Form(StrEnum):
    """How a figure stands in a heading."""

    COOKIE = "cookie"
    """`[2/5]`, `[40%]`"""
    PARENTHESES = "parentheses"
    """`(3/7)`, `（7/15）`, `(5 out of 33 features)`"""
    DASH = "dash"
    """`— 7/8`, `- 51 / 150 solved`"""
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
_MARKED = regex(r"(?:[✅☑✔⏳🚧🔄🟢🟡🟠🔴⬜🔲🔵]\ufe0f?|:[a-z_]{3,30}:)[ \xa0]{0,2}\Z")
_REACH = 40
_BLANKS_BEHIND = regex(r"[ \xa0]*\Z")


def heading_figures(text: str) -> Iterator[HeadingFigure]:
    """The figures in a heading's visible text, in order."""
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
    """The form in which a reading stands; None where it is only a part of the title."""
    before = text[max(0, start - _REACH) : start]
    if opened := _OPENED.search(before):
        form = _OPENINGS[opened["opening"]]
        return form if _CLOSINGS[form].match(text, end) else None
    if _DASHED.search(before):
        return Form.DASH if notation != "percent" or _BLANKS_BEHIND.match(text, end) else None
    if notation != "n-of-m" and _MARKED.search(before) and _BLANKS_BEHIND.match(text, end):
        return Form.END
    return None
