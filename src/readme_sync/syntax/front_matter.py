"""YAML front matter, which GitHub takes off a document before cmark-gfm sees the rest."""

import re

from readme_sync.text import Span
from readme_sync.text.regex import regex
from readme_sync.text.source import BOM

_BEGIN = regex(r"---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[A-Za-z0-9_.-]+[ \t]*:")
_END = regex(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M)


def front_matter(text: str) -> Span | None:
    """The span of the front matter, its last line end included; None where there is none.

    A first line `---`, then (behind comments and blank lines) `key: ...`, up to `---` or `...`. TOML front matter
    (`+++`) GitHub does not know.
    """
    start = 1 if text.startswith(BOM) else 0
    begin = _BEGIN.match(text, start)
    end = _END.search(text, begin.end()) if begin else None
    return Span(start, end.end()) if end else None
