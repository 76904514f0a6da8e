"""Remove a row of a table, or a task."""

from typing import Annotated, NamedTuple

from readme_sync.editing.find import find_item
from readme_sync.editing.operation import ExistingRow, Kind, Line, Parameter, Section, Targets, rows_outcome
from readme_sync.editing.operations._tasks import Task, refuse_shared_line, task_of
from readme_sync.editing.row_edits import RowEdits, Shape, first_of, lines_of, next_line, without_lines
from readme_sync.editing.table_style import refuse_groups, row_index, table_at, tracker_of
from readme_sync.errors import RequestError
from readme_sync.markdown import Paragraph
from readme_sync.model import Change, Item, Outcome, Readme, TrackerKind
from readme_sync.text import Edit


class RemoveItem(NamedTuple):
    """Remove a row of a table, or a task.

    ROW is its label, or the number in front of it. A task in which other tasks stand is removed with --children only.

    Examples:
        readme-sync remove Rustlings --dry-run
        readme-sync remove "A key-value store" --children
    """

    row: ExistingRow
    children: Annotated[bool, Parameter(Kind.FLAG, "Take along what stands in a task.")] = False
    section: Section = None
    line: Line = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document without the row or task."""
        item = find_item(readme, self.row, self.section, None, self.line)
        rows = remove(readme, item, children=self.children)
        change = Change(readme.source.line_of(item.span.start), item.label, "removed")
        return rows_outcome(readme, rows, change, "")

    def targets(self) -> Targets:
        """Return nothing: it says nothing that another operation may contradict."""
        return ()


def remove(readme: Readme, item: Item, *, children: bool = False) -> RowEdits:
    """Take a table's row or a task away, lines and all; the table of the last row keeps its header.

    Args:
        readme: the document.
        item: the row or task.
        children: take along what stands in a task, further tasks and paragraphs.

    Raises:
        RequestError: it is a line of code, or a task that holds more than its own text.
    """
    tracker = tracker_of(readme, item)
    if tracker.kind is TrackerKind.TABLE:
        table = table_at(readme, tracker.span)
        index = row_index(table, item)
        if item.cells and item.cells[0]:
            following = [one for one in tracker.rows if one.span.start > item.span.start]
            if following and not following[0].cells[0]:
                refuse_groups(readme, tracker)
        lines = lines_of(table)
        edit = without_lines(readme.source, item.span.start, item.span.start)
        return RowEdits([edit], (Shape(table, (*lines[:index], *lines[index + 1 :])),))
    task = task_of(readme, item)
    refuse_shared_line(readme, item, task.node)
    held = len([child for child in task.node.children if not isinstance(child, Paragraph)]) or task.inside
    if not children and (held or len(task.node.children) > 1):
        what = f"{task.inside} items" if task.inside > 1 else "an item" if task.inside else "more than its text"
        line = readme.source.line_of(item.span.start)
        message = f"{item.label!r} holds {what}"
        raise RequestError(message, path=readme.source.path, line=line, hint="take all away with `children`")
    lines = lines_of(task.outer)
    left = (*lines[: task.number], *lines[task.number + 1 + task.inside :])
    return RowEdits([_cut(readme, task)], (Shape(task.outer, left),))


def _cut(readme: Readme, task: Task) -> Edit:
    """Take a task's lines away, and the blank lines to the next item, or those from the one before."""
    source = readme.source
    siblings = task.holder.children
    place = next(index for index, child in enumerate(siblings) if child is task.node)
    whole = without_lines(source, task.node.span.start, task.node.span.end)
    if place + 1 < len(siblings):
        end = first_of(source, siblings[place + 1].span.start)
        return Edit(whole.span._replace(end=end), "")
    if place > 0:
        start = min(whole.span.start, next_line(source, siblings[place - 1].span.end))
        return Edit(whole.span._replace(start=start), "")
    return whole


OPERATION = RemoveItem
