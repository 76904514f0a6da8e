"""Documents that can be read, changed and saved, and the handles on their sections, tables, lists and items."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate, count
from operator import or_
from types import MappingProxyType, TracebackType, UnionType
from typing import TYPE_CHECKING, Any, Concatenate, Generic, NamedTuple, ParamSpec, Self, TypeVar, get_args

from readme_sync.disk import settings_for, surroundings_of
from readme_sync.disk.pictures import write_pictures
from readme_sync.editing.apply import apply
from readme_sync.editing.bind import follow as numbers_after
from readme_sync.editing.find import exact_rows, find_item, find_tracker, section_of, trackers_in
from readme_sync.editing.fixes import fix
from readme_sync.editing.format_tables import format_tables
from readme_sync.editing.migrate import migrate
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
from readme_sync.editing.rows import rows_of
from readme_sync.editing.sync import sync
from readme_sync.editor.notebook import as_data, table_html
from readme_sync.errors import RequestError, WriteError
from readme_sync.model import (
    DEFAULT,
    GitHub,
    Item,
    Outcome,
    Progress,
    Readme,
    Result,
    Section,
    Settings,
    State,
    Tally,
    Tracker,
    TrackerKind,
    row_of,
)
from readme_sync.reader import parse, source_of
from readme_sync.reports.diff import diff
from readme_sync.rules import check
from readme_sync.store import read_source
from readme_sync.store.write_files import update
from readme_sync.text import Edit, Source, Span
from readme_sync.text.regex import regex

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from readme_sync.editing.operation import Operation
    from readme_sync.editing.set_progress import Value


# A document between its edits: as it was read or saved, as it is now, and the keys of its parts.

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


P = ParamSpec("P")

# From a class of operations to a method that takes the same parameters.


def _gives_item(make: Callable[P, Operation], name: str) -> Callable[Concatenate[Group, P], ItemHandle]:
    """Return the method of a group that does an operation, and gives the item that it is about."""

    def method(self: Group, /, *args: P.args, **kwargs: P.kwargs) -> ItemHandle:
        return self._item_after(make(*args, **kwargs))

    _describe(method, make, name)
    return method


def _changes_item(
    make: Callable[Concatenate[Item, P], Operation], name: str
) -> Callable[Concatenate[ItemHandle, P], None]:
    """Return the method of an item that does an operation to it."""

    def method(self: ItemHandle, /, *args: P.args, **kwargs: P.kwargs) -> None:
        item = self.item
        operation = make(item, *args, **kwargs)
        moved = item if isinstance(operation, MoveItem) else None
        self._draft.change(operation.perform(self._draft.readme), moved)

    _describe(method, make, name, given=1)
    return method


def _describe(method: Callable[..., object], make: Callable[..., object], name: str, given: int = 0) -> None:
    """Give a method the parameters of an operation, and what it says without its examples of the command line.

    Args:
        method: the method.
        make: the class of the operation.
        name: what the method is called.
        given: how many of its parameters the method gives itself.
    """
    parameters = list(inspect.signature(make).parameters.values())[given:]
    plain = [one.replace(annotation=_plain(one.annotation)) for one in parameters]
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
    method.__signature__ = inspect.Signature([own, *plain])  # type: ignore[attr-defined]  # what help() shows
    method.__name__ = name
    method.__doc__ = inspect.cleandoc(make.__doc__ or "").partition("\n\nExamples:")[0]


def _plain(annotation: Any) -> object:  # noqa: ANN401  any type
    """Return a type without what is said of it to the command line, and of several types those that people write."""
    kind = annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation
    plain = [one for one in get_args(kind) if one.__module__ == "builtins"] if isinstance(kind, UnionType) else []
    return reduce(or_, plain) if plain else kind


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

    def to_dict(self) -> dict[str, Any]:
        """Return all that was read of it, as the JSON that `readme-sync parse` writes."""
        return as_data(self._draft.readme, self.within)

    def export_rows(self) -> list[dict[str, object]]:
        """Return its rows and tasks as `readme-sync export` writes them: section, row, value and other cells."""
        return list(rows_of(self._draft.readme, self.within))

    def import_rows(self, rows: Iterable[Mapping[str, object]], *, only_existing: bool = False) -> Outcome:
        """Set or add rows as data says, all or none: what `export_rows` returns, or the records of a data frame.

        Args:
            rows: `row` is the label, `section` where it stands, `value` its progress; other keys are headers. What is
                None or NaN stays as it is.
            only_existing: add no row; one that is not there is an error.

        Raises:
            RequestError: a row has no label, cannot be found or cannot be written so; nothing was changed.
            WriteError: GitHub would show more differences than these; nothing was changed.
        """
        operations = [_upsert(row, self.within, only_existing=only_existing) for row in rows]
        done = apply(self._draft.readme, *operations, sync=self._draft.sync)
        self._draft.take(done)
        return done

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        """Whether it stands in the document; one without items is true as well."""
        return True

    @abstractmethod
    def __iter__(self) -> Iterator[Any]: ...

    add = _gives_item(AddItem, "add")
    upsert = _gives_item(Upsert, "upsert")

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


def _upsert(row: Mapping[str, object], within: Section | Tracker | None, *, only_existing: bool) -> Upsert:
    """Return the operation that a row of data means."""
    said = {key: value for key, value in row.items() if value is not None and value == value}  # noqa: PLR0124  NaN
    told: dict[str, Any] = {key: value for key, value in said.items() if key in Upsert._fields}
    headers = {key: value for key, value in said.items() if key not in Upsert._fields}
    if not isinstance(told.get("row"), str):
        raise RequestError("a row of data has no label", hint="its key is `row`")
    cells = {key: str(value) for key, value in {**told.get("values", {}), **headers}.items()}
    where = {} if within is None else {"section": within}
    return Upsert(**{**told, "values": cells, "existing": only_existing, **where})


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

    def _ipython_key_completions_(self) -> list[str]:
        return [item.label for item in self.items]

    def _repr_html_(self) -> str:
        rows = ((str(item.line), item.label, item.progress) for item in self.items)
        return table_html(self._title, self.tally, ("Line", "Item", "Progress"), rows)

    @property
    @abstractmethod
    def _title(self) -> str:
        """What names it, where a notebook shows it."""

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

    set = _changes_item(SetProgress, "set")
    rename = _changes_item(RenameItem, "rename")
    put = _changes_item(PutCell, "put")
    move = _changes_item(MoveItem, "move")
    remove = _changes_item(RemoveItem, "remove")

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

    def __len__(self) -> int:
        return len(self.cells)

    def __bool__(self) -> bool:
        """Always true, also for a task, which has no cells."""
        return True

    def __contains__(self, header: object) -> bool:
        """Whether its row has a cell below that header."""
        return header in self.cells

    def to_dict(self) -> dict[str, Any]:
        """Return all that was read of it, as the JSON that `readme-sync parse` writes, and what its cells show."""
        return as_data(self._draft.readme, self.item) | {"cells": dict(self.cells)}

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.cells)

    def _repr_html_(self) -> str:
        rows = [(header, text) for header, text in self.cells.items()]
        return table_html(self.label, Tally.of([self.progress]), ("Column", "Text"), rows)

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
    def _title(self) -> str:
        return f"{self.section.title}: {self.kind}"

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
    def _title(self) -> str:
        return self.title

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


# Saving a document that was edited in memory: only over the text that it was made of.


def save(path: str, read: Source, now: Source, *, force: bool = False) -> bool:
    """Write a document over the one that was read; whether anything was written.

    Args:
        path: the file.
        read: the document as it was read or saved last.
        now: the document to write.
        force: write over whatever stands there.

    Raises:
        InputError: the file cannot be read any more.
        WriteError: it has been changed meanwhile, or cannot be written; it is as it was.
    """

    def change(there: Source) -> Source:
        if not force and there.text not in (read.text, now.text):
            hint = "open it again, or save(force=True) to write over that"
            raise WriteError("has been changed since it was opened", path=path, hint=hint)
        return now

    def draw(before: Source, after: Source) -> None:
        write_pictures(path, before, after)

    return update(path, change, check=draw)


# A document that can be read, changed and saved.


class Editor(Group):
    """A document that can be read, changed and saved; `readme_sync.open` makes one.

        with readme_sync.open("README.md") as doc:
            doc["2. Projects"]["Compaction"].done()

    Every change is made at once to the text in memory, as edits of its own characters, and is verified: the page that
    GitHub shows may differ only in what was meant. A change that is refused raises, and the text stays as it was. The
    file is written by `save`, or at the end of `with` if nothing was raised in it.
    """

    __slots__ = ()

    def __init__(self, source: Source, settings: Settings, *, sync: bool = True) -> None:
        """The editor of a document; `source.path` is its file, where there is one."""
        super().__init__(Session(source, settings, sync=sync))

    @property
    def text(self) -> str:
        """The document as it is now."""
        return self._draft.source.text

    @property
    def source(self) -> Source:
        """The document as it is now, with its bytes and positions."""
        return self._draft.source

    @property
    def readme(self) -> Readme:
        """All that is read of it now: a value that does not change any more."""
        return self._draft.readme

    @property
    def path(self) -> str | None:
        """The file; None where the document was given as a text."""
        return self._draft.source.path

    @property
    def changed(self) -> bool:
        """Whether the text is another one than was read or saved last."""
        return self.text != self._draft.saved.text

    @property
    def within(self) -> None:
        """Everywhere."""
        return

    @property
    def tally(self) -> Tally:
        """What all items come to; rows that sum up others are left out."""
        return self.readme.tally

    @property
    def sections(self) -> list[SectionHandle]:
        """The sections with a heading, in document order, subsections as well."""
        return [SectionHandle(self._draft, key) for key in self._draft.sections.keys[1:]]

    @property
    def trackers(self) -> list[TrackerHandle]:
        """The tables, lists and blocks of lines that hold items, in document order."""
        return trackers_of(self._draft, None)

    def section(self, name: str) -> SectionHandle:
        """Return the section with that title, or `#anchor`, or a title that holds the name.

        Raises:
            RequestError: there is none, or there are several; the error names the nearest, or their anchors.
        """
        found = section_of(self.readme, name)
        return SectionHandle(self._draft, self._draft.sections.keys[self._draft.sections.all.index(found)])

    def __getitem__(self, name: str) -> SectionHandle:
        """The section that is meant, as `section` finds it."""
        return self.section(name)

    def __iter__(self) -> Iterator[SectionHandle]:
        return iter(self.sections)

    def _ipython_key_completions_(self) -> list[str]:
        return [one.title for one in self.sections]

    def _repr_html_(self) -> str:
        rows = ((str(one.line), "\xa0" * 2 * (one.level - 1) + one.title, one.tally) for one in self.sections)
        return table_html(self.path or "Document", self.tally, ("Line", "Section", "Progress"), rows)

    def __contains__(self, name: object) -> bool:
        """Whether `doc[name]` finds a section; or whether it is one of its sections."""
        if not isinstance(name, str):
            return name in self.sections
        try:
            self.section(name)
        except RequestError:
            return False
        return True

    def check(self, select: Iterable[str] | None = None) -> list[Result]:
        """Return what the rules find in it as it is now, in document order.

        Raises:
            RequestError: there is no such rule.
        """
        return check(self.readme, select, surroundings=surroundings_of(self.path))

    def fix(self, select: Iterable[str] | None = None, *, unsafe: bool = False) -> Outcome:
        """Fix what the rules find; with `unsafe` also where that may not be what the author meant.

        Raises:
            RequestError: there is no such rule.
        """
        around = surroundings_of(self.path)
        done = fix(self.source, select, self.readme.settings, unsafe=unsafe, surroundings=around)
        self._draft.take(done)
        return done

    def sync(self, *, github: GitHub | None = None) -> Outcome:
        """Bring every claim and region in line with its fact; `github`: whom to ask for milestones and issues."""
        around = surroundings_of(self.path)
        done = sync(self.source, self.readme.settings, surroundings=around, github=github)
        self._draft.take(done)
        return done

    def migrate(self, to: str, *, sources: Iterable[str] = ()) -> Outcome:
        """Move progress badges to another service, where nothing is lost.

        Raises:
            RequestError: there is no such service.
        """
        done = migrate(self.source, to, sources=sources)
        self._draft.take(done)
        return done

    def format(self, style: str | None = None) -> Outcome:
        """Write tables anew, `aligned` or `compact`, by default as configured; the page stays the same."""
        done = format_tables(self.source, style, settings=self.readme.settings)
        self._draft.take(done)
        return done

    def diff(self) -> str:
        """Return what was changed since the document was read or saved, as a unified diff; "" where nothing was."""
        return diff(self._draft.saved, self.source, self.path or "document")

    def save(self, *, force: bool = False) -> bool:
        """Write the document to its file; whether anything was written.

        It is written whole or not at all, under a lock. Where nothing was changed the file is not touched.

        Args:
            force: write even if the file has been changed by another program since it was read.

        Raises:
            WriteError: the file has been changed meanwhile, or cannot be written; it is as it was.
            RequestError: the document has no file.
        """
        if self.path is None:
            raise RequestError("the document has no file", hint="write its text yourself")
        if not self.changed:
            return False
        written = save(self.path, self._draft.saved, self.source, force=force)
        self._draft.saved = self.source
        return written

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self.path is not None:
            self.save()

    def __repr__(self) -> str:
        return f"<Editor {self.path or 'of a text'}, {self.tally.done}/{self.tally.total}>"


def open(path: str | os.PathLike[str], settings: Settings | None = None, *, sync: bool = True) -> Editor:  # noqa: A001  as gzip.open
    """Read a Markdown file to edit it.

        doc = readme_sync.open("README.md")
        doc.item("Rustlings").progress = "40%"
        doc.save()

    Args:
        path: the file; it is read now, and not kept open.
        settings: what the author has configured; by default what the nearest configuration says.
        sync: whether numbers that were right before an edit follow it, where it is certain what they follow.

    Raises:
        InputError: the file cannot be read.
        ConfigError: something in the configuration is wrong.
    """
    return Editor(read_source(path), settings_for(path) if settings is None else settings, sync=sync)


def edit(document: str | bytes | Source, settings: Settings = DEFAULT, *, sync: bool = True) -> Editor:
    """As `open`, for a text; what it becomes is `Editor.text`.

    Args:
        document: its text or bytes.
        settings: what the author has configured.
        sync: as of `open`.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    return Editor(source_of(document), settings, sync=sync)
