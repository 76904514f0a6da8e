"""Items that are claims themselves: `| Part A | 40% |` in a summary table, where the 40% is what Part A comes to."""

from bisect import bisect_left, bisect_right

from readme_sync.model import Bound, Claim, Expression, Item, Readme, SourceKind, State, Value

_PROGRESS = (Value.PERCENT, Value.FRACTION, Value.BAR, Value.BADGE)


class Derived:
    """The claims of a document, by the items whose progress they state. The claims stand in document order."""

    def __init__(self, readme: Readme) -> None:
        self._claims = sorted(
            (claim for claim in readme.claims if not claim.doubt and claim.value in _PROGRESS),
            key=lambda claim: claim.figure.span,
        )
        self._starts = [claim.figure.span.start for claim in self._claims]

    def any_within(self, start: int, end: int) -> bool:
        """Whether there is a claim between two offsets."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)

    def claim_of(self, item: Item) -> Claim | None:
        """The claim that states an item's progress, None where it is stated by hand."""
        if not self.any_within(item.span.start, item.span.end):
            return None
        figure = next((one for one in item.figures if one.progress.state is not State.UNKNOWN), None)
        if figure is None:
            return None
        place = bisect_right(self._starts, figure.span.start)
        near = self._claims[max(0, place - 1) : place + 1]
        return next((one for one in near if _overlap(one, figure.span.start, figure.span.end)), None)


def is_summary(claim: Claim) -> bool:
    """Whether a claim sums up items of its own document: to count it beside them would count them twice."""
    if not isinstance(claim.fact, Expression):
        return claim.bound is Bound.FORM
    return all(source.kind is SourceKind.ITEMS and not source.path for source in claim.fact.sources)


def _overlap(claim: Claim, start: int, end: int) -> bool:
    return claim.figure.span.start < end and start < claim.figure.span.end
