"""A static badge of shields.io about one thing of several: `badge/Lexer-80%25-green`, `badge/Parser-3%2F7-red`.

Its label says nothing of progress, so it states one only among others alike; `trackers/state_lines.py` finds them.
"""

from collections.abc import Iterator

from readme_sync.model import Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._badge import is_about_other, stated_in, write_badge
from readme_sync.notations.shields import NOTATION as SHIELDS
from readme_sync.notations.shields import badge_of


def _read(text: str) -> Iterator[Reading]:
    badge = badge_of(text)
    if badge and badge.labels and not is_about_other(f"{badge.label} {badge.message.text}"):
        progress, tolerance = stated_in(badge.message.text)
        if progress.percent is not None:
            yield Reading(0, len(text), progress, tolerance)


def _write(text: str, progress: Progress) -> list[Replacement]:
    badge = badge_of(text)
    assert badge is not None
    return write_badge(badge, progress)


def label_of(address: str) -> str:
    """Return the label of a badge, "" where an address is none."""
    badge = badge_of(address)
    return badge.label if badge else ""


NOTATION = Notation("badge-item", Target.PLACE, Family.BADGE, SHIELDS.marks, _read, _write)
