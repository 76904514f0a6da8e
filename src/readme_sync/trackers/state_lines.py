"""Lines of a paragraph with a sign, a bar or a box: `✅ Phase 1`; `Status: ✅ Done`; badges in a row."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from readme_sync.markdown import Block, Document, Heading, List, ListItem, Paragraph
from readme_sync.markdown.plain_text import one_line, shown
from readme_sync.model import Figure, Item, Section, Shape, Tracker, TrackerKind
from readme_sync.notations import is_bar, named, status
from readme_sync.notations.badge_item import NOTATION, label_of
from readme_sync.text import Excerpt, Source, Span
from readme_sync.text.regex import regex
from readme_sync.text.source import cut, whole_span
from readme_sync.trackers.figures import figures_in, in_groups, stated
from readme_sync.trackers.header_words import is_total, speaks_of_other, speaks_of_progress, speaks_of_state
from readme_sync.trackers.images import Picture, pictures
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import (
    Form,
    LineState,
    may_say_state,
    places_of,
    read_line,
    read_value,
    sign_places,
    signs_of_legend,
)
from readme_sync.trackers.lists import LINK, announcement, line_span
from readme_sync.trackers.series import Group, StateLine

# Lines of a paragraph with a sign, a bar or a box: `✅ Phase 1`, `[x] parser`; `Status: ✅ Done` below a heading.

_FEWEST = 3
_FEWEST_ENTRIES = 2
_LONGEST_LABEL = 160
_STATUS = regex(
    r"(?:.{0,80}?[|·•,;][ \t]*|[ \t]*)(?:(?:overall|current|implementation|development) )?"
    r"(?:status|state|estado|statut|état|stand|stav|stato|durum|статус|состояние|状态|狀態|ステータス|상태|"
    r"trạng thái|الحالة|สถานะ|स्थिति)"
    r"(?: (?:geral|general|actual|actuel|atual))?[ \t]*[:：][ \t]*",
    2,
)
_NAMES = (
    *("stado", "状态", "状態", "상태", "ステータス", "urum", "татус", "état", "État", "statut", "Statut"),
    *("الحالة", "สถานะ", "स्थिति", "Trạng thái", "trạng thái", "Stav", "Stato", "Stand"),
)
"""A line of state holds one of these."""
_COLON = regex(r"[:：][ \t]*\Z")


def line_groups(document: Document, section_of: Callable[[int], int], legend: Callable[[], Legend]) -> Iterator[Group]:
    """Yield the lines of each paragraph that could say states."""
    known = document.source.once(sign_places)
    if not known:
        return
    own = signs_of_legend(document.source, legend)
    places = places_of(document.source.text, known, own)
    listed = _in_items(document)
    alone: dict[int, list[StateLine]] = {}
    for block in document.every(Paragraph):
        index = bisect_left(places, block.span.start)
        if index == len(places) or places[index] >= block.span.end:
            continue
        raw = block.content.text
        written = raw.split("\n")
        if 2 * sum(may_say_state(line, own) for line in written) < len(written):
            continue
        seen = shown(document, block.content)
        lines = list(_lines(seen))[block.span.start in listed :]
        written = written[block.span.start in listed :]
        is_same = len(written) == len(lines)
        found = [
            line._replace(is_link=is_same and LINK.match(written[index]) is not None)
            for index, one in enumerate(lines)
            if (line := _line(document, one, legend(), own))
        ]
        if found and len(lines) == 1 and found[0].state.form is Form.TAIL and not found[0].is_field:
            alone.setdefault(section_of(block.span.start), []).append(found[0])
        elif found:
            before = _announced(document.source, lines, found[0])
            size, span = len(lines) - bool(before), Span(found[0].span.start, found[-1].span.end)
            yield Group(tuple(found), size, section_of(block.span.start), span, Shape.LINES, before)
    for section, those in alone.items():
        if len(those) > 1:  # one sentence that ends in a sign is decorated
            yield from (Group((one,), 1, section, one.span, Shape.LINES) for one in those)


def _announced(source: Source, lines: Sequence[Excerpt], first: StateLine) -> str:
    """Return the first line of a paragraph where it only announces the others, else ""."""
    start = whole_span(lines[0]).start
    is_before = len(lines) > _FEWEST and source.line_of(start) < source.line_of(first.span.start)
    return announcement(source.line_text(source.line_of(start))) if is_before else ""


def _in_items(document: Document) -> frozenset[int]:
    """Return where the paragraphs begin whose first line is a bullet."""
    firsts = (item.children[0] for item in document.every(ListItem) if item.children)
    return frozenset(first.span.start for first in firsts if isinstance(first, Paragraph))


def _lines(seen: Excerpt) -> Iterator[Excerpt]:
    """Yield each line of a visible text."""
    start = 0
    for text in seen.text.split("\n"):
        if part := cut(seen, start, start + len(text)):
            yield part
        start += len(text) + 1


def _line(document: Document, line: Excerpt, legend: Legend, own: Sequence[str]) -> StateLine | None:
    if not may_say_state(line.text, own) or _STATUS.match(line.text):
        return None
    state = read_line(line, legend)
    if state is None or state.form in (Form.WORD, Form.HEAD_WORD, Form.NOTE) or _is_prose(state):
        return None
    if line.text.rstrip().endswith((":", "：")):
        return None  # it announces what follows
    if line.text.partition(state.figures[0].excerpt.text)[2].lstrip().startswith((";", "；")):
        return None  # several in one line
    is_field = state.form is Form.TAIL and bool(_COLON.search(line.text.partition(state.figures[0].excerpt.text)[0]))
    if state.form is Form.NUMBER and not any(is_bar(one) for one in state.figures):
        return None
    return StateLine(state, _whole_line(document, line), is_field=is_field)


def _is_prose(state: LineState) -> bool:
    label = state.label
    if len(label) > _LONGEST_LABEL or label.endswith((".", "。", "!", "?")):
        return True
    name, colon, rest = label.rpartition(":")
    return bool(colon) and (not rest.strip() or speaks_of_other(name))


def _whole_line(document: Document, line: Excerpt) -> Span:
    """Return the line of the source from the first visible character on; marks of emphasis at its end belong to it."""
    source, span = document.source, whole_span(line)
    first, last = source.line_of(span.start), source.line_of(max(span.start, span.end - 1))
    start = source.line_starts[first - 1]
    return Span(start, max(span.end, source.line_starts[last - 1] + len(source.line_text(last))))


def _may_state(source: Source) -> bool:
    return source.text.count("tatus") >= _FEWEST_ENTRIES or (not source.text.isascii() and source.holds(*_NAMES))


def _names_state(raw: str) -> bool:
    return "tatus" in raw or (not raw.isascii() and any(name in raw for name in _NAMES))


def _status(line: Excerpt, legend: Callable[[], Legend]) -> LineState | None:
    """Return what a line `Status: ✅ Done` says; its label is empty."""
    name = _STATUS.match(line.text)
    return read_value(line, name.end(), legend()) if name else None


def read_status_entries(
    document: Document,
    sections: Sequence[Section],
    section_of: Callable[[int], int],
    legend: Callable[[], Legend],
    others: Sequence[Tracker],
) -> Iterator[Tracker]:
    """Yield a tracker for each list with at least two entries whose state a line below them says: `- Status: done`.

    Entries that the `others` hold are left out.
    """
    if not _may_state(document.source):
        return
    taken = {item.span.start for tracker in others for item in tracker.items}
    for outer, _ in document.outer_lists:
        section = section_of(outer.span.start)
        if not _names_state(document.source.slice(outer.span)) or _is_other(sections, section):
            continue
        items = [item for item in _status_entries(document, outer, legend) if item.span.start not in taken]
        if len(items) >= _FEWEST_ENTRIES:
            yield Tracker(TrackerKind.LINES, outer.span, section, tuple(items), shape=Shape.BULLETS)


def _status_entries(document: Document, outer: List, legend: Callable[[], Legend]) -> Iterator[Item]:
    """Yield the entries of a list, and of the lists in it, in one of whose lines stands their state. Iterative."""
    stack: list[tuple[Iterator[Block], int]] = [(iter(outer.children), 0)]
    while stack:
        blocks, depth = stack[-1]
        entry = next((block for block in blocks if isinstance(block, ListItem) and block.children), None)
        if entry is None:
            stack.pop()
            continue
        first, lists = entry.children[0], [block for block in entry.children[1:] if isinstance(block, List)]
        stack += [(iter(block.children), depth + 1) for block in reversed(lists)]
        if not isinstance(first, Paragraph):
            continue
        lines = list(_lines(shown(document, first.content)))
        label = one_line(lines[0].text).strip(" :：-–—") if lines else ""
        if not label or len(label) > _LONGEST_LABEL or _STATUS.match(lines[0].text):
            continue
        inner = (item for block in lists for item in block.children if isinstance(item, ListItem) and item.children)
        listed = [item.children[0] for item in inner]
        lines += [line for one in listed if isinstance(one, Paragraph) for line in _lines(shown(document, one.content))]
        state = next((state for line in lines[1:] if (state := _status(line, legend))), None)
        if state and any(map(_is_of_work, state.figures)):
            span = Span(entry.span.start, line_span(document, state.figures[-1].span.start).end)
            yield Item(label, state.progress, state.figures, span, depth=depth, cells=(label,))


def _is_of_work(figure: Figure) -> bool:
    """Return whether a number, a sign or a word says how far work is, and not how well something works."""
    symbol, word = status.parts(figure.excerpt.text)
    return figure.notation != status.NOTATION.name or bool(symbol) or status.is_of_work(word)


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
    if len(sections) <= _FEWEST or not _may_state(document.source):
        return
    taken = {figure.span for tracker in others for item in tracker.items for figure in item.figures}
    for block in document.every(Paragraph):
        if not _names_state(block.content.text):
            continue
        section = section_of(block.span.start)
        if section in found or not sections[section].level or _is_other(sections, sections[section].parent):
            continue
        title = sections[section].title
        if is_total(title):
            continue  # the state of the whole
        for line in _lines(shown(document, block.content)):
            state = _status(line, legend)
            if state and state.figures[0].span not in taken:
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


def _is_other(sections: Sequence[Section], index: int | None) -> bool:
    """Return whether a section, or one that it stands in, is about something else than work."""
    while index is not None:
        if speaks_of_other(sections[index].title):
            return True
        index = sections[index].parent
    return False


_FEWEST_BADGE_ITEMS = 3
_ALL = 100.0


def read_badges(document: Document, sections: Sequence[Section], section_of: Callable[[int], int]) -> Iterator[Tracker]:
    """Yield a tracker for each paragraph below a heading of progress with at least three badges with a percent."""
    if "shields.io" not in document.source.text:
        return
    for block in document.walk():
        if isinstance(block, (Paragraph, Heading)) and any(mark in block.content.text for mark in NOTATION.marks):
            section = section_of(block.span.start)
            if not speaks_of_state(sections[section].title):
                continue
            items = _items(list(pictures(document, document.inlines(block.content))))
            if len(items) >= _FEWEST_BADGE_ITEMS:
                yield Tracker(TrackerKind.LINES, block.span, section, tuple(items), shape=Shape.BADGES)


def _items(found: Sequence[Picture]) -> list[Item]:
    """Return the badges of one block that are about one thing each; none where they are parts of a whole."""
    items = [item for picture in found if (item := _item(picture))]
    shares = [item.progress.percent or 0.0 for item in items]
    are_parts = abs(sum(shares) - _ALL) <= 1 and max(shares, default=0.0) < _ALL
    return [] if are_parts or len({item.label for item in items}) < len(items) else items


def _item(picture: Picture) -> Item | None:
    """Return a badge as an item, its alternative text a copy of its message."""
    label = one_line(label_of(picture.address.text)).strip(" :-–—")
    reading = next(named(NOTATION.name).read(picture.address.text), None)
    is_name = any(map(str.isalpha, label)) and not is_total(label) and not speaks_of_progress(label)
    if reading is None or not is_name:
        return None
    figure = Figure(NOTATION.name, picture.address, picture.span, reading.progress, tolerance=reading.tolerance)
    figures = tuple(in_groups([figure, *(figures_in(picture.alt, None) if picture.alt.text else ())]))
    return Item(label, stated(figures), figures, picture.span, cells=(label,))
