"""A parsed document."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from readme_sync.markdown.inline_nodes import Inline
from readme_sync.markdown.inlines import parse_inlines
from readme_sync.markdown.nodes import (
    CONTAINERS,
    Block,
    Cell,
    Heading,
    HtmlBlock,
    LinkDefinition,
    Paragraph,
    Row,
    Table,
)
from readme_sync.text import Excerpt, Source, Span

if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")
    B = TypeVar("B", bound=Block)
_CONTAINERS = frozenset(CONTAINERS)
"""Half as long to look up as `isinstance` takes."""


class Document:
    """The blocks of one document as GitHub sees them.

    Inlines are parsed when they are asked for: most text holds nothing that anyone wants to know.

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

    def walk(self) -> Iterator[Block]:
        """All blocks in document order, a container before what it holds."""
        return iter(self._every)

    @property
    def headings(self) -> Sequence[Heading]:
        """All headings in document order."""
        return self.every(Heading)

    @property
    def tables(self) -> Sequence[Table]:
        """All tables in document order."""
        return self.every(Table)

    def every(self, kind: "type[B]") -> "Sequence[B]":
        """All blocks of one kind in document order."""
        found: Any = self._by_kind.get(kind, ())
        return found  # type: ignore[no-any-return]

    @cached_property
    def _by_kind(self) -> Mapping[type, Sequence[Block]]:
        found: dict[type, list[Block]] = {}
        for block in self._every:
            found.setdefault(type(block), []).append(block)
        return found

    def once(self, work: "Callable[[Table], T]", table: Table) -> "T":
        """What `work` makes of one of the tables, worked out once; `work` looks at nothing else."""
        key = work, table.span.start
        if key not in self._known:
            self._known[key] = work(table)
        known: T = self._known[key]
        return known

    def contents_at(self, places: Iterable[int]) -> Iterator[tuple[Heading | Paragraph | HtmlBlock | Table, Excerpt]]:
        """The contents in which some characters of the source stand, each once, in document order.

        Of headings, paragraphs, raw HTML and cells, each behind its block; code has none. So whoever knows how what he
        looks for is written need not go through all blocks.

        Args:
            places: offsets of the source, in ascending order.
        """
        leaves, starts = self._leaves
        behind = 0  # the last content
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
        """All contents in document order, each with its block."""
        for block in self._every:
            if isinstance(block, (Heading, Paragraph, HtmlBlock)):
                yield block, block.content
            elif isinstance(block, Table):
                yield from ((block, cell.content) for row in (block.header, *block.rows) for cell in row.cells)

    @cached_property
    def _leaves(self) -> tuple[list[Block], list[int]]:
        """The blocks that hold no blocks, and where each begins."""
        leaves = [block for block in self._every if type(block) not in _CONTAINERS]
        return leaves, [block.span.start for block in leaves]

    @cached_property
    def _every(self) -> list[Block]:
        """All blocks. Iterative: input may be nested deeply."""
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

    def inlines(self, content: Excerpt) -> tuple[Inline, ...]:
        """The inlines of a heading's, a paragraph's or a cell's content."""
        return parse_inlines(content, self.definitions, self.footnotes)


def _cell_at(table: Table, place: int) -> Cell | None:
    """The cell in which a character stands, among those that GitHub shows."""
    index = bisect_right(table.rows, place, key=_start) - 1
    row = table.rows[index] if index >= 0 else table.header
    cells = row.written[: row.columns] if row.span.start <= place < row.span.end else []
    return next((cell for cell in cells if cell.span.start <= place < cell.span.end), None)


def _start(row: Row) -> int:
    return row.span.start
