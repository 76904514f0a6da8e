"""A number of a named fact in the address of a badge: `194`, `1%2C300`, `2.4k`, `1300%2B`.

It is read only where a fact is bound; shields.io writes a dash as `--`, an underscore as `__` and a blank as `_`.
"""

from collections.abc import Iterator

from readme_sync.model import Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._addresses import decoded
from readme_sync.notations.spelled_number import NOTATION as SPELLED
from readme_sync.text.regex import regex

VALUE = r"(?:[0-9A-Za-z.,~+]|%[0-9A-Fa-f]{2}|--|__|_of_|_(?=[0-9kKM])){1,60}?"
_LONGEST = 200
_SIGN = regex(r"--|__|_")
_SHOWN = {"--": "-", "__": "_", "_": " "}


def shown_in_badge(written: str) -> str:
    """Return a part of a badge's address as the badge shows it."""
    return _SIGN.sub(lambda found: _SHOWN[found[0]], decoded(written, 0, len(written)).text)


def written_in_badge(text: str, safe: str = "") -> str:
    """Return a text as the address of a badge has it; the characters in `safe` stay as they are."""
    from urllib.parse import quote  # noqa: PLC0415  only what is written needs it

    return quote(text, safe=safe).replace("-", "--").replace("_", "__").replace("%20", "_")


def _read(text: str) -> Iterator[Reading]:
    for reading in SPELLED.read(shown_in_badge(text)) if len(text) <= _LONGEST else ():
        yield Reading(0, len(text), reading.progress)


def _write(text: str, progress: Progress) -> list[Replacement]:
    shown = shown_in_badge(text)
    places = range(len(text) + 1)
    return [
        Replacement(
            next(at for at in places if shown_in_badge(text[:at]) == shown[:start]),
            next(at for at in reversed(places) if shown_in_badge(text[at:]) == shown[end:]),
            written_in_badge(new, "," if "," in text else ""),
        )
        for start, end, new in SPELLED.write(shown, progress)
    ]


NOTATION = Notation("badge-number", Target.PLACE, Family.NUMBER, tuple("0123456789"), _read, _write)
