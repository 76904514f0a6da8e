"""A total in the line right above or below a table: `Total: 57 findings`, `**Total**: 12`.

It is the number of the rows, or the sum of a column of numbers. Something may be left out, so it is said only where it
is near; it is in doubt where nothing but the place says what it counts.
"""

from collections.abc import Iterator

from readme_sync.claims._below import numbers_of_column
from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import nearest_first, number_at
from readme_sync.claims._page import ClaimContext, TableView, TextBlock
from readme_sync.claims._words import UNITS, single
from readme_sync.claims.form import Form
from readme_sync.markdown import Paragraph, Table
from readme_sync.model import Claim, Doubt
from readme_sync.text.regex import any_of, regex
from readme_sync.trackers.header_words import is_total

_WORDS = (
    *"total totals gesamt insgesamt summe totale totaal suma toplam итого всего".split(),
    *"总计 总数 總數 總計 合计 合計 共计 총 합계 총계".split(),
)
_holds_word = any_of(_WORDS)
_TOTAL = regex(
    rf"(?i)(?:\A|(?<=\n))\W{{0,6}}(?:grand |overall )?(?:{'|'.join(_WORDS)})(?:[ ][^\W\d_]{{2,20}}){{0,2}}"
    r"[*_ ]{0,4}[:：=][*_ \xa0]{0,4}(?P<value>[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,6})(?![0-9.,/:%％+~–-])"
    r"(?:[ \xa0](?P<noun>[^\W\d_]{2,20}))?"
)
_FEWEST = 2
_LEAST = 4.0
_NEAR = 0.05


def _find(page: ClaimContext) -> Iterator[Claim]:
    passages = {
        one.block.span.start: one
        for one in page.passages
        if isinstance(one.block, Paragraph) and _holds_word(one.raw.casefold())
    }
    grids = {grid.block.span.start: grid for grid in page.grids} if passages else {}
    for family, _ in page.siblings if grids else ():
        for index, block in enumerate(family):
            passage = passages.get(block.span.start)
            beside = (family[index - 1] if index else None, family[index + 1] if index + 1 < len(family) else None)
            tables = [grids[one.span.start] for one in beside if isinstance(one, Table) and one.span.start in grids]
            if passage and len(tables) == 1:
                yield from _claims(passage, tables[0])


def _claims(passage: TextBlock, grid: TableView) -> Iterator[Claim]:
    matches = list(_TOTAL.finditer(passage.seen.text))
    figure = number_at(passage.seen, matches[0].span("value")) if len(matches) == 1 else None
    noun = (matches[0]["noun"] or "").casefold() if matches else ""
    if figure is None or noun in UNITS:
        return
    stated = figure.progress.done or 0.0
    truth = nearest_first(_truths(grid), stated)[0]
    if truth >= _LEAST and abs(stated - truth) <= max(1.0, _NEAR * truth):
        words = {single(word) for header in grid.header for word in header.casefold().split()}
        doubt = Doubt.NEAR_COUNT if noun and single(noun) in words else Doubt.OTHER_THING
        yield count_claim(figure, passage.section, [truth], "the table beside it", doubt)


def _truths(grid: TableView) -> Iterator[float]:
    """Yield how many rows a table has, and the sums of its columns of numbers."""
    yield float(sum(not is_total(label) for label in grid.labels))
    for column in range(1, len(grid.header)):
        numbers = numbers_of_column(grid, column)
        if len(numbers) >= _FEWEST:
            yield sum(numbers)


FORM = Form("table-total", 152, _find)
