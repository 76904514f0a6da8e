"""Find rows by their whole label or key; where a row may be missing, a part of a label is no match."""

from collections.abc import Iterator

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
    trackers = trackers_in(readme, section)
    headers = dict.fromkeys(header for tracker in trackers for header in tracker.header if header)
    if column is not None and _fold(column) not in map(_fold, headers):
        hint = f"there are {', '.join(map(repr, headers))}" if headers else "only tables have columns"
        raise RequestError(f"there is no column {column!r}", path=readme.source.path, hint=hint)
    names = [name for tracker in trackers for name in _names(tracker, column)]
    wanted = _fold(canon(text))
    called = [item for item, name in names if _fold(name) == wanted]
    return called or [item for item, name in names if _fold(without_number(name, item)) == wanted]


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
