"""Headings that say a state: `## Phase 2 ✅`, `### Lexer (done)`, `## Parser [3/7]`, `## Tests — COMPLETE`.

What stands below a heading says it more exactly: where that holds items, the heading only sums them up.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from readme_sync.markdown import Document
from readme_sync.markdown.plain_text import shown
from readme_sync.model import Item, Section, Shape, State, Tracker, TrackerKind
from readme_sync.notations import is_bar, status
from readme_sync.text import Span
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import (
    is_total,
    names_code,
    names_step,
    speaks_of_features,
    speaks_of_other,
    speaks_of_state,
    speaks_of_steps,
    state_of_heading,
)
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import (
    COLOURS,
    Form,
    LineState,
    may_say_state,
    read_line,
    signs_of_legend,
    state_of_sign,
)
from readme_sync.trackers.sections import heading_figures, titles_around
from readme_sync.trackers.series import without_contradiction

_FEWEST = 3
_MAY = regex(r"[^\x00-\x7f]|[\[(:%/]| -")
"""What stands in a heading that says a state."""
_FEWEST_SURE = 2
_LONG = 4
"""A label of so many words names one thing, whatever words are in it."""
_RATING = regex("(?:⭐|★){2}")
_ORDINAL = regex(r"[^\w\n]{0,8}[0-9]{1,3}(?:(?:[.-][0-9]{1,3})+[ :：.)]|[.):：、]| [-–—] )")
"""The number of a part of a plan: `1. Parser`, `1.2 Parser`, `1-3: Parser`."""
_PICTURE = regex(r"[\u2190-\u2bff\U0001F000-\U0001FAFF]")
_PERCENT = "percent"
_ALL = 100.0
_CONTRAST = frozenset("✅☑✔✓❌✖✗✘⚠⛔🚫⭐🔍") | {":white_check_mark:", ":heavy_check_mark:", ":x:"}


def read_state_headings(
    document: Document,
    sections: Sequence[Section],
    legend: Callable[[], Legend],
    others: Sequence[Tracker],
    statuses: Sequence[Tracker],
) -> Iterator[Tracker]:
    """Yield a tracker for each heading that says a state, a summary where items stand below it.

    Args:
        document: the document.
        sections: its sections.
        legend: what it says its signs mean.
        others: the trackers that are read already.
        statuses: those of a line of state below a heading: `Status: Done`. One that says what the heading says is a
            copy of it.
    """
    found = [(index, state) for index, state in _headings(document, sections, legend) if not _is_title(index, sections)]
    if not found:
        return
    kept = [(one.place, one.state) for one in _of_series(_marked(found, sections), sections)]
    lines = {one.section: one.items[0] for one in statuses if one.items}
    copies = {
        index: lines[index]
        for index, state in kept
        if index in lines and lines[index].progress.state is state.progress.state
    }
    unlike = [one for one in statuses if one.section not in copies]
    holding = sorted(tracker.span.start for tracker in (*others, *unlike))
    starts = sorted([*holding, *(sections[index].span.start for index, _ in kept)])
    run: list[Item] = []
    run_parent = -1
    for index, state in kept:
        section = sections[index]
        heading = section.heading or section.span
        item = Item(state.label, state.progress, state.figures, heading, cells=(state.label,))
        if copy := copies.get(index):
            figures = tuple(one._replace(group=0) for one in (*state.figures, *copy.figures))
            item = item._replace(figures=figures, span=Span(heading.start, copy.span.end))
        parent = section.parent or 0
        is_leaf = not _any_within(starts, Span(section.span.start + 1, section.span.end))
        if (
            is_leaf
            and run
            and run_parent == parent
            and not _any_within(holding, Span(run[-1].span.start, heading.start))
        ):
            run.append(item)
            continue
        if run:
            yield _tracker(run, run_parent)
        run, run_parent = ([item], parent) if is_leaf else ([], -1)
        if not is_leaf:
            yield _tracker([item], parent)._replace(is_summary=True)
    if run:
        yield _tracker(run, run_parent)


def _is_title(index: int, sections: Sequence[Section]) -> bool:
    """Return whether a heading is the title of the document."""
    level = sections[index].level
    return index == 1 and all(section.level > level for section in sections[2:])


def _tracker(items: Sequence[Item], section: int) -> Tracker:
    span = Span(items[0].span.start, items[-1].span.end)
    return Tracker(TrackerKind.LINES, span, section, tuple(items), shape=Shape.HEADINGS)


def _any_within(starts: Sequence[int], span: Span) -> bool:
    index = bisect_left(starts, span.start)
    return index < len(starts) and starts[index] < span.end


def _headings(
    document: Document, sections: Sequence[Section], legend: Callable[[], Legend]
) -> Iterator[tuple[int, LineState]]:
    """Yield the headings that could say a state, by the index of their section."""
    own = signs_of_legend(document.source, legend)
    for index, heading in enumerate(document.headings, 1):
        title = sections[index].title
        may_hold = _MAY.search(title) and may_say_state(title, own) and "\n" not in heading.content.text
        state = read_line(shown(document, heading.content), legend()) if may_hold else None
        if state:
            yield index, without_contradiction(state)


class _Marked(NamedTuple):
    """A heading that could say a state.

    Attributes:
        place: the index of its section.
        state: what it says.
        is_step: whether it is numbered, or names a piece of work.
        is_below: whether a heading above it speaks of states.
    """

    place: int
    state: LineState
    is_step: bool
    is_below: bool


def _marked(found: Iterable[tuple[int, LineState]], sections: Sequence[Section]) -> list[_Marked]:
    """Return the headings that could be one thing with a progress: no praise, no rating, no part with a number."""
    decorated = _decorated(sections)
    marked = []
    for index, state in found:
        above = titles_around(sections, index)[1:]
        is_praise = speaks_of_features(above[0]) and state.progress.is_done
        is_step = not is_praise and _is_step(sections[index].title, state.label)
        one = _Marked(index, state, is_step, any(map(speaks_of_state, above)))
        is_decoration = state.form is Form.HEAD and _is_bare(state) and sections[index].parent in decorated
        if not is_decoration and _is_progress(one, sections):
            marked.append(one)
    heads = [one for one in marked if one.state.form is Form.HEAD and _is_bare(one.state)]
    if 2 * len(heads) < len(marked):  # signs at the heads of a few are decoration
        marked = [one for one in marked if one not in heads or one.is_step]
    plain = [sections[one.place] for one in marked if not _is_coloured(one.state)]
    levels, parents = {section.level for section in plain}, {section.parent for section in plain}

    def is_state(one: _Marked) -> bool:
        """Return whether a colour is a state, and not a priority: next to ticks."""
        section = sections[one.place]
        is_near = section.parent in parents or (one.is_step and section.level in levels)
        return not _is_coloured(one.state) or (one.state.form is Form.TAIL and is_near)

    return list(filter(is_state, marked))


def _decorated(sections: Sequence[Section]) -> frozenset[int]:
    """Return the sections whose parts begin with pictures of many kinds: there a sign at the head is one, too."""
    pictures: dict[int, list[str]] = {}
    for section in sections[1:]:
        found = _PICTURE.match(section.title)
        pictures.setdefault(section.parent or 0, []).append(found[0] if found else "")
    return frozenset(parent for parent, those in pictures.items() if _are_decoration(those))


def _are_decoration(pictures: Sequence[str]) -> bool:
    others = {one for one in pictures if one and state_of_sign(one, {}) is None}
    return len(others) > 1 and 2 * sum(map(bool, pictures)) > len(pictures)


def _is_step(title: str, label: str) -> bool:
    return _ORDINAL.match(title) is not None or names_step(label)


def _is_coloured(state: LineState) -> bool:
    return _is_bare(state) and state.sign in COLOURS


def _is_progress(one: _Marked, sections: Sequence[Section]) -> bool:
    state, title = one.state, sections[one.place].title
    if not one.is_step and len(state.label.split()) < _LONG:
        if speaks_of_other(state.label) or speaks_of_features(state.label):
            return False
        if speaks_of_state(state.label) and not speaks_of_steps(state.label):
            return False  # `Status: done` of the whole
    if is_total(state.label) or _RATING.search(state.label):
        return False
    if state.form is Form.NUMBER and (state.progress.percent is None or not _is_at_end(title, state)):
        return False
    if _is_bare(state) and state.sign == "⚠":
        return False  # a warning
    if state.sign in ("[x]", "[X]", "[ ]") and "missing" in state.label.casefold():
        return False
    parent = sections[sections[one.place].parent or 0].title
    is_told = len(parent.split()) >= _LONG or not speaks_of_other(parent) or state_of_heading(parent) is not None
    return is_told or (names_step(state.label) and not names_code(state.label))


def _is_at_end(title: str, state: LineState) -> bool:
    """Return whether a heading ends with its number, or has it in brackets; else it is a part of a sentence."""
    return any(map(is_bar, state.figures)) or any(True for _ in heading_figures(title))


def _of_series(marked: Sequence[_Marked], sections: Sequence[Section]) -> list[_Marked]:
    """Return the headings that say states, and are not only decorated, or numbered parts of a whole."""
    states = [one.state for one in marked]
    if len(states) >= _FEWEST_SURE and not _are_parts(states):
        signs = Counter(one.sign for one in states)
        are_parts = sum(one.progress.percent or 0.0 for one in states if _is_share(one)) <= _ALL
        sure = sum(
            _is_sure(one.state)
            and (signs[one.state.sign] > 1 or not _is_bare(one.state))
            and not (are_parts and _is_share(one.state) and not names_step(one.state.label) and not one.is_below)
            for one in marked
        )
        steps = sum(one.is_below or (_names_work(one) and not (are_parts and _is_share(one.state))) for one in marked)
        if sure >= _FEWEST_SURE or (len(states) >= _FEWEST and 2 * steps >= len(states)):
            return list(marked)
    # one of several phases that has a state
    named = [one for one in marked if names_step(one.state.label) and _is_plain(one.state)]
    siblings = Counter(one.parent for one in sections[1:] if names_step(one.title)) if named else Counter()
    return [one for one in named if siblings[sections[one.place].parent] >= _FEWEST]


def _is_plain(state: LineState) -> bool:
    """Return whether a heading says its state by more than a sign at its head, which may be decoration."""
    is_bare_head = state.form is Form.HEAD and _is_bare(state)
    has_sign = bool(state.sign) and not state.sign[0].isalpha()
    return state.form is not Form.NUMBER and not is_bare_head and (has_sign or state.progress.is_done)


def _names_work(one: _Marked) -> bool:
    return one.is_step or speaks_of_steps(one.state.label) or speaks_of_state(one.state.label)


def _is_share(state: LineState) -> bool:
    """Return whether a heading has a percent and nothing else, which may be a part of a whole."""
    return len(state.figures) == 1 and state.figures[0].notation == _PERCENT


def _is_sure(state: LineState) -> bool:
    """Return whether a heading says its state by a number, by a word of work, or by a sign used for nothing else."""
    if any(figure.notation != status.NOTATION.name for figure in state.figures):
        return True
    if state.form in (Form.WORD, Form.HEAD_WORD, Form.NOTE):
        return True
    has_word = any(status.parts(figure.excerpt.text)[1] for figure in state.figures)
    return has_word or (state.sign not in _CONTRAST and state.progress.state is not State.UNKNOWN)


def _is_bare(state: LineState) -> bool:
    """Return whether a heading has a sign and nothing else that says a state."""
    figure = state.figures[0]
    is_sign = figure.notation == status.NOTATION.name and not status.parts(figure.excerpt.text)[1]
    return bool(state.sign) and len(state.figures) == 1 and is_sign


def _are_parts(states: Sequence[LineState]) -> bool:
    """Return whether the headings only number the parts of a whole: (1/3), (2/3), (3/3)."""
    totals = Counter(one.progress.total for one in states if one.form is Form.NUMBER)
    counts = [one.progress.done for one in states if one.form is Form.NUMBER]
    return len(counts) == len(states) and len(totals) == 1 and None not in totals and counts == sorted(set(counts))  # type: ignore[type-var]
