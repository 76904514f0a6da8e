"""A bar of HTML: `<progress value="3" max="10">`.

Without `max` the value is a part of 1; without a value the progress is unknown.
"""

import re
from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.model import UNKNOWN, Progress
from readme_sync.notations import Family, Notation, Reading, Replacement, Target
from readme_sync.notations._numbers import MAX_DECIMALS, close, like
from readme_sync.text.regex import regex

_TAG = regex(r"<progress(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_STEP = 100 * 10**-MAX_DECIMALS
_ATTRIBUTE = regex(
    r"""(?<=[\s"'])(?P<name>value|max)[ \t\n]*=[ \t\n]*(?P<quote>["']?)(?P<number>[0-9]{1,15}(?:\.[0-9]{1,9})?)"""
    r"""(?P=quote)(?=[\s/>])""",
    re.IGNORECASE,
)


def _read(text: str) -> Iterator[Reading]:
    for tag in _TAG.finditer(text):
        attributes = _attributes(tag[0])
        yield Reading(*tag.span(), _progress(attributes), 0.0 if "max" in attributes else _STEP)


def _attributes(tag: str) -> dict[str, re.Match[str]]:
    """Return the numbers by name; of equal names the first counts."""
    found: dict[str, re.Match[str]] = {}
    for attribute in _ATTRIBUTE.finditer(tag):
        found.setdefault(attribute["name"].lower(), attribute)
    return found


def _progress(attributes: dict[str, re.Match[str]]) -> Progress:
    if "value" not in attributes:
        return UNKNOWN
    value = float(attributes["value"]["number"])
    if "max" not in attributes:
        return Progress.of_percent(100 * min(value, 1.0))
    most = float(attributes["max"]["number"])
    return Progress.of_fraction(value, most) if most else UNKNOWN


def _write(text: str, progress: Progress) -> list[Replacement]:
    attributes = _attributes(text)
    old = _progress(attributes)
    if progress == old:
        return []
    if old.percent is None:
        raise RequestError(f"{text!r} states no value", hint="write value and max there by hand")
    if progress.percent is None:
        raise RequestError(f"a bar cannot state {progress.state}", hint="write a number such as 40, or done, or open")
    return sorted(_values(attributes, progress))


def _values(attributes: dict[str, re.Match[str]], progress: Progress) -> Iterator[Replacement]:
    """Yield the value, and `max` where the progress comes with another total."""
    value, most = attributes["value"], attributes.get("max")
    total = float(most["number"]) if most else 1.0
    if most and progress.total is not None and progress.total != total and progress.done is not None:
        yield Replacement(*most.span("number"), like(most["number"], progress.total))
        number = progress.done
    else:
        number = (progress.percent or 0) * total / 100
    written = value["number"] if close(number, float(value["number"])) else like(value["number"], number)
    if written != value["number"]:
        yield Replacement(*value.span("number"), written)


NOTATION = Notation("html-progress", Target.HTML, Family.PICTURE, ("<progress", "<PROGRESS"), _read, _write)
