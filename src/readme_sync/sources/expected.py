"""What figures and facts say, in words, for messages."""

from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.markdown import HtmlBlock
from readme_sync.model import UNKNOWN, Claim, Fact, Figure, Progress, Readme, Rounding, Value
from readme_sync.model.settings import round_percent, to_step
from readme_sync.notations import named
from readme_sync.sources.facts import Facts
from readme_sync.text import Edit, Span

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


def fill(readme: Readme, claim: Claim, progress: Progress) -> Edit:
    """Return the edit that writes the figure of an empty claim: `3/7`, `43%`, `12`, a bar of ten cells, a badge.

    Raises:
        RequestError: the progress cannot be stated so.
    """
    place = claim.figure.span
    text = spelled(claim.figure.notation, progress)
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
    start = source.line_starts[source.line_of(place.start) - 1]
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


def expected_value(claim: Claim, fact: Fact) -> Progress:
    """Return what a claim is to say: counted in the way that has the total which it states, else in the first."""
    ways = [wanted(claim.value, progress) for progress in fact.progresses]
    total = claim.figure.progress.total
    return next((way for way in ways if total is not None and way.total == total), ways[0])


def is_right(claim: Claim, fact: Fact) -> bool:
    """Return whether a claim says one of what it may rightly say; an estimate always does.

    100 % is right only where all is done, 0 % only where nothing is.
    """
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
    if stated.total is None and stated.percent is None:
        return stated.done == progress.done
    if stated.total is not None and progress.total is not None and not figure.tolerance:
        return (stated.done, stated.total) == (progress.done, progress.total)
    if stated.percent is None or progress.percent is None:
        return stated.percent == progress.percent
    apart = abs(stated.percent - progress.percent)
    return apart < max(_NOISE, figure.tolerance - _NOISE)


_DIGITS = 4


def said(progress: Progress) -> str:
    """Return a progress as people write it."""
    if progress.total is not None and progress.done is not None:
        return f"{progress.done:g}/{progress.total:g}"
    if progress.percent is not None:
        return f"{progress.percent:.{_DIGITS}g} %"
    return str(progress.state) if progress.done is None else f"{progress.done:.12g}"


def truth(claim: Claim, fact: Fact) -> str:
    """Who says what instead: `3 tasks below say 2/3`; with the percent where the claim is one."""
    first = expected_value(claim, fact)
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
