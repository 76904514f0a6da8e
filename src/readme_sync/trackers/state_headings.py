"""Headings that say a state: `## Phase 2 ✅`, `### Lexer (done)`, `## Parser [3/7]`, `## Tests — COMPLETE`.

What stands below a heading says it more exactly: where that holds items, the heading only sums them up.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from readme_sync.markdown import Document
from readme_sync.markdown.plain_text import shown
from readme_sync.model import Item, Section, Shape, State, Tracker, TrackerKind
from readme_sync.notations import status
from readme_sync.text import Span
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import (
    is_total,
    speaks_of_features,
    speaks_of_other,
    speaks_of_state,
    speaks_of_steps,
)
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.line_states import COLOURS, Form, LineState, may_say_state, read_line, signs_of_legend
from readme_sync.trackers.sections import titles_around
from readme_sync.trackers.series import without_contradiction

_FEWEST = 3
_MAY = regex(r"[^\x00-\x7f]|[\[(:%/]| -")
"""What stands in a heading that says a state."""
_FEWEST_SURE = 2
_LONG = 4
"""A label of so many words names one thing, whatever words are in it."""
_RATING = regex("(?:⭐|★){2}")
_CODE = regex(r"\W{0,3}[A-Z]{1,4}[-_ ]?[0-9]{1,4}(?:[.-][0-9]{1,3}){0,2}(?:[a-z]?[):.]|\W{0,2} |\W*\Z)")
"""A label that begins with the number of a piece of work: `P0-2 — Parser`, `T042: Views`."""
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
    if len(found) < _FEWEST_SURE:
        return
    kept = [(index, state) for index, state in found if _is_progress(index, state, sections)]
    if not _are_series([(any(map(speaks_of_state, titles_around(sections, index)[1:])), one) for index, one in kept]):
        return
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


def _is_progress(index: int, state: LineState, sections: Sequence[Section]) -> bool:
    """Return whether a heading could be one thing with a progress: no praise, no rating, no part with a number."""
    is_long = len(state.label.split()) >= _LONG
    if not is_long and (speaks_of_other(state.label) or speaks_of_features(state.label)):
        return False
    if is_total(state.label) or _RATING.search(state.label):
        return False
    if state.form is Form.NUMBER and (state.progress.percent is None or "→" in state.label):
        return False
    if _is_bare(state) and (state.sign == "⚠" or state.sign in COLOURS):
        return False  # a warning, a priority, a level
    if state.sign in ("[x]", "[X]", "[ ]") and "missing" in state.label.casefold():
        return False
    parent = sections[sections[index].parent or 0].title
    return len(parent.split()) >= _LONG or not speaks_of_other(parent)


def _are_series(kept: Sequence[tuple[bool, LineState]]) -> bool:
    """Return whether headings say states, and are not only decorated, or numbered parts of a whole.

    Args:
        kept: the headings, each behind whether one above it speaks of states.
    """
    states = [state for _, state in kept]
    if len(states) < _FEWEST_SURE or _are_parts(states):
        return False
    signs = Counter(one.sign for one in states)
    sure = sum(1 for one in states if _is_sure(one) and (signs[one.sign] > 1 or not _is_bare(one)))
    if sure >= _FEWEST_SURE:
        return True
    steps = sum(is_below or _names_step(one.label) for is_below, one in kept)
    return len(states) >= _FEWEST and 2 * steps >= len(states)


def _names_step(label: str) -> bool:
    return speaks_of_steps(label) or speaks_of_state(label) or _CODE.match(label) is not None


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
    return bool(state.sign) and len(state.figures) == 1 and not status.parts(state.figures[0].excerpt.text)[1]


def _are_parts(states: Sequence[LineState]) -> bool:
    """Return whether the headings only number the parts of a whole: (1/3), (2/3), (3/3)."""
    totals = Counter(one.progress.total for one in states if one.form is Form.NUMBER)
    counts = [one.progress.done for one in states if one.form is Form.NUMBER]
    return len(counts) == len(states) and len(totals) == 1 and None not in totals and counts == sorted(set(counts))  # type: ignore[type-var]
