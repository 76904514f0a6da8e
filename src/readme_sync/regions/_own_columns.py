"""A table as it stands in a region: which of its columns are ours, and what the author has written beside them.

Ours are those that the checksum covers; where it covers none such, those that are named like columns of the data. So a
column that left the data goes, and a column of the author's stays, whatever they are called.
"""

from collections.abc import Sequence
from itertools import chain, combinations
from typing import NamedTuple

from readme_sync.markdown import Align, Document, Table, parse
from readme_sync.markdown.escape import canon
from readme_sync.markdown.plain_text import one_line, plain_text
from readme_sync.regions._normal import Parts, columns_of, digest, parts_of
from readme_sync.text import Source

_MOST = 12
"""So many columns may a table have where every choice of them is tried."""


class Written(NamedTuple):
    """A table that stands in a region.

    Attributes:
        header: the plain texts of its header cells.
        ours: the columns that are ours.
        align: by column.
        keys: by row, the plain text of the key's cell; of the first cell where the key has no column.
        cells: by row, all cells as written; the header is the first.
        hidden: the rows with more cells than the table has columns: GitHub does not show these.
    """

    header: tuple[str, ...]
    ours: tuple[int, ...]
    align: tuple[Align, ...]
    keys: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    hidden: tuple[bool, ...]


def written_in(text: str, checksum: str, names: Sequence[str], key: str) -> Written | None:
    """The table that a text is; None where it is anything else.

    Args:
        text: what stands in the region.
        checksum: of its end.
        names: the columns of the data.
        key: the one that tells rows apart.
    """
    document, table = _table(text)
    if table is None:
        return None
    header = tuple(plain_text(document, cell.content) for cell in table.header.cells)
    ours = _ours(document, table, header, checksum, names)
    place = next((column for column in ours if header[column] == same(key)), 0)
    rows = (table.header, *table.rows)
    return Written(
        header,
        ours,
        table.align,
        tuple(plain_text(document, row.chosen([place])[0].content) for row in table.rows),
        tuple(tuple(text[cell.span.start : cell.span.end] for cell in row.cells) for row in rows),
        tuple(any(cell.span.length for cell in row.excess) for row in table.rows),
    )


def our_parts(text: str, checksum: str, names: Sequence[str]) -> Parts:
    """What our columns say; the author may align them. All that the text says where it is not a table alone."""
    document, table = _table(text)
    if table is None:
        return parts_of(text)
    header = [plain_text(document, cell.content) for cell in table.header.cells]
    said = _said(document, table)
    return [said[column] for column in _ours(document, table, header, checksum, names)]


def same(text: str) -> str:
    """A text as `plain_text` reads it from the cell that shows it."""
    return one_line(canon(text))


def _table(text: str) -> tuple[Document, Table | None]:
    document = parse(Source(text))
    match document.blocks:
        case [Table() as table]:
            return document, table
    return document, None


def _said(document: Document, table: Table) -> Parts:
    """What each column says, its alignment left out."""
    return [part.partition("\x1f")[2] for part in columns_of(document, table)]


def _ours(
    document: Document, table: Table, header: Sequence[str], checksum: str, names: Sequence[str]
) -> tuple[int, ...]:
    """The columns that are ours."""
    wanted = {same(name) for name in names}
    named = tuple(column for column, name in enumerate(header) if name in wanted and header.index(name) == column)
    if not checksum:
        return named
    said = _said(document, table)
    if digest([said[column] for column in named]) == checksum or len(said) > _MOST:
        return named
    some = chain.from_iterable(combinations(range(len(said)), count) for count in range(len(said), 0, -1))
    return next((one for one in some if digest([said[column] for column in one]) == checksum), named)
