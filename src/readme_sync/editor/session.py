"""A document between its edits: as it was read or saved, as it is now, and the keys of its parts."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, count
from typing import Generic, NamedTuple, TypeVar

from readme_sync.editing.bind import follow as numbers_after
from readme_sync.errors import RequestError
from readme_sync.model import Item, Outcome, Readme, Section, Settings, Tally, Tracker, TrackerKind
from readme_sync.reader import parse
from readme_sync.text import Edit, Source, Span
from readme_sync.text.regex import regex

# Where lines stand after an edit: how handles find their parts again.

_LINE_END = regex(r"\r\n|\r|\n")

Follow = Callable[[Span], int | None]
"""From what stood in a line to the 1-based line in which it stands now; None where that line was taken away."""


def follow(before: Source, after: Source, edits: Sequence[Edit]) -> Follow:
    """Return where the lines of a document stand after it was edited.

    Args:
        before: the document as it was.
        after: the document as it is.
        edits: what was changed; where it is not known the two texts are compared.
    """
    return _by_edits(before, sorted(edits)) if edits else _by_texts(before, after)


def same_lines(old: Sequence[Span], new: Sequence[Span], after: Source, line: Follow) -> dict[int, int]:
    """From the places of parts in a document to those of the parts that begin now in the lines in which they should.

    Of several parts in one line the first is the first that was there, and so on.
    """
    waiting: dict[int, list[int]] = {}
    for place in range(len(new) - 1, -1, -1):
        waiting.setdefault(after.line_of(new[place].start), []).append(place)
    found: dict[int, int] = {}
    for place, span in enumerate(old):
        now = line(span)
        if now is not None and waiting.get(now):
            found[place] = waiting[now].pop()
    return found


def _by_edits(before: Source, edits: Sequence[Edit]) -> Follow:
    ends = [edit.span.end for edit in edits]
    by = [_line_ends(edit.replacement) - _line_ends(before.slice(edit.span)) for edit in edits]
    shifts = [0, *accumulate(by)]

    def line(span: Span) -> int | None:
        place = bisect_right(ends, span.start)  # the first edit that ends behind its start
        if place < len(edits) and by[place] < 0 and edits[place].span.contains(span):
            return None
        return before.line_of(span.start) + shifts[place]

    return line


def _by_texts(before: Source, after: Source) -> Follow:
    old, new = (_LINE_END.split(source.text) for source in (before, after))
    if len(old) == len(new):
        return lambda span: before.line_of(span.start)
    from difflib import SequenceMatcher

    places: dict[int, int] = {}
    for _, start, end, other, last in SequenceMatcher(None, old, new).get_opcodes():
        if end - start == last - other:
            places.update(zip(range(start + 1, end + 1), range(other + 1, last + 1), strict=True))
    return lambda span: places.get(before.line_of(span.start))


def _line_ends(text: str) -> int:
    return len(_LINE_END.findall(text))


# Which items, sections and trackers of a document are which after an edit.

Moved = dict[int, int]
"""From the places of parts before an edit to those after it; what is gone is missing."""


class Matched(NamedTuple):
    """What became of the parts of a document."""

    items: Moved
    sections: Moved
    trackers: Moved


def matched(before: Readme, after: Readme, line: Follow, moved: Item | Tracker | None = None) -> Matched:
    """Return what became of the parts of a document; `moved`: an item, or the tracker of items, at other places."""
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
    """Return the items that went to other places, each with those in it; after a move the number may differ."""
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
    """Yield the places, each with those behind it that stand in it."""
    block: list[int] = []
    for place in places:
        if block and (place != block[-1] + 1 or items[place].depth <= items[block[0]].depth):
            yield block
            block = []
        block.append(place)
    if block:
        yield block


def _trackers(before: Readme, after: Readme, line: Follow) -> Moved:
    """Return where trackers are now: a table at its header, others at the first item that stayed in them."""
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
    """Return the places by which a tracker is found again."""
    return [tracker.span] if tracker.kind is TrackerKind.TABLE else [item.span for item in tracker.items]


T = TypeVar("T")


class Handles(Generic[T]):
    """Handles of a document in its order, each under a key that it keeps whatever is edited elsewhere."""

    def __init__(self, parts: Iterable[T]) -> None:
        self._fresh = count()
        self._set(parts, {})

    def get(self, key: int) -> T | None:
        """Return the part as it is now; None where it is gone."""
        place = self._places.get(key)
        return None if place is None else self.all[place]

    def renew(self, parts: Iterable[T], moved: Moved) -> None:
        """Take the parts as they are now."""
        self._set(parts, {now: self.keys[was] for was, now in moved.items()})

    def _set(self, parts: Iterable[T], keys: dict[int, int]) -> None:
        self.all = tuple(parts)
        self.keys = [keys[place] if place in keys else next(self._fresh) for place in range(len(self.all))]
        self._places = {key: place for place, key in enumerate(self.keys)}


class Session:
    """A document that is edited, and what it was when it was read or saved."""

    def __init__(self, source: Source, settings: Settings, *, sync: bool = True) -> None:
        self.sync = sync
        self.saved = source
        self.readme = parse(source, settings=settings)
        self.items = Handles(self.readme.items)
        self.sections = Handles(self.readme.sections)
        self.trackers = Handles(self.readme.trackers)
        self._homes: dict[Span, int] | None = None
        self._tallies: dict[Section, Tally] | None = None

    @property
    def source(self) -> Source:
        """The document as it is now."""
        return self.readme.source

    @property
    def tallies(self) -> dict[Section, Tally]:
        """Per section, what the items in it and in its subsections come to."""
        if self._tallies is None:
            self._tallies = dict(zip(self.readme.sections, self.readme.tallies(), strict=True))
        return self._tallies

    def home_of(self, item: Item) -> int:
        """Return the key of the tracker in which an item stands."""
        if self._homes is None:
            trackers = zip(self.trackers.keys, self.trackers.all, strict=True)
            self._homes = {one.span: key for key, tracker in trackers for one in tracker.items}
        return self._homes[item.span]

    def key_at(self, line: int) -> int:
        """Return the key of the item that begins in a 1-based line, where one does."""
        pairs = zip(self.items.keys, self.items.all, strict=True)
        return next(key for key, item in pairs if self.source.line_of(item.span.start) == line)

    def change(self, outcome: Outcome, moved: Item | Tracker | None = None, line: int | None = None) -> None:
        """Go on with what an operation made of the document, and write the numbers that follow from it."""
        before = self.readme
        self.take(outcome, moved, line)
        if self.sync and self.readme is not before:
            followed = numbers_after(before, Outcome(before.source, self.source), self.readme)
            self.take(Outcome(self.source, followed.source))

    def take(self, outcome: Outcome, moved: Item | Tracker | None = None, line: int | None = None) -> None:
        """Go on with what a change made of the document.

        Args:
            outcome: what it did; where it says no edits the texts are compared.
            moved: the item that it moved, or the table or list whose items it put in another order.
            line: where an item begins now.

        Raises:
            RequestError: none does; the document stays as it was.
        """
        before = self.readme
        if not outcome.changed:
            return
        after = parse(outcome.source, settings=before.settings)
        if line is not None and all(after.source.line_of(item.span.start) != line for item in after.items):
            hint = "readme_sync.apply adds it in any case"
            raise RequestError("the new row would be no item", path=before.source.path, hint=hint)
        items, sections, trackers = matched(before, after, follow(before.source, after.source, outcome.edits), moved)
        self.readme, self._homes, self._tallies = after, None, None
        self.items.renew(after.items, items)
        self.sections.renew(after.sections, sections)
        self.trackers.renew(after.trackers, trackers)
