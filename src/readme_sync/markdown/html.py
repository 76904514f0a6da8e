"""Raw HTML: tags such as `<img src="..." alt='...'>`, and the places of their attributes.

As in browsers: comments, scripts and styles have no tags, and the first of two equal attributes counts.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from readme_sync.text.regex import regex

# Raw HTML as start tags, end tags and what stands between them, each with its place; linear on any text.

_TOKEN = regex(
    r"<!--(?:>|->|.*?-->)|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\b[^>]*>"
    r"|(?P<tag><(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>)"
    r"|(?P<broken><(?:!--|/?[A-Za-z]))",
    re.DOTALL | re.IGNORECASE,
)
_MOST_BROKEN = 20
"""So many tags without an end are looked at; each costs a look to the end of the text."""


class HtmlToken(NamedTuple):
    """A tag at `[start, end)` of a text; the text between two tokens belongs to no token. `name` is lower case."""

    name: str
    start: int
    end: int
    is_end: bool = False


def html_tokens(text: str) -> Iterator[HtmlToken]:
    """Yield the tags of raw HTML in order; comments, scripts and styles hold none."""
    broken = 0
    for found in _TOKEN.finditer(text):
        if found["tag"]:
            yield HtmlToken(found["name"].lower(), found.start(), found.end(), bool(found["slash"]))
        elif found["broken"]:
            broken += 1
            if broken > _MOST_BROKEN:
                return
        else:
            yield HtmlToken("!", found.start(), found.end())


# Raw HTML in text: the ends of tags, comments, instructions, declarations and CDATA sections.

_SPACE = r"[ \t\v\f\r\n]"
_NAME = r"[A-Za-z][A-Za-z0-9-]*+"
_VALUE = r"(?:[^ \t\r\n\v\f\"'=<>`]++|'[^']*+'|\"[^\"]*+\")"
_ATTRIBUTE = rf"{_SPACE}++[A-Za-z_:][A-Za-z0-9:._-]*+(?:{_SPACE}*={_SPACE}*{_VALUE})?"
TAG = rf"<(?:{_NAME}(?:{_ATTRIBUTE})*{_SPACE}*/?|/{_NAME}{_SPACE}*)>"

_TAG = regex(TAG)
_KINDS = {
    "comment": ("<!--", regex(r"<!--(?:-?>|(?:[^-]|-[^-]|--[^>])*+-->)")),
    "cdata": ("<![", regex(r"<!\[CDATA\[(?:[^\]]|\][^\]]|\]\][^>])*+\]\]>")),
    "declaration": ("<!", regex(r"<![A-Z]++[ \t\v\f\r\n]++[^>]*+>")),
    "instruction": ("<?", regex(r"<\?(?:[^?>]|\?[^>]|>)*+\?>")),
}


def html_end(src: str, start: int, without_end: set[str]) -> int | None:
    """Return the offset after the raw HTML at `start`, None if there is none.

    `without_end` collects the kinds of which an earlier one in this text has no end.
    """
    for kind, (prefix, pattern) in _KINDS.items():
        if src.startswith(prefix, start):
            found = None if kind in without_end else pattern.match(src, start)
            if found is None:
                without_end.add(kind)
            return found.end() if found else None
    tag = _TAG.match(src, start)
    return tag.end() if tag else None


# Comments in raw HTML.

_COMMENT_OR_TAG = regex(
    r"(?P<comment><!--(?:>|->|.*?--!?>))|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\b"
    rf"|{TAG}|(?P<broken><(?:!--|(?:script|style|textarea|title)\b))",
    re.DOTALL | re.IGNORECASE,
)


def html_comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each comment in raw HTML; stop at a comment without an end."""
    for found in _COMMENT_OR_TAG.finditer(text):
        if found["broken"]:
            return
        if found["comment"]:
            yield found.span()


_WRITTEN_ATTRIBUTE = regex(
    r"(?P<name>[^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'<>`]++)))?"
)


class HtmlTag(NamedTuple):
    """A start tag at `[start, end)` of a text; `attributes` are the places of the values, by lower case name."""

    name: str
    start: int
    end: int
    attributes: dict[str, tuple[int, int]]


def html_images(text: str) -> Iterator[HtmlTag]:
    """Yield the image tags in raw HTML."""
    return html_tags(text, "img")


def html_tags(text: str, names: str) -> Iterator[HtmlTag]:
    """Yield the start tags called one of `names` (`a|img`), with their attributes.

    Stop at one without an end, which runs to the end of the text.
    """
    for found in _tags_called(names).finditer(text):
        if found["broken"]:
            return
        if found["tag"]:
            attributes = _attributes(text, *found.span("attributes"))
            yield HtmlTag(found["name"].lower(), found.start(), found.end(), attributes)


@cache
def _tags_called(names: str) -> re.Pattern[str]:
    """Return a pattern for tags with these names and for constructs that may contain such tags as text."""
    return regex(
        r"<!--(?:>|->|.*?-->)|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\b"
        rf"|(?P<tag><(?P<name>{names})(?=[\s/])(?P<attributes>(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)>)"
        rf"|(?P<broken><(?:!--|(?:script|style|textarea|title)\b|(?:{names})(?=[\s/])))",
        re.DOTALL | re.IGNORECASE,
    )


def _attributes(text: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    places: dict[str, tuple[int, int]] = {}
    for found in _WRITTEN_ATTRIBUTE.finditer(text, start, end):
        group = next((name for name in ("double", "single", "bare") if found[name] is not None), None)
        if group:
            first, last = found.span(group)
            value = text[first:last]
            first += len(value) - len(value.lstrip())
            places.setdefault(found["name"].lower(), (first, max(first, first + len(value.strip()))))
    return places
