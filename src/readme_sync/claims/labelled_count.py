"""A count behind its name, over all items: `Total items: 62`, `Problems solved: 31`, `| Total lessons | 40 |`.

It is about the number of all items, of those that are done, of the rows of all tables alike, or about the sum of a
column whose header has the same noun. Which of these is not certain, so it is in doubt, and it is said only
where the count is near to one of them, and equals none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from readme_sync.claims._below import column_sums
from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import near, number_at
from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims._words import label_before
from readme_sync.claims.form import Form
from readme_sync.markdown import HtmlBlock
from readme_sync.model import Claim, Doubt, Figure, Value
from readme_sync.text.regex import regex

_NUMBER = regex(r"[:：][*_` \xa0]{1,5}(?P<value>[0-9]{1,5})(?=[^\w\n.,/+~:%％|-]{0,6}(?:[道题题個个개]\W|\n|\||\Z))")
_NAME = regex(
    r"(?:(?P<total>total)[ ](?P<noun>[^\W\d_]{3,15}s)|"
    r"(?:total[ ])?(?P<of>[^\W\d_]{3,15}s)[ ](?P<done>solved|completed|done|finished)|"
    r"(?P<all>total solved|total|solved|completed|总数|總數|题目总数|总题数|累计总数|累计|已完成|完成数|已解决|합계|"
    r"해결|완료))"
    r"(?:[ ]so far)?",
)
_OTHER = frozenset(
    "hours days weeks months years minutes points pages words stars lines commits files tests views".split()
)
_FEWEST = 5
_NEAR = 0.2


class _Named(NamedTuple):
    """A number and its name, in lower case."""

    name: str
    figure: Figure


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.inside[0] and not page.grids:
        return
    for name, figure in _named(page):
        found = _NAME.fullmatch(name)
        noun = (found["noun"] or found["of"] or "") if found else ""
        if found:
            is_done = not (found["total"] or found["all"] in _TOTALS)
            yield from _claims(page, figure, noun, is_done=is_done)


_TOTALS = frozenset(("total", "总数", "總數", "题目总数", "总题数", "累计总数", "累计", "합계"))


def _claims(page: ClaimContext, figure: Figure, noun: str, *, is_done: bool) -> Iterator[Claim]:
    stated = figure.progress.done or 0.0
    sizes = list(_sizes(page, noun, is_done=is_done))
    others = [size for size, _ in _sizes(page, noun, is_done=not is_done)]
    close = [one for one in sizes if one[0] >= _FEWEST and near(stated, one[0], _NEAR)]
    if close and stated not in (*(size for size, _ in sizes), *others):
        truths = [size for size, _ in close]
        claim = count_claim(figure, page.section_of(figure.span.start), truths, close[0][1], Doubt.OTHER_THING)
        yield claim._replace(value=Value.DONE if is_done else Value.COUNT)


def _sizes(page: ClaimContext, noun: str, *, is_done: bool) -> Iterator[tuple[float, str]]:
    """Yield what a count may be about, and who says so."""
    for grid in page.grids:
        if noun:
            yield from _summed(grid, noun)
    if noun in _OTHER:
        return
    for one in page.counts(0, "of this document"):
        size = one.progress.done if is_done else one.progress.total
        if size is not None:
            yield size, "counting all items"
    yield from column_sums(page)
    if not any(item.progress.percent == 0 for tracker in page.inside[0] for item in tracker.items):
        yield from ((float(size), "counting the rows of all tables alike") for size in page.families)
        yield float(sum(page.families)), "counting the rows of all tables"


def _summed(grid: TableView, noun: str) -> Iterator[tuple[float, str]]:
    """Yield the sum of a column of numbers whose header has the noun."""
    for column, text in enumerate(grid.header):
        if noun in text.casefold().split():
            numbers = grid.numbers(column)
            known = [one.progress.done or 0.0 for one in numbers if one]
            if len(known) == len(numbers) > 1:
                yield sum(known), f"the {len(numbers)} rows below summed up"


def _named(page: ClaimContext) -> Iterator[_Named]:
    """Yield the numbers with their names: in text, and in tables of keys and values."""
    for passage in page.passages:
        if isinstance(passage.block, HtmlBlock) or not _NUMBER.search(passage.raw):
            continue
        text = passage.seen.text
        for found in _NUMBER.finditer(text):
            figure = number_at(passage.seen, found.span("value"))
            if figure:
                yield _Named(_plain(label_before(text, found.start())), figure)
    for grid in page.grids:
        if len(grid.header) == 2:  # noqa: PLR2004  keys and values
            for row, number in zip(grid.block.rows, grid.numbers(1), strict=True):
                if number:
                    yield _Named(_plain(grid.label(row)), number)


def _plain(label: str) -> str:
    """Return a label in lower case, without symbols around it."""
    return label.casefold().strip(" \t\xa0\u3000*_`#✅🎯📊📈📌🏆🔥💡-–—•>")


FORM = Form("labelled-count", 160, _find)
