"""A parsed document."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from readme_sync.syntax.inline_nodes import Inline
from readme_sync.syntax.inlines import parse_inlines
from readme_sync.syntax.nodes import Block, Container, LinkDefinition
from readme_sync.text import Excerpt, Source, Span


class Document(NamedTuple):
    """The blocks of one document as GitHub sees them.

    Inlines are parsed when they are asked for: most text holds nothing that anyone wants to know.

    Attributes:
        definitions: the link reference definitions by normal label.
        footnotes: the normal labels of the footnotes, with their `^`.
        front_matter: the span of the YAML front matter; nothing in it is parsed or edited.
    """

    source: Source
    blocks: tuple[Block, ...]
    definitions: Mapping[str, LinkDefinition]
    footnotes: frozenset[str] = frozenset()
    front_matter: Span | None = None

    def walk(self) -> Iterator[Block]:
        """All blocks in document order, a container before what it holds. Iterative: input may be nested deeply."""
        stack = [iter(self.blocks)]
        while stack:
            for block in stack[-1]:
                yield block
                if isinstance(block, Container):
                    stack.append(iter(block.children))
                    break
            else:
                stack.pop()

    def inlines(self, content: Excerpt) -> tuple[Inline, ...]:
        """The inlines of a heading's, a paragraph's or a cell's content."""
        return parse_inlines(content, self.definitions, self.footnotes)
