"""Whether a number says what a fact does, what it should say, rounded and spelled as the document does it."""

import math
from collections.abc import Iterator

from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.markdown import HtmlBlock
from readme_sync.markers.named_facts import BADGE, BADGE_TEXT, SPELLED, TEXT, stated_text, written_text
from readme_sync.model import (
    UNKNOWN,
    Bound,
    Claim,
    Expression,
    Fact,
    FactSource,
    Figure,
    Progress,
    Readme,
    Rounding,
    SourceKind,
    Value,
)
from readme_sync.model.claim import Basis
from readme_sync.model.settings import round_percent, to_step
from readme_sync.notations import Target, named, rewrite
from readme_sync.notations.spelled_number import agrees
from readme_sync.sources.facts import Facts
from readme_sync.text import Edit, Span
from readme_sync.trackers.columns import agree
from readme_sync.trackers.figures import of_picture
from readme_sync.trackers.images import pictures_at
from readme_sync.trackers.sections import lasting_anchor

# How percents are rounded when they are written: as the document does it already.

_ALL = 100.0
_NOISE = 1e-9
_FRACTION = "fraction"
_UNIT = 1.0  # of a percent that says nothing of its decimals


def rounding_of(readme: Readme, facts: Facts) -> Rounding:
    """Return the way in which percents are to be rounded: as the author says, else as the document does it.

    Where its figures leave it open, to the nearest, a half upwards.
    """
    told = readme.settings.counting.rounding
    if told is not Rounding.DOCUMENT:
        return told
    possible = [Rounding.NEAREST, Rounding.DOWN, Rounding.UP, Rounding.EVEN]
    votes = dict.fromkeys(possible, 0)
    for figure, percent in _examples(readme, facts):
        for mode in possible:
            votes[mode] += abs(to_step(percent, _unit(figure), mode) - (figure.progress.percent or 0)) < _NOISE
    return max(possible, key=lambda mode: votes[mode])


def rounded(figure: Figure, progress: Progress, mode: Rounding) -> Progress:
    """Return a progress as the figure is to state it: its percent rounded at the decimals that stand there.

    What states a fraction, or is to state one, is left as it is: its percent beside it follows from it.
    """
    if progress.percent is None or figure.notation == _FRACTION or _counts(figure.progress):
        return progress
    unit = _unit(figure)
    return Progress.of_percent(round_percent(progress.percent, unit, mode))


def is_rounded(claim: Claim, fact: Fact, mode: Rounding) -> bool:
    """Return whether a claim that is right is also rounded so, where it is a mere percent."""
    stated = claim.figure.progress
    if stated.percent is None or stated.total is not None or claim.figure.tolerance > _UNIT:
        return True
    due = [rounded(claim.figure, wanted(claim.value, one), mode).percent for one in fact.progresses]
    return any(one is not None and abs(one - stated.percent) < _NOISE for one in due)


def _counts(stated: Progress) -> bool:
    """Return whether something is stated that is no mere percent."""
    return stated.total is not None or (stated.percent is None and stated.done is not None)


def _examples(readme: Readme, facts: Facts) -> Iterator[tuple[Figure, float]]:
    """Percents that stand in the document and are no whole numbers, with what they are rounded from."""
    for item in readme.items:
        exact = [figure.progress for figure in item.figures if figure.progress.total]
        for figure in item.figures if exact else ():
            yield from _example(figure, exact[0])
    for claim in readme.claims:
        if claim.doubt or claim.figure.progress.percent is None:
            continue
        try:
            fact = facts.of(claim)
        except RequestError:
            continue
        if is_right(claim, fact):
            yield from _example(claim.figure, wanted(claim.value, fact.progresses[0]))


def _example(figure: Figure, truth: Progress) -> Iterator[tuple[Figure, float]]:
    percent = truth.percent
    if (
        figure.progress.total is None
        and figure.progress.percent is not None
        and figure.tolerance
        and percent is not None
    ):
        share = percent / _unit(figure)
        if abs(share - round(share)) > _NOISE:
            yield figure, percent


def _unit(figure: Figure) -> float:
    """The step in which a figure's percent is written: 1 for `40%`, 0.1 for `40.0%`, 10 for a bar of ten cells."""
    return figure.tolerance or _UNIT


# A figure where none stands yet: between two markers with nothing between them.

_EMPTY = {
    "fraction": "0/1",
    "percent": "0%",
    "number": "0",
    "bar": "░░░░░░░░░░",
    "shields": "https://img.shields.io/badge/progress-0%25-blue",
}
"""What each notation is made of, by being told to state the progress."""


def is_empty(claim: Claim) -> bool:
    """Return whether nothing stands where the claim's figure should."""
    return not claim.figure.excerpt.text.strip()


def edits_for(readme: Readme, claim: Claim, fact: Fact, progress: Progress) -> tuple[Edit, ...]:
    """Return the edits that make a claim say a progress, or the text of its fact.

    Raises:
        RequestError: it cannot be stated so.
    """
    figure = claim.figure
    if is_empty(claim):
        return (fill(readme, claim, progress, fact.text),)
    if fact.text:
        return (Edit(figure.span, written_text(figure, fact.text)),)
    if figure.notation in {TEXT, BADGE_TEXT}:
        return (Edit(figure.span, written_text(figure, said(progress))),)
    return tuple(edit for one in (figure, *_in_alt(readme, claim)) for edit in rewrite(one, progress))


def _in_alt(readme: Readme, claim: Claim) -> Iterator[Figure]:
    """Yield the numbers of a picture's alternative text that say what the picture shows, and are no claims."""
    figure = claim.figure
    if claim.bound is not Bound.FORM or named(figure.notation).target is not Target.IMAGE:
        return
    claimed = {one.figure.span for one in readme.claims}
    for picture in pictures_at(readme.document, [figure.span.start]):
        if picture.span == figure.span:
            _, *told = of_picture(picture, None)
            yield from (one for one in told if one.span not in claimed and agree(one, figure))


def fill(readme: Readme, claim: Claim, progress: Progress, text: str = "") -> Edit:
    """Return the edit that writes the figure of an empty claim: `3/7`, `43%`, `12`, a bar, a badge, or a text.

    Raises:
        RequestError: the progress cannot be stated so.
    """
    place = claim.figure.span
    text = text or (said(progress) if claim.value is Value.FACT else spelled(claim.figure.notation, progress))
    if claim.value is Value.BADGE:
        alt = spelled("percent", progress)
        text = f'<img src="{text}" alt="{alt}">' if _in_html(readme, place) else f"![{alt}]({text})"
    return Edit(place, text + _line_end(readme, place))


def spelled(notation: str, progress: Progress) -> str:
    """Return a progress in the plainest spelling of a notation.

    Raises:
        RequestError: it cannot be stated so.
    """
    text = _EMPTY[notation]
    for start, end, new in reversed(named(notation).write(text, progress)):
        text = text[:start] + new + text[end:]
    return text


def _line_end(readme: Readme, place: Span) -> str:
    """Return what goes behind a figure that gets a line of its own: a line end, and what the next line begins with."""
    source = readme.source
    start = source.line_start(place.start)
    before = source.text[start : place.start]
    is_own_line = place.length == 0 and not before.strip(" \t>") and source.text.startswith("<!--", place.end)
    return source.newline + before if is_own_line and not source.text.endswith("-->", 0, place.start) else ""


def _in_html(readme: Readme, place: Span) -> bool:
    """Return whether a place lies in raw HTML, where an image in Markdown is only text."""
    blocks = readme.document.every(HtmlBlock)
    return any(block.span.start < place.start and place.end < block.span.end for block in blocks)


# Whether a figure says what a fact does, allowing for rounding.


def wanted(value: Value, progress: Progress) -> Progress:
    """Return the number of a fact that a claim states."""
    if progress.total is None or progress.done is None:
        return progress
    match value:
        case Value.DONE:
            return Progress.of_number(progress.done)
        case Value.TOTAL | Value.COUNT:
            return Progress.of_number(progress.total)
        case Value.LEFT:
            return Progress.of_number(progress.total - progress.done)
    return progress


def expected_value(claim: Claim, fact: Fact, total: float | None = None) -> Progress:
    """Return what a claim is to say: counted in the way that has the total which it states, else as it was written.

    Where the author binds it, its number shows what was counted: `1 of 2` counts items, not the 812 of 1236 strings in
    them. Else, and where no number shows it, the first way counts. `total`: that of the number beside a mere percent.
    """
    ways = [wanted(claim.value, progress) for progress in fact.progresses]
    stated = claim.figure.progress
    total = stated.total if stated.total is not None else total
    same = next((way for way in ways if total is not None and way.total == total), None)
    if same or claim.bound is Bound.FORM or _is_mere_percent(stated):
        return same or ways[0]
    return min(ways, key=lambda way: _apart(stated, way))


def keeps_basis(claim: Claim, fact: Fact) -> bool:
    """Return whether the number of a claim that the author binds shows what it counts: one way is much nearer to it."""
    stated = claim.figure.progress
    if claim.bound is Bound.FORM or _is_mere_percent(stated):
        return True
    ways = dict.fromkeys(wanted(claim.value, progress) for progress in fact.progresses)
    if stated.total is not None and any(way.total == stated.total for way in ways):
        return True
    apart = sorted(_apart(stated, way) for way in ways)
    return len(apart) < 2 or apart[1] - apart[0] > _CLEARLY  # noqa: PLR2004  nothing to choose from


_CLEARLY = math.log(2)


def _is_mere_percent(stated: Progress) -> bool:
    return stated.total is None and stated.done is None


def _apart(stated: Progress, way: Progress) -> float:
    """Return how far a way of counting is from a number that stands there, by their ratio."""
    numbers = (stated.total, way.total) if stated.total is not None else (stated.done, way.done)
    if numbers[0] is None or numbers[1] is None:
        return math.inf
    return abs(math.log(max(numbers[0], 0.5) / max(numbers[1], 0.5)))


def is_right(claim: Claim, fact: Fact) -> bool:
    """Return whether a claim says one of what it may rightly say; an estimate always does.

    100 % is right only where all is done, 0 % only where nothing is. What states a text says that very text.
    """
    if fact.text or claim.figure.notation in {TEXT, BADGE_TEXT}:
        return stated_text(claim.figure) == fact.text
    due = [wanted(claim.value, progress) for progress in fact.progresses]
    return any(agrees_with(claim.figure, one) and not _is_too_early(claim.figure, one) for one in due)


def _is_too_early(figure: Figure, progress: Progress) -> bool:
    """Return whether a percent says all or nothing of what is neither; a bar of few cells may."""
    says_all = figure.progress.total is None and figure.progress.percent in {0.0, _ALL} and figure.tolerance <= 1
    return says_all and progress.percent is not None and 0.0 < progress.percent < _ALL


def agrees_with(figure: Figure, progress: Progress) -> bool:
    """Return whether a figure states a progress, as exactly as it is written; an estimate states anything."""
    stated = figure.progress
    if stated == UNKNOWN:
        return True
    if figure.notation in {SPELLED, BADGE} and progress.done is not None:
        return agrees(stated_text(figure), progress.done)
    if stated.total is None and stated.percent is None:
        return stated.done == progress.done
    if stated.total is not None and progress.total is not None and not figure.tolerance:
        return (stated.done, stated.total) == (progress.done, progress.total)
    if stated.percent is None or progress.percent is None:
        return stated.percent == progress.percent
    apart = abs(stated.percent - progress.percent)
    return apart < max(_NOISE, figure.tolerance - _NOISE)


_DIGITS = 4


def stated(figure: Figure) -> str:
    """Return what a figure says, as people write it."""
    return stated_text(figure) if figure.notation in {SPELLED, BADGE, TEXT, BADGE_TEXT} else said(figure.progress)


def said(progress: Progress) -> str:
    """Return a progress as people write it."""
    if progress.total is not None and progress.done is not None:
        return f"{progress.done:g}/{progress.total:g}"
    if progress.percent is not None:
        return f"{progress.percent:.{_DIGITS}g} %"
    return str(progress.state) if progress.done is None else f"{progress.done:.15g}"


def truth(claim: Claim, fact: Fact, total: float | None = None) -> str:
    """Who says what instead: `3 tasks below say 2/3`; with the percent where the claim is one."""
    if fact.text:
        return f"{fact.origin} says {fact.text}"
    first = expected_value(claim, fact, total)
    text = said(first)
    if claim.figure.progress.total is None and first.total is not None and first.percent is not None:
        text += f" ({first.percent:.{_DIGITS}g} %)"
    verb = "say" if _is_plural(fact.origin) else "says"
    return f"{fact.origin} {verb} {text}{_others(claim, fact)}"


def _others(claim: Claim, fact: Fact) -> str:
    """Return the mean, where the claim is a percent and that would be right too."""
    first = fact.progresses[0]
    means = [one for one in fact.progresses[1:] if one.total is None and one.percent is not None]
    if claim.figure.progress.total is not None or first.total is None or not means:
        return ""
    return f"; their mean is {said(means[0])}" if means[0].percent != first.percent else ""


def _is_plural(origin: str) -> bool:
    number = next(iter(origin.removeprefix("the ").split()), "")
    return number.isdigit() and number != "1"


# What a marker would ask for.


def expression_for(claim: Claim, fact: Fact, readme: Readme, facts: Facts) -> Expression | None:
    """Return what a marker around a number must ask for to come to the same; None where nothing does."""
    found = [one._replace(basis=basis) for basis in Basis for one in _expressions(readme, claim, fact)]
    return next((one for one in found if _comes_to(one, readme, facts, claim, fact)), None)


_STDIN = "<"


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
