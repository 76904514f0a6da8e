"""How percents are rounded when they are written: as the document does it already.

What is read may be rounded in any way (`wanted.says`). What is written follows the figures that stand in the document:
copies in a row, `13/17 | 76%`, and claims that are right. 100 is written only where all is done, 0 only where nothing
is.
"""

from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import Claim, Fact, Figure, Progress, Readme, Rounding
from readme_sync.model.settings import round_percent, to_step
from readme_sync.sources.expected import is_right, wanted
from readme_sync.sources.facts import Facts

_NOISE = 1e-9
_FRACTION = "fraction"
_UNIT = 1.0  # of a percent that says nothing of its decimals


def rounding_of(readme: Readme, facts: Facts) -> Rounding:
    """The way in which percents are to be rounded: as the author says, else as the document does it.

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
    """A progress as the figure is to state it: its percent rounded at the decimals that stand there.

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
    """Whether something is stated that is no mere percent."""
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
