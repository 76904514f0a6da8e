"""From edits to a new document, verified: GitHub's own parser renders both texts, and only what was meant may differ.

The only importer of cmark-gfm; it is loaded when something is about to be written.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from readme_sync.editing.row_edits import RowEdits, Shape, Shown, lines_of, tables_and_lists
from readme_sync.errors import WriteError
from readme_sync.markdown import Document, List, Table, parse
from readme_sync.model import Readme, Region
from readme_sync.rules.rs507_conflict_markers import conflicts
from readme_sync.text import Edit, Source, apply
from readme_sync.text.regex import regex
from readme_sync.text.source import BOM

# From edits to a new document, verified: the one way to change a text.


def refuse_conflicts(document: Document) -> None:
    """Refuse a document in which a merge was not finished.

    Raises:
        WriteError: it is one.
    """
    first = next(conflicts(document), None)
    if first is not None:
        source = document.source
        hint = "choose one side and remove the markers"
        raise WriteError("a merge was not finished", path=source.path, line=source.line_of(first.start), hint=hint)


def rewrite(readme: Readme, edits: Sequence[Edit], *, changes_structure: bool = False) -> Source:
    """Return the document with numbers changed; the same source where nothing changes.

    Args:
        readme: the document.
        edits: what to change.
        changes_structure: whether the edits may make other blocks of those that they touch.

    Raises:
        WriteError: GitHub would show more differences than the edits are meant to make.
    """
    after = apply(readme.source, edits)
    if after is not readme.source:
        refuse_conflicts(readme.document)
        if changes_structure and are_in_regions(readme, edits):
            verify_regions(readme, edits, after)
        else:
            verify(readme.document, edits, after, restructures=changes_structure)
    return after


def rewrite_comment(readme: Readme, edit: Edit, comment: str) -> Source:
    """Return the document with one comment of ours written, or written anew.

    Raises:
        WriteError: GitHub would show it, or show anything else in another way.
    """
    before, path = readme.source, readme.source.path
    after = apply(before, [edit])
    refuse_conflicts(readme.document)
    start = readme.document.front_matter.end if readme.document.front_matter else 0
    old, new = render_text(before.text, start), render_text(after.text, start)
    was, now = (text.replace("\r\n", "\n").replace("\r", "\n") for text in (before.slice(edit.span), comment))
    if not same_outside(before.text, [edit], after.text) or new.count(now) != 1:
        raise WriteError("the comment would show on the page", path=path, hint="close what is open above it")
    if old.replace(was, "", bool(was)).rstrip() != new.replace(now, "").rstrip():
        raise WriteError("the change would show in other places too", path=path, hint="nothing was written")
    return after


def rewrite_images(readme: Readme, edits: Sequence[Edit]) -> Source:
    """Return the document with images replaced by texts; the same source where there are none.

    Raises:
        WriteError: GitHub would show more differences than texts in the place of images.
    """
    after = apply(readme.source, edits)
    if after is not readme.source:
        refuse_conflicts(readme.document)
        before, path = readme.source, readme.source.path
        if not same_outside(before.text, edits, after.text):
            raise WriteError("the change would move other text", path=path, hint="nothing was written")
        start = readme.document.front_matter.end if readme.document.front_matter else 0
        pages = render_text(before.text, start), render_text(after.text, start)
        if not _differ_by_images(*pages, [edit.replacement for edit in edits]):
            raise WriteError("the change would show in other places too", path=path, hint="nothing was written")
    return after


_IMAGE = regex(r"(<img\b[^<>]*>)", re.IGNORECASE)


def _differ_by_images(old: str, new: str, texts: Sequence[str]) -> bool:
    """Return whether two pages are equal but for images in the first where the second has the texts, each once."""
    left = sorted(map(html.escape, texts), key=len)
    at = 0
    for piece in _IMAGE.split(old):
        if new.startswith(piece, at):
            at += len(piece)
            continue
        text = next((one for one in reversed(left) if new.startswith(one, at)), None)
        if text is None or not _IMAGE.fullmatch(piece):
            return False
        left.remove(text)
        at += len(text)
    return at == len(new) and not left


def rewrite_rows(readme: Readme, rows: RowEdits) -> Source:
    """Return the document with rows changed; the same source where nothing changes.

    Raises:
        WriteError: GitHub would show anything else than the rows are meant to be.
    """
    after = apply(readme.source, rows.edits)
    if after is not readme.source:
        refuse_conflicts(readme.document)
        verify_rows(readme.document, rows, after)
    return after


# The part of a long document that edits can change, cut where no block is open whatever stands before.

_SHORT = 100_000
"""So many characters are rendered as a whole: it takes milliseconds."""
_HEADING = regex(r"\n\n#{1,6}[ \t]")
_RAW_HTML = regex(r"<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)


class Part(NamedTuple):
    """What stands in a part of a document, before and after some edits; `start` is where it begins."""

    start: int
    old: str
    new: str


def changed_part(document: Document, edits: Sequence[Edit], after: Source) -> Part | None:
    """The part around all edits; None where the document is short, or the part is unknown.

    The pages of the documents differ exactly where those of the part do.
    """
    text = document.source.text
    front = document.front_matter.end if document.front_matter else 0
    first, last = min(edit.span.start for edit in edits), max(edit.span.end for edit in edits)
    if len(text) < _SHORT or first < front:
        return None
    start, end = _last_heading(text, front, first), _next_heading(text, last)
    part = Part(start, text[start:end], after.text[start : len(after.text) - (len(text) - end)])
    defines = "]:" in text or "]:" in part.new
    return None if defines or _may_wait(text[front:end]) or _may_wait(part.new) else part


def _may_wait(text: str) -> bool:
    """Whether a text may begin a block that only its own end closes.

    May return false positives, never false negatives.
    """
    return "```" in text or "~~~" in text or ("<" in text and _RAW_HTML.search(text) is not None)


def _last_heading(text: str, start: int, end: int) -> int:
    """Where the last heading behind an empty line begins whose marks stand between two places, else `start`."""
    place = text.rfind("\n\n#", start, end)
    while place >= 0:
        found = _HEADING.match(text, place, end)
        if found:
            return place + 2
        place = text.rfind("\n\n#", start, place + 2)
    return start


def _next_heading(text: str, start: int) -> int:
    """Where the next heading behind an empty line begins, both from a place on; else the end of the text."""
    found = _HEADING.search(text, start)
    return found.start() + 2 if found else len(text)


_TAG = regex(r"</?[a-z][a-z0-9]*")
_TAG_BUT_STRIKES = regex(r"</?(?!(?:del|s|strike)\b)[a-z][a-z0-9]*")
_STRIKE = regex(r"~~?|</?(?:s|del|strike)>")
_EXTENSIONS = ("table", "autolink", "strikethrough", "tagfilter", "tasklist")


def verify(document: Document, edits: Sequence[Edit], after: Source, *, restructures: bool = False) -> None:
    """Make sure that nothing but the edits changes, neither in the text nor on the page.

    The rendered page must have the same tags in the same order, and no more lines may differ than edits were made
    (a line of HTML is a cell, a heading, a line of text). An edit inside a link reference definition moves every place
    that refers to it: there, only the tags are compared. Of a long document only the part is rendered in which anything
    can change (`changed_part.py` says why that is enough).

    Edits that restructure change on purpose what blocks there are. Then the blocks that they touch are left to them,
    and the page before the first and behind the last of those must be the same, line by line.

    Raises:
        WriteError: something else would change.
    """
    before = document.source
    if not same_outside(before.text, edits, after.text):
        raise WriteError("the change would move other text", path=before.path, hint="nothing was written")
    part = None if restructures else changed_part(document, edits, after)
    if part:
        old, new = render_text(part.old, 0), render_text(part.new, 0)
    else:
        start = document.front_matter.end if document.front_matter else 0
        old, new = render_text(before.text, start), render_text(after.text, start)
    if restructures:
        _verify_around(document, edits, old, new)
        return
    old, new = _where_they_differ(old, new)
    tag = _TAG_BUT_STRIKES if any(_strikes(before.text, edit) for edit in edits) else _TAG
    if tag.findall(old) != tag.findall(new):
        raise WriteError("the change would alter the page's structure", path=before.path, hint="nothing was written")
    if any(d.span.contains(e.span) for d in document.definitions.values() for e in edits):
        return
    lines = zip(old.split("\n"), new.split("\n"), strict=False)
    if sum(a != b for a, b in lines) > len(edits) or old.count("\n") != new.count("\n"):
        raise WriteError("the change would show in other places too", path=before.path, hint="nothing was written")


def _strikes(text: str, edit: Edit) -> bool:
    """Whether an edit puts or removes nothing but the mark of struck text."""
    mark = edit.replacement or text[edit.span.start : edit.span.end]
    return _STRIKE.fullmatch(mark) is not None


def _where_they_differ(old: str, new: str) -> tuple[str, str]:
    """The two pages without the lines that both begin with, and without those that both end with."""
    least = min(len(old), len(new))
    same = _longest(least, lambda length: old[:length] == new[:length])
    start = old.rfind("\n", 0, same) + 1
    same = _longest(least - start, lambda length: old[len(old) - length :] == new[len(new) - length :])
    cut = old.find("\n", len(old) - same)
    behind = len(old) - cut if cut >= 0 else 0
    return old[start : len(old) - behind], new[start : len(new) - behind]


def _longest(most: int, fits: Callable[[int], bool]) -> int:
    """The largest length up to `most` that fits; all that are smaller do, too."""
    return bisect_right(range(1, most + 1), 0, key=lambda length: not fits(length))


def _verify_around(document: Document, edits: Sequence[Edit], old: str, new: str) -> None:
    """Make sure that the page is the same around the outermost blocks that the edits touch.

    Raises:
        WriteError: it is not, or that is unknown: footnotes stand on the page where the text does not.
    """
    source = document.source
    first, last = min(edit.span.start for edit in edits), max(edit.span.end for edit in edits)
    before = [block.span.start for block in document.blocks if block.span.end < first]
    behind = [block.span.start for block in document.blocks if block.span.start > last]
    # The neighbours may be touched too: nothing but a line end may stand between an insertion and them.
    start = source.line_start(before[-1]) if before else 0
    end = source.line_start(behind[1]) if behind[1:] else len(source.text)
    definitions = [source.slice(one.span) for one in document.definitions.values()]
    front = document.front_matter.end if document.front_matter else 0
    head = render_text("\n\n".join([source.text[min(front, start) : start], *definitions]), 0)
    tail = render_text("\n\n".join([*definitions, source.text[end:]]), 0)
    fits = all(page.startswith(head) and page.endswith(tail) for page in (old, new))
    if not fits or document.footnotes:
        raise WriteError("the change would show in other places too", path=source.path, hint="nothing was written")


def verify_same_page(document: Document, edits: Sequence[Edit], after: Source) -> None:
    """Make sure that the edits, and nothing else, change the text, and that the page does not change at all.

    Raises:
        WriteError: something else would change, or anything on the page.
    """
    before = document.source
    if not same_outside(before.text, edits, after.text):
        raise WriteError("the change would move other text", path=before.path, hint="nothing was written")
    start = document.front_matter.end if document.front_matter else 0
    if render_text(before.text, start) != render_text(after.text, start):
        raise WriteError("the change would show on the page", path=before.path, hint="nothing was written")


def same_outside(before: str, edits: Sequence[Edit], after: str) -> bool:
    """Whether the texts are equal but for the edits; looks at the texts alone, not at how they were made."""
    old = new = 0
    for edit in sorted(dict.fromkeys(edits)):
        length = edit.span.start - old
        if before[old : edit.span.start] != after[new : new + length]:
            return False
        new += length
        if not after.startswith(edit.replacement, new):
            return False
        old, new = edit.span.end, new + len(edit.replacement)
    return before[old:] == after[new:]


def render_text(text: str, start: int, *, places: bool = False) -> str:
    """The HTML of `text` from `start`, behind the front matter, on: by cmark-gfm with GitHub's extensions.

    `places`: every block says where it stands, which tells it from raw HTML.
    """
    from cmarkgfm import cmark

    options = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
    if places:
        options |= cmark.Options.CMARK_OPT_SOURCEPOS
    return str(cmark.markdown_to_html_with_extensions(text[start:].removeprefix(BOM), options, _EXTENSIONS))


# The last look before rows are written: the tables and lists are what they are to be, everything else is as it was.

_PLACE = regex(r' data-sourcepos="[^"]*"')
_OPEN_TABLE = '<table data-sourcepos="'
_LIST = regex(r'<(?P<open>[uo]l)(?: start="[0-9]+")? data-sourcepos="[^"]*"(?: start="[0-9]+")?>|</[uo]l>')
_ROW = regex(r"<tr>((?:[^<]++|<(?!/tr>))*+)")
_CELL = regex(r"<t[hd]\b[^<>]*>((?:[^<]++|<(?!/t[hd]>))*+)")
_TASK_EDGE = regex(r"<input [^<>]*>|\n|</?p>|</?li>")
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
    wanted = {id(shape.block): shape for shape in shapes}
    old_tables, old_lists = before
    tables, lists = tables_and_lists(after)
    kept = [block for block in old_lists if id(block) not in wanted or wanted[id(block)].lines]
    if (len(old_tables), len(kept)) != (len(tables), len(lists)):
        return False
    pairs: Iterator[tuple[Table | List, Table | List]]
    pairs = chain(zip(old_tables, tables, strict=True), zip(kept, lists, strict=True))
    return all(_is_as_intended(old, new, wanted.get(id(old))) for old, new in pairs)


def _is_as_intended(old: Table | List, new: Table | List, wanted: Shape | None) -> bool:
    """Return whether a table or a list is as it was or, where another shape is wanted, has this."""
    if wanted is not None:
        same_frame = _frame(old) == _frame(new) if wanted.columns is None else _has_columns(old, new, wanted)
        return same_frame and wanted.lines == lines_of(new)
    if isinstance(old, Table) and isinstance(new, Table) and old.align == new.align and _rows(old) == _rows(new):
        return True  # in most documents all tables but one: no need to split them into cells
    return _frame(old) == _frame(new) and lines_of(old) == lines_of(new)


def _has_columns(old: Table | List, new: Table | List, wanted: Shape) -> bool:
    """Return whether a table has the columns that are wanted, each with its header and alignment."""
    if wanted.columns is None or not isinstance(old, Table) or not isinstance(new, Table):
        return False
    align = tuple(old.common_align if one is None else old.align[one] for one in wanted.columns)
    kept = [(at, one) for at, one in enumerate(wanted.columns) if one is not None and at != wanted.named]
    texts = new.header.texts
    return align == tuple(new.align) and all(texts[at] == old.header.texts[one] for at, one in kept)


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
    if shape.columns is not None:
        return _columns_are_right(before, after, shape)
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


def _columns_are_right(before: list[list[str]], after: list[list[str]], shape: Shape) -> bool:
    """Return whether a rendered table has the wanted columns, each with the cells that it had."""
    columns = shape.columns or ()
    if len(before) != len(after) or any(len(row) != len(columns) for row in after):
        return False
    kept = [(at, one) for at, one in enumerate(columns) if one is not None]
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if any(new[at] != old[one] for at, one in kept if number or at != shape.named):
            return False
    return all(after[one.row + 1][one.column or 0] == _html(one.text) for one in shape.shown)


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


# The last look before regions are written: around them, the page must be the same to the last character.


def are_in_regions(readme: Readme, edits: Sequence[Edit]) -> bool:
    """Return whether all edits lie between markers on lines of their own, or change the end of such a region."""
    found = [_region_of(readme, edit) for edit in edits]
    return all(region is not None and not region.inline for region in found)


def verify_regions(readme: Readme, edits: Sequence[Edit], after: Source) -> None:
    """Make sure that nothing but the inside of regions changes, neither in the text nor on the page.

    Raises:
        WriteError: something else would change.
    """
    source = readme.source
    if not same_outside(source.text, edits, after.text):
        raise WriteError("the change would move other text", path=source.path, hint="nothing was written")
    touched = {region.opening.start for edit in edits if (region := _region_of(readme, edit))}
    changed = [region for region in readme.regions if region.opening.start in touched]
    word = "readme-sync-region"
    while word in source.text or word in after.text:
        word += "-"
    marks: list[Edit] = []
    for index, region in enumerate(changed):
        marks.append(Edit(region.opening, f"<!-- {word} {index} begins -->"))
        marks.append(Edit(region.closing, f"<!-- {word} {index} ends -->"))
    closings = {region.closing for region in changed}
    inside = [edit for edit in edits if edit.span not in closings]
    old, new = (_outside(readme, [*marks, *some], word, len(changed)) for some in ([], inside))
    if old is None or old != new:
        raise WriteError("the change would show in other places too", path=source.path, hint="nothing was written")


def _region_of(readme: Readme, edit: Edit) -> Region | None:
    """Return the region whose inside or end an edit changes."""
    index = bisect_right(readme.regions, edit.span.start, key=_start) - 1
    region = readme.regions[index] if index >= 0 else None
    return region if region and (region.inside.contains(edit.span) or edit.span == region.closing) else None


def _start(region: Region) -> int:
    return region.opening.start


def _outside(readme: Readme, edits: Sequence[Edit], word: str, count: int) -> str | None:
    """Return the page without the regions; None where it does not show them one by one."""
    front = readme.document.front_matter
    page = render_text(apply(readme.source, edits).text, front.end if front else 0)
    parts = re.split(rf"<!-- {word} ([0-9]+ (?:begins|ends)) -->", page)
    wanted = [f"{index} {what}" for index in range(count) for what in ("begins", "ends")]
    return "\0".join(parts[0::4]) if parts[1::2] == wanted else None
