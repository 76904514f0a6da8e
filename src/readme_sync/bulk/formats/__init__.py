"""The ways to write operations and rows down: one module each."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from readme_sync.editing.find import trackers_in, without_number
from readme_sync.editing.set_progress import value_text
from readme_sync.errors import InputError, RequestError
from readme_sync.model import Item, Readme, Tracker, TrackerKind
from readme_sync.plugins import Plugins

FORMATS = ("csv", "json", "jsonl", "yaml")
_SUFFIXES = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".yaml": "yaml", ".yml": "yaml"}


class Entry(NamedTuple):
    """One entry of a file: its 1-based line, and what it says."""

    line: int
    value: object


class Format(NamedTuple):
    """One way to write operations and rows; each module `from_NAME.py` offers its own as `FORMAT`.

    Attributes:
        read: from a text and its path to its entries, and what is wrong with it; raises InputError where it cannot be
            read at all, or not from here on.
        write: from rows to their text.
    """

    read: Callable[[str, str], Iterator[Entry | InputError]]
    write: Callable[[list[dict[str, object]]], str]


PLUGINS = Plugins[Format](__name__, "FORMAT", prefix="from_")


def format_of(path: str, text: str, wanted: str | None = None) -> str:
    """The name of the format: the wanted one, that of the file's suffix, else what the text looks like.

    Raises:
        RequestError: there is no such format.
    """
    if wanted is not None and wanted not in FORMATS:
        raise RequestError(f"there is no format {wanted!r}", hint=f"choose one of {', '.join(FORMATS)}")
    dot = path.rfind(".")
    known = wanted or _SUFFIXES.get(path[dot:].lower() if dot >= 0 else "")
    if known:
        return known
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")):
        return "json" if start.startswith("[") else "jsonl"
    first = start.split("\n", 1)[0]
    return "csv" if "," in first and not first.startswith(("-", "#")) else "yaml"


def the_format(name: str) -> Format:
    """Return the format of that name."""
    return PLUGINS.load(name)


# Trackers as rows of data that `import` takes: where each row stands, its label, its progress, its other cells.


def rows_of(readme: Readme, section: str | None = None) -> Iterator[dict[str, object]]:
    """Yield the rows and tasks of a section, or of the document, in document order.

    Raises:
        RequestError: there is no such section, or there are several.
    """
    for tracker in trackers_in(readme, section):
        if tracker.kind is not TrackerKind.LINES:
            anchor = readme.sections[tracker.section].anchor
            for item in tracker.rows:
                yield _row(tracker, item, anchor)


def _row(tracker: Tracker, item: Item, anchor: str) -> dict[str, object]:
    row: dict[str, object] = {}
    if anchor:
        row["section"] = f"#{anchor}"
    row["row"] = item.label
    single = len(tracker.progress_columns) <= 1
    if single and (value := value_text(item.progress)):
        row["value"] = value
    values: dict[str, str] = {}
    for column, text in enumerate(item.cells if tracker.header else ()):
        header = tracker.header[column]
        if not header or tracker.header.count(header) > 1 or column == tracker.label_column:
            continue
        stated = next((figure.progress for figure in item.figures if figure.column == column), None)
        if stated is None:
            values[header] = without_number(text, item) if column == 0 else text
        elif not single and (value := value_text(stated)):
            values[header] = value
    if values:
        row["values"] = values
    return row
