"""Counts by state that stand together: `Done: 5, in progress: 1, not started: 2`, `10 (4 completed, 6 remaining)`.

They stand in one paragraph, in one list, or in the rows or columns of a table, and count the items of their section, or
of a section around it. Which, their numbers say: two of them are right, or all together are as many as there are items.
Where only one is right, the others are likely to be meant so, if they are near. Anything else counts something else.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from readme_sync.claims._bind import beside_claim, claim_of
from readme_sync.claims._counts import Way, near, nearest_first, number_at, ways_of_counting
from readme_sync.claims._page import ClaimContext, TableView, TextBlock
from readme_sync.claims._words import Counted, count_items, counted_by
from readme_sync.claims.form import Form
from readme_sync.markdown import HtmlBlock, Row
from readme_sync.model import Bound, Claim, Doubt, Fact, Figure, Item, Progress, Tracker, Value
from readme_sync.text import Excerpt
from readme_sync.text.regex import ENABLED, about_one_of, one_of, regex
from readme_sync.trackers.header_words import ends_with_step

_END = r"(?![0-9%~+-]|[.,:/][0-9]|[ \xa0]?[/%]|[ \xa0]?[／％])"
_PART = regex(
    r"(?:(?P<label>[^\W\d_][^:：\n|·•,;()（）0-9]{0,40}?)[*_`\xa0 ]{0,4}[:：][*_`\xa0 ]{0,5}"
    r"(?P<value>(?<![0-9])(?!0[0-9])[0-9]{1,6})"
    r"|(?P<sign>[✅☑✔🚧🔄⬜⏳🔲])\ufe0f?[:：*_\xa0 ]{0,4}(?P<signed>(?<![0-9])(?!0[0-9])[0-9]{1,6}))"
    + _END
    + r"|(?<![\w.,/:~+#–—-])(?P<count>(?!0[0-9])[0-9]{1,6})"
    + _END
    + r"[*_\xa0 ]{1,4}(?P<what>[^\W\d_]+(?:[ -][^\W\d_]+){0,2})"
)


def _next_to(signs: str, between: str) -> re.Pattern[str]:
    """Return a pattern for a number next to a word or one of some signs; far cheaper than that for a part."""
    return regex(
        rf"{about_one_of(f'0123456789{signs}')}(?:"
        rf"(?<=[0-9])(?<![\w.,/:~+#-][0-9])[0-9]{{0,5}}{_END}[_\xa0 ]{{1,4}}[^\W\d_]"
        rf"|(?<![0-9])(?<={one_of(signs)})[{between}_`\xa0 ]{{0,12}}[0-9]{{1,6}}{_END})"
    )


_BESIDE, _BESIDE_IN_ASCII = _next_to(":：✅☑✔🚧🔄⬜⏳🔲", "\ufe0f:："), _next_to(":", ":")
_PERCENT = regex(
    r"[^0-9\n(（,;]{0,20}[(（][ \xa0]?(?P<percent>[0-9]{1,3}(?:[.,][0-9]{1,2})?[ \xa0]?[%％])[ \xa0]?[)）]"
)
_IN_FRONT = regex(
    r"(?<![\w.,/~+#-])(?P<value>[0-9]{1,6})[ \xa0]?(?:[^\W\d_]{2,20}[ \xa0])?[(（](?=[ ]?[0-9]{1,6}[ \xa0][^\W\d_])"
)
"""A number in front of what it is made of: `10 (4 completed, 6 left)`."""
_AT_END = regex(r"[(（][*_ ]{0,3}[0-9]{1,4}[ \xa0][^\W\d_][^\n()（）0-9]{1,30}[)）]\W{0,6}\Z")
_REACH = 30
_FEWEST = 2
_CERTAIN = 2
_APART = 15.0
_STATES = frozenset({Counted.DONE, Counted.BEGUN, Counted.OPEN, Counted.LEFT})
_REST = frozenset({Counted.OPEN, Counted.LEFT})


class Part(NamedTuple):
    """A number, what its label says that it counts, the percent in parentheses behind it, whether it has no label."""

    counted: Counted
    figure: Figure
    percent: Figure | None = None
    is_bare: bool = False

    @property
    def number(self) -> float:
        """Return what the number says."""
        return self.figure.progress.done or 0.0


def _find(page: ClaimContext) -> Iterator[Claim]:
    if ENABLED and not page.inside[0] and not page.may_hold_share:
        return  # only a share of the total beside it follows from counts without items
    for parts, section, holder in families(page):
        if len(parts) >= _FEWEST and not _STATES.isdisjoint(part.counted for part in parts):
            yield from _claims(page, parts, section, holder)
    for passage in page.headings:
        if page.inside[passage.section] and _AT_END.search(passage.raw):
            yield from _in_heading(page, passage)


def _claims(page: ClaimContext, parts: Sequence[Part], section: int, holder: Tracker | None) -> Iterator[Claim]:
    numbers: dict[Counted, set[float]] = defaultdict(set)
    for part in parts:
        numbers[part.counted].add(part.number)
    several = {kind for kind, stated in numbers.items() if len(stated) > 1} & _STATES
    parts = [part for part in parts if part.counted not in several]  # each of those counts something of its own
    best: tuple[int, bool, Way, int] | None = None
    for way, scope in _scopes(page, section, holder):
        items, is_own = way.items, scope == section
        hits = [part.counted for part in parts if part.number > 0 and part.number in _truths(items, part)]
        is_known = not _STATES.isdisjoint(hits) or (is_own and way.is_whole)
        is_whole = is_known and _is_partition(parts, len(items))
        found = len(hits), is_whole, way, scope
        if best is None or found[:2] > best[:2]:
            best = found
    if best is None or not (best[0] or best[1]):
        yield from _shares(parts, section)
        yield from _outdated(page, parts, section)
        return
    right, is_whole, (items, origin, _), scope = best
    is_sure = right >= _CERTAIN or is_whole
    agree = right < _CERTAIN and _agree_among_themselves(parts)
    for part in parts:
        truths = _truths(items, part)
        if not is_sure and not near(part.number, truths[0]):
            continue
        if agree and not part.number and truths[0]:
            continue  # nothing of what they count is done: that is near to no count of other things
        doubt = Doubt.OTHER_THING if agree else Doubt.NONE if is_sure else Doubt.NEAR_COUNT
        if part.is_bare and doubt:
            continue
        fact = Fact(tuple(map(Progress.of_number, truths)), origin, section=scope)
        yield Claim(part.figure, Value.COUNT, fact, Bound.FORM, section, doubt)
        if part.percent and part.counted is not Counted.TOTAL:
            shares = tuple(Progress.of_fraction(truth, len(items)) for truth in truths)
            yield claim_of(part.percent, section, fact._replace(progresses=shares), doubt)


def _in_heading(page: ClaimContext, passage: TextBlock) -> Iterator[Claim]:
    """Yield the claim of the one count by state in brackets that ends a heading: `### Writers (4 pending)`."""
    found = _AT_END.search(passage.seen.text)
    parts = _parts(passage) if found else []
    if len(parts) != 1 or parts[0].counted not in _STATES:
        return
    kinds = {parts[0].counted} if parts[0].counted is Counted.DONE else {*_STATES} - {Counted.DONE}
    ways = page.ways(passage.section, "below")
    truths = [float(count_items(way.items, kind)) for way in ways for kind in kinds]
    truths = nearest_first(truths, parts[0].number)
    if truths and abs(truths[0] - parts[0].number) <= 1:
        is_plain = len({item.counts_as.state for item in ways[0].items}) <= _FEWEST  # which are left else is a question
        fact = Fact(tuple(map(Progress.of_number, truths)), "the items below")
        doubt = Doubt.NEAR_COUNT if is_plain else Doubt.OTHER_THING
        yield Claim(parts[0].figure, Value.COUNT, fact, Bound.FORM, passage.section, doubt)


def _shares(parts: Sequence[Part], section: int) -> Iterator[Claim]:
    """Yield the percents behind the counts, of the total beside them, where nothing that is listed says more."""
    totals = [part.number for part in parts if part.counted is Counted.TOTAL]
    if not totals and len(parts) >= _FEWEST and all(part.percent for part in parts):
        totals = [sum(part.number for part in parts)]
    for part in parts if len(totals) == 1 and totals[0] else ():
        if part.percent and part.counted is not Counted.TOTAL and part.number <= totals[0]:
            share = Progress.of_fraction(part.number, totals[0])
            if abs((part.percent.progress.percent or 0.0) - (share.percent or 0.0)) < _APART:
                yield beside_claim(part.percent, section, share, f"of {totals[0]:g}")


def _outdated(page: ClaimContext, parts: Sequence[Part], section: int) -> Iterator[Claim]:
    """Yield the claims of what is done and what is left where nothing is right, but nearly as many are done."""
    done = [part for part in parts if part.counted is Counted.DONE]
    left = [part for part in parts if part.counted in _REST]
    if not len(done) == len(left) == 1 or len(parts) > len(done) + len(left) or not done[0].number:
        return
    counted = {count_items(way.items, Counted.DONE): way for way, _ in _scopes(page, section, None)}
    sizes = nearest_first(filter(None, counted), done[0].number)
    if not sizes or not near(done[0].number, sizes[0]) or done[0].number == sizes[0]:
        return
    origin, truth = counted[sizes[0]].origin, float(sizes[0])
    rest = max(0.0, done[0].number + left[0].number - truth)
    for part, size in ((done[0], truth), (left[0], rest)):
        fact = Fact((Progress.of_number(size),), origin)
        yield Claim(part.figure, Value.COUNT, fact, Bound.FORM, section, Doubt.OTHER_THING)


def _truths(items: Sequence[Item], part: Part) -> list[float]:
    """Return what a number may rightly say; what is left may be with or without what is begun."""
    both = {part.counted, *(_REST if part.counted in _REST else ())}
    ways = sorted(both, key=lambda one: one is not part.counted)
    return list(dict.fromkeys(float(count_items(items, one)) for one in ways))


def _is_partition(parts: Sequence[Part], size: int) -> bool:
    """Return whether numbers of several states, each counted once, are together as many as there are items."""
    states = [part for part in parts if part.counted in _STATES]
    kinds = {part.counted for part in states}
    is_each_once = len(kinds) == len(states) >= _FEWEST and not kinds >= _REST
    return is_each_once and size >= _FEWEST and sum(part.number for part in states) == size


def _agree_among_themselves(parts: Sequence[Part]) -> bool:
    """Return whether the states sum up to the total beside them: then they may count more than is listed."""
    totals = [part.number for part in parts if part.counted is Counted.TOTAL]
    return totals == [sum(part.number for part in parts if part.counted in _STATES)]


def _scopes(page: ClaimContext, section: int, holder: Tracker | None) -> Iterator[tuple[Way, int]]:
    """Yield the items of the section, and of those around it, counted in each way; with the section.

    Without those of the table that holds the counts, where that was read as a list of items.
    """
    index: int | None = section
    while index is not None:
        where = "below" if index else "of this document"
        ways = page.ways(index, where)
        if holder:
            ways = ways_of_counting([one for one in page.inside[index] if one is not holder], where)
        yield from ((way, index) for way in ways if way.is_whole or index == section)
        index = page.sections[index].parent


def families(page: ClaimContext) -> list[tuple[list[Part], int, Tracker | None]]:
    """Return the numbers that stand together, their section, and the table that holds them."""
    return page.once("counts by state", lambda: list(_families(page)))


def _families(page: ClaimContext) -> Iterator[tuple[list[Part], int, Tracker | None]]:
    speaking = {
        passage.block.span.start: passage
        for passage in page.passages
        if not isinstance(passage.block, HtmlBlock) and _may_hold_parts(passage)
    }
    taken: set[int] = set()
    for listing in page.lists if speaking else ():
        those = [speaking[first.span.start] for first in listing.firsts if first.span.start in speaking]
        if len(those) >= _FEWEST:
            parts = [part for one in those for part in _parts(one)[:1]]
            yield parts, those[0].section, None
            taken.update(one.block.span.start for one in those if len(_parts(one)) <= 1)
    for start, passage in speaking.items():
        if start not in taken:
            yield _parts(passage), passage.section, None
    for grid in page.grids:
        yield from ((parts, grid.section, grid.tracker) for parts in _in_table(grid))


def _beside(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers next to words, colons and signs."""
    return (_BESIDE_IN_ASCII if text.isascii() else _BESIDE).finditer(text.replace("*", ""))


def _may_hold_parts(passage: TextBlock) -> bool:
    """Return whether a text may hold counts that stand together: one an entry, else at least two."""
    if ENABLED and passage.numbers < _FEWEST and not passage.is_listed:
        return False
    found = _beside(passage.raw)
    return next(found, None) is not None and (passage.is_listed or next(found, None) is not None)


def _parts(passage: TextBlock) -> list[Part]:
    """Return the counts by state in a text."""
    seen = passage.seen
    lines = [one for one in passage.lines if next(_beside(seen.text[slice(*one)]), None)]
    matches = [one for line in lines for one in _PART.finditer(seen.text, *line)]
    found = [(one, part) for one in matches if (part := _part(seen, one))]
    parts = [part for _, part in found]
    return [*_in_front(seen, found[0][0]), *parts] if len(parts) == 1 else parts


def _in_front(seen: Excerpt, part: re.Match[str]) -> list[Part]:
    """Return the number in front of the brackets in which the only part stands."""
    front = [one for one in _IN_FRONT.finditer(seen.text) if 0 <= part.start() - one.end() <= 1]
    figure = number_at(seen, front[0].span("value")) if front else None
    return [Part(Counted.TOTAL, figure, is_bare=True)] if figure else []


def _part(seen: Excerpt, found: re.Match[str]) -> Part | None:
    label = found["label"] or found["sign"] or found["what"]
    before = seen.text[max(0, found.start() - _REACH) : found.start()] if found["what"] else f"{label} "
    counted = None if ends_with_step(before) else counted_by(label)  # `fixed in phase 22`
    name = next(name for name in ("value", "signed", "count") if found[name])
    figure = number_at(seen, found.span(name)) if counted else None
    return Part(counted, figure, _percent(seen, found.end())) if counted and figure else None


def _percent(seen: Excerpt, end: int) -> Figure | None:
    """Return the percent in parentheses behind a count."""
    behind = _PERCENT.match(seen.text, end)
    return number_at(seen, behind.span("percent"), "percent") if behind else None


def _of_row(grid: TableView, row: Row, number: Figure | None) -> Part | None:
    """Return the count by state in a row of a label and a number."""
    counted = counted_by(grid.label(row)) if number else None
    return Part(counted, number) if counted and number else None


def _in_table(grid: TableView) -> Iterator[list[Part]]:
    """Yield the counts by state in a table: one a row, or one a column in its only row."""
    rows = grid.block.rows
    if len(grid.header) > 1 and (not grid.tracker or grid.number(rows[0], 1)):
        read = (_of_row(grid, row, number) for row, number in zip(rows, grid.numbers(1), strict=True))
        # a table of items holds counts by state only if each of its rows does
        parts = [part for part in (takewhile(bool, read) if grid.tracker else read) if part]
        if not grid.tracker or len(parts) == len(rows):
            yield parts
    if len(rows) == 1:
        wanted = [(counted, column) for column, header in enumerate(grid.header) if (counted := counted_by(header))]
        yield [Part(counted, one) for counted, column in wanted if (one := grid.number(rows[0], column))]


FORM = Form("state-counts", 65, _find)
