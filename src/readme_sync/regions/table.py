"""`table`: rows of data, and beside them the columns that the author has added by hand, kept by key."""

from collections.abc import Sequence

from readme_sync.errors import RequestError
from readme_sync.markdown import Align
from readme_sync.markdown.escape import escape_cell
from readme_sync.model import Region, RegionCheck
from readme_sync.regions._data import Data, chosen, data_of
from readme_sync.regions._held import Lines, held, inner_text
from readme_sync.regions._layout import is_aligned, table_lines
from readme_sync.regions._own_columns import Written, our_parts, same, written_in
from readme_sync.sources.context import DocumentContext


def hold(region: Region, around: DocumentContext) -> RegionCheck:
    """How a table of data stands.

    Raises:
        ReadmeSyncError: the data is not there, has no such column, or one key twice beside columns of the author's.
    """
    kind, name = region.words
    columns = [one.strip() for one in region.option("columns").split(",") if one.strip()]
    data = chosen(data_of(kind, name, around), columns, name)
    key = region.option("key") or data.header[0]
    if key not in data.header:
        raise RequestError(f"the key {key!r} is no column of the table", hint=f"there are {', '.join(data.header[:8])}")
    text = inner_text(around.readme.source, region)
    written = written_in(text, region.checksum, data.header, key)
    aligned = is_aligned(text)
    lost: tuple[str, ...] = ()
    header = tuple(map(escape_cell, data.header))
    if written is None or len(written.ours) == len(written.header):
        align = [_align(written, name) for name in data.header]
        lines = table_lines([header, *data.written], align, aligned=aligned)
    else:
        beside = _beside(written, data, key, name)
        lost = () if region.option("drop") == "yes" else _lost(written, data, key)
        lines = _merged(written, Data(header, data.rows, data.written), data.header, beside, aligned=aligned)
    return held(region, around, Lines(lines, lambda one, checksum: our_parts(one, checksum, data.header), lost))


def _align(written: Written | None, name: str) -> Align:
    """As the author has aligned the column."""
    if written is None or same(name) not in written.header:
        return Align.NONE
    return written.align[written.header.index(same(name))]


def _beside(written: Written, data: Data, key: str, name: str) -> list[int | None]:
    """By row of the data, the row of the table in the document that has its key.

    Raises:
        RequestError: two rows of the data have one key.
    """
    place = data.header.index(key)
    keys = [same(row[place]) for row in data.rows]
    if len(set(keys)) < len(keys):
        twice = next(one for one in keys if keys.count(one) > 1)
        hint = "name another column with key=; rows of your own columns are kept by it"
        raise RequestError(f"{name} has {twice!r} twice as {key!r}", hint=hint)
    if same(key) not in [written.header[column] for column in written.ours]:
        return [None for _ in keys]
    there = {one: row for row, one in reversed(list(enumerate(written.keys, 1)))}
    return [there.get(one) for one in keys]


def _lost(written: Written, data: Data, key: str) -> tuple[str, ...]:
    """The keys of the rows that would go although the author has written something beside them."""
    place = data.header.index(key)
    has_key = same(key) in [written.header[column] for column in written.ours]
    keys = {same(row[place]) for row in data.rows} if has_key else set()
    lost, seen = [], set()
    own = [column for column in range(len(written.header)) if column not in written.ours]
    for row, one in enumerate(written.keys):
        is_kept = one in keys and one not in seen
        seen.add(one)
        if written.hidden[row] or (not is_kept and any(written.cells[row + 1][column] for column in own)):
            lost.append(one)
    return tuple(lost)


def _merged(
    written: Written, data: Data, names: Sequence[str], beside: Sequence[int | None], *, aligned: bool
) -> list[str]:
    """The lines of a table with our columns and the author's, in the order in which they stand."""
    own = [column for column in range(len(written.header)) if column not in written.ours]
    wanted = [same(name) for name in names]
    # of each column whether it is the author's, and its place: in the document, else in the data
    slots = [*((False, column) for column in range(len(names))), *((True, column) for column in own)]
    if [written.header[column] for column in written.ours] == wanted:
        places = iter(range(len(names)))
        slots = [(True, column) if column in own else (False, next(places)) for column in range(len(written.header))]
    align = [written.align[place] if is_own else _align(written, names[place]) for is_own, place in slots]

    def row(cells: Sequence[str], there: int | None) -> list[str]:
        return [
            cells[place] if not is_own else written.cells[there][place] if there is not None else ""
            for is_own, place in slots
        ]

    rows = [row(data.header, 0), *(row(cells, there) for cells, there in zip(data.written, beside, strict=True))]
    return table_lines(rows, align, aligned=aligned)
