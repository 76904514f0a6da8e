"""RS105 unbound-claim: a number seems to differ from what it is derived from, but it is not certain what that is.

## What it does

Reports numbers that sum up others, as far as one can tell by where they stand, and that differ from what these come to;
and says why it is in doubt. A marker around the number ends the doubt; it is proposed where it asks for just what was
counted, and can stand there.

## Why is this bad?

Either the number is wrong, or the reader counts as we do and takes it for wrong.

## Example

    Overall progress: 12%

    - [x] Scales
    - [ ] Chords

Half of the tasks are done. If the percent is about them, write

    Overall progress: <!-- readme-sync: percent -->12%<!-- /readme-sync -->

## Fix safety

There is no fix: what the number is about, only the author knows.
"""

from collections.abc import Iterator, Sequence

from readme_sync.errors import RequestError
from readme_sync.markers.expressions import expression_text
from readme_sync.markers.placement import room_for_markers
from readme_sync.model import Certainty, Claim, Fact, Level, Readme, Value
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.sources.expected import expression_for, is_right, said, truth
from readme_sync.text import Span
from readme_sync.text.regex import regex

_Doubtful = tuple[Claim, Fact]
_TOUCHING = regex(r"[ \t`*:()\[\]]{0,6}\Z")
_NO_MARKER = "correct it if it is about them, or leave the note out with <!-- readme-sync: ignore RS105 -->"


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    doubtful = list(_doubtful(readme, facts))
    if not doubtful:
        return
    covered = 0
    for claims in _statements(readme, doubtful):
        claim, fact = claims[-1]
        span = Span(claims[0][0].figure.span.start, claim.figure.span.end)
        if span.end > covered:  # an alternative text is a copy of what its picture says
            covered = span.end
            is_word = claim.figure.progress.percent is claim.figure.progress.done is None
            room = None if is_word else room_for_markers(readme, span)
            advice = _advice(readme, facts, claim, fact) if room else _NO_MARKER
            stated = repr(claim.figure.excerpt.text) if is_word else said(claim.figure.progress)
            yield room or span, f"says {stated}, {truth(claim, fact)}; {claim.doubt}: {advice}"


def _doubtful(readme: Readme, facts: Facts) -> Iterator[tuple[Claim, Fact]]:
    """Yield the claims in doubt that differ from their facts."""
    for claim in readme.claims:
        if claim.certainty is not Certainty.UNSURE:
            continue
        try:
            fact = facts.of(claim)
        except RequestError:
            continue
        if not is_right(claim, fact):
            yield claim, fact


def _statements(readme: Readme, found: Sequence[_Doubtful]) -> Iterator[list[_Doubtful]]:
    """Yield the claims, a bar together with the number behind it: one statement, to be tied by one pair of markers."""
    together: list[_Doubtful] = []
    for claim, fact in found:
        if together and not _goes_on(readme, together[-1][0], claim):
            yield together
            together = []
        together.append((claim, fact))
    if together:
        yield together


def _goes_on(readme: Readme, one: Claim, other: Claim) -> bool:
    """Return whether a bar stands in front of the number that it draws."""
    if one.value is not Value.BAR or other.value is not Value.PERCENT or one.fact != other.fact:
        return False
    return _TOUCHING.match(readme.source.text[one.figure.span.end : other.figure.span.start]) is not None


def _advice(readme: Readme, facts: Facts, claim: Claim, fact: Fact) -> str:
    """Return what to write around the figure if it is about the items that were counted."""
    expression = expression_for(claim, fact, readme, facts)
    if expression is None:
        return _NO_MARKER
    marker = f"<!-- readme-sync: {expression_text(expression)} -->"
    return f"if it is about them, put {marker} before it, <!-- /readme-sync --> behind it"


RULE = rule("RS105", "unbound-claim", Level.NOTE, _find)
