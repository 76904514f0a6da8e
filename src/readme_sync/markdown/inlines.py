"""The inlines of a heading, a paragraph or a cell, with their exact places."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from readme_sync.markdown.definitions import normal_label
from readme_sync.markdown.delimiters import Run, match_runs
from readme_sync.markdown.entities import decode
from readme_sync.markdown.fast_inlines import fast_inlines
from readme_sync.markdown.inline_nodes import Break, Code, Emphasis, Html, Image, Inline, Link, Text, text_nodes
from readme_sync.markdown.nodes import LinkDefinition
from readme_sync.text import Excerpt
from readme_sync.text.shortcuts import ENABLED

if TYPE_CHECKING:
    from readme_sync.markdown.inline_parser import Token


class InlineTree:
    """The nodes of one content, built from mistune's tokens, which have places but no tree."""

    def __init__(self, content: Excerpt, definitions: Mapping[str, LinkDefinition]) -> None:
        self.content = content
        self.definitions = definitions

    def build(self, tokens: "list[Token]") -> tuple[Inline, ...]:
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

    def _nodes(self, token: "Token") -> list[Inline]:
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

    def _nest(self, token: "Token") -> Link | Image:
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


def parse_inlines(
    content: Excerpt, definitions: Mapping[str, LinkDefinition], footnotes: Collection[str] = ()
) -> tuple[Inline, ...]:
    """Return the inlines of `content`, with spans in the source.

    `definitions` are keyed by normal label; `footnotes` are the normal labels of the footnotes, with their `^`.
    """
    if ENABLED and (simple := fast_inlines(content)) is not None:
        return simple
    from readme_sync.markdown.inline_parser import tokens_of  # noqa: PLC0415  it imports mistune

    return InlineTree(content, definitions).build(tokens_of(content.text, definitions, footnotes))
