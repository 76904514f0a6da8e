"""The claims that differ from their facts, with what fixes them; for RS101 and RS108."""

from collections.abc import Callable, Iterator
from functools import cache

from readme_sync.errors import RequestError
from readme_sync.model import Applicability, Certainty, Claim, Fact, Fix, Readme, Rounding
from readme_sync.notations import rewrite
from readme_sync.rules.rule import Finding
from readme_sync.sources import Facts
from readme_sync.sources.expected import (
    expected_value,
    fill,
    is_empty,
    is_right,
    is_rounded,
    rounded,
    rounding_of,
    said,
    truth,
)


def stale_claims(readme: Readme, facts: Facts, certainty: Certainty) -> Iterator[Finding]:
    """Yield the claims of one certainty that differ from their facts."""
    if not readme.claims:
        return
    mode = cache(lambda: rounding_of(readme, facts))
    told = readme.settings.counting.rounding
    for claim in readme.claims:
        if claim.certainty is not certainty:
            continue
        try:
            fact = facts.of(claim)
        except RequestError:
            continue  # another rule says why it is not known
        right = is_right(claim, fact) and (told is Rounding.DOCUMENT or is_rounded(claim, fact, told))
        if is_empty(claim) or not right:
            yield _found(readme, claim, fact, mode)


def _found(readme: Readme, claim: Claim, fact: Fact, mode: Callable[[], Rounding]) -> Finding:
    """Return what is wrong with a claim, and its fix."""
    stated = "nothing is written yet" if is_empty(claim) else f"says {said(claim.figure.progress)}"
    doubt = f"; {claim.doubt}" if claim.doubt else ""
    message = f"{stated}, {truth(claim, fact)}{doubt}"
    fix = _fix(readme, claim, fact, mode)
    return (claim.figure.span, message, fix) if fix else (claim.figure.span, message)


def _fix(readme: Readme, claim: Claim, fact: Fact, mode: Callable[[], Rounding]) -> Fix | None:
    """Return the edits that make the figure agree; None where its notation cannot state it."""
    progress = rounded(claim.figure, expected_value(claim, fact), mode())
    try:
        edits = (fill(readme, claim, progress),) if is_empty(claim) else tuple(rewrite(claim.figure, progress))
    except RequestError:
        return None
    if not edits:
        return None
    message = f"write {said(progress)}{_anchor(readme, claim)}"
    is_safe = not fact.is_disputable and not claim.doubt
    return Fix(message, edits, applicability=Applicability.of(safe=is_safe), changes_structure=is_empty(claim))


def _anchor(readme: Readme, claim: Claim) -> str:
    """Return a warning where the figure is part of a heading to which the document links."""
    section = readme.sections[claim.section]
    is_inside = section.heading is not None and section.heading.contains(claim.figure.span)
    if is_inside and f"(#{section.anchor})" in readme.source.text:
        return f"; links to #{section.anchor} must follow"
    return ""
