"""A percent beside the counts that it follows from: `Total: 40`, `Done: 30`, `Progress: 75%`, in one list or section.

It is certain where what is left is counted, too, and all agree; else it is likely where it is near.
"""

from collections.abc import Iterator, Sequence

from readme_sync.claims._bind import claim_of
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import Counted, label_before, speaks_of_all
from readme_sync.claims.form import Form
from readme_sync.claims.state_counts import Part, families
from readme_sync.model import Claim, Doubt, Fact, Figure, Progress
from readme_sync.notations import is_bar

_APART = 25.0


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.may_hold_share:
        return
    shares: dict[int, list[tuple[Progress, bool]]] = {}
    for parts, section, _ in families(page):
        share = _share(parts)
        if share:
            shares.setdefault(section, []).append(share)
    for section, found in shares.items():
        percents = list(_percents(page, section)) if len(found) == 1 else []
        if len(percents) == 1:
            (counted, is_whole), figure = found[0], percents[0]
            is_near = abs((figure.progress.percent or 0.0) - (counted.percent or 0.0)) < _APART
            if is_near:
                fact = Fact((counted,), f"{counted.done:g} and {counted.total:g} beside it", is_disputable=True)
                yield claim_of(figure, section, fact, Doubt.NONE if is_whole else Doubt.NEAR_COUNT)


def _share(parts: Sequence[Part]) -> tuple[Progress, bool] | None:
    """Return what the counts of done and of all come to, and whether what is left makes up the total."""
    numbers: dict[Counted, list[float]] = {}
    for part in parts:
        numbers.setdefault(part.counted, []).append(part.number)
    done, total = numbers.get(Counted.DONE, []), numbers.get(Counted.TOTAL, [])
    if len(done) != 1 or len(total) != 1 or not 0 <= done[0] <= total[0] > 0:
        return None
    left = [*numbers.get(Counted.LEFT, []), *numbers.get(Counted.OPEN, []), *numbers.get(Counted.BEGUN, [])]
    return Progress.of_fraction(done[0], total[0]), bool(left) and done[0] + sum(left) == total[0]


def _percents(page: ClaimContext, section: int) -> Iterator[Figure]:
    """Yield the percents of a section that are named progress, without a fraction beside them."""
    for passage in page.passages:
        if passage.section == section and not any(one.progress.total for _, one in passage.texts):
            for start, figure in passage.texts:
                is_percent = figure.progress.percent is not None and not is_bar(figure)
                if is_percent and speaks_of_all(label_before(passage.seen.text, start)):
                    yield figure


FORM = Form("share-of-counts", 68, _find)
