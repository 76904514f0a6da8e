"""Bullets and numbered items with a sign or a word of state: `- ✅ open`, `1. 🚧 seek`, `- Parser — done`."""

from collections.abc import Callable, Iterator, Sequence

from readme_sync.markdown import CONTAINERS, Block, Document, List, ListItem, Paragraph
from readme_sync.markdown.excerpt_parts import cut
from readme_sync.markdown.plain_text import shown
from readme_sync.model import Shape
from readme_sync.text import Excerpt, Span
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import may_say_state, read_line
from readme_sync.trackers.series import Group, StateLine

_LONGEST_BEFORE = 120


def bullet_groups(
    document: Document, section_of: Callable[[int], int], legend: Callable[[], Legend]
) -> Iterator[Group]:
    """Yield the items of each list that could say states; lists with boxes that GitHub shows have no part in it."""
    for outer, before in outer_lists(document, document.blocks):
        if not may_hold(document, outer) or _has_box(outer):
            continue
        yield from _groups(document, outer, section_of(outer.span.start), legend(), before)


def may_hold(document: Document, outer: List) -> bool:
    """Return whether a line of a list may say a state."""
    return any(map(may_say_state, document.source.slice(outer.span).splitlines()))


def outer_lists(document: Document, blocks: Sequence[Block]) -> Iterator[tuple[List, str]]:
    """Yield the lists that stand in no other list, each with the line of text before it."""
    stack = [iter(blocks)]
    before = ""
    while stack:
        for block in stack[-1]:
            if isinstance(block, List):
                yield block, before
                before = ""
            elif isinstance(block, CONTAINERS):
                stack.append(iter(block.children))
                break
            else:
                before = _announced(document, block)
        else:
            stack.pop()


def _announced(document: Document, block: Block) -> str:
    """The text of a paragraph that could announce a list: a short one that ends with a colon, or is bold."""
    if not isinstance(block, Paragraph):
        return ""
    raw = block.content.text.rstrip()
    last = raw[raw.rfind("\n") + 1 :].strip()
    is_short = len(last) <= _LONGEST_BEFORE
    return shown(document, block.content).text if is_short and last.rstrip("*_ ").endswith((":", "：", "*")) else ""


def _has_box(outer: List) -> bool:
    stack: list[Block] = [outer]
    while stack:
        block = stack.pop()
        if isinstance(block, ListItem) and block.box is not None:
            return True
        if isinstance(block, CONTAINERS):
            stack.extend(block.children)
    return False


def _groups(document: Document, outer: List, section: int, legend: Legend, before: str) -> Iterator[Group]:
    """The items of a list and of the lists in it, each list a group. Iterative."""
    stack: list[tuple[List, int, str]] = [(outer, 0, before)]
    while stack:
        block, depth, name = stack.pop()
        lines = []
        for item in block.children:
            assert isinstance(item, ListItem)
            first = item.children[0] if item.children else None
            line = first_line(document, first.content) if isinstance(first, Paragraph) else None
            state = read_line(line, legend) if line and may_say_state(line.text) else None
            if state:
                lines.append(StateLine(state, line_span(document, item.span.start), depth))
            text = line.text if line else ""
            stack += [
                (child, depth + bool(state), text if text.rstrip().endswith(":") else name)
                for child in item.children
                if isinstance(child, List)
            ]
        yield Group(tuple(lines), len(block.children), section, outer.span, Shape.BULLETS, name)


def first_line(document: Document, content: Excerpt) -> Excerpt | None:
    """Return what a reader sees of the first line of a paragraph."""
    end = content.text.find("\n")
    seen = shown(document, content)
    if end < 0:
        return seen
    end = seen.text.find("\n")
    return seen if end < 0 else cut(seen, 0, end)


def line_span(document: Document, start: int) -> Span:
    """Return the span from an offset to the end of its line."""
    source = document.source
    line = source.line_of(start)
    end = source.line_starts[line - 1] + len(source.line_text(line))
    return Span(start, max(end, start))
