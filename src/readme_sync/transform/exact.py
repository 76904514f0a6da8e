"""Find rows by their whole label or key; where a row may be missing, a part of a label is no match."""

from collections.abc import Iterable, Iterator

from readme_sync.errors import RequestError
from readme_sync.model import Item, Readme, Tracker
from readme_sync.syntax.escape import canon
from readme_sync.transform.find import Within, trackers_in
from readme_sync.transform.numbers import without_number


def exact_rows(readme: Readme, text: str, column: str | None, section: Within) -> list[Item]:
    """The rows whose label, or whose cell in a column, is a text, but for case and blanks.

    Where no row is called so, the number in front of a row is left out of the comparison: it belongs to the place.

    Raises:
        RequestError: there is no such section, or no table of it has such a column.
    """
    names = _names_in(readme, column, section)
    wanted = folded(text)
    called = [item for item, name in names if _fold(name) == wanted]
    return called or [item for item, name in names if _fold(without_number(name, item)) == wanted]


def taken_names(readme: Readme, column: str | None, section: Within) -> set[str]:
    """Return all names, folded, by which `exact_rows` finds a row.

    Raises:
        RequestError: as `exact_rows` does.
    """
    return _all_ways(_names_in(readme, column, section))


def names_of(tracker: Tracker, item: Item, column: str | None) -> set[str]:
    """Return the names, folded, by which `exact_rows` finds an item."""
    return _all_ways(_names(tracker._replace(items=(item,)), column))


def folded(text: str) -> str:
    """Return a text as the page shows it, but for case and blanks."""
    return _fold(canon(text))


def _all_ways(names: Iterable[tuple[Item, str]]) -> set[str]:
    return {_fold(way) for item, name in names for way in (name, without_number(name, item))}


def _names_in(readme: Readme, column: str | None, section: Within) -> list[tuple[Item, str]]:
    """Return the rows, each with its label or its cell in a column."""
    trackers = trackers_in(readme, section)
    headers = dict.fromkeys(header for tracker in trackers for header in tracker.header if header)
    if column is not None and _fold(column) not in map(_fold, headers):
        hint = f"there are {', '.join(map(repr, headers))}" if headers else "only tables have columns"
        raise RequestError(f"there is no column {column!r}", path=readme.source.path, hint=hint)
    return [name for tracker in trackers for name in _names(tracker, column)]


def _names(tracker: Tracker, column: str | None) -> Iterator[tuple[Item, str]]:
    """By what each row is called: its label, or its cells in the columns of that header."""
    if column is None:
        yield from ((item, item.label) for item in tracker.items)
        return
    for index, header in enumerate(tracker.header):
        if _fold(header) == _fold(column):
            yield from ((item, item.cells[index]) for item in tracker.items if index < len(item.cells))


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
