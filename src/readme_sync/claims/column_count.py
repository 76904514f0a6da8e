"""A fraction below a matrix that names one of its columns: `**Ours**: ✅ 3/14 (21%)`, over the cells of that column."""

from collections.abc import Iterator
from itertools import pairwise

from readme_sync.claims._bind import OTHER_TOTALS, bound_near
from readme_sync.claims._counts import Count
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import Counted, count_items, label_before
from readme_sync.claims.form import Form
from readme_sync.markdown import Paragraph, Table
from readme_sync.model import Claim, Item, Progress, Shape, Tracker
from readme_sync.trackers.summaries import bare

_MOST_WORDS = 5


def _find(page: ClaimContext) -> Iterator[Claim]:
    matrices = {one.span.start: one for one in page.readme.trackers if one.shape is Shape.MATRIX}
    passages = {one.block.span.start: one for one in page.fractional} if matrices else {}
    for family, _ in page.siblings if passages else ():
        for table, block in pairwise(family):
            if isinstance(table, Table) and isinstance(block, Paragraph) and block.span.start in passages:
                tracker = matrices.get(table.span.start)
                if tracker:
                    yield from _claims(tracker, passages[block.span.start])


def _claims(tracker: Tracker, passage: TextBlock) -> Iterator[Claim]:
    columns: dict[str, list[Item]] = {}
    for item in tracker.items:
        columns.setdefault(item.column, []).append(item)
    for start, figure in passage.fractions:
        label = label_before(passage.seen.text, start)
        words = f" {bare(label)} "
        named = [column for column in columns if bare(column) and f" {bare(column)} " in words]
        if len(named) == 1 and len(words.split()) <= _MOST_WORDS + len(named[0].split()):
            cells = columns[named[0]]
            truth = Progress.of_fraction(count_items(cells, Counted.DONE), len(cells))
            claim = bound_near(figure, passage.section, [Count(truth, f"{len(cells)} cells of {named[0][:40]!r}")])
            if claim and claim.doubt not in OTHER_TOTALS:
                yield claim


FORM = Form("column-count", 33, _find)
