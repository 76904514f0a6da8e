"""A figure beside the counts that it follows from: `Total: 40`, `Done: 30`, `Left: 9`, `Progress: 75%`.

They stand in one list or section. A percent is certain where what is left is counted, too, and all agree; else it is
likely where it is near. What is left is likely the total less what is done or begun, where it is nearly that.
"""

from collections.abc import Iterator, Sequence

from readme_sync.claims._bind import beside_claim, count_claim
from readme_sync.claims._counts import near
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import Counted, label_before, speaks_of_all
from readme_sync.claims.form import Form
from readme_sync.claims.state_counts import Part, families
from readme_sync.model import Claim, Doubt, Figure, Progress
from readme_sync.notations import is_bar

_APART = 25.0
_NEAR = 0.05
_ALL = 100.0


def _find(page: ClaimContext) -> Iterator[Claim]:
    for parts, section, _ in families(page):
        yield from _left(parts, section)
    if not page.may_hold_share:
        return
    shares: dict[int, list[tuple[Progress, bool, float]]] = {}
    for parts, section, _ in families(page):
        share = _share(parts)
        if share:
            shares.setdefault(section, []).append(share)
    for section, found in shares.items():
        percents = list(_percents(page, section)) if len(found) == 1 else []
        if len(percents) == 1:
            (counted, is_whole, most), figure = found[0], percents[0]
            stated, least = figure.progress.percent or 0.0, counted.percent or 0.0
            if abs(stated - least) < _APART:
                origin = f"{counted.done:g} and {counted.total:g} beside it"
                is_between = least < stated <= most  # what is begun may count in part
                doubt = Doubt.OTHER_THING if is_between else Doubt.NONE if is_whole else Doubt.NEAR_COUNT
                yield beside_claim(figure, section, counted, origin, doubt)


def _left(parts: Sequence[Part], section: int) -> Iterator[Claim]:
    """Yield the claim of what is left, over the total and all else."""
    totals, left = (
        [part for part in parts if part.counted in kinds] for kinds in ({Counted.TOTAL}, {Counted.LEFT, Counted.OPEN})
    )
    others = [part for part in parts if part.counted in {Counted.DONE, Counted.BEGUN}]
    kinds = {part.counted for part in others}
    if len(totals) != 1 or len(others) != len(kinds) or not others:
        return
    last = left[0] if len(left) == 1 else others[-1]
    if not left and len(others) == 1:
        return
    truth = totals[0].number - sum(part.number for part in (*left, *others) if part is not last)
    if len(left) <= 1 and truth > 0 and near(last.number, truth, _NEAR):
        yield count_claim(last.figure, section, [truth], f"{totals[0].number:g} less the others", Doubt.NEAR_COUNT)


def _share(parts: Sequence[Part]) -> tuple[Progress, bool, float] | None:
    """Return what done and all come to, whether what is left makes up the total, and the percent with the begun."""
    numbers: dict[Counted, list[float]] = {}
    for part in parts:
        numbers.setdefault(part.counted, []).append(part.number)
    done, total = numbers.get(Counted.DONE, []), numbers.get(Counted.TOTAL, [])
    if len(done) != 1 or len(total) != 1 or not 0 <= done[0] <= total[0] > 0:
        return None
    begun = numbers.get(Counted.BEGUN, [])
    left = [*numbers.get(Counted.LEFT, []), *numbers.get(Counted.OPEN, []), *begun]
    is_whole = bool(left) and done[0] + sum(left) == total[0]
    return Progress.of_fraction(done[0], total[0]), is_whole, _ALL * (done[0] + sum(begun)) / total[0]


def _percents(page: ClaimContext, section: int) -> Iterator[Figure]:
    """Yield the percents of a section that are named progress, without a fraction beside them."""
    for passage in page.passages:
        if passage.section == section and not passage.fractions:
            for start, figure in passage.texts:
                is_percent = figure.progress.percent is not None and not is_bar(figure)
                if is_percent and speaks_of_all(label_before(passage.seen.text, start)):
                    yield figure


FORM = Form("share-of-counts", 68, _find)
