"""Row numbers: `11: Udemy Course`, `3. Two Sum`, or a first cell that is only the number."""

from typing import NamedTuple

from readme_sync.markdown import Table
from readme_sync.text import Span
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import is_number_header

_PREFIX = regex(r"\|?[ \t]*(?P<digits>[0-9]{1,6})(?:[:.)](?=[ \t]*[^0-9\s|])|[、．：])[ \t]*(?=[^|\s])")
_ALONE = regex(r"\|?[ \t]*#?(?P<digits>[0-9]{1,6})[.)]?[ \t]*(?:\||$)")
"""For every row, so without the call of a constructor."""


class RowNumber(NamedTuple):
    """The number in front of a row, and its digits' place."""

    value: int
    span: Span


class Numbering(NamedTuple):
    """The numbers of a table's data rows, None for a row without one.

    `alone`: the first cell holds nothing but the number. `named`: and the column's header says that it does.
    """

    numbers: list[RowNumber | None]
    alone: bool
    named: bool


def row_numbers(table: Table) -> Numbering | None:
    """The numbers of a table's rows; None where not even most of them have one."""
    rows = table.rows
    if not rows:
        return None
    text = rows[0].text
    for pattern in (_PREFIX, _ALONE):
        numbers: list[RowNumber | None] = []
        missing, match = 0, pattern.match
        for (start, end), _, _ in rows:
            found = match(text, start, end)
            missing += found is None
            if 2 * missing >= len(rows):
                break
            numbers.append(RowNumber(int(found[1]), Span(*found.span(1))) if found else None)
        else:
            header = table.header.written
            named = bool(header) and is_number_header(header[0].content.text)
            return Numbering(numbers, pattern is _ALONE, named)
    return None
