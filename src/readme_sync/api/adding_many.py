"""`add_all`: many new rows at the end of one table or list, for the price of one reading and one verification."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from readme_sync.api.documents import changed
from readme_sync.api.parsing import parse
from readme_sync.api.rows import Edited
from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import Item, Readme, Tracker

if TYPE_CHECKING:
    from readme_sync.editing.operations.add import NewRows, NewTasks


class Addition(NamedTuple):
    """A row or task that goes behind the last one.

    Attributes:
        section: title or anchor of the section in which it goes.
        label: what the page is to show as its label; "" where `values` has it.
        value: its progress, as for `update`.
        values: by header, the texts of its other cells, and progresses.
        name: it is only added where no row is called so; None: it is added whatever rows are there.
        key: the header of the column whose text is the name, instead of the label.
    """

    section: str | None
    label: str
    value: str | None
    values: Mapping[str, str]
    name: str | None = None
    key: str | None = None

    def is_like(self, other: "Addition") -> bool:
        """Return whether both go to one place, and their names are compared with the same cells."""
        mine, others = (self.section, self.key, self.name is None), (other.section, other.key, other.name is None)
        return mine == others


def add_all(readme: Readme, wanted: Iterable[Addition]) -> list[Edited]:
    """Add rows that are alike one below the other, all written as the rows that stand there before the first.

    Returns:
        What became of the first of them, as many as can be added at once, each with the document in which all these
        stand. None where they had better be added one by one, which says what is wrong.
    """
    try:
        fitting = _fitting(readme, wanted)
    except RequestError:
        return []
    while len(fitting) > 1:
        try:
            return _added(readme, fitting)
        except ReadmeSyncError:  # what is wrong may be about one of them
            fitting = fitting[: len(fitting) // 2]
    return []


def _fitting(readme: Readme, wanted: Iterable[Addition]) -> list[Addition]:
    """Return the first of them, up to one that cannot be added.

    Raises:
        RequestError: there is no such place.
    """
    from readme_sync.editing.find import taken_names  # noqa: PLC0415

    fitting: list[Addition] = []
    new: NewRows | NewTasks | None = None
    taken: set[str] = set()
    for one in wanted:
        if new is None:
            new, taken = _place_of(readme, one)[1], taken_names(readme, one.key, one.section)
        elif not one.is_like(fitting[0]):
            break
        try:
            _append(new, one, taken)
        except RequestError:
            break
        fitting.append(one)
    return fitting


def _place_of(readme: Readme, one: Addition) -> "tuple[Tracker, NewRows | NewTasks]":
    """Return where rows go, and new rows for it, none yet.

    Raises:
        RequestError: there is no such place.
    """
    from readme_sync.editing.find import find_tracker  # noqa: PLC0415
    from readme_sync.editing.operations.add import additions, at_end  # noqa: PLC0415

    tracker = find_tracker(readme, one.section)
    return tracker, additions(readme, at_end(readme, tracker))


def _added(readme: Readme, fitting: Sequence[Addition]) -> list[Edited]:
    """Add them all.

    Raises:
        ReadmeSyncError: the document would not be as if they were added one by one.
    """
    tracker, new = _place_of(readme, fitting[0])
    for one in fitting:
        _append(new, one, set())
    after = changed(readme, new.change(repad=readme.settings.repad))
    items = _new_items(readme, tracker, parse(after, settings=readme.settings), fitting)
    return [
        Edited(after, one.label or next(iter(one.values.values()), ""), after.line_of(item.span.start), "added", True)  # noqa: FBT003
        for one, item in zip(fitting, items, strict=True)
    ]


def _append(new: "NewRows | NewTasks", one: Addition, taken: set[str]) -> None:
    """Add one to the new ones, and its name to those that are taken.

    Raises:
        RequestError: it cannot be added, or a row is called so.
    """
    from readme_sync.editing import parse_value  # noqa: PLC0415
    from readme_sync.editing.find import folded  # noqa: PLC0415
    from readme_sync.editing.operations.add import NewRow  # noqa: PLC0415

    if one.name is not None:
        if folded(one.name) in taken:
            raise RequestError(f"{one.name!r} is there")
        taken.add(folded(one.name))
    new.append(NewRow(one.label, None if one.value is None else parse_value(one.value), one.values))


def _new_items(readme: Readme, tracker: Tracker, later: Readme, added: Sequence[Addition]) -> Sequence[Item]:
    """Return the items that the new rows are, where they are read as if they were added one by one.

    Raises:
        RequestError: they are not: the table is read otherwise now, a row is none, or has the name of a later one.
    """
    from readme_sync.editing.find import folded, names_of  # noqa: PLC0415

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
        raise RequestError("the new rows are read otherwise together")
    names: set[str] = set()
    for one, item in zip(added, items, strict=True):
        if one.name is not None:
            if folded(one.name) in names:
                raise RequestError(f"{one.name!r} is there")
            names |= names_of(now, item, one.key)
    return items
