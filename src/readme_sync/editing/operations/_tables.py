"""New lines for a table, in its own style; and which table and row an item is."""

from collections.abc import Sequence

from readme_sync.editing.table_style import TableStyle, padding_of, slack_is_before
from readme_sync.errors import RequestError
from readme_sync.markdown import Row, Table
from readme_sync.model import Item, Readme, Tracker, TrackerKind
from readme_sync.text import Span

_SPACES = " \t\v\f"


def table_at(readme: Readme, span: Span) -> Table:
    """Return the table that stands there."""
    return next(table for table in readme.document.tables if table.span == span)


def tracker_of(readme: Readme, item: Item) -> Tracker:
    """Return the tracker that holds an item.

    Raises:
        RequestError: it is a block of lines, which only `set` changes.
    """
    tracker = next(
        one
        for one in readme.trackers
        if one.span.start <= item.span.start < max(one.span.end, one.span.start + 1)
        and any(item.span == other.span for other in one.items)
    )
    refuse_lines(readme, tracker)
    return tracker


def refuse_lines(readme: Readme, tracker: Tracker) -> None:
    """Refuse the lines of a code block."""
    if tracker.kind is TrackerKind.LINES:
        line = readme.source.line_of(tracker.span.start)
        hint = "edit its lines by hand; set changes their figures"
        raise RequestError("is a code block", path=readme.source.path, line=line, hint=hint)


def row_index(table: Table, item: Item) -> int:
    """Return which data row of its table an item is."""
    return next(index for index, row in enumerate(table.rows) if row.span == item.span)


def new_line(style: TableStyle, template: Row, contents: Sequence[str]) -> str:
    """Return a line with these contents, written as `template`, without what stands before the table's lines."""
    text = template.text
    written = template.written
    line = text[template.span.start : template.span.end].rstrip(_SPACES)
    opening = line.startswith("|") or not contents[0]
    closing = (line.endswith("|") and len(written) >= min(2, len(contents))) or not any(contents)
    if len(written) < len(contents) and line.endswith("|"):
        closing = True
    parts: list[str] = ["|" if opening else ""]
    for column, content in enumerate(contents):
        least = style.padding[column]
        before, behind = least
        is_right = False
        if column < len(written) and written[column].span.length:
            is_right = slack_is_before(style, column, padding_of(text, written[column]))
        if column == 0 and not opening:
            before = ""
        if column == len(contents) - 1 and not closing:
            parts.append(before + content)
            continue
        extent = style.extents[column]
        spaces = 0
        if extent is not None:
            space = extent - (column == 0 and opening)
            spaces = max(0, space - style.measure(before + content + behind))
        if is_right:
            before += " " * spaces
        else:
            behind += " " * spaces
        parts.append(f"{before}{content}{behind}|")
    return "".join(parts)


def widths(style: TableStyle, contents: Sequence[str], *, opening: bool) -> tuple[int | None, ...]:
    """Return the extents of columns that have space for these contents too; `opening`: a pipe begins the line."""
    found: list[int | None] = []
    for column, content in enumerate(contents):
        extent = style.extents[column]
        least = style.padding[column]
        needed = style.measure(f"{least.before if column or opening else ''}{content}{least.behind}")
        needed += column == 0 and opening
        found.append(None if extent is None else max(extent, needed))
    return tuple(found)
