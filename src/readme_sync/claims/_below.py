"""How many things are listed below a text, and the sums of columns that count by kind (`| Easy | 10 |`)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.markdown import CONTAINERS, Block, CodeBlock, Heading, HtmlBlock, List, ListItem, Paragraph, Table
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import is_number_header, is_total

_DETAILS = regex(r"<(?P<end>/)?details\b")
_BRANCH = regex(r"(?m)^[│|\t \xa0]*(?:[├└]──|[+`|]--)[ \xa0]*(?P<name>[^\n]*)")
_ONLY_NAMES = regex(r"(?:[✅☑🚧❌][ ]?)?(?:`[^`\n]+`[, ;]*)+")
TREE = "the tree below"
_REMARK = regex(r"(?i)\*\*(?:status|note|notes|result|remark|progress|hinweis|nota|状态|备注)\b")
_NAME = regex(r"\s*[\w.*@/-]+(?: [\w.*@/-]+)?\s*")
_MOST = 40
_MOST_DRAWN = 20_000


class Listed(NamedTuple):
    """How many things are listed, by what, whether they are all that may be meant, and whether by a fence."""

    sizes: tuple[int, ...]
    origin: str
    is_only: bool
    is_drawn: bool = False


def listed_below(page: ClaimContext, start: int) -> Listed | None:
    """Return what is listed right below the paragraph, heading or `<summary>` that begins at a place."""
    return page.once(("listed", start), lambda: _listed_below(page, start))


def _listed_below(page: ClaimContext, start: int) -> Listed | None:
    grids, places = page.once("places of blocks", lambda: _places(page))
    if start not in places:
        return None
    family, index, is_entry = places[start]
    return _listed(list(_behind(family[index], family, index + 1, all_of_it=is_entry and index == 0)), grids)


def _places(page: ClaimContext) -> tuple[dict[int, TableView], dict[int, tuple[Sequence[Block], int, bool]]]:
    """Return the tables by where they begin, and by where a text begins the blocks among which it stands."""
    return {grid.block.span.start: grid for grid in page.grids}, {
        block.span.start: (family, index, is_entry)
        for family, is_entry in page.siblings
        for index, block in enumerate(family)
        if isinstance(block, (Paragraph, Heading, HtmlBlock))
    }


def _behind(block: Block, family: Sequence[Block], start: int, *, all_of_it: bool) -> Iterator[Block]:
    """Yield what may belong to a text: up to the next heading, for `<summary>` up to the end of the details.

    The first paragraph of an entry has all of the entry, another the one block behind it.
    """
    if isinstance(block, Paragraph) and not all_of_it:
        after = family[start] if start < len(family) else None
        is_lead = isinstance(after, Paragraph) and after.content.text.rstrip().endswith(":")
        yield from family[start + is_lead : start + is_lead + 1]
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
        return _in_fence(holders[0]) if len(holders) == 1 and isinstance(holders[0], CodeBlock) else None
    first = lists[0]
    is_only = len(holders) == 1 or (all(isinstance(one, HtmlBlock) for one in holders if one is not first))
    if isinstance(first, Table):
        sums = column_sum(grids[first.span.start]) if first.span.start in grids else ()
        return Listed((len(first.rows), *sums), "the table below", is_only)
    sizes = [len(first.children)]
    several = [len(one.children) for one in lists if isinstance(one, List)]
    if len(several) == len(lists) > 1:
        sizes.append(sum(several))
    more = sum(_leaves(first)), _names(first), _without_remarks(first), _in_code(first)
    sizes += dict.fromkeys(size for size in more if size and size != sizes[0])
    return Listed(tuple(sizes), "the list below", is_only)


def _firsts(block: List) -> list[str]:
    """Return the first paragraphs of a list's entries."""
    firsts = [entry.children[0] if isinstance(entry, ListItem) and entry.children else None for entry in block.children]
    return [one.content.text if isinstance(one, Paragraph) else "" for one in firsts]


def _without_remarks(block: List) -> int:
    """Return how many entries a list has that are no remark on the others: `**Status**: complete`."""
    return sum(not _REMARK.match(text) for text in _firsts(block))


def _in_code(block: List) -> int:
    """Return how many entries begin with a name in code; what else is said among them is a remark."""
    return sum(text.startswith("`") for text in _firsts(block))


def _names(block: List) -> int:
    """Return how many names in code a list has whose entries are nothing else: ``- `a`, `b` ``; 0 for another."""
    texts = _firsts(block)
    return sum(text.count("`") // 2 for text in texts) if all(map(_ONLY_NAMES.fullmatch, texts)) else 0


def _in_fence(block: CodeBlock) -> Listed | None:
    """Return how many files a tree draws, or names a plain fence lists."""
    text = block.content.text
    if not block.fenced or block.info.strip() not in {"", "text", "txt"} or len(text) > _MOST_DRAWN:
        return None
    if _BRANCH.search(text):
        return Listed(tuple(_files(text)), TREE, is_only=True, is_drawn=True)
    names = [part for line in text.split("\n") for part in line.split(",") if part.strip()]
    is_plain = all(_NAME.fullmatch(name) for name in names)
    return (
        Listed((len(names),), "the list of names below", is_only=True, is_drawn=True)
        if is_plain and len(names) > 1
        else None
    )


def _files(text: str) -> Iterator[int]:
    """Yield how many files a tree has, then how many entries stand at its top."""
    found = list(_BRANCH.finditer(text))
    depths = [one.start("name") - one.start() for one in found]
    is_folder = [one["name"].split("(")[0].rstrip().endswith("/") for one in found]
    behind = [*depths[1:], 0]
    yield sum(after <= depth and not folder for depth, after, folder in zip(depths, behind, is_folder, strict=True))
    yield depths.count(min(depths))


def _leaves(block: List) -> Iterator[int]:
    """Yield 1 for each entry without entries of its own."""
    stack = [block]
    while stack:
        for entry in stack.pop().children:
            inner = [one for one in entry.children if isinstance(one, List)] if isinstance(entry, ListItem) else []
            stack += inner
            if not inner:
                yield 1


_COUNTS = regex(
    r"\b(?:count|counts|solved|problems|questions|stars|total|done|completed|items)\b|数量|题数|개수|문제|完成"
)
_FEWEST_SUMS = 2


def column_sums(page: ClaimContext) -> Iterator[tuple[float, str]]:
    """Yield the sum of each column of numbers that count by kind, and who says so."""
    for grid in page.grids:
        for column, text in enumerate(grid.header):
            if column and (len(grid.header) == 2 or _COUNTS.search(text.casefold())):  # noqa: PLR2004  name and number
                numbers = numbers_of_column(grid, column)
                if len(numbers) >= _FEWEST_SUMS:
                    yield sum(numbers), f"the {len(numbers)} rows of a table summed up"


def column_sum(grid: TableView) -> tuple[int, ...]:
    """Return the sum of the only column of a table whose header says that it counts something; () for none."""
    columns = [column for column, text in enumerate(grid.header) if column and _COUNTS.search(text.casefold())]
    numbers = numbers_of_column(grid, columns[0]) if len(columns) == 1 else []
    return (int(sum(numbers)),) if len(numbers) >= _FEWEST_SUMS else ()


def numbers_of_column(grid: TableView, column: int) -> list[float]:
    """Return the numbers of a column, but for the total; none where a cell holds anything else."""
    if is_number_header(grid.header[column]):
        return []
    if not any(grid.numbers(column)):
        return []
    rows = [(label, one) for label, one in zip(grid.labels, grid.numbers(column), strict=True) if not is_total(label)]
    if any(label.casefold().startswith("total") for label, _ in rows):
        return []  # a table of keys and values
    known = [one.progress.done or 0.0 for _, one in rows if one]
    return known if len(known) == len(rows) else []
