"""A bare number in text: `45`, `1,234`, `006`. It is read only where somebody asks for one.

No number of its own: a part of a word, of a longer number, of a version, a range, a fraction, a percent (`v2`, `1.5`,
`10-12`, `3/7`, `40%`), a keycap, an ordinal (`3rd`). An estimate (`380+`, `~75`) states no single value: its progress
is unknown.
"""

import re
from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._numbers import count_like, count_of, whole
from readme_sync.text.regex import regex

_PATTERN = regex(
    r"(?<![A-Za-zÀ-ɏ0-9_/／.,+\-–−\\:#=$€£~≈∼<>≤≥约約第])"  # no part of a longer number, of a word, no price
    r"(?P<about>[~≈∼约約<>≤≥][ \xa0]?)?"
    r"(?P<value>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,9})(?P<more>\+)?"
    r"(?![A-Za-z0-9_%/À-ÿ]|[Ā-ɏ]|[％／]|[\ufe0f\u20e3]|[.,:\-~][0-9]|–[0-9]|[ \xa0][%％])"
)


def _read(text: str) -> Iterator[Reading]:
    for found in _PATTERN.finditer(text):
        progress = UNKNOWN if _is_vague(found) else Progress.of_number(count_of(found["value"]))
        yield Reading(*found.span(), progress)


def _write(text: str, progress: Progress) -> list[Replacement]:
    found = _PATTERN.fullmatch(text)
    assert found is not None
    if _is_vague(found):
        if progress == UNKNOWN:
            return []
        raise RequestError(f"{text!r} is an estimate", hint="write the value there by hand")
    value = None if progress.done is None or progress.total is not None else whole(progress.done)
    if value is None:
        raise RequestError("a bare number states a whole number, nothing else", hint="write it as n/m or n%")
    written = found["value"]
    return [] if value == count_of(written) else [Replacement(*found.span("value"), count_like(written, value))]


def _is_vague(found: re.Match[str]) -> bool:
    return bool(found["about"] or found["more"])


NOTATION = Notation("number", Target.NUMBER, Family.NUMBER, tuple("0123456789"), _read, _write)
