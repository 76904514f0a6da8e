"""What figures and facts say, in words, for messages."""

from readme_sync.facts.wanted import due
from readme_sync.model import Claim, Fact, Progress

_DIGITS = 4


def said(progress: Progress) -> str:
    """A progress as people write it."""
    if progress.total is not None and progress.done is not None:
        return f"{progress.done:g}/{progress.total:g}"
    if progress.percent is not None:
        return f"{progress.percent:.{_DIGITS}g} %"
    return str(progress.state) if progress.done is None else f"{progress.done:.12g}"


def truth(claim: Claim, fact: Fact) -> str:
    """Who says what instead: `3 tasks below say 2/3`; with the percent where the claim is one."""
    first = due(claim, fact)
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
