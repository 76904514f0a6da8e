"""Gantt charts of Mermaid: `Parser: done, a1, 2024-01-01, 2d`. A chart without a tag `done` or `active` is a plan."""

from collections.abc import Callable, Iterator

from readme_sync.markdown import CodeBlock, Document
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import Figure, Item, Shape, State, Tracker, TrackerKind
from readme_sync.notations import named
from readme_sync.text import Excerpt
from readme_sync.text.excerpt import cut, whole_span
from readme_sync.text.regex import regex

_GANTT = regex(r"(?:\s*(?:%%[^\n]*|---\s*\n(?:(?!---)[^\n]*\n)*---)\s*\n)*\s*gantt\b")
_TASK = regex(r"^[ \t]*(?P<name>[^\s:;#%][^:\n]*?)[ \t]*:[ \t]*(?P<task>[^\s:][^\n]*?)[ \t\r]*$", 8)
_WORDS = frozenset(
    "title dateformat axisformat tickinterval section excludes includes todaymarker inclusiveenddates weekday click "
    "acctitle accdescr displaymode".split()
)
_TASK_NOTATION = "gantt-task"
_MILESTONE = regex(r"(?:crit[ \t]*,[ \t]*)?milestone\b")


def read_gantt(document: Document, section_of: Callable[[int], int]) -> Iterator[Tracker]:
    """Yield a tracker for each Gantt chart that says a state."""
    for block in document.every(CodeBlock):
        if block.fenced and block.info.split()[:1] == ["mermaid"] and _GANTT.match(block.content.text):
            items = tuple(_items(block.content))
            if any(item.progress.state is not State.OPEN for item in items):
                section = section_of(block.span.start)
                yield Tracker(TrackerKind.LINES, block.span, section, items, shape=Shape.MERMAID)


def _items(content: Excerpt) -> Iterator[Item]:
    for found in _TASK.finditer(content.text):
        name = one_line(found["name"])
        if name.split()[0].casefold() in _WORDS or _MILESTONE.match(found["task"]):
            continue
        excerpt = cut(content, *found.span("task"))
        reading = next(named(_TASK_NOTATION).read(found["task"]), None)
        if excerpt and reading:
            figure = Figure(_TASK_NOTATION, excerpt, whole_span(excerpt), reading.progress)
            yield Item(name, reading.progress, (figure,), content.span(*found.span()), cells=(name,))
