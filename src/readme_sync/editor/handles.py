"""Sections, tables and lists whose items can be read and changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping  # noqa: TC003
from types import MappingProxyType
from typing import TYPE_CHECKING

from readme_sync.api import (
    Spot,
    add_row,
    move_row,
    put_cell,
    remove_row,
    rename_row,
    renumber_rows,
    sort_rows,
    update,
    upsert_row,
)
from readme_sync.editing.find import exact_rows, find_item, find_tracker, trackers_in
from readme_sync.editor.session import Session  # noqa: TC001
from readme_sync.errors import RequestError
from readme_sync.model import Item, Progress, Section, State, Tally, Tracker, TrackerKind

if TYPE_CHECKING:
    from readme_sync.editing.value import Value


# What a document, a section, and a table or list have in common: items, and what they come to.


class Group(ABC):
    """Items that can be read, found, added, sorted.

    What changes it is made at once, and raises

        RequestError: it cannot be done, or it is not certain what is meant; nothing was changed,
        WriteError: GitHub would show more differences than this one; nothing was changed.
    """

    __slots__ = ("_draft",)  # a misspelt `section.progres = 1` is an error, here and in all of its kind

    def __init__(self, draft: Session) -> None:
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
    def items(self) -> list[ItemHandle]:
        """All of its items, in document order."""
        return self._items_of(*TrackerKind)

    @property
    def rows(self) -> list[ItemHandle]:
        """Its rows of tables."""
        return self._items_of(TrackerKind.TABLE)

    @property
    def tasks(self) -> list[ItemHandle]:
        """Its tasks, those in other tasks as well."""
        return self._items_of(TrackerKind.TASKS)

    def item(self, row: str, *, line: int | None = None) -> ItemHandle:
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
        progress: Value | None = None,
        cells: Mapping[str, str] | None = None,
        *,
        before: str | ItemHandle | None = None,
        after: str | ItemHandle | None = None,
        first: bool = False,
        repad: bool | None = None,
    ) -> ItemHandle:
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
        return ItemHandle(self._draft, self._draft.key_at(done.line))

    def upsert(
        self,
        row: str,
        progress: Value | None = None,
        cells: Mapping[str, str] | None = None,
        *,
        key: str | None = None,
    ) -> ItemHandle:
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
        return ItemHandle(self._draft, self._draft.key_at(done.line))

    def sort(self, by: str = "label", *, reverse: bool = False) -> None:
        """Sorts its rows, or its outer tasks, by a header, `progress` or `label`; there must be one table or list."""
        tracker = find_tracker(self._draft.readme, self.within)
        done = sort_rows(self._draft.readme, by, reverse=reverse, section=tracker)
        self._draft.take(done, done.edits, moved=tracker)

    def renumber(self) -> None:
        """Numbers rows one by one, in all of its tables and lists that have numbers."""
        done = renumber_rows(self._draft.readme, section=self.within)
        self._draft.take(done, done.edits)

    def _items_of(self, *kinds: TrackerKind) -> list[ItemHandle]:
        draft = self._draft
        trackers = trackers_in(draft.readme, self.within)
        wanted = {item.span for tracker in trackers if tracker.kind in kinds for item in tracker.items}
        pairs = zip(draft.items.keys, draft.items.all, strict=True)
        return [ItemHandle(draft, key) for key, item in pairs if item.span in wanted]


# A part of a document that holds items: what sections, tables and lists have in common.


class Part(Group):
    """A part of a document, in which `[...]` finds an item."""

    __slots__ = ("_key",)

    def __init__(self, draft: Session, key: int) -> None:
        super().__init__(draft)
        self._key = key

    def __getitem__(self, row: str) -> ItemHandle:
        """The item that is meant, as `item` finds it."""
        return self.item(row)

    def __iter__(self) -> Iterator[ItemHandle]:
        return iter(self.items)

    def __contains__(self, row: object) -> bool:
        """Whether it holds that item, or one with that whole label, but for case and blanks."""
        if isinstance(row, str):
            return bool(exact_rows(self._draft.readme, row, None, self.within))
        return row in self.items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and other._draft is self._draft and other._key == self._key

    def __hash__(self) -> int:
        return hash((type(self), id(self._draft), self._key))


# A row or a task that can be read and changed.


class ItemHandle:
    """A row of a table, a task, or a line with a bar; what it says is always what the document says now.

    It stays the same one while others come, go and change, and when it is moved, sorted or renamed. Once it was taken
    away, asking it for anything but `exists` is a `RequestError`. What changes it is made at once, and raises

        RequestError: it cannot be written so; nothing was changed,
        WriteError: GitHub would show more differences than this one; nothing was changed.
    """

    __slots__ = ("_draft", "_key", "_label")  # a misspelt `item.progres = 1` is an error

    def __init__(self, draft: Session, key: int) -> None:
        self._draft, self._key = draft, key
        self._label = self.item.label

    @property
    def exists(self) -> bool:
        """Whether it still stands in the document."""
        return self._draft.items.get(self._key) is not None

    @property
    def item(self) -> Item:
        """All that was read of it, as it is now: a value that does not change any more."""
        item = self._draft.items.get(self._key)
        if item is None:
            hint = "it was removed, or is read as no item any more"
            raise RequestError(f"{self._label!r} is gone", path=self._draft.source.path, hint=hint)
        self._label = item.label
        return item

    @property
    def label(self) -> str:
        """The text that names it; may be set, to what the page is to show."""
        return self.item.label

    @label.setter
    def label(self, text: str) -> None:
        self.rename(text)

    @property
    def progress(self) -> Progress:
        """What it states; may be set: `"40%"`, `"3/7"`, `"done"`, `40` (percent), `True`."""
        return self.item.progress

    @progress.setter
    def progress(self, value: Value) -> None:
        self.set(value)

    @property
    def percent(self) -> float | None:
        """0 to 100; None where it says no percent."""
        return self.item.progress.percent

    @property
    def state(self) -> State:
        """Open, in progress, done or unknown."""
        return self.item.progress.state

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.item.progress.is_done

    @property
    def number(self) -> int | None:
        """The number in front of it, None where there is none."""
        return self.item.number

    @property
    def depth(self) -> int:
        """0 for a row or an outer task, 1 for a task in a task, ..."""
        return self.item.depth

    @property
    def line(self) -> int:
        """The 1-based line in which it stands."""
        return self._draft.source.line_of(self.item.span.start)

    @property
    def cells(self) -> Mapping[str, str]:
        """What its cells show, by header; empty for a task. A cell is changed by `put`, or `item["Header"] = text`."""
        item = self.item
        return MappingProxyType(dict(zip(self._tracker.header, item.cells, strict=False)))

    @property
    def tracker(self) -> TrackerHandle:
        """The table or list in which it stands."""
        return TrackerHandle(self._draft, self._draft.home_of(self.item))

    @property
    def section(self) -> SectionHandle:
        """The innermost section in which it stands."""
        return self.tracker.section

    def __getitem__(self, header: str) -> str:
        """What the cell below a header shows.

        Raises:
            RequestError: there is no such column.
        """
        from readme_sync.editing.operations.put import column_index  # noqa: PLC0415

        item = self.item
        column = column_index(self._draft.readme, self._tracker, header)
        return item.cells[column] if column < len(item.cells) else ""

    def __setitem__(self, header: str, text: str) -> None:
        self.put(header, text)

    def set(self, value: Value, *, column: str | None = None, repad: bool | None = None) -> None:
        """Sets its progress, in its own notation.

        Args:
            value: `"40%"`, `"3/7"`, `"done"`, `40` (percent), `True` (done), `False` (open).
            column: the header of the column that is meant, where it states more than one progress.
            repad: pad the table anew where a column becomes too narrow; by default as configured.
        """
        done = update(self._draft.readme, self.item, value, column=column, repad=repad)
        self._draft.take(done, done.edits)

    def done(self) -> None:
        """Sets it to done: 100 %, all of a count, a checked box, the document's word for it."""
        self.set(State.DONE)

    def start(self) -> None:
        """Sets it to begun, where its notation can say that without a number."""
        self.set(State.IN_PROGRESS)

    def reopen(self) -> None:
        """Sets it to open: 0 %, none of a count, an empty box, the document's word for it."""
        self.set(State.OPEN)

    def rename(self, label: str, *, repad: bool | None = None) -> None:
        """Gives it another label; its number, links and emphasis stay."""
        done = rename_row(self._draft.readme, self.item, label, repad=repad)
        self._draft.take(done, done.edits)

    def put(self, header: str, text: str, *, repad: bool | None = None) -> None:
        """Puts a text, or a progress, into the cell below a header."""
        done = put_cell(self._draft.readme, self.item, header, text, repad=repad)
        self._draft.take(done, done.edits)

    def move(
        self,
        *,
        before: str | ItemHandle | None = None,
        after: str | ItemHandle | None = None,
        first: bool = False,
        to: str | SectionHandle | TrackerHandle | None = None,
    ) -> None:
        """Moves it, a task with those in it; without `before`, `after` and `first` behind the last one.

        Args:
            before: the item before which it goes.
            after: the item behind which it goes.
            first: put it before all others.
            to: the section, table or list to which it goes; by default its own.
        """
        within = to if to is None or isinstance(to, str) else to.within
        spot = Spot(meant(before), meant(after), first, within)
        item = self.item
        done = move_row(self._draft.readme, item, spot)
        self._draft.take(done, done.edits, moved=item)

    def remove(self, *, children: bool = False) -> None:
        """Takes it away; with `children` what stands in the task, too."""
        done = remove_row(self._draft.readme, self.item, children=children)
        self._draft.take(done, done.edits)

    @property
    def _tracker(self) -> Tracker:
        tracker = self._draft.trackers.get(self._draft.home_of(self.item))
        assert tracker is not None
        return tracker

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ItemHandle) and (other._draft is self._draft) and other._key == self._key

    def __hash__(self) -> int:
        return hash((id(self._draft), self._key))

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    def __repr__(self) -> str:
        if not self.exists:
            return f"<LiveItem {self._label!r}, gone>"
        percent = "" if self.percent is None else f", {self.percent:g} %"
        return f"<LiveItem {self.label!r}, {self.state}{percent}, line {self.line}>"


def item_in(draft: Session, item: Item) -> ItemHandle:
    """The handle of an item of the document as it is now."""
    pairs = zip(draft.items.keys, draft.items.all, strict=True)
    return ItemHandle(draft, next(key for key, one in pairs if one is item))


def meant(row: str | ItemHandle | None) -> str | Item | None:
    """A row as the verbs take it."""
    return row.item if isinstance(row, ItemHandle) else row


class TrackerHandle(Part):
    """A table, a task list, or a block of lines with bars."""

    __slots__ = ()

    @property
    def exists(self) -> bool:
        """Whether it still stands in the document, with an item in it."""
        return self._draft.trackers.get(self._key) is not None

    @property
    def within(self) -> Tracker:
        """All that was read of it, as it is now: a value that does not change any more."""
        tracker = self._draft.trackers.get(self._key)
        if tracker is None:
            hint = "its last item was removed, or it is read as no progress any more"
            raise RequestError("the table or list is gone", path=self._draft.source.path, hint=hint)
        return tracker

    @property
    def kind(self) -> TrackerKind:
        """Table, tasks or lines."""
        return self.within.kind

    @property
    def header(self) -> tuple[str, ...]:
        """What a table's header cells show; empty for others."""
        return self.within.header

    @property
    def line(self) -> int:
        """The 1-based line in which it begins."""
        return self._draft.source.line_of(self.within.span.start)

    @property
    def tally(self) -> Tally:
        """What its items come to."""
        return self.within.tally

    @property
    def section(self) -> SectionHandle:
        """The innermost section in which it stands."""
        return SectionHandle(self._draft, self._draft.sections.keys[self.within.section])

    def __repr__(self) -> str:
        if not self.exists:
            return "<LiveTracker, gone>"
        return f"<LiveTracker {self.kind}, {self.tally.done}/{self.tally.total}, line {self.line}>"


class SectionHandle(Part):
    """A heading and what follows, subsections as well."""

    __slots__ = ()

    @property
    def exists(self) -> bool:
        """Whether it still stands in the document."""
        return self._draft.sections.get(self._key) is not None

    @property
    def within(self) -> Section:
        """All that was read of it, as it is now: a value that does not change any more."""
        section = self._draft.sections.get(self._key)
        if section is None:
            raise RequestError("the section is gone", path=self._draft.source.path, hint="find it again")
        return section

    @property
    def title(self) -> str:
        """The heading's text; "" for what stands before the first heading."""
        return self.within.title

    @property
    def anchor(self) -> str:
        """As GitHub makes it, without `#`."""
        return self.within.anchor

    @property
    def level(self) -> int:
        """1 to 6."""
        return self.within.level

    @property
    def line(self) -> int:
        """The 1-based line of its heading."""
        return self._draft.source.line_of(self.within.span.start)

    @property
    def tally(self) -> Tally:
        """What the items in it and in its subsections come to; rows that sum up others are left out."""
        return self._draft.tallies[self.within]

    @property
    def trackers(self) -> list[TrackerHandle]:
        """The tables, lists and blocks of lines in it that hold items."""
        return trackers_of(self._draft, self.within)

    def __repr__(self) -> str:
        if not self.exists:
            return "<LiveSection, gone>"
        return f"<LiveSection {self.title!r}, {self.tally.done}/{self.tally.total}, line {self.line}>"


def trackers_of(draft: Session, section: Section | None) -> list[TrackerHandle]:
    """The trackers in a section, or in the document."""
    wanted = {tracker.span for tracker in trackers_in(draft.readme, section)}
    pairs = zip(draft.trackers.keys, draft.trackers.all, strict=True)
    return [TrackerHandle(draft, key) for key, tracker in pairs if tracker.span in wanted]
