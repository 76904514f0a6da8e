"""Find rows by their whole label or key; where a row may be missing, a part of a label is no match."""

from readme_sync.errors import RequestError
from readme_sync.model import Item, Readme
from readme_sync.syntax.escape import canon
from readme_sync.transform.find import trackers_in


def exact_rows(readme: Readme, text: str, column: str | None, section: str | None) -> list[Item]:
    """The rows whose label, or whose cell in a column, is a text, but for case and blanks.

    Raises:
        RequestError: there is no such section, or no table of it has such a column.
    """
    trackers = trackers_in(readme, section)
    wanted = _fold(canon(text))
    if column is None:
        return [item for tracker in trackers for item in tracker.items if _fold(item.label) == wanted]
    found: list[Item] = []
    known = False
    for tracker in trackers:
        columns = [index for index, header in enumerate(tracker.header) if _fold(header) == _fold(column)]
        known = known or bool(columns)
        found += [
            item
            for item in tracker.items
            if any(index < len(item.cells) and _fold(item.cells[index]) == wanted for index in columns)
        ]
    if not known:
        raise RequestError(f"there is no column {column!r}", path=readme.source.path)
    return found


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
