"""Claims, numbers since an earlier version, and regions that differ from what they follow, with what fixes them."""

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import groupby

from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import (
    Applicability,
    Certainty,
    Claim,
    Expression,
    Fact,
    Figure,
    Fix,
    Progress,
    Readme,
    Region,
    RegionCheck,
    RegionState,
    Rounding,
    SourceKind,
    Value,
)
from readme_sync.rules.rule import Finding
from readme_sync.sources import Facts
from readme_sync.sources.expected import (
    edits_for,
    expected_value,
    is_empty,
    is_right,
    is_rounded,
    keeps_basis,
    rounded,
    rounding_of,
    said,
    stated,
    truth,
)
from readme_sync.text import Edit
from readme_sync.text.regex import regex
from readme_sync.text.source import is_within
from readme_sync.trackers.columns import agree

# The claims that differ from their facts, with what fixes them; for RS101 and RS108.


def stale_claims(readme: Readme, facts: Facts, certainty: Certainty) -> Iterator[Finding]:
    """Yield the claims of one certainty that differ from their facts."""
    if not readme.claims:
        return
    beside = _Beside(readme, facts)
    for claim in readme.claims:
        if claim.certainty is not certainty:
            continue
        try:
            fact = facts.of(claim)
        except RequestError:
            continue  # another rule says why it is not known
        if is_empty(claim) or not beside.is_right(claim, fact):
            yield _found(readme, claim, fact, beside)


class _Beside:
    """What else of a document a stale claim depends on; worked out when the first one is found."""

    def __init__(self, readme: Readme, facts: Facts) -> None:
        self._readme = readme
        self._facts = facts
        self._told = readme.settings.counting.rounding

    def is_right(self, claim: Claim, fact: Fact) -> bool:
        """Return whether a claim is right, and rounded as the author says."""
        return is_right(claim, fact) and (self._told is Rounding.DOCUMENT or is_rounded(claim, fact, self._told))

    @cached_property
    def rounding(self) -> Rounding:
        """How percents are rounded."""
        return rounding_of(self._readme, self._facts)

    def total(self, claim: Claim) -> float | None:
        """Return the total in which the numbers count that the author binds to the same items as a mere percent."""
        key = _sources(claim)
        return self._totals.get(key) if key and claim.figure.progress.percent is not None else None

    @cached_property
    def _totals(self) -> dict[object, float | None]:
        found: dict[object, float | None] = {}
        for one in self._readme.claims:
            key = _sources(one)
            if key and one.value in {Value.FRACTION, Value.TOTAL}:
                try:
                    due = expected_value(one, self._facts.of(one))
                except RequestError:
                    continue
                total = due.done if one.value is Value.TOTAL else due.total
                found[key] = total if found.get(key, total) == total else None
        return found

    def moves_alone(self, claim: Claim, progress: Progress) -> bool:
        """Return whether another number of the same row would stay behind, and contradict it."""
        line = self._readme.source.line_of(claim.figure.span.start)
        if any(one.doubt and not self._holds(one) for one in self._in_rows.get(line, ())):
            return True
        moved = claim.figure._replace(progress=progress)
        return any(not agree(moved, one) for one in self._copies.get(claim.figure.span.start, ()))

    def _holds(self, claim: Claim) -> bool:
        try:
            return is_right(claim, self._facts.of(claim))
        except RequestError:
            return True

    @cached_property
    def _in_rows(self) -> dict[int, list[Claim]]:
        """By line, the claims in the rows of tables."""
        tables = [table.span for table in self._readme.document.tables]
        found: dict[int, list[Claim]] = {}
        for claim in self._readme.claims:
            if is_within(claim.figure.span, tables):
                found.setdefault(self._readme.source.line_of(claim.figure.span.start), []).append(claim)
        return found

    @cached_property
    def _copies(self) -> dict[int, list[Figure]]:
        """By the place of each number in a row, the copies of it that nothing else brings up to date."""
        claimed = {claim.figure.span.start for claim in self._readme.claims}
        found: dict[int, list[Figure]] = {}
        for item in self._readme.items:
            for _, some in groupby(item.figures, key=lambda figure: figure.group):
                group = list(some)
                copies = [figure for figure in group if figure.span.start not in claimed]
                found |= dict.fromkeys((figure.span.start for figure in group), copies)
        return found


def _sources(claim: Claim) -> object:
    """Return what an author binds a claim to; None for one that shows it by its form."""
    return None if isinstance(claim.fact, Fact) else (claim.fact.sources, claim.fact.out_of, claim.fact.basis)


def _found(readme: Readme, claim: Claim, fact: Fact, beside: _Beside) -> Finding:
    """Return what is wrong with a claim, and its fix."""
    says = "nothing is written yet" if is_empty(claim) else f"says {stated(claim.figure)}"
    doubt = f"; {claim.doubt}" if claim.doubt else ""
    message = f"{says}, {truth(claim, fact, beside.total(claim))}{doubt}"
    fix = _fix(readme, claim, fact, beside)
    return (claim.figure.span, message, fix) if fix else (claim.figure.span, message)


def _fix(readme: Readme, claim: Claim, fact: Fact, beside: _Beside) -> Fix | None:
    """Return the edits that make the figure agree; None where its notation cannot state it.

    It is not safe where the number does not show what it counts, or where others of its row would contradict it.
    """
    due = expected_value(claim, fact, beside.total(claim))
    progress = rounded(claim.figure, due, beside.rounding)
    try:
        edits = edits_for(readme, claim, fact, progress)
    except RequestError:
        return None
    if not edits:
        return None
    message = f"write {fact.text or said(progress)}{_anchor(readme, claim)}"
    is_safe = (
        is_empty(claim) or _names_fact(claim) or (keeps_basis(claim, fact) and not beside.moves_alone(claim, progress))
    )
    is_safe = is_safe and not fact.is_disputable and not claim.doubt
    return Fix(message, edits, applicability=Applicability.of(safe=is_safe), changes_structure=is_empty(claim))


def _names_fact(claim: Claim) -> bool:
    """Return whether the author names the fact that a number states: what else stands in its row does not matter."""
    kinds = {SourceKind.FACT, SourceKind.RELEASE, SourceKind.TAG}
    return isinstance(claim.fact, Expression) and any(one.kind in kinds for one in claim.fact.sources)


_LINK = regex(r"\(#([^()\s]*)\)")


def _linked_anchors(text: str) -> frozenset[str]:
    """Return the anchors to which links in a text lead."""
    return frozenset(_LINK.findall(text))


def _anchor(readme: Readme, claim: Claim) -> str:
    """Return a warning where the figure is part of a heading to which the document links."""
    section = readme.sections[claim.section]
    is_inside = section.heading is not None and section.heading.contains(claim.figure.span)
    if is_inside and section.anchor in readme.source.once(_linked_anchors):
        return f"; links to #{section.anchor} must follow"
    return ""


# The numbers that were right at an earlier version, and are wrong now; for RS109 and RS110.


def moved_since(readme: Readme, facts: Facts, *, certain: bool) -> Iterator[Finding]:
    """Yield the numbers of one tier."""
    if not facts.moved:
        return
    from readme_sync.sources.history import Tier, edits_of, message_of  # noqa: PLC0415  most checks have no base

    for one in facts.moved:
        if one.tier is Tier.NAMED or (one.tier is Tier.ERROR) is not certain:
            continue
        message = message_of(one, facts.base_name)
        edits = edits_of(readme, one, facts)
        if edits:
            fix = Fix(f"write {one.shown}", edits, Applicability.of(safe=certain))
            yield one.figure.span, message, fix
        else:
            yield one.figure.span, message


_MESSAGES = {
    RegionState.UNSIGNED: "it holds what it should, but its end has no checksum of that",
    RegionState.EMPTY: "nothing is written yet",
    RegionState.STALE: "it no longer holds what it should",
    RegionState.EDITED: "it does not hold what it should, and was edited by hand",
    RegionState.STRANGE: "it does not hold what it should, and no checksum says who wrote it",
    RegionState.UNDATED: "it may be out of date; readme-sync sync brings it in line",
}
_SAFE = (RegionState.UNSIGNED, RegionState.EMPTY, RegionState.STALE)
_SHOWN = 3


def found_in(readme: Readme, facts: Facts, is_meant: Callable[[Region], bool]) -> Iterator[Finding]:
    """Those of the meant regions that do not hold what they should; what mends them, where anybody knows."""
    for region in readme.regions:
        if not is_meant(region):
            continue
        try:
            holding = facts.of_region(region)
        except ReadmeSyncError:
            continue  # another rule says why it is not known
        if holding.standing is RegionState.RIGHT:
            continue
        message = f"{region.kind}: {_message(holding)}"
        if holding.standing is RegionState.UNDATED or facts.not_asked(region):
            yield region.opening, message
        else:
            yield region.opening, message, _fix_regions(readme, region, holding)


def _message(holding: RegionCheck) -> str:
    if holding.standing is not RegionState.LOSING:
        return _MESSAGES[holding.standing]
    rows = ", ".join(repr(row) for row in holding.rows[:_SHOWN])
    more = f" and {len(holding.rows) - _SHOWN} more" if len(holding.rows) > _SHOWN else ""
    return f"the data no longer has {rows}{more}, beside which you wrote something; write drop=yes to let it go"


def _fix_regions(readme: Readme, region: Region, holding: RegionCheck) -> Fix:
    """The edits that bring a region in line."""
    end = f"<!-- /readme-sync: {holding.checksum} -->"
    edits = [Edit(region.inside, holding.inside), Edit(region.closing, end)]
    edits = [edit for edit in edits if readme.source.slice(edit.span) != edit.replacement]
    message = "write the checksum" if holding.standing is RegionState.UNSIGNED else f"write the {region.noun}"
    return Fix(
        message,
        tuple(edits),
        applicability=Applicability.of(safe=holding.standing in _SAFE),
        changes_structure=not region.inline,
    )
