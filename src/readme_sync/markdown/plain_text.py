"""The text of cells and headings as a reader sees it, without parsing inlines where there are none."""

import re
from collections.abc import Sequence

from readme_sync.markdown import Document, plain, visible
from readme_sync.text import Excerpt
from readme_sync.text.regex import regex

_SIGNS = "\\`*_~[]<&!\n\0"
_MARKUP = regex(f"[{re.escape(_SIGNS)}]")
_LONE_IMAGE = regex(r"!\[(?P<alt>[^\[\]\\`<>&*_~!\n\0]*)\]\((?P<target>[^\s()<>\\\0]+)\)")


def lone_image(text: str) -> re.Match[str] | None:
    """The parts of a text that is one plain image and nothing else; by far the most frequent cell with an image."""
    return _LONE_IMAGE.fullmatch(text) if text.startswith("![") else None


def is_plain(text: str) -> bool:
    """Whether a text is shown as it is written."""
    return not _MARKUP.search(text)


def shown(document: Document, content: Excerpt) -> Excerpt:
    """What a reader sees, each character with its place; images left out."""
    return content if is_plain(content.text) else visible(document.inlines(content))


def plain_text(document: Document, content: Excerpt) -> str:
    """The text without markup, on one line; an image as its alternative text."""
    text = simply_plain(content.text)
    return one_line(plain(document.inlines(content))) if text is None else text


def simply_plain(text: str) -> str | None:
    """As `plain_text`, for a content whose places nobody knows; None where its inlines must be parsed."""
    if is_plain(text):
        return one_line(text)
    image = lone_image(text)
    return one_line(image["alt"]) if image else None


def all_plain(texts: Sequence[str]) -> bool:
    """Whether all texts, without blanks around them, are shown as they are written, on one line; may be wrongly no."""
    together = "|".join(texts)
    marked = any(sign in together for sign in _SIGNS)  # in long texts several times as fast as a pattern
    return not marked and "  " not in together and together.isprintable()


def one_line(text: str) -> str:
    """The text with single blanks between its words."""
    if "  " not in text and text.isprintable() and text[:1] != " " != text[-1:]:
        return text
    return " ".join(text.split())
