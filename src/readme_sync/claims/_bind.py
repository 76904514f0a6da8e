"""From a figure and the ways of counting that it may mean to a claim."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from readme_sync.claims._counts import Count, fact_of
from readme_sync.model import UNKNOWN, Bound, Claim, Doubt, Fact, Figure, Progress, Value
from readme_sync.notations import Target, is_bar, named
from readme_sync.trackers.columns import agree

if TYPE_CHECKING:
    from readme_sync.claims._page import ClaimContext

OTHER_TOTALS = frozenset({Doubt.OTHER_TOTAL, Doubt.FAR_TOTAL})
_FEWEST_RIGHT = 3
_MOST_TO_RIGHT = 1.5
_ALL = 100.0
_FEWEST = 4
"""The total of fewer items is near any other."""
_NEAR = 0.2
_ESTIMATE = 15.0
"""So many points from what was counted, a percent with words of its own is an estimate of more than that."""


def claim_of(figure: Figure, section: int, fact: Fact, doubt: Doubt = Doubt.NONE) -> Claim:
    """Return the claim that a figure states a fact."""
    return Claim(figure, _value(figure), fact, Bound.FORM, section, doubt)


def count_claim(figure: Figure, section: int, truths: Iterable[float], origin: str, doubt: Doubt = Doubt.NONE) -> Claim:
    """Return the claim that a number counts things; the first of the truths is what is written.

    What is counted is not what everybody may mean: the fact is disputable.
    """
    fact = Fact(tuple(map(Progress.of_number, dict.fromkeys(truths))), origin, is_disputable=True)
    return Claim(figure, Value.COUNT, fact, Bound.FORM, section, doubt)


def beside_claim(figure: Figure, section: int, truth: Progress, origin: str, doubt: Doubt = Doubt.NONE) -> Claim:
    """Return the claim that a figure follows from others; nobody has counted which of them is wrong."""
    return claim_of(figure, section, Fact((truth,), origin, is_disputable=True), doubt)


def bound(figure: Figure, section: int, found: Sequence[Count], doubt: Doubt = Doubt.NONE) -> Claim | None:
    """Return the claim of a figure about one of several ways of counting; None where it is about none of them.

    A fraction is about those with its total; one whose total is only near may be so, too, as where an item was added
    since. A percent may be about any of them. Either is a doubt of its own.
    """
    if figure.progress == UNKNOWN or not found:
        return None
    total = figure.progress.total
    same = found if total is None else [count for count in found if count.progress.total == total]
    if not same:
        near = [count for count in found if count.is_whole and _is_near(figure.progress, count.progress)]
        near = [] if any(_leaves_out(total, near, part) for part in found if not part.is_whole) else near
        return claim_of(figure, section, fact_of(near), doubt or Doubt.OTHER_TOTAL) if near else None
    if total is None and _is_of_one(figure.progress, same):
        return None
    if not doubt and any(_may_count_more(figure, count) for count in same):
        doubt = Doubt.IN_PROGRESS
    if not doubt and total is None:
        doubt = Doubt.PERCENT_ALONE
    return claim_of(figure, section, fact_of(same), doubt)


def _is_of_one(stated: Progress, found: Sequence[Count]) -> bool:
    """Return whether a percent is between nothing and all, and of one item that is either: then it is of its parts."""
    is_between = stated.percent is not None and 0.0 < stated.percent < _ALL
    is_one = max(count.progress.total or 0.0 for count in found) == 1.0
    return is_between and is_one and all(count.progress.percent in (0.0, _ALL) for count in found)


def counts_others(claim: Claim) -> bool:
    """Return whether a fraction with a unit of its own has the items' total by chance: what is done is far off."""
    if not isinstance(claim.fact, Fact) or claim.figure.progress.total is None:
        return False
    stated = claim.figure.progress
    same = [one for one in claim.fact.progresses if one.total == stated.total]
    room = max(2.0, _NEAR * (stated.total or 0.0))
    return bool(same) and all(abs((one.done or 0.0) - (stated.done or 0.0)) > room for one in same)


def bound_near(figure: Figure, section: int, found: Sequence[Count]) -> Claim | None:
    """Return the claim of a fraction whose place says what it is about; likely where its total is one off."""
    total = figure.progress.total
    claim = bound(figure, section, found) if total else None
    if claim is None or claim.doubt is not Doubt.OTHER_TOTAL:
        return claim
    apart = abs((total or 0.0) - (found[0].progress.total or 0.0))
    return claim._replace(doubt=Doubt.NEAR_TOTAL) if apart <= 1 else claim


def is_estimate(claim: Claim) -> bool:
    """Return whether a percent alone is far from every way of counting: then it estimates something else."""
    if claim.doubt is not Doubt.PERCENT_ALONE and claim.doubt is not Doubt.IN_PROGRESS:
        return False
    stated = claim.figure.progress
    if stated.total is not None or stated.percent is None or not isinstance(claim.fact, Fact):
        return False
    percents = [one.percent for one in claim.fact.progresses if one.percent is not None]
    return all(abs(percent - stated.percent) > _ESTIMATE for percent in percents)


def bound_from_far(figure: Figure, section: int, found: Sequence[Count], doubt: Doubt = Doubt.NONE) -> Claim | None:
    """As `bound`; a fraction may also have a total that is not near, a doubt that only `confirmed` takes away.

    Not where all items are done: what is listed may be no more than that. Not where several totals may be meant.
    """
    claim = bound(figure, section, found, doubt)
    if claim or not figure.progress.total:
        return claim
    whole = [count for count in found if count.is_whole and count.progress.total is not None]
    if doubt or len({count.progress.total for count in whole}) != 1 or any(count.progress.is_done for count in whole):
        return None
    return claim_of(figure, section, fact_of(whole), Doubt.FAR_TOTAL)


def _may_count_more(figure: Figure, count: Count) -> bool:
    """Return whether the author may have counted what is in progress, or unknown, too: then the figure is no error."""
    stated, done = figure.progress.done, count.progress.done
    if stated is None or done is None:
        return count.open_items > 0
    return done < stated <= done + count.open_items


def _is_near(stated: Progress, counted: Progress) -> bool:
    """Return whether a fraction may be that of some items although the totals differ a little.

    Not where all that is listed is done: it may be no more than that. One that says all is so only where as many are
    done: then items were added since.
    """
    if counted.total is None or stated.total is None or counted.is_done:
        return False
    if stated.is_done and stated.done != counted.done:
        return False
    room = max(1.0, _NEAR * counted.total)
    apart = abs(stated.total - counted.total), abs((stated.done or 0.0) - (counted.done or 0.0))
    return min(stated.total, counted.total) >= _FEWEST and max(apart) <= room


def _leaves_out(total: float | None, near: Sequence[Count], part: Count) -> bool:
    """Return whether a total is that of all items but those of one part: exercises, beside a list of projects."""
    return any((count.progress.total or 0.0) - (part.progress.total or 0.0) == total for count in near)


def confirmed(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of one form, without the doubts that the others in the document take away.

    An author who counts thus counts thus everywhere: a percent is about the items where nearly all such percents are
    right, three or more of them, one between nothing and all; a fraction with another total, near or far, where three
    or more have that of all items of their section, and most of them. One that is far is left out elsewhere.
    """
    return _confirmed_totals(_confirmed_percents(claims))


def _confirmed_totals(claims: Sequence[Claim]) -> list[Claim]:
    certain = sum(
        not claim.doubt and isinstance(claim.fact, Fact) and claim.fact.section is not None for claim in claims
    )
    other = sum(claim.doubt in OTHER_TOTALS for claim in claims)
    if certain < _FEWEST_RIGHT or other > certain:
        return [claim for claim in claims if claim.doubt != Doubt.FAR_TOTAL]
    return [claim._replace(doubt=Doubt.NONE) if claim.doubt in OTHER_TOTALS else claim for claim in claims]


def _confirmed_percents(claims: Sequence[Claim]) -> list[Claim]:
    alone = [claim for claim in claims if claim.doubt == Doubt.PERCENT_ALONE]
    right = [claim for claim in alone if is_right(claim)]
    is_between = any(0.0 < (claim.figure.progress.percent or 0.0) < _ALL for claim in right)
    if len(right) < _FEWEST_RIGHT or not is_between or len(alone) > _MOST_TO_RIGHT * len(right):
        return list(claims)
    return [claim._replace(doubt=Doubt.NONE) if claim.doubt == Doubt.PERCENT_ALONE else claim for claim in claims]


def summed(page: "ClaimContext", claim: Claim) -> Claim:
    """Return the claim, without the doubt about its total where that is what the totals of the parts come to.

    They are those that the headings of one level state, or the rows of one summary: whatever counts the same as they do
    is about the same items, even where their number is another by now.
    """
    total = claim.figure.progress.total
    if claim.doubt != Doubt.OTHER_TOTAL or total is None:
        return claim
    parts: dict[int, list[float]] = defaultdict(list)
    for span, one in page.claimed.items():
        if one.figure.progress.total is not None and span != claim.figure.span:
            section = page.sections[one.section]
            is_in_heading = section.heading is not None and section.heading.contains(span)
            parts[section.level if is_in_heading else -1 - one.section].append(one.figure.progress.total)
    is_sum = any(len(totals) > 1 and sum(totals) == total for totals in parts.values())
    return claim._replace(doubt=Doubt.NONE) if is_sum else claim


def is_right(claim: Claim) -> bool:
    """Return whether a figure says what the first way of counting says."""
    return isinstance(claim.fact, Fact) and agree(
        claim.figure, claim.figure._replace(progress=claim.fact.progresses[0])
    )


def _value(figure: Figure) -> Value:
    target = named(figure.notation).target
    if target is Target.IMAGE:
        return Value.BADGE
    if target is Target.HTML or is_bar(figure):
        return Value.BAR
    if figure.progress.total is not None:
        return Value.FRACTION
    return Value.DONE if figure.progress.percent is None else Value.PERCENT
