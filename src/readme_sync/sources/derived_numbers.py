"""The derived numbers of a document: what each follows, how sure that is, and whether it is watched."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from readme_sync.errors import ReadmeSyncError
from readme_sync.markers.expressions import expression_text
from readme_sync.markers.figures_for_value import part_of
from readme_sync.model import Bound, Certainty, Claim, Expression, Fact, Figure, Progress, Readme, Value
from readme_sync.sources.expected import expected_value, is_empty, is_right
from readme_sync.sources.facts import Facts
from readme_sync.sources.history import Tier, tier_of
from readme_sync.sources.quantities import Kind, Numbers, Quantity, Written, as_goal


class Sureness(StrEnum):
    """How sure it is what a number follows."""

    MARKER = "marker"
    CONFIGURATION = "configuration"
    CERTAIN = "certain"
    """Its form leaves no doubt."""
    LIKELY = "likely"
    UNSURE = "unsure"
    EQUAL = "equal"
    """It equals what is counted next to it, which may be chance."""


class DerivedNumber(NamedTuple):
    """A number that follows something, as far as is known.

    Attributes:
        figure: the number.
        line: its 1-based line.
        follows: what it is derived from; "" where that cannot be evaluated.
        expected: the number it should say; None where that is not known, or is a text.
        is_right: whether it says so; None where that is not known.
        is_watched: whether `check` reports a warning or an error where it is wrong.
        reason: why it is watched, or not.
        claim: how it is tied to what it follows.
        followed: in how many earlier versions it was set to what was right then; None where nobody looked.
        text: what it should say where that is a text, such as a version or a color; "" for a number.
    """

    figure: Figure
    line: int
    follows: str
    expected: Progress | None
    is_right: bool | None
    sureness: Sureness
    is_watched: bool
    reason: str
    claim: Claim
    followed: int | None = None
    text: str = ""


Followed = Callable[[Written, list[Quantity]], int]


def derived_numbers(readme: Readme, facts: Facts, followed: Followed | None = None) -> list[DerivedNumber]:
    """Return the derived numbers of a document by place; `followed` looks into its history."""
    numbers = Numbers(readme)
    by_span = {one.figure.span: one for one in numbers.written} if followed else {}
    found = [_of_claim(claim, readme, facts) for claim in readme.claims if not is_empty(claim)]
    if followed:
        found = [
            one._replace(followed=followed(written, numbers.equal_to(written)[1]))
            if (written := by_span.get(one.figure.span))
            else one
            for one in found
        ]
    known = {claim.figure.span for claim in readme.claims}
    found += _of_quantities(numbers, [one for one in numbers.written if one.figure.span not in known], followed)
    return sorted(found, key=lambda one: one.figure.span)


def _of_claim(claim: Claim, readme: Readme, facts: Facts) -> DerivedNumber:
    line = readme.source.line_of(claim.figure.span.start)
    sureness = Sureness(claim.certainty.value if claim.bound is Bound.FORM else claim.bound.value)
    is_watched = claim.certainty is not Certainty.UNSURE
    reason = str(claim.doubt) or ("" if claim.bound is Bound.FORM else f"bound by a {claim.bound}")
    try:
        fact = facts.of(claim)
    except ReadmeSyncError as error:
        text = expression_text(claim.fact) if isinstance(claim.fact, Expression) else ""
        return DerivedNumber(
            claim.figure,
            line,
            text,
            None,
            None,
            sureness,
            is_watched=False,
            reason=error.message,
            claim=claim,
        )
    expected = None if fact.text else expected_value(claim, fact)
    reason = reason or "its place says what it counts"
    return DerivedNumber(
        claim.figure,
        line,
        fact.origin,
        expected,
        is_right(claim, fact),
        sureness,
        is_watched,
        reason,
        claim,
        text=fact.text,
    )


def _of_quantities(
    numbers: Numbers, unclaimed: Sequence[Written], followed: Followed | None
) -> Iterator[DerivedNumber]:
    """Yield the numbers, of those that are no claims, that equal a quantity next to them."""
    for one in unclaimed:
        reach, quantities = numbers.equal_to(one)
        if not quantities or as_goal(one, quantities).kind is Kind.GOAL:
            continue
        is_weak = all(map(numbers.is_of_lines, quantities))
        if tier_of(one, reach, lambda: 0, is_weak=is_weak) in {Tier.NAMED, Tier.NOTHING}:
            continue
        quantity = next((some for some in quantities if not some.is_mean), quantities[0])
        fact = Fact((quantity.progress,), quantity.origin, section=quantity.section)
        yield DerivedNumber(
            one.figure,
            one.line,
            quantity.origin,
            quantity.progress,
            is_right=True,
            sureness=Sureness.EQUAL,
            is_watched=False,
            reason="it equals that now, which may be chance",
            claim=Claim(one.figure, value_of(one, quantity), fact, Bound.FORM, one.section),
            followed=followed(one, quantities) if followed else None,
        )


def value_of(one: Written, quantity: Quantity) -> Value:
    """Return which value of a quantity a number states."""
    if one.kind is Kind.COUNT:
        return quantity.value
    return part_of(one.figure) or (Value.FRACTION if one.kind is Kind.FRACTION else Value.PERCENT)
