"""Lists: tasks, and bullets with a sign or a word of state: `- [x] seek`, `- ✅ open`, `- Parser — done`."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain

from readme_sync.markdown import CONTAINERS, Block, Document, Heading, List, ListItem, Paragraph, Table, columns_of
from readme_sync.markdown.plain_text import plain_text, shown
from readme_sync.model import Figure, Item, Progress, Section, Shape, State, Tracker, TrackerKind
from readme_sync.notations import Target, named, of_target, status
from readme_sync.text import Excerpt, Source, Span
from readme_sync.text.regex import regex
from readme_sync.text.source import Piece, cut, part, whole_span
from readme_sync.trackers.figures import marks
from readme_sync.trackers.header_words import (
    asks_for_a_state,
    names_step,
    speaks_of_other,
    speaks_of_state,
    state_of_heading,
    total_rows,
)
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import (
    Form,
    LineState,
    may_hold_sign,
    may_say_state,
    own_signs,
    places_of,
    read_line,
    sign_places,
    signs_of_legend,
)
from readme_sync.trackers.series import Group, StateLine
from readme_sync.trackers.tables import label_column

# Task lists: every task list item that GitHub shows is an item.

_NEXT_BOX = regex(r"\n[ \t]*\[[ xX]\][ \t]")
"""A line of its own with a box that is no list item: it only goes on with the task's paragraph."""
_SHOWN_BOX = regex(r"\[[ xX]\]")
_PSEUDO_BOX = regex(r"\[(?:[ \t]?([^\s\]])[ \t]?)?\](?=[ \t])")
_EMPTY_BOX = regex(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,4}\[\][ \t]")


def read_tasks(document: Document, section_of: Callable[[int], int]) -> Iterator[Tracker]:
    """Yield a tracker for each outermost list that holds a task, however deep."""
    text = document.source.text
    if not _may_hold_box(text, 0, len(text)):
        return
    for outer, _ in document.outer_lists:
        # without a box that GitHub shows, those that it does not know are only text
        items = tuple(_tasks(document, outer)) if _may_hold_box(text, *outer.span) else ()
        if items:
            yield Tracker(TrackerKind.TASKS, outer.span, section_of(outer.span.start), items, shape=Shape.TASKS)


def _tasks(document: Document, outer: List) -> Iterator[Item]:
    """Yield the tasks of a list in document order; the depth of each is how many tasks it stands in. Iterative."""
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


def _may_hold_box(text: str, start: int, end: int) -> bool:
    return (_SHOWN_BOX.search(text, start, end) or _EMPTY_BOX.search(text, start, end)) is not None


def _has_pseudo_boxes(block: List) -> bool:
    """Return whether all items of a list have a box, GitHub shows some or all are empty, and some it does not show."""
    shown = [isinstance(item, ListItem) and item.box is not None for item in block.children]
    if all(shown):
        return False
    boxes = [_pseudo_box(item) for is_shown, item in zip(shown, block.children, strict=True) if not is_shown]
    return all(boxes) and (any(shown) or all(box.length == len("[]") for box in boxes if box))


def _box(item: ListItem, *, with_pseudo: bool) -> Span | None:
    """Return what stands in an item's box."""
    return item.box.span if item.box else _pseudo_box(item) if with_pseudo else None


def _pseudo_box(item: Block) -> Span | None:
    """Return what stands in the brackets with which an item begins, where that stands for a state."""
    first = item.children[0] if isinstance(item, ListItem) and item.children else None
    if not isinstance(first, Paragraph):
        return None
    found = _PSEUDO_BOX.match(first.content.text)
    if found is None or (found[1] or found[0]) not in marks(Target.BOX):
        return None
    return first.content.span(1, found.end() - 1) if found[1] else first.content.span(0, found.end())


def _task(document: Document, item: ListItem, box: Span, depth: int) -> Iterator[Item]:
    excerpt = Excerpt.whole(document.source.text, box)
    span = box if excerpt.text == "[]" else Span(box.start - 1, box.end + 1)
    for notation in of_target(Target.BOX):
        for start, end, progress, tolerance in notation.read(excerpt.text):
            assert (start, end) == (0, len(excerpt.text))
            figure = Figure(notation.name, excerpt, span, progress, tolerance=tolerance)
            label = _label(document, item)
            name = _COUNTED.sub("", label) if "/" in label else label
            yield Item(name, progress, (figure,), line_span(document, item.span.start), depth=depth, cells=(label,))


_COUNTED = regex(r"(?<=\S)[ \xa0]+[(（][0-9]{1,4}/[0-9]{1,4}(?:[ \xa0][^\W\d_]{1,20}){0,2}[)）]")
"""A count of what the task holds, which changes with it, and so is no part of its name: `Phase 1 (3/7 sessions)`."""


def _label(document: Document, item: ListItem) -> str:
    """Return the text of the task's own paragraph, without a box that is text."""
    first = item.children[0] if item.children else None
    text = ""
    if isinstance(first, (Heading, Paragraph)):
        other = _NEXT_BOX.search(first.content.text)
        text = plain_text(document, part(first.content, 0, other.start()) if other else first.content)
    return text if item.box else _PSEUDO_BOX.sub("", text, count=1).strip()


def line_span(document: Document, start: int) -> Span:
    """Return the span from an offset to the end of its line."""
    source = document.source
    line = source.line_of(start)
    end = source.line_starts[line - 1] + len(source.line_text(line))
    return Span(start, max(end, start))


LINK = regex(r"(?:[0-9]{1,4}[.)] )?[^\w\[]{0,8}(?::[a-z_]+:[ ]?)?[*_]{0,2}\[[^\]\n]{2,200}\]\([^)\s]+\)")
"""A line that begins with a link, a sign before it left out."""
_SIGN = r"[\u2190-\u2bff\U0001F000-\U0001FAFF]\ufe0f?"
_OF_CONTENTS = regex(rf"\[(?:{_SIGN}[^\]\n]{{1,200}}|[^\]\n]{{1,200}}{_SIGN})\]\(#")
"""An entry of a table of contents: the sign in it is that of a heading."""
_AMOUNT = regex(r"[0-9][ \t]?[/／][ \t]?[0-9]+[^\n]{0,12}[0-9][ \t]?[%％]")
_AT_ENDS = regex(r"[-–—:=→][ \t*_`]{0,4}[0-9]{1,4} ?/ ?[0-9]{1,4}[ \t\r*_`]{0,4}$", 8)
_FEWEST_AT_ENDS = 5
_LONGEST_BEFORE = 120
_BOXED = regex(r"^[ \t]*(?:[-*+]|[0-9]{1,4}[.)])[ \t]+[*_`]{0,3}\[(?P<word>[^\W\d_][\w -]{1,20})\](?![(\[:])", 8)
_ARROW = regex(r"→[ \t*_`]*(?P<word>[^\W\d_][^\n→]{1,24}?)[ \t\r*_`]*$", 8)
_DASHED = regex(r"(?:[ \t][-–]|—)[ \t*_`]+(?P<word>[^\W\d_][^\n:;,.()—–]{1,24}?)[ \t\r*_`]*(?:[;,.(]|$)", 8)
_FEWEST_NOTES = 3
_LONGEST_NOTE = 25


def bullet_groups(
    document: Document, sections: Sequence[Section], section_of: Callable[[int], int], legend: Callable[[], Legend]
) -> Iterator[Group]:
    """Yield the items of each list that could say states, but for lists with boxes that GitHub shows."""
    if not document.every(List):
        return
    known = document.source.once(sign_places)
    own = signs_of_legend(document.source, legend)
    places = places_of(document.source.text, known, own)
    for outer, behind in document.outer_lists:
        raw = document.source.slice(outer.span)
        section = section_of(outer.span.start)
        index = bisect_left(places, outer.span.start)
        has_sign = index < len(places) and places[index] < outer.span.end
        may_hold = has_sign or ("%" in raw and _AMOUNT.search(raw) is not None) or _has_notes(raw)
        may_hold = may_hold or ("/" in raw and len(_AT_ENDS.findall(raw)) >= _FEWEST_AT_ENDS)
        before = _announced(behind) if behind else ""
        if not may_hold and (_speaks(sections, section, before) or _has_announcement(raw)):
            may_hold = any(map(may_say_state, raw.splitlines()))
        if may_hold and _may_be_series(raw, own):
            yield from _groups(document, outer, section, legend(), before)


def _may_be_series(raw: str, own: Sequence[str]) -> bool:
    """Return whether at least two lines of a list, or its only one, may say a state."""
    lines = raw.splitlines()
    saying = (line for line in lines if may_say_state(line, own))
    return next(saying, None) is not None and (len(lines) == 1 or next(saying, None) is not None)


def _speaks(sections: Sequence[Section], section: int, before: str) -> bool:
    """Return whether what stands above a list speaks of states; without that no word and no number says one."""
    parent = sections[section].parent
    titles = [before, sections[section].title, sections[parent].title if parent else ""]
    return any(map(speaks_of_state, filter(None, titles)))


def _has_notes(raw: str) -> bool:
    """Return whether a list has entries with a note of state: `Parser (done)`, `[DONE] parser`, `parser — done`."""
    boxed = _BOXED.findall(raw) if "]" in raw else ()
    led_to = _ARROW.findall(raw) if "→" in raw else ()
    dashed = _DASHED.findall(raw) if any(mark in raw for mark in ("—", " - ", " – ")) else ()
    notes = map(_bracketed, raw.split("\n")) if any(mark in raw for mark in ")）】]") else ()
    return any(sum(map(status.is_of_work, words)) >= _FEWEST_NOTES for words in (boxed, led_to, dashed, notes))


def _bracketed(line: str) -> str:
    """Return what stands in brackets at the end of a line: `Parser (done)`, `Parser [done]`; "" where nothing does."""
    inside = line.rstrip(" \t\r*_")
    if inside[-1:] not in (")", "）", "】", "]"):
        return ""
    start = max(map(inside[:-1].rfind, "()（）【】[]"))
    word = inside[start + 1 : -1] if inside[start] in "(（【[" else ""
    return word if word[:1].isalpha() and 1 < len(word) <= _LONGEST_NOTE else ""


def _has_announcement(raw: str) -> bool:
    """Return whether a list has an item that announces others and speaks of states: `- Done:`."""
    if ":\n" not in raw and ":\r" not in raw and ":**" not in raw:
        return False
    lines = (line.rstrip("*_ ") for line in raw.splitlines())
    return any(line.endswith(":") and speaks_of_state(line) for line in lines if len(line) <= _LONGEST_BEFORE)


def _announced(block: Block) -> str:
    """Return the text of a paragraph that could announce a list: a short one that ends with a colon, or is bold."""
    if not isinstance(block, Paragraph):
        return ""
    raw = block.content.text.rstrip()
    return announcement(raw[raw.rfind("\n") + 1 :])


def announcement(line: str) -> str:
    """Return the text of a line that could announce others: a short one that ends with a colon, or is bold; else ""."""
    line = line.strip()
    is_told = len(line) <= _LONGEST_BEFORE and (line.endswith("*") or line.rstrip("*_ ").endswith((":", "：")))
    return line.strip("*_ ") if is_told else ""


def _groups(document: Document, outer: List, section: int, legend: Legend, before: str) -> Iterator[Group]:
    """Yield the items of a list and of the lists in it, each list a group; tasks have no part in it. Iterative."""
    stack: list[tuple[List, int, str]] = [(outer, 0, before)]
    own = own_signs(legend)
    while stack:
        block, depth, name = stack.pop()
        if any(isinstance(item, ListItem) and item.box for item in block.children):
            continue
        lines = []
        for item in block.children:
            assert isinstance(item, ListItem)
            first = item.children[0] if item.children else None
            is_entry = isinstance(first, Paragraph) and not _OF_CONTENTS.match(first.content.text)
            line = first_line(document, first.content) if is_entry and isinstance(first, Paragraph) else None
            state = read_line(line, legend) if line and may_say_state(line.text, own) else None
            if state:
                is_link = isinstance(first, Paragraph) and LINK.match(first.content.text) is not None
                lines.append(StateLine(state, line_span(document, item.span.start), depth, is_link))
            text = line.text if line else ""
            stack += [
                (child, depth + bool(state), text if text.rstrip().endswith(":") else name)
                for child in item.children
                if isinstance(child, List)
            ]
        bare = _bare(document, block, depth, lines)
        size = len(block.children)
        yield Group(tuple(lines), size, section, outer.span, Shape.BULLETS, name, block is not outer, bare=bare)


def _bare(document: Document, block: List, depth: int, lines: Sequence[StateLine]) -> tuple[StateLine, ...]:
    """Return the entries without a sign of a list in which others have a tick; none where one could be a remark."""
    said = {line.span.start for line in lines}
    left = [item for item in block.children if item.span.start not in said]
    if not left or len(lines) < _FEWEST_TICKED or not {line.state.sign for line in lines} <= _TICKS:
        return ()
    firsts = [item.children[0] for item in left if isinstance(item, ListItem) and item.children]
    entries = [_entry(document, one.content, State.OPEN) for one in firsts if isinstance(one, Paragraph)]
    if len(entries) < len(left) or not all(_NAME.match(one.label) for one in entries):
        return ()
    return tuple(
        StateLine(
            LineState(one.label, one.progress, one.figures, Form.HEAD), line_span(document, item.span.start), depth
        )
        for item, one in zip(left, entries, strict=True)
    )


_TICKS = frozenset("✅🔄⬜")
"""The signs of a list in which an entry without one is open: a tick, and what an edit writes in its place."""
_FEWEST_TICKED = 2
_NAME = regex(r"(?=[\w`(])[^:：(（.\u2190-\u2bff\U0001F000-\U0001FAFF]{1,80}\Z")
"""The name of something: no sign in it, and nothing explained behind a colon."""


def first_line(document: Document, content: Excerpt) -> Excerpt | None:
    """Return what a reader sees of the first line of a paragraph."""
    end = content.text.find("\n")
    seen = shown(document, content)
    if end < 0:
        return seen
    end = seen.text.find("\n")
    return seen if end < 0 else cut(seen, 0, end)


_STRUCK = regex(r"(?P<all>~~(?=\S)(?:(?!~~).)+~~|<(?P<tag>s|del|strike)>(?:(?!</?(?P=tag)>).)+</(?P=tag)>)", 16)
_TICKED = regex(r"(?:~~|</s>|</del>)[ \t]*[✅✔☑✓]")
_REMARK = regex(r"(?<=\S)[ \t]+\([^()\n]{1,80}\)\Z")
_BOLD = regex(r"(?P<mark>\*\*|__)(?=\S)(?:(?!(?P=mark))[^\n])+(?P=mark)")
"""The name of an entry, with which it begins; where it is struck through, the rest mostly is not."""
_FEWEST_STRUCK = 3
_MOST_BEHIND = 400


def read_struck_lists(
    document: Document, sections: Sequence[Section], section_of: Callable[[int], int], others: Sequence[Tracker]
) -> Iterator[Tracker]:
    """Yield a tracker for each list in which what is done is struck through: `1. ~~buy milk~~`.

    Args:
        document: the document.
        sections: its sections.
        section_of: which section stands at an offset.
        others: the trackers that are read already; a list with a sign or a box says by these what is done.
    """
    text = document.source.text
    if "~~" not in text and "<s>" not in text:
        return
    taken = sorted(tracker.span for tracker in others)
    for outer, _ in document.outer_lists:
        raw = document.source.slice(outer.span)
        if ("~~" in raw or "<s" in raw or "<del>" in raw) and not _touches(outer.span, taken):
            section = section_of(outer.span.start)
            items = tuple(_struck_items(document, outer))
            done = sum(item.progress.is_done for item in items)
            is_told = speaks_of_state(sections[section].title) or _TICKED.search(raw) is not None
            needed = 1 if is_told else _FEWEST_STRUCK
            if done >= needed and len(items) >= _FEWEST_STRUCK and not speaks_of_other(sections[section].title):
                yield Tracker(TrackerKind.LINES, outer.span, section, items, shape=Shape.BULLETS)


def _touches(span: Span, taken: Sequence[Span]) -> bool:
    index = bisect_left(taken, span)
    return (index < len(taken) and taken[index].start < span.end) or (index > 0 and taken[index - 1].end > span.start)


def _struck_items(document: Document, outer: List) -> Iterator[Item]:
    """Yield the outermost entries of a list, done where they begin with text that is struck through."""
    for item in outer.children:
        first = item.children[0] if isinstance(item, ListItem) and item.children else None
        if not isinstance(first, Paragraph):
            continue
        content = first.content
        struck = _STRUCK.match(content.text)
        if struck and len(content.text) - struck.end() > _MOST_BEHIND:
            continue
        text = content.text.rstrip()
        name = struck or _BOLD.match(text)
        remark = None if name else _REMARK.search(text)
        own = part(content, 0, name.end() if name else remark.start() if remark else len(text))
        label = _REMARK.sub("", plain_text(document, own))
        progress = Progress.of_state(State.DONE if struck else State.OPEN)
        if label:
            span = Span(item.span.start, whole_span(content).end)
            yield Item(label, progress, (Figure("struck", own, whole_span(own), progress),), span, cells=(label,))


_OWN_SIGN = regex(r"[✅🔄⬜]\ufe0f? (?=\S)")
_NOTHING = regex(
    r"(?i)\W*(?:none|nothing|empty|n/a|tba|tbd|无|暂无|なし|없음|нет|пусто|keine?s?|ning[uú]n[oa]|nenhuma?|aucune?)\b"
    r".{0,60}"
)
"""An entry that says that there is none."""
_FIELD = regex(r"\*\*(?P<name>[^*\n]{1,30})(?:\*\*[ \t]?[:：]|[:：]\*\*)")
_SHARE = regex(r"[*_~]{0,4}[0-9]{1,3}(?:[.,][0-9]{1,3})? ?%[*_~]{0,4}")
_KEYS = frozenset("metric field property key setting parameter option variable name/value".split())
_USED = frozenset("read watched played".split())
"""States beside others only: alone they are advice."""
_SIGNS = " ✅☑✔✓\ufe0f"
_LISTED = "listed"
_SIGN_REACH = 4
_LONGEST_ENTRY = 300


def read_boards(
    document: Document, sections: Sequence[Section], section_of: Callable[[int], int], others: Sequence[Tracker]
) -> Iterator[Tracker]:
    """Yield a tracker for each list or table without signs below one of several headings that say states: `## Done`.

    So does a line that announces a list: `**Done:**`, beside one of another state; `✅ All done:` does without.

    Args:
        document: the document.
        sections: its sections.
        section_of: which section stands at an offset.
        others: the trackers that are read already, of which a list of a board holds none.
    """
    if not document.every(List) and not document.every(Table):
        return
    states = _board(sections)
    is_alone = len(set(states.values())) == 1  # then lists with signs say more
    marked = {tracker.section for tracker in others}
    boards: dict[int, list[tuple[State, Tracker]]] = {}
    signed: set[int] = set()
    for outer, behind in document.outer_lists:
        section = section_of(outer.span.start)
        if section in marked:
            continue
        line = _announced(behind) if behind and section not in states else ""
        announced = state_of_heading(line) if line else None
        state = _state_of(states, sections, section) or announced
        is_part = not announced and section not in states
        if is_alone and not announced and may_hold_sign(document.source.slice(outer.span)):
            continue
        if state and (items := _entries(document, outer, state, is_part=is_part)):
            tracker = Tracker(TrackerKind.LINES, outer.span, section, items, shape=Shape.BULLETS)
            boards.setdefault(section if announced else -1, []).append((state, tracker))
            if announced and may_hold_sign(line[:_SIGN_REACH]):
                signed.add(section)
    for place, board in boards.items():
        said = {state for state, _ in board}
        if place < 0 or (State.DONE in said and (len(said) > 1 or place in signed)):
            yield from (tracker for _, tracker in board)
    if states:
        yield from _tables(document, sections, section_of, states, marked)


def _tables(
    document: Document,
    sections: Sequence[Section],
    section_of: Callable[[int], int],
    states: Mapping[int, State],
    marked: Collection[int],
) -> Iterator[Tracker]:
    """Yield a tracker for each table of a board, in a section that holds no other."""
    for table in document.every(Table):
        section = section_of(table.span.start)
        state = None if section in marked else _state_of(states, sections, section)
        if state and (items := tuple(_rows(document, table, state))):
            yield Tracker(TrackerKind.LINES, table.span, section, items, shape=Shape.TABLE)


def _entries(document: Document, outer: List, state: State, *, is_part: bool) -> tuple[Item, ...]:
    """Return the outermost entries of a list of a board; none where they are prose, or say their states themselves.

    Below the heading of a part, entries with names that other parts have, too, describe it: `**Cause**: ...`.
    """
    entries = [item.children[0] for item in outer.children if isinstance(item, ListItem) and item.children]
    texts = [first.content for first in entries if isinstance(first, Paragraph)]
    signed = sum(may_hold_sign(text.text[:_SIGN_REACH]) for text in texts)
    is_own = len(texts) == 1 and _OWN_SIGN.match(texts[0].text) is not None
    if len(texts) < len(outer.children) or (2 * signed > len(texts) and not is_own):
        return ()
    if is_part and 2 * sum(_names_field(document.source, text.text) for text in texts) > len(texts):
        return ()
    items = tuple(item for text in texts if not _NOTHING.fullmatch((item := _entry(document, text, state)).label))
    are_names = all(any(map(str.isalnum, item.label)) and len(item.label) <= _LONGEST_ENTRY for item in items)
    return items if are_names else ()


def _fields(text: str) -> Counter[str]:
    return Counter(found["name"] for found in _FIELD.finditer(text))


def _rows(document: Document, table: Table, state: State) -> Iterator[Item]:
    """Yield the rows of a table of a board; none where they are keys with their values, or are to say their states."""
    header = [plain_text(document, cell.content) for cell in table.header.cells]
    texts = document.once(columns_of, table).texts
    label = label_column(header, texts, ())
    if label is None or header[label].casefold() in _KEYS or any(map(asks_for_a_state, header)):
        return
    if any(_SHARE.fullmatch(cell) for cell in chain(*texts)):
        return
    for row, is_sum in zip(table.rows, total_rows(texts[label], texts[label]), strict=True):
        item = _entry(document, row.chosen([label])[0].content, state) if row.texts[label] and not is_sum else None
        if item and item.label and not _NOTHING.fullmatch(item.label):
            yield item._replace(span=row.span, cells=tuple(row.texts))


def _names_field(source: Source, entry: str) -> bool:
    """Return whether an entry begins with a name in bold before a colon that stands so elsewhere, too."""
    found = _FIELD.match(entry)
    return found is not None and source.once(_fields)[found["name"]] > 1


def _board(sections: Sequence[Section]) -> dict[int, State]:
    """Return the sections that stand side by side under headings of different states, with the state of each.

    One alone is enough where it has a sign, and it says nothing else, `## ✅ Completed`, or the heading above it speaks
    of states: `# Status`, `## ✅ Working`.
    """
    by_parent: dict[int, dict[int, State]] = {}
    for index, section in enumerate(sections):
        if section.level and (state := state_of_heading(section.title, is_sure=False)):
            by_parent.setdefault(section.parent or 0, {})[index] = state
    return {
        index: state
        for parent, those in by_parent.items()
        if _is_board(those, [sections[index].title for index in those], sections[parent].title if parent else "")
        for index, state in those.items()
    }


def _is_board(states: Mapping[int, State], titles: Sequence[str], above: str) -> bool:
    """Return whether headings of states side by side, below another, hold what is done and what is left."""
    signed = [title for title in titles if may_hold_sign(title[:_SIGN_REACH])]
    done = [title for title, state in zip(titles, states.values(), strict=True) if state is State.DONE]
    sure = [title for title in titles if state_of_heading(title)]
    if len(set(states.values())) > 1:
        used = [one for one in done if one.partition("(")[0].strip().casefold() in _USED]  # `Read (12)`
        return any(one in sure or one in signed for one in done) or bool(used and sure)
    is_of_all = speaks_of_state(above) and state_of_heading(above, is_sure=False) is None
    return any(one in signed and (is_of_all or status.is_of_work(one.lstrip(_SIGNS))) for one in done)


def _state_of(states: Mapping[int, State], sections: Sequence[Section], section: int) -> State | None:
    """Return what state the heading of a section of a board says, or that of the part of the board it stands in."""
    own, parent = sections[section], sections[section].parent
    is_part = own.title[:1].isalpha() and not may_hold_sign(own.title) and not speaks_of_other(own.title)
    return states.get(section) or (states.get(parent) if parent and is_part and not names_step(own.title) else None)


def _entry(document: Document, content: Excerpt, state: State) -> Item:
    """Return an entry of a board; a sign of its own comes before the heading."""
    found = _OWN_SIGN.match(content.text)
    own = part(content, 0, found.end()) if found else Excerpt("", (Piece(0, content.place(0), 0),))
    reading = next(named(_LISTED).read(own.text), None)
    progress = reading.progress if reading else Progress.of_state(state)
    label = plain_text(document, part(content, len(own.text), len(content.text)))
    span = whole_span(content)
    figure = Figure(_LISTED, own, Span(span.start, span.start + len(own.text)), progress)
    return Item(label, progress, (figure,), span, cells=(label,))
