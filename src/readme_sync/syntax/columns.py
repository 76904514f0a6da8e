"""The data cells of a table, column by column."""

from collections.abc import Sequence
from functools import cached_property

from readme_sync.syntax.nodes import BLANKS, Row

_LINE_ENDS = frozenset(("\n", "\r\n", "\r"))


class Columns:
    """The cells that GitHub shows in some rows of one table, column by column.

    Most tables have a pipe at either end of each row and no backslash: those are split all at once.

    Attributes:
        texts: by column, by row, the contents of the cells, as `Row.texts` has them.
    """

    def __init__(self, rows: Sequence[Row], number: int) -> None:
        """The cells of `rows`, in document order, of a table with so many columns."""
        self.rows = rows
        self._rooms = _rooms(rows, number) if rows else None
        self.texts: Sequence[Sequence[str]] = (
            list(zip(*[row.texts for row in rows], strict=True)) or [()] * number
            if self._rooms is None
            else [[room.strip(BLANKS) for room in rooms] for rooms in self._rooms]
        )

    @property
    def are_even(self) -> bool:
        """Whether all rows have been split at once: each has as many cells as the table has columns."""
        return self._rooms is not None

    def starts(self, column: int) -> Sequence[int | None]:
        """By row, where the content of a cell begins, as `Row.start_of`; nothing is said of empty cells."""
        if self._rooms is None:
            return [starts[column] if column < len(starts) else None for starts in self._starts]
        begins = self._begins
        for rooms in self._rooms[len(begins) - 1 : column]:
            begins.append([begin + len(room) + 1 for begin, room in zip(begins[-1], rooms, strict=True)])
        return [
            begin + len(room) - len(room.lstrip(BLANKS))
            for begin, room in zip(begins[column], self._rooms[column], strict=True)
        ]

    @cached_property
    def _starts(self) -> list[list[int | None]]:
        """By row, by column, where the contents begin."""
        return [row.starts for row in self.rows]

    @cached_property
    def _begins(self) -> list[list[int]]:
        """By column, by row, where the rooms begin, as far as somebody has asked."""
        return [[row.span.start + 1 for row in self.rows]]


def _rooms(rows: Sequence[Row], number: int) -> list[list[str]] | None:
    """By column, by row, what stands from pipe to pipe; None where a row is not as wide as the table, or in doubt."""
    text = rows[0].text[rows[0].span.start : rows[-1].span.end]
    lines = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    if "\\" in text or lines != len(rows):
        return None
    parts = text.split("|")
    width = number + 1
    # Between the last pipe of a row and the first of the next a line end stands, and it alone: so all rows are alike.
    ends = parts[width:-1:width]
    if len(parts) != width * lines + 1 or parts[0] or parts[-1] or not _LINE_ENDS.issuperset(ends):
        return None
    return [parts[column::width] for column in range(1, width)]
