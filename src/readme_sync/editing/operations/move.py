"""Move a row or a task to another place."""

from typing import Annotated, NamedTuple

from readme_sync.editing.find import Row, Within, find_item, folded
from readme_sync.editing.operation import ExistingRow, Kind, Line, Parameter, Section, Targets, rows_outcome
from readme_sync.editing.operations._tasks import gap_between, prefix_of, refuse_shared_line, task_of
from readme_sync.editing.operations.add import Place, find_place, insert_rows, next_numbers
from readme_sync.editing.operations.remove import remove
from readme_sync.editing.row_edits import (
    UNCHANGED,
    RowEdits,
    Shape,
    first_of,
    lines_of,
    next_line,
    put_after,
    put_before,
)
from readme_sync.editing.table_style import refuse_groups, row_index, table_at, tracker_of
from readme_sync.errors import RequestError
from readme_sync.markdown import Table
from readme_sync.model import Change, Item, Outcome, Readme, TrackerKind
from readme_sync.text import Edit
from readme_sync.text.regex import regex

_NUMBER = regex(r"#?[0-9]{1,6}(?:[:.)][ \t]*|[、．：][ \t]*|\Z)")


class MoveItem(NamedTuple):
    """Move a row or a task to another place; a task takes along what stands in it.

    ROW is its label, or the number in front of it. Within a table the row stays as it is written; in another table its
    cells go below the same headers.

    Examples:
        readme-sync move "Out of the tar pit" --first
        readme-sync move "toy TCP stack" --before "Huffman coding"
    """

    row: ExistingRow
    before: Annotated[Row | None, Parameter(Kind.ROW, "The row before which it goes.", "ROW")] = None
    after: Annotated[Row | None, Parameter(Kind.ROW, "The row behind which it goes.", "ROW")] = None
    first: Annotated[bool, Parameter(Kind.FLAG, "Before all other rows.")] = False
    last: Annotated[bool, Parameter(Kind.FLAG, "Behind all other rows, but before a total.")] = False
    to: Annotated[Within, Parameter(Kind.TEXT, "Title or `#anchor` of another section to which it goes.", "TITLE")] = (
        None
    )
    section: Section = None
    line: Line = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with the row or task at another place."""
        item = find_item(readme, self.row, self.section, None, self.line)
        near = None if self.to else tracker_of(readme, item)
        place = find_place(readme, self.before, self.after, self.to, first=self.first, near=near)
        change = Change(readme.source.line_of(item.span.start), item.label, "moved")
        return rows_outcome(readme, move(readme, item, place), change, "stands there already")

    def targets(self) -> Targets:
        """Return nothing: it says nothing that another operation may contradict."""
        return ()


def move(readme: Readme, item: Item, place: Place) -> RowEdits:
    """Move an item next to another one; a task takes along what stands in it.

    Within a table the row stays as it is written. In another table its cells go below the same headers, in the style
    of that table, and its number is the next one there.

    Raises:
        RequestError: the other table has not the columns for it, or a task would be moved into itself.
    """
    tracker = tracker_of(readme, item)
    if item.span == place.item.span:
        return UNCHANGED
    if tracker.kind is not place.tracker.kind:
        message = f"{item.label!r} cannot be both a row and a task"
        raise RequestError(message, path=readme.source.path, hint="remove it there and add it here")
    if tracker.kind is TrackerKind.TASKS:
        return _task(readme, item, place)
    refuse_groups(readme, tracker)
    refuse_groups(readme, place.tracker)
    table = table_at(readme, tracker.span)
    if tracker.span == place.tracker.span:
        return _within(readme, table, row_index(table, item), row_index(table, place.item), place)
    return _across(readme, item, table, place)


def _within(readme: Readme, table: Table, index: int, other: int, place: Place) -> RowEdits:
    target = other if place.before else other + 1
    if target in (index, index + 1):
        return UNCHANGED
    source = readme.source
    row = table.rows[index]
    line = source.text[first_of(source, row.span.start) : row.span.end]
    put = put_before if place.before else put_after
    cut = remove(readme, next(one for one in readme.items if one.span == row.span))
    edit = put(source, place.item.span.start, line)
    lines = list(lines_of(table))
    moved = lines.pop(index)
    lines.insert(target - (target > index), moved)
    return RowEdits(_apart([*cut.edits, edit]), (Shape(table, tuple(lines)),))


def _apart(edits: list[Edit]) -> list[Edit]:
    """Return the edits in order; where one puts a text right behind what another takes away, both are one."""
    first, second = sorted(edits)
    if first.span.end == second.span.start and not second.span.length and not first.replacement:
        return [Edit(first.span, second.replacement)]
    return [first, second]


def _across(readme: Readme, item: Item, table: Table, place: Place) -> RowEdits:
    target = table_at(readme, place.tracker.span)
    row = table.rows[row_index(table, item)]
    contents = [""] * len(target.align)
    headers = [folded(text) for text in place.tracker.header]
    source_headers = [folded(text) for text in tracker_of(readme, item).header]
    for column, (header, cell) in enumerate(zip(source_headers, row.cells, strict=True)):
        content = readme.source.text[cell.span.start : cell.span.end]
        same = headers.index(header) if headers.count(header) == 1 and source_headers.count(header) == 1 else None
        if headers == source_headers:
            same = column
        if column == 0 and item.number_span is not None and cell.span.contains(item.number_span):
            content = _NUMBER.sub("", content, count=1)
        if not content:
            continue
        if same is None:
            name = tracker_of(readme, item).header[column]
            line = readme.source.line_of(place.tracker.span.start)
            message = f"has no column {name!r} for {item.label!r}"
            raise RequestError(message, path=readme.source.path, line=line, hint="add it there by hand")
        contents[same] = content
    number = next(next_numbers(target, row_index(target, place.item), before=place.before))
    contents[0] = f"{number}{contents[0]}".strip()
    put = insert_rows(readme, place, target, [(contents, {})])
    cut = remove(readme, item)
    return RowEdits(sorted([*cut.edits, *put.edits]), (*cut.shapes, *put.shapes))


def _task(readme: Readme, item: Item, place: Place) -> RowEdits:
    task, near = task_of(readme, item), task_of(readme, place.item)
    source = readme.source
    if task.node.span.contains(near.node.span):
        line = source.line_of(near.node.span.start)
        message = f"{place.item.label!r} stands in {item.label!r}"
        raise RequestError(message, path=source.path, line=line, hint="choose another place")
    refuse_shared_line(readme, item, task.node)
    if place.before:
        refuse_shared_line(readme, place.item, near.node)
    same = task.outer is near.outer
    target = near.number if place.before else near.number + 1 + near.inside
    if same and task.depth == near.depth and target in (task.number, task.number + 1 + task.inside):
        return UNCHANGED
    text = _indented(readme, item, task.node.span.start, task.node.span.end, prefix_of(readme, near.node))
    gap = gap_between(readme, near)
    if place.before:
        edit = put_before(
            source, near.node.span.start, text + (source.newline + gap).removesuffix(source.newline) if gap else text
        )
    else:
        edit = put_after(source, near.node.span.end, gap + text)
    cut = remove(readme, item, children=True)
    lines = list(lines_of(task.outer))
    block = [
        (str(int(depth) - task.depth + near.depth), box, content)
        for depth, box, content in lines[task.number : task.number + 1 + task.inside]
    ]
    edits = sorted([*cut.edits, edit])
    if same:
        del lines[task.number : task.number + 1 + task.inside]
        at = target - (1 + task.inside if target > task.number else 0)
        return RowEdits(_apart(edits), (Shape(task.outer, (*lines[:at], *block, *lines[at:])),))
    others = lines_of(near.outer)
    shape = Shape(near.outer, (*others[:target], *block, *others[target:]))
    return RowEdits(edits, (*cut.shapes, shape))


def _indented(readme: Readme, item: Item, start: int, end: int, prefix: str) -> str:
    """Return a task's lines with another indentation."""
    source = readme.source
    old = source.text[first_of(source, start) : start]
    parts: list[str] = []
    position = first_of(source, start)
    while position < end:
        following = min(next_line(source, position), end)
        line = source.text[position:following]
        if line.startswith(old):
            parts.append(prefix + line[len(old) :])
        elif not line.strip(" \t>\r\n"):
            parts.append(line)
        else:
            number = source.line_of(position)
            message = f"{item.label!r} has a line that is not indented"
            raise RequestError(message, path=source.path, line=number, hint="move it by hand")
        position = following
    return "".join(parts)


OPERATION = MoveItem
