"""The part of a long document that edits can change, cut where no block is open whatever stands before.

A heading at the very beginning of a line, behind an empty line, ends all blocks but two kinds: fenced code, and raw
HTML that waits for its end. Where a text can begin neither of these, GitHub's parser stands at such a heading as at the
beginning of a document. So, around an edit between two such headings, the page of what stands before the first and
behind the second is the same before and after it, and what stands between them gives the page that it gives by itself.
Only definitions, of links and of footnotes, reach farther than that: a text with anything that may be one is not cut.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from readme_sync.syntax import Document
from readme_sync.text import Edit, Source
from readme_sync.text.regex import regex

_SHORT = 100_000
"""So many characters are rendered as a whole: it takes milliseconds."""
_HEADING = regex(r"\n\n#{1,6}[ \t]")
_RAW_HTML = regex(r"<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)


class Part(NamedTuple):
    """What stands in a part of a document, before and after some edits; `start` is where it begins."""

    start: int
    old: str
    new: str


def changed_part(document: Document, edits: Sequence[Edit], after: Source) -> Part | None:
    """The part around all edits; None where the document is short, or nobody can say.

    The pages of the documents differ exactly where those of the part do.
    """
    text = document.source.text
    front = document.front_matter.end if document.front_matter else 0
    first, last = min(edit.span.start for edit in edits), max(edit.span.end for edit in edits)
    if len(text) < _SHORT or first < front:
        return None
    start, end = _last_heading(text, front, first), _next_heading(text, last)
    part = Part(start, text[start:end], after.text[start : len(after.text) - (len(text) - end)])
    defines = "]:" in text or "]:" in part.new
    return None if defines or _may_wait(text[front:end]) or _may_wait(part.new) else part


def _may_wait(text: str) -> bool:
    """Whether a text may begin a block that only its own end closes; never wrongly no."""
    return "```" in text or "~~~" in text or ("<" in text and _RAW_HTML.search(text) is not None)


def _last_heading(text: str, start: int, end: int) -> int:
    """Where the last heading behind an empty line begins whose marks stand between two places, else `start`."""
    place = text.rfind("\n\n#", start, end)
    while place >= 0:
        found = _HEADING.match(text, place, end)
        if found:
            return place + 2
        place = text.rfind("\n\n#", start, place + 2)
    return start


def _next_heading(text: str, start: int) -> int:
    """Where the next heading behind an empty line begins, both from a place on; else the end of the text."""
    found = _HEADING.search(text, start)
    return found.start() + 2 if found else len(text)
