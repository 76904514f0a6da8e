"""A count in words: `5 of 33`, `5 out of 33`, `40 of 40 chapters`; in German, French and Russian `5 von 33`, and so on.

No count: a place in a series (`Part 1 of 3`, `Day 5 of 30`), a rating (`4 out of 5 stars`), a year (`May 5 of 2024`).
An open total (`4 of ~12`) or an estimate (`350+ of 380+`) states no single value: its progress is unknown.
"""

import re
from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._numbers import count_like, count_of, part_of
from readme_sync.text.regex import regex

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,9})"
_OF_TIME = "days|weeks|months|years|hours|minutes|seconds|times|sets|types|kinds|pairs|lines"
"""What is not counted here: `3 days of 10`."""
_PATTERN = regex(
    r"(?<![\w/.,+\-\\:#=$£])(?<![／–])(?<![−€])"  # no part of a longer number, of a word, of an address, no price
    r"(?P<about>(?:~|≈|∼|约|約|<|>|≤|≥)[ \xa0]?)?"
    rf"(?P<done>{_NUMBER})(?P<many>\+)?[ \xa0]"
    rf"(?:out[ \xa0]|(?!(?:{_OF_TIME})\b)[a-z]{{2,20}}s[ \xa0])?"
    r"(?:of|von|sur|из)[ \xa0]"
    rf"(?P<open>(?:~|≈|∼|<|>)[ \xa0]?)?(?P<total>{_NUMBER})(?P<more>\+)?"
    r"(?![\w/%]|％|[.,:\-][0-9]|–[0-9]|[ \xa0-]?(?:stars?|points?|sternen?|punkten?|étoiles|зв[её]зд|⭐|★|🌟|/)(?!\w))",
    re.IGNORECASE,
)
_PLACE = regex(
    r"(?<![a-z])(?:part|page|step|chapter|day|week|month|year|phase|module|lesson|lecture|figure|slide|video|vol|volume|"
    r"version|section|episode|sprint|round|level|stage|tier|no|nr|number|line|option|question|case|example|"
    r"teil|seite|tag|woche|kapitel|schritt|lektion|partie|jour|semaine|étape|leçon|chapitre|note|bewertung|"
    r"день|часть|глава|неделя|урок|шаг|страница|оценка|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"top|first|last|next|any|every|each|least|most|only|rated|score|scored|rating)[ \xa0.:#]{0,3}$",
    re.IGNORECASE,
)
_MAY_COUNT = regex(
    r"[0-9]\+?[ \xa0](?:(?:[oO][uU][tT][ \xa0])?[oO][fF]|von|sur|из|[a-zA-Z]{2,20}s[ \xa0]of)[ \xa0]"
    r"[^A-Za-z0-9]{0,2}[0-9]"
)
_REACH = 16


def _read(text: str) -> Iterator[Reading]:
    if not _MAY_COUNT.search(text):
        return
    for found in _PATTERN.finditer(text):
        if _PLACE.search(text[max(0, found.start() - _REACH) : found.start()]):
            continue
        done, total = count_of(found["done"]), count_of(found["total"])
        yield Reading(*found.span(), UNKNOWN if _is_vague(found) else Progress.of_fraction(done, total))


def _write(text: str, progress: Progress) -> list[Replacement]:
    found = _PATTERN.fullmatch(text)
    assert found is not None
    done, total = count_of(found["done"]), count_of(found["total"])
    old = UNKNOWN if _is_vague(found) else Progress.of_fraction(done, total)
    if progress == old:
        return []
    if _is_vague(found):
        raise RequestError(f"{text!r} is an estimate", hint="write the value there by hand")
    if not total and progress.total is None:
        raise RequestError(f"{text!r} has no total", hint="write it as n/m")
    wanted = part_of(total, progress)
    values = {"done": (done, wanted[0]), "total": (total, wanted[1])}
    return [
        Replacement(*found.span(name), count_like(found[name], new))
        for name, (before, new) in values.items()
        if before != new
    ]


def _is_vague(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("about", "many", "open", "more"))


_MARKS = (" of ", " OF ", "\xa0of\xa0", " Of ", " of\xa0", "\xa0of ", " von ", " sur ", " из ")

NOTATION = Notation("n-of-m", Target.TEXT, Family.FRACTION, _MARKS, _read, _write)
