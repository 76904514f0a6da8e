"""A number of a named fact, as people write it: `1,234`, `1.234`, `1 234`, `93.5`, `2.4k`, `1300+`, `~1300`.

It is read only where a fact is bound. `1300+` is a floor: it is right up to the fact, and not more than one of its own
steps behind. `~1300` and `2.4k` are right where the fact is less than one step away. The step is that of the last digit
that is not a zero of rounding: 100 for `1300`, 100 for `2.4k`, 1 for `1,234`.
"""

import math
import re
from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._numbers import close
from readme_sync.text.regex import regex

_GROUP = r"[0-9]{1,3}(?:(?P<separator>[,.'_ \xa0\u202f])[0-9]{3})(?:(?P=separator)[0-9]{3}){0,3}"
NUMBER = (
    r"(?P<about>[~≈∼约約][ \xa0]?)?"
    rf"(?P<value>(?:{_GROUP}(?![0-9])|[0-9]{{1,15}})(?P<decimals>[.,][0-9]{{1,6}})?)"
    r"(?P<unit>[ \xa0]?[kKM](?![A-Za-z]))?(?P<more>\+)?"
)
_NUMBER = regex(NUMBER)
_UNITS = {"": 1, "k": 1_000, "K": 1_000, "M": 1_000_000}
_DECIMAL = regex(r"[0-9]{1,15}[.,][0-9]{3}")
_LARGEST = 1e15
_NOISE = 1e-9


class _Spelling:
    """How one number is written."""

    def __init__(self, found: re.Match[str], *, is_whole: bool) -> None:
        """Take a number apart; `is_whole`: whether it is about a whole number, so that `1.234` has thousands."""
        written, self.separator, self.point = found["value"], found["separator"] or "", ""
        digits, decimals = written, found["decimals"] or ""
        if not is_whole and self.separator in {",", "."} and _DECIMAL.fullmatch(written):
            digits, decimals, self.separator = written[:-4], written[-4:], ""
        elif decimals:
            digits = written[: -len(decimals)]
        self.point, self.is_whole = decimals[:1], is_whole
        self.digits = digits.replace(self.separator, "") if self.separator else digits
        self.places = max(0, len(decimals) - 1)
        self.scale = _UNITS[(found["unit"] or "").strip(" \xa0")]
        self.is_floor, self.is_about = bool(found["more"]), bool(found["about"])
        self.value = float(f"{self.digits}.{decimals[1:] or '0'}") * self.scale

    @property
    def step(self) -> float:
        """The step in which it is rounded, 0 where it is exact."""
        if self.places:
            return self.scale / float(10**self.places)
        if not (self.is_floor or self.is_about or self.scale > 1):
            return 0.0 if self.is_whole else 1.0
        zeros = len(self.digits) - len(self.digits.rstrip("0")) if self.digits.strip("0") else 0
        return float(self.scale * 10**zeros)

    def agrees(self, number: float) -> bool:
        behind = number - self.value
        if self.is_floor:
            return -_NOISE <= behind <= self.step + _NOISE
        return abs(behind) < max(self.step - _NOISE, _NOISE)

    def rounded(self, number: float) -> float:
        """Return the number as it is to be written, in steps that leave something of it."""
        step = self.step
        while step > 1 and step > number > 0:
            step /= 10
        if not step:
            return number
        share = number / step
        return (math.floor(share + _NOISE) if self.is_floor else math.floor(share + 0.5)) * step

    def spelled(self, number: float) -> str:
        """Return the digits for a number; the unit and the signs stay as they are."""
        whole, _, behind = f"{self.rounded(number) / self.scale:.{self.places}f}".partition(".")
        if self.separator:
            whole = f"{int(whole):,}".replace(",", self.separator)
        elif self.digits.startswith("0") and len(self.digits) > 1:
            whole = whole.zfill(len(self.digits))
        return f"{whole}{self.point or '.'}{behind}" if behind else whole


def agrees(text: str, number: float) -> bool:
    """Return whether a text states a number, as exactly as it is written."""
    found = _NUMBER.fullmatch(text)
    return found is not None and _spelling(found, number).agrees(number)


def _spelling(found: re.Match[str], number: float) -> _Spelling:
    return _Spelling(found, is_whole=close(number, round(number)))


def _read(text: str) -> Iterator[Reading]:
    found = _NUMBER.fullmatch(text)
    if found:
        yield Reading(0, len(text), Progress.of_number(_Spelling(found, is_whole=True).value))


def _write(text: str, progress: Progress) -> list[Replacement]:
    if progress.done is None or progress.total is not None or not 0 <= progress.done <= _LARGEST:
        raise RequestError("a number stands there", hint="write it as n/m or n% to have a share")
    found = _NUMBER.fullmatch(text)
    assert found is not None
    spelling = _spelling(found, progress.done)
    if spelling.agrees(progress.done):
        return []
    new = spelling.spelled(progress.done)
    return [] if new == found["value"] else [Replacement(*found.span("value"), new)]


NOTATION = Notation("spelled-number", Target.PLACE, Family.NUMBER, tuple("0123456789"), _read, _write)
