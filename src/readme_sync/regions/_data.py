"""The rows from which a table is made: of CSV, JSON, YAML and TOML files, or one per file."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from readme_sync.errors import RequestError
from readme_sync.markdown.escape import escape_cell
from readme_sync.sources import from_json, from_toml, plain_yaml
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import parsed
from readme_sync.sources.entries import at_pointer
from readme_sync.sources.from_csv import parse as parse_csv

_FILE = "File"


class Data(NamedTuple):
    """Rows of texts, as many cells each as there are columns; `written` are the cells as Markdown that shows them."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    written: tuple[tuple[str, ...], ...]


def data_of(kind: str, name: str, around: DocumentContext) -> Data:
    """The rows of a file, or of the files that match a pattern.

    Raises:
        ReadmeSyncError: there is none, or it holds no rows.
    """
    if kind == "files":
        return _files(name, around)
    header, rows = _sheet(name, around) if kind == "csv" else _entries(kind, name, around)
    if not header:
        raise RequestError(f"{name} has no entries, so no columns", hint="choose them with columns=")
    return Data(header, rows, tuple(tuple(map(escape_cell, row)) for row in rows))


def chosen(data: Data, names: Sequence[str], name: str) -> Data:
    """Some columns of the rows, in that order; all of them where none is named.

    Raises:
        RequestError: there is no such column.
    """
    if not names:
        return data
    places = []
    for one in names:
        if one not in data.header:
            shown = ", ".join(repr(column) for column in data.header[:8])
            raise RequestError(f"{name} has no column {one!r}", hint=f"there are {shown}")
        places.append(data.header.index(one))
    rows, written = ([tuple(row[place] for place in places) for row in some] for some in (data.rows, data.written))
    return Data(tuple(names), tuple(rows), tuple(written))


def _files(pattern: str, around: DocumentContext) -> Data:
    """A row for each file that matches, with a link to it."""
    paths = around.surroundings.glob(pattern)
    if not paths:
        raise RequestError(f"no file matches {pattern!r}", hint="check the pattern")
    links = [f"[{escape_cell(path, alone=False)}]({quote(path)})" for path in paths]
    return Data((_FILE,), tuple((path,) for path in paths), tuple((link,) for link in links))


def _sheet(path: str, around: DocumentContext) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    sheet = parsed(path, "csv", parse_csv, around)
    header: tuple[str, ...] = sheet.header
    if len(set(header)) < len(header):
        twice = next(name for place, name in enumerate(header) if name in header[:place])
        raise RequestError(f"{path} has two columns {twice!r}", hint="name them apart")
    _refuse_wide(header, sheet.rows, path, around)
    return header, tuple(tuple(row[name] for name in header) for row in sheet.rows)


def _entries(kind: str, name: str, around: DocumentContext) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The entries of a list, each with its fields."""
    path, _, pointer = name.partition("#")
    value = at_pointer(_parsed(kind, path, around), pointer, path)
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        raise RequestError(f"{name} is no list of entries with fields", hint=f"point at one, as in {path}#/books")
    header = tuple(dict.fromkeys(str(field) for entry in value for field in entry))
    _refuse_wide(header, value, name, around)
    rows = []
    for entry in value:
        texts = {str(field): _text(one, f"{name}: {field!r}") for field, one in entry.items()}
        rows.append(tuple(texts.get(field, "") for field in header))
    return header, tuple(rows)


def _refuse_wide(header: Sequence[str], rows: Sequence[object], name: str, around: DocumentContext) -> None:
    """Refuse data of few values that make a table of many cells, since most of them are empty.

    Raises:
        RequestError: the table would have too many cells.
    """
    most = around.readme.settings.limits.entries
    if len(header) * len(rows) > most:
        what = f"{name} makes a table of more than {most:,} cells"
        raise RequestError(what, hint="raise limits.entries in the configuration, or use fewer columns")


def _parsed(kind: str, path: str, around: DocumentContext) -> object:
    parsers = {"json": from_json.parse, "toml": from_toml.parse}
    found: object = parsed(path, kind, parsers.get(kind, plain_yaml.parse), around)
    return found


def _text(value: Any, origin: str) -> str:  # noqa: ANN401  whatever data files hold
    """A value as a cell shows it.

    Raises:
        RequestError: it is a table, or a list of lists.
    """
    if isinstance(value, list) and not any(isinstance(one, list | Mapping) for one in value):
        return ", ".join(_text(one, origin) for one in value)
    if isinstance(value, list | Mapping):
        raise RequestError(f"{origin} holds more than a cell can show", hint="choose other columns with columns=")
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
