"""How many things are listed below a text: entries of a list, rows of a table, tasks, sums of a column of counts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims._sums import column_sum
from readme_sync.markdown import CONTAINERS, Block, CodeBlock, Heading, HtmlBlock, List, ListItem, Paragraph, Table
from readme_sync.text.regex import regex

_DETAILS = regex(r"<(?P<end>/)?details\b")
_MOST = 40


class Listed(NamedTuple):
    """How many things are listed, by what, and whether they are all that may be meant."""

    sizes: tuple[int, ...]
    origin: str
    is_only: bool


def below(page: ClaimContext) -> dict[int, Listed]:
    """Return, by where a paragraph, heading or `<summary>` begins, what is listed right below it."""
    return page.once("listed", lambda: dict(_below(page)))


def _below(page: ClaimContext) -> Iterator[tuple[int, Listed]]:
    grids = {grid.block.span.start: grid for grid in page.grids}
    stack: list[Sequence[Block]] = [page.document.blocks]
    while stack:
        family = stack.pop()
        for index, block in enumerate(family):
            if isinstance(block, CONTAINERS):
                stack.append(block.children)
            if isinstance(block, (Paragraph, Heading, HtmlBlock)):
                behind = list(_behind(block, family, index + 1))
                listed = _listed(behind, grids)
                if listed:
                    yield block.span.start, listed


def _behind(block: Block, family: Sequence[Block], start: int) -> Iterator[Block]:
    """Yield what may belong to a text: up to the next heading, for `<summary>` up to the end of the details.

    A paragraph has the one block behind it.
    """
    if isinstance(block, Paragraph):
        yield from family[start : start + 1]
        return
    for after in family[start : start + _MOST]:
        if isinstance(after, Heading):
            if isinstance(block, Heading) and after.level > block.level:
                yield after
            return
        if isinstance(after, HtmlBlock) and isinstance(block, HtmlBlock) and _DETAILS.search(after.content.text):
            return
        yield after


def _listed(behind: Sequence[Block], grids: dict[int, TableView]) -> Listed | None:
    holders = [one for one in behind if isinstance(one, (*CONTAINERS, Table, CodeBlock, HtmlBlock, Heading))]
    lists = [one for one in holders if isinstance(one, (List, Table))]
    if not lists:
        return None
    first = lists[0]
    is_only = len(holders) == 1 or (all(isinstance(one, HtmlBlock) for one in holders if one is not first))
    if isinstance(first, Table):
        sums = column_sum(grids[first.span.start]) if first.span.start in grids else ()
        return Listed((len(first.rows), *sums), "the table below", is_only)
    sizes = [len(first.children)]
    several = [len(one.children) for one in lists if isinstance(one, List)]
    if len(several) == len(lists) > 1:
        sizes.append(sum(several))
    leaves = sum(_leaves(first))
    if leaves != sizes[0]:
        sizes.append(leaves)
    return Listed(tuple(sizes), "the list below", is_only)


def _leaves(block: List) -> Iterator[int]:
    """Yield 1 for each entry without entries of its own."""
    stack = [block]
    while stack:
        for entry in stack.pop().children:
            inner = [one for one in entry.children if isinstance(one, List)] if isinstance(entry, ListItem) else []
            stack += inner
            if not inner:
                yield 1
