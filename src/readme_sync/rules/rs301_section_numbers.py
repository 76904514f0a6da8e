"""RS301 section-numbers: a numbered heading has no predecessor.

## What it does

Finds headings such as `### 1.2. Songs` for which the document has no `1.1.` anywhere. Versions, dates and years are no
section numbers, and a document that begins in the middle (the second chapter of a book) is left alone.

## Why is this bad?

A section was lost, or was renamed and kept its old number.

## Example

    ## Summer
    ### 1.2. Songs

There is no 1.1.

## Fix safety

The fix gives the heading, those after it with the same beginning, and those in them the numbers that close the gap, and
leads the links of the document to their new anchors. It is unsafe: a section may be missing, and the text, the links of
tables of contents and other documents may name the old numbers. Where two headings would get one number there is none.
"""

import re
from collections.abc import Iterator, Sequence

from readme_sync.markdown.links import Anchors, destinations
from readme_sync.model import Applicability, Fix, Level, Readme, Section
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Edit, Span
from readme_sync.text.regex import regex

_NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}"
_HEADING = regex(rf"(?P<number>{_NUMBER})(?P<dot>\.?)[ \t\xa0]+(?=[^\W\d_])")
_IN_TEXT = regex(rf"(?<![0-9.]){_NUMBER}(?![0-9])")
_CHANGES = regex(r"\b(?:changes?|changelog|releases?|released|versions?|history|news|roadmap)\b", re.IGNORECASE)
_WRITTEN = regex(rf"(?<![0-9.]){_NUMBER}")
_TO_HEADING = regex(r"\]\((#[^\s()<>]+)\)")
_FEWEST_BEFORE = 2


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    sections = readme.sections
    headings = [(index, found) for index, section in enumerate(sections) if (found := _HEADING.match(section.title))]
    if not headings:
        return
    written = _numbers_in(readme.source.text)
    reported: set[str] = set()
    for index, found in headings:
        number, section = _bare(found["number"]), sections[index]
        before = _predecessor(number)
        if before is None or before in written or number in reported or index == 1:
            continue
        if _is_certain(number, written, dotted=bool(found["dot"])) and not _is_change(sections, index):
            assert section.heading is not None
            reported.add(number)
            fix = _fix(readme, number)
            message = f"there is no section {before}{found['dot']} before {number}{found['dot']}"
            yield (section.heading, message, *((fix,) if fix else ()))


def _fix(readme: Readme, number: str) -> Fix | None:
    """Return the fix that moves a number and those after it down, so that no gap is left; None where two would meet."""
    parent, last = number.rsplit(".", 1)
    numbers = [_bare(found["number"]) if (found := _HEADING.match(one.title)) else "" for one in readme.sections]
    siblings = {int(one.split(".")[-1]) for one in numbers if one and one.rsplit(".", 1)[0] == parent}
    gap = int(last) - 1 - max((one for one in siblings if one < int(last)), default=0)
    depth = parent.count(".") + 1
    edits: list[Edit] = []
    titles = [section.title for section in readme.sections[1:]]
    for index, one in enumerate(numbers):
        parts = one.split(".")
        if len(parts) <= depth or ".".join(parts[:depth]) != parent or int(parts[depth]) < int(last):
            continue
        edit = _renumbered(readme, readme.sections[index], depth, gap)
        if edit is None or numbers.count(one) > 1:
            return None
        edits.append(edit)
        title = readme.sections[index].title
        written = readme.source.slice(edit.span)
        titles[index - 1] = title.replace(written, edit.replacement, 1)
    edits += _links(readme, titles)
    return Fix("close the gap in the numbers", tuple(sorted(edits)), Applicability.UNSAFE)


def _renumbered(readme: Readme, section: Section, depth: int, gap: int) -> Edit | None:
    """Return the edit of a heading's number; None where it is not written as it is shown."""
    assert section.heading is not None
    start = section.heading.start
    found = _WRITTEN.search(readme.source.text, start, section.heading.end)
    if not found:
        return None
    parts = found[0].split(".")
    parts[depth] = str(int(parts[depth]) - gap)
    return Edit(Span(*found.span()), ".".join(parts))


def _links(readme: Readme, titles: Sequence[str]) -> Iterator[Edit]:
    """Yield what leads the links to headings to their new anchors."""
    anchors = Anchors()
    moved = {
        f"#{one.anchor}": f"#{anchors.give(title)}" for one, title in zip(readme.sections[1:], titles, strict=True)
    }
    text = readme.source.text
    places = [found.start() for found in _TO_HEADING.finditer(text) if moved.get(found[1], found[1]) != found[1]]
    for destination in destinations(readme.document, places):
        new = moved.get(destination.text, destination.text)
        if new != destination.text and readme.source.slice(destination.place) == destination.text:
            yield Edit(destination.place, new)


def _numbers_in(text: str) -> set[str]:
    """All dotted numbers in a text, and those that they stand in: with 1.2.3 comes 1.2."""
    numbers: set[str] = set()
    for number in _IN_TEXT.findall(text):
        parts = _bare(number).split(".")
        numbers.update(".".join(parts[:end]) for end in range(2, len(parts) + 1))
    return numbers


def _bare(number: str) -> str:
    """The number without zeros in front: 10.2 for 10.02."""
    return ".".join(str(int(part)) for part in number.split("."))


def _predecessor(number: str) -> str | None:
    """The number that must come first: 1.1 for 1.2, none for 1.1 and 1.0."""
    parent, last = number.rsplit(".", 1)
    return f"{parent}.{int(last) - 1}" if int(last) > 1 else None


def _is_certain(number: str, written: set[str], *, dotted: bool) -> bool:
    """Whether a number without its predecessor can be nothing else than a defect.

    Without its last dot it may be a version, so others must come before it. The first of a row of numbers may go on
    from another document.
    """
    parent, last = number.rsplit(".", 1)
    earlier = sum(f"{parent}.{value}" in written for value in range(1, int(last)))
    if not dotted:
        return earlier >= _FEWEST_BEFORE
    return earlier > 0 or (int(last) == _FEWEST_BEFORE and f"{parent}.{int(last) + 1}" not in written)


def _is_change(sections: Sequence[Section], index: int | None) -> bool:
    """Whether a section tells of releases: then its number is a version."""
    while index is not None:
        if _CHANGES.search(sections[index].title):
            return True
        index = sections[index].parent
    return False


RULE = rule("RS301", "section-numbers", Level.WARNING, _find)
