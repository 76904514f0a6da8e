"""Where tasks stand in their lists, and the text of new ones."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.editing.row_edits import first_of, list_items, tables_and_lists
from readme_sync.errors import RequestError
from readme_sync.markdown import Container, List, ListItem
from readme_sync.model import Item, Progress, Readme, State
from readme_sync.notations import Target, named


class Task(NamedTuple):
    """A task's place.

    Attributes:
        outer: the outermost list.
        holder: the list in which it stands.
        node: the list item.
        number: its place among all items of `outer`, in document order.
        depth: how many lists stand around its list.
        inside: how many items of `outer` stand in it.
    """

    outer: List
    holder: List
    node: ListItem
    number: int
    depth: int
    inside: int


def task_of(readme: Readme, item: Item) -> Task:
    """Return the place of a task."""
    return tasks_of(readme, [item])[0]


def tasks_of(readme: Readme, wanted: Sequence[Item]) -> list[Task]:
    """Return the places of some tasks of one tracker. Linear in the list's length."""
    _, lists = tables_and_lists(readme.document)
    outer = next(one for one in lists if one.span.start <= wanted[0].span.start <= one.span.end)
    items = list_items(outer)
    starts = [node.span.start for node, _ in items]
    holders = {id(child): holder for holder in [outer, *_inner(items)] for child in holder.children}
    found = []
    for item in wanted:
        index = bisect_left(starts, item.span.start)
        node, depth = items[index]
        inside = bisect_left(starts, node.span.end) - index - 1
        found.append(Task(outer, holders[id(node)], node, index, depth, max(inside, 0)))
    return found


def _inner(items: Sequence[tuple[ListItem, int]]) -> Iterator[List]:
    """Yield the lists in list items, whatever else is around them."""
    for node, _ in items:
        stack: list[Container] = [node]
        while stack:
            for child in stack.pop().children:
                if isinstance(child, List):
                    yield child
                elif isinstance(child, Container):
                    stack.append(child)


def prefix_of(readme: Readme, node: ListItem) -> str:
    """Return what stands before the further lines at a list item's level: indentation, the markers of quotes."""
    source = readme.source
    before = source.text[first_of(source, node.span.start) : node.span.start]
    return "".join(char if char in " \t>" else " " for char in before)


def stands_alone(readme: Readme, node: ListItem) -> bool:
    """Return whether nothing but indentation and quotes stands before an item on its line."""
    source = readme.source
    return not source.text[first_of(source, node.span.start) : node.span.start].strip(" \t>")


def refuse_shared_line(readme: Readme, item: Item, node: ListItem) -> None:
    """Refuse an item that begins on the line of another (`- - [ ] a`)."""
    if not stands_alone(readme, node):
        line = readme.source.line_of(node.span.start)
        message = f"{item.label!r} begins on the line of another item"
        raise RequestError(message, path=readme.source.path, line=line, hint="edit it by hand")


def box_char(readme: Readme, progress: Progress) -> str:
    """Return the character in a new task's box, as the document writes it.

    Raises:
        RequestError: no task of the document says such a progress.
    """
    text = readme.source.text
    for item in readme.items:
        for figure in item.figures:
            if named(figure.notation).target is Target.BOX and figure.progress.state is progress.state:
                return text[figure.excerpt.place(0)]
    known = {State.OPEN: " ", State.DONE: "x"}.get(progress.state)
    if known is None:
        hint = "a task is open or done"
        raise RequestError("the box of a task cannot say that", path=readme.source.path, hint=hint)
    return known


def gap_between(readme: Readme, task: Task) -> str:
    """Return what stands between a task and its neighbour apart from the line end: "" or blank lines."""
    source = readme.source
    children = task.holder.children
    place = next(number for number, child in enumerate(children) if child is task.node)
    one, other = (place - 1, place) if place else (place, place + 1)
    if other >= len(children):
        return ""
    first = source.line_of(children[one].span.end)
    second = source.line_of(children[other].span.start)
    if second - first <= 1:
        return ""
    return (prefix_of(readme, task.node).rstrip(" \t") + source.newline) * (second - first - 1)
