"""Sections, tables and lists whose items can be read and changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import MappingProxyType
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from readme_sync.editing.find import exact_rows, find_item, find_tracker, trackers_in
from readme_sync.editing.operation import replaced
from readme_sync.editing.operations.add import AddItem
from readme_sync.editing.operations.column import EditColumn
from readme_sync.editing.operations.move import MoveItem
from readme_sync.editing.operations.put import PutCell, column_index
from readme_sync.editing.operations.remove import RemoveItem
from readme_sync.editing.operations.rename import RenameItem
from readme_sync.editing.operations.renumber import Renumber
from readme_sync.editing.operations.reset import ResetItems
from readme_sync.editing.operations.set import SetProgress
from readme_sync.editing.operations.sort import SortItems
from readme_sync.editing.operations.upsert import Upsert
from readme_sync.errors import RequestError
from readme_sync.model import Item, Progress, Section, State, Tally, Tracker, TrackerKind, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from readme_sync.editing.operation import Operation
    from readme_sync.editing.set_progress import Value
    from readme_sync.editor.session import Session

P = ParamSpec("P")

# From a class of operations to a method that takes the same parameters.


def _gives_item(make: Callable[P, Operation]) -> Callable[Concatenate[Group, P], ItemHandle]:
    """Return the method of a group that does an operation, and gives the item that it is about."""

    def method(self: Group, /, *args: P.args, **kwargs: P.kwargs) -> ItemHandle:
        return self._item_after(make(*args, **kwargs))

    method.__doc__ = make.__doc__
    return method


def _changes_item(make: Callable[Concatenate[Item, P], Operation]) -> Callable[Concatenate[ItemHandle, P], None]:
    """Return the method of an item that does an operation to it."""

    def method(self: ItemHandle, /, *args: P.args, **kwargs: P.kwargs) -> None:
        item = self.item
        operation = make(item, *args, **kwargs)
        moved = item if isinstance(operation, MoveItem) else None
        self._draft.change(operation.perform(self._draft.readme), moved)

    method.__doc__ = make.__doc__
    return method


# What a document, a section, and a table or list have in common: items, and what they add up to.


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
        """The section, table or list; None for the document."""

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
        """Return the item that is meant, as the command line takes it.

        Args:
            row: its label, whatever its case and spaces; a part of it; `#11`, the number in front of it; the text of
                another cell, or `Header=text`.
            line: the 1-based line in which it stands, where nothing else tells it from another.

        Raises:
            RequestError: there is none, or there are several; the error names the nearest, or all.
        """
        return item_in(self._draft, find_item(self._draft.readme, row, self.within, None, line))

    add = _gives_item(AddItem)
    upsert = _gives_item(Upsert)

    def sort(self, by: str = "label", *, reverse: bool = False) -> None:
        """Sort its rows, or its outer tasks, by a header, `progress` or `label`; there must be one table or list."""
        tracker = find_tracker(self._draft.readme, self.within)
        outcome = SortItems(by, reverse, section=tracker).perform(self._draft.readme)
        self._draft.change(outcome, moved=tracker)

    def reset(self, value: Value = "open", *, column: str | None = None) -> None:
        """Set all of its items, or their progress below one header, to one value: open again, by default."""
        self._draft.take(ResetItems(value, column, section=self.within).perform(self._draft.readme))

    def column(  # noqa: PLR0913  the ways to name a place
        self,
        action: str,
        header: str,
        name: str | None = None,
        *,
        before: str | None = None,
        after: str | None = None,
        first: bool = False,
    ) -> None:
        """Add, remove, rename or move a column of its one table: `column("add", "Reviewed", after="Status")`."""
        operation = EditColumn(action, header, name, before, after, first, section=self.within)
        self._draft.take(operation.perform(self._draft.readme))

    def renumber(self) -> None:
        """Number rows one by one, in all of its tables and lists that have numbers."""
        self._draft.change(Renumber(section=self.within).perform(self._draft.readme))

    def _item_after(self, operation: Operation) -> ItemHandle:
        """Do an operation within the group; return the item that it is about."""
        within = self.within
        if within is not None:
            if operation.section is not None:
                raise RequestError("the section is given twice", hint="call the document's own method")
            operation = replaced(operation, section=within)
        outcome = operation.perform(self._draft.readme)
        line = outcome.changes[0].line
        self._draft.change(outcome, line=line)
        return ItemHandle(self._draft, self._draft.key_at(line))

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
        """Whether it holds that item, or one with that whole label, but for case and spaces."""
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

    __slots__ = ("_draft", "_is_row", "_key", "_label")  # a misspelt `item.progres = 1` is an error

    def __init__(self, draft: Session, key: int, *, is_row: bool = False) -> None:
        self._draft, self._key, self._is_row = draft, key, is_row
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
        if self._is_row:
            return row_of([cell for cell in self._draft.items.all if cell.span == item.span])
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
        item = self.item
        column = column_index(self._draft.readme, self._tracker, header)
        return item.cells[column] if column < len(item.cells) else ""

    def __setitem__(self, header: str, text: str) -> None:
        self.put(header, text)

    set = _changes_item(SetProgress)
    rename = _changes_item(RenameItem)
    put = _changes_item(PutCell)
    move = _changes_item(MoveItem)
    remove = _changes_item(RemoveItem)

    def done(self) -> None:
        """Set it to done: 100 %, all of a count, a checked box, the document's word for it."""
        self.set(State.DONE)

    def start(self) -> None:
        """Set it to begun, where its notation can say that without a number."""
        self.set(State.IN_PROGRESS)

    def reopen(self) -> None:
        """Set it to open: 0 %, none of a count, an empty box, the document's word for it."""
        self.set(State.OPEN)

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
            return f"<ItemHandle {self._label!r}, gone>"
        percent = "" if self.percent is None else f", {self.percent:g} %"
        return f"<ItemHandle {self.label!r}, {self.state}{percent}, line {self.line}>"


def item_in(draft: Session, item: Item) -> ItemHandle:
    """Return the handle of an item of the document as it is now."""
    pairs = zip(draft.items.keys, draft.items.all, strict=True)
    key, one = next((key, one) for key, one in pairs if one.span == item.span and item.column in (one.column, ""))
    return ItemHandle(draft, key, is_row=one.column != item.column)


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
            return "<TrackerHandle, gone>"
        return f"<TrackerHandle {self.kind}, {self.tally.done}/{self.tally.total}, line {self.line}>"


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
            return "<SectionHandle, gone>"
        return f"<SectionHandle {self.title!r}, {self.tally.done}/{self.tally.total}, line {self.line}>"


def trackers_of(draft: Session, section: Section | None) -> list[TrackerHandle]:
    """Return the trackers in a section, or in the document."""
    wanted = {tracker.span for tracker in trackers_in(draft.readme, section)}
    pairs = zip(draft.trackers.keys, draft.trackers.all, strict=True)
    return [TrackerHandle(draft, key) for key, tracker in pairs if tracker.span in wanted]
