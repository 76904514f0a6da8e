"""A row or a task that can be read and changed."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from readme_sync.api import Spot, move_row, put_cell, remove_row, rename_row, update
from readme_sync.errors import RequestError
from readme_sync.live.draft import Draft
from readme_sync.model import Item, Progress, State, Tracker

if TYPE_CHECKING:
    from readme_sync.live.sections import LiveSection, LiveTracker
    from readme_sync.transform.value import Value


class LiveItem:
    """A row of a table, a task, or a line with a bar; what it says is always what the document says now.

    It stays the same one while others come, go and change, and when it is moved, sorted or renamed. Once it was taken
    away, asking it for anything but `exists` is a `RequestError`. What changes it is made at once, and raises

        RequestError: it cannot be written so; nothing was changed,
        WriteError: GitHub would show more differences than this one; nothing was changed.
    """

    __slots__ = ("_draft", "_key", "_label")  # a misspelt `item.progres = 1` is an error

    def __init__(self, draft: Draft, key: int) -> None:
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
    def progress(self, value: "Value") -> None:
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
    def tracker(self) -> "LiveTracker":
        """The table or list in which it stands."""
        from readme_sync.live.sections import LiveTracker  # noqa: PLC0415  which makes items

        return LiveTracker(self._draft, self._draft.home_of(self.item))

    @property
    def section(self) -> "LiveSection":
        """The innermost section in which it stands."""
        return self.tracker.section

    def __getitem__(self, header: str) -> str:
        """What the cell below a header shows.

        Raises:
            RequestError: there is no such column.
        """
        from readme_sync.transform.rows.put import column_index  # noqa: PLC0415

        item = self.item
        column = column_index(self._draft.readme, self._tracker, header)
        return item.cells[column] if column < len(item.cells) else ""

    def __setitem__(self, header: str, text: str) -> None:
        self.put(header, text)

    def set(self, value: "Value", *, column: str | None = None, repad: bool | None = None) -> None:
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
        before: "str | LiveItem | None" = None,
        after: "str | LiveItem | None" = None,
        first: bool = False,
        to: "str | LiveSection | LiveTracker | None" = None,
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
        return isinstance(other, LiveItem) and (other._draft is self._draft) and other._key == self._key

    def __hash__(self) -> int:
        return hash((id(self._draft), self._key))

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    def __repr__(self) -> str:
        if not self.exists:
            return f"<LiveItem {self._label!r}, gone>"
        percent = "" if self.percent is None else f", {self.percent:g} %"
        return f"<LiveItem {self.label!r}, {self.state}{percent}, line {self.line}>"


def item_in(draft: Draft, item: Item) -> LiveItem:
    """The handle of an item of the document as it is now."""
    pairs = zip(draft.items.keys, draft.items.all, strict=True)
    return LiveItem(draft, next(key for key, one in pairs if one is item))


def meant(row: str | LiveItem | None) -> str | Item | None:
    """A row as the verbs take it."""
    return row.item if isinstance(row, LiveItem) else row
