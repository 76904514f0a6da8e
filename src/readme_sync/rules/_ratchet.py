"""What went back since an earlier version of a document: for rules that are off by default."""

from collections.abc import Iterator

from readme_sync.model import Readme, Section
from readme_sync.rules.rule import Finding
from readme_sync.sources import Facts
from readme_sync.text import Span
from readme_sync.text.closest import Names
from readme_sync.text.regex import regex
from readme_sync.trackers.sections import items_by_name, tallies_by_title
from readme_sync.trackers.tables import row_numbers

_NOISE = 1e-9
_ALIKE = 0.6
_NUMBER = regex(r"\A[0-9]+[.:)]?\s*")


def lower_items(readme: Readme, facts: Facts) -> Iterator[Finding]:
    """Yield the items whose percent is lower than at the base."""
    if facts.base is None:
        return
    before = items_by_name(facts.base.readme)
    for name, item in items_by_name(readme).items():
        was = before[name].progress.percent if name in before else None
        if was is not None and item.progress.percent is not None and item.progress.percent < was - _NOISE:
            moved = f"from {was:.4g} % at {facts.base_name} to {item.progress.percent:.4g} %"
            yield item.span, f"{item.label!r} went down {moved}"


def lower_totals(readme: Readme, facts: Facts) -> Iterator[Finding]:
    """Yield the sections, and the document, that have fewer items than at the base."""
    if facts.base is None:
        return
    before = tallies_by_title(facts.base.readme)
    shrunk = [
        (section, before[title][1].total, tally.total)
        for title, (section, tally) in tallies_by_title(readme).items()
        if title in before and tally.total < before[title][1].total
    ]
    for place, (section, was, now) in enumerate(shrunk):
        inside = (one for one in shrunk[place + 1 :] if section.span.contains(one[0].span))
        if all(was - now != then - left for _, then, left in inside):  # else that says it all
            yield _place(section), f"{_name(section)} had {was} items at {facts.base_name}, and has {now}"


def vanished_items(readme: Readme, facts: Facts) -> Iterator[Finding]:
    """Yield where the items stood that are not there any more: at the heading of their section, or at the top."""
    if facts.base is None:
        return
    now = items_by_name(readme)
    sections = {title: section for title, (section, _) in tallies_by_title(readme).items()}
    for (title, label), item in items_by_name(facts.base.readme).items():
        if (title, label) not in now:
            where = f" in {title!r}" if title else ""
            line = facts.base.readme.source.line_of(item.span.start)
            place = _place(sections.get(title, readme.sections[0]))
            yield place, f"{label!r}{where} is gone; it stood in line {line} at {facts.base_name}"


def taken_numbers(readme: Readme, facts: Facts) -> Iterator[Finding]:
    """Yield the new rows with the number of a row of the base that is not there.

    Only below rows that both have, where no later row of the base is there, and not where the labels are alike: else a
    row was renamed.
    """
    if facts.base is None:
        return
    before = _numbered(facts.base.readme)
    rows = _numbered(readme)
    here, there = ({(title, label) for (title, _), (label, _) in found.items()} for found in (rows, before))
    last: dict[str, int] = {}  # by section, the last number of a row of the base that is here
    for (title, number), (label, _) in before.items():
        if (title, label) in here:
            last[title] = max(number, last.get(title, number))
    for (title, number), (label, span) in rows.items():
        other, _ = before.get((title, number), ("", span))
        is_taken = other and number > last.get(title, number) and (title, label) not in there
        if is_taken and not Names([other]).nearest(label, _ALIKE):
            yield span, f"the row number {number} of {label!r} is that of {other!r} at {facts.base_name}"


def _numbered(readme: Readme) -> dict[tuple[str, int], tuple[str, Span]]:
    """Return the labels of numbered rows, and the places of their numbers, by section and number."""
    line_of = readme.source.line_of
    names = {line_of(item.span.start): name for name, item in items_by_name(readme).items()}
    numberings = (readme.document.once(row_numbers, table) for table in readme.document.tables)
    found: dict[tuple[str, int], tuple[str, Span]] = {}
    for number in (number for one in numberings if one for number in one.numbers if number):
        if name := names.get(line_of(number.span.start)):
            title, label = name
            found.setdefault((title, number.value), (_NUMBER.sub("", label), number.span))
    return found


def _place(section: Section) -> Span:
    return section.heading or Span(section.span.start, section.span.start)


def _name(section: Section) -> str:
    return f"section {section.title!r}" if section.level else "the document"
