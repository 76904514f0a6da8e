"""RS105 unbound-claim: a figure seems to differ from what it is derived from, but it is not certain what that is.

## What it does

Reports figures that sum up others, as far as one can tell by where they stand, and that differ from what these come to;
and says why it is in doubt. A marker around the figure ends the doubt; it is proposed where it asks for just what was
counted, and can stand there.

## Why is this bad?

Either the figure is wrong, or the reader counts as we do and takes it for wrong.

## Example

    Overall progress: 12%

    - [x] Scales
    - [ ] Chords

Half of the tasks are done. If the percent is about them, write

    Overall progress: <!-- readme-sync: percent -->12%<!-- /readme-sync -->

## Fix safety

There is no fix: what the figure is about, only the author knows.
"""

from collections.abc import Iterator, Sequence

from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.markers.expressions import expression_text
from readme_sync.markers.placement import room_for_markers
from readme_sync.model import Certainty, Claim, Expression, Fact, FactSource, Level, Progress, Readme, SourceKind, Value
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.sources.expected import is_right, said, truth, wanted
from readme_sync.text import Span
from readme_sync.text.regex import regex
from readme_sync.trackers.sections import lasting_anchor

_Doubtful = tuple[Claim, Fact]
_TOUCHING = regex(r"[ \t`*:()\[\]]{0,6}\Z")
_STDIN = "<"
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
    for expression in _expressions(readme, claim, fact):
        if _comes_to(expression, readme, facts, claim, fact):
            marker = f"<!-- readme-sync: {expression_text(expression)} -->"
            return f"if it is about them, put {marker} before it, <!-- /readme-sync --> behind it"
    return _NO_MARKER


def _expressions(readme: Readme, claim: Claim, fact: Fact) -> Iterator[Expression]:
    """What may ask for the same: the section around the figure, that which was counted, those around, the document."""
    own = readme.section_at(claim.figure.span.start)
    sections: list[int] = [] if fact.section is None else [fact.section]
    around: int | None = own
    while around is not None:
        sections.append(around)
        around = readme.sections[around].parent
    for index in dict.fromkeys(sections):
        if index == own:
            yield Expression(claim.value)
        elif anchor := lasting_anchor(readme.sections, index):
            yield Expression(claim.value, (FactSource(SourceKind.ITEMS, at=anchor),))
    name = (readme.source.path or "").replace("\\", "/").rsplit("/", 1)[-1]
    if name and not name.startswith(_STDIN):
        yield Expression(claim.value, (FactSource(SourceKind.ITEMS, name),))


def _comes_to(expression: Expression, readme: Readme, facts: Facts, claim: Claim, fact: Fact) -> bool:
    """Return whether an expression comes to what the figure seems to be about."""
    try:
        found = facts.of_expression(expression, readme.section_at(claim.figure.span.start))
    except ReadmeSyncError:
        return False
    first = wanted(claim.value, found.progresses[0])
    told = fact.progresses if claim.figure.progress.percent is not None else fact.progresses[:1]
    return any(_is_same(first, wanted(claim.value, one)) for one in told)


def _is_same(one: Progress, other: Progress) -> bool:
    """Return whether two progresses are written alike."""
    if one.total is None or other.total is None:
        return one.percent == other.percent and (one.percent is not None or one.done == other.done)
    return (one.done, one.total) == (other.done, other.total)


RULE = rule("RS105", "unbound-claim", Level.NOTE, _find)
