"""Parse a document."""

import re

from readme_sync.markdown.blocks import BlockParser
from readme_sync.markdown.document import Document
from readme_sync.text import Source, Span
from readme_sync.text.regex import regex
from readme_sync.text.source import BOM

# YAML front matter, which GitHub removes before cmark-gfm sees the document.

_BEGIN = regex(r"---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[A-Za-z0-9_.-]+[ \t]*:")
_END = regex(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M)


def front_matter(text: str) -> Span | None:
    """Return the span of the front matter, including its last line end; None if there is none.

    Its first line is `---`; then, after comments and blank lines, comes `key: ...`; `---` or `...` ends it. GitHub does
    not know TOML front matter (`+++`).
    """
    start = 1 if text.startswith(BOM) else 0
    begin = _BEGIN.match(text, start)
    end = _END.search(text, begin.end()) if begin else None
    return Span(start, end.end()) if end else None


def parse(source: Source) -> Document:
    """Return the document as GitHub sees it; never fails, and takes linear time."""
    text = source.text
    matter = front_matter(text)
    parser = BlockParser(text)
    blocks = parser.parse(matter.end if matter else int(text.startswith(BOM)))
    return Document(source, blocks, parser.definitions, frozenset(parser.footnotes), matter)
