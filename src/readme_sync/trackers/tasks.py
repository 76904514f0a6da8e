"""Task lists: every task list item that GitHub shows is an item.

So is one with a box that GitHub does not know (`- [/] a`), in a list of nothing but boxes of which GitHub shows some.
"""

from collections.abc import Callable, Iterator, Sequence

from readme_sync.markdown import CONTAINERS, Block, Document, Heading, List, ListItem, Paragraph
from readme_sync.markdown.plain_text import plain_text
from readme_sync.model import Figure, Item, Shape, Tracker, TrackerKind
from readme_sync.notations import Target, of_target
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex
from readme_sync.trackers.figures import marks

_SHOWN_BOX = regex(r"\[[ xX]\]")
_PSEUDO_BOX = regex(r"\[(\S)\](?=[ \t])")


def read_tasks(document: Document, section_of: Callable[[int], int]) -> Iterator[Tracker]:
    """A tracker for each outermost list that holds a task, however deep."""
    text = document.source.text
    if not _SHOWN_BOX.search(text):
        return
    for outer, _ in outer_lists(document.blocks):
        # without a box that GitHub shows, those that it does not know are only text
        items = tuple(_tasks(document, outer)) if _SHOWN_BOX.search(text, *outer.span) else ()
        if items:
            yield Tracker(TrackerKind.TASKS, outer.span, section_of(outer.span.start), items, shape=Shape.TASKS)


def outer_lists(blocks: Sequence[Block]) -> Iterator[tuple[List, Block | None]]:
    """Yield the lists that stand in no other list, each with the block before it that holds no blocks."""
    stack = [iter(blocks)]
    before: Block | None = None
    while stack:
        for block in stack[-1]:
            if isinstance(block, List):
                yield block, before
                before = None
            elif isinstance(block, CONTAINERS):
                stack.append(iter(block.children))
                break
            else:
                before = block
        else:
            stack.pop()


def _tasks(document: Document, outer: List) -> Iterator[Item]:
    """The tasks of a list in document order; the depth of each is how many tasks it stands in. Iterative."""
    stack = [(iter(outer.children), 0, _has_pseudo_boxes(outer))]
    while stack:
        blocks, depth, with_pseudo = stack[-1]
        for block in blocks:
            box = _box(block, with_pseudo=with_pseudo) if isinstance(block, ListItem) else None
            if box and isinstance(block, ListItem):
                yield from _task(document, block, box, depth)
                stack.append((iter(block.children), depth + 1, False))
                break
            if isinstance(block, CONTAINERS):
                stack.append((iter(block.children), depth, isinstance(block, List) and _has_pseudo_boxes(block)))
                break
        else:
            stack.pop()


def _has_pseudo_boxes(block: List) -> bool:
    """Whether all items of a list have a box, GitHub shows some, and some it does not."""
    shown = [isinstance(item, ListItem) and item.box is not None for item in block.children]
    if all(shown) or not any(shown):
        return False
    return all(is_shown or _pseudo_box(item) for is_shown, item in zip(shown, block.children, strict=True))


def _box(item: ListItem, *, with_pseudo: bool) -> Span | None:
    """The character in an item's box."""
    return item.box.span if item.box else _pseudo_box(item) if with_pseudo else None


def _pseudo_box(item: Block) -> Span | None:
    """The character in brackets with which an item begins, where it is one that stands for a state."""
    first = item.children[0] if isinstance(item, ListItem) and item.children else None
    if not isinstance(first, Paragraph):
        return None
    found = _PSEUDO_BOX.match(first.content.text)
    return first.content.span(1, 2) if found and found[1] in marks(Target.BOX) else None


def _task(document: Document, item: ListItem, box: Span, depth: int) -> Iterator[Item]:
    excerpt = Excerpt.whole(document.source.text, box)
    span = Span(box.start - 1, box.end + 1)
    for notation in of_target(Target.BOX):
        for start, end, progress, tolerance in notation.read(excerpt.text):
            assert (start, end) == (0, 1)
            figure = Figure(notation.name, excerpt, span, progress, tolerance=tolerance)
            label = _label(document, item)
            yield Item(label, progress, (figure,), line_span(document, item.span.start), depth=depth, cells=(label,))


def _label(document: Document, item: ListItem) -> str:
    """The text of the task's own paragraph, without a box that is text."""
    first = item.children[0] if item.children else None
    text = plain_text(document, first.content) if isinstance(first, (Heading, Paragraph)) else ""
    return text if item.box else _PSEUDO_BOX.sub("", text, count=1).strip()


def line_span(document: Document, start: int) -> Span:
    """Return the span from an offset to the end of its line."""
    source = document.source
    line = source.line_of(start)
    end = source.line_starts[line - 1] + len(source.line_text(line))
    return Span(start, max(end, start))
