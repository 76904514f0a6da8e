"""Items that are claims themselves: `| Part A | 40% |`, where the author says that 40% is what `a.md` comes to."""

from bisect import bisect_left, bisect_right

from readme_sync.model import Claim, Expression, Item, Readme, SourceKind, State, Value

_PROGRESS = (Value.PERCENT, Value.FRACTION, Value.BAR, Value.BADGE)


class Derived:
    """The claims that state an item's progress.

    Only those that the author has bound: by form a figure is compared with others of its row, or the whole table is a
    summary (`Tracker.is_summary`).
    """

    def __init__(self, readme: Readme) -> None:
        """The claims of a document that state the progress of its items."""
        claims = [one for one in readme.claims if isinstance(one.fact, Expression) and one.value in _PROGRESS]
        items = list(readme.items) if claims else []
        starts = [item.span.start for item in items]
        self._claims: dict[int, Claim] = {}
        for claim in claims:
            item = items[max(0, bisect_right(starts, claim.figure.span.start) - 1)] if items else None
            if item and _states(claim, item):
                self._claims.setdefault(item.span.start, claim)
        self._starts = sorted(self._claims)

    def any_within(self, start: int, end: int) -> bool:
        """Whether there is such an item between two offsets."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)

    def claim_of(self, item: Item) -> Claim | None:
        """The claim that states an item's progress, None where it is stated by hand."""
        return self._claims.get(item.span.start)


def is_summary(claim: Claim) -> bool:
    """Whether a claim sums up items of its own document: to count it beside them would count them twice."""
    assert isinstance(claim.fact, Expression)
    return all(source.kind is SourceKind.ITEMS and not source.path for source in claim.fact.sources)


def _states(claim: Claim, item: Item) -> bool:
    """Whether the first figure of an item that is known, which is its progress, is the claim's."""
    figure = next((one for one in item.figures if one.progress.state is not State.UNKNOWN), None)
    if figure is None:
        return False
    return claim.figure.span.start < figure.span.end and figure.span.start < claim.figure.span.end
