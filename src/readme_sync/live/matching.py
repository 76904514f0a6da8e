"""Which items, sections and trackers of a document are which after an edit."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.live.following import Follow, same_lines
from readme_sync.model import Item, Readme, Tracker, TrackerKind
from readme_sync.text import Span

Moved = dict[int, int]
"""From the places of parts before an edit to those after it; what is gone is missing."""


class Matched(NamedTuple):
    """What became of the parts of a document."""

    items: Moved
    sections: Moved
    trackers: Moved


def matched(before: Readme, after: Readme, line: Follow, moved: Item | Tracker | None = None) -> Matched:
    """What became of the parts of a document; `moved`: the item, or the tracker whose items, went to other places."""
    old, new = tuple(before.items), tuple(after.items)
    source = after.source
    items = same_lines([item.span for item in old], [item.span for item in new], source, line)
    if isinstance(moved, Tracker):
        inside = {item.span for item in moved.items}
        items = {was: now for was, now in items.items() if old[was].span not in inside}
    headings = [[one.span for one in readme.sections[1:]] for readme in (before, after)]
    sections = same_lines(headings[0], headings[1], source, line)
    return Matched(
        items | _elsewhere(old, new, items, is_move=isinstance(moved, Item)),
        {0: 0} | {was + 1: now + 1 for was, now in sections.items()},
        _trackers(before, after, line),
    )


def _elsewhere(old: Sequence[Item], new: Sequence[Item], found: Moved, *, is_move: bool) -> Moved:
    """The items that went to other places, each with those in it: as they were; of a move also with another number."""
    taken = set(found.values())
    moved: Moved = {}
    for key in (_whole, _any) if is_move else (_whole,):
        waiting: dict[tuple[object, ...], list[list[int]]] = {}
        for block in _blocks(new, [place for place in range(len(new)) if place not in taken]):
            waiting.setdefault(tuple(key(new[place]) for place in block), []).append(block)
        for block in _blocks(old, [place for place in range(len(old)) if place not in found | moved]):
            same = waiting.get(tuple(key(old[place]) for place in block))
            if same:
                moved |= dict(zip(block, same.pop(0), strict=True))
        taken |= set(moved.values())
    return moved


def _whole(item: Item) -> object:
    return item.label, item.progress, item.depth, item.cells


def _any(item: Item) -> object:
    del item
    return ()  # one went away, and one came


def _blocks(items: Sequence[Item], places: Sequence[int]) -> Iterator[list[int]]:
    """The places, each with those behind it that stand in it."""
    block: list[int] = []
    for place in places:
        if block and (place != block[-1] + 1 or items[place].depth <= items[block[0]].depth):
            yield block
            block = []
        block.append(place)
    if block:
        yield block


def _trackers(before: Readme, after: Readme, line: Follow) -> Moved:
    """A table is where its header is, a list or block of lines where the first item is that stayed in it."""
    line_of = after.source.line_of
    homes: dict[tuple[TrackerKind, int], int] = {}
    for place, tracker in enumerate(after.trackers):
        for span in _marks(tracker):
            homes[tracker.kind, line_of(span.start)] = place
    found: Moved = {}
    taken: set[int] = set()
    for place, tracker in enumerate(before.trackers):
        lines = (line(span) for span in _marks(tracker))
        now = next((homes[tracker.kind, one] for one in lines if one and (tracker.kind, one) in homes), None)
        if now is not None and now not in taken:
            found[place] = now
            taken.add(now)
    return found


def _marks(tracker: Tracker) -> list[Span]:
    """By what it is known again."""
    return [tracker.span] if tracker.kind is TrackerKind.TABLE else [item.span for item in tracker.items]
