"""What some items come to in every way that an author may mean, and bare numbers as figures."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from readme_sync.model import Fact, Figure, Item, Progress, State, Tally, Tracker, TrackerKind, tally_of
from readme_sync.notations import named
from readme_sync.text import Excerpt
from readme_sync.text.source import cut, whole_span
from readme_sync.trackers.sections import HeadingFigure

_FEWEST = 2
_MOST_ALONE = 50
"""Among more trackers one that fits is found by chance."""
_NOUNS = {
    TrackerKind.TASKS: ("task", "tasks"),
    TrackerKind.TABLE: ("row", "rows"),
    TrackerKind.LINES: ("item", "items"),
}


class Count(NamedTuple):
    """One way of counting some items.

    Attributes:
        progress: their total: a fraction, or a mean percent.
        origin: who says so, with the number of items: `3 tasks below`.
        open_items: how many of them are in progress, or unknown: an author may count those too.
        section: index of the section whose items these are; None where they are no section's.
        is_whole: whether these are all the items that were to be counted, not those of one tracker or kind alone.
    """

    progress: Progress
    origin: str
    open_items: int = 0
    section: int | None = None
    is_whole: bool = True


def counts(trackers: Sequence[Tracker], where: str) -> list[Count]:
    """Return the ways of counting the items of some trackers: all of them first, then those of each alone.

    `where` ends the origin: `below`, `of this document`.
    """
    if not trackers:
        return []
    found = list(_counts(trackers, where))
    if len(trackers) > 1:
        for some in _parts(trackers):
            found += [count._replace(is_whole=False) for count in _counts(some, where)]
    return found


def with_more(count: Count, more: Sequence[Progress]) -> Count:
    """Return a count of all items with what a list says that it leaves out; another as it is."""
    stated = count.progress
    if not count.is_whole or stated.total is None:
        return count
    done = (stated.done or 0.0) + sum(one.done or 0.0 for one in more)
    total = stated.total + sum(one.total or 0.0 for one in more)
    return count._replace(progress=Progress.of_fraction(done, total), origin=f"{count.origin} with those left out")


class Way(NamedTuple):
    """Some of the items of a section; `is_whole`: they are of all its trackers, not of one alone."""

    items: Sequence[Item]
    origin: str
    is_whole: bool = True


def ways_of_counting(trackers: Sequence[Tracker], where: str) -> list[Way]:
    """Return the items of some trackers: all, the outer ones, those that hold no other, those of each tracker alone."""
    every = [item for tracker in trackers for item in tracker.items if item.weight]
    found: list[Way] = []
    if every:
        found.append(Way(every, f"{len(every)} {_noun(trackers, len(every))} {where}"))
    outer = [item for item in every if item.depth == 0]
    if len(outer) < len(every):
        found.append(Way(outer, f"{len(outer)} outer {_noun(trackers, len(outer))} {where}"))
        leaves = [item for tracker in trackers for item in _leaves(tracker.items) if item.weight]
        found.append(Way(leaves, f"{len(leaves)} innermost {_noun(trackers, len(leaves))} {where}"))
    if 1 < len(trackers) <= _MOST_ALONE:
        alone = [way for tracker in trackers for way in ways_of_counting([tracker], where)]
        found += [way._replace(is_whole=False) for way in alone]
    return found


def _parts(trackers: Sequence[Tracker]) -> Iterator[Sequence[Tracker]]:
    """Yield the trackers of each kind, and each alone, none of these twice."""
    of_kinds = [[tracker for tracker in trackers if tracker.kind is kind] for kind in TrackerKind]
    yield from (some for some in of_kinds if 0 < len(some) < len(trackers))
    if len(trackers) <= _MOST_ALONE:
        alone = {id(some[0]) for some in of_kinds if len(some) == 1}
        yield from ([tracker] for tracker in trackers if id(tracker) not in alone)


def _counts(trackers: Sequence[Tracker], where: str) -> Iterator[Count]:
    every = [item for tracker in trackers for item in tracker.items]
    items = [item for item in every if item.weight] or every
    noun = _noun(trackers, len(items))
    tally = tally_of(items)
    yield _counted(items, tally, f"{len(items)} {noun} {where}")
    outer = [item for item in items if item.depth == 0]
    if len(outer) < len(items):
        yield _counted(outer, tally_of(outer), f"{len(outer)} outer {_noun(trackers, len(outer))} {where}")
        leaves = [item for tracker in trackers for item in _leaves(tracker.items) if item.weight]
        yield _counted(leaves, tally_of(leaves), f"{len(leaves)} innermost {_noun(trackers, len(leaves))} {where}")
    fractions = _fractions(items)
    if len(items) >= _FEWEST and fractions:
        done = sum(fraction.done or 0 for fraction in fractions)
        total = sum(fraction.total or 0 for fraction in fractions)
        yield Count(Progress.of_fraction(done, total), f"the {len(items)} {noun} {where} summed up")
    if tally.percent is not None:
        silent = sum(item.progress.percent is None for item in items)
        yield Count(Progress.of_percent(tally.percent), f"the mean of {len(items)} {noun} {where}", silent)


def _counted(items: Sequence[Item], tally: Tally, origin: str) -> Count:
    started = sum(item.progress.state is State.IN_PROGRESS and item.progress.percent is None for item in items)
    return Count(Progress.of_fraction(tally.done, tally.total), origin, tally.unknown + started)


def _fractions(items: Sequence[Item]) -> list[Progress]:
    """Return the first fraction that each item states; none at all where one states none."""
    found: list[Progress] = []
    for item in items:
        fraction = next((figure.progress for figure in item.figures if figure.progress.total is not None), None)
        if fraction is None:
            return []
        found.append(fraction)
    return found


def _leaves(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items that hold no other."""
    for index, item in enumerate(items):
        if index + 1 == len(items) or items[index + 1].depth <= item.depth:
            yield item


def _noun(trackers: Sequence[Tracker], number: int) -> str:
    kinds = {tracker.kind for tracker in trackers}
    return _NOUNS[kinds.pop()][number != 1] if len(kinds) == 1 else "items"


def fact_of(found: Sequence[Count]) -> Fact:
    """Return what the ways of counting allow; the first is what is written."""
    return Fact(tuple(dict.fromkeys(count.progress for count in found)), found[0].origin, section=found[0].section)


_NEAR = 0.2
_FEW = 2.0
_N = TypeVar("_N", int, float)


def number_at(seen: Excerpt, place: tuple[int, int], notation: str = "number") -> Figure | None:
    """Return the figure of the number at a place in a visible text; None where it is more than that, or in pieces."""
    excerpt = cut(seen, *place)
    readings = list(named(notation).read(excerpt.text)) if excerpt else []
    if excerpt is None or len(readings) != 1:
        return None
    _, _, progress, tolerance = readings[0]
    return Figure(notation, excerpt, whole_span(excerpt), progress, tolerance=tolerance)


def figure_of(seen: Excerpt, found: HeadingFigure) -> Figure | None:
    """Return the figure that was found in a heading; None where it is in pieces."""
    excerpt = cut(seen, found.start, found.end)
    return Figure(found.notation, excerpt, whole_span(excerpt), found.progress) if excerpt else None


def nearest_first(truths: Iterable[_N], stated: float) -> list[_N]:
    """Return some counts, each once, the nearest to what is stated first."""
    return sorted(dict.fromkeys(truths), key=lambda truth: abs(truth - stated))


def near(stated: float, truth: float, share: float = _NEAR) -> bool:
    """Say if two counts are so near that they may well be meant to be one: two apart, or a share of the greater."""
    return abs(stated - truth) <= max(_FEW, share * max(stated, truth))


def bare_number(seen: Excerpt, column: int | None) -> Figure | None:
    """Return the number that a text is, but for blanks and symbols; None where it is more or less."""
    readings = list(named("number").read(seen.text))
    if len(readings) != 1:
        return None
    start, end, progress, tolerance = readings[0]
    rest = seen.text[:start] + seen.text[end:]
    excerpt = None if any(map(str.isalnum, rest)) else cut(seen, start, end)
    return Figure("number", excerpt, whole_span(excerpt), progress, column, 0, tolerance) if excerpt else None
