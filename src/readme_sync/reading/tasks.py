"""Task lists: every task list item that GitHub shows is an item."""

from collections.abc import Callable, Iterator, Sequence

from readme_sync.model import Figure, Item, Tracker, TrackerKind
from readme_sync.notations import Target, of_target
from readme_sync.reading.cells import plain_text
from readme_sync.syntax import Block, Container, Document, Heading, List, ListItem, Paragraph
from readme_sync.text import Excerpt, Span


def read_tasks(document: Document, section_of: Callable[[int], int]) -> Iterator[Tracker]:
    """A tracker for each outermost list that holds a task, however deep."""
    for outer in _outer_lists(document.blocks):
        items = tuple(_tasks(document, outer))
        if items:
            yield Tracker(TrackerKind.TASKS, outer.span, section_of(outer.span.start), items)


def _outer_lists(blocks: Sequence[Block]) -> Iterator[List]:
    """The lists that stand in no other list."""
    stack = [iter(blocks)]
    while stack:
        for block in stack[-1]:
            if isinstance(block, List):
                yield block
            elif isinstance(block, Container):
                stack.append(iter(block.children))
                break
        else:
            stack.pop()


def _tasks(document: Document, outer: List) -> Iterator[Item]:
    """The tasks of a list in document order; the depth of each is how many tasks it stands in. Iterative."""
    stack = [(iter(outer.children), 0)]
    while stack:
        blocks, depth = stack[-1]
        for block in blocks:
            if isinstance(block, ListItem) and block.box:
                yield from _task(document, block, depth)
                stack.append((iter(block.children), depth + 1))
                break
            if isinstance(block, Container):
                stack.append((iter(block.children), depth))
                break
        else:
            stack.pop()


def _task(document: Document, item: ListItem, depth: int) -> Iterator[Item]:
    assert item.box is not None
    excerpt = Excerpt.whole(document.source.text, item.box.span)
    span = Span(item.box.span.start - 1, item.box.span.end + 1)
    for notation in of_target(Target.BOX):
        for start, end, progress, tolerance in notation.read(excerpt.text):
            assert (start, end) == (0, 1)
            figure = Figure(notation.name, excerpt, span, progress, tolerance=tolerance)
            label = _label(document, item)
            yield Item(label, progress, (figure,), _line(document, item), depth=depth, cells=(label,))


def _label(document: Document, item: ListItem) -> str:
    """The text of the task's own paragraph."""
    first = item.children[0] if item.children else None
    return plain_text(document, first.content) if isinstance(first, Heading | Paragraph) else ""


def _line(document: Document, item: ListItem) -> Span:
    """The task's own line."""
    source = document.source
    line = source.line_of(item.span.start)
    end = source.line_starts[line - 1] + len(source.line_text(line))
    return Span(item.span.start, max(end, item.span.start))
