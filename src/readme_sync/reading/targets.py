"""The places in a document to which a `#fragment` can lead."""

import re
from collections.abc import Iterator, Sequence

from readme_sync.model import Section
from readme_sync.reading.anchors import Anchors, anchor_of
from readme_sync.syntax import Document
from readme_sync.syntax.entities import decode
from readme_sync.text.regex import regex

_NAMED = regex(r"[iInN](?<!\w[iInN])(?:(?<=[iI])[dD]|(?<=[nN])[aA][mM][eE])\s*+=\s*+[\"']?([^\"'\s>]++)")
_HTML_HEADING = regex(r"<(?P<end>/?)h[1-6]\b[^<>]*>", re.IGNORECASE)
_MARKUP = regex(r"<[^<>]*>|!\[[^\[\]]*\]\([^()]*\)|\[(?P<text>[^\[\]]*)\]\([^()]*\)|[*`~]")
_OTHER_PROGRAMS = regex(r"[{(](?:(?<=\{):?[ \t]*#([\w.:-]+)|(?<=\()(?<![^\r\n]\()([\w.-]+)\)=[ \t]*(?![^\r\n]))")
"""`## Songs {#songs}` and `(songs)=`: GitHub does not know them, but who writes them does not write for GitHub."""


def targets(document: Document, sections: Sequence[Section]) -> frozenset[str]:
    """The fragments that lead somewhere, in lower case; where in doubt, all that may."""
    text = document.source.text
    found = {section.anchor for section in sections}
    found.update(match[1] or match[2] for match in _OTHER_PROGRAMS.finditer(text))
    found.update(match[1] for match in _NAMED.finditer(text))
    titles = [(section.span.start, section.anchor) for section in sections[1:]]
    in_html = list(_html_headings(text))
    for _, title in in_html:
        found.update((anchor_of(title), anchor_of(title.strip())))
    if in_html:
        anchors = Anchors()
        found.update(anchors.give(title.strip()) for _, title in sorted(titles + in_html))
    for section in sections[1:]:
        assert section.heading
        written = document.source.slice(section.heading)
        if "![" in written or "<" in written:
            found.update((f"-{section.anchor}", f"{section.anchor}-", anchor_of(section.title)))
    return frozenset(one.lower().removeprefix("user-content-") for one in found)


def _html_headings(text: str) -> Iterator[tuple[int, str]]:
    """The headings in raw HTML, with the text that they show: GitHub gives them anchors, too."""
    start: int | None = None
    for tag in _HTML_HEADING.finditer(text):
        if not tag["end"]:
            start = tag.end()
        elif start is not None:
            yield start, decode(_MARKUP.sub(lambda found: found["text"] or "", text[start : tag.start()]))
            start = None
