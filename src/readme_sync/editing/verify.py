"""The last look before a document is written: GitHub's own parser renders both texts, and only the figures may differ.

The only door to cmark-gfm; it is loaded when something is about to be written.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from readme_sync.errors import WriteError
from readme_sync.markdown import Document
from readme_sync.text import Edit, Source
from readme_sync.text.regex import regex
from readme_sync.text.source import BOM

# The part of a long document that edits can change, cut where no block is open whatever stands before.

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
    """The part around all edits; None where the document is short, or the part is unknown.

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
    """Whether a text may begin a block that only its own end closes.

    May return false positives, never false negatives.
    """
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


_TAG = regex(r"</?[a-z][a-z0-9]*")
_TAG_BUT_STRIKES = regex(r"</?(?!(?:del|s|strike)\b)[a-z][a-z0-9]*")
_STRIKE = regex(r"~~?|</?(?:s|del|strike)>")
_EXTENSIONS = ("table", "autolink", "strikethrough", "tagfilter", "tasklist")


def verify(document: Document, edits: Sequence[Edit], after: Source, *, restructures: bool = False) -> None:
    """Make sure that nothing but the edits changes, neither in the text nor on the page.

    The rendered page must have the same tags in the same order, and no more lines may differ than edits were made
    (a line of HTML is a cell, a heading, a line of text). An edit inside a link reference definition moves every place
    that refers to it: there, only the tags are compared. Of a long document only the part is rendered in which anything
    can change (`changed_part.py` says why that is enough).

    Edits that restructure change on purpose what blocks there are. Then the blocks that they touch are left to them,
    and the page before the first and behind the last of those must be the same, line by line.

    Raises:
        WriteError: something else would change.
    """
    before = document.source
    if not same_outside(before.text, edits, after.text):
        raise WriteError("the change would move other text", path=before.path, hint="nothing was written")
    part = None if restructures else changed_part(document, edits, after)
    if part:
        old, new = render_text(part.old, 0), render_text(part.new, 0)
    else:
        start = document.front_matter.end if document.front_matter else 0
        old, new = render_text(before.text, start), render_text(after.text, start)
    if restructures:
        _verify_around(document, edits, old, new)
        return
    old, new = _where_they_differ(old, new)
    tag = _TAG_BUT_STRIKES if any(_strikes(before.text, edit) for edit in edits) else _TAG
    if tag.findall(old) != tag.findall(new):
        raise WriteError("the change would alter the page's structure", path=before.path, hint="nothing was written")
    if any(d.span.contains(e.span) for d in document.definitions.values() for e in edits):
        return
    lines = zip(old.split("\n"), new.split("\n"), strict=False)
    if sum(a != b for a, b in lines) > len(edits) or old.count("\n") != new.count("\n"):
        raise WriteError("the change would show in other places too", path=before.path, hint="nothing was written")


def _strikes(text: str, edit: Edit) -> bool:
    """Whether an edit puts or removes nothing but the mark of struck text."""
    mark = edit.replacement or text[edit.span.start : edit.span.end]
    return _STRIKE.fullmatch(mark) is not None


def _where_they_differ(old: str, new: str) -> tuple[str, str]:
    """The two pages without the lines that both begin with, and without those that both end with."""
    least = min(len(old), len(new))
    same = _longest(least, lambda length: old[:length] == new[:length])
    start = old.rfind("\n", 0, same) + 1
    same = _longest(least - start, lambda length: old[len(old) - length :] == new[len(new) - length :])
    cut = old.find("\n", len(old) - same)
    behind = len(old) - cut if cut >= 0 else 0
    return old[start : len(old) - behind], new[start : len(new) - behind]


def _longest(most: int, fits: Callable[[int], bool]) -> int:
    """The largest length up to `most` that fits; all that are smaller do, too."""
    return bisect_right(range(1, most + 1), 0, key=lambda length: not fits(length))


def _verify_around(document: Document, edits: Sequence[Edit], old: str, new: str) -> None:
    """Make sure that the page is the same around the outermost blocks that the edits touch.

    Raises:
        WriteError: it is not, or that is unknown: footnotes stand on the page where the text does not.
    """
    source = document.source
    first, last = min(edit.span.start for edit in edits), max(edit.span.end for edit in edits)
    before = [block.span.start for block in document.blocks if block.span.end < first]
    behind = [block.span.start for block in document.blocks if block.span.start > last]
    # The neighbours may be touched too: nothing but a line end may stand between an insertion and them.
    start = source.line_starts[source.line_of(before[-1]) - 1] if before else 0
    end = source.line_starts[source.line_of(behind[1]) - 1] if behind[1:] else len(source.text)
    definitions = [source.slice(one.span) for one in document.definitions.values()]
    front = document.front_matter.end if document.front_matter else 0
    head = render_text("\n\n".join([source.text[min(front, start) : start], *definitions]), 0)
    tail = render_text("\n\n".join([*definitions, source.text[end:]]), 0)
    fits = all(page.startswith(head) and page.endswith(tail) for page in (old, new))
    if not fits or document.footnotes:
        raise WriteError("the change would show in other places too", path=source.path, hint="nothing was written")


def verify_same_page(document: Document, edits: Sequence[Edit], after: Source) -> None:
    """Make sure that the edits, and nothing else, change the text, and that the page does not change at all.

    Raises:
        WriteError: something else would change, or anything on the page.
    """
    before = document.source
    if not same_outside(before.text, edits, after.text):
        raise WriteError("the change would move other text", path=before.path, hint="nothing was written")
    start = document.front_matter.end if document.front_matter else 0
    if render_text(before.text, start) != render_text(after.text, start):
        raise WriteError("the change would show on the page", path=before.path, hint="nothing was written")


def same_outside(before: str, edits: Sequence[Edit], after: str) -> bool:
    """Whether the texts are equal but for the edits; looks at the texts alone, not at how they were made."""
    old = new = 0
    for edit in sorted(dict.fromkeys(edits)):
        length = edit.span.start - old
        if before[old : edit.span.start] != after[new : new + length]:
            return False
        new += length
        if not after.startswith(edit.replacement, new):
            return False
        old, new = edit.span.end, new + len(edit.replacement)
    return before[old:] == after[new:]


def render_text(text: str, start: int, *, places: bool = False) -> str:
    """The HTML of `text` from `start`, behind the front matter, on: by cmark-gfm with GitHub's extensions.

    `places`: every block says where it stands, which tells it from raw HTML.
    """
    from cmarkgfm import cmark

    options = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
    if places:
        options |= cmark.Options.CMARK_OPT_SOURCEPOS
    return str(cmark.markdown_to_html_with_extensions(text[start:].removeprefix(BOM), options, _EXTENSIONS))
