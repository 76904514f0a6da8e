"""A fraction in an entry of a list, over the items in that entry: `- Parser: 3 of 7`, `- [ ] Phase 1 (2/5)`."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from readme_sync.claims._bind import bound_near
from readme_sync.claims._counts import counts
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import label_before, numbers_a_part
from readme_sync.claims.form import Form
from readme_sync.markdown import List, ListItem, Paragraph
from readme_sync.model import Claim, Item, State, Tracker
from readme_sync.notations import status
from readme_sync.text import Span
from readme_sync.text.regex import regex

_REMARK = regex(r"[^\n(（]{0,12}[(（]([^\n()（）]{1,80})")
_WORD = regex(r"[^\W\d_]+")


def _find(page: ClaimContext) -> Iterator[Claim]:
    listed = [passage for passage in page.fractional if passage.is_listed] if page.inside[0] else []
    if not listed:
        return
    spans = _entries_with_lists(page)
    trackers = [(tracker, [item.span.start for item in tracker.items]) for tracker in page.inside[0]]
    starts = [tracker.span.start for tracker, _ in trackers]
    for passage in listed:
        span = spans.get(passage.block.span.start)
        figures = passage.fractions
        if span is None or len(figures) != 1 or numbers_a_part(label_before(passage.seen.text, figures[0][0])):
            continue
        inside = _inside(trackers, starts, span)
        if inside:
            place, figure = figures[0]
            claim = bound_near(figure, passage.section, counts(inside, "in it"))
            if claim and not _says_more(passage.seen.text[place + len(figure.excerpt.text) :]):
                yield claim


def _says_more(behind: str) -> bool:
    """Return whether a remark says that what counts as done is done in part: `5/5 (the frame; the rest is partial)`."""
    remark = _REMARK.match(behind)
    words = _WORD.findall(remark[1]) if remark else ()
    return any(status.state_of_word(word) is State.IN_PROGRESS for word in words)


def _entries_with_lists(page: ClaimContext) -> dict[int, Span]:
    """By where the first paragraph of an entry begins, what follows it, where that holds a list."""
    found: dict[int, Span] = {}
    for block in page.document.every(ListItem):
        first = block.children[0] if block.children else None
        if isinstance(first, Paragraph) and any(isinstance(one, List) for one in block.children):
            found[first.span.start] = Span(first.span.end, block.span.end)
    return found


def _inside(trackers: Sequence[tuple[Tracker, list[int]]], starts: Sequence[int], span: Span) -> list[Tracker]:
    """Return the items in a span, as trackers: those whose list begins in it, and the tasks of the list around it."""
    first = max(0, bisect_left(starts, span.start) - 1)
    found = []
    for tracker, places in trackers[first : bisect_left(starts, span.end)]:
        begin, end = bisect_left(places, span.start), bisect_left(places, span.end)
        if begin < end:
            items = tracker.items[begin:end]
            found.append(tracker._replace(items=_outermost(items)))
    return found


def _outermost(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items, their depth counted from the outermost of them."""
    depth = min(item.depth for item in items)
    return tuple(item._replace(depth=item.depth - depth) for item in items)


FORM = Form("nested-fraction", 25, _find)
