r"""The inlines of simple texts, read without mistune: most cells and headings hold a link, an image, a word in bold.

A text is simple where every character's part is beyond doubt: no references, HTML or bare addresses, no brackets within
brackets but an image in a link, asterisks and underscores only where they can begin and end in but one way. All else is
mistune's, which takes a third of a check to load; that both ways agree on every text of the corpora is a test.
"""

import re
from collections.abc import Callable

from readme_sync.markdown.entities import decode
from readme_sync.markdown.inline_nodes import Break, Code, Emphasis, Image, Inline, Link, Style, Text
from readme_sync.text import Excerpt
from readme_sync.text.regex import regex

_SPECIAL = regex(r"[\\`*_~\[\]<\n&!]")
_SPECIAL_OR_ADDRESS = regex(rf"{_SPECIAL.pattern}|://|www\.")


def specials(text: str) -> re.Pattern[str]:
    """What a scan of the text stops at; the slower pattern only where an address can be."""
    return _SPECIAL_OR_ADDRESS if "://" in text or "www." in text else _SPECIAL


def is_plain(text: str) -> bool:
    """Whether a text has no character that could be markup: it is shown as it is written."""
    return "://" not in text and "www." not in text and not _SPECIAL.search(text)


_PLAIN_LABEL = r"[^\[\]\\`<>&*_~!\n\0]*+"
_LABEL = r"[^\[\]<\0]*+"
_TARGET = r"[^\s()\[\]<>\\`\x00-\x1f\x7f]++"
_TITLE = r"(?:[ ]\"[^\"\\`<&\n\0]*+\")?+"
_MAY_BEGIN = r"(?:(?<![^ \n])|(?<=[(\[])(?=[*_]{1,2}+[^\W_]))"
_MAY_END = r"(?:(?![^ \n])|(?=[.,:;!?)\]])(?:(?<=[^\W_][*_])|(?<=[^\W_][*_]{2})))"
_TOKEN = regex(
    r"(?P<text>[^\\`*_~\[\]<\n&!\0]++|!(?!\[)|&(?![#A-Za-z])|(?<=[^\W_])_(?=[^\W_])|\\(?=[A-Za-z0-9 ]))"
    rf"|(?P<image>!\[(?P<alt>{_PLAIN_LABEL})\]\((?P<source>{_TARGET}){_TITLE}\))"
    rf"|(?P<link>\[(?!\^)(?P<label>{_LABEL})\]\((?P<target>{_TARGET}){_TITLE}\))"
    rf"|(?P<badge>\[(?P<inside>!\[{_PLAIN_LABEL}\]\({_TARGET}{_TITLE}\))\]\((?P<behind>{_TARGET}){_TITLE}\))"
    r"|(?P<code>`(?!`)(?P<shown>[^`\n\0]++)`(?!`))"
    rf"|(?P<emphasis>{_MAY_BEGIN}(?P<mark>\*\*?+)(?=[^\s*])(?P<inner>[^*\n]++)(?<!\s)(?P=mark){_MAY_END})"
    rf"|(?P<underlined>{_MAY_BEGIN}(?P<line>__?+)(?=[^\s_])(?P<within>[^*_\n]++)(?<!\s)(?P=line){_MAY_END})"
    r"|(?P<escape>\\[!-/;-@\[-`{-~])"
    r"|(?P<newline>(?<![ \t])\n(?![ \t\n]))"
)
_ADDRESS = regex(r"://|www\.")

_Texts = Callable[[int, int], list[Inline]]


class NotSimpleError(Exception):
    """The text needs mistune."""


class SimpleInlines:
    """Reads one content."""

    def __init__(self, content: Excerpt, texts: _Texts) -> None:
        """`texts` makes the text nodes of a stretch of the content."""
        self._content = content
        self._texts = texts

    def read(self, start: int, end: int) -> list[Inline]:
        """The inlines of a stretch of the content.

        Raises:
            NotSimpleError: it takes more than this.
        """
        nodes: list[Inline] = []
        pending = position = start
        while position < end:
            found = _TOKEN.match(self._content.text, position, end)
            if found is None:
                raise NotSimpleError
            if found.lastgroup != "text":
                nodes += [*self._texts(pending, position), self._node(found)]
                pending = found.end()
            elif _ADDRESS.search(found[0]):
                raise NotSimpleError
            position = found.end()
        return nodes + self._texts(pending, end)

    def _node(self, found: re.Match[str]) -> Inline:
        content, span = self._content, self._content.span(*found.span())
        match found.lastgroup:
            case "image":
                return self._image(found)
            case "link":
                return self._link(found, "target", self.read(*found.span("label")))
            case "badge":
                return self._link(found, "behind", self.read(*found.span("inside")))
            case "code":
                return Code(span, _code(found["shown"]), exact=content.unbroken(*found.span()))
            case "emphasis":
                return self._emphasis(found, "mark", "inner")
            case "underlined":
                return self._emphasis(found, "line", "within")
            case "escape":
                return Text(span, found[0][1], exact=False)
        return Break(span, hard=False)

    def _emphasis(self, found: re.Match[str], mark: str, inner: str) -> Emphasis:
        style = Style.EMPHASIS if len(found[mark]) == 1 else Style.STRONG
        return Emphasis(self._content.span(*found.span()), tuple(self.read(*found.span(inner))), style)

    def _image(self, found: re.Match[str]) -> Image:
        span, inner, target = (self._content.span(*found.span(group)) for group in ("image", "alt", "source"))
        children = self._texts(*found.span("alt"))
        return Image(span, tuple(children), decode(found["source"]), target, inner)

    def _link(self, found: re.Match[str], target: str, children: list[Inline]) -> Link:
        span = self._content.span(*found.span())
        return Link(span, tuple(children), decode(found[target]), self._content.span(*found.span(target)))


def _code(text: str) -> str:
    """What a code span shows: without one blank at either end, if there is more than blanks."""
    return text[1:-1] if text[0] == text[-1] == " " and text.strip(" ") else text
