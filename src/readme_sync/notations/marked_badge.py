"""A static badge of shields.io, whatever its label: `badge/skills-3%2F10-blue`, `badge/tests-1%2C003_passing-green`.

It is read only between markers, where the author says what it states: a fraction, a percent, or its only number.
"""

from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._badge import stated_in, write_badge
from readme_sync.notations.number import NOTATION as NUMBER
from readme_sync.notations.shields import NOTATION as SHIELDS
from readme_sync.notations.shields import badge_of


def _read(text: str) -> Iterator[Reading]:
    badge = badge_of(text)
    if badge is None:
        return
    progress, tolerance = stated_in(badge.message.text)
    if progress.percent is not None:
        yield Reading(0, len(text), progress, tolerance)
    elif len(numbers := list(NUMBER.read(badge.message.text))) == 1:
        yield Reading(0, len(text), numbers[0].progress)


def _write(text: str, progress: Progress) -> list[Replacement]:
    badge = badge_of(text)
    assert badge is not None
    if stated_in(badge.message.text)[0].percent is not None:
        return write_badge(badge, progress)
    message = badge.message
    (number,) = NUMBER.read(message.text)
    found = NUMBER.write(message.text[number.start : number.end], progress)
    for one in found:
        if not one.text.replace(",", "").isdigit():
            raise RequestError("a badge of one number states a whole number", hint="write it as n/m or n%")
    return [
        Replacement(*message.place(number.start + one.start, number.start + one.end), one.text.replace(",", "%2C"))
        for one in found
    ]


NOTATION = Notation("marked-badge", Target.PLACE, Family.BADGE, SHIELDS.marks, _read, _write)
