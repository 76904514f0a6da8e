"""Lines of code with bars or signs: `Week 1: ████ 100%`, `├── ✅ parser`; Gantt charts of Mermaid."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from readme_sync.markdown import Block, CodeBlock, Document, HtmlBlock
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import Figure, Item, Progress, Section, Shape, State, Tracker, TrackerKind
from readme_sync.notations import Family, is_bar, named, of_family, status
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex
from readme_sync.text.source import cut, part, whole_span
from readme_sync.trackers.figures import figures_in, in_groups, stated
from readme_sync.trackers.header_words import is_no_progress, is_total
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import Form, LineState, may_hold_sign, read_line, read_value, sign_places
from readme_sync.trackers.series import Group, StateLine

# Lines with bars or signs in code: `Week 1:  ████████ 100% ✅`, `├── ✅ parser`, `[x] parser`.

_BOX = regex(r"[ \t]*[-*+][ \t]+\[[ xX]\][ \t]")
"""A task as GitHub shows it outside of code."""
_BULLET = regex(r"[ \t]*[-*+•][ \t]+(?=\S)")
_TREE = regex(r"[\s│├└─|`+\-*•·>]*")
_LEAF = regex(r"[\s│|]*[├└`|+][─-]{2}[ \t]+\S*[^\s/](?:[ \t]|\Z)")
"""A file in a drawing of folders: their names end with a slash."""
_BRANCH = regex(r"[├└`|+][─-]{2}")
_REMARKED = ("──", "--", "....")
"""A drawing of folders, or of lines with dots up to their states, holds one of these."""
_BEHIND = regex(r"(?:(?<=[^\s│├└─|`+*•·>-])[ \t]+(?://|#|--|—|–|←|<-|->|→)|(?<=[^\s.])[ \t]?\.{4,})[ \t]*(?=\S)")
"""What stands between the name of a file and a remark."""
_VALUE = regex(r"[:：][ \t]*[*_`]*")
"""What stands between who does it and the state: `// Ann: *done*`."""
_MOST_SAID = 0.8
_PRE = regex(r"\s*<pre\b[^<>]*>\r?\n?", re.IGNORECASE)
_TIME = regex(
    r"[0-9][ \xa0]?(?:hours?|hrs?|mins?|minutes?|secs?|days?|commits?|lines?|repos?|repositories"
    r"|files?|projects?|[KMGT]i?B|ms|s)\b",
    re.IGNORECASE,
)
"""What is measured before a bar that shows a share of it."""
_COLONS = (":", "：")
_TEXTS = frozenset({"", "text", "txt", "plain", "plaintext", "none", "markdown", "md", "progress"})
"""Info strings of fences that hold no program."""
_FEWEST_LINES = 2
_FEWEST_SHARES = 3
_NEAR = 4
_LONGEST = 20_000
"""A longer block of code is no list of states."""
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
    """Yield a tracker for each block of code that holds at least two lines with bars."""
    for block in document.every(CodeBlock):
        if _may_hold(block):
            section = section_of(block.span.start)
            lines = [] if is_no_progress(sections[section].title) else list(_lines(block.content))
            items = tuple(_item(line) for line in lines if not is_total(line.label))
            if len(lines) >= _FEWEST_LINES and items and not _is_chart(lines) and not _PLAN.search(block.content.text):
                yield Tracker(TrackerKind.LINES, block.span, section, items, shape=Shape.FENCE)


def _may_hold(block: CodeBlock) -> bool:
    """Return whether a block of code is text, and has the characters of a bar."""
    return _is_text(block) and any(mark in block.content.text for bar in of_family(Family.BAR) for mark in bar.marks)


def _is_text(block: CodeBlock) -> bool:
    info = block.info.split()
    return (info[0].casefold() if info else "") in _TEXTS


def fence_groups(document: Document, section_of: Callable[[int], int], legend: Callable[[], Legend]) -> Iterator[Group]:
    """Yield the lines of each block of code that begin or end with a sign of state; not those with bars."""
    has_sign = bool(document.source.once(sign_places))
    for block, content in _drawn(document):
        text = content.text
        may_sign = has_sign and may_hold_sign(text)
        may_remark = any(mark in text for mark in _REMARKED) and len(_BEHIND.findall(text)) >= _FEWEST_SHARES
        if not may_remark and not may_sign:
            continue
        if len(text) > _LONGEST or _holds_bar(text):
            continue
        lines = [line for line in _every_line(content) if line.text.strip()]
        found = [line for one in lines if (line := _sign_line(one, legend))] if may_sign else []
        section = section_of(block.span.start)
        if may_remark and 2 * len(found) < len(lines) and (remarked := _remarked(lines, legend)):
            yield Group(remarked, len(remarked), section, block.span, Shape.FENCE)
        elif found:
            bare = [] if len(found) == len(lines) else _bare_lines(lines, found)
            everything = tuple(sorted([*found, *bare], key=lambda line: line.span))
            leaves = sum(_LEAF.match(line.text) is not None for line in lines)
            is_tree = leaves > 1
            size = max(leaves, len(found)) if is_tree else len(lines)
            yield Group(everything, size, section, block.span, Shape.FENCE, is_tree=is_tree)


def _drawn(document: Document) -> Iterator[tuple[Block, Excerpt]]:
    """Yield the blocks of code that are text, and what stands between `<pre>` and `</pre>`, without tags."""
    for block in document.every(CodeBlock):
        if _is_text(block):
            yield block, block.content
    for html in document.every(HtmlBlock):
        text = html.content.text
        opening = _PRE.match(text)
        end = text.find("<", opening.end()) if opening else -1
        if opening and text.startswith("</pre", end):
            yield html, part(html.content, opening.end(), end)


def _holds_bar(text: str) -> bool:
    return any(bar in text for bar in ("██", "░░", "▓▓", "▰▰", "===", "⬜⬜", "⬛⬛", "🟩🟩", "⬜️⬜", "###"))


def _every_line(content: Excerpt) -> Iterator[Excerpt]:
    start = 0
    for text in content.text.split("\n"):
        if part := cut(content, start, start + len(text.rstrip())):
            yield part
        start += len(text) + 1


def _sign_line(line: Excerpt, legend: Callable[[], Legend]) -> StateLine | None:
    if not may_hold_sign(line.text) or _BOX.match(line.text):
        return None
    tree = _TREE.match(line.text)
    own = cut(line, tree.end() if tree else 0, len(line.text))
    state = read_line(own, legend()) if own else None
    if state is None or state.form not in (Form.HEAD, Form.TAIL):
        return None
    return StateLine(state._replace(label=state.label.rstrip(" #/")), whole_span(line))


def _remarked(lines: Sequence[Excerpt], legend: Callable[[], Legend]) -> tuple[StateLine, ...]:
    """Return the lines with a remark behind their name that says a state: `├── tar  # done`, `tar ..... done`.

    Where no remark says anything else, a file without one is open.
    """
    remarks = {index: found for index, line in enumerate(lines) if (found := _BEHIND.search(line.text))}
    if len(remarks) < _FEWEST_SHARES:
        return ()
    said = {index: one for index, found in remarks.items() if (one := _remark(lines[index], found, legend()))}
    if len(said) < _FEWEST_SHARES or len(said) < _MOST_SAID * len(remarks):
        return ()
    if len(said) == len(remarks):
        bare = [index for index in range(len(lines)) if index not in said and _is_leaf(lines, index)]
        said |= {index: leaf for index in bare if any(map(str.isalpha, (leaf := _leaf(lines[index])).state.label))}
    return tuple(said[index] for index in sorted(said))


def _remark(line: Excerpt, found: re.Match[str], legend: Legend) -> StateLine | None:
    name = line.text[_name_at(line) : found.start()].strip(" /:：")
    value = _VALUE.search(line.text, found.end())
    rest = cut(line, found.end(), len(line.text))
    state = rest and (
        read_value(line, found.end(), legend)
        or (value and read_value(line, value.end(), legend))
        or read_line(rest, legend)
    )
    if not name or not state or state.form is Form.NUMBER or not any(map(str.isalpha, name)):
        return None
    return StateLine(state._replace(label=one_line(name), form=Form.WORD), whole_span(line))


def _leaf(line: Excerpt) -> StateLine:
    label = one_line(line.text[_name_at(line) :]).strip(" /")
    return StateLine(LineState(label, Progress.of_state(State.OPEN), (), Form.WORD), whole_span(line))


def _is_leaf(lines: Sequence[Excerpt], index: int) -> bool:
    """Return whether a line of a drawing of folders names something that holds nothing."""
    start = _name_at(lines[index])
    behind = _name_at(lines[index + 1]) if index + 1 < len(lines) else 0
    return _BRANCH.search(lines[index].text) is not None and behind <= start


def _name_at(line: Excerpt) -> int:
    """Return where the name in a line of a drawing of folders begins."""
    found = _TREE.match(line.text)
    return found.end() if found else 0


def _bare_lines(lines: Sequence[Excerpt], found: Sequence[StateLine]) -> Iterator[StateLine]:
    """Yield the bullets without a sign among those that say that they are done: they are open."""
    if not all(_BULLET.match(line.text) for line in lines):
        return
    if not any(status.parts(one.excerpt.text)[1] for line in found for one in line.state.figures):
        return
    signed = {line.span for line in found}
    for line in lines:
        bullet = _BULLET.match(line.text)
        if bullet and whole_span(line) not in signed:
            label = one_line(line.text[bullet.end() :])
            yield StateLine(LineState(label, Progress.of_state(State.OPEN), (), Form.HEAD), whole_span(line))


def _lines(content: Excerpt) -> Iterator[_Line]:
    for excerpt in _every_line(content):
        if line := _line(excerpt):
            yield line


def _line(excerpt: Excerpt) -> _Line | None:
    """Return a line whose label ends with a colon, or stands right before a bar with a number."""
    figures = list(figures_in(excerpt, None))
    bar = next((figure for figure in figures if is_bar(figure)), None)
    if bar is None or _BOX.match(excerpt.text):
        return None
    first = excerpt.place(0)
    place = bar.span.start - first
    before = [one for one in figures if one.span.end <= bar.span.start and place - (one.span.end - first) <= _NEAR]
    start = before[0].span.start if before else bar.span.start
    label = one_line(excerpt.text[: start - first])
    behind = excerpt.text[place + len(bar.excerpt.text) :].strip()
    own = tuple(in_groups([figure for figure in figures if figure.span.start >= start]))
    if not label and len(own) > 1:  # `████░░ 40% Phase 1`
        label = f"{one_line(excerpt.text[max(figure.span.end for figure in own) - first :]).lstrip(' -–—:·|')}:"
    if len(behind) > _MOST_BEHIND or is_no_progress(label) or _MEASURED.match(behind):
        return None
    if not label.endswith(_COLONS) and (len(own) == 1 or _TIME.search(label)):
        return None
    label = label.rstrip("".join(_COLONS)).lstrip("-*•·│├└─> ").rstrip(" [|│")
    return _Line(label, own, whole_span(excerpt)) if any(map(str.isalpha, label)) else None


def _item(line: _Line) -> Item:
    return Item(line.label, stated(line.figures), line.figures, line.span, cells=(line.label,))


def _is_chart(lines: Sequence[_Line]) -> bool:
    """Return whether the lines are columns of a histogram, or show the parts of one whole, the largest first."""
    bars = [line.figures[0] for line in lines]
    if all(bar.progress.state is State.DONE for bar in bars) and len({len(bar.excerpt.text) for bar in bars}) > 1:
        return True
    shares = [stated(line.figures).percent or 0.0 for line in lines]
    are_parts = min(shares) > 0 and max(shares) < _ALL and not any(_has_total(line) for line in lines)
    return are_parts and len(shares) >= _FEWEST_SHARES and abs(sum(shares) - _ALL) <= 1


def _has_total(line: _Line) -> bool:
    return any(figure.progress.total is not None for figure in line.figures)


_GANTT = regex(r"(?:\s*+(?:%%[^\n]*+|---[^\S\n]*+\n(?:-{0,2}+(?:[^\n-][^\n]*+)?\n)*+---[^\S\n]*+)\n)*+\s*+gantt\b")
_TASK = regex(
    r"^[ \t]*(?P<name>[^\s:;#%](?:[^:\n]*[^ \t:\n])?)[ \t]*:"
    r"[ \t]*(?P<task>[^\s:](?:[^\n]*[^ \t\r\n])?)[ \t\r]*$",
    re.MULTILINE,
)
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
