"""From a figure and the ways of counting that it may mean to a claim."""

from collections.abc import Sequence

from readme_sync.model import UNKNOWN, Bound, Claim, Fact, Figure, Value
from readme_sync.notations import Target, named
from readme_sync.reading.claims._scopes import Count, fact_of
from readme_sync.reading.columns import agree

IN_PROGRESS = "it depends on how what is in progress or unknown is counted"
PERCENT_ALONE = "a percent alone does not say what it counts"
OTHER_TOTAL = "the totals differ"
_NEAR = 0.2
_FEWEST_RIGHT = 3
_MOST_TO_RIGHT = 1.5
_ALL = 100.0


def claim_of(figure: Figure, section: int, fact: Fact, doubt: str = "") -> Claim:
    """The claim that a figure states a fact."""
    return Claim(figure, _value(figure), fact, Bound.FORM, section, doubt)


def bound(figure: Figure, section: int, found: Sequence[Count], doubt: str = "") -> Claim | None:
    """The claim of a figure about one of several ways of counting; None where it is about none of them.

    A fraction is about those with its total. A percent may be about any of them; that is a doubt of its own.
    """
    if figure.progress == UNKNOWN or not found:
        return None
    total = figure.progress.total
    same = found if total is None else [count for count in found if count.progress.total == total]
    if not same:
        return None
    if not doubt and any(_may_count_more(figure, count) for count in same):
        doubt = IN_PROGRESS
    if not doubt and total is None:
        doubt = PERCENT_ALONE
    return claim_of(figure, section, fact_of(same), doubt)


def nearly_bound(figure: Figure, section: int, found: Sequence[Count], fewest: float) -> Claim | None:
    """The claim of a fraction whose total is not that of any way of counting, but near: in doubt.

    None where its total is less than `fewest`: those are near by chance.
    """
    total = figure.progress.total or 0.0
    close = [one for one in found if abs((one.progress.total or 0.0) - total) <= max(1.0, _NEAR * total)]
    if total < fewest or not close or not close[0].progress.total:
        return None
    return claim_of(figure, section, fact_of(close), OTHER_TOTAL)


def _may_count_more(figure: Figure, count: Count) -> bool:
    """Whether the author may have counted what is in progress, or unknown, too: then the figure is no error."""
    stated, done = figure.progress.done, count.progress.done
    if stated is None or done is None:
        return count.open_items > 0
    return done < stated <= done + count.open_items


def confirmed(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of one form, those of a percent without doubt where nearly all in the document are right.

    Three or more must be, one of them between nothing and all: an author who counts thus counts thus everywhere.
    """
    alone = [claim for claim in claims if claim.doubt == PERCENT_ALONE]
    right = [claim for claim in alone if is_right(claim)]
    is_between = any(0.0 < (claim.figure.progress.percent or 0.0) < _ALL for claim in right)
    if len(right) < _FEWEST_RIGHT or not is_between or len(alone) > _MOST_TO_RIGHT * len(right):
        return list(claims)
    return [claim._replace(doubt="") if claim.doubt == PERCENT_ALONE else claim for claim in claims]


def is_right(claim: Claim) -> bool:
    """Whether a figure says what the first way of counting says."""
    return isinstance(claim.fact, Fact) and agree(
        claim.figure, claim.figure._replace(progress=claim.fact.progresses[0])
    )


def _value(figure: Figure) -> Value:
    notation = named(figure.notation)
    if notation.target is Target.IMAGE:
        return Value.BADGE
    if notation.target is Target.HTML or notation.name in {"bar", "ascii-bar"}:
        return Value.BAR
    if figure.progress.total is not None:
        return Value.FRACTION
    return Value.DONE if figure.progress.percent is None else Value.PERCENT
