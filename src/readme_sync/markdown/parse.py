"""The door of the parser."""

import re

from readme_sync.markdown.blocks import BlockParser
from readme_sync.markdown.document import Document
from readme_sync.text import Source, Span
from readme_sync.text.regex import regex
from readme_sync.text.source import BOM

# YAML front matter, which GitHub takes off a document before cmark-gfm sees the rest.

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


def parse(source: Source) -> Document:
    """The blocks of `source` as GitHub sees them. Never fails, takes time in proportion to the length."""
    text = source.text
    matter = front_matter(text)
    parser = BlockParser(text)
    blocks = parser.parse(matter.end if matter else int(text.startswith(BOM)))
    return Document(source, blocks, parser.definitions, frozenset(parser.footnotes), matter)
