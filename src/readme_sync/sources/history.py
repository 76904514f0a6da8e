"""What two versions of a document show: a number that was right in the first and is wrong in the second follows.

A number that only equals some quantity does so by chance nearly always. `TIERS` say what else must hold: they come from
an experiment on histories of public READMEs (docs/internals/evidence.md).
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache, partial
from itertools import islice
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.markers.figures_for_value import BADGE_COUNT
from readme_sync.model import NO_FILES, Bound, Certainty, Claim, Fact, Figure, FileTree, Progress, Readme, Rounding
from readme_sync.notations import rewrite
from readme_sync.sources.expected import agrees_with, expected_value, is_empty, is_right, rounded, rounding_of, said
from readme_sync.sources.facts import Facts
from readme_sync.sources.quantities import (
    Kind,
    Numbers,
    Quantity,
    Reach,
    Written,
    agrees,
    around,
    as_goal,
    is_estimate,
    is_series,
    kind_of,
    may_be_date,
    repeats_ratio,
)
from readme_sync.text import Edit, Source, Span
from readme_sync.text.regex import regex

_ALL = 100.0
_DIGITS = regex(r"[0-9][0-9.,]*")
MOST_VERSIONS = 40
"""So many versions before the base are looked at."""


class Tier(StrEnum):
    """How sure it is that a number follows what it was equal to."""

    ERROR = "error"
    LIKELY = "likely"
    """Sure enough to be written where the edit is known, as by our own verbs; else as a note."""
    NOTE = "note"
    NAMED = "named"
    """Named after an edit of our own; not worth a note elsewhere."""
    NOTHING = "nothing"


class TierRule(NamedTuple):
    """What must hold of a number that was right and is wrong now, to be of a tier.

    Attributes:
        kinds: what it is.
        near: whether it stands where it tells what it is about; else it may stand anywhere.
        word: whether a word of progress, or the noun of the items, must stand next to it.
        form: whether it must be a badge, a total, a label's value or stand in brackets in a heading.
        between: whether it must lie between nothing and all.
        followed: in how many earlier versions the author has set it to what was right then.
        least: it is not less than that.
    """

    tier: Tier
    kinds: tuple[Kind, ...]
    near: bool = True
    word: bool = False
    form: bool = False
    between: bool = False
    followed: int = 0
    least: float = 0.0


TIERS = (
    TierRule(Tier.ERROR, (Kind.FRACTION,), between=True),
    TierRule(Tier.ERROR, (Kind.FRACTION,), near=False, word=True, between=True),
    TierRule(Tier.ERROR, (Kind.PERCENT,), word=True, between=True),
    TierRule(Tier.ERROR, (Kind.PERCENT,), form=True, between=True),
    TierRule(Tier.ERROR, (Kind.FRACTION, Kind.PERCENT), followed=2),
    TierRule(Tier.ERROR, (Kind.COUNT,), word=True, followed=2),
    TierRule(Tier.ERROR, (Kind.FRACTION, Kind.PERCENT), near=False, word=True, followed=2),
    TierRule(Tier.LIKELY, (Kind.FRACTION,), word=True),
    TierRule(Tier.LIKELY, (Kind.FRACTION,), form=True),
    TierRule(Tier.NOTE, (Kind.FRACTION, Kind.PERCENT), followed=1),
    TierRule(Tier.NOTE, (Kind.COUNT,), word=True, followed=1, least=2),
    TierRule(Tier.NOTE, (Kind.FRACTION,)),
    TierRule(Tier.NOTE, (Kind.GOAL,), word=True, least=2),
    TierRule(Tier.NOTE, (Kind.PERCENT,), form=True),
    TierRule(Tier.NOTE, (Kind.COUNT,), form=True, least=10),
    TierRule(Tier.NOTE, (Kind.COUNT,), word=True, least=2),
    TierRule(Tier.NAMED, (Kind.COUNT, Kind.GOAL), word=True),
    TierRule(Tier.NAMED, (Kind.COUNT,), form=True),
    TierRule(Tier.NAMED, (Kind.FRACTION, Kind.PERCENT)),
)
"""The first that holds decides; none of them holds for a number in code, or far from the items in a log."""


class Moved(NamedTuple):
    """A number that was right before and is wrong now.

    Attributes:
        figure: the number in the document as it is now.
        line: its 1-based line.
        now: what it should say; None where that is not certain.
        origin: who says so.
        tier: how sure it is that it follows.
        is_bound: whether a rule without history names it as an error.
    """

    figure: Figure
    line: int
    now: Progress | None
    origin: str
    tier: Tier
    was_percent: float | None = None
    is_bound: bool = False

    @property
    def shown(self) -> str:
        """What it should say, for people."""
        if self.now is None:
            return ""
        is_percent = kind_of(self.figure) is Kind.PERCENT and self.now.percent is not None
        return said(Progress.of_percent(self.now.percent or 0.0) if is_percent else self.now)


class Base(NamedTuple):
    """An earlier version of a document, and those before it, the newest first."""

    readme: Readme
    name: str = ""
    older: Callable[[], Iterable[Readme]] = tuple

    def moved(self, now: Readme, facts: Facts) -> list["Moved"]:
        """Return the numbers that were right here and are wrong now, those left out that rules name anyway."""
        return [one for one in moved_numbers(self, now, facts) if not one.is_bound]


Place = Callable[[Span], Span | None]


def moved_numbers(base: Base, now: Readme, facts: Facts | None = None) -> list[Moved]:
    """Return the numbers that were right at the base and are wrong now, by place.

    Only numbers in lines that were not touched: one that the author has changed himself says what he means.
    """
    if base.readme.source.text == now.source.text:
        return []
    facts = facts or Facts(now)
    right = RightNumbers(base, facts.surroundings)
    return right.moved(now, facts, aligned(base.readme.source, now.source))


class RightNumbers:
    """The numbers of a document that are right, to see what becomes of them.

    Attributes:
        claims: those that are derived by form, marker or configuration.
        equal: those that equal something that can be counted, with what that is.
    """

    def __init__(self, base: Base, surroundings: FileTree = NO_FILES, *, is_exact: bool = False) -> None:
        """Look for the right numbers of a document; `is_exact`: a percent is only right if it is rounded as before."""
        numbers, facts = Numbers(base.readme), Facts(base.readme, surroundings)
        self._is_exact, self._facts = is_exact, facts
        self.claims = [one for one in base.readme.claims if not is_empty(one) and says_truth(one, facts)]
        written = numbers.written if base.readme.trackers else ()
        found = [(one, *numbers.equal_to(one)) for one in written if not _is_wrong(one, numbers)]
        self.equal = [one for one in found if one[2]]
        self._history = cache(lambda: History(base))
        self._of_items = _also_of_items(base.readme, written)
        self._beside = {span: one.figure for span, one in numbers.fractions.items()} if self else {}

    def __bool__(self) -> bool:
        return bool(self.claims or self.equal)

    def moved(self, now: Readme, facts: Facts, place: Place) -> list[Moved]:
        """Return those that are wrong in a later version; `place` says where they stand in it."""
        certain = {claim.figure.span for claim in now.claims if claim.certainty is Certainty.CERTAIN}
        bound = {claim.figure.span for claim in self.claims if place(claim.figure.span) in certain}
        found = {one.figure.span: one for one in self._by_quantities(now, place, bound)}
        for one in self._by_claims(now, place, facts):
            if one.is_bound or one.figure.span not in found:
                found[one.figure.span] = one
        for percent, fraction in self._beside.items():  # both move, or none does
            there, beside = place(percent), place(fraction.span)
            if there in found and beside is not None and beside not in found:
                found[there] = found[there]._replace(tier=Tier.NOTE, now=None, is_bound=False)
        for span in {where for one in self._of_items if (where := place(one))} & found.keys():
            if not found[span].is_bound and found[span].tier in {Tier.ERROR, Tier.LIKELY}:
                found[span] = found[span]._replace(tier=Tier.NOTE, now=None)
        return [found[span] for span in sorted(found)]

    def _by_quantities(self, now: Readme, place: Place, bound: Collection[Span]) -> Iterator[Moved]:
        new = Numbers(now)
        for written, reach, before in self.equal:
            one = as_goal(written, before)
            span = place(one.figure.span)
            after = [new.same(quantity) for quantity in before] if span and one.figure.span not in bound else []
            known = [quantity for quantity in after if quantity]
            if span is None or not known or len(known) < len(after):
                continue
            pairs = zip(before, known, strict=True)
            if any(agrees(one, new) and self._keeps(one.figure, old.progress, new.progress) for old, new in pairs):
                continue
            target = _one_of(known, one)
            followed = partial(self._followed, one, before)
            tier = tier_of(one, reach, followed, is_weak=all(map(new.is_of_lines, known)))
            if tier is not Tier.NOTHING:
                origin = (target or known[0]).origin
                was = next((quantity.progress.percent for quantity in before), None)
                excerpt = one.figure.excerpt.moved(span.start - one.figure.span.start)
                figure = one.figure._replace(excerpt=excerpt, span=span)
                line = now.source.line_of(span.start)
                yield Moved(figure, line, _due(one, target) if target else None, origin, tier, was)

    def _followed(self, one: Written, before: Sequence[Quantity]) -> int:
        return self._history().followed(one, before)

    def _by_claims(self, now: Readme, place: Place, facts: Facts) -> Iterator[Moved]:
        """Yield the claims that were right and are wrong now."""
        there = {(claim.figure.span, claim.value): claim for claim in now.claims} if self.claims else {}
        new = Numbers(now)
        for claim in self.claims:
            span = place(claim.figure.span)
            after = there.get((span, claim.value)) if span else None
            if (
                after is None
                or after.figure.progress != claim.figure.progress
                or self._is_still_right(claim, after, facts)
            ):
                continue
            if after.certainty is not Certainty.CERTAIN and _is_other(after, now.source):
                continue
            fact, beside = facts.of(after), self._beside.get(claim.figure.span)
            is_certain = after.certainty is Certainty.CERTAIN
            if not is_certain and (beside is not None or repeats_ratio(now.source, after.figure)):
                continue  # it goes with the fraction in its line, whatever that is about
            # a count that was about something else may be certain now
            is_same = claim.certainty is Certainty.CERTAIN or kind_of(claim.figure) is not Kind.COUNT
            tier = Tier.ERROR if (is_certain and is_same) or _is_sure(after) else _doubtful(after)
            if not is_certain and new.counts_lines(after.section if fact.section is None else fact.section):
                tier = Tier.NAMED
            target: Progress | None = expected_value(after, fact, beside.progress.total if beside else None)
            if may_be_date(after.figure):
                tier, target, is_certain = Tier.NOTE, None, False
            elif not _is_of_same(self._facts.of(claim), fact):  # it equalled something else, by chance
                tier, target, is_certain = Tier.NAMED, None, False
            line = now.source.line_of(after.figure.span.start)
            right = (one.percent for one in self._facts.of(claim).progresses if agrees_with(claim.figure, one))
            yield Moved(after.figure, line, target, fact.origin, tier, next(right, None), is_certain)

    def _is_still_right(self, claim: Claim, after: Claim, facts: Facts) -> bool:
        """Return whether a claim is right in a later version, or that is not known."""
        if not says_truth(after, facts):
            return says_truth(after, facts) is None
        old, new = self._facts.of(claim).progresses, facts.of(after).progresses
        pairs = zip(old, new, strict=False)
        kept = [self._keeps(claim.figure, *pair) for pair in pairs if agrees_with(claim.figure, pair[0])]
        return any(kept) or not kept

    def _keeps(self, figure: Figure, old: Progress, new: Progress) -> bool:
        """Return whether a percent that is right is rounded as it was, in one of the ways that gave it."""
        if not self._is_exact or kind_of(figure) is not Kind.PERCENT:
            return True
        modes = [mode for mode in _MODES if _rounded(figure, old, mode) == figure.progress.percent]
        return not modes or any(_rounded(figure, new, mode) == figure.progress.percent for mode in modes)


def _is_of_same(before: Fact, after: Fact) -> bool:
    """Return whether two facts are of one section, as far as both say of which."""
    return None in (before.section, after.section) or before.section == after.section


_MODES = (Rounding.NEAREST, Rounding.DOWN, Rounding.UP)


def _rounded(figure: Figure, progress: Progress, mode: Rounding) -> float | None:
    """Return the percent of a progress at the decimals of a figure that states one."""
    stated = figure._replace(progress=Progress.of_percent(figure.progress.percent or 0.0))
    return rounded(stated, Progress.of_percent(progress.percent or 0.0), mode).percent


def _is_wrong(one: Written, numbers: Numbers) -> bool:
    """Return whether a count or a fraction is surely about some items, and wrong: it equals others by chance."""
    fact = numbers.wrong.get(one.figure.span)
    return fact is not None and (one.kind is Kind.COUNT or (one.kind is Kind.FRACTION and fact.section is not None))


def _also_of_items(readme: Readme, written: Iterable[Written]) -> set[Span]:
    """Return the percents in sentences that an item states, too: they may be about that item, and not about all."""
    stated = {item.progress.percent for item in readme.counted}
    return {
        one.figure.span
        for one in written
        if one.kind is Kind.PERCENT and not one.has_form and one.figure.progress.percent in stated
    }


def _one_of(after: Sequence[Quantity], number: Written) -> Quantity | None:
    """Return what a number should say now; None where several may be meant. What is done comes before a mean."""
    for some in ([one for one in after if not one.is_mean], after):
        values = {_value(one, number) for one in some}
        if len(values) == 1:
            return some[0]
        if some:
            return None
    return None


def _due(number: Written, quantity: Quantity) -> Progress:
    """Return what a number that follows a quantity should say."""
    if number.kind is Kind.GOAL:
        return Progress.of_fraction(quantity.progress.done or 0.0, number.figure.progress.total or 0.0)
    return quantity.progress


def _value(quantity: Quantity, number: Written) -> object:
    progress = quantity.progress
    if number.kind is Kind.PERCENT and progress.percent is not None:
        return round(progress.percent / (number.figure.tolerance or 1.0))
    return progress.done, progress.total


def tier_of(number: Written, reach: Reach, followed: Callable[[], int], *, is_weak: bool = False) -> Tier:
    """Return how sure it is that a number follows a quantity; `followed`: how often it has done so before.

    `is_weak`: mostly lines with signs were counted; only what has followed before is more than named then.
    """
    if number.in_code or (number.in_log and reach is Reach.FAR):
        return Tier.NOTHING
    for rule in TIERS:
        if (
            number.kind in rule.kinds
            and (not is_weak or rule.followed or rule.tier is Tier.NAMED)
            and (not rule.near or reach is not Reach.FAR)
            and (not rule.word or number.has_word)
            and (not rule.form or number.has_form)
            and (not rule.between or _is_between(number.figure.progress))
            and (number.figure.progress.done is None or number.figure.progress.done >= rule.least)
            and (not rule.followed or followed() >= rule.followed)
        ):
            return rule.tier
    return Tier.NOTHING


def _is_between(progress: Progress) -> bool:
    return 0.0 < (progress.percent or 0.0) < _ALL


class History:
    """The versions before a base, to see which number has followed which quantity."""

    def __init__(self, base: Base) -> None:
        self._versions: list[Numbers] = []
        seen = {base.readme.source.text}
        for readme in base.older():
            if readme.source.text not in seen and len(self._versions) < MOST_VERSIONS:
                seen.add(readme.source.text)
                self._versions.append(Numbers(readme))
        self._versions = [Numbers(base.readme), *self._versions]

    def followed(self, number: Written, quantities: Sequence[Quantity]) -> int:
        """Return how often the author has set a number to what was right then, of one of the quantities."""
        shape = _shape(self._versions[0].readme.source, number)
        times, later, was_right = 0, number.figure.progress, True
        for version in self._versions[1:]:
            source = version.readme.source
            there = [one for one in version.written if one.kind is number.kind and _shape(source, one) == shape]
            if len(there) != 1:
                break
            times += was_right and there[0].figure.progress != later
            later = there[0].figure.progress
            was_right = any(agrees(there[0], same) for one in quantities if (same := version.same(one)))
        return times


def _shape(source: Source, number: Written) -> tuple[str, int]:
    """Return the line of a number without its digits, and how many numbers stand before it."""
    start = source.line_starts[number.line - 1]
    text = source.line_text(number.line)
    return _DIGITS.sub("0", text), len(_DIGITS.findall(text[: max(0, number.figure.span.start - start)]))


# By claims, certain or not.


def _is_sure(claim: Claim) -> bool:
    kind = kind_of(claim.figure)
    return claim.bound is Bound.FORM and kind is not Kind.COUNT and _is_between(claim.figure.progress)


def _is_other(claim: Claim, source: Source) -> bool:
    """Return whether what stands next to a number says that it is an ordinal, a date, a measure or an estimate."""
    figure = claim.figure
    before, after = around(source, figure.span)
    is_count = kind_of(figure) is Kind.COUNT
    return is_estimate(before) or (is_count and is_series(before, after, figure.progress.done or 0.0))


def _doubtful(claim: Claim) -> Tier:
    """Return the tier of a doubtful claim: a count, and all or nothing, may be right by chance."""
    is_chance = kind_of(claim.figure) is Kind.COUNT or not _is_between(claim.figure.progress)
    return Tier.NAMED if claim.certainty is Certainty.UNSURE and is_chance else Tier.NOTE


def says_truth(claim: Claim, facts: Facts) -> bool | None:
    """Return whether a claim is right; None where that is not known, or it states no number."""
    if claim.figure.progress.percent is None and claim.figure.progress.done is None:
        return None
    try:
        return is_right(claim, facts.of(claim))
    except RequestError:
        return None


# Where a number of one version stands in another one.


def aligned(before: Source, now: Source) -> Place:
    """Return where a span of one version stands in another: in a line that both have, the same number of times.

    Blanks do not count: a table may have been aligned again.
    """
    lines = cache(lambda: (_lines(before), _lines(now)))  # where no number follows anything, nobody asks

    def place(span: Span) -> Span | None:
        line = before.line_of(span.start)
        start = before.line_starts[line - 1]
        text = before.line_text(line)
        old, new = lines()
        mine, others = old[_key(text)], new.get(_key(text), [])
        if len(mine) != len(others):
            return None
        there = others[bisect_left(mine, line)]
        found = now.line_starts[there - 1] + _offset(text, now.line_text(there), span.start - start)
        moved = Span(found, found + span.length)
        return moved if now.slice(moved) == before.slice(span) else None

    return place


def _key(text: str) -> str:
    return "".join(text.split())


def _offset(old: str, new: str, at: int) -> int:
    """Return where the character at a place of one line stands in another one that differs in blanks alone."""
    if old == new:
        return at
    filled = (index for index, character in enumerate(new) if not character.isspace())
    return next(islice(filled, len(_key(old[:at])), None), len(new))


def _lines(source: Source) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for line in range(1, len(source.line_starts) + 1):
        found.setdefault(_key(source.line_text(line)), []).append(line)
    return found


# What is written.


def edits_of(now: Readme, one: Moved, facts: Facts) -> tuple[Edit, ...]:
    """Return the edits after which a number says what it should; none where its notation cannot."""
    if one.now is None:
        return ()
    figure, progress = one.figure, one.now
    if figure.notation == BADGE_COUNT:
        return _badge_edits(figure, progress)
    if kind_of(figure) is Kind.PERCENT and progress.percent is not None:
        progress = Progress.of_percent(_rounded(figure, progress, _mode(now, one, facts)) or 0.0)
    try:
        return tuple(rewrite(figure, progress))
    except RequestError:
        return ()


def _mode(now: Readme, one: Moved, facts: Facts) -> Rounding:
    """Return how the author has rounded this very number; where that says nothing, as the document does it."""
    usual = rounding_of(now, facts)
    if one.was_percent is None:
        return usual
    was, percent = Progress.of_percent(one.was_percent), one.figure.progress.percent
    return next((mode for mode in (usual, *_MODES) if _rounded(one.figure, was, mode) == percent), usual)


def _badge_edits(figure: Figure, progress: Progress) -> tuple[Edit, ...]:
    numbers = list(_DIGITS.finditer(figure.excerpt.text.replace("%2F", "   ").replace("%2f", "   ")))
    values = [progress.done, progress.total] if figure.progress.total is not None else [progress.done]
    if figure.progress.percent is not None and figure.progress.total is None:
        values = [progress.percent]
    edits = []
    for found, value in zip(numbers, values, strict=False):
        if value is None or not figure.excerpt.unbroken(*found.span()):
            return ()
        edits.append(Edit(figure.excerpt.span(*found.span()), f"{round(value)}"))
    return tuple(edits)


def message_of(one: Moved, base: str = "") -> str:
    """Return what is wrong with a number, and since when."""
    stated = f"says {said(one.figure.progress)}, which was right {f'at {base}' if base else 'before'}"
    if one.now is None:
        return f"{stated}, about {one.origin}; what it should say now is not certain"
    return f"{stated}; now {one.origin} say {one.shown}"
