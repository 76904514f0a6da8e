"""Tables that track progress."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from readme_sync.markdown import Cell, Columns, Document, Row, Table
from readme_sync.markdown.entities import holds_reference
from readme_sync.markdown.plain_text import plain_text, simply_plain
from readme_sync.model import Figure, Progress, Tracker, TrackerKind, TrackerSetting, Verdict, Words
from readme_sync.notations import Target, named, of_target
from readme_sync.text import Excerpt, Span
from readme_sync.text.excerpt import Piece
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import progress_columns
from readme_sync.trackers.figures import CellFigures, can_hold, can_hold_picture, marks
from readme_sync.trackers.header_words import (
    is_done_header,
    is_number_header,
    is_secondary,
    is_total,
    is_total_header,
    names_a_pair,
    speaks_of_progress,
)
from readme_sync.trackers.legends import Legend
from readme_sync.trackers.overrides import BY_CONFIGURATION, column_of, override_for, refusal
from readme_sync.trackers.row_numbers import RowNumber, row_numbers
from readme_sync.trackers.rows import CellReadOptions, RowFigures, Rows, items_of, row_figures
from readme_sync.trackers.states import asks_for_a_state
from readme_sync.trackers.verdicts import NO_COLUMN, NO_FIGURES, NO_ITEMS, NO_ROWS, NO_WORD, fullest, why, why_not

# The column that names the rows.

_DISTINCT = 0.8
_NUMBER_IN_FRONT = regex(r"#?[0-9]{1,6}[:.)、．：]\s*")
_DIGITS = regex(r"[\d\W_]+")
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))


def label_column(header: Sequence[str], texts: Sequence[Sequence[str]], taken: Collection[int]) -> int | None:
    """The first column whose texts tell the rows apart; None where every column is `taken` by progress.

    Numbers, numbered words (`Day 1`, `Day 2`), types and categories name a row only where nothing better does.

    Args:
        header: the texts of the header cells.
        texts: by column, by row, those of the data cells.
        taken: the columns of progress.
    """
    free = [column for column in range(len(header)) if column not in taken]
    worded = [column for column in free if _is_worded(texts[column]) and not is_number_header(header[column])]
    named = [column for column in worded if not is_secondary(header[column])]
    for columns in (named, worded):
        for column in columns:
            if _is_distinct(texts[column]):
                return column
    for columns in (named, worded, free):
        if columns:
            return max(columns, key=lambda column: (len(set(texts[column])), -column))
    return None


def _is_distinct(texts: Sequence[str]) -> bool:
    """Whether the texts tell most rows apart, the numbers in front of them left out."""
    bare = [_NUMBER_IN_FRONT.sub("", text, count=1).casefold() for text in texts if text]
    return len(bare) >= len(texts) * _DISTINCT and len(set(bare)) >= len(bare) * _DISTINCT


def _is_worded(texts: Sequence[str]) -> bool:
    """Whether the texts are words of their own: no numbers, not one word with a running number."""
    # `Day 1`, `Day 2`: texts that differ in their digits alone are looked at once
    shapes = Counter("\n".join(texts).translate(_NO_DIGITS).split("\n"))
    words = {shape: _DIGITS.sub("", shape) for shape in shapes}
    number = sum(count for shape, count in shapes.items() if words[shape])
    if 2 * number < len(texts) or not number:
        return False
    return len(set(filter(None, words.values()))) > 1 or len(set(texts)) == 1


# Two columns that are one fraction: `Completed | Total`, a number in each.

_FRACTION = "fraction"
_EMPHASIS = "*_"
_DIGITS_PAIRS = regex(r"[0-9]{1,9}")


def may_be_pair(header: str) -> bool:
    """Whether a header row, as written, may name two such columns; never wrongly no."""
    return holds_reference(header) or names_a_pair(header)


def pair_columns(header: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[int, int] | None:
    """The columns of what is done and of the total; None where there are no two such, or a cell holds no number."""
    done = [column for column, text in enumerate(header) if is_done_header(text)]
    total = [column for column, text in enumerate(header) if is_total_header(text)]
    if len(done) != 1 or len(total) != 1 or done == total:
        return None
    pairs = [(row[done[0]], row[total[0]]) for row in rows]
    return (done[0], total[0]) if pairs and all(_is_pair(*pair) for pair in pairs) else None


def with_pair(found: Mapping[int, CellFigures], row: Row, columns: tuple[int, int]) -> dict[int, CellFigures]:
    """The figures of a row, and the fraction of the two cells in the column of what is done."""
    done, total = row.chosen(columns)
    figure = _figure(done, total, columns[0])
    return {**found, columns[0]: CellFigures((figure,), text=done.content.text.strip(_EMPHASIS))}


def _figure(done: Cell, total: Cell, column: int) -> Figure:
    text = ""
    pieces = []
    for cell in (done, total):
        number = cell.content.text.strip(_EMPHASIS)
        text += "/" if text else ""
        pieces.append(Piece(len(text), cell.content.place(cell.content.text.index(number)), len(number)))
        text += number
    progress = Progress.of_fraction(*map(int, text.split("/")))
    return Figure(_FRACTION, Excerpt(text, tuple(pieces)), done.span, progress, column)


def _is_pair(done: str, total: str) -> bool:
    numbers = [text.strip(_EMPHASIS) for text in (done, total)]
    return all(map(_DIGITS_PAIRS.fullmatch, numbers)) and int(numbers[0]) <= int(numbers[1])


# Dates that look like fractions: `Done (4/21)`, month and day, in a column of states.

_FEWEST = 3
_MOST = 0.6
_MONTHS = 12
_DAYS = 31
_ALL = 100.0


def without_dates(found: Sequence[Mapping[int, CellFigures]]) -> list[Mapping[int, CellFigures]]:
    """The figures by row and column, without the fractions of columns in which they are dates.

    They are where three or more stand beside a state, most beside done without being all of it, and all can be a month
    and a day.
    """
    known = {id(row): row for row in found}.values()  # rows share them
    columns = {column for row in known for column, cell in row.items() if len(cell.figures) > 1}
    dated = {column for column in columns if _holds_dates([row[column] for row in found if column in row])}
    return [_without(row, dated) for row in found] if dated else list(found)


def _holds_dates(cells: Sequence[CellFigures]) -> bool:
    beside = [(cell, figure) for cell in cells if _states(cell) for figure in cell.figures if _is_fraction(figure)]
    against = sum(figure.progress.percent != _ALL and any(map(_is_done, _states(cell))) for cell, figure in beside)
    is_most = len(beside) >= _FEWEST and against >= _MOST * len(beside)
    return is_most and all(_may_be_date(figure) for _, figure in beside)


def _states(cell: CellFigures) -> list[Figure]:
    """The states that a cell says in words or signs."""
    return [figure for figure in cell.figures if named(figure.notation).target is Target.CELL]


def _is_done(figure: Figure) -> bool:
    return figure.progress.is_done


def _is_fraction(figure: Figure) -> bool:
    return figure.notation == "fraction"


def _may_be_date(figure: Figure) -> bool:
    low, high = sorted((figure.progress.done or 0.0, figure.progress.total or 0.0))
    return 1 <= low <= _MONTHS and high <= _DAYS


def _without(row: Mapping[int, CellFigures], columns: Collection[int]) -> Mapping[int, CellFigures]:
    """A row's figures without the fractions in some columns."""
    return {
        column: cell._replace(figures=tuple(figure for figure in cell.figures if not _is_fraction(figure)))
        if column in columns
        else cell
        for column, cell in row.items()
    }


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
    wish = override_for(place.wishes, header)
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
    figures = row_figures(document, cells, CellReadOptions(worded, place.words, place.legend))
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
    known = [simply_plain(name) if name else "" for name in names]
    return [
        plain_text(document, next(cell.content for cell in row.cells if cell.content.text)) if name is None else name
        for row, name in zip(cells.rows, known, strict=True)
    ]


def _plain_column(document: Document, cells: Columns, column: int, figures: RowFigures) -> Sequence[str]:
    """Return, by row, the text of a cell without markup."""
    texts = cells.texts[column]
    known = [
        found[column].text if column in found else simply_plain(text)
        for found, text in zip(figures.found, texts, strict=True)
    ]
    return [
        plain_text(document, row.chosen([column])[0].content) if text is None else text
        for row, text in zip(cells.rows, known, strict=True)
    ]
