"""Rows cut off from the table above by a blank line, a comment, a rule or a lone pipe."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile
from typing import NamedTuple

from readme_sync.markdown import Block, Container, Document, HtmlBlock, Paragraph, Table, ThematicBreak
from readme_sync.markdown.block_starts import alignments, count_cells

_FEWEST_COLUMNS = 2


class CutRows(NamedTuple):
    """A paragraph that begins with rows of a table above.

    Attributes:
        rows: the number of rows.
        is_all: whether the paragraph has nothing but rows.
        is_next: whether only blank lines separate the two.
    """

    table: Table
    paragraph: Paragraph
    rows: int
    is_all: bool
    is_next: bool


def cut_rows(document: Document) -> Iterator[CutRows]:
    """Yield the paragraphs that begin with rows of a table above, with as many cells as the table has columns."""
    for siblings in _families(document):
        table: Table | None = None
        is_next = True
        for block in siblings:
            if isinstance(block, Table):
                table, is_next = block, True
            elif table and isinstance(block, Paragraph) and (found := _rows(block, len(table.align))):
                rows, is_all = found
                yield CutRows(table, block, rows, is_all, is_next)
                is_next = False
            elif table and _may_cut(block):
                is_next = False
            else:
                table = None


def _families(document: Document) -> Iterator[Sequence[Block]]:
    """Yield each sequence of sibling blocks that has a table."""
    if not document.tables:
        return
    for siblings in [document.blocks, *(one.children for one in document.walk() if isinstance(one, Container))]:
        if Table in set(map(type, siblings)):
            yield siblings


def _may_cut(block: Block) -> bool:
    """Return whether a block may split a table by mistake."""
    if isinstance(block, HtmlBlock):
        return block.content.text.lstrip().startswith("<!--")
    return isinstance(block, ThematicBreak)


def _rows(paragraph: Paragraph, columns: int) -> tuple[int, bool] | None:
    """Return how many lines at a paragraph's start look like rows, and whether all do; None if none does."""
    text = paragraph.content.text
    if columns < _FEWEST_COLUMNS or not text.startswith("|"):
        return None
    lines = [line.strip() for line in text.split("\n")]
    full = list(dropwhile(lambda line: not count_cells(line), lines))  # a lone pipe ends a table
    if any(alignments(line) for line in full[:2]):
        return None  # a table of its own that went wrong
    rows = sum(1 for _ in takewhile(lambda line: line.startswith("|") and count_cells(line) == columns, full))
    return (rows, rows == len(lines)) if rows else None
