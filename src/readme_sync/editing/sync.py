"""`sync`: bring every claim and region in line with its fact."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from readme_sync import rules
from readme_sync.editing.fixes import PARENTS_RULE, apply_fixes, edits_of_fixes
from readme_sync.editing.follow_issues import follow_issues
from readme_sync.markers.foreign_regions import Foreign
from readme_sync.model import (
    DEFAULT,
    NO_FILES,
    Change,
    Expression,
    FileTree,
    GitHub,
    Level,
    Outcome,
    Parents,
    Readme,
    Result,
    Settings,
    Skipped,
)
from readme_sync.reader import Text, parse, source_of
from readme_sync.sources import Facts
from readme_sync.sources.context import NamedFacts, Past, needs_github
from readme_sync.text import Edit, Span

_ROUNDS = 10  # a figure may follow from another one that was brought in line; two that go round must end
_UNSURE = "it is not certain which of the two is right; readme-sync check --unsafe-fixes writes it"
_UNWRITABLE = "its notation cannot state that; change it by hand"
_BY_HAND = "what was written by hand would be lost; readme-sync check --unsafe-fixes writes over it"
_UNDATED = "nobody said what day it is"
_NO_PAST = "git does not know all earlier versions here"
_FOREIGN = "it stands in a region of another tool, which would write over it"
_UNLIKE = "only numbers and signs of states are carried over; change it by hand"
_SIBLING = "RS112"
RULES_OF_REGIONS = ("RS106", "RS107")
"""The rules whose results are about regions, not about figures."""


def sync(  # noqa: PLR0913  what facts may look at
    document: Text,
    settings: Settings = DEFAULT,
    *,
    surroundings: FileTree = NO_FILES,
    github: GitHub | None = None,
    today: date | None = None,
    named: NamedFacts | None = None,
    past: Past | None = None,
) -> Outcome:
    """Bring every claim and region in line with its fact, until all are.

    Nothing is changed where a marker is broken, or what it asks for is not there: `Outcome.refused` says what.

    Args:
        document: its text or bytes.
        settings: what the author has configured.
        surroundings: the files that claims mean, see `surroundings_of`; without, nothing is looked at.
        github: whom to ask for milestones and issues; without, what follows them is skipped.
        today: what `updated` writes where the document has changed; without, such dates are skipped.
        named: the named facts that the documents of a run share, and what may run their commands; without, none runs.
        past: what earlier versions of the document say, for `history`; without, such regions stay.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    before = source = source_of(document)
    done: dict[tuple[str, Span], Result] = {}  # what is brought in line twice is said once
    rounds: list[list[Edit]] = []
    rows: list[Change] = []
    for _ in range(_ROUNDS):
        readme = parse(source, settings=settings)
        followed = follow_issues(readme, github)
        if followed.refused:
            return Outcome(before, before, refused=followed.refused)
        if followed.source is not source:  # first the rows: what is counted follows them
            source = followed.source
            rows += followed.changes
            rounds += followed.steps
            readme = parse(source, settings=settings)
            followed = follow_issues(readme, github)  # the places in the document as it is now
        facts = Facts(readme, surroundings, github, today, named=named, past=past)
        if refused := _found(readme, facts, broken=True):
            return Outcome(before, before, refused=tuple(_told_once(refused, readme)))
        stale = _found(readme, facts, broken=False)
        fixed = _fixed(readme, [one for one in stale if one.fix and one.fix.is_safe])
        if not fixed.changed:
            break
        source = fixed.source
        for one in _as_before(fixed.results, rounds):
            done.setdefault((one.rule, one.span), one)
        rounds.append(edits_of_fixes(fixed.results))
    else:
        endless = _as_before(fixed.results, rounds[:-1])
        said = (one._replace(message=f"{one.message}, and does so again when it is written") for one in endless)
        return Outcome(before, before, refused=tuple(said))
    left = sorted([*fixed.skipped, *_left(readme, stale, today), *_not_asked(readme, facts)], key=_place)
    right = max(0, _right(readme, left) - len(done)) + max(0, followed.right - len(rows))
    left = sorted([*left, *followed.left], key=_place)
    changes = (*rows, *(Change(before.line_of(one.span.start), result=one) for one in done.values()))
    return Outcome(before, source, changes, tuple(left), right=right, in_doubt=_in_doubt(readme, facts))


def files_behind(readme: Readme) -> Iterator[str]:
    """Yield the paths and patterns of files that claims and regions follow, as written; some may be none."""
    for claim in readme.claims:
        if isinstance(claim.fact, Expression):
            yield from (path for one in (*claim.fact.sources, *claim.fact.out_of) for path in one.files)
    for region in readme.regions:
        written = (*region.words, *(value for _, value in region.options))
        yield from (part.strip().partition("#")[0] for value in written for part in value.split(","))


def _place(skipped: Skipped) -> Span:
    assert skipped.result is not None
    return skipped.result.span


def _found(readme: Readme, facts: Facts, *, broken: bool) -> list[Result]:
    """Return what is wrong with the input, or else what is not in line."""
    wanted = [one.id for one in rules.every() if (one.broken if broken else one.syncs)]
    if not broken and readme.settings.counting.parents is Parents.FOLLOW:
        wanted.append(PARENTS_RULE)
    return rules.check(readme, wanted, facts)


def _told_once(refused: Sequence[Result], readme: Readme) -> list[Result]:
    """Return what is wrong with the input; that GitHub cannot be asked is said at the first claim that needs it."""
    lines = {readme.source.line_of(claim.figure.span.start) for claim in readme.claims if needs_github(claim)}
    kept: dict[object, Result] = {}
    for one in refused:
        kept.setdefault(one.message if readme.source.line_of(one.span.start) in lines else one, one)
    return list(kept.values())


def _fixed(readme: Readme, wanted: Sequence[Result]) -> Outcome:
    """Return the document with these fixes; those that depend on all of it only where nothing else is left to do."""
    last = {rule.id for rule in rules.every() if rule.last}
    first = [one for one in wanted if one.rule not in last]
    fixed = apply_fixes(readme, first)
    return fixed if fixed.changed or len(first) == len(wanted) else apply_fixes(readme, wanted)


def _left(readme: Readme, stale: Sequence[Result], today: date | None) -> list[Skipped]:
    """Return what is not in line, and has no safe fix."""
    left = [one for one in stale if not (one.fix and one.fix.is_safe)]
    foreign = Foreign(readme.document) if left else None
    return [
        _skipped(readme, one, _FOREIGN)
        if foreign and not one.fix and foreign.is_foreign(one.span)
        else _skipped(readme, one, _reason(one, today))
        for one in left
    ]


def _skipped(readme: Readme, result: Result, reason: str) -> Skipped:
    return Skipped(readme.source.line_of(result.span.start), reason, result=result)


def _reason(stale: Result, today: date | None) -> str:
    """Return why what is not in line stays so."""
    if stale.rule in RULES_OF_REGIONS:
        dated = today is None and stale.level is Level.WARNING
        return _BY_HAND if stale.fix else _UNDATED if dated else _NO_PAST
    if stale.rule == _SIBLING:
        return _UNLIKE
    return _UNSURE if stale.fix else _UNWRITABLE


def _not_asked(readme: Readme, facts: Facts) -> list[Skipped]:
    """Return the claims and regions for which GitHub was not asked, or no command was run."""
    asked = [("RS101", claim.figure.span, facts.not_asked(claim)) for claim in readme.claims]
    asked += [("RS106", region.opening, facts.not_asked(region)) for region in readme.regions]
    return [
        _skipped(readme, Result(rule, Level.NOTE, "may be stale", span), reason)
        for rule, span, reason in asked
        if reason
    ]


def _right(readme: Readme, left: Sequence[Skipped]) -> int:
    """Return how many claims and regions are in line."""
    spans = {_place(one) for one in left}
    claims = sum(not claim.doubt and claim.figure.span not in spans for claim in readme.claims)
    return claims + sum(region.opening not in spans for region in readme.regions)


def _in_doubt(readme: Readme, facts: Facts) -> int:
    """Return how many numbers differ from what they may be about."""
    return len(rules.check(readme, ["RS105"], facts))


# Where results stood before the edits of earlier rounds.


def _as_before(results: Iterable[Result], rounds: Sequence[Sequence[Edit]]) -> list[Result]:
    """Return the results with the places at which they stood before some rounds of edits, one made after the other."""
    found = list(results)
    for edits in reversed(rounds):
        found = [one._replace(span=_span_before(one.span, edits)) for one in found]
    return found


def _span_before(span: Span, edits: Sequence[Edit]) -> Span:
    start, end = _offset_before(span.start, edits), _offset_before(span.end, edits)
    return Span(start, max(start, end))


def _offset_before(offset: int, edits: Sequence[Edit]) -> int:
    shift = 0
    for edit in edits:
        start = edit.span.start + shift
        if offset < start:
            break
        if offset < start + len(edit.replacement):
            return edit.span.start
        shift += len(edit.replacement) - edit.span.length
    return offset - shift
