"""Facts from CSV: `csv data.csv`, with the header of a column, with `where`.

The first line names the columns; commas, semicolons or tabs stand between them. Without a column the rows are counted.
A column of numbers is summed up; one of states (`done`, `open`, `true`, `✅`) or percents is counted as in a README.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from readme_sync.errors import InputError, RequestError
from readme_sync.model import UNKNOWN, FactSource, Progress, State, Tally
from readme_sync.notations import read_whole
from readme_sync.sources.amount import Amount, CountingMethod, Measure, count_of, number, share
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import amount_of, parsed, too_many, written_path

_DELIMITERS = ",;\t"
_TRUTH = {"true": State.DONE, "yes": State.DONE, "false": State.OPEN, "no": State.OPEN}


class Row(Mapping[str, str]):
    """A row by the names of its columns; cells that are not written are empty."""

    __slots__ = ("_cells", "_places")

    def __init__(self, places: Mapping[str, int], cells: Sequence[str]) -> None:
        """Keep the cells; `places` has the index of each column."""
        self._places, self._cells = places, cells

    def __getitem__(self, name: str) -> str:
        """Return the cell in a column."""
        place = self._places[name]
        return self._cells[place] if place < len(self._cells) else ""

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self._places)


class _Sheet(NamedTuple):
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what the rows or a column come to.

    Raises:
        ReadmeSyncError: the file is no CSV, has no such column, or its cells say nothing that can be counted.
    """
    path = written_path(source.path)
    sheet: _Sheet = parsed(source.path, "csv", parse, around)
    rows = list(sheet.rows)
    if source.at:
        column = _column(sheet, source)
        rows = [row for row in rows if row[column]]
    if source.where:
        field, _, wanted = (part.strip() for part in source.where.partition("="))
        values = [_number(row[source.at]) for row in rows] if source.at not in {"", field} and wanted else [None]
        if None not in values and field in sheet.header:
            done = sum(one or 0.0 for row, one in zip(rows, values, strict=True) if row[field] == wanted)
            return count_of(done, sum(one or 0.0 for one in values), f"{source.at} of {path} where {source.where}")
        chosen: list[Any] = [row[source.at] for row in rows] if source.at and "=" not in source.where else rows
        return amount_of(chosen, source.where, path)
    if not source.at:
        return number(len(rows), f"{len(rows)} rows of {path}")._replace(may_be_percent=False)
    return _of_cells([row[source.at] for row in rows], f"column {source.at!r} of {path}")


def _column(sheet: _Sheet, source: FactSource) -> str:
    """Return the header of the column that is meant.

    Raises:
        RequestError: there is none, or there are two.
    """
    times = sheet.header.count(source.at)
    if times != 1:
        shown = ", ".join(repr(name) for name in sheet.header[:8])
        what = f"{times} columns" if times else "no column"
        raise RequestError(f"{written_path(source.path)} has {what} {source.at!r}", hint=f"there are {shown}")
    return source.at


def _of_cells(cells: list[str], origin: str) -> Amount:
    """Return what the cells of a column come to.

    Raises:
        RequestError: some are neither numbers nor states nor percents.
    """
    numbers = [_number(cell) for cell in cells]
    if None not in numbers:
        return number(sum(one or 0.0 for one in numbers), origin)
    said = [_progress(cell) for cell in cells]
    silent = next((cell for cell, one in zip(cells, said, strict=True) if one is None), None)
    if silent is not None:
        hint = "choose the rows that are done with 'where'"
        raise RequestError(f"{origin}: {silent[:40]!r} is neither a number nor a state", hint=hint)
    tally = Tally.of(one or UNKNOWN for one in said)
    ways = [share(tally.done, tally.total)]
    if any(one and one.percent not in {None, 0.0, 100.0} for one in said):
        ways.insert(0, Measure(CountingMethod.MEAN, tally.done, tally.total, tally.percent, tally.total))
    return Amount(tuple(ways), tally.total, origin)


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _progress(cell: str) -> Progress | None:
    """Return what a cell says as a whole; None where it says no progress."""
    if cell.lower() in _TRUTH:
        return Progress.of_state(_TRUTH[cell.lower()])
    return read_whole(cell)


def parse(text: str, path: str, most: int) -> _Sheet:
    """Return the rows in a CSV text.

    Raises:
        InputError: it is not CSV, or more than we read.
    """
    import csv  # noqa: PLC0415  only documents with such facts pay for it
    import io  # noqa: PLC0415  few documents need it

    first = text[:10_000].partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: tuple[str, ...] = ()
    places: dict[str, int] = {}
    rows = []
    count = 0
    try:
        for cells in reader:
            count += len(cells)
            if count > most:
                raise too_many(path, most, reader.line_num)
            if not header:
                header = tuple(cell.strip() for cell in cells)
                places = {name: place for place, name in enumerate(header)}
            elif len(cells) > len(header):
                message = f"has {len(cells)} cells in a row, but {len(header)} in its first line"
                raise InputError(message, path=path, line=reader.line_num, hint="correct the row")
            elif any(cells):
                rows.append(Row(places, tuple(cell.strip() for cell in cells)))
    except csv.Error as error:
        raise InputError(f"is no CSV: {error}", path=path, line=reader.line_num, hint="correct it") from None
    if not header:
        raise InputError("is empty", path=path, hint="name the columns in its first line")
    return _Sheet(header, tuple(rows))
