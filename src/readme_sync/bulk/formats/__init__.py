"""The ways to write operations and rows down: one module each."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from readme_sync.errors import InputError, RequestError
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
