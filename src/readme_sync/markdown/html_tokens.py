"""Raw HTML as start tags, end tags and what stands between them, each with its place; linear on any text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from readme_sync.text.regex import regex

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
