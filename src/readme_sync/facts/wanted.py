"""Whether a figure says what a fact does, allowing for rounding."""

from readme_sync.model import UNKNOWN, Claim, Fact, Figure, Progress, Value

_NOISE = 1e-9


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


def due(claim: Claim, fact: Fact) -> Progress:
    """What a claim is to say: counted in the way that has the total which it states, else in the first."""
    ways = [wanted(claim.value, progress) for progress in fact.progresses]
    total = claim.figure.progress.total
    return next((way for way in ways if total is not None and way.total == total), ways[0])


def is_right(claim: Claim, fact: Fact) -> bool:
    """Whether a claim says one of what it may rightly say; an estimate always does."""
    return any(says(claim.figure, wanted(claim.value, progress)) for progress in fact.progresses)


def says(figure: Figure, progress: Progress) -> bool:
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
