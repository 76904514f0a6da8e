"""A percent or a fraction of a named fact in the address of a badge: `91.5%25`, `3%2F10`, `3_of_10`.

It is read only where a fact is bound.
"""

from collections.abc import Iterator

from readme_sync.model import Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._badge import Badge, stated_in, write_badge
from readme_sync.notations.shields import message_in

_LONGEST = 200


def _read(text: str) -> Iterator[Reading]:
    progress, tolerance = stated_in(message_in(text).text) if len(text) <= _LONGEST else (None, 0.0)
    if progress and progress.percent is not None:
        yield Reading(0, len(text), progress, tolerance)


def _write(text: str, progress: Progress) -> list[Replacement]:
    return write_badge(Badge(message_in(text), ()), progress)


NOTATION = Notation("badge-share", Target.PLACE, Family.BADGE, tuple("%/"), _read, _write)
