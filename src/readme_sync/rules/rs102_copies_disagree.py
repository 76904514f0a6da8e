"""RS102 copies-disagree: one number stands twice in a row, or in an image, and the two say different things.

## What it does

Compares the copies of each number in a row: the progress image, its alternative text, a percent and a fraction beside
it; and every other progress image with its alternative text. Copies that are rounded differently agree: 2/3 beside
66 %, 67 % or 66.7 %. Estimates (`~70%`) are left alone. So are states: `✅ 19/22`, `⏳ 40%` and `Implemented (90%)` say
two things of one item. Only a word of state in a column of its own (`Not started` beside `7/7`) is compared, in a table
in which at least as many rows agree as disagree.

## Why is this bad?

One of the two is wrong, and the reader cannot know which.

## Example

    | Course | Progress                                  |
    | ------ | ----------------------------------------- |
    | Scales | ![10%](https://geps.dev/progress/40)      |

The image shows 40 %, a screen reader reads 10 %. `readme-sync set Scales 40` brings both in line.

## Fix safety

There is no fix: which copy is right, only the author knows.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from readme_sync.model import Figure, Level, Progress, Readme
from readme_sync.notations import Target, named
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import agree
from readme_sync.trackers.figures import can_hold_picture, of_picture
from readme_sync.trackers.images import pictures_at

_SPEAKING = regex(r"!\[(?!\])")
_TAG = regex(r"<(?:[iI][mM][gG]|[pP][rR][oO][gG])")
_CODE = regex(r":[a-z0-9_+-]{1,40}:|\[[ xX]?\]")
"""Signs that are written with letters."""
_PICTURES = (Target.IMAGE, Target.HTML)
_REACH = 500
"""How far behind its beginning a picture may name its service."""


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    yield from _rows(readme)
    if readme.source.once(can_hold_picture):
        yield from _pictures(readme)


def _pictures(readme: Readme) -> Iterator[Finding]:
    """Yield the alternative texts that say something else than their pictures, but for those in rows.

    One behind a definition has no address beside its text.
    """
    for picture in pictures_at(readme.document, _places(readme)):
        known = [figure for figure in of_picture(picture, None) if figure.progress.percent is not None]
        if len(known) == 2 and not agree(*known):  # noqa: PLR2004  the address, the text
            shown, told = known
            yield told.span, f"says {_said(told)}, but {_other(shown)}"


def _places(readme: Readme) -> Iterator[int]:
    """Where a picture of a service begins that has an alternative text and was not read in a row."""
    text = readme.source.text
    places = sorted(found.start() for pattern in (_SPEAKING, _TAG) for found in pattern.finditer(text))
    if not places:
        return
    figures = (figure for item in readme.items for figure in item.figures)
    read = [figure.span for figure in figures if named(figure.notation).target in _PICTURES]
    for place in places:
        behind = bisect_right(read, (place, len(text)))
        is_read = behind and place < read[behind - 1].end
        if not is_read and can_hold_picture(text[place : place + _REACH]):
            yield place


def _rows(readme: Readme) -> Iterator[Finding]:
    """Yield the copies in rows that disagree."""
    for tracker in readme.trackers:
        states: list[tuple[Figure, Figure]] = []
        for item in tracker.items:
            if len(item.figures) < 2:  # noqa: PLR2004  nothing to compare
                continue
            for _, group in groupby(item.figures, key=lambda figure: figure.group):
                known = [figure for figure in group if figure.progress.percent is not None]
                numbers = [figure for figure in known if not _is_state(figure)]
                for figure in numbers[1:]:
                    if not agree(numbers[0], figure):
                        yield figure.span, f"says {_said(figure)}, but {_other(numbers[0])}"
                states += [(figure, numbers[0]) for figure in known if numbers and _is_word(figure, numbers[0])]
        wrong = [pair for pair in states if not agree(*pair)]
        if len(wrong) <= len(states) / 2:
            yield from ((state.span, f"says {_said(state)}, but {_other(number)}") for state, number in wrong)


def _is_word(figure: Figure, number: Figure) -> bool:
    """Return whether a state is a word in another cell than the number beside it."""
    is_apart = figure.column is not None and figure.column != number.column
    return is_apart and _is_state(figure) and any(map(str.isalpha, _CODE.sub("", figure.excerpt.text)))


def _other(figure: Figure) -> str:
    if named(figure.notation).target is Target.IMAGE:
        return f"the picture shows {_stated(figure.progress)}"
    return f"{figure.excerpt.text!r} stands beside it"


def _said(figure: Figure) -> str:
    """Return what a figure says; a state in its own words."""
    return repr(figure.excerpt.text) if _is_state(figure) else _stated(figure.progress)


def _is_state(figure: Figure) -> bool:
    return named(figure.notation).target is Target.CELL


def _stated(progress: Progress) -> str:
    if progress.total is not None:
        return f"{progress.done:g}/{progress.total:g} ({progress.percent:.4g} %)"
    return f"{progress.percent:g} %"


RULE = rule("RS102", "copies-disagree", Level.WARNING, _find)
