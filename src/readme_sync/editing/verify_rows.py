"""The last look before rows are written: the tables and lists are what they are to be, everything else is as it was."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from readme_sync.editing.row_edits import Lines, RowEdits, Shape, Shown, lines_of, tables_and_lists
from readme_sync.editing.verify import render_text, same_outside
from readme_sync.errors import WriteError
from readme_sync.markdown import Document, List, Table, parse
from readme_sync.text import Source
from readme_sync.text.regex import regex

_PLACE = regex(r' data-sourcepos="[^"]*"')
_OPEN_TABLE = '<table data-sourcepos="'
_LIST = regex(r'<(?P<open>[uo]l)(?: start="[0-9]+")? data-sourcepos="[^"]*"(?: start="[0-9]+")?>|</[uo]l>')
_ROW = regex(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = regex(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_TASK_EDGE = regex(r"<input [^>]*>|\n|</?p>|</?li>")
_CUT = "<!-- -->"

_Blocks = tuple[list[Table], list[List]]
"""All tables, and all outermost lists."""


def verify_rows(document: Document, change: RowEdits, after: Source) -> None:
    """Make sure that the change does what it is meant to do, and nothing else.

    Three looks: at the texts, which are equal outside the edits; at the tables and lists as we read them, each of which
    is as it was, or what it is to be, cell by cell; and at the page as cmark-gfm renders it, which is equal outside
    these tables and lists, where they have as many rows and columns as they should, the cells that stay are as they
    were, and new texts stand there as themselves, without a link, an image or a tag.

    Raises:
        WriteError: something else would change.
    """
    before = document.source
    path = before.path
    if not same_outside(before.text, change.edits, after.text):
        raise WriteError("the change would move other text", path=path, hint="nothing was written")
    new, blocks = parse(after), tables_and_lists(document)
    if not _as_intended(blocks, new, change.shapes):
        raise WriteError("the change would alter other rows", path=path, hint="nothing was written")
    if not _same_page(document, blocks, new, change.shapes):
        raise WriteError("the change would show in other places too", path=path, hint="nothing was written")


def _as_intended(before: _Blocks, after: Document, shapes: Sequence[Shape]) -> bool:
    """Return whether all tables and lists are as they were, or as they are to be."""
    wanted = {id(shape.block): shape.lines for shape in shapes}
    old_tables, old_lists = before
    tables, lists = tables_and_lists(after)
    kept = [block for block in old_lists if wanted.get(id(block)) != ()]
    if (len(old_tables), len(kept)) != (len(tables), len(lists)):
        return False
    pairs: Iterator[tuple[Table | List, Table | List]]
    pairs = chain(zip(old_tables, tables, strict=True), zip(kept, lists, strict=True))
    return all(_is_as_intended(old, new, wanted.get(id(old))) for old, new in pairs)


def _is_as_intended(old: Table | List, new: Table | List, wanted: Lines | None) -> bool:
    """Return whether a table or a list is as it was or, where lines are wanted, has these."""
    if wanted is not None:
        return _frame(old) == _frame(new) and wanted == lines_of(new)
    if isinstance(old, Table) and isinstance(new, Table) and old.align == new.align and _rows(old) == _rows(new):
        return True  # in most documents all tables but one: no need to split them into cells
    return _frame(old) == _frame(new) and lines_of(old) == lines_of(new)


def _rows(table: Table) -> list[str]:
    """Return all rows as they are written."""
    return [row.text[row.span.start : row.span.end] for row in (table.header, *table.rows)]


def _frame(block: Table | List) -> tuple[object, ...]:
    """Return what no change of rows alters: a table's header and alignment."""
    return (block.align, block.header.texts) if isinstance(block, Table) else ()


def _same_page(before: Document, blocks: _Blocks, after: Document, shapes: Sequence[Shape]) -> bool:
    """Return whether the rendered pages differ only in the tables and lists that change, and there as they are to."""
    old, new = _page(before), _page(after)
    tables, lists = blocks
    old_tables, new_tables = list(_tables(old)), list(_tables(new))
    old_lists, new_lists = list(_lists(old)), list(_lists(new))
    changed_tables = [(index, shape) for index, block in enumerate(tables) for shape in shapes if shape.block is block]
    changed_lists = [(index, shape) for index, block in enumerate(lists) for shape in shapes if shape.block is block]
    gone = [index for index, shape in changed_lists if not shape.lines]
    if (len(old_tables), len(old_lists)) != (len(tables), len(lists)):
        return False  # raw HTML that looks like ours
    if (len(new_tables), len(new_lists)) != (len(tables), len(lists) - len(gone)):
        return False
    for index, shape in changed_tables:
        if not _table_is_right(old[slice(*old_tables[index])], new[slice(*new_tables[index])], shape):
            return False
    places = {index: index - sum(other < index for other in gone) for index, _ in changed_lists}
    for index, shape in changed_lists:
        if shape.lines and not _are_tasks(new[slice(*new_lists[places[index]])], shape.shown):
            return False
    old_cuts = [old_tables[index] for index, _ in changed_tables] + [old_lists[index] for index, _ in changed_lists]
    new_cuts = [new_tables[index] for index, _ in changed_tables]
    new_cuts += [new_lists[places[index]] for index, shape in changed_lists if shape.lines]
    return _without(old, old_cuts).split() == _without(new, new_cuts).split()


def _table_is_right(old: str, new: str, shape: Shape) -> bool:
    """Return whether a rendered table has its rows and columns, the rows that stay as they were, and the new texts."""
    assert isinstance(shape.block, Table)
    before, after = _grid(old), _grid(new)
    columns = len(shape.block.align)
    if len(after) != len(shape.lines) + 1 or any(len(row) != columns for row in after) or after[0] != before[0]:
        return False
    known = dict(zip(lines_of(shape.block), before[1:], strict=True))
    for line, cells in zip(shape.lines, after[1:], strict=True):
        if line in known and known[line] != cells:
            return False
    return all(
        after[one.row + 1][one.column].replace(_CUT, "") == _html(one.text)
        for one in shape.shown
        if one.column is not None
    )


def _are_tasks(new: str, shown: Sequence[Shown]) -> bool:
    """Return whether a rendered list shows the texts."""
    found = {one.strip(" ") for one in _TASK_EDGE.split(_PLACE.sub("", new).replace(_CUT, ""))}
    return all(not found.isdisjoint(_task_texts(_html(one.text))) for one in shown)


def _task_texts(text: str) -> tuple[str, ...]:
    return text, f"[ ] {text}", f"[x] {text}", f"[X] {text}"  # cmark-gfm knows no boxes in quotes


def _html(text: str) -> str:
    return html.escape(text, quote=False).replace('"', "&quot;")


def _grid(table: str) -> list[list[str]]:
    """Return a rendered table's cells."""
    return [_CELL.findall(row) for row in _ROW.findall(_PLACE.sub("", table))]


def _page(document: Document) -> str:
    start = document.front_matter.end if document.front_matter else 0
    return render_text(document.source.text, start, places=True)


def _tables(page: str) -> Iterator[tuple[int, int]]:
    """Yield where the tables of the page stand, those of raw HTML left out."""
    position = page.find(_OPEN_TABLE)
    while position >= 0:
        end = page.find("</table>", position)
        end = len(page) if end < 0 else end + len("</table>")
        yield position, end
        position = page.find(_OPEN_TABLE, end)


def _lists(page: str) -> Iterator[tuple[int, int]]:
    """Yield where the outermost lists of the page stand."""
    depth = start = 0
    for found in _LIST.finditer(page):
        if found["open"]:
            start = found.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, found.end()


def _without(page: str, cuts: Sequence[tuple[int, int]]) -> str:
    """Return the page without these stretches and without places; what lies in a stretch is cut with it."""
    parts: list[str] = []
    position = 0
    for start, end in sorted(cuts):
        if start >= position:
            parts.append(page[position:start])
        position = max(position, end)
    return _PLACE.sub("", "".join([*parts, page[position:]]))
