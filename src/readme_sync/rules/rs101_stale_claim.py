"""RS101 stale-claim: a figure differs from what it is derived from.

## What it does

Compares each figure that sums up others with what these come to: the figure in a heading with the items of its
section, a total row with the rows, an overall figure with all items, a figure in a marker with what the marker asks
for. What is right when rounded down, up or to the nearest, at the decimals written, is right; a bar may be off by one
cell; an estimate (`~70%`, `380+`) is never wrong. What is in progress counts as not done.

## Why is this bad?

A README that states a wrong figure is worse than one that states none.

## Example

    ## Phase 2 (1/3)

    - [x] Scales
    - [x] Chords
    - [ ] Rhythm

Two of three are done: the heading should say `(2/3)`.

## Fix safety

Safe where the truth was counted: only the characters of the value change. Where another figure says something else and
nothing was counted, or an entry of a list may stand for two, either side may be wrong: that fix is unsafe. A heading's
anchor changes with its text; the fix says so where the document links to it.
"""

from collections.abc import Callable, Iterator
from functools import cache

from readme_sync.errors import RequestError
from readme_sync.model import Applicability, Claim, Fact, Fix, Level, Readme, Rounding
from readme_sync.notations import rewrite
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.sources.empty_markers import is_empty
from readme_sync.sources.expected import expected_value, is_right


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    if not readme.claims:
        return
    mode = cache(lambda: _rounding(readme, facts))
    for claim in readme.claims:
        if claim.doubt:
            continue
        try:
            fact = facts.of(claim)
        except RequestError:
            continue  # another rule says why it is not known
        if is_empty(claim) or not is_right(claim, fact):
            yield _found(readme, claim, fact, mode)


def _rounding(readme: Readme, facts: Facts) -> Rounding:
    from readme_sync.sources.percent_rounding import rounding_of  # noqa: PLC0415  few documents have a stale claim

    return rounding_of(readme, facts)


def _found(readme: Readme, claim: Claim, fact: Fact, mode: Callable[[], Rounding]) -> Finding:
    """What is wrong with a claim, and what mends it."""
    from readme_sync.sources.expected import said, truth  # noqa: PLC0415  as above

    stated = "nothing is written yet" if is_empty(claim) else f"says {said(claim.figure.progress)}"
    message = f"{stated}, {truth(claim, fact)}"
    fix = _fix(readme, claim, fact, mode)
    return (claim.figure.span, message, fix) if fix else (claim.figure.span, message)


def _fix(readme: Readme, claim: Claim, fact: Fact, mode: Callable[[], Rounding]) -> Fix | None:
    """The edits that bring the figure in line; None where its notation cannot state it."""
    from readme_sync.sources.empty_markers import fill  # noqa: PLC0415  as above
    from readme_sync.sources.expected import said  # noqa: PLC0415  as above
    from readme_sync.sources.percent_rounding import rounded  # noqa: PLC0415  as above

    progress = rounded(claim.figure, expected_value(claim, fact), mode())
    try:
        edits = (fill(readme, claim, progress),) if is_empty(claim) else tuple(rewrite(claim.figure, progress))
    except RequestError:
        return None
    if not edits:
        return None
    message = f"write {said(progress)}{_anchor(readme, claim)}"
    return Fix(
        message, edits, applicability=Applicability.of(safe=not fact.is_disputable), changes_structure=is_empty(claim)
    )


def _anchor(readme: Readme, claim: Claim) -> str:
    """A warning where the figure is part of a heading to which the document links."""
    section = readme.sections[claim.section]
    is_inside = section.heading is not None and section.heading.contains(claim.figure.span)
    if is_inside and f"(#{section.anchor})" in readme.source.text:
        return f"; links to #{section.anchor} must follow"
    return ""


RULE = rule("RS101", "stale-claim", Level.ERROR, _find, syncs=True)
"""Also for claims that a marker or the configuration makes."""
