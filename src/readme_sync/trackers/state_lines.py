"""Lines of a paragraph with a sign, a bar or a box: `✅ Phase 1`, `[x] parser`; `Status: ✅ Done` below a heading."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from readme_sync.markdown import Document, ListItem, Paragraph
from readme_sync.markdown.plain_text import shown
from readme_sync.model import Item, Section, Shape, Tracker, TrackerKind
from readme_sync.notations import BARS
from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import cut, whole_span
from readme_sync.text.regex import regex
from readme_sync.trackers.bullets import LINK
from readme_sync.trackers.heading_words import speaks_of_other
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import Form, LineState, may_say_state, read_line, read_value, sign_places
from readme_sync.trackers.series import Group, StateLine

_FEWEST = 3
_LONGEST_LABEL = 160
_STATUS = regex(
    r"[ \t]*(?:(?:overall|current|implementation|development) )?"
    r"(?:status|state|estado|statut|état|stand|stav|stato|durum|статус|состояние|状态|狀態|ステータス|상태|trạng thái)"
    r"(?: (?:geral|general|actual|actuel|atual))?[ \t]*[:：][ \t]*",
    2,
)
_NAMES = ("stado", "状态", "状態", "상태", "ステータス", "urum", "татус", "état")
"""A line of state holds one of these."""
_COLON = regex(r"[:：][ \t]*\Z")


def line_groups(document: Document, section_of: Callable[[int], int], legend: Callable[[], Legend]) -> Iterator[Group]:
    """Yield the lines of each paragraph that could say states."""
    places = document.source.once(sign_places)
    if not places:
        return
    listed = _in_items(document)
    alone: dict[int, list[StateLine]] = {}
    for block, _ in document.contents_at(places):
        if not isinstance(block, Paragraph):
            continue
        raw = block.content.text
        written = raw.split("\n")
        if 2 * sum(map(may_say_state, written)) < len(written):
            continue
        seen = shown(document, block.content)
        lines = list(_lines(seen))[block.span.start in listed :]
        written = written[block.span.start in listed :]
        is_same = len(written) == len(lines)
        found = [
            line._replace(is_link=is_same and LINK.match(written[index]) is not None)
            for index, one in enumerate(lines)
            if (line := _line(document, one, legend))
        ]
        if found and len(lines) == 1 and found[0].state.form is Form.TAIL:
            alone.setdefault(section_of(block.span.start), []).append(found[0])
        elif found:
            span = Span(found[0].span.start, found[-1].span.end)
            yield Group(tuple(found), len(lines), section_of(block.span.start), span, Shape.LINES)
    for section, those in alone.items():
        if len(those) > 1:  # one sentence that ends in a sign is decorated
            yield from (Group((one,), 1, section, one.span, Shape.LINES) for one in those)


def _in_items(document: Document) -> frozenset[int]:
    """Where the paragraphs begin whose first line is a bullet."""
    firsts = (item.children[0] for item in document.every(ListItem) if item.children)
    return frozenset(first.span.start for first in firsts if isinstance(first, Paragraph))


def _lines(seen: Excerpt) -> Iterator[Excerpt]:
    """Each line of a visible text."""
    start = 0
    for text in seen.text.split("\n"):
        if part := cut(seen, start, start + len(text)):
            yield part
        start += len(text) + 1


def _line(document: Document, line: Excerpt, legend: Callable[[], Legend]) -> StateLine | None:
    if not may_say_state(line.text) or _STATUS.match(line.text):
        return None
    state = read_line(line, legend())
    if state is None or state.form in (Form.WORD, Form.HEAD_WORD) or _is_prose(state):
        return None
    if line.text.rstrip().endswith((":", "：")):
        return None  # it announces what follows
    if state.form is Form.TAIL and _COLON.search(line.text.partition(state.figures[0].excerpt.text)[0]):
        return None  # a field: `Reviewed: ✅`
    if state.form is Form.NUMBER and not any(one.notation in BARS for one in state.figures):
        return None
    return StateLine(state, _whole_line(document, line))


def _is_prose(state: LineState) -> bool:
    label = state.label
    if len(label) > _LONGEST_LABEL or label.endswith((".", "。", "!", "?")):
        return True
    name, colon, rest = label.rpartition(":")
    return bool(colon) and (not rest.strip() or speaks_of_other(name))


def _whole_line(document: Document, line: Excerpt) -> Span:
    """The line of the source from the first visible character on; marks of emphasis at its end belong to it."""
    source, span = document.source, whole_span(line)
    first, last = source.line_of(span.start), source.line_of(max(span.start, span.end - 1))
    start = source.line_starts[first - 1]
    return Span(start, max(span.end, source.line_starts[last - 1] + len(source.line_text(last))))


def read_status_lines(
    document: Document,
    sections: Sequence[Section],
    section_of: Callable[[int], int],
    legend: Callable[[], Legend],
    others: Sequence[Tracker],
) -> Iterator[Tracker]:
    """Yield a tracker for each line `Status: ✅ Done` below a heading, where at least three headings have one.

    It is a summary where its section, or a part of it, holds some of the `others`.
    """
    found: dict[int, Tracker] = {}
    text = document.source.text
    if len(sections) <= _FEWEST or (
        text.count("tatus") < _FEWEST and (text.isascii() or not any(name in text for name in _NAMES))
    ):
        return
    for block in document.every(Paragraph):
        raw = block.content.text
        if "tatus" not in raw and (raw.isascii() or not any(name in raw for name in _NAMES)):
            continue
        section = section_of(block.span.start)
        if section in found or not sections[section].level or _is_other(sections, section):
            continue
        for line in _lines(shown(document, block.content)):
            name = _STATUS.match(line.text)
            state = read_value(line, name.end(), legend()) if name else None
            if state:
                title = sections[section].title
                span = _whole_line(document, line)
                item = Item(title, state.progress, state.figures, span, cells=(title,))
                found[section] = Tracker(TrackerKind.LINES, span, section, (item,), shape=Shape.LINES)
                break
    if len(found) >= _FEWEST:
        starts = sorted([tracker.span.start for tracker in [*others, *found.values()]])
        for section, tracker in found.items():
            span = sections[section].span
            inside = bisect_left(starts, span.end) - bisect_left(starts, span.start)
            yield tracker._replace(is_summary=inside > 1)


def _is_other(sections: Sequence[Section], section: int) -> bool:
    """Whether a section, or one that it stands in, is about something else than work."""
    index: int | None = section
    while index is not None:
        if speaks_of_other(sections[index].title):
            return True
        index = sections[index].parent
    return False
