"""`table`: rows of data, and beside them the columns that the author has added by hand, kept by key."""

from collections.abc import Mapping, Sequence
from itertools import chain, combinations
from typing import Any, NamedTuple
from urllib.parse import quote

from readme_sync.errors import RequestError
from readme_sync.markdown import Align, Document, Table, parse
from readme_sync.markdown.escape import canon, escape_cell
from readme_sync.markdown.plain_text import one_line, plain_text
from readme_sync.model import IssueState, Region, RegionCheck, RegionState
from readme_sync.regions._held import (
    Lines,
    Parts,
    columns_of,
    digest,
    held,
    inner_text,
    is_aligned,
    parts_of,
    table_lines,
)
from readme_sync.sources import from_issue, from_json, from_toml, from_yaml
from readme_sync.sources.context import DocumentContext, github_of
from readme_sync.sources.data_files import at_pointer, parsed
from readme_sync.sources.from_csv import parse as parse_csv
from readme_sync.text import Source
from readme_sync.text.regex import regex

# The rows from which a table is made: of CSV, JSON, YAML and TOML files, or one per file.

_FILE = "File"


class Data(NamedTuple):
    """Rows of texts, as many cells each as there are columns; `written` are the cells as Markdown that shows them."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    written: tuple[tuple[str, ...], ...]


def data_of(kind: str, name: str, around: DocumentContext) -> Data:
    """Return the rows of a file, or of the files that match a pattern.

    Raises:
        ReadmeSyncError: there is none, or it holds no rows.
    """
    if kind == "files":
        return _files(name, around)
    if kind == "issues":
        return _issues(name, around)
    header, rows = _sheet(name, around) if kind == "csv" else _entries(kind, name, around)
    if not header:
        raise RequestError(f"{name} has no entries, so no columns", hint="choose them with columns=")
    return Data(header, rows, tuple(tuple(map(escape_cell, row)) for row in rows))


def chosen(data: Data, names: Sequence[str], name: str) -> Data:
    """Return some columns of the rows, in that order; all of them where none is named.

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
    """Return a row for each file that matches, with a link to it."""
    paths = around.surroundings.glob(pattern)
    if not paths:
        raise RequestError(f"no file matches {pattern!r}", hint="check the pattern")
    links = [f"[{escape_cell(path, alone=False)}]({quote(path)})" for path in paths]
    return Data((_FILE,), tuple((path,) for path in paths), tuple((link,) for link in links))


ISSUE = "Issue"
_COLUMNS = (ISSUE, "Title", "State", "Labels", "Assignees", "Milestone", "Progress")
_SHOWN = (ISSUE, "Title", "State")
"""The columns of a table of issues where none is chosen."""
_WORDS = {
    IssueState.OPEN: "Open",
    IssueState.BEGUN: "In progress",
    IssueState.DONE: "Done",
    IssueState.NOT_PLANNED: "Not planned",
}
_LONGEST = 1_000
_PINGS = regex(r"(?<![&\w])[@#](?=\w)|(?<=\w)#(?=[0-9])|(?<=:)(?=[\w+-]{1,40}:)|(?<=GH-)(?=[0-9])|(?<=\$)(?=\S)")


def _issues(search: str, around: DocumentContext) -> Data:
    """Return a row for each issue that a search finds."""
    github = github_of(around, f"issues {search!r}")
    found, repository = github.found(search), github.repository()
    _refuse_wide(_COLUMNS, found, f"issues {search!r}", around)
    rows, written = [], []
    for issue in found:
        done, total = from_issue.parts_of(issue) or (0, 0)
        others = (
            issue.title[:_LONGEST],
            _WORDS[issue.state],
            ", ".join(issue.labels),
            ", ".join(issue.assignees),
            issue.milestone,
            f"{done}/{total}" if total else "",
        )
        rows.append((f"#{issue.number}", *others))
        written.append((f"[#{issue.number}]({repository.address_of(issue)})", *map(untrusted, others)))
    return Data(_COLUMNS, tuple(rows), tuple(written))


def untrusted(text: str) -> str:
    """Return the source of a cell that shows a text of anybody: GitHub makes no mention, no number, no emoji of it."""
    return _PINGS.sub(lambda found: f"{found[0]}<!-- -->", escape_cell(text))


def _sheet(path: str, around: DocumentContext) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    sheet = parsed(path, "csv", parse_csv, around)
    header: tuple[str, ...] = sheet.header
    if len(set(header)) < len(header):
        twice = next(name for place, name in enumerate(header) if name in header[:place])
        raise RequestError(f"{path} has two columns {twice!r}", hint="name them apart")
    _refuse_wide(header, sheet.rows, path, around)
    return header, tuple(tuple(row[name] for name in header) for row in sheet.rows)


def _entries(kind: str, name: str, around: DocumentContext) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the entries of a list, each with its fields."""
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
    found: object = parsed(path, kind, parsers.get(kind, from_yaml.parse), around)
    return found


def _text(value: Any, origin: str) -> str:  # noqa: ANN401  whatever data files hold
    """Return a value as a cell shows it.

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


# A table as it stands in a region: which of its columns are ours, and what the author has written beside them.

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
    """Return the table that a text is; None where it is anything else.

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
    """Return what our columns say; the author may align them. All that the text says where it is not a table alone."""
    document, table = _table(text)
    if table is None:
        return parts_of(text)
    header = [plain_text(document, cell.content) for cell in table.header.cells]
    said = _said(document, table)
    return [said[column] for column in _ours(document, table, header, checksum, names)]


def same(text: str) -> str:
    """Return a text as `plain_text` reads it from the cell that shows it."""
    return one_line(canon(text))


def _table(text: str) -> tuple[Document, Table | None]:
    document = parse(Source(text))
    match document.blocks:
        case [Table() as table]:
            return document, table
    return document, None


def _said(document: Document, table: Table) -> Parts:
    """Return what each column says, its alignment left out."""
    return [part.partition("\x1f")[2] for part in columns_of(document, table)]


def _ours(
    document: Document, table: Table, header: Sequence[str], checksum: str, names: Sequence[str]
) -> tuple[int, ...]:
    """Return the columns that are ours."""
    wanted = {same(name) for name in names}
    named = tuple(column for column, name in enumerate(header) if name in wanted and header.index(name) == column)
    if not checksum:
        return named
    said = _said(document, table)
    if digest([said[column] for column in named]) == checksum or len(said) > _MOST:
        return named
    some = chain.from_iterable(combinations(range(len(said)), count) for count in range(len(said), 0, -1))
    return next((one for one in some if digest([said[column] for column in one]) == checksum), named)


def _with_vanished(written: Written, data: Data) -> Data:
    """Return the rows of issues in the order in which they stand, new ones last; those that left are struck through.

    An issue leaves a search when it is deleted or moved, too: what was written about it is never dropped in silence.
    """
    known = {row[data.header.index(ISSUE)]: place for place, row in enumerate(data.rows)}
    places = {name: column for column in written.ours for name in data.header if written.header[column] == same(name)}
    rows, cells, seen = [], [], set[str]()
    for index, key in enumerate(written.keys):
        if key in seen or not _NUMBERED.fullmatch(key):
            continue
        seen.add(key)
        if key in known:
            rows.append(data.rows[known[key]])
            cells.append(data.written[known[key]])
            continue
        there = written.cells[index + 1]
        own = {name: there[places[name]] if name in places else "" for name in data.header}
        own[ISSUE] = own[ISSUE] if own[ISSUE].startswith("~~") else f"~~{own[ISSUE]}~~"
        rows.append(tuple(key if name == ISSUE else "" for name in data.header))
        cells.append(tuple(own.values()))
    new = [place for key, place in known.items() if key not in seen]
    rows += [data.rows[place] for place in new]
    cells += [data.written[place] for place in new]
    return Data(data.header, tuple(rows), tuple(cells))


_NUMBERED = regex(r"#[1-9][0-9]{0,8}")


def _unasked(region: Region, around: DocumentContext, names: Sequence[str]) -> RegionCheck:
    """Return how a table of issues stands where GitHub is not asked: only whether somebody edited it can be said."""
    text = inner_text(around.readme.source, region)
    is_ours = not text.strip() or digest(our_parts(text, region.checksum, names)) == region.checksum
    standing = RegionState.RIGHT if is_ours else RegionState.EDITED if region.checksum else RegionState.STRANGE
    return RegionCheck(standing, around.readme.source.slice(region.inside), region.checksum)


def hold(region: Region, around: DocumentContext) -> RegionCheck:
    """Return how a table of data stands.

    Raises:
        ReadmeSyncError: the data is not there, has no such column, or one key twice beside columns of the author's.
    """
    kind, name = region.words
    columns = [one.strip() for one in region.option("columns").split(",") if one.strip()]
    if region.is_online:
        columns = columns or list(_SHOWN)
        if ISSUE not in columns or region.option("key", ISSUE) != ISSUE:
            hint = f"name {ISSUE} among the columns, and no other key"
            raise RequestError(f"rows of issues are kept by {ISSUE}", hint=hint)
        if around.shared.github is None:
            return _unasked(region, around, columns)
    data = chosen(data_of(kind, name, around), columns, name)
    key = region.option("key") or (ISSUE if region.is_online else data.header[0])
    if key not in data.header:
        raise RequestError(f"the key {key!r} is no column of the table", hint=f"there are {', '.join(data.header[:8])}")
    text = inner_text(around.readme.source, region)
    written = written_in(text, region.checksum, data.header, key)
    if written is not None and region.is_online and region.option("drop") != "yes":
        data = _with_vanished(written, data)
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
    """Return the keys of the rows that would go although the author has written something beside them."""
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
    """Return the lines of a table with our columns and the author's, in the order in which they stand."""
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
