"""The inlines of a heading, a paragraph or a cell, with their exact places, and the only fast path next to mistune.

The fast path takes simple texts, as in most cells and headings, in which the meaning of each character is beyond doubt:
no references, HTML or bare addresses, no brackets in brackets except an image in a link, asterisks and underscores only
where they open and close in a single way. mistune reads all other texts, and is imported only for them.
"""

import re
from collections.abc import Collection, Mapping

from readme_sync.markdown.entities import decode
from readme_sync.markdown.nodes import (
    Break,
    Code,
    Emphasis,
    Image,
    Inline,
    Link,
    LinkDefinition,
    Style,
    Text,
    text_nodes,
)
from readme_sync.text import Excerpt
from readme_sync.text.regex import ENABLED, regex

_PLAIN_LABEL = r"[^\[\]\\`<>&*_~!\n\0]*+"
_LABEL = r"[^\[\]<\0]*+"
_TARGET = r"[^\s()\[\]<>\\`\x00-\x1f\x7f]++"
_TITLE = r"(?:[ ]\"[^\"\\`<&\n\0]*+\")?+"
_IMAGE = rf"!\[(?P<alt>{_PLAIN_LABEL})\]\((?P<target>{_TARGET}){_TITLE}\)"
_MAY_BEGIN = r"(?:(?<![^ \n])|(?<=[(\[])(?=[*_]{1,2}+[^\W_]))"
_MAY_END = r"(?:(?![^ \n])|(?=[.,:;!?)\]])(?:(?<=[^\W_][*_])|(?<=[^\W_][*_]{2})))"
_TEXT = regex(r"(?P<text>[^\\`*_~\[\]<\n&!\0]++)")
_TOKENS = {
    "!": regex(rf"(?P<text>!(?!\[))|(?P<image>{_IMAGE})"),
    "&": regex(r"(?P<text>&(?![#A-Za-z]))"),
    "\\": regex(r"(?P<text>\\(?=[A-Za-z0-9 ]))|(?P<escape>\\[!-/;-@\[-`{-~])"),
    "[": regex(
        rf"(?P<link>\[(?!\^)(?P<label>{_LABEL})\]\((?P<link_target>{_TARGET}){_TITLE}\))"
        rf"|(?P<badge>\[(?P<inside>!\[{_PLAIN_LABEL}\]\({_TARGET}{_TITLE}\))\]\((?P<badge_target>{_TARGET}){_TITLE}\))"
    ),
    "`": regex(r"(?P<code>`(?!`)(?P<shown>[^`\0]++)`(?!`))"),
    "*": regex(rf"(?P<emphasis>{_MAY_BEGIN}(?P<mark>\*\*?+)(?=[^\s*])(?P<inner>[^*\n]++)(?<!\s)(?P=mark){_MAY_END})"),
    "_": regex(
        r"(?P<text>(?<=[^\W_])_(?=[^\W_]))"
        rf"|(?P<underlined>{_MAY_BEGIN}(?P<line>__?+)(?=[^\s_])(?P<within>[^*_\n]++)(?<!\s)(?P=line){_MAY_END})"
    ),
    "\n": regex(r"(?P<newline>(?<![ \t])\n(?![ \t\n]))"),
}
"""By first character, what a simple text consists of besides plain text."""
_ADDRESS = regex(r"://|www\.")
_LONE_IMAGE = regex(_IMAGE)


def lone_image(text: str) -> re.Match[str] | None:
    """Return the match of a text that is one simple image and nothing else, with the groups `alt` and `target`."""
    return _LONE_IMAGE.fullmatch(text) if ENABLED and text.startswith("![") else None


def fast_inlines(content: Excerpt) -> tuple[Inline, ...] | None:
    """Return the inlines of a simple text, None for other texts."""
    try:
        return tuple(_inlines(content, 0, len(content.text)))
    except _NotSimpleError:
        return None


class _NotSimpleError(Exception):
    """The text needs mistune."""


def _inlines(content: Excerpt, start: int, end: int) -> list[Inline]:
    """Return the inlines of a part of the content."""
    text = content.text
    nodes: list[Inline] = []
    pending = position = start
    while position < end:
        found = _TOKENS.get(text[position], _TEXT).match(text, position, end)
        if found is None:
            raise _NotSimpleError
        if found.lastgroup != "text":
            nodes += [*text_nodes(content, pending, position), _node(content, found)]
            pending = found.end()
        elif _ADDRESS.search(found[0]):
            raise _NotSimpleError
        position = found.end()
    return nodes + text_nodes(content, pending, end)


def _node(content: Excerpt, found: re.Match[str]) -> Inline:
    span = content.span(*found.span())
    match found.lastgroup:
        case "image":
            alt, target = found.span("alt"), content.span(*found.span("target"))
            children = tuple(text_nodes(content, *alt))
            return Image(span, children, decode(found["target"]), target, content.span(*alt))
        case "link":
            return _link(content, found, "label", "link_target")
        case "badge":
            return _link(content, found, "inside", "badge_target")
        case "code":
            return Code(span, _code(found["shown"]), exact=content.unbroken(*found.span()))
        case "emphasis":
            return _emphasis(content, found, "mark", "inner")
        case "underlined":
            return _emphasis(content, found, "line", "within")
        case "escape":
            return Text(span, found[0][1], exact=False)
    return Break(span, hard=False)


def _link(content: Excerpt, found: re.Match[str], label: str, target: str) -> Link:
    children = tuple(_inlines(content, *found.span(label)))
    return Link(content.span(*found.span()), children, decode(found[target]), content.span(*found.span(target)))


def _emphasis(content: Excerpt, found: re.Match[str], mark: str, inner: str) -> Emphasis:
    style = Style.EMPHASIS if len(found[mark]) == 1 else Style.STRONG
    return Emphasis(content.span(*found.span()), tuple(_inlines(content, *found.span(inner))), style)


def _code(text: str) -> str:
    """Return what a code span shows: one space less at both ends if it has other characters."""
    text = text.replace("\n", " ")
    return text[1:-1] if text[0] == text[-1] == " " and text.strip(" ") else text


def parse_inlines(
    content: Excerpt, definitions: Mapping[str, LinkDefinition], footnotes: Collection[str] = ()
) -> tuple[Inline, ...]:
    """Return the inlines of `content`, with spans in the source.

    `definitions` are keyed by normal label; `footnotes` are the normal labels of the footnotes, with their `^`.
    """
    if ENABLED and (simple := fast_inlines(content)) is not None:
        return simple
    from readme_sync.markdown.inline_parser import parse_with_mistune  # noqa: PLC0415  it imports mistune

    return parse_with_mistune(content, definitions, footnotes)
