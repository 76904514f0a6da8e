"""Tables that track progress."""

from collections.abc import Callable, Collection, Mapping, Sequence

from readme_sync.model import Figure, Item, Tracker, TrackerKind, TrackerSetting, Verdict, Words
from readme_sync.notations import Target, of_target
from readme_sync.reading.cells import all_plain, plain_text, simply_plain
from readme_sync.reading.columns import copy_columns, progress_columns
from readme_sync.reading.dates import without_dates
from readme_sync.reading.figures import Found, can_hold, cell_figures, marks, may_hold_picture, stated
from readme_sync.reading.labels import label_column
from readme_sync.reading.legends import Legend, explained
from readme_sync.reading.numbering import RowNumber, row_numbers
from readme_sync.reading.pairs import may_be_pair, pair_columns, with_pair
from readme_sync.reading.states import asks_for_a_state, is_state_cell
from readme_sync.reading.verdicts import NO_COLUMN, NO_FIGURES, NO_ITEMS, NO_ROWS, NO_WORD, fullest, why, why_not
from readme_sync.reading.wishes import BY_CONFIGURATION, column_of, refusal, wish_for
from readme_sync.reading.words import is_total, speaks_of_progress
from readme_sync.record import Record
from readme_sync.syntax import Document, Row, Table
from readme_sync.text import Span

_NOTHING = frozenset(("", "-", "–", "—", "--", "---"))
"""Texts of cells that say nothing."""
_NONE: Mapping[int, Found] = {}


class _Line(Record):
    """A data row that may be an item: its cells as written, its number, the figures in its cells."""

    row: Row
    texts: Sequence[str]
    number: RowNumber | None
    found: Mapping[int, Found]


class Place(Record):
    """Where a table stands: the section, its title, and the legend that holds there; what the author says of it."""

    section: int
    title: str
    legend: Callable[[], Legend]
    wishes: Sequence[TrackerSetting] = ()
    words: Words = ()


class Read(Record):
    """What a table is: the tracker, None where it tracks no progress, and why."""

    tracker: Tracker | None
    verdict: Verdict


def read_table(document: Document, table: Table, place: Place) -> Read:
    """What a table is: the tracker, if it is one, and why."""
    header = tuple(plain_text(document, cell.content) for cell in table.header.cells)
    wish = wish_for(place.wishes, header)
    reason = refusal(wish, header) if wish else _passed_over(document, table, header)
    tracker = None
    if not reason:
        tracker, reason = _judged(document, table, header, place, wish)
    return Read(tracker, Verdict(table.span, place.section, header, tracker is not None, reason))


def _passed_over(document: Document, table: Table, header: Sequence[str]) -> str:
    """Why a table need not be read any closer; "" where it must be."""
    if not table.rows:
        return NO_ROWS
    if not _may_be_pair(document, table) and not _may_track(document, table):
        return NO_FIGURES
    return "" if _may_hold(document, table.span, header) else NO_WORD


def _may_be_pair(document: Document, table: Table) -> bool:
    """Whether two columns may hold what is done and the total."""
    return may_be_pair(document.source.slice(table.header.span))


def _judged(
    document: Document, table: Table, header: tuple[str, ...], place: Place, wish: TrackerSetting | None
) -> tuple[Tracker | None, str]:
    """The tracker that a table is, None where it tracks no progress, and why."""
    told = column_of(header, wish.column) if wish else None
    worded = {column for column, text in enumerate(header) if asks_for_a_state(text) or column == told}
    lines = [_explained(line, place.legend) for line in _lines(document, table, worded, place.words)]
    undated = without_dates([line.found for line in lines])
    lines = [line._replace(found=found) for line, found in zip(lines, undated, strict=True)]
    if _may_be_pair(document, table) and (pair := pair_columns(header, [line.texts for line in lines])):
        lines = [line._replace(found=with_pair(line.found, line.row, pair)) for line in lines]
    counted = [line for line in lines if not is_total(_first_text(document, line))]
    filled = [
        sum(text not in _NOTHING for text in texts) for texts in zip(*[line.texts for line in counted], strict=True)
    ] or [0] * len(header)
    found = [line.found for line in counted]
    names = [next(filter(None, line.texts), "") for line in counted]
    columns = [told] if told is not None else progress_columns(header, filled, found, names, place.title)
    if wish and not columns:
        columns = [column for column in (fullest(found),) if column is not None]
    if not columns:
        return None, NO_COLUMN if wish else why_not(header, filled, found)
    texts = _plain_rows(document, lines)
    named = column_of(header, wish.label) if wish else None
    label = label_column(header, texts, set(columns)) if named is None else named
    items = _items(lines, texts, label, columns)
    if not items:
        return None, NO_ITEMS
    tracker = Tracker(TrackerKind.TABLE, table.span, place.section, items, header, label, tuple(columns))
    return tracker, BY_CONFIGURATION if wish else why(header, filled, found, columns[0])


def _items(
    lines: Sequence[_Line], texts: Sequence[tuple[str, ...]], label: int | None, columns: Sequence[int]
) -> tuple[Item, ...]:
    """The rows that are items."""
    first = copy_columns(columns, [line.found for line in lines])
    return tuple(
        _item(line, cells, label, first)
        for line, cells in zip(lines, texts, strict=True)
        if _is_item(line, cells, label, columns)
    )


def _may_track(document: Document, table: Table) -> bool:
    """Whether a figure may stand in the table at all, judged by its characters; words need a header that asks."""
    if can_hold(document.source.text[table.rows[0].span.start : table.span.end]):
        return True
    return any("&" in text or asks_for_a_state(text) for text in table.header.texts)


def _may_hold(document: Document, span: Span, header: Sequence[str]) -> bool:
    """Whether the table can have a progress column: a word in its header, a picture, or two notations side by side."""
    if any(speaks_of_progress(text) or asks_for_a_state(text) for text in header):
        return True
    text = document.source.slice(span)
    if "&" in text or may_hold_picture(text) or any(mark in text for mark in marks(Target.CELL)):
        return True
    return sum(any(mark in text for mark in one.marks) for one in of_target(Target.TEXT)) > 1


def _lines(document: Document, table: Table, worded: Collection[int], words: Words) -> list[_Line]:
    """The data rows, without paragraphs that the table has swallowed; `worded`: columns where a word is a state."""
    numbering = document.once(row_numbers, table)
    numbers = numbering.numbers if numbering else [None] * len(table.rows)
    written = [row.texts for row in table.rows]
    holding = [
        column
        for column, texts in enumerate(zip(*written, strict=True))
        if column in worded or can_hold("\n".join(texts))
    ]
    lines = []
    for row, texts, number in zip(table.rows, written, numbers, strict=True):
        if len(texts) > 1 and row.text.find("|", row.span.start, row.span.end) < 0:
            continue
        found = {}
        for column in holding:
            text = texts[column]
            told = column in worded
            if (told and text) or text.startswith("![") or can_hold(text):
                cell = cell_figures(document, row, text, column, words if told else None)
                if cell.figures:
                    found[column] = cell
        lines.append(_Line(row, texts, number, found or _NONE))
    return lines


def _explained(line: _Line, legend: Callable[[], Legend]) -> _Line:
    """The line with its symbols read as the legend says."""
    for cell in line.found.values():
        if is_state_cell(cell):
            break
    else:
        return line
    if not legend():
        return line
    return line._replace(found={column: explained(cell, legend()) for column, cell in line.found.items()})


def _plain_rows(document: Document, lines: Sequence[_Line]) -> list[tuple[str, ...]]:
    """The cells' texts without markup, by row. Most columns have none, which one look at them all shows."""
    marked = [
        column for column, texts in enumerate(zip(*[line.texts for line in lines], strict=True)) if not all_plain(texts)
    ]
    return [
        tuple([found[column].text if column in found else text for column, text in enumerate(line.texts)])
        if all(column in found for column in marked)
        else _plain(document, line)
        for line in lines
        for found in [line.found]
    ]


def _plain(document: Document, line: _Line) -> tuple[str, ...]:
    """The cells' texts without markup."""
    found = line.found
    known = [found[column].text if column in found else simply_plain(text) for column, text in enumerate(line.texts)]
    unknown = [column for column, text in enumerate(known) if text is None]
    parsed = {
        column: plain_text(document, cell.content)
        for column, cell in zip(unknown, line.row.chosen(unknown), strict=True)
    }
    return tuple([parsed[column] if text is None else text for column, text in enumerate(known)])


def _first_text(document: Document, line: _Line) -> str:
    """The text of the first cell that has any."""
    column = 0 if line.texts[0] else next((column for column, text in enumerate(line.texts) if text), None)
    if column is None:
        return ""
    known = simply_plain(line.texts[column])
    return plain_text(document, line.row.chosen([column])[0].content) if known is None else known


def _is_item(line: _Line, cells: Sequence[str], label: int | None, columns: Sequence[int]) -> bool:
    """Whether a row is an item: no total, no empty row, no headline within the table."""
    filled = [column for column, cell in enumerate(cells) if cell or column in line.found]
    if not filled:
        return False
    if is_total(cells[filled[0]]) or (label is not None and label != filled[0] and is_total(cells[label])):
        return False
    is_alone = len(filled) == 1 and len(cells) > 2 and filled[0] not in columns  # noqa: PLR2004
    return not (is_alone and line.texts[filled[0]].startswith(("**", "__")))


def _item(line: _Line, cells: tuple[str, ...], label: int | None, first: Mapping[int, int]) -> Item:
    figures = _figures(line, first)
    number, span = line.number or (None, None)
    text = cells[label] if label is not None else ""
    if not text:
        text = next((cell for column, cell in enumerate(cells) if cell and column not in first), "")
    return Item(text, stated(figures), figures, line.row.span, number, span, 0, cells)


def _figures(line: _Line, first: Mapping[int, int]) -> tuple[Figure, ...]:
    """The figures of a row, the copies of one figure side by side: a group for each column that is no copy."""
    if len(first) == 1:
        found = line.found.get(next(iter(first)))
        return found.figures if found else ()
    count = len(first)
    rank = {column: number for number, column in enumerate(first)}
    figures = [
        figure if not (group := figure.group * count + rank[first[column]]) else figure._replace(group=group)
        for column in first
        if column in line.found
        for figure in line.found[column].figures
    ]
    return tuple(sorted(figures, key=lambda figure: figure.group))
