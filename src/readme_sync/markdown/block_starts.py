"""How blocks begin: patterns for the rest of one line, as in the GFM specification and cmark-gfm; rows of tables."""

import re
from functools import cache

from readme_sync.markdown.html import TAG
from readme_sync.markdown.nodes import UNESCAPED_PIPE, WHITESPACE, Align
from readme_sync.text.regex import regex

# Lines of tables: whether a line is a delimiter row, and how many cells a line has.

MAX_COLUMNS = 65_535  # cmark-gfm's limit
MAX_ADDED_CELLS = 0x80000  # cmark-gfm ends a table when it would have to add more empty cells than this
_MARK = r"[ \t\v\f]*+:?-++:?[ \t\v\f]*+"
_DELIMITER_ROW = regex(rf"\|?{_MARK}(?:\|{_MARK})*+\|?[ \t\v\f]*+\Z")


def alignments(line: str) -> tuple[Align, ...] | None:
    """Return the alignment of each column if `line`, stripped, is a delimiter row, else None."""
    if line.strip("|:- \t\v\f") or not _DELIMITER_ROW.match(line):
        return None
    marks = line.strip(WHITESPACE).removeprefix("|").removesuffix("|").split("|")
    return tuple(_align(mark.strip(WHITESPACE)) for mark in marks)


def _align(mark: str) -> Align:
    left, right = mark.startswith(":"), mark.endswith(":")
    return Align.CENTER if left and right else Align.LEFT if left else Align.RIGHT if right else Align.NONE


def count_cells(line: str) -> int:
    """Return how many cells a table line without leading whitespace has; 0 if it is not a row."""
    pipes = line.count("|") - line.count("\\|")
    if line.startswith("|"):
        pipes -= 1
        line = line[1:]
    last = line[line.rfind("|") + 1 :]
    if "\\|" in line:
        last = UNESCAPED_PIPE.split(line)[-1]
    return pipes + bool(last.strip(WHITESPACE))


BULLET = regex(r"[-+*](?=[ \t\r\n]|\Z)")
ORDERED = regex(r"([0-9]{1,9})([.)])(?=[ \t\r\n]|\Z)")
ATX = regex(r"(#{1,6})(?:[ \t]+|(?=[\r\n]|\Z))")
FENCE = regex(r"(`{3,})(?=[^`\r\n]*(?:[\r\n]|\Z))|(~{3,})(?=[^\r\n]*(?:[\r\n]|\Z))")
FENCE_END = regex(r"(`{3,}|~{3,})[ \t]*(?=[\r\n]|\Z)")
CLOSING_LENGTHS = 255
"""cmark-gfm counts no more characters of a fence."""
SETEXT = regex(r"(?:(=+)|-+)[ \t]*(?=[\r\n]|\Z)")
RULE = regex(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)(?=[\r\n]|\Z)")
FOOTNOTE = regex(r"\[\^([^\] \r\n\t]+)\]:[ \t]*")
BOX = regex(r"\[([ xX])\](?=[ \t\v\f])")

_BLOCK_TAGS = frozenset(
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param section source summary table tbody td tfoot th thead "
    "title tr track ul".split()
)
_HTML = regex(
    r"<(?:(?P<comment>!--)|(?P<instruction>\?)|(?P<cdata>!\[(?i:CDATA)\[)|(?P<declaration>![A-Za-z])"
    r"|(?P<slash>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?:(?=[ \t\v\f\r\n>]|\Z)|(?P<empty>/>)))"
)
_RAW_TAGS = frozenset(("script", "pre", "textarea", "style"))
_RAW_END = regex(r"</(?:script|pre|textarea|style)>", re.IGNORECASE)
_HTML_TAG = regex(rf"{TAG}[ \t\v\f]*(?=[\r\n]|\Z)")
_HTML_END = {
    "comment": regex("-->"),
    "instruction": regex(r"\?>"),
    "cdata": regex(r"\]\]>"),
    "declaration": regex(">"),
}

HtmlEnd = re.Pattern[str] | None


@cache
def closing_fence(fence: str) -> re.Pattern[str]:
    """Return a pattern that matches, from the preceding line feed on, the closing fence of a top-level code block."""
    return regex(rf"\n {{0,3}}{fence[0]}{{{min(len(fence), CLOSING_LENGTHS)},}}[ \t]*(?=\n|\Z)")


def html_end(text: str, start: int, end: int, *, in_paragraph: bool) -> tuple[bool, HtmlEnd]:
    """Return whether an HTML block begins at `start`, and the pattern that ends it; None if a blank line does.

    A tag alone on its line cannot interrupt a paragraph.
    """
    found = _HTML.match(text, start, end)
    tag = found["tag"].lower() if found and found["tag"] else ""
    if found and not tag:
        return True, _HTML_END[found.lastgroup or ""]
    if found and tag in _RAW_TAGS and not found["slash"] and not found["empty"]:
        return True, _RAW_END
    if tag in _BLOCK_TAGS:
        return True, None
    if not in_paragraph and _HTML_TAG.match(text, start, end):
        return True, None
    return False, None


def without_closing_hashes(line: str) -> str:
    """Return the rest of an ATX heading's line without its closing `#` characters and trailing whitespace."""
    line = line.rstrip(" \t\v\f")
    inner = line.rstrip("#")
    return inner.rstrip(" \t\v\f") if inner[-1:] in ("", " ", "\t") else line
