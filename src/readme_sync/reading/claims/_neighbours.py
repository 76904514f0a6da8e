"""What stands beside a figure."""

import re
from collections.abc import Iterable

from readme_sync.model import Figure
from readme_sync.text.regex import regex

BARS = frozenset({"bar", "ascii-bar"})
"""Notations that draw what a number beside them says."""

ENDED = regex(
    r"[ \xa0]{0,2}(?:[✅🎉.]{1,2}|(?:already )?(?:complete|completed|done|finished|solved)\b|完成|완료)?"
    r"[ \xa0]{0,2}(?:[\n,.;|)）]|\Z)",
    re.IGNORECASE,
)
"""What may stand behind a percent that is of the work: a word for done, or the end."""

_UNIT = regex(
    r"[ \xa0*_`]{0,3}(?!(?:already |tasks? )?(?:complete|completed|done|finished|solved)\b|完成|완료)[^\W\d_]",
    re.IGNORECASE,
)


def has_unit(text: str, end: int) -> bool:
    """Whether a word behind a figure says what it counts: `3/80 exercises`, not `3/80 done`."""
    return _UNIT.match(text, end) is not None


def are_several(figures: Iterable[Figure]) -> bool:
    """Whether among some figures are different percents: nobody can say which is the one of all."""
    percents = {one.progress.percent for one in figures if one.progress.total is None and one.notation not in BARS}
    return len(percents - {None}) > 1
