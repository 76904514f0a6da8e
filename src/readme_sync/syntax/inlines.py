"""Inlines by mistune, with their exact places. The only module that imports mistune.

mistune decides what a code span, a link, an image, a reference and a tag are; the places are taken from the matches
that it works on. Emphasis is paired in `delimiters` (mistune's own way is quadratic).
"""

import re
from collections.abc import Callable, Collection, Mapping, MutableMapping
from itertools import pairwise
from typing import Any

from mistune import InlineParser
from mistune.core import InlineState
from mistune.helpers import parse_link_href, parse_link_label
from mistune.util import unikey

from readme_sync.syntax.autolinks import web_address, www_address
from readme_sync.syntax.definitions import normal_label
from readme_sync.syntax.delimiters import Run, match_runs, read_run
from readme_sync.syntax.entities import ESCAPE, REFERENCE, decode, reference
from readme_sync.syntax.inline_html import html_end
from readme_sync.syntax.inline_nodes import Break, Code, Emphasis, Html, Image, Inline, Link, Text
from readme_sync.syntax.nodes import LinkDefinition
from readme_sync.text import Excerpt

Token = dict[str, Any]

MAX_NESTING = 32  # of links and images, and of parentheses in a destination (cmark-gfm's limit for the latter)
_SPECIAL = re.compile(r"[\\`*_~\[\]<\n&!]")
_SPECIAL_OR_ADDRESS = re.compile(r"[\\`*_~\[\]<\n&!]|://|www\.")
_ESCAPE = re.compile(ESCAPE)
_REFERENCE = re.compile(REFERENCE)
_TICKS = re.compile("`+")
_BRACKET = re.compile(r"!?\[")
_CLOSE = re.compile(r"\]")
_ANGLE = re.compile("<")
_BLANKS = " \t\n"


class _References:
    """The definitions as mistune looks them up when a bracket closes.

    mistune asks with a key of its own making; the label behind it is one of the two that can stand there.
    """

    def __init__(self, definitions: Mapping[str, LinkDefinition], src: str) -> None:
        self.definitions = definitions
        self.src = src
        self.start = self.close = 0

    def __bool__(self) -> bool:
        return bool(self.definitions)

    def get(self, key: str) -> dict[str, str] | None:
        """mistune's record of a definition."""
        following, _ = parse_link_label(self.src, self.close + 2)
        for label in (following, self.src[self.start : self.close]):
            if label and unikey(label) == key and (found := self.definitions.get(normal_label(label))):
                return {"url": found.destination}
        return None


class _State(InlineState):
    """mistune's state; every token learns where it begins."""

    start = 0
    closing_depth = 0

    def __init__(self, env: MutableMapping[str, Any]) -> None:
        super().__init__(env)
        self.without_end: set[str] = set()

    def append_token(self, token: Token) -> None:
        """Add a token that begins where the scan stands."""
        token.setdefault("start", self.start)
        self.tokens.append(token)
        if "children" in token and self.brackets:
            bracket = self.brackets[-1]
            bracket.child_depth = max(bracket.child_depth, self.closing_depth + 1)


class _Parser(InlineParser):
    """mistune's inline parser in GitHub's dialect."""

    state_cls = _State

    def __init__(self) -> None:
        super().__init__(max_nested_level=MAX_NESTING)
        self._auto_link = re.compile(self.specification["auto_link"])
        self._auto_email = re.compile(self.specification["auto_email"])
        self._handlers: dict[str, Callable[[_State, int], int | None]] = {
            "\\": self._backslash,
            "`": lambda state, at: self.parse_codespan(_found(_TICKS, state, at), state),
            "*": self._delimiter,
            "_": self._delimiter,
            "~": self._delimiter,
            "[": lambda state, at: self.parse_link(_found(_BRACKET, state, at), state),
            "!": self._bang,
            ":": lambda state, at: self._address(state, at, web_address),
            "w": lambda state, at: self._address(state, at, www_address),
            "]": self._close_bracket,
            "<": self._angle,
            "\n": self._newline,
            "&": self._reference,
        }

    def parse(self, state: InlineState) -> list[Token]:
        """The tokens of the state's text, each with `start` and `end`."""
        assert isinstance(state, _State)
        src = state.src
        special = _specials(src)
        position = 0
        while found := special.search(src, position):
            at = found.start()
            if at > position:
                self._text(state, position, at)
            state.start = at
            end = self._handlers[src[at]](state, at)
            if end is None:
                end = at + 1
                self._text(state, at, end)
            state.tokens[-1].setdefault("end", end)
            position = end
        if position < len(src):
            self._text(state, position, len(src))
        return state.tokens

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:  # noqa: ARG002
        """Emphasis is paired later, when nodes are made."""
        return tokens

    @staticmethod
    def _text(state: _State, start: int, end: int) -> None:
        state.tokens.append({"type": "text", "start": start, "end": end})

    def _backslash(self, state: _State, at: int) -> int | None:
        following = state.src[at + 1 : at + 2]
        if following == "\n":
            state.append_token({"type": "linebreak"})
            return at + 2
        if not _ESCAPE.match(state.src, at):
            return None
        state.append_token({"type": "literal", "raw": following})
        return at + 2

    def _reference(self, state: _State, at: int) -> int | None:
        found = _REFERENCE.match(state.src, at)
        if found is None or (shown := reference(found[0])) == found[0]:
            return None
        state.append_token({"type": "literal", "raw": shown})
        return found.end()

    def _delimiter(self, state: _State, at: int) -> int:
        run = read_run(state.src, at)
        state.append_token({"type": "run", "run": run})
        return run.end

    def _bang(self, state: _State, at: int) -> int | None:
        return self.parse_link(_found(_BRACKET, state, at), state) if state.src.startswith("[", at + 1) else None

    def _address(self, state: _State, at: int, find: Callable[[str, int], tuple[int, int] | None]) -> int | None:
        """A bare address; GFM makes no link of it inside brackets. Its scheme is already in the token before."""
        address = None if state.brackets else find(state.src, at)
        if address is None:
            return None
        start, end = address
        scheme = state.start - start
        if scheme:
            last = state.tokens[-1]
            last["end"] = start
        shown = state.src[start:end]
        url = shown if scheme else "http://" + shown
        state.append_token({"type": "autolink", "url": url, "start": start, "margin": 0})
        return end

    def _newline(self, state: _State, at: int) -> int:
        hard = state.src.endswith("  ", 0, at)
        state.append_token({"type": "linebreak" if hard else "softbreak"})
        end = at + 1
        while end < len(state.src) and state.src[end] in " \t":
            end += 1
        return end

    def _angle(self, state: _State, at: int) -> int | None:
        if found := self._auto_link.match(state.src, at):
            state.append_token({"type": "autolink", "url": found[0][1:-1], "margin": 1})
            return found.end()
        if found := self._auto_email.match(state.src, at):
            url = "mailto:" + found[0][1:-1]
            state.append_token({"type": "autolink", "url": url, "margin": 1})
            return found.end()
        end = html_end(state.src, at, state.without_end)
        if end is not None:
            state.append_token({"type": "html"})
        return end

    def _close_bracket(self, state: _State, at: int) -> int:
        opener = state.brackets[-1] if state.brackets else None
        if opener:
            state.closing_depth = opener.child_depth
            state.env["ref_links"].start, state.env["ref_links"].close = opener.start, at
        end = self.parse_link_close(_found(_CLOSE, state, at), state)
        token = state.tokens[-1]
        if opener and "children" in token and "inner" not in token:
            token["start"] = opener.start - (2 if opener.image else 1)
            token["inner"] = (opener.start, at)
            token["end"] = end
            if "ref" not in token:
                token["target"] = _target(state.src, at + 2)
        elif opener and self._is_footnote(state, opener.start, at):
            del state.tokens[opener.token_index :]
            state.tokens.append({"type": "footnote", "start": opener.start - 1, "end": end})
        return end

    def _is_footnote(self, state: _State, start: int, end: int) -> bool:
        footnotes = state.env["footnotes"]
        return bool(footnotes) and state.src[start] == "^" and normal_label(state.src[start:end]) in footnotes


def _specials(src: str) -> re.Pattern[str]:
    """What the scan stops at; the slower pattern only where an address can be."""
    return _SPECIAL_OR_ADDRESS if "://" in src or "www." in src else _SPECIAL


def _found(pattern: re.Pattern[str], state: InlineState, at: int) -> re.Match[str]:
    found = pattern.match(state.src, at)
    assert found is not None
    return found


def _target(src: str, start: int) -> tuple[int, int]:
    """Where the destination of an inline link stands that mistune has accepted; `start` is behind the parenthesis."""
    _, end = parse_link_href(src, start, max_nested_level=MAX_NESTING)
    while src[start] in _BLANKS:
        start += 1
    assert end is not None
    return (start + 1, end - 1) if src[start] == "<" else (start, end)


_PARSER = _Parser()


def parse_inlines(
    content: Excerpt, definitions: Mapping[str, LinkDefinition], footnotes: Collection[str] = ()
) -> tuple[Inline, ...]:
    """The inlines of `content`, their spans in the source.

    `definitions` are keyed by normal label, `footnotes` are the normal labels of the footnotes, with their `^`.
    """
    if not _specials(content.text).search(content.text):
        return _plain_text(content)
    state = _State({"ref_links": _References(definitions, content.text), "footnotes": footnotes})
    state.src = content.text.replace("\0", "\ufffd")  # as cmark does
    return _Nodes(content, definitions).build(_PARSER.parse(state))


def _plain_text(content: Excerpt) -> tuple[Inline, ...]:
    return (Text(content.span(0, len(content.text)), content.text),) if content.text else ()


class _Nodes:
    """Makes nodes of one content's tokens."""

    def __init__(self, content: Excerpt, definitions: Mapping[str, LinkDefinition]) -> None:
        self.content = content
        self.definitions = definitions

    def build(self, tokens: list[Token]) -> tuple[Inline, ...]:
        """The nodes of `tokens`; recursion is as deep as links and images are nested, at most `MAX_NESTING`."""
        runs = [token["run"] for token in tokens if token["type"] == "run"]
        if runs:
            match_runs(runs)
        levels: list[list[Inline]] = [[]]
        begins: list[int] = []
        text_start = text_end = 0
        for token in tokens:
            kind = token["type"]
            if kind == "text" and token["start"] == text_end:
                text_end = token["end"]
                continue
            levels[-1] += self._texts(text_start, text_end)
            text_start = text_end = token["end"]
            if kind == "text":
                text_start = token["start"]
            elif kind == "run":
                self._emphasis(token["run"], levels, begins)
            else:
                levels[-1] += self._nodes(token)
        levels[-1] += self._texts(text_start, text_end)
        return tuple(levels[0])

    def _emphasis(self, run: Run, levels: list[list[Inline]], begins: list[int]) -> None:
        """Close, show and open what a run closes, leaves as text and opens."""
        position = run.start
        for style, length in run.closes:
            position += length
            children = tuple(levels.pop())
            levels[-1].append(Emphasis(self.content.span(begins.pop(), position), children, style))
        if run.left:
            levels[-1] += self._texts(position, position + run.left)
            position += run.left
        for _, length in reversed(run.opens):
            begins.append(position)
            levels.append([])
            position += length

    def _nodes(self, token: Token) -> list[Inline]:
        start, end = token["start"], token["end"]
        match token["type"]:
            case "literal":
                return [Text(self.content.span(start, end), token["raw"], exact=False)]
            case "codespan":
                return [self._code(token["raw"], start, end)]
            case "linebreak" | "softbreak" as kind:
                return [Break(self.content.span(start, end), hard=kind == "linebreak")]
            case "html":
                return [Html(self.content.span(start, end), self.content.text[start:end])]
            case "autolink":
                margin = token["margin"]  # of the angle brackets
                inner = tuple(self._texts(start + margin, end - margin))
                target = self.content.span(start + margin, end - margin)
                return [Link(self.content.span(start, end), inner, token["url"], target)]
            case "footnote":
                return []
        return [self._nest(token)]

    def _texts(self, start: int, end: int) -> list[Inline]:
        r"""Text nodes; one, unless the text is broken in the source (a cell's `\|`)."""
        content = self.content
        if start == end:
            return []
        if content.unbroken(start, end):
            return [Text(content.span(start, end), content.text[start:end])]
        cuts = sorted({start, end, *(p.local for p in content.pieces if start < p.local < end)})
        return [Text(content.span(a, b), content.text[a:b]) for a, b in pairwise(cuts)]

    def _code(self, text: str, start: int, end: int) -> Code:
        return Code(self.content.span(start, end), text, exact=self.content.unbroken(start, end))

    def _nest(self, token: Token) -> Link | Image:
        """The link or image of a token."""
        content = self.content
        children = self.build(token["children"])
        span = content.span(token["start"], token["end"])
        if "ref" in token:
            destination, target = self.definitions[normal_label(token["label"])].destination, None
        else:
            first, last = token["target"]
            destination, target = decode(content.text[first:last]), content.span(first, last)
        if token["type"] == "link":
            return Link(span, children, destination, target)
        return Image(span, children, destination, target, content.span(*token["inner"]))
