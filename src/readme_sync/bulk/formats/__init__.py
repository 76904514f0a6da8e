"""The ways to write operations and rows down: one module each."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from readme_sync.errors import InputError, RequestError
from readme_sync.plugins import module_named

FORMATS = ("csv", "json", "jsonl", "yaml")
_SUFFIXES = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".yaml": "yaml", ".yml": "yaml"}


class Entry(NamedTuple):
    """One entry of a file: its 1-based line, and what it says."""

    line: int
    value: object


class Format(Protocol):
    """A module of this package."""

    def read(self, text: str, path: str) -> Iterator[Entry | InputError]:
        """The entries in a text, and what is wrong with it.

        Raises:
            InputError: it cannot be read at all, or not from here on.
        """

    def write(self, rows: list[dict[str, object]]) -> str:
        """The text of some rows."""


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
    """The module of a format."""
    module: Format = module_named(f"{__name__}.from_{name}")
    return module
