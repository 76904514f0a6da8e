"""What figures and facts say, in words, for messages."""

import math

from readme_sync.model import UNKNOWN, Bound, Claim, Fact, Figure, Progress, Value

# Whether a figure says what a fact does, allowing for rounding.

_NOISE = 1e-9
_ALL = 100.0


def wanted(value: Value, progress: Progress) -> Progress:
    """The number of a fact that a claim states."""
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

    100 % is right only where all is done, 0 % only where nothing is.
    """
    due = [wanted(claim.value, progress) for progress in fact.progresses]
    return any(agrees_with(claim.figure, one) and not _is_too_early(claim.figure, one) for one in due)


def _is_too_early(figure: Figure, progress: Progress) -> bool:
    """Return whether a percent says all or nothing of what is neither; a bar of few cells may."""
    says_all = figure.progress.total is None and figure.progress.percent in {0.0, _ALL} and figure.tolerance <= 1
    return says_all and progress.percent is not None and 0.0 < progress.percent < _ALL


def agrees_with(figure: Figure, progress: Progress) -> bool:
    """Whether a figure states a progress, as exactly as it is written; an estimate states anything."""
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
    """A progress as people write it."""
    if progress.total is not None and progress.done is not None:
        return f"{progress.done:g}/{progress.total:g}"
    if progress.percent is not None:
        return f"{progress.percent:.{_DIGITS}g} %"
    return str(progress.state) if progress.done is None else f"{progress.done:.12g}"


def truth(claim: Claim, fact: Fact, total: float | None = None) -> str:
    """Who says what instead: `3 tasks below say 2/3`; with the percent where the claim is one."""
    first = expected_value(claim, fact, total)
    text = said(first)
    if claim.figure.progress.total is None and first.total is not None and first.percent is not None:
        text += f" ({first.percent:.{_DIGITS}g} %)"
    verb = "say" if _is_plural(fact.origin) else "says"
    return f"{fact.origin} {verb} {text}{_others(claim, fact)}"


def _others(claim: Claim, fact: Fact) -> str:
    """The mean, where the claim is a percent and that would be right too."""
    first = fact.progresses[0]
    means = [one for one in fact.progresses[1:] if one.total is None and one.percent is not None]
    if claim.figure.progress.total is not None or first.total is None or not means:
        return ""
    return f"; their mean is {said(means[0])}" if means[0].percent != first.percent else ""


def _is_plural(origin: str) -> bool:
    number = next(iter(origin.removeprefix("the ").split()), "")
    return number.isdigit() and number != "1"
