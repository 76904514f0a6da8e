"""A region as it stands, next to what it should hold; the sections or documents it has a line for; tables as lines."""

import posixpath
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote, unquote

from readme_sync.errors import RequestError
from readme_sync.markdown import (
    Align,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Container,
    Document,
    Emphasis,
    Heading,
    Html,
    HtmlBlock,
    Image,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Table,
    Text,
    parse,
    plain,
)
from readme_sync.markdown.nodes import Nest
from readme_sync.model import Item, Progress, Readme, Region, RegionCheck, RegionState, Tracker
from readme_sync.model.settings import round_percent
from readme_sync.notations import named
from readme_sync.notations.local_picture import MOST_ROWS, Chart
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.from_items import counted, section_at, ways_of
from readme_sync.text import Excerpt, Source
from readme_sync.text.regex import regex
from readme_sync.text.width import padded, width

# What `summary` and `chart` have a line for: sections with items, or documents, and what these come to.

_WILD = regex(r"[*?\[]")
_MARKDOWN = (".md", ".markdown")
_DEEPEST = 6
_NO_HEADING = "Introduction"
"""What stands before the first heading."""


class Line(NamedTuple):
    """A section or a document, and what its items come to.

    Attributes:
        title: its plain text.
        target: where a link to it leads, "" for nowhere.
        done, total: items.
        percent: 0 to 100; None where no item says anything.
    """

    title: str
    target: str
    done: int
    total: int
    percent: float | None


class Counted(NamedTuple):
    """The lines in order, and what all of them come to; `noun` is what they are."""

    noun: str
    lines: tuple[Line, ...]
    whole: Line


def lines_of(region: Region, around: DocumentContext) -> Counted:
    """Return what a region has a line for.

    Raises:
        ReadmeSyncError: a document cannot be read, there is no such section, or nothing is counted.
    """
    of, depth = region.option("of"), region.option("depth")
    return around.once(("lines", of, depth), lambda: _lines_of(of, depth, around))


def _lines_of(of: str, depth: str, around: DocumentContext) -> Counted:
    if _WILD.search(of):
        return _documents(of, around)
    path, _, anchor = of.partition("#")
    there = around.document(path) if path else around
    scope = section_at(there.readme, anchor) if anchor else 0
    return _sections(there, scope, depth, quote(path))


def bar(percent: float | None, cells: int) -> str:
    """Return a bar of so many cells: full only where all is done, empty only where nothing is."""
    text = f"{'░' * cells} 0%"  # with a percent beside it a bar of few cells is one, too
    for start, end, new in reversed(named("bar").write(text, Progress.of_percent(percent or 0.0))):
        text = text[:start] + new + text[end:]
    return text[:cells]


def percent(line: Line) -> str:
    """Return `43%`; `?` where no item says anything."""
    return "?" if line.percent is None else f"{round_percent(line.percent):.0f}%"


def _documents(pattern: str, around: DocumentContext) -> Counted:
    """One line per document with items; this one is none of them."""
    lines: list[Line] = []
    items: list[Item] = []
    for path in around.surroundings.glob(pattern):
        there = around.document(path) if path.lower().endswith(_MARKDOWN) else around
        if there is not around and (found := _items(there, there.readme.trackers)):
            lines.append(_line(_title(there.readme, path), quote(path), found))
            items += found
    if not lines:
        raise RequestError(f"no document that matches {pattern!r} holds items", hint="check the pattern")
    return Counted("Document", tuple(lines), _line("Total", "", items))


def _title(readme: Readme, path: str) -> str:
    """Return the document's first heading, else the name of its file."""
    return next((one.title for one in readme.sections[1:] if one.title), posixpath.basename(path))


def _sections(there: DocumentContext, scope: int, depth: str, path: str) -> Counted:
    """One line per section with items of its own, as deep as wanted.

    By default as deep as it takes to have more than one line.
    """
    readme = there.readme
    span = readme.sections[scope].span
    first = bisect_left(readme.trackers, span.start, key=lambda one: one.span.start)
    last = bisect_left(readme.trackers, span.end, key=lambda one: one.span.start)
    inside = readme.trackers[first:last]
    trackers = [one for one in inside if span.contains(one.span) and not one.is_summary]
    groups: dict[int, list[Tracker]] = {}
    for deepest in [int(depth)] if depth else range(1, _DEEPEST + 1):
        groups = {}
        for tracker in trackers:
            groups.setdefault(_line_for(readme, tracker.section, scope, deepest), []).append(tracker)
        if len(groups) > 1:
            break
    found = [(index, items) for index, some in sorted(groups.items()) if (items := _items(there, some))]
    if not found:
        place = f"#{readme.sections[scope].anchor}" if scope else path or "the document"
        raise RequestError(f"there are no items in {place} to count", hint="name another section with of=")
    lines = [
        _line(section.title or section.anchor or _NO_HEADING, f"{path}#{section.anchor}" if index else path, items)
        for index, items in found
        for section in [readme.sections[index]]
    ]
    return Counted("Section", tuple(lines), _line("Total", "", [item for _, items in found for item in items]))


def _line_for(readme: Readme, section: int, scope: int, deepest: int) -> int:
    """Return the section that has the line in which the items of a section are counted."""
    while section != scope and readme.sections[section].level > deepest:
        section = readme.sections[section].parent or 0
    return section


def _items(there: DocumentContext, trackers: Iterable[Tracker]) -> list[Item]:
    """Return the items in some trackers that count."""
    return list(counted(there, [item for one in trackers if not one.is_summary for item in one.items]))


def _line(title: str, target: str, items: Sequence[Item]) -> Line:
    ways = ways_of(items)
    last = ways[-1]
    return Line(title, target, int(last.done), int(last.total or 0), ways[0].percent)


# What a text says, whatever its formatting: what formatters change is left out, what a reader sees is in.

Parts = list[str]
"""What a text says, part by part; a table is one part per column."""

_LENGTH = 8


def digest(parts: Parts) -> str:
    """Return the checksum of some parts: 8 hexadecimal digits."""
    return sha256("\x1d".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def parts_of(text: str) -> Parts:
    """Return all that a text says. Linear."""
    document = parse(Source(text))
    return [part for block in document.blocks for part in parts_of_block(document, block)]


def parts_of_block(document: Document, block: Block) -> Parts:
    """Return what one block says."""
    return columns_of(document, block) if isinstance(block, Table) else ["\x1e".join(_block(document, block))]


def columns_of(document: Document, table: Table) -> Parts:
    """Return what each column of a table says."""
    rows = [row.cells for row in (table.header, *table.rows)]
    return [
        "\x1f".join([align, *(cell_text(document, cells[column]) for cells in rows)])
        for column, align in enumerate(table.align)
    ]


def cell_text(document: Document, cell: Cell) -> str:
    """Return what a cell says."""
    return _inline(document, cell.content)


def _block(document: Document, block: Block) -> Iterator[str]:
    """Yield what a block says that is no table, those inside it included."""
    stack: list[Iterator[Block]] = [iter([block])]
    while stack:
        for one in stack[-1]:
            yield _said(document, one)
            if isinstance(one, Container):
                stack.append(iter(one.children))
                break
        else:
            yield "end"
            stack.pop()


def _said(document: Document, block: Block) -> str:
    match block:
        case Heading(content=content, level=level):
            return f"h{level} {_inline(document, content)}"
        case Paragraph(content=content):
            return f"p {_inline(document, content)}"
        case CodeBlock(content=content, info=info):
            return f"code {info} {content.text.rstrip()}"
        case HtmlBlock(content=content):
            return f"html {' '.join(content.text.split())}"
        case Table():
            return "\x1f".join(["table", *columns_of(document, block)])
        case List(ordered=ordered):
            return f"list {ordered}"
        case ListItem(box=box):
            return f"item {box.checked if box else ''}"
        case Quote():
            return "quote"
    return type(block).__name__


def _inline(document: Document, content: Excerpt) -> str:
    """Return what a paragraph, a heading or a cell says: words, and where links lead."""
    parts: list[str] = []
    stack: list[tuple[Iterator[Inline], str]] = [(iter(document.inlines(content)), "")]
    while stack:
        inlines, end = stack[-1]
        for one in inlines:
            if isinstance(one, Link) and _is_bare(one):
                parts.append(plain(one.children))
                continue
            parts.append(_written(one))
            if isinstance(one, Nest):
                stack.append((iter(one.children), _end(one)))
                break
        else:
            parts.append(end)
            stack.pop()
    return " ".join("".join(parts).split())


def _is_bare(link: Link) -> bool:
    """Return whether a link is only an address: formatters take the escapes away that keep it from being one."""
    return link.destination in {scheme + plain(link.children) for scheme in ("", "http://", "mailto:")}


def _written(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case Code(text=text):
            return f"\x02{text}\x03"
        case Html(text=text):
            return text
        case Break(hard=hard):
            return "\x04" if hard else " "
        case Image():
            return "\x05"
        case Link():
            return "\x06"
        case Emphasis(style=style):
            return f"\x07{style}"


def _end(nest: Nest) -> str:
    match nest:
        case Link(destination=destination) | Image(destination=destination):
            return f"\x08{unquote(destination)}\x0e"
    return "\x0e"


# Tables as lines of Markdown.

_SHORTEST = 3
_COLONS = {Align.NONE: ("", ""), Align.LEFT: (":", ""), Align.CENTER: (":", ":"), Align.RIGHT: ("", ":")}


def is_aligned(text: str) -> bool:
    """Return whether a text holds a table with aligned columns: all its lines are equally long."""
    table = next((block for block in parse(Source(text)).blocks if isinstance(block, Table)), None)
    if table is None:
        return False
    lines = [text[row.span.start : row.span.end] for row in (table.header, *table.rows)]
    lines.append(text[table.delimiter.start : table.delimiter.end])
    return any(len({measure(line.rstrip()) for line in lines}) == 1 for measure in (width, len))


def table_lines(rows: Sequence[Sequence[str]], align: Sequence[Align], *, aligned: bool) -> list[str]:
    """Return the lines of a table; the first row is its header.

    Args:
        rows: the cells as they are to be written.
        align: by column.
        aligned: whether the columns get equal widths; else one blank stands around each cell.
    """
    if not aligned:
        dashes = [_delimiter(one, _SHORTEST + sum(map(len, _COLONS[one]))) for one in align]
        return [_line_held(row) for row in (rows[0], dashes, *rows[1:])]
    widths = [max(_SHORTEST, *(width(row[column]) for row in rows)) for column in range(len(align))]
    dashes = [_delimiter(one, columns) for one, columns in zip(align, widths, strict=True)]
    padded_rows = [
        [_padded(*cell) for cell in zip(row, widths, align, strict=True)] for row in (rows[0], dashes, *rows[1:])
    ]
    return [_line_held(row) for row in padded_rows]


def _line_held(cells: Sequence[str]) -> str:
    return "|" + "".join(f" {text} |" if text else " |" for text in cells)


def _delimiter(align: Align, columns: int) -> str:
    first, last = _COLONS[align]
    return f"{first}{'-' * max(columns - len(first) - len(last), 1)}{last}"


def _padded(text: str, columns: int, align: Align) -> str:
    blanks = columns - width(text)
    if align is Align.RIGHT:
        return " " * blanks + text
    if align is Align.CENTER:
        return " " * (blanks // 2) + text + " " * (blanks - blanks // 2)
    return padded(text, columns)


def _all_parts(text: str, _checksum: str) -> Parts:
    return parts_of(text)


class Lines(NamedTuple):
    """What a kind of region writes.

    Attributes:
        lines: without line ends.
        parts: which parts of a region are ours, given what stands in it and the checksum of its end; all by default.
        lost: the keys of rows that would go, with what the author has written beside them.
    """

    lines: Sequence[str]
    parts: Callable[[str, str], Parts] = _all_parts
    lost: tuple[str, ...] = ()


def held(region: Region, around: DocumentContext, written: Lines) -> RegionCheck:
    """Return how a region stands to the lines that it should hold, which stand on lines of their own."""
    source = around.readme.source
    before = prefix(source, region)
    standing_text = inner_text(source, region)
    wanted_text = "\n".join(written.lines)
    is_empty = not standing_text.strip()
    is_alike = standing_text.strip("\n") == wanted_text or (
        not is_empty and parts_of(standing_text) == parts_of(wanted_text)
    )
    wanted = around.once((written.parts, wanted_text), lambda: digest(written.parts(wanted_text, "")))
    now = wanted if is_alike else digest(written.parts(standing_text, region.checksum))
    standing = _standing(is_alike, region.checksum, now, is_empty=is_empty)
    if is_alike:
        return RegionCheck(standing, source.slice(region.inside), wanted)
    # A blank line at both ends: formatters would put one there, and Markdown begins anew behind it.
    lines = [before + line if line else before.rstrip() for line in ("", *written.lines, "")]
    end = source.newline_at(region.opening.end)
    inside = "".join(end + line for line in (*lines, before))
    if written.lost and standing is RegionState.STALE:
        standing = RegionState.LOSING
    return RegionCheck(standing, inside, wanted, written.lost)


def _standing(is_alike: bool, checksum: str, now: str, *, is_empty: bool) -> RegionState:  # noqa: FBT001  one of three
    if is_alike:
        return RegionState.RIGHT if checksum == now else RegionState.UNSIGNED
    if is_empty:
        return RegionState.EMPTY
    return RegionState.STRANGE if not checksum else RegionState.STALE if checksum == now else RegionState.EDITED


_MARKUP = regex(r"[\\`*_\[\]<>&~$|!:@]")


def picture(chart: Chart, around: DocumentContext) -> Lines:
    """Return the line with the picture of a chart.

    Raises:
        RequestError: it has too many rows.
    """
    if len(chart.rows) > MOST_ROWS:
        raise RequestError(
            f"a picture has at most {MOST_ROWS} rows, and this one {len(chart.rows)}", hint="use as=text"
        )
    address = f"{around.surroundings.from_top(around.readme.settings.pictures)}/{chart.name}"
    # Not as in other lines: in an alternative text GitHub shows comments, which keep addresses from being links.
    words = _MARKUP.sub(lambda found: found[0] if found[0] == ":" else "\\" + found[0], chart.words)
    return Lines([f"![{words}]({address if '/' in address else f'./{address}'})"])


def prefix(source: Source, region: Region) -> str:
    """What stands before the closing marker in its line, and so before each line of the region: the signs of quotes."""
    start = source.line_start(region.closing.start)
    return source.text[start : region.closing.start]


def inner_text(source: Source, region: Region) -> str:
    """Return the lines of a region without the signs of quotes and lists before them, ended by LF."""
    before = prefix(source, region)
    lines = source.slice(region.inside).replace("\r\n", "\n").replace("\r", "\n").split("\n")[1:-1]
    return "\n".join(_without(line, before) for line in lines)


def _without(line: str, before: str) -> str:
    """Return the line without the prefix, as far as it has it."""
    if line.startswith(before):
        return line[len(before) :]
    end = 0
    while end < min(len(line), len(before)) and line[end] in " \t>" and (line[end] == ">") <= (">" in before[end:]):
        end += 1
    return line[end:]
