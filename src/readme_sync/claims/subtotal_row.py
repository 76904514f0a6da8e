"""A row that sums up those above it while others follow: `Phase 1 complete | 68`, `Total progress | 101`.

What it sums up are the rows since the last such row, or all rows above. A row that says so with a word other than total
stands out in bold type. The numbers must nearly agree.
"""

from collections.abc import Iterator, Sequence

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import nearest_first
from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Doubt, Figure
from readme_sync.text.regex import any_of, regex
from readme_sync.trackers.header_words import is_number_header

_WORDS = "total subtotal overall gesamt insgesamt summe итого всего 小计 小計 合计 合計 소계 합계".split()
_BOLD_WORDS = "all complete completed".split()
_may_say_total = any_of([*_WORDS, *_BOLD_WORDS])
_TOTAL = regex(rf"\b(?:{'|'.join(_WORDS)})\b")
_ALL = regex(rf"\b(?:{'|'.join(_BOLD_WORDS)})\b")
_FEWEST = 2
_LEAST = 5.0
_NEAR = 0.05


def _find(page: ClaimContext) -> Iterator[Claim]:
    for grid in page.grids:
        if len(grid.block.rows) > _FEWEST and _may_say_total(grid.document.source.slice(grid.block.span).casefold()):
            sums = _sum_rows(grid)
            for column in range(1, len(grid.header)) if sums else ():
                if not is_number_header(grid.header[column]):
                    yield from _claims(grid, grid.numbers(column), sums)


def _sum_rows(grid: TableView) -> list[int]:
    """Return the rows whose labels say that they sum up others."""
    firsts = [text.startswith(("**", "__")) for text in grid.texts[0]]
    stands_out = 2 * sum(firsts) <= len(firsts)
    return [
        index
        for index, label in enumerate(map(str.casefold, grid.labels))
        if index >= _FEWEST and (_TOTAL.search(label) or (stands_out and firsts[index] and _ALL.search(label)))
    ]


def _claims(grid: TableView, numbers: Sequence[Figure | None], sums: Sequence[int]) -> Iterator[Claim]:
    last = -1
    for row in sums:
        figure = numbers[row]
        above = [numbers[index] for index in range(row) if index not in sums]
        since = [numbers[index] for index in range(last + 1, row)]
        last = row
        parts = [some for some in (above, since) if len(some) >= _FEWEST and all(some)]
        if figure and parts:
            stated = figure.progress.done or 0.0
            found = {sum(one.progress.done or 0.0 for one in some if one): len(some) for some in parts}
            truth = nearest_first(found, stated)[0]
            if truth >= _LEAST and abs(stated - truth) <= max(1.0, _NEAR * truth):
                origin = f"{found[truth]} rows above summed up"
                yield count_claim(figure, grid.section, [truth], f"the {origin}", Doubt.NEAR_COUNT)


FORM = Form("subtotal-row", 142, _find)
