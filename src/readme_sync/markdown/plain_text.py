"""The text of cells and headings as a reader sees it."""

from collections.abc import Sequence

from readme_sync.markdown import Document, plain, visible
from readme_sync.markdown.inlines import lone_image
from readme_sync.text import Excerpt
from readme_sync.text.regex import ENABLED, regex

_MARKUP = regex(r"[\\`*_~\[\]<&!\n\0]")
_ADDRESS = regex(r"://|www\.|@")
"""What stands in an address that is a link without marks."""


def is_plain(text: str) -> bool:
    """Return whether the text is certainly shown as it is written; may return false negatives."""
    return ENABLED and not _MARKUP.search(text)


def shown(document: Document, content: Excerpt) -> Excerpt:
    """Return the visible text, each character with its place; images left out."""
    text = content.text
    if text and is_plain(text) and not _ADDRESS.search(text):
        return content
    return visible(document.inlines(content))


def plain_text(document: Document, content: Excerpt) -> str:
    """Return the text without markup, on one line; an image as its alternative text."""
    text = simply_plain(content.text)
    return one_line(plain(document.inlines(content), br=" ")) if text is None else text


def simply_plain(text: str) -> str | None:
    """Return the same as `plain_text` for a content without places; None if its inlines must be parsed."""
    if is_plain(text):
        return one_line(text)
    image = lone_image(text)
    return one_line(image["alt"]) if image else None


def all_simply_plain(texts: Sequence[str]) -> Sequence[str | None]:
    """Return the same as `simply_plain` for each of many texts; one look is enough where all are plain, as mostly."""
    joined = "|".join(texts)
    if is_plain(joined) and one_line(joined) is joined and " |" not in joined and "| " not in joined:
        return texts
    return list(map(simply_plain, texts))


def one_line(text: str) -> str:
    """Return the text with single spaces between its words."""
    if "  " not in text and text.isprintable() and text[:1] != " " != text[-1:]:
        return text
    return " ".join(text.split())
