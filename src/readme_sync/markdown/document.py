"""A document as GitHub sees it, and how it is parsed."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from readme_sync.markdown.blocks import BlockParser
from readme_sync.markdown.inlines import parse_inlines
from readme_sync.markdown.nodes import (
    CONTAINERS,
    Block,
    Cell,
    Heading,
    HtmlBlock,
    Inline,
    LinkDefinition,
    List,
    Paragraph,
    Row,
    Table,
)
from readme_sync.text import Excerpt, Source, Span
from readme_sync.text.regex import regex
from readme_sync.text.source import BOM

if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")
    B = TypeVar("B", bound=Block)
_CONTAINERS = frozenset(CONTAINERS)
"""The same as a set: a lookup takes half as long as `isinstance`."""


class Document:
    """The blocks of one document as GitHub sees them.

    Inlines are parsed on demand: most text has nothing that is of interest.

    Attributes:
        definitions: the link reference definitions by normal label.
        footnotes: the normal labels of the footnotes, with their `^`.
        front_matter: the span of the YAML front matter; nothing in it is parsed or edited.
    """

    def __init__(
        self,
        source: Source,
        blocks: tuple[Block, ...],
        definitions: Mapping[str, LinkDefinition],
        footnotes: frozenset[str] = frozenset(),
        front_matter: Span | None = None,
    ) -> None:
        self.source = source
        self.blocks = blocks
        self.definitions = definitions
        self.footnotes = footnotes
        self.front_matter = front_matter
        self._known: dict[tuple[Callable[[Table], Any], int], Any] = {}
        self._derived: dict[Callable[[Document], Any], Any] = {}

    def walk(self) -> Iterator[Block]:
        """Return an iterator over all blocks in document order, a container before its children."""
        return iter(self._every)

    @property
    def headings(self) -> Sequence[Heading]:
        """Return all headings in document order."""
        return self.every(Heading)

    @property
    def tables(self) -> Sequence[Table]:
        """Return all tables in document order."""
        return self.every(Table)

    def every(self, kind: "type[B]") -> "Sequence[B]":
        """Return all blocks of one kind in document order."""
        found: Any = self._by_kind.get(kind, ())
        return found  # type: ignore[no-any-return]

    @cached_property
    def _by_kind(self) -> Mapping[type, Sequence[Block]]:
        found: dict[type, list[Block]] = {}
        for block in self._every:
            found.setdefault(type(block), []).append(block)
        return found

    def known(self, work: "Callable[[Document], T]") -> "T":
        """Return the result of `work` for the document, computed once."""
        if work not in self._derived:
            self._derived[work] = work(self)
        known: T = self._derived[work]
        return known

    def once(self, work: "Callable[[Table], T]", table: Table) -> "T":
        """Return the result of `work` for a table, computed once; it must depend on the table alone."""
        key = work, table.span.start
        if key not in self._known:
            self._known[key] = work(table)
        known: T = self._known[key]
        return known

    def contents_at(self, places: Iterable[int]) -> Iterator[tuple[Heading | Paragraph | HtmlBlock | Table, Excerpt]]:
        """Yield the contents around some places in the source, each once, in document order, after their blocks.

        Contents are those of headings, paragraphs, raw HTML and cells; code has none. A caller that knows where
        something may be written need not look at all blocks.

        Args:
            places: offsets in the source, in ascending order.
        """
        leaves, starts = self._leaves
        behind = 0  # the end of the last content
        for place in places:
            index = bisect_right(starts, place) - 1 if place >= behind else -1
            leaf = leaves[index] if index >= 0 else None
            if isinstance(leaf, Table):
                if cell := _cell_at(leaf, place):
                    behind = cell.span.end
                    yield leaf, cell.content
            elif isinstance(leaf, (Heading, Paragraph, HtmlBlock)) and place < leaf.span.end:
                behind = leaf.span.end
                yield leaf, leaf.content

    @property
    def contents(self) -> Iterator[tuple[Heading | Paragraph | HtmlBlock | Table, Excerpt]]:
        """Yield all contents in document order, each after its block."""
        for block in self._every:
            if isinstance(block, (Heading, Paragraph, HtmlBlock)):
                yield block, block.content
            elif isinstance(block, Table):
                yield from ((block, cell.content) for row in (block.header, *block.rows) for cell in row.cells)

    @cached_property
    def _leaves(self) -> tuple[list[Block], list[int]]:
        """Return the blocks without child blocks, and where each begins."""
        leaves = [block for block in self._every if type(block) not in _CONTAINERS]
        return leaves, [block.span.start for block in leaves]

    @cached_property
    def _every(self) -> list[Block]:
        """Return all blocks; iterative, because input may be nested deeply."""
        found: list[Block] = []
        stack = [iter(self.blocks)]
        while stack:
            for block in stack[-1]:
                found.append(block)
                if type(block) in _CONTAINERS:
                    assert isinstance(block, CONTAINERS)
                    stack.append(iter(block.children))
                    break
            else:
                stack.pop()
        return found

    @cached_property
    def outer_lists(self) -> list[tuple[List, Block | None]]:
        """Return the lists that stand in no other list, each with the block before it that holds no blocks."""
        found: list[tuple[List, Block | None]] = []
        stack = [iter(self.blocks)] if self.every(List) else []
        before: Block | None = None
        while stack:
            for block in stack[-1]:
                if type(block) not in _CONTAINERS:
                    before = block
                elif isinstance(block, List):
                    found.append((block, before))
                    before = None
                else:
                    assert isinstance(block, CONTAINERS)
                    stack.append(iter(block.children))
                    break
            else:
                stack.pop()
        return found

    def inlines(self, content: Excerpt) -> tuple[Inline, ...]:
        """Return the inlines of a heading's, a paragraph's or a cell's content."""
        return parse_inlines(content, self.definitions, self.footnotes)


def _cell_at(table: Table, place: int) -> Cell | None:
    """Return the visible cell that has a character of the source, None if there is none."""
    index = bisect_right(table.rows, place, key=_start) - 1
    row = table.rows[index] if index >= 0 else table.header
    cells = row.written[: row.columns] if row.span.start <= place < row.span.end else []
    return next((cell for cell in cells if cell.span.start <= place < cell.span.end), None)


def _start(row: Row) -> int:
    return row.span.start


# YAML front matter, which GitHub removes before cmark-gfm sees the document.

_BEGIN = regex(r"---[ \t]*\r?\n(?:[ \t]*+(?:#[^\n]*+\n|\r?\n))*+[A-Za-z0-9_.-]++[ \t]*+:")
_END = regex(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M)


def front_matter(text: str) -> Span | None:
    """Return the span of the front matter, including its last line end; None if there is none.

    Its first line is `---`; then, after comments and blank lines, comes `key: ...`; `---` or `...` ends it. GitHub does
    not know TOML front matter (`+++`).
    """
    start = 1 if text.startswith(BOM) else 0
    begin = _BEGIN.match(text, start) if text.startswith("---", start) else None
    end = _END.search(text, begin.end()) if begin else None
    return Span(start, end.end()) if end else None


def parse(source: Source) -> Document:
    """Return the document as GitHub sees it; never fails, and takes linear time."""
    text = source.text
    matter = front_matter(text)
    parser = BlockParser(text)
    blocks = parser.parse(matter.end if matter else int(text.startswith(BOM)))
    return Document(source, blocks, parser.definitions, frozenset(parser.footnotes), matter)
