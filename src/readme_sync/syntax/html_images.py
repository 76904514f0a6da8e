"""Images in raw HTML: `<img src="..." alt='...'>`, and where their attributes stand.

As browsers read them: comments, scripts and styles hold none, the first of equal attributes counts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_THING = re.compile(
    r"<!--(?:>|->|.*?-->)|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\b"
    r"|(?P<image><img(?=[\s/])(?P<attributes>(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)>)"
    r"|(?P<broken><(?:!--|(?:script|style|textarea|title|img)\b))",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'<>`]++)))?"
)


class HtmlImage(NamedTuple):
    """An image tag at `[start, end)` of a text; `attributes` are the places of the values, by lower case name."""

    start: int
    end: int
    attributes: dict[str, tuple[int, int]]


def html_images(text: str) -> Iterator[HtmlImage]:
    """The image tags in raw HTML, in order. What has no end reaches to the end of the text, and holds none."""
    for found in _THING.finditer(text):
        if found["broken"]:
            return
        if found["image"]:
            yield HtmlImage(found.start(), found.end(), _attributes(text, *found.span("attributes")))


def _attributes(text: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    places: dict[str, tuple[int, int]] = {}
    for found in _ATTRIBUTE.finditer(text, start, end):
        group = next((name for name in ("double", "single", "bare") if found[name] is not None), None)
        if group:
            first, last = found.span(group)
            value = text[first:last]
            first += len(value) - len(value.lstrip())
            places.setdefault(found["name"].lower(), (first, max(first, first + len(value.strip()))))
    return places
