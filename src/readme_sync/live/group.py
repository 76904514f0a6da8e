"""What a document, a section, and a table or list have in common: items, and what they come to."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING

from readme_sync.api import Spot, add_row, renumber_rows, sort_rows, upsert_row
from readme_sync.live.draft import Draft
from readme_sync.live.items import LiveItem, item_in, meant
from readme_sync.model import Section, Tally, Tracker, TrackerKind
from readme_sync.transform.find import find_item, find_tracker, trackers_in

if TYPE_CHECKING:
    from readme_sync.transform.value import Value


class Group(ABC):
    """Items that can be read, found, added, sorted.

    What changes it is made at once, and raises

        RequestError: it cannot be done, or it is not certain what is meant; nothing was changed,
        WriteError: GitHub would show more differences than this one; nothing was changed.
    """

    __slots__ = ("_draft",)  # a misspelt `section.progres = 1` is an error, here and in all of its kind

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    @property
    @abstractmethod
    def within(self) -> Section | Tracker | None:
        """What the verbs of `readme_sync` call it."""

    @property
    @abstractmethod
    def tally(self) -> Tally:
        """What its items come to."""

    @property
    def percent(self) -> float | None:
        """The mean of its items, 0 to 100; None where none says a percent."""
        return self.tally.percent

    @property
    def items(self) -> list[LiveItem]:
        """All of its items, in document order."""
        return self._items_of(*TrackerKind)

    @property
    def rows(self) -> list[LiveItem]:
        """Its rows of tables."""
        return self._items_of(TrackerKind.TABLE)

    @property
    def tasks(self) -> list[LiveItem]:
        """Its tasks, those in other tasks as well."""
        return self._items_of(TrackerKind.TASKS)

    def item(self, row: str, *, line: int | None = None) -> LiveItem:
        """The item that is meant, as the command line takes it.

        Args:
            row: its label, whatever its case and blanks; a part of it; `#11`, the number in front of it; the text of
                another cell, or `Header=text`.
            line: the 1-based line in which it stands, where nothing else tells it from another.

        Raises:
            RequestError: there is none, or there are several; the error names the nearest, or all.
        """
        return item_in(self._draft, find_item(self._draft.readme, row, self.within, None, line))

    def add(  # noqa: PLR0913  what it says and where it goes
        self,
        label: str = "",
        progress: "Value | None" = None,
        cells: Mapping[str, str] | None = None,
        *,
        before: str | LiveItem | None = None,
        after: str | LiveItem | None = None,
        first: bool = False,
        repad: bool | None = None,
    ) -> LiveItem:
        """Adds a row or a task, written as those beside it are.

        Args:
            label: what the page is to show as its label; left out where `cells` has it.
            progress: what it states; by default that it is open.
            cells: by header, the texts of its other cells, and progresses.
            before: the item before which it goes.
            after: the item behind which it goes; by default the last one, but before a total.
            first: put it before all others.
            repad: pad the table anew where a column becomes too narrow; by default as configured.
        """
        spot = Spot(meant(before), meant(after), first, self.within)
        done = add_row(self._draft.readme, label, progress, values=cells, spot=spot, repad=repad)
        self._draft.take(done, done.edits, line=done.line)
        return LiveItem(self._draft, self._draft.key_at(done.line))

    def upsert(
        self,
        row: str,
        progress: "Value | None" = None,
        cells: Mapping[str, str] | None = None,
        *,
        key: str | None = None,
    ) -> LiveItem:
        """Brings a row or task to what is given, and adds it where it is missing; twice is once.

        Args:
            row: its whole label, but for case and blanks; its text in the column `key` where one is given.
            progress: what it states; without it stays as it is, and a new one is open.
            cells: by header, the texts of its other cells, and progresses.
            key: the header of the column that tells rows apart.
        """
        spot = Spot(section=self.within)
        done = upsert_row(self._draft.readme, row, progress, values=cells, key=key, spot=spot)
        self._draft.take(done, done.edits, line=done.line)
        return LiveItem(self._draft, self._draft.key_at(done.line))

    def sort(self, by: str = "label", *, reverse: bool = False) -> None:
        """Sorts its rows, or its outer tasks, by a header, `progress` or `label`; there must be one table or list."""
        tracker = find_tracker(self._draft.readme, self.within)
        done = sort_rows(self._draft.readme, by, reverse=reverse, section=tracker)
        self._draft.take(done, done.edits, moved=tracker)

    def renumber(self) -> None:
        """Numbers rows one by one, in all of its tables and lists that have numbers."""
        done = renumber_rows(self._draft.readme, section=self.within)
        self._draft.take(done, done.edits)

    def _items_of(self, *kinds: TrackerKind) -> list[LiveItem]:
        draft = self._draft
        trackers = trackers_in(draft.readme, self.within)
        wanted = {item.span for tracker in trackers if tracker.kind in kinds for item in tracker.items}
        pairs = zip(draft.items.keys, draft.items.all, strict=True)
        return [LiveItem(draft, key) for key, item in pairs if item.span in wanted]
