"""A percent in text: `40%`, `55.6 %`, `~70%`, `55,6 %`.

An estimate (`~70%`, `>80%`, `50%+`) and a range (`24-26%`) state no single value: their progress is unknown.
"""

import re
from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._numbers import close, like, percent_for, step, value_of
from readme_sync.text.regex import regex

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,9}|,[0-9]{1,2})?"
_BLANK = r"[ \t\xa0]?"
_PATTERN = regex(
    r"(?<![A-Za-zÀ-ɏ0-9_%％.,+±\-–—−/=~≈∼<>≤≥])"  # no part of a longer number or word, no change (+5%), no query
    rf"(?P<about>[~≈∼约約<>≤≥]{_BLANK})?"
    rf"(?P<first>{_NUMBER}(?:[-~]|[–—]|{_BLANK}[%％]{_BLANK}(?:[-~]{_BLANK}|[–—]{_BLANK})))?"
    rf"(?P<value>{_NUMBER})\]?{_BLANK}[%％](?P<more>\+)?(?![A-Za-z0-9_}}])"
)


def _read(text: str) -> Iterator[Reading]:
    for found in _PATTERN.finditer(text):
        if _is_vague(found):
            yield Reading(*found.span(), UNKNOWN)
        else:
            progress = Progress.of_percent(value_of(found["value"]))
            yield Reading(*found.span(), progress, step(found["value"]))


def _write(text: str, progress: Progress) -> list[Replacement]:
    found = _PATTERN.fullmatch(text)
    assert found is not None
    if _is_vague(found):
        if progress == UNKNOWN:
            return []
        raise RequestError(f"{text!r} is an estimate or a range", hint="write the value there by hand")
    value = percent_for(found["value"], progress)
    if close(value, value_of(found["value"])):
        return []
    return [Replacement(*found.span("value"), like(found["value"], value))]


def _is_vague(found: re.Match[str]) -> bool:
    return bool(found["about"] or found["first"] or found["more"])


NOTATION = Notation("percent", Target.TEXT, Family.PERCENT, ("%", "％"), _read, _write)
