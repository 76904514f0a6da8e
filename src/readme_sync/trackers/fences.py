"""Lines with bars in fenced code: `Week 1:  ████████ 100% ✅`.

Most bars stand in fences, and there they are the real thing. Boxes in fences are examples, and never read.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from readme_sync.markdown import CodeBlock, Document
from readme_sync.markdown.excerpt_parts import cut, whole_span
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import Figure, Item, Section, Shape, State, Tracker, TrackerKind
from readme_sync.notations import named
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex
from readme_sync.trackers.figures import figures_in, in_groups, stated
from readme_sync.trackers.header_words import is_no_progress, is_total

_BARS = ("bar", "ascii-bar")
_COLONS = (":", "：")
_TEXTS = frozenset({"", "text", "txt", "plain", "plaintext", "none", "markdown", "md", "progress"})
"""Info strings of fences that hold no program."""
_FEWEST_LINES = 2
_FEWEST_SHARES = 3
_MOST_BEHIND = 40
"""A line with more characters behind its figures is no line of a chart."""
_ALL = 100.0
_PLAN = regex("[░▱]{2}[█▓▰]{2}")
"""A bar that begins later: a plan over time."""
_MEASURED = regex(r"[~≈]?[0-9]+(?:[.,][0-9]+)?[ \xa0]?(?:ns|µs|us|ms|s|min|[KMGT]i?B|MHz|GHz|fps|px)\b")
"""What a bar shows that is no progress: a time, a size, a speed."""


class _Line(NamedTuple):
    """A line `label: bar [percent or fraction]`."""

    label: str
    figures: tuple[Figure, ...]
    span: Span


def read_fences(document: Document, sections: Sequence[Section], section_of: Callable[[int], int]) -> Iterator[Tracker]:
    """A tracker for each fence that holds at least two lines with bars."""
    for block in document.every(CodeBlock):
        if block.fenced and _may_hold(block):
            section = section_of(block.span.start)
            lines = [] if is_no_progress(sections[section].title) else list(_lines(block.content))
            items = tuple(_item(line) for line in lines if not is_total(line.label))
            if len(lines) >= _FEWEST_LINES and items and not _is_chart(lines) and not _PLAN.search(block.content.text):
                yield Tracker(TrackerKind.LINES, block.span, section, items, shape=Shape.FENCE)


def _may_hold(block: CodeBlock) -> bool:
    """Whether a fence is text, and has the characters of a bar."""
    info = block.info.split()
    text = block.content.text
    return (info[0].casefold() if info else "") in _TEXTS and any(
        mark in text for bar in _BARS for mark in named(bar).marks
    )


def _lines(content: Excerpt) -> Iterator[_Line]:
    start = 0
    for text in content.text.split("\n"):
        stop = start + len(text.rstrip())
        if any(colon in text for colon in _COLONS) and (line := _line(content, start, stop)):
            yield line
        start += len(text) + 1


def _line(content: Excerpt, start: int, stop: int) -> _Line | None:
    """The line at `[start, stop)`; its label ends with a colon, and its bar stands right behind that."""
    excerpt = cut(content, start, stop) if start < stop else None
    figures = list(figures_in(excerpt, None)) if excerpt else []
    bar = next((figure for figure in figures if figure.notation in _BARS), None)
    if excerpt is None or bar is None:
        return None
    place = bar.span.start - excerpt.place(0)
    label = one_line(excerpt.text[:place])
    behind = excerpt.text[place + len(bar.excerpt.text) :].strip()
    if not label.endswith(_COLONS) or len(behind) > _MOST_BEHIND or is_no_progress(label) or _MEASURED.match(behind):
        return None
    label = label.rstrip("".join(_COLONS)).lstrip("-*•·│├└─> ").rstrip()
    own = tuple(in_groups([figure for figure in figures if figure.span.start >= bar.span.start]))
    return _Line(label, own, whole_span(excerpt)) if any(map(str.isalnum, label)) else None


def _item(line: _Line) -> Item:
    return Item(line.label, stated(line.figures), line.figures, line.span, cells=(line.label,))


def _is_chart(lines: Sequence[_Line]) -> bool:
    """Whether the lines are columns of a histogram, or show the parts of one whole, the largest first."""
    bars = [line.figures[0] for line in lines]
    if all(bar.progress.state is State.DONE for bar in bars) and len({len(bar.excerpt.text) for bar in bars}) > 1:
        return True
    shares = [stated(line.figures).percent or 0.0 for line in lines]
    falling = shares == sorted(shares, reverse=True) and shares[-1] > 0 and shares[0] < _ALL
    return falling and len(shares) >= _FEWEST_SHARES and abs(sum(shares) - _ALL) <= 1
