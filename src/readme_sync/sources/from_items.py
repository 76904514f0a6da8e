"""Facts from items: those of a section, of the document, of another Markdown file, subsections included."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from readme_sync.errors import RequestError
from readme_sync.model import Claim, FactSource, Item, Progress, Readme, Section, Tracker, TrackerKind, tally_of
from readme_sync.notations import Family, family_of
from readme_sync.sources.amount import Amount, CountingMethod, Measure, share
from readme_sync.sources.context import DocumentContext, is_summary, not_asked
from readme_sync.sources.facts import fact_of_claim
from readme_sync.trackers.sections import section_called

_NAMES = {TrackerKind.TABLE: "row", TrackerKind.TASKS: "task", TrackerKind.LINES: "line"}
_STATES = frozenset({Family.BOX, Family.STATE})
"""Notations that say whether an item is done, not how much of it."""


def count(source: FactSource, section: int, around: DocumentContext) -> Amount:
    """Return what the items of a source come to; `section` where it names none, the whole document being section 0.

    Raises:
        ReadmeSyncError: there is no such document or section, or it holds no items.
    """
    there = around.document(source.path) if source.path else around
    index = section_at(there.readme, source.at) if source.at else 0 if source.path else section
    key = (there.path, index)
    if there.derived.any_within(*there.readme.sections[index].span):
        return _amount(there, index, source, section)  # not remembered: it rests on which claim asks
    if key not in there.shared.amounts:
        there.shared.amounts[key] = _amount(there, index, source, section)
    return there.shared.amounts[key]


def section_at(readme: Readme, anchor: str) -> int:
    """Return the index of the section with that anchor, figures in its heading aside; it may stand behind a `#`.

    Raises:
        RequestError: there is none; the error names the nearest.
    """
    wanted = anchor.removeprefix("#").lower()
    index = section_called(readme.sections, wanted)
    if index is not None:
        return index
    from difflib import get_close_matches

    near = get_close_matches(wanted[:200], [section.anchor for section in readme.sections[1:2_000]], 1, 0.5)
    hint = f"did you mean #{near[0]}?" if near else "readme-sync parse lists the sections"
    raise RequestError(f"there is no section #{wanted}", hint=hint)


def _amount(there: DocumentContext, index: int, source: FactSource, section: int) -> Amount:
    """Return what the items of a section come to."""
    readme = there.readme
    trackers = _trackers(readme, readme.sections[index])
    items = list(counted(there, [item for tracker in trackers for item in tracker.items]))
    where = source.path + (f"#{source.at.removeprefix('#')}" if source.at else "")
    if not items:
        place = where or (f"#{readme.sections[index].anchor}" if index else "the document")
        left = "none that counts" if trackers else "none"
        raise RequestError(f"there are no items in {place} to count", hint=f"it holds {left}; name another section")
    kinds = {_NAMES[tracker.kind] for tracker in trackers}
    noun = kinds.pop() if len(kinds) == 1 else "item"
    place = f"of {where}" if where else "below" if section else "of the document"
    return Amount(ways_of(items), len(items), f"{len(items)} {noun}{'s' * (len(items) != 1)} {place}")


def _trackers(readme: Readme, section: Section) -> list[Tracker]:
    """Return the trackers in a section and in its subsections; a summary of others only where it stands alone."""
    first = bisect_left(readme.trackers, section.span.start, key=lambda one: one.span.start)
    last = bisect_left(readme.trackers, section.span.end, key=lambda one: one.span.start)
    found = readme.trackers[first:last]
    return [tracker for tracker in found if not tracker.is_summary] or list(found)


def counted(there: DocumentContext, items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items that count; one that is a claim counts as what that should say.

    The claim for which they are counted does not count, nor does a summary of others that do.
    """
    counting = [item for item in items if item.weight]
    claims = {place: claim for place, item in enumerate(counting) if (claim := there.derived.claim_of(item))}
    plain = len(counting) - sum(map(is_summary, claims.values()))
    asked = there.shared.chain[-1] if there.shared.chain else None
    for place, item in enumerate(counting):
        claim = claims.get(place)
        if claim is None:
            yield item
        elif asked and asked.is_for(there.path, claim):
            continue
        elif not is_summary(claim) or not plain:
            yield item._replace(counted=_due(item, claim, there) or item.progress)


def _due(item: Item, claim: Claim, there: DocumentContext) -> Progress | None:
    """Return what an item that is a claim should say; None where nothing may look at it."""
    if not_asked(claim, there.shared):
        return None
    progresses = fact_of_claim(claim, there).progresses
    due = next((one for one in progresses if one.percent is not None), None)
    # A row that states a percent is no sum of what the percent comes from.
    return Progress.of_percent(due.percent) if due and due.percent is not None and item.progress.total is None else due


def ways_of(items: Sequence[Item]) -> tuple[Measure, ...]:
    """Return the ways in which items may rightly be counted; the first is written, and has the percent of the whole."""
    tally = tally_of(items)
    size = sum(item.weight for item in items)
    last = Measure(CountingMethod.ITEMS, tally.done, tally.total, None, size)
    if tally.percent is None:
        return (last if tally.total else share(0, 0),)
    ways = [share(tally.done, tally.total)]
    if any(map(is_graded, items)):
        mean = tally.percent if tally.mean is None else tally.mean
        ways.insert(0, Measure(CountingMethod.MEAN, tally.done, tally.total, mean, size))
    counted = [item.counts_as for item in items]
    if all(one.done is not None and one.total for one in counted):
        done = sum(min(one.done or 0.0, one.total or 0.0) for one in counted)
        units = share(done, sum(one.total or 0.0 for one in counted), CountingMethod.UNITS)
        ways.insert(0 if all(item.weight == 1.0 for item in items) else 1, units)
    return tuple(ways)


def is_graded(item: Item) -> bool:
    """Return whether an item says how much of it is done, not only whether."""
    if item.counted is not None:
        return item.counted.percent not in {None, 0.0, 100.0}
    return any(family_of(figure) not in _STATES for figure in item.figures)
