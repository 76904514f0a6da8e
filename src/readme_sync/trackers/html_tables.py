"""Tables in raw HTML: `<tr><td>abst</td><td>✔️ 100%</td></tr>`.

The first row names the columns where it has `<th>`, or where it is a `<thead>`. A column holds progress where its
header says so; without a header, where nearly all its cells hold a number or a sign of state.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from readme_sync.markdown import Document
from readme_sync.model import UNKNOWN, Figure, Item, Progress, Shape, State, Tracker, TrackerKind
from readme_sync.notations import Target, named, status
from readme_sync.text import Span
from readme_sync.text.regex import any_of
from readme_sync.trackers.figures import CellFigures, find_figures, stated
from readme_sync.trackers.header_words import (
    PROGRESS,
    PROGRESS_PARTS,
    is_number_header,
    is_total,
    speaks_of_a_share,
    speaks_of_progress,
)
from readme_sync.trackers.html_blocks import HtmlCell, HtmlTable
from readme_sync.trackers.legends import Legend, explained
from readme_sync.trackers.line_states import may_hold_sign

_FEWEST_ROWS = 2
_FEWEST_BARE = 3
"""So many rows a table without headers needs."""
_SHARE = 0.6
_MOST_COLUMNS = 100
_LONGEST_CELL = 4_000
_LONGEST_LABEL = 200
_CHECKS = frozenset(("확인", "체크", "check", "checked", "✅", "✔", "☑", "확인란", "done?", "solved?", "완료여부"))


class _Cell(NamedTuple):
    """A cell as it is read: its figures, and its text on one line."""

    found: CellFigures
    is_header: bool


class _Row(NamedTuple):
    cells: list[_Cell]
    span: Span


class _View(NamedTuple):
    """A table as it is read: its header, () without one, its other rows, and how many columns it has."""

    header: tuple[str, ...]
    body: list[_Row]
    width: int


def read_html_tables(
    document: Document, tables: Sequence[HtmlTable], section_of: Callable[[int], int], legend: Callable[[], Legend]
) -> Iterator[Tracker]:
    """Yield a tracker for each table of raw HTML that holds progress."""
    known: set[tuple[int, tuple[int, ...]]] = set()
    waiting = []
    for table in tables:
        if len(table.rows) >= _FEWEST_ROWS and _may_hold(document.source.slice(table.span)):
            view = _view(document, table, legend())
            columns = _progress_columns(view, known) if view else []
            if view and not columns and not view.header:
                waiting.append((table, view))
            elif view and columns:
                known.add((view.width, tuple(columns)))
                yield from _trackers(table, view, columns, section_of)
    for table, view in waiting:
        yield from _trackers(table, view, _progress_columns(view, known), section_of)


def _may_hold(text: str) -> bool:
    folded = text.casefold()
    return (
        "%" in text
        or may_hold_sign(text)
        or "&check" in folded
        or "&cross" in folded
        or "&#" in text
        or "<input" in folded
        or _names_progress()(folded)
    )


@cache
def _names_progress() -> Callable[[str], bool]:
    """Return what finds a word of progress, of which a header may be made."""
    return any_of(sorted(PROGRESS | set(PROGRESS_PARTS)))


def _view(document: Document, table: HtmlTable, legend: Legend) -> _View | None:
    """Return the header and the rows of a table; None where it has too few."""
    rows = [_Row([_read(document, cell, legend) for cell in row.cells[:_MOST_COLUMNS]], row.span) for row in table.rows]
    first = rows[0]
    has_header = all(cell.is_header for cell in first.cells) and len(first.cells) > 1
    body = [row for row in rows[has_header:] if len(row.cells) > 1]
    if len(body) < (_FEWEST_ROWS if has_header else _FEWEST_BARE):
        return None
    header = tuple(cell.found.text for cell in first.cells) if has_header else ()
    return _View(header, body, max(len(row.cells) for row in body))


def _trackers(
    table: HtmlTable, view: _View, columns: Sequence[int], section_of: Callable[[int], int]
) -> Iterator[Tracker]:
    if not columns:
        return
    label = _label_column(view.header, view.body, view.width, columns)
    items = tuple(item for row in view.body if (item := _item(row, columns, label)))
    if any(item.figures for item in items):
        section = section_of(table.span.start)
        yield Tracker(TrackerKind.LINES, table.span, section, items, header=view.header, shape=Shape.HTML_TABLE)


def _read(document: Document, cell: HtmlCell, legend: Legend) -> _Cell:
    content = cell.content
    if len(content.text) > _LONGEST_CELL:
        return _Cell(CellFigures(), cell.is_header)
    found = explained(find_figures(document, content, None, ()), legend)
    return _Cell(found, cell.is_header)


def _progress_columns(view: _View, known: Collection[tuple[int, tuple[int, ...]]]) -> list[int]:
    """Return the columns of progress, the one that says it first.

    Args:
        view: the table.
        known: the widths and the columns of the tables that hold progress.
    """
    header, body = view.header, view.body
    by_header = [
        column
        for column, name in enumerate(header)
        if (speaks_of_progress(name) or name.casefold().strip() in _CHECKS) and _holds(body, column) > 0
    ]
    if header:
        held = [column for column in by_header if _holds(body, column) >= _SHARE * _filled(body, column)]
        if held or not any(map(speaks_of_progress, header)):
            return held
        # `% | Translated | Untranslated`: the percent is that of the strings
        shares = [column for column, name in enumerate(header) if speaks_of_a_share(name)]
        return [column for column in shares[:1] if _holds(body, column) >= _SHARE * _filled(body, column) > 0]
    full = [
        column
        for column in range(view.width)
        if _filled(body, column) >= _SHARE * len(body) and _holds(body, column) >= _SHARE * _filled(body, column)
    ]
    # several columns of ticks compare; a column needs more than ticks, or a table alike that has
    is_sure = len(full) == 1 and (_are_of_work(body, full[0]) or (view.width, tuple(full)) in known)
    return full if is_sure else []


def _cell(row: _Row, column: int) -> CellFigures | None:
    return row.cells[column].found if column < len(row.cells) else None


def _holds(body: Sequence[_Row], column: int) -> int:
    """Return how many cells of a column state a progress."""
    return sum(
        1 for row in body if (cell := _cell(row, column)) and any(one.progress != UNKNOWN for one in cell.figures)
    )


def _filled(body: Sequence[_Row], column: int) -> int:
    return sum(1 for row in body if (cell := _cell(row, column)) and (cell.text or cell.figures))


def _are_of_work(body: Sequence[_Row], column: int) -> bool:
    """Return whether the figures of a column say more than yes and no."""
    figures = [one for row in body if (cell := _cell(row, column)) for one in cell.figures]
    numbers = [one for one in figures if named(one.notation).target is not Target.CELL]
    texts = {one.excerpt.text for one in figures}
    words = [text for text in texts if any(map(str.isalpha, text)) and status.is_of_work(status.parts(text)[1])]
    proofs = [text for text in texts if any(sign in text for sign in "⏳⌛🚧🔄⬜🔲☐🔜")]
    return bool(words or proofs or 2 * len(numbers) > len(figures))


def _label_column(header: Sequence[str], body: Sequence[_Row], width: int, columns: Sequence[int]) -> int | None:
    """Return the first column that tells the rows apart and is no number, no figure."""
    best, most = None, 0
    for column in range(width):
        if column in columns or (column < len(header) and is_number_header(header[column])):
            continue
        texts = [cell.text for row in body if (cell := _cell(row, column)) and _is_name(cell)]
        different = len(set(texts))
        if different > 1.2 * most and different >= 0.5 * len(body):
            best, most = column, different
    if best is None:
        named_columns = [
            column
            for column in range(width)
            if column not in columns and any((cell := _cell(row, column)) and _is_name(cell) for row in body)
        ]
        best = named_columns[0] if named_columns else None
    return best


def _is_name(cell: CellFigures) -> bool:
    numbers = all(named(one.notation).target is not Target.CELL for one in cell.figures)
    return any(map(str.isalpha, cell.text)) and (not cell.figures or (numbers and cell.rest >= _SHORTEST_NAME))


_SHORTEST_NAME = 3
"""So many characters beside a number are a name: `Polish 90%`."""


def _item(row: _Row, columns: Sequence[int], label: int | None) -> Item | None:
    cells = [one.found for one in row.cells]
    name = _cell(row, label) if label is not None else None
    text = (name.text if name else "")[:_LONGEST_LABEL]
    if not text or is_total(text):
        return None
    figures = _copies([one for column in columns if column < len(cells) for one in cells[column].figures])
    progress = stated(figures)
    if not figures:
        blank = [column for column in columns if column < len(cells) and not cells[column].text]
        if len(blank) < len([column for column in columns if column < len(cells)]) or not blank:
            return None
        progress = Progress.of_state(State.OPEN)
    return Item(text, progress, tuple(figures), row.span, cells=tuple(one.text for one in cells))


def _copies(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a row that say the same: those of the first group, and of other columns that agree."""
    return [one._replace(group=0) for one in figures if one.progress != UNKNOWN and one.group == 0]
