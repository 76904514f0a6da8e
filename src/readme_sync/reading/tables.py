"""Tables that track progress."""

from collections.abc import Callable, Sequence
from itertools import compress
from typing import NamedTuple

from readme_sync.model import Tracker, TrackerKind, TrackerSetting, Verdict, Words
from readme_sync.notations import Target, of_target
from readme_sync.reading.cells import all_plain, plain_text, simply_plain
from readme_sync.reading.columns import progress_columns
from readme_sync.reading.dates import without_dates
from readme_sync.reading.figures import can_hold, can_hold_picture, marks
from readme_sync.reading.labels import label_column
from readme_sync.reading.legends import Legend
from readme_sync.reading.numbering import RowNumber, row_numbers
from readme_sync.reading.pairs import may_be_pair, pair_columns, with_pair
from readme_sync.reading.row_figures import How, RowFigures, row_figures
from readme_sync.reading.row_items import Rows, items_of
from readme_sync.reading.states import asks_for_a_state
from readme_sync.reading.verdicts import NO_COLUMN, NO_FIGURES, NO_ITEMS, NO_ROWS, NO_WORD, fullest, why, why_not
from readme_sync.reading.wishes import BY_CONFIGURATION, column_of, refusal, wish_for
from readme_sync.reading.words import is_total, speaks_of_progress
from readme_sync.syntax import Columns, Document, Table
from readme_sync.text import Span

_NOTHING = frozenset(("", "-", "–", "—", "--", "---"))
"""Texts of cells that say nothing."""


class Place(NamedTuple):
    """Where a table stands: the section, its title, and the legend that holds there; what the author says of it."""

    section: int
    title: str
    legend: Callable[[], Legend]
    wishes: Sequence[TrackerSetting] = ()
    words: Words = ()


class Read(NamedTuple):
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
    cells, numbers = _rows(document, table)
    figures = row_figures(document, cells, How(worded, place.words, place.legend))
    figures = figures._replace(found=without_dates(figures.found))
    if _may_be_pair(document, table) and (pair := pair_columns(header, zip(*cells.texts, strict=True))):
        paired = [with_pair(found, row, pair) for found, row in zip(figures.found, cells.rows, strict=True)]
        figures = RowFigures(paired, {**figures.shifts, pair[0]: [0] * len(paired)})
    names = _names(cells)
    counts = [not is_total(text) for text in _plain_names(document, cells, names)]
    found = list(compress(figures.found, counts))
    names = list(compress(names, counts))
    empty = [sum(map(_NOTHING.__contains__, compress(texts, counts))) for texts in cells.texts]
    filled = [len(found) - number for number in empty]
    columns = [told] if told is not None else progress_columns(header, filled, found, names, place.title)
    if wish and not columns:
        columns = [column for column in (fullest(found),) if column is not None]
    if not columns:
        return None, NO_COLUMN if wish else why_not(header, filled, found)
    texts = [_plain_column(document, cells, column, figures) for column in range(len(cells.texts))]
    named = column_of(header, wish.label) if wish else None
    label = label_column(header, texts, set(columns)) if named is None else named
    items = items_of(Rows(cells, numbers, texts, figures), label, columns)
    if not items:
        return None, NO_ITEMS
    tracker = Tracker(TrackerKind.TABLE, table.span, place.section, items, header, label, tuple(columns))
    return tracker, BY_CONFIGURATION if wish else why(header, filled, found, columns[0])


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
    if "&" in text or can_hold_picture(text) or any(mark in text for mark in marks(Target.CELL)):
        return True
    return sum(any(mark in text for mark in one.marks) for one in of_target(Target.TEXT)) > 1


def _rows(document: Document, table: Table) -> tuple[Columns, Sequence[RowNumber | None]]:
    """The cells of the data rows and the rows' numbers, without paragraphs that the table has swallowed."""
    numbering = document.once(row_numbers, table)
    numbers = numbering.numbers if numbering else [None] * len(table.rows)
    cells = Columns(table.rows, len(table.align))
    if cells.are_even or len(table.align) == 1:
        return cells, numbers
    has_pipe = [row.text.find("|", row.span.start, row.span.end) >= 0 for row in table.rows]
    return Columns(list(compress(table.rows, has_pipe)), len(table.align)), list(compress(numbers, has_pipe))


def _names(cells: Columns) -> Sequence[str]:
    """By row, the first text as written."""
    if cells.texts and all(cells.texts[0]):
        return cells.texts[0]
    return [next(filter(None, texts), "") for texts in zip(*cells.texts, strict=True)]


def _plain_names(document: Document, cells: Columns, names: Sequence[str]) -> Sequence[str]:
    """The same without markup."""
    if all_plain(names):
        return names
    known = [simply_plain(name) if name else "" for name in names]
    return [
        plain_text(document, next(cell.content for cell in row.cells if cell.content.text)) if name is None else name
        for row, name in zip(cells.rows, known, strict=True)
    ]


def _plain_column(document: Document, cells: Columns, column: int, figures: RowFigures) -> Sequence[str]:
    """By row, the text of a cell without markup. Most columns have none, which one look at them all shows."""
    texts = cells.texts[column]
    if column not in figures.shifts and all_plain(texts):
        return texts
    known = [
        found[column].text if column in found else simply_plain(text)
        for found, text in zip(figures.found, texts, strict=True)
    ]
    return [
        plain_text(document, row.chosen([column])[0].content) if text is None else text
        for row, text in zip(cells.rows, known, strict=True)
    ]
