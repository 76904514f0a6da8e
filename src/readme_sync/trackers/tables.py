"""Tables that track progress."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import compress, repeat
from typing import NamedTuple

from readme_sync.markdown import Cell, Columns, Document, Row, Table, columns_of
from readme_sync.markdown.entities import holds_reference
from readme_sync.markdown.plain_text import all_simply_plain, plain_text, simply_plain
from readme_sync.model import Figure, Item, Progress, Shape, State, Tracker, TrackerKind, TrackerSetting, Verdict, Words
from readme_sync.notations import Target, named, of_target, status
from readme_sync.notations._status_words import SYMBOLS
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import ENABLED, regex
from readme_sync.text.source import Piece
from readme_sync.trackers.columns import SOME_OF_CELLS, copy_columns, is_count
from readme_sync.trackers.figures import (
    CellFigures,
    can_hold,
    can_hold_picture,
    find_figures,
    marks,
    placed,
    simple_figures,
    stated,
)
from readme_sync.trackers.header_words import (
    asks_for_a_state,
    is_counted_header,
    is_day_done,
    is_done_header,
    is_number_header,
    is_secondary,
    is_total,
    is_total_header,
    names_a_pair,
    speaks_of_a_share,
    speaks_of_coverage,
    speaks_of_progress,
    total_rows,
)
from readme_sync.trackers.legends import Legend, Meaning, explained, legend_of_table
from readme_sync.trackers.roles import Evidence, Roles, is_state_cell, roles_of
from readme_sync.trackers.verdicts import (
    BY_CONFIGURATION,
    IS_LEGEND,
    NO_COLUMN,
    NO_FIGURES,
    NO_ITEMS,
    NO_LABEL,
    NO_ROWS,
    NO_WORD,
    Why,
    column_of,
    distribution,
    fullest,
    override_for,
    refusal,
    why,
    why_not,
)

# The rows of a table: their numbers, their figures, and which are items; made column by column, for speed.

# Row numbers: `11: Udemy Course`, `3. Two Sum`, or a first cell that is only the number.

_PREFIX = regex(r"\|?[ \t]*(?P<digits>[0-9]{1,6})(?:[:.)](?=[ \t]*[^0-9\s|])|[、．：])[ \t]*(?=[^|\s])")
_ALONE = regex(r"\|?[ \t]*#?(?P<digits>[0-9]{1,6})[.)]?[ \t]*(?:\||$)")
"""For every row, so without the call of a constructor."""


class RowNumber(NamedTuple):
    """The number in front of a row, and its digits' place."""

    value: int
    span: Span


class Numbering(NamedTuple):
    """The numbers of a table's data rows, None for a row without one.

    `alone`: the first cell holds nothing but the number. `named`: and the column's header says that it does.
    """

    numbers: list[RowNumber | None]
    alone: bool
    named: bool


def row_numbers(table: Table) -> Numbering | None:
    """Return the numbers of a table's rows; None where not even most of them have one."""
    rows = table.rows
    if not rows:
        return None
    text = rows[0].text
    for pattern in (_PREFIX, _ALONE):
        numbers: list[RowNumber | None] = []
        missing, match = 0, pattern.match
        for (start, end), _, _ in rows:
            found = match(text, start, end)
            missing += found is None
            if 2 * missing >= len(rows):
                break
            numbers.append(RowNumber(int(found[1]), Span(*found.span(1))) if found else None)
        else:
            header = table.header.written
            named = bool(header) and is_number_header(header[0].content.text)
            return Numbering(numbers, pattern is _ALONE, named)
    return None


# The figures in the data rows of a table.

_NONE: Mapping[int, CellFigures] = {}


class CellReadOptions(NamedTuple):
    """How cells are read: the columns in which a word is a state, the author's own words, the legend."""

    worded: Collection[int]
    words: Words
    legend: Callable[[], Legend]

    def words_in(self, column: int) -> Words | None:
        """Return the author's words for a column; None where a word alone is no state."""
        return self.words if column in self.worded else None


class RowFigures(NamedTuple):
    """The figures in some rows.

    Attributes:
        found: by row, by column, the figures of the cells that hold any.
        shifts: by column, by row, how many characters further on in the source the figures stand than they say. The
            columns that are not here hold none.
    """

    found: Sequence[Mapping[int, CellFigures]]
    shifts: Mapping[int, Sequence[int]]

    def in_place(self, column: int) -> list[tuple[Figure, ...]]:
        """Return by row, the figures in a column, where they stand."""
        cells = [row[column].figures if column in row else () for row in self.found]
        return placed(cells, self.shifts[column]) if column in self.shifts else cells


def row_figures(document: Document, cells: Columns, how: CellReadOptions) -> RowFigures:
    """Return the figures in the rows whose cells these are."""
    holding = [column for column, texts in enumerate(cells.texts) if _may_hold("\n".join(texts), column, how)]
    if not holding:
        return RowFigures([_NONE] * len(cells.rows), {})
    starts = {column: cells.starts(column) for column in holding}
    shifts = {column: [start or 0 for start in those] for column, those in starts.items()}
    rows = list(zip(*[cells.texts[column] for column in holding], strict=True))
    shared = {texts: _simple(holding, texts, how) for texts in dict.fromkeys(rows)}
    found = [shared[texts] for texts in rows]
    if not cells.are_even:
        known = zip(*starts.values(), strict=True)
        found = [None if None in those else row for row, those in zip(found, known, strict=True)]
    for index, row in enumerate(found):
        if row is None:
            places = {column: those[index] for column, those in starts.items()}
            found[index], settled = _of_row(document, cells.rows[index], rows[index], places, how)
            for column in settled:
                shifts[column][index] = 0
    return RowFigures([row or _NONE for row in found], shifts)


def _simple(columns: Sequence[int], texts: Sequence[str], how: CellReadOptions) -> Mapping[int, CellFigures] | None:
    """Return the figures in some cells of a row, as if each began the source; None where one must be parsed."""
    found = {}
    for column, text in zip(columns, texts, strict=True):
        if _may_hold(text, column, how):
            cell = simple_figures(text, column, how.words_in(column))
            if cell is None:
                return None
            if cell.figures:
                found[column] = cell
    return _explained(found, how)


def _of_row(
    document: Document, row: Row, texts: Sequence[str], starts: Mapping[int, int | None], how: CellReadOptions
) -> tuple[Mapping[int, CellFigures], Collection[int]]:
    """Return the figures in some cells of a row, and the columns in which they stand where they say."""
    found = {}
    settled = []
    for (column, start), text in zip(starts.items(), texts, strict=True):
        if not _may_hold(text, column, how):
            continue
        cell = None if start is None else simple_figures(text, column, how.words_in(column))
        if cell is None:
            place = None if start is None else Span(start, start + len(text))
            content = Excerpt.whole(row.text, place) if place else row.chosen([column])[0].content
            cell = find_figures(document, content, column, how.words_in(column))
            settled.append(column)
        if cell.figures:
            found[column] = cell
    return _explained(found, how), settled


def _may_hold(text: str, column: int, how: CellReadOptions) -> bool:
    """Return whether a cell may hold a figure; may return false positives, never false negatives."""
    return not ENABLED or (column in how.worded and bool(text)) or text.startswith("![") or can_hold(text)


def _explained(found: Mapping[int, CellFigures], how: CellReadOptions) -> Mapping[int, CellFigures]:
    """Return the figures of a row with their symbols read as the legend says."""
    if any(map(is_state_cell, found.values())) and (legend := how.legend()):
        return {column: explained(cell, legend) for column, cell in found.items()}
    return found


_EMPTY = Figure(status.NOTATION.name, Excerpt("", (Piece(0, 0, 0),)), Span(0, 0), Progress.of_state(State.OPEN))
"""The figure of an empty cell in a column of ticks."""


def with_blanks(
    figures: RowFigures, cells: Columns, columns: Sequence[int], notation: str = status.NOTATION.name
) -> RowFigures:
    """Return the figures, and in the columns one for each empty cell, which says that the row is open."""
    blank = [column for column in columns if "" in cells.texts[column]]
    if not blank:
        return figures
    moved = {column: list(figures.shifts.get(column, [0] * len(cells.rows))) for column in blank}
    places = {column: cells.insertion_points(column) for column in blank}
    made = {column: CellFigures((_EMPTY._replace(notation=notation, column=column),)) for column in blank}
    found: list[Mapping[int, CellFigures]] = []
    for index, row in enumerate(figures.found):
        added = {}
        for column in blank:
            place = places[column][index]
            if not cells.texts[column][index] and place is not None:
                added[column] = made[column]
                moved[column][index] = place
        found.append({**row, **added} if added else row)
    return RowFigures(found, {**figures.shifts, **moved})


class Rows(NamedTuple):
    """The data rows of a table that may be items.

    Attributes:
        cells: their cells as written.
        numbers: by row, its number.
        texts: by column, by row, the text of a cell without markup.
        figures: the figures in the cells.
        sums: by row, whether its first text says that it sums up others.
    """

    cells: Columns
    numbers: Sequence[RowNumber | None]
    texts: Sequence[Sequence[str]]
    figures: RowFigures
    sums: Sequence[bool]


def items_of(rows: Rows, label: int | None, columns: Sequence[int], matrix: Sequence[str] = ()) -> tuple[Item, ...]:
    """Return the rows that are items; of a matrix, each cell in a column that is no copy.

    Args:
        rows: the rows.
        label: the column that names them.
        columns: the columns of progress.
        matrix: the headers of a matrix, empty for other tables.
    """
    signs = matrix and all(is_state_cell(cell) for row in rows.figures.found for cell in row.values())
    first = {column: column for column in columns} if signs else copy_columns(columns, rows.figures.found)
    texts = list(zip(*rows.texts, strict=True))
    labels = _labels(rows, texts, label, first)
    are_items = _are_items(rows, texts, label, columns)
    if matrix:
        return _cell_items(rows, labels, are_items, first, matrix)
    figures = _figures(rows.figures, first)
    fields = zip(
        labels,
        map(stated, figures),
        figures,
        [row.span for row in rows.cells.rows],
        [number and number.value for number in rows.numbers],
        [number and number.span for number in rows.numbers],
        repeat(0),
        texts,
        repeat(None),
        repeat(1.0),
        repeat(""),
        strict=False,
    )
    return tuple(map(Item._make, compress(fields, are_items)))


def _cell_items(
    rows: Rows, labels: Sequence[str], are_items: Sequence[bool], first: Mapping[int, int], header: Sequence[str]
) -> tuple[Item, ...]:
    """Return the items of a matrix, row by row: one for each column of progress with its copies."""
    groups: dict[int, list[Sequence[tuple[Figure, ...]]]] = {}
    for column, group in first.items():
        groups.setdefault(group, []).append(rows.figures.in_place(column))
    texts = zip(*rows.texts, strict=True)
    items = []
    for index, (row, written, number) in enumerate(zip(rows.cells.rows, texts, rows.numbers, strict=True)):
        if are_items[index]:
            value, place = number or (None, None)
            for group, columns in groups.items():
                held = columns[0][index] if len(columns) == 1 else _side_by_side([one[index] for one in columns], (0,))
                progress = stated(held)
                items.append(
                    Item(labels[index], progress, held, row.span, value, place, 0, written, column=header[group])
                )
    return tuple(items)


def _are_items(rows: Rows, texts: Sequence[Sequence[str]], label: int | None, columns: Sequence[int]) -> list[bool]:
    """Return by row, whether it is an item: no total, no empty row, no headline within the table."""
    written = list(zip(*rows.cells.texts, strict=True))
    names: Sequence[str] = [""] * len(texts) if label is None else rows.texts[label]
    named = total_rows(names, [row[label] for row in written] if label is not None else names)
    sums = [one or other for one, other in zip(rows.sums, named, strict=True)]
    if names and names[-1].endswith(("...", "…")) and all(written[-1][column] in _NOTHING for column in columns):
        sums[-1] = True  # `more chapters ...`
    if _are_filled(rows.texts):
        return [not one for one in sums]
    return [
        not is_sum and _is_item(*row, label, columns)
        for is_sum, row in zip(sums, zip(written, texts, rows.figures.found, strict=True), strict=True)
    ]


def _are_filled(texts: Sequence[Sequence[str]]) -> bool:
    """Return whether the first column and another are full, so that no row is empty or a headline."""
    return ENABLED and bool(texts) and all(texts[0]) and any(map(_NOTHING.isdisjoint, texts[1:]))


def _is_item(
    written: Sequence[str],
    cells: Sequence[str],
    found: Mapping[int, CellFigures],
    label: int | None,
    columns: Sequence[int],
) -> bool:
    """Return whether a row is an item, by its cells as written and without markup, and the figures in them."""
    filled = [column for column, cell in enumerate(cells) if cell not in _NOTHING or _is_written(found.get(column))]
    if not filled:
        return False  # it is empty, or a rule of dashes
    if label is not None and not any(cells[: label + 1]) and not any(written[column] for column in columns):
        return False  # it goes on with the row above
    is_alone = len(filled) == 1 and len(cells) > 2 and filled[0] not in columns  # noqa: PLR2004
    return not (is_alone and (cells[filled[0]] in _MORE or _EMPHASISED.fullmatch(written[filled[0]])))


def _is_written(cell: CellFigures | None) -> bool:
    return cell is not None and any(figure.excerpt.text for figure in cell.figures)


_EMPHASISED = regex(r"(?:\*\*|__).*|(\*|_)[^*_]+\1")
"""A headline within a table."""
_MORE = frozenset(("...", "…", "..", "……"))
"""That there are more rows."""


def _labels(rows: Rows, texts: Sequence[Sequence[str]], label: int | None, first: Mapping[int, int]) -> Sequence[str]:
    """Return by row, the text that names it: that of the column of labels, else the first outside of progress."""
    if label is not None and all(rows.texts[label]):
        return rows.texts[label]
    return [
        (row[label] if label is not None else "")
        or next((cell for column, cell in enumerate(row) if cell and column not in first), "")
        for row in texts
    ]


def _figures(figures: RowFigures, first: Mapping[int, int]) -> list[tuple[Figure, ...]]:
    """Return by row, its figures, the copies of one figure side by side: a group for each column that is no copy."""
    columns = [figures.in_place(column) for column in first]
    if len(columns) == 1:
        return columns[0]
    rank = {column: number for number, column in enumerate(first)}
    ranks = [rank[first[column]] for column in first]
    return [_side_by_side(cells, ranks) for cells in zip(*columns, strict=True)]


def _side_by_side(cells: Sequence[Sequence[Figure]], ranks: Sequence[int]) -> tuple[Figure, ...]:
    """Return the figures of some cells of a row, by groups; cells of one rank hold copies."""
    figures = [
        figure._replace(group=group) if (group := figure.group * len(cells) + rank) else figure
        for those, rank in zip(cells, ranks if len(ranks) == len(cells) else repeat(0), strict=False)
        for figure in those
    ]
    return tuple(sorted(figures, key=lambda figure: figure.group))


# The column that names the rows.

_DISTINCT = 0.8
_NUMBER_IN_FRONT = regex(r"#?[0-9]{1,6}[:.)、．：]\s*")
_DIGITS = regex(r"[\d\W_]+")
_CODE = regex(r"\.+-?[a-z]?\.?")
"""A number of a section without its digits: `2.2.1`, `3.5a`."""
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))


def label_column(header: Sequence[str], texts: Sequence[Sequence[str]], taken: Collection[int]) -> int | None:
    """Return the first column whose texts tell the rows apart; None where every column is `taken` by progress.

    Numbers, numbered words (`Day 1`, `Day 2`), types and categories name a row only where nothing better does.

    Args:
        header: the texts of the header cells.
        texts: by column, by row, those of the data cells.
        taken: the columns of progress.
    """
    free = [column for column in range(len(header)) if column not in taken]
    worded = [column for column in free if _is_worded(texts[column]) and not _are_codes(header[column], texts[column])]
    named = [column for column in worded if not _is_no_name(header[column])]
    is_distinct = cache(lambda column: _is_distinct(texts[column]))
    for columns, takes_prose in ((named, False), (worded, False), (worded, True)):
        for column in columns:
            if is_distinct(column) and (takes_prose or column == free[0] or not _is_prose(texts[column])):
                return column
    numbered = [column for column in free if is_distinct(column) and not is_number_header(header[column])]
    if numbered and all(2 * len(set(texts[column])) <= len(texts[column]) for column in worded):
        return numbered[0]
    for columns in (named, worded, free):
        if columns:
            return max(columns, key=lambda column: (len(set(texts[column])), -column))
    return None


def _are_codes(header: str, texts: Sequence[str]) -> bool:
    """Return whether a column below a header of numbers holds these in another way: `M8a`, `四`."""
    return is_number_header(header) and sum(map(len, texts)) <= _LONGEST_CODE * len(texts)


def _is_no_name(header: str) -> bool:
    """Return whether a column names rows only where no other does: types, dates, `Implemented`."""
    return is_secondary(header) or (" " not in header and asks_for_a_state(header))


_LONGEST_CODE = 6
_PROSE = 60


def _is_prose(texts: Sequence[str]) -> bool:
    """Return whether the texts are sentences rather than names."""
    return sum(map(len, texts)) > _PROSE * len(texts)


def _is_distinct(texts: Sequence[str]) -> bool:
    """Return whether the texts tell most rows apart, the numbers in front of them left out."""
    bare = [text.casefold() for text in texts if text]
    if _NUMBER_IN_FRONT.search("\n".join(bare)):
        bare = [_NUMBER_IN_FRONT.sub("", text, count=1) for text in bare]
    return len(bare) >= len(texts) * _DISTINCT and len(set(bare)) >= len(bare) * _DISTINCT


def _is_worded(texts: Sequence[str]) -> bool:
    """Return whether the texts are words of their own: no numbers, not one word with a running number."""
    # `Day 1`, `Day 2`: texts that differ in their digits alone are looked at once
    shapes = Counter("\n".join(texts).translate(_NO_DIGITS).split("\n"))
    words = {shape: "" if _CODE.fullmatch(shape) else _DIGITS.sub("", shape) for shape in shapes}
    is_counted = "" in shapes  # `3`, `1 (a remark)`
    number = sum(n for shape, n in shapes.items() if words[shape] and not (is_counted and shape.startswith(" (")))
    if 2 * number < len(texts) or not number:
        return False
    return len(set(filter(None, words.values()))) > 1 or len(set(texts)) == 1


# Two columns that are one fraction: `Completed | Total`, a number in each.

_FRACTION = "fraction"
_EMPHASIS = "*_"
_SHARE = regex(r"[*_]{0,2}(?:100|[0-9]{1,2})(?:\.[0-9]{1,3})?[ ]?%[*_]{0,2}")
_MARKS_OF_SHARE = "*_% "
_DIGITS_PAIRS = regex(r"[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}")


def may_be_pair(header: str) -> bool:
    """Return whether a header row, as written, may name two such columns.

    May return false positives, never false negatives.
    """
    return holds_reference(header) or names_a_pair(header)


def pair_columns(header: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[int, int] | None:
    """Return the columns of what is done and of the total; None where there are none, or a cell holds no number."""
    done = [column for column, text in enumerate(header) if is_done_header(text)]
    total = [column for column, text in enumerate(header) if is_total_header(text)]
    is_told = bool(total)
    total = total or [column for column, text in enumerate(header) if is_counted_header(text)]
    if len(done) != 1 or len(total) != 1 or done == total:
        return None
    rows = [row for row in rows if not is_total(row[0].strip(_EMPHASIS))]
    if not rows or not (_are_pairs(rows, done[0], total[0]) or (is_told and _is_one_more(rows, done[0], total[0]))):
        return None
    return done[0], _total_of_shares(header, rows, done[0], total[0])


def _are_pairs(rows: Sequence[Sequence[str]], done: int, total: int) -> bool:
    return all(_is_pair(row[done], row[total]) for row in rows)


def _is_one_more(rows: Sequence[Sequence[str]], done: int, total: int) -> bool:
    """Return whether all rows but one are such pairs, and that one says that more is done than there is."""
    others = [row for row in rows if not _is_pair(row[done], row[total])]
    return len(others) == 1 < _FEWEST <= len(rows) and _is_pair(others[0][total], others[0][done])


def _total_of_shares(header: Sequence[str], rows: Sequence[Sequence[str]], done: int, total: int) -> int:
    """Return the column of totals: another one where only that makes the percents that stand in a third."""
    shares = next((at for at in range(len(header)) if all(_SHARE.fullmatch(row[at]) for row in rows)), None)
    if shares is None:
        return total
    others = [at for at in range(len(header)) if at not in (done, total, shares) and _are_pairs(rows, done, at)]
    return max((total, *others), key=lambda at: _agreeing(rows, done, at, shares))


def _agreeing(rows: Sequence[Sequence[str]], done: int, total: int, shares: int) -> int:
    """Return in how many rows what is done and the total make the percent of a column."""
    found = 0
    for row in rows:
        part, whole = (_count(row[at].strip(_EMPHASIS)) for at in (done, total))
        found += bool(whole) and abs(_ALL * part / whole - float(row[shares].strip(_MARKS_OF_SHARE))) < 1
    return found


def with_pair(found: Mapping[int, CellFigures], row: Row, columns: tuple[int, int]) -> dict[int, CellFigures]:
    """Return the figures of a row, and the fraction of the two cells in the column of what is done."""
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
    progress = Progress.of_fraction(*(int(number.replace(",", "")) for number in text.split("/")))
    return Figure(_FRACTION, Excerpt(text, tuple(pieces)), done.span, progress, column)


def are_numbers(texts: Iterable[str]) -> bool:
    """Return whether texts are bare numbers, perhaps emphasised."""
    return all(_DIGITS_PAIRS.fullmatch(text.strip(_EMPHASIS)) for text in texts)


def _is_pair(done: str, total: str) -> bool:
    return are_numbers((done, total)) and _count(done.strip(_EMPHASIS)) <= _count(total.strip(_EMPHASIS))


def _count(number: str) -> int:
    return int(number.replace(",", ""))


# Bare numbers below a header that says that they are percents: `% done`.

_PERCENT = "percent"
_BARE = regex(r"(?:100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]{1,2})?)")


def bare_percents(header: Sequence[str], cells: Columns) -> list[int]:
    """Return the columns of bare numbers from 0 to 100 whose header says that they are percents of something done."""
    return [
        column
        for column, texts in enumerate(cells.texts)
        if speaks_of_a_share(header[column])
        and any(map(speaks_of_progress, header))
        and all(_BARE.fullmatch(text.strip(_EMPHASIS)) for text in texts if text not in _NOTHING)
        and any(texts)
    ]


def with_percents(figures: RowFigures, cells: Columns, columns: Collection[int]) -> RowFigures:
    """Return the figures, and those of bare numbers that are percents."""
    return _with_whole_cells(figures, cells, columns, _PERCENT, "%")


def _with_whole_cells(
    figures: RowFigures, cells: Columns, columns: Collection[int], name: str, unit: str = ""
) -> RowFigures:
    """Return the figures, and those of the cells of columns that a notation reads whole, with a unit behind them."""
    notation = named(name)
    found: list[Mapping[int, CellFigures]] = []
    for row, known in zip(cells.rows, figures.found, strict=True):
        more = {}
        for column, cell in zip(columns, row.chosen(columns), strict=True):
            text = cell.content.text.strip(_EMPHASIS)
            reading = None if text in _NOTHING else next(notation.read(text + unit), None)
            if reading is None:
                continue
            piece = Piece(0, cell.content.place(cell.content.text.index(text)), len(text))
            excerpt = Excerpt(text + unit, (piece,))
            figure = Figure(name, excerpt, cell.span, reading.progress, column, 0, reading.tolerance)
            more[column] = CellFigures((figure,), text=text)
        found.append({**known, **more})
    return RowFigures(found, {**figures.shifts, **{column: [0] * len(found) for column in columns}})


# Dates below a header that says what is done: `Done`, `Finished on`.

_DATE = "date"


def date_column(header: Sequence[str], cells: Columns) -> int | None:
    """Return the only column of dates, three or more and else blanks, whose header says that something is done.

    Below `Date finished` some cells must be blank, or nothing is left to be done.
    """
    dates = named(_DATE)
    found = []
    for column, texts in enumerate(cells.texts):
        if not is_done_header(header[column]) and not (is_day_done(header[column]) and "" in texts):
            continue
        said = [text.strip(_EMPHASIS) for text in texts if text not in _NOTHING]
        if len(said) >= _FEWEST and all(any(dates.read(text)) for text in said):
            found.append(column)
    return found[0] if len(found) == 1 else None


# Dates that look like fractions: `Done (4/21)`, month and day, in a column of states.

_FEWEST = 3
_MOST = 0.6
_ALL = 100.0


def without_dates(found: Sequence[Mapping[int, CellFigures]]) -> list[Mapping[int, CellFigures]]:
    """Return the figures by row and column, without the fractions of columns in which they are dates.

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
    return is_most and all(figure.progress.may_be_day for _, figure in beside)


def _states(cell: CellFigures) -> list[Figure]:
    """Return the states that a cell says in words or signs."""
    return [figure for figure in cell.figures if named(figure.notation).target is Target.CELL]


def _is_done(figure: Figure) -> bool:
    return figure.progress.is_done


def _is_fraction(figure: Figure) -> bool:
    return figure.notation == "fraction"


def _without(row: Mapping[int, CellFigures], columns: Collection[int]) -> Mapping[int, CellFigures]:
    """Return a row's figures without the fractions in some columns."""
    return {
        column: cell._replace(figures=tuple(figure for figure in cell.figures if not _is_fraction(figure)))
        if column in columns
        else cell
        for column, cell in row.items()
    }


_NOTHING = frozenset(("", "-", "–", "—", "--", "---"))
"""Texts of cells that say nothing."""


class Place(NamedTuple):
    """Where a table stands: the section, the titles around it, the legend of the document; what the author says of it.

    `alike` is a tracker of the same document whose header is the same, None where there is none.
    """

    section: int
    titles: Sequence[str]
    legend: Callable[[], Legend]
    wishes: Sequence[TrackerSetting] = ()
    words: Words = ()
    alike: Tracker | None = None


class Read(NamedTuple):
    """What a table is: the tracker, None where it tracks no progress, and why."""

    tracker: Tracker | None
    verdict: Verdict


def read_tables(document: Document, place_of: Callable[[int], Place]) -> list[Read]:
    """Return what the tables of a document are; those with the same header are of one kind."""
    found = [(table, read_table(document, table, place_of(table.span.start))) for table in document.tables]
    known = _best(read.tracker for _, read in found if read.tracker)
    if not known:
        return [read for _, read in found]
    return [
        read_table(document, table, place_of(table.span.start)._replace(alike=alike))
        if (alike := known.get(read.verdict.header)) and not _is_like(read.tracker, alike)
        else read
        for table, read in found
    ]


def _best(trackers: Iterable[Tracker]) -> dict[tuple[str, ...], Tracker]:
    """Return by header, a tracker with the columns of progress by which most items are read."""
    counts: dict[tuple[str, ...], Counter[tuple[int, ...]]] = {}
    examples: dict[tuple[tuple[str, ...], tuple[int, ...]], Tracker] = {}
    for one in trackers:
        rows = len({item.span for item in one.items})
        counts.setdefault(one.header, Counter())[one.progress_columns] += rows
        examples.setdefault((one.header, one.progress_columns), one)
    return {header: examples[header, max(count, key=count.__getitem__)] for header, count in counts.items()}


def _is_like(tracker: Tracker | None, other: Tracker) -> bool:
    return tracker is not None and tracker.progress_columns == other.progress_columns


def read_table(document: Document, table: Table, place: Place) -> Read:
    """Return what a table is: the tracker, if it is one, and why."""
    header = tuple(plain_text(document, cell.content) for cell in table.header.cells)
    wish = override_for(place.wishes, header)
    reason = refusal(wish, header) if wish else _passed_over(document, table, header, place)
    tracker = None
    if reason is None:
        tracker, reason = _judged(document, table, header, place, wish)
    verdict = Verdict(table.span, place.section, header, tracker is not None, reason.text, reason.code, reason.column)
    return Read(tracker, verdict)


def _passed_over(document: Document, table: Table, header: Sequence[str], place: Place) -> Why | None:
    """Return why a table need not be read any closer; None where it must be."""
    if not table.rows:
        return NO_ROWS
    if legend_of_table(table):
        return IS_LEGEND
    if not _may_be_pair(document, table) and not _may_track(document, table):
        return NO_FIGURES
    return None if place.alike or _may_be_tracker(document, table, header) else NO_WORD


def _may_be_pair(document: Document, table: Table) -> bool:
    """Return whether two columns may hold what is done and the total, or one bare percents, or days."""
    header = document.source.slice(table.header.span)
    return "%" in header or may_be_pair(header) or any(map(is_day_done, table.header.texts))


def _judged(
    document: Document, table: Table, header: tuple[str, ...], place: Place, wish: TrackerSetting | None
) -> tuple[Tracker | None, Why]:
    """Return the tracker that a table is, None where it tracks no progress, and why."""
    told = column_of(header, wish.column) if wish else None
    cells, numbers = _rows(document, table)
    figures = _figures_of(document, header, cells, place, told)
    names = _names(cells)
    sums = total_rows(_plain_names(document, cells, names), names)
    counts = [not is_sum for is_sum in sums]
    found = list(compress(figures.found, counts))
    names = list(compress(names, counts))
    empty = [sum(map(_NOTHING.__contains__, compress(texts, counts))) for texts in cells.texts]
    filled = [len(found) - number for number in empty]
    roles = _roles(Evidence(header, filled, found, names, cells.texts, place.titles, place.legend), place.alike, told)
    if wish and not roles.columns:
        roles = Roles([column for column in (fullest(found),) if column is not None])
    columns = roles.columns
    day = None if columns else date_column(header, cells)
    if not columns and day is None:
        columns = [column for column, texts in enumerate(cells.texts) if _is_to_answer(header[column], texts)]
        roles = Roles(columns, Shape.MATRIX if len(columns) > 1 else Shape.TABLE)
    elif day is not None:
        columns, figures = [day], _with_whole_cells(figures, cells, [day], _DATE)
        found = list(compress(figures.found, counts))
        roles = Roles(columns)
    if not columns:
        return None, NO_COLUMN if wish else why_not(header, filled, found)
    if not wish and (shares := _shares_of_counts(cells, found, columns)) is not None:
        return None, distribution(header, shares)
    if roles.shape is Shape.MATRIX and len(columns) == len(header) and all(row[0].rest for row in found if 0 in row):
        columns = columns[1:]  # the names have signs, too: `✔ Day 1 | ⭐ | ⭐`
    ticked = [
        column
        for column in columns
        if roles.shape is Shape.MATRIX or not filled[column] or _are_ticks(header, column, found)
    ]
    figures = with_blanks(figures, cells, ticked) if day is None else with_blanks(figures, cells, columns, _DATE)
    texts = [_plain_column(document, cells, column, figures) for column in range(len(cells.texts))]
    named = column_of(header, wish.label) if wish else None
    label = (
        label_column(header, _without_pictures(cells, texts), {*columns, *_signed(columns, found)})
        if named is None
        else named
    )
    matrix = header if roles.shape is Shape.MATRIX else ()
    items = items_of(Rows(cells, numbers, texts, figures, sums), label, columns, matrix)
    if not items:
        return None, NO_ITEMS
    if roles.shape is Shape.MATRIX and label is None:
        return None, NO_LABEL
    tracker = Tracker(
        TrackerKind.TABLE, table.span, place.section, items, header, label, tuple(columns), shape=roles.shape
    )
    return tracker, BY_CONFIGURATION if wish else why(header, filled, found, roles)


def _figures_of(
    document: Document, header: Sequence[str], cells: Columns, place: Place, told: int | None
) -> RowFigures:
    """Return the figures in the data rows, those among them that two cells make, or a header."""
    worded = {column for column, text in enumerate(header) if asks_for_a_state(text) or column == told}
    worded.update(column for column, texts in enumerate(cells.texts) if _are_state_words(texts))
    marks = _marks_of(cells, place.legend)
    worded.update(column for column, texts in enumerate(cells.texts) if marks and _are_marks(texts, marks))
    if any(_are_crosses(cells.texts[column]) for column in worded):
        marks.setdefault("x", State.DONE)
    own = {mark: Meaning(state, mark, mark) for mark, state in marks.items()}
    legend = (lambda: {**own, **place.legend()}) if own else place.legend
    words = (*((sign, meaning.state) for sign, meaning in legend().items()), *place.words) if worded else ()
    asking = (cells.texts[column] for column, text in enumerate(header) if asks_for_a_state(text))
    words += tuple(known for texts in asking for text in dict.fromkeys(texts) if (known := status.implied(text)))
    figures = row_figures(document, cells, CellReadOptions(worded, words, legend))
    figures = figures._replace(found=without_dates(figures.found))
    if may_be_pair(" ".join(header)) and (pair := pair_columns(header, zip(*cells.texts, strict=True))):
        numbered = [are_numbers([texts[at] for at in pair]) for texts in zip(*cells.texts, strict=True)]
        paired = [
            with_pair(found, row, pair) if are_counted else found
            for found, row, are_counted in zip(figures.found, cells.rows, numbered, strict=True)
        ]
        figures = RowFigures(paired, {**figures.shifts, pair[0]: [0] * len(paired)})
    percents = bare_percents(header, cells)
    return with_percents(figures, cells, percents) if percents else figures


def _without_pictures(cells: Columns, texts: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the texts of the columns, those of columns of pictures alone left empty: these name nothing."""
    return [
        [""] * len(one) if all(text.startswith("![") for text in written if text) else one
        for written, one in zip(cells.texts, texts, strict=True)
    ]


def _roles(table: Evidence, alike: Tracker | None, told: int | None) -> Roles:
    """Return what the columns are: as the author says, else as in a table of the same kind, else as they look."""
    if told is not None:
        return Roles([told])
    if alike is None:
        return roles_of(table)
    held = sum(column in row for row in table.found for column in alike.progress_columns)
    filled = sum(table.filled[column] for column in alike.progress_columns)
    is_alike = held >= SOME_OF_CELLS * filled
    return Roles(list(alike.progress_columns), alike.shape) if held and is_alike else roles_of(table)


def _shares_of_counts(cells: Columns, found: Sequence[Mapping[int, CellFigures]], columns: Sequence[int]) -> int | None:
    """Return the column of progress whose percents are those of counts in another column, of their sum."""
    for column in columns:
        percents = [stated(row[column].figures).percent or 0.0 for row in found if column in row]
        if len(percents) < len(cells.rows) or min(percents) <= 0 or abs(sum(percents) - _ALL) > 1:
            continue
        for texts in cells.texts:
            counts = [_count(text) for text in texts if _DIGITS_PAIRS.fullmatch(text)]
            if len(counts) == len(percents) > 1 and _are_shares(percents, counts):
                return column
    return None


def _are_shares(percents: Sequence[float], counts: Sequence[int]) -> bool:
    whole = sum(counts) or 1
    return all(abs(_ALL * count / whole - percent) <= 1 for count, percent in zip(counts, percents, strict=True))


_FEW_WORDS = 8


def _are_state_words(texts: Sequence[str]) -> bool:
    """Return whether the cells of a column say nothing but states, in words: `OK`, `WIP`, `Yes (twice)`."""
    different = {text.partition(" (")[0] for text in set(texts)}
    if len(different) > _FEW_WORDS:
        return False
    known = status.words()
    said = different - _NOTHING
    return bool(said) and all(status.fold(text) in known for text in said)


_RINGS = frozenset("o⭕○◯〇")
_CROSSES = frozenset("x×✕❌✖✗✘")
_LETTER_CROSSES = frozenset("x×")
_TICKS = frozenset("√✓✔✅☑")
_BETWEEN = frozenset("△▲🔺")
"""What East Asian tables of attendance and of functions say: a ring for yes, a cross for no, a triangle for half."""


def _marks_of(cells: Columns, legend: Callable[[], Legend]) -> dict[str, State]:
    """Return what letters and shapes say in the cells: those of the legend, rings next to crosses or triangles."""
    texts = {status.fold(status.bare(text)) for column in cells.texts for text in set(column) if len(text) <= _SHORT}
    rings = texts & _RINGS
    others = texts & (_CROSSES | _BETWEEN)
    is_told = others or any(map(_are_rings, cells.texts))
    found = dict.fromkeys(rings, State.DONE) if is_told else {}
    if rings:
        found.update({text: State.IN_PROGRESS if text in _BETWEEN else State.OPEN for text in others})
    if texts & _TICKS:
        found.update(dict.fromkeys(texts & _LETTER_CROSSES, State.OPEN))
    own = {
        text for text in texts if (text.isalpha() and len(text) <= _LETTERS) or not (text.isascii() or text in SYMBOLS)
    }
    if own:
        found.update({text: meaning.state for text, meaning in legend().items() if text in own})
    return found


_SHORT = 3
_LETTERS = 2
_EAST_ASIAN_RINGS = frozenset("○◯〇")


def _are_rings(texts: Sequence[str]) -> bool:
    """Return whether a column has rings, which then say what is done, and is empty elsewhere."""
    said = {text for text in texts if text not in _NOTHING}
    return bool(said) and said <= _EAST_ASIAN_RINGS


def _are_marks(texts: Sequence[str], marks: Mapping[str, State]) -> bool:
    """Return whether the cells of a column hold such letters and shapes, and little else."""
    folded = [status.fold(status.bare(text)) for text in texts if text not in _NOTHING]
    is_own = any(text in marks for text in folded)
    return is_own and sum(text in marks or text in SYMBOLS for text in folded) > _NEARLY_ALL * len(folded)


_NEARLY_ALL = 0.9


def _are_crosses(texts: Sequence[str]) -> bool:
    """Return whether a column of states, below `Done`, has a cross for what is done, and nothing else."""
    return {text.casefold() for text in texts} - {""} == {"x"}


def _is_to_answer(header: str, texts: Sequence[str]) -> bool:
    """Return whether a column whose header asks, `Done?`, waits for its first answer."""
    return len(texts) >= _FEWEST and header.endswith(("?", "？")) and asks_for_a_state(header) and not any(texts)


def _are_ticks(header: Sequence[str], column: int, found: Sequence[Mapping[int, CellFigures]]) -> bool:
    """Return whether an empty cell of a column is open: the others hold signs alone, or words of which none says so."""
    cells = [row[column] for row in found if column in row]
    if not cells or not all(map(is_state_cell, cells)):
        return False
    if all(map(_is_sign, cells)):
        return True
    states = Counter(None if cell.rest else cell.figures[0].progress.state for cell in cells)
    is_told = states[State.DONE] >= _FEWEST and states.keys() <= {State.DONE, State.IN_PROGRESS}
    return is_told and asks_for_a_state(header[column])


def _signed(columns: Sequence[int], found: Sequence[Mapping[int, CellFigures]]) -> Collection[int]:
    """Return the columns beside those of progress in which most rows have a sign or a count: several name no row."""
    count = Counter(column for row in found for column, cell in row.items() if is_count(cell) or _has_sign(cell))
    signed = {column for column, number in count.items() if 2 * number > len(found)}.difference(columns)
    return signed if len(signed) > 1 else ()


def _has_sign(cell: CellFigures) -> bool:
    return is_state_cell(cell) and bool(status.parts(cell.figures[0].excerpt.text)[0])


def _is_sign(cell: CellFigures) -> bool:
    symbol, word = status.parts(cell.figures[0].excerpt.text)
    return bool(symbol) or not (word or cell.rest)


def _may_track(document: Document, table: Table) -> bool:
    """Return whether a figure may stand in the table, judged by its characters; words need a header that asks."""
    if can_hold(document.source.text[table.rows[0].span.start : table.span.end]):
        return True
    if any("&" in text or asks_for_a_state(text) for text in table.header.texts):
        return True
    columns = document.once(columns_of, table).texts
    return any(map(_are_state_words, columns)) or any(map(_may_be_marks, columns))


def _may_be_marks(texts: Sequence[str]) -> bool:
    """Return whether the cells of a column hold no more than a letter each, and more than one row says the same."""
    said = [text for text in texts if text]
    if not all(len(text) <= _LETTERS and not text.isdigit() for text in said):
        return False
    return len(set(said)) < len(said) or (bool(said) and all(text.casefold() in _RINGS | _CROSSES for text in said))


def _may_be_tracker(document: Document, table: Table, header: Sequence[str]) -> bool:
    """Return whether the table may have a progress column: by its header, a picture, or two notations side by side."""
    speaks = (speaks_of_progress, asks_for_a_state, speaks_of_coverage, is_day_done)
    if any(says(text) for text in header for says in speaks):
        return True
    text = document.source.slice(table.span)
    if "&" in text or can_hold_picture(text) or any(mark in text for mark in marks(Target.CELL)):
        return True
    if sum(any(mark in text for mark in one.marks) for one in of_target(Target.TEXT)) > 1:
        return True
    columns = document.once(columns_of, table).texts
    return any(map(_are_state_words, columns)) or any(map(_may_be_marks, columns))


def _rows(document: Document, table: Table) -> tuple[Columns, Sequence[RowNumber | None]]:
    """Return the cells of the data rows and the rows' numbers, without paragraphs that the table has swallowed."""
    numbering = document.once(row_numbers, table)
    numbers = numbering.numbers if numbering else [None] * len(table.rows)
    cells = document.once(columns_of, table)
    if cells.are_even or len(table.align) == 1:
        return cells, numbers
    has_pipe = [row.text.find("|", row.span.start, row.span.end) >= 0 for row in table.rows]
    return Columns(list(compress(table.rows, has_pipe)), len(table.align)), list(compress(numbers, has_pipe))


def _names(cells: Columns) -> Sequence[str]:
    """Return by row, the first text as written."""
    if cells.texts and all(cells.texts[0]):
        return cells.texts[0]
    return [next(filter(None, texts), "") for texts in zip(*cells.texts, strict=True)]


def _plain_names(document: Document, cells: Columns, names: Sequence[str]) -> Sequence[str]:
    """Return the same without markup."""
    known = [one if name else "" for name, one in zip(names, all_simply_plain(names), strict=True)]
    return [
        plain_text(document, next(cell.content for cell in row.cells if cell.content.text)) if name is None else name
        for row, name in zip(cells.rows, known, strict=True)
    ]


def _plain_column(document: Document, cells: Columns, column: int, figures: RowFigures) -> Sequence[str]:
    """Return, by row, the text of a cell without markup."""
    texts = cells.texts[column]
    if column not in figures.shifts:
        known = all_simply_plain(texts)
    else:
        known = [
            found[column].text if column in found else simply_plain(text)
            for found, text in zip(figures.found, texts, strict=True)
        ]
    if None not in known:
        return [text or "" for text in known]
    return [
        plain_text(document, row.chosen([column])[0].content) if text is None else text
        for row, text in zip(cells.rows, known, strict=True)
    ]
