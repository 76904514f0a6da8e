"""Sections: a heading and all that follows up to the next one of the same or a higher level."""

from collections.abc import Sequence

from readme_sync.markdown import Document, Heading, plain
from readme_sync.markdown.links import Anchors
from readme_sync.markdown.plain_text import one_line, shown
from readme_sync.model import Section
from readme_sync.text import Span


def read_sections(document: Document) -> tuple[Section, ...]:
    """All sections in document order; the first is the document itself."""
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
    """The titles of a section and of those around it, the innermost first."""
    titles = []
    place: int | None = index
    while place is not None:
        titles.append(sections[place].title)
        place = sections[place].parent
    return titles


def _ends(headings: Sequence[Heading], last: int) -> list[int]:
    """Where each heading's section ends, found from the back: the next heading that is not below it."""
    ends = [last] * len(headings)
    open_at = [last] * 7  # by level: where the next heading of that level or a higher one begins
    for index in range(len(headings) - 1, -1, -1):
        heading = headings[index]
        ends[index] = open_at[heading.level]
        open_at[heading.level :] = [heading.span.start] * (7 - heading.level)
    return ends
