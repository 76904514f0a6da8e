"""CSV: the first line names the columns. An empty cell says nothing. `values.Title` is the cell below `Title`."""

import csv
import io
from collections.abc import Iterator

from readme_sync.bulk.formats import Entry, Format
from readme_sync.errors import InputError
from readme_sync.text.regex import regex

PREFIX = "values."
_FLAGS = {"true": True, "false": False}
_FLAG_COLUMNS = frozenset(("first", "last", "children", "reverse", "markdown", "existing"))
_WHOLE = regex(r"[0-9]{1,9}")


def read(text: str, path: str) -> Iterator[Entry | InputError]:
    """The lines behind the first one.

    Raises:
        InputError: the first line names a column twice, or something else than a comma parts its columns; a line is no
            CSV, which ends the reading.
    """
    lines = _lines(text, path)
    first = next(lines, None)
    if first is None:
        return
    header = [name.strip() for name in first[1]]
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"has two columns {twice!r}", path=path, line=first[0], hint="remove one")
    sign = next((sign for sign in ";\t|" if len(header) == 1 and sign in header[0]), None)
    if sign is not None:
        raise InputError(f"parts its columns by {sign!r}", path=path, line=first[0], hint="write commas")
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            message = f"has {len(cells)} cells, but there are {len(header)} columns"
            hint = 'write "..." around a text with a comma'
            yield InputError(message, path=path, line=line, hint=hint)
            continue
        yield Entry(line, _record(dict(zip(header, cells, strict=False))))


def write(rows: list[dict[str, object]]) -> str:
    """The rows, with a column for each key and each of the `values`."""
    flat = [_flat(row) for row in rows]
    columns = list(dict.fromkeys(key for row in flat for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return out.getvalue()


FORMAT = Format(read, write)


def _lines(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """The lines, each with its number; a text in quotation marks may reach over several."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = f"is no CSV: {error}"
            raise InputError(message, path=path, line=reader.line_num or 1, hint="correct it") from None


def _record(cells: dict[str, str]) -> dict[str, object]:
    """What a line says."""
    record: dict[str, object] = {}
    values: dict[str, str] = {}
    for name, cell in cells.items():
        text = cell.strip(" \t")
        if not text:
            continue
        if name.startswith(PREFIX):
            values[name.removeprefix(PREFIX)] = text
        elif name in _FLAG_COLUMNS:
            record[name] = _FLAGS.get(text.lower(), text)
        else:
            record[name] = int(text) if name == "line" and _WHOLE.fullmatch(text) else text
    if values:
        record["values"] = values
    return record


def _flat(row: dict[str, object]) -> dict[str, object]:
    flat = {key: value for key, value in row.items() if key != "values"}
    values = row.get("values")
    if isinstance(values, dict):
        flat |= {f"{PREFIX}{name}": value for name, value in values.items()}
    return flat
