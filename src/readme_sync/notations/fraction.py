"""A fraction in text: `3/10`, `8 / 150`, `06/50`, `1,204/5,678`, `7/8 chapters`, `3개/7개`.

No fraction: a date (`22/8/2026`, `8/2026`, `07/08`, `on 7/8`), a rating (`4.5/5`), a name (`0/1 Knapsack`, `24/7`), a
test result (`8/10 Passing`), keycaps (`3/5️⃣`), numbers set apart by blanks (`1 204/5 000`). An estimate (`~57/82`,
`350/380+`) states no single value: its progress is unknown. So does `0/0`.
"""

import re
from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._numbers import count_like, count_of, part_of
from readme_sync.text.regex import regex

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,9}"
_BLANKS = r"[ \t\xa0]{0,2}"
_UNIT = "[개장강편문회과개章节節题題课課集个個回本問话話]?"
"""A counting word glued to the number."""
_PATTERN = regex(
    r"(?<![A-Za-zÀ-ɏ0-9_/／.,+\-–−\\:#=~≈∼<>≤≥])"  # no part of a longer number, of a word, of an address
    r"(?P<about>[~≈∼约約<>≤≥][ \xa0]?)?"
    rf"(?P<done>{_NUMBER})(?P<many>\+)?{_UNIT}{_BLANKS}[/／]{_BLANKS}"
    rf"(?P<total>{_NUMBER})(?P<more>\+)?"
    r"(?![0-9/_%]|[／％]|[\ufe0f\u20e3]|[.,:\-][0-9]|–[0-9]|[ \xa0][0-9]{3}(?![0-9+/%])(?![／％]))"
    r"(?![ \xa0]?(?i:knapsack|(?:tests?[ \xa0])?pass(?:ing|ed)?\b))"
)
_MAY_BE = regex(r"[/／][ \t\xa0]{0,2}[0-9]")
_MONTHS = 12
_DAY_BEFORE = regex(r"\b(?:on|since|until|till|due|am|seit|bis|le|el|em|il)[ \xa0][*_]{0,2}\Z", re.IGNORECASE)
_TWO_DIGITS = regex(r"[0-9]{1,2}/0[0-9]")
_NOUN_BEHIND = regex(r"[*_]{0,2}[ \xa0][^\W\d_]")
_LONGEST_BEFORE = 9
_YEARS = range(2010, 2040)
_ROUND_THE_CLOCK = (24, 7)


def _read(text: str) -> Iterator[Reading]:
    if not _MAY_BE.search(text):
        return
    for found in _PATTERN.finditer(text):
        done, total = count_of(found["done"]), count_of(found["total"])
        if (done, total) == _ROUND_THE_CLOCK or (1 <= done <= _MONTHS and total in _YEARS) or _is_day(text, found):
            continue
        yield Reading(*found.span(), UNKNOWN if _is_vague(found) else Progress.of_fraction(done, total))


def _is_day(text: str, found: re.Match[str]) -> bool:
    """Return whether it is a day and a month: `07/08` out of brackets, or behind a word that stands before days."""
    if not Progress.of_fraction(count_of(found["done"]), count_of(found["total"])).may_be_day:
        return False
    start, end = found.span()
    if _TWO_DIGITS.fullmatch(found[0]) and text[max(0, start - 1) : start] not in ("(", "["):
        return True
    return bool(_DAY_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)) and not _NOUN_BEHIND.match(text, end)


def _write(text: str, progress: Progress) -> list[Replacement]:
    found = _PATTERN.fullmatch(text)
    assert found is not None
    if _is_vague(found):
        if progress == UNKNOWN:
            return []
        raise RequestError(f"{text!r} is an estimate", hint="write the value there by hand")
    done, total = count_of(found["done"]), count_of(found["total"])
    wanted = part_of(total, progress)
    values = {"done": (done, wanted[0]), "total": (total, wanted[1])}
    return [
        Replacement(*found.span(name), count_like(found[name], new))
        for name, (old, new) in values.items()
        if old != new
    ]


def _is_vague(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("about", "many", "more"))


NOTATION = Notation("fraction", Target.TEXT, Family.FRACTION, ("/", "／"), _read, _write)
