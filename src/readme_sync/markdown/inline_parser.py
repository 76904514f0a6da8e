"""mistune's inline parser in GitHub's dialect, with the place of each node; the only module that imports mistune.

mistune decides what is a code span, a link, an image or a reference; places come from the matches that it works on.
Emphasis stays as runs, which `delimiters` pairs (mistune's own way is quadratic).
"""

import re
from collections.abc import Callable, Collection, Mapping, MutableMapping
from typing import Any

from mistune import InlineParser
from mistune.core import InlineState
from mistune.helpers import parse_link_href, parse_link_label
from mistune.util import unikey

from readme_sync.markdown.definitions import normal_label
from readme_sync.markdown.delimiters import Run, is_punctuation, is_space, match_runs, read_run
from readme_sync.markdown.entities import ESCAPE, REFERENCE, decode, reference
from readme_sync.markdown.html import html_end
from readme_sync.markdown.nodes import (
    Break,
    Code,
    Emphasis,
    Html,
    Image,
    Inline,
    Link,
    LinkDefinition,
    Text,
    text_nodes,
)
from readme_sync.text import Excerpt
from readme_sync.text.regex import regex

# Bare web addresses, which are links in GFM ("extended autolinks").

_SCHEME = regex(r"(?:https?|ftp)\Z", re.IGNORECASE)
_BEFORE_WWW = frozenset("*_~( \t\n\r")
_ADDRESS_END = regex(r"[ \t\n\r<]")
_TRAILING = frozenset("?!.,:*_~'\"")
_ENTITY = regex(r"&[A-Za-z]+;\Z")
_LONGEST_SCHEME = 5
_MANY_DOTS = 10  # as in cmark-gfm: in a longer host underscores do not matter


def web_address(src: str, colon: int) -> tuple[int, int] | None:
    """Return the start and end of the address whose `://` is at `colon`, None if it is not an address."""
    start = colon
    while start > 0 and src[start - 1].isascii() and src[start - 1].isalpha() and colon - start <= _LONGEST_SCHEME:
        start -= 1
    host = colon + 3
    if not _SCHEME.match(src, start, colon) or host >= len(src) or not _in_host(src[host]):
        return None
    end, _ = _host_end(src, host)
    return None if end is None else (start, _address_end(src, colon, end))


def www_address(src: str, start: int) -> tuple[int, int] | None:
    """Return the start and end of the address whose `www.` is at `start`, None if it is not an address."""
    if start > 0 and src[start - 1] not in _BEFORE_WWW:
        return None
    end, dots = _host_end(src, start)
    return None if end is None or dots == 0 else (start, _address_end(src, start, end))


def _host_end(src: str, start: int) -> tuple[int | None, int]:
    """Return the host's end, None if an underscore is in its last two segments, and its number of dots."""
    dots = before_last = last = 0
    position = start + 1
    while position < len(src) - 1:
        char = src[position]
        if char == "\\" and position < len(src) - 2:
            position += 1
            char = src[position]
        if char == "_":
            last += 1
        elif char == ".":
            before_last, last = last, 0
            dots += 1
        elif char != "-" and not _in_host(char):
            break
        position += 1
    if (before_last or last) and dots <= _MANY_DOTS:
        return None, dots
    return position, dots


def _address_end(src: str, start: int, host_end: int) -> int:
    """Return the end of an address: whitespace or `<`, without the punctuation that belongs to the sentence."""
    found = _ADDRESS_END.search(src, host_end)
    end = found.start() if found else len(src)
    closing = src.count(")", start, end) - src.count("(", start, end)
    while end > start:
        char = src[end - 1]
        if char == ")" and closing > 0:
            closing -= 1
        elif char == ";" and (entity := _ENTITY.search(src, max(start, end - 40), end)):
            end = entity.start() + 1
        elif char not in _TRAILING and char != ";":
            break
        end -= 1
    return end


def _in_host(char: str) -> bool:
    return not is_space(char) and not is_punctuation(char)


Token = dict[str, Any]

MAX_NESTING = 32  # of links and images, and of parentheses in a destination (cmark-gfm's limit for the latter)
_ESCAPE = regex(ESCAPE)
_REFERENCE = regex(REFERENCE)
_TICKS = regex("`+")
_BRACKET = regex(r"!?\[")
_CLOSE = regex(r"\]")
_BLANKS = " \t\n"


_SPECIAL = regex(r"[\\`*_~\[\]<\n&!]")
_SPECIAL_OR_ADDRESS = regex(rf"{_SPECIAL.pattern}|://|www\.")


class References:
    """The link reference definitions as mistune looks them up when a bracket closes.

    mistune asks with a key of its own; the label that it means is one of the two that can be there.
    """

    def __init__(self, definitions: Mapping[str, LinkDefinition], src: str) -> None:
        self.definitions = definitions
        self.src = src
        self.start = self.close = 0

    def __bool__(self) -> bool:
        return bool(self.definitions)

    def get(self, key: str) -> dict[str, str] | None:
        """Return mistune's record of a definition, None if there is none."""
        following, _ = parse_link_label(self.src, self.close + 2)
        for label in (following, self.src[self.start : self.close]):
            if label and unikey(label) == key and (found := self.definitions.get(normal_label(label))):
                return {"url": found.destination}
        return None


class Scan(InlineState):
    """mistune's state, in which each token knows where it begins.

    Attributes:
        links_end: no bracket after this offset closes a link, an image or a reference.
    """

    start = 0
    closing_depth = 0
    links_end = 0

    def __init__(self, env: MutableMapping[str, Any]) -> None:
        super().__init__(env)
        self.without_end: set[str] = set()

    def append_token(self, token: Token) -> None:
        """Add a token that begins where the scan is."""
        token.setdefault("start", self.start)
        self.tokens.append(token)
        if "children" in token and self.brackets:
            bracket = self.brackets[-1]
            bracket.child_depth = max(bracket.child_depth, self.closing_depth + 1)


class GitHubInlines(InlineParser):
    """mistune's inline parser in GitHub's dialect."""

    state_cls = Scan

    def __init__(self) -> None:
        super().__init__(max_nested_level=MAX_NESTING)
        self._auto_link = regex(self.specification["auto_link"])
        self._auto_email = regex(self.specification["auto_email"])
        self._handlers: dict[str, Callable[[Scan, int], int | None]] = {
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
        """Return the tokens of the state's text, each with `start` and `end`."""
        assert isinstance(state, Scan)
        src = state.src
        special = _SPECIAL_OR_ADDRESS if "://" in src or "www." in src else _SPECIAL
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

    def finalize_tokens(self, tokens: list[Token], _depth: int) -> list[Token]:
        """Return the tokens as they are: emphasis is paired later, when nodes are made."""
        return tokens

    @staticmethod
    def _text(state: Scan, start: int, end: int) -> None:
        state.tokens.append({"type": "text", "start": start, "end": end})

    def _backslash(self, state: Scan, at: int) -> int | None:
        following = state.src[at + 1 : at + 2]
        if following == "\n":
            state.append_token({"type": "linebreak"})
            return at + 2
        if not _ESCAPE.match(state.src, at):
            return None
        state.append_token({"type": "literal", "raw": following})
        return at + 2

    def _reference(self, state: Scan, at: int) -> int | None:
        found = _REFERENCE.match(state.src, at)
        if found is None or (shown := reference(found[0])) == found[0]:
            return None
        state.append_token({"type": "literal", "raw": shown})
        return found.end()

    def _delimiter(self, state: Scan, at: int) -> int:
        run = read_run(state.src, at)
        state.tokens.append({"type": "run", "run": run, "start": at, "end": run.end})
        return run.end

    def _bang(self, state: Scan, at: int) -> int | None:
        return self.parse_link(_found(_BRACKET, state, at), state) if state.src.startswith("[", at + 1) else None

    def _address(self, state: Scan, at: int, find: Callable[[str, int], tuple[int, int] | None]) -> int | None:
        """Add a bare address, which is a link outside brackets; its scheme is already in the token before."""
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

    def _newline(self, state: Scan, at: int) -> int:
        hard = state.src.endswith("  ", 0, at)
        state.append_token({"type": "linebreak" if hard else "softbreak"})
        end = at + 1
        while end < len(state.src) and state.src[end] in " \t":
            end += 1
        return end

    def _angle(self, state: Scan, at: int) -> int | None:
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

    def _close_bracket(self, state: Scan, at: int) -> int | None:
        if at > state.links_end:
            if state.brackets:
                state.brackets.pop()
            return None
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

    def _is_footnote(self, state: Scan, start: int, end: int) -> bool:
        footnotes = state.env["footnotes"]
        return bool(footnotes) and state.src[start] == "^" and normal_label(state.src[start:end]) in footnotes


def _found(pattern: re.Pattern[str], state: InlineState, at: int) -> re.Match[str]:
    found = pattern.match(state.src, at)
    assert found is not None
    return found


def _target(src: str, start: int) -> tuple[int, int]:
    """Return the span of the destination of an inline link that mistune has accepted, from after the parenthesis on."""
    _, end = parse_link_href(src, start, max_nested_level=MAX_NESTING)
    while src[start] in _BLANKS:
        start += 1
    assert end is not None
    return (start + 1, end - 1) if src[start] == "<" else (start, end)


_PARSER = GitHubInlines()


def tokens_of(text: str, definitions: Mapping[str, LinkDefinition], footnotes: Collection[str]) -> list[Token]:
    """Return mistune's tokens of a text, each with `start` and `end`; emphasis stays as tokens of the type `run`."""
    scan = Scan({"ref_links": References(definitions, text), "footnotes": footnotes})
    scan.src = text.replace("\0", "\ufffd")  # as cmark does
    scan.links_end = len(text) if definitions or footnotes else text.rfind(")")
    return _PARSER.parse(scan)


class InlineTree:
    """The nodes of one content, built from mistune's tokens, which have places but no tree."""

    def __init__(self, content: Excerpt, definitions: Mapping[str, LinkDefinition]) -> None:
        self.content = content
        self.definitions = definitions

    def build(self, tokens: list[Token]) -> tuple[Inline, ...]:
        """Return the nodes of `tokens`; recursion is as deep as links and images are nested, at most `MAX_NESTING`."""
        runs = [token["run"] for token in tokens if token["type"] == "run"]
        if runs:
            match_runs(runs)
        levels: list[list[Inline]] = [[]]
        begins: list[int] = []
        text_start = text_end = 0
        for token in tokens:
            kind = token["type"]
            if kind == "run" and not (token["run"].closes or token["run"].opens):
                kind = "text"
            if kind == "text" and token["start"] == text_end:
                text_end = token["end"]
                continue
            if text_start < text_end:
                levels[-1] += text_nodes(self.content, text_start, text_end)
            text_start = text_end = token["end"]
            if kind == "text":
                text_start = token["start"]
            elif kind == "run":
                self._emphasis(token["run"], levels, begins)
            else:
                levels[-1] += self._nodes(token)
        levels[-1] += text_nodes(self.content, text_start, text_end)
        return tuple(levels[0])

    def _emphasis(self, run: Run, levels: list[list[Inline]], begins: list[int]) -> None:
        """Close the emphases that a run closes, add what it leaves as text, open those that it opens."""
        position = run.start
        for style, length in run.closes:
            position += length
            children = tuple(levels.pop())
            levels[-1].append(Emphasis(self.content.span(begins.pop(), position), children, style))
        if run.left:
            levels[-1] += text_nodes(self.content, position, position + run.left)
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
                margin = token["margin"]  # the width of an angle bracket
                inner = tuple(text_nodes(self.content, start + margin, end - margin))
                target = self.content.span(start + margin, end - margin)
                return [Link(self.content.span(start, end), inner, token["url"], target)]
            case "footnote":
                return []
        return [self._nest(token)]

    def _code(self, text: str, start: int, end: int) -> Code:
        return Code(self.content.span(start, end), text, exact=self.content.unbroken(start, end))

    def _nest(self, token: Token) -> Link | Image:
        """Return the link or image of a token."""
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


def parse_with_mistune(
    content: Excerpt, definitions: Mapping[str, LinkDefinition], footnotes: Collection[str]
) -> tuple[Inline, ...]:
    """Return the inlines of a content, as `inlines.parse_inlines`."""
    return InlineTree(content, definitions).build(tokens_of(content.text, definitions, footnotes))
