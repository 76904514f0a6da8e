"""`apply`: do operations to a document, all of them or none; many alike are read and verified once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from readme_sync.editing.bind import follow
from readme_sync.editing.find import find_tracker, folded, names_of, taken_names
from readme_sync.editing.operation import Operation
from readme_sync.editing.operations.add import AddItem, NewRows, NewTasks, additions, at_end
from readme_sync.editing.operations.set import SetProgress, Target, set_all
from readme_sync.editing.operations.upsert import Upsert
from readme_sync.editing.verify import rewrite_rows
from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import DEFAULT, Change, Item, Outcome, Readme, Settings, Tracker
from readme_sync.reader import Text, parse, readme_of

_FEWEST = 3  # for fewer it is not worth to look ahead


def apply(document: Text | Readme, *operations: Operation, settings: Settings = DEFAULT, sync: bool = True) -> Outcome:
    """Do operations to a document, one after the other; all of them or none.

        apply(text, SetProgress("Emma", 60), AddItem("Walden", after="Emma"))

    Args:
        document: its text or bytes, or the parsed document with its own settings.
        operations: what to do; each is looked up in what the one before it left.
        settings: what the author has configured.
        sync: whether numbers that were right before are written, where it is certain what they follow; else they are
            only named in `Outcome.skipped`.

    Returns:
        The document after them, with one change for each operation, then one for each number that followed.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: an operation cannot be done, or it is not certain what is meant.
        WriteError: GitHub would show more differences than an operation is meant to make.
    """
    first = readme = readme_of(document, settings)
    before = source = readme.source
    changes: list[Change] = []
    edits = Outcome(before, before).edits
    while len(changes) < len(operations):
        if source is not readme.source:
            readme = parse(source, settings=readme.settings)
        done = apply_next(readme, operations[len(changes) :])
        edits = done.edits if not changes else ()
        changes += done.changes
        source = done.source
    source = before if source.text == before.text else source
    return follow(first, Outcome(before, source, tuple(changes), edits=edits), sync=sync)


def apply_next(readme: Readme, operations: Sequence[Operation]) -> Outcome:
    """Do the first operations to a document: as many as go together, or the first alone.

    The outcome is that of one after the other, with one change for each operation. Only the style of new rows is looked
    up once: those that are added together all look like the rows that were there before them.

    Raises:
        ReadmeSyncError: the first one cannot be done.
    """
    together = None
    if len(operations) >= _FEWEST:
        together = _set_together(readme, operations) or _add_together(readme, operations)
    return together or operations[0].perform(readme)


def _set_together(readme: Readme, operations: Sequence[Operation]) -> Outcome | None:
    """Set the first operations' progress at once; None where they had better be done one by one."""
    if readme.settings.repad:
        return None
    targets = _targets(readme, operations)
    if len(targets) < _FEWEST:
        return None
    try:
        return set_all(readme, targets)
    except ReadmeSyncError:
        return None


def _targets(readme: Readme, operations: Sequence[Operation]) -> list[Target]:
    """Return the items that the first operations set, up to one that does more, cannot be done, or sets one again."""
    targets: list[Target] = []
    seen = set()
    for operation in operations:
        if not isinstance(operation, (SetProgress, Upsert)) or operation.repad is not None:
            break
        try:
            target = operation.target(readme)
        except ReadmeSyncError:
            break
        if target is None or target.item.span in seen:
            break
        seen.add(target.item.span)
        targets.append(target)
    return targets


class _Addition(NamedTuple):
    """A row to be added behind the last one.

    Attributes:
        row: the new row.
        name: it is only added where no row has this name; None: it is added in any case.
        key: the header of the column whose text is the name, instead of the label.
    """

    row: AddItem
    name: str | None = None
    key: str | None = None

    def is_like(self, other: "_Addition") -> bool:
        """Return whether both go to one place, and their names are compared with the same cells."""
        mine = self.row.section, self.key, self.name is None
        return mine == (other.row.section, other.key, other.name is None)


def _additions(operations: Iterable[Operation]) -> Iterator[_Addition]:
    """Yield the rows that the first operations add, up to one that does anything else or says where its row goes."""
    for operation in operations:
        if isinstance(operation, Upsert):
            if operation.existing:
                return
            new = _Addition(operation.addition(), operation.name, operation.key)
        elif isinstance(operation, AddItem):
            new = _Addition(operation)
        else:
            return
        if not new.row.is_last or new.row.repad is not None:
            return
        yield new


def _add_together(readme: Readme, operations: Sequence[Operation]) -> Outcome | None:
    """Add rows that are alike one below the other, all written as the rows that stand there before the first.

    Returns:
        The document with as many of the first as can be added at once; None where they had better be added one by one,
        which says what is wrong.
    """
    try:
        fitting = _fitting(readme, operations)
    except RequestError:
        return None
    while len(fitting) > 1:
        try:
            return _add_all(readme, fitting)
        except ReadmeSyncError:  # what is wrong may be about one of them
            fitting = fitting[: len(fitting) // 2]
    return None


def _fitting(readme: Readme, operations: Iterable[Operation]) -> list[_Addition]:
    """Return the first new rows, up to one that cannot be added.

    Raises:
        RequestError: there is no such place.
    """
    fitting: list[_Addition] = []
    new: NewRows | NewTasks | None = None
    taken: set[str] = set()
    for one in _additions(operations):
        if new is None:
            new, taken = _place_of(readme, one)[1], taken_names(readme, one.key, one.row.section)
        elif not one.is_like(fitting[0]):
            break
        try:
            _append(new, one, taken)
        except RequestError:
            break
        fitting.append(one)
    return fitting


def _place_of(readme: Readme, one: _Addition) -> tuple[Tracker, NewRows | NewTasks]:
    """Return where rows go, and new rows for it, none yet.

    Raises:
        RequestError: there is no such place.
    """
    tracker = find_tracker(readme, one.row.section)
    return tracker, additions(readme, at_end(readme, tracker))


def _add_all(readme: Readme, fitting: Sequence[_Addition]) -> Outcome:
    """Add them all.

    Raises:
        ReadmeSyncError: the document would not be as if they were added one by one.
    """
    tracker, new = _place_of(readme, fitting[0])
    for one in fitting:
        _append(new, one, set())
    rows = new.edits()
    after = rewrite_rows(readme, rows)
    items = _new_items(readme, tracker, parse(after, settings=readme.settings), fitting)
    changes = (
        Change(after.line_of(item.span.start), one.row.label, "added") for one, item in zip(fitting, items, strict=True)
    )
    return Outcome(readme.source, after, tuple(changes), edits=tuple(rows.edits))


def _append(new: NewRows | NewTasks, one: _Addition, taken: set[str]) -> None:
    """Add one to the new rows, and its name to those that are taken.

    Raises:
        RequestError: it cannot be added, or there is a row of that name.
    """
    if one.name is not None:
        if folded(one.name) in taken:
            raise RequestError(f"{one.name!r} is there")
        taken.add(folded(one.name))
    new.append(one.row.new_row())


def _new_items(readme: Readme, tracker: Tracker, later: Readme, added: Sequence[_Addition]) -> Sequence[Item]:
    """Return the items that the new rows are, where they are read as if they were added one by one.

    Raises:
        RequestError: they are not: the table is read in another way now, a row is none, or has the name of a later one.
    """
    same = [one for one in later.trackers if one.span.start == tracker.span.start]
    before = [item.label for item in tracker.items]
    now = same[0] if same else tracker
    items = now.items[len(before) :]
    columns = (tracker.kind, tracker.header, tracker.label_column, tracker.progress_columns)
    if (
        len(later.trackers) != len(readme.trackers)
        or (now.kind, now.header, now.label_column, now.progress_columns) != columns
        or len(items) != len(added)
        or [item.label for item in now.items[: len(before)]] != before
    ):
        raise RequestError("the new rows are read in another way together")
    names: set[str] = set()
    for one, item in zip(added, items, strict=True):
        if one.name is not None:
            if folded(one.name) in names:
                raise RequestError(f"{one.name!r} is there")
            names |= names_of(now, item, one.key)
    return items
