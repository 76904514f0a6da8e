"""A document between its edits: as it was read or saved, as it is now, and the keys of its parts."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Generic, Protocol, TypeVar

from readme_sync.api import parse
from readme_sync.errors import RequestError
from readme_sync.live.following import follow
from readme_sync.live.matching import Moved, matched
from readme_sync.model import Item, Section, Settings, Tally, Tracker
from readme_sync.text import Edit, Source, Span

T = TypeVar("T")


class Parts(Generic[T]):
    """Parts of a document in its order, each under a key that it keeps whatever is edited elsewhere."""

    def __init__(self, parts: Iterable[T]) -> None:
        self._fresh = count()
        self._set(parts, {})

    def get(self, key: int) -> T | None:
        """The part as it is now; None where it is gone."""
        place = self._places.get(key)
        return None if place is None else self.all[place]

    def renew(self, parts: Iterable[T], moved: Moved) -> None:
        """Takes the parts as they are now."""
        self._set(parts, {now: self.keys[was] for was, now in moved.items()})

    def _set(self, parts: Iterable[T], keys: dict[int, int]) -> None:
        self.all = tuple(parts)
        self.keys = [keys[place] if place in keys else next(self._fresh) for place in range(len(self.all))]
        self._places = {key: place for place, key in enumerate(self.keys)}


class Done(Protocol):
    """What a verb did."""

    @property
    def source(self) -> Source:
        """The document after it."""


class Draft:
    """A document that is edited, and what it was when it was read or saved."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.saved = source
        self.readme = parse(source, settings=settings)
        self.items = Parts(self.readme.items)
        self.sections = Parts(self.readme.sections)
        self.trackers = Parts(self.readme.trackers)
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
        """The key of the tracker in which an item stands."""
        if self._homes is None:
            trackers = zip(self.trackers.keys, self.trackers.all, strict=True)
            self._homes = {one.span: key for key, tracker in trackers for one in tracker.items}
        return self._homes[item.span]

    def key_at(self, line: int) -> int:
        """The key of the item that begins in a 1-based line, where one does."""
        pairs = zip(self.items.keys, self.items.all, strict=True)
        return next(key for key, item in pairs if self.source.line_of(item.span.start) == line)

    def take(
        self, done: Done, edits: Sequence[Edit] = (), moved: Item | Tracker | None = None, line: int | None = None
    ) -> None:
        """Goes on with what a verb made of the document.

        Args:
            done: what it did.
            edits: what it changed; without them the texts are compared.
            moved: the item that it moved, or the table or list whose items it put in another order.
            line: where an item begins now.

        Raises:
            RequestError: none does; the document stays as it was.
        """
        before = self.readme
        if done.source is before.source:
            return
        after = parse(done.source, settings=before.settings)
        if line is not None and all(after.source.line_of(item.span.start) != line for item in after.items):
            hint = "readme_sync.add_row adds it all the same"
            raise RequestError("the new row would be no item", path=before.source.path, hint=hint)
        items, sections, trackers = matched(before, after, follow(before.source, after.source, edits), moved)
        self.readme, self._homes, self._tallies = after, None, None
        self.items.renew(after.items, items)
        self.sections.renew(after.sections, sections)
        self.trackers.renew(after.trackers, trackers)
