"""The inlines of a heading, a paragraph or a cell, with their exact places."""

from collections.abc import Collection, Mapping
from functools import partial
from itertools import pairwise

from readme_sync.syntax.inline_nodes import Inline, Text
from readme_sync.syntax.markup import is_plain
from readme_sync.syntax.nodes import LinkDefinition
from readme_sync.syntax.simple_inlines import NotSimpleError, SimpleInlines
from readme_sync.text import Excerpt


def parse_inlines(
    content: Excerpt, definitions: Mapping[str, LinkDefinition], footnotes: Collection[str] = ()
) -> tuple[Inline, ...]:
    """The inlines of `content`, their spans in the source.

    `definitions` are keyed by normal label, `footnotes` are the normal labels of the footnotes, with their `^`.
    """
    if is_plain(content.text):
        return tuple(texts(content, 0, len(content.text)))
    try:
        return tuple(SimpleInlines(content, partial(texts, content)).read(0, len(content.text)))
    except NotSimpleError:
        return parse_any_inlines(content, definitions, footnotes)


def parse_any_inlines(
    content: Excerpt, definitions: Mapping[str, LinkDefinition], footnotes: Collection[str]
) -> tuple[Inline, ...]:
    """As `parse_inlines`, by mistune."""
    from readme_sync.syntax.inline_parser import tokens_of  # noqa: PLC0415  mistune is loaded when it is needed
    from readme_sync.syntax.inline_tree import InlineTree  # noqa: PLC0415  as above

    return InlineTree(content, definitions).build(tokens_of(content.text, definitions, footnotes))


def texts(content: Excerpt, start: int, end: int) -> list[Inline]:
    r"""The text nodes of a stretch of the content; one, unless the source breaks it (a cell's `\|`)."""
    if start == end:
        return []
    if content.unbroken(start, end):
        return [Text(content.span(start, end), content.text[start:end])]
    cuts = sorted({start, end, *(p.local for p in content.pieces if start < p.local < end)})
    return [Text(content.span(a, b), content.text[a:b]) for a, b in pairwise(cuts)]
