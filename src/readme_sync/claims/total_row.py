"""The row of a table that sums up the others: `Total | 83/345 | 24.1%`, `Average | 62%`, `Remaining | 142`.

Per column: fractions are summed, done over all, or the rows that are done are counted; numbers are summed. A percent is
that of the sum where there are counts beside it, or the mean. A mean may be weighted, and a sum of numbers may hold
what is not listed: those are in doubt.
"""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from readme_sync.claims._bind import claim_of, count_claim
from readme_sync.claims._counts import Count, bare_number, fact_of, near, number_at
from readme_sync.claims._page import ClaimContext, TableView
from readme_sync.claims.form import Form
from readme_sync.markdown import Cell, Row
from readme_sync.markdown.plain_text import shown
from readme_sync.model import UNKNOWN, Certainty, Claim, Doubt, Fact, Figure, Progress, Shape
from readme_sync.notations import Target, named
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import agree
from readme_sync.trackers.figures import can_hold, find_figures
from readme_sync.trackers.header_words import (
    is_done_header,
    is_left,
    is_mean,
    is_number_header,
    is_total,
    is_total_header,
    may_sum_up,
    speaks_of_a_share,
)

_FEWEST = 2
_ALL = 100.0
_NEAR = 0.05
_NEAR_ITSELF = 0.1
_AGREEMENT = 0.8
_MOST_APART = 20.0
_LEFT_SIDE = regex(r"(?i)\W{0,3}left[ -][^\W\d_]")
"""A row that names the left side of something: `Left align`."""
_FRACTION = "fraction"
_COUNTED = regex(r"[*_ ]{0,4}(?P<value>[0-9]{1,4})[ \xa0](?P<noun>[^\W\d_]{2,20})s[*_ ]{0,4}")
_TOTALLED = regex(r"[*_ ]{0,4}(?P<value>[0-9]{1,6})[ \xa0](?:total|in total|gesamt|insgesamt)[*_ ]{0,4}")
_TOTAL_OF = regex(
    r"(?i)\W{0,3}(?:total|gesamt|totale|итого)(?: (?!completion|progress|coverage|score)[^\W\d_]{2,20}){1,3}\W{0,3}\Z"
)
"""What the last row may be called that sums up the others: `Total Tables`."""
_ONLY_NUMBER = regex(r"[^\w`]{0,6}[0-9][0-9.,]*[^\n`]{0,12}")
_NUMBER = regex(r"(?<![0-9.,/])[0-9]{1,6}(?![0-9.,/%％])")


class _Kind(Enum):
    SUM = auto()
    MEAN = auto()
    LEFT = auto()


class _Rows(NamedTuple):
    """The rows that a total row sums up, and how they lie to it."""

    grid: TableView
    rows: Sequence[Row]
    where: str

    @property
    def origin(self) -> str:
        return f"{len(self.rows)} rows {self.where}"


def _find(page: ClaimContext) -> Iterator[Claim]:
    for grid in page.grids:
        rows = grid.block.rows
        kinds = [_kind(grid, row) for row in rows] if len(rows) > _FEWEST and _may_hold_total(grid) else []
        others = [row for row, kind in zip(rows, kinds, strict=True) if kind is None] if any(kinds) else []
        if len(others) < _FEWEST or any(map(_is_subtotal, (grid.label(row) for row in others))):
            continue
        seen: set[_Kind] = set()
        for row, kind in zip(rows, kinds, strict=True):
            if kind and kind not in seen and kind is not _Kind.LEFT and not _is_shifted(grid, row):
                seen.add(kind)
                where = "above" if row is not rows[0] else "below"
                yield from _claims(_Rows(grid, others, where), row, kind)


def _may_hold_total(grid: TableView) -> bool:
    """Return whether one of the rows may sum up others; where all are items, none does."""
    tracker = grid.tracker
    return tracker is None or tracker.shape is Shape.MATRIX or len(tracker.items) < len(grid.block.rows)


def _kind(grid: TableView, row: Row) -> _Kind | None:
    if not may_sum_up(row.text[row.span.start : row.span.end]):
        return None
    label = grid.label(row)
    if is_left(label) and not _LEFT_SIDE.match(label):
        return _Kind.LEFT
    if row is grid.block.rows[-1] and _TOTAL_OF.match(label):
        return _Kind.SUM
    return _Kind.MEAN if is_mean(label) else _Kind.SUM if is_total(label) else None


def _is_shifted(grid: TableView, row: Row) -> bool:
    """Say if a row has its label in the column of the row numbers, for want of a cell: its figures are no sums."""
    return not row.texts[-1] and is_number_header(grid.header[0]) and any(map(str.isalpha, row.texts[0]))


def _is_subtotal(label: str) -> bool:
    """Return whether a row among the others may sum up some of them."""
    words = set(label.casefold().replace("-", "").split())
    return not words.isdisjoint({"total", "subtotal", "sub", "sum", "totals", "小计", "소계"})


def _claims(rows: _Rows, total: Row, kind: _Kind) -> Iterator[Claim]:
    columns = _totalled(rows, total)
    pairs = _pairs(rows.grid, columns)
    sums = {column: (figure.progress.done, _summed(cells)) for column, (figure, cells) in columns.items()}
    right = {column for column, (stated, truth) in sums.items() if stated == truth and truth > len(rows.rows)}
    if kind is _Kind.SUM:
        yield from _counts_of_rows(rows, total)
        yield from _own_sum(rows, total)
    for column, (figure, cells) in columns.items():
        form = _form(figure)
        if form == _FRACTION and kind is _Kind.SUM and all(map(_is_share, (figure, *cells))):
            yield _of_fraction(rows, figure, cells)
        elif form == "number" and kind is _Kind.SUM and not speaks_of_a_share(rows.grid.header[column]):
            claim = _of_number(rows, figure, cells, is_sure=column in pairs or bool(right - {column}))
            is_bare = bool(_figures(rows.grid, total.cells[column], column))
            if is_bare or claim.certainty is not Certainty.UNSURE:
                yield claim
        elif form == "percent":
            claim = _of_percents(rows, figure, cells, columns, pairs)
            if not (claim.doubt and (_says_itself(total, figure) or _is_far(claim))):
                yield claim


def _totalled(rows: _Rows, total: Row) -> dict[int, tuple[Figure, list[Figure]]]:
    """By column, the figure of the total row, and those of the rows that it may sum up."""
    columns: dict[int, tuple[Figure, list[Figure]]] = {}
    for column, cell in enumerate(total.cells):
        wanted = [figure for figure in _of_total(rows.grid, cell, column) if figure.progress != UNKNOWN]
        if len(wanted) == 1:
            cells = _column(rows, column, wanted[0])
            if len(cells) >= _FEWEST:
                columns[column] = (wanted[0], cells)
    return columns


def _of_fraction(rows: _Rows, figure: Figure, cells: Sequence[Figure]) -> Claim:
    found = _of_fractions(rows, cells)
    is_near = _is_near(figure.progress, found)
    doubt = Doubt.NONE if is_near else _why(figure.progress.total, found[0].progress.total)
    return claim_of(figure, rows.grid.section, fact_of(found), doubt)


def _of_number(rows: _Rows, figure: Figure, cells: Sequence[Figure], *, is_sure: bool) -> Claim:
    truth = _summed(cells)
    doubt = _why(figure.progress.done, truth)
    if _together(figure.progress.done, truth):
        doubt = Doubt.NONE if is_sure else Doubt.NEAR_COUNT
    count = Count(Progress.of_number(truth), f"the {rows.origin} summed up")
    return claim_of(figure, rows.grid.section, fact_of([count]), doubt)


def _is_share(figure: Figure) -> bool:
    """Return whether a fraction is a part of a whole; in `27/0` two things are counted."""
    return (figure.progress.done or 0.0) <= (figure.progress.total or 0.0)


def _summed(cells: Sequence[Figure]) -> float:
    return sum(cell.progress.done or 0.0 for cell in cells if _form(cell) == "number")


def _counts_of_rows(rows: _Rows, total: Row) -> Iterator[Claim]:
    """Yield the counts of rows in a total row, by the noun of a header: `**Total** | 15 features` below `Feature`."""
    headers = {word.casefold() for text in rows.grid.header for word in text.split()}
    for column, cell in enumerate(total.cells[: len(rows.grid.header)]):
        found = _COUNTED.fullmatch(cell.content.text)
        if not found or found["noun"].casefold() not in headers or _holds_numbers(rows, column):
            continue
        figure = number_at(cell.content, found.span("value"))
        truth = len(rows.rows)
        if figure and abs((figure.progress.done or 0.0) - truth) <= 1:
            yield count_claim(figure, rows.grid.section, [truth], rows.origin, Doubt.NEAR_COUNT)


def _own_sum(rows: _Rows, total: Row) -> Iterator[Claim]:
    """Yield the claim of a number named total in a total row, over the numbers with nouns beside it."""
    cells = [shown(rows.grid.document, cell.content) for cell in total.cells[: len(rows.grid.header)]]
    totals = [(cell, found) for cell in cells if (found := _TOTALLED.fullmatch(cell.text))]
    counted = [
        found for cell in cells if (found := _COUNTED.fullmatch(cell.text)) and not _TOTALLED.fullmatch(cell.text)
    ]
    nouns = [found["noun"] for found in counted]
    parts = [int(found["value"]) for found in counted if nouns.count(found["noun"]) > 1]
    figure = number_at(totals[0][0], totals[0][1].span("value")) if len(totals) == 1 and len(parts) > 1 else None
    if figure and near(figure.progress.done or 0.0, sum(parts), _NEAR_ITSELF):
        origin = "the numbers beside it summed up"
        yield count_claim(figure, rows.grid.section, [sum(parts)], origin, Doubt.NEAR_COUNT)


def _holds_numbers(rows: _Rows, column: int) -> bool:
    """Return whether the cells of a column are mostly numbers: then its total is their sum, and counts no rows."""
    texts = [row.chosen([column])[0].content.text for row in rows.rows]
    return sum(_ONLY_NUMBER.fullmatch(text) is not None for text in texts) >= len(texts) / 2


def _why(stated: float | None, truth: float | None) -> Doubt:
    """Why a sum that is far off is in doubt."""
    return Doubt.MORE_THAN_LISTED if (stated or 0.0) >= (truth or 0.0) else Doubt.OVERLAP


def _is_far(claim: Claim) -> bool:
    """Say if a percent is far from all that the rows say: then it is of something else, or some rows weigh more."""
    stated = claim.figure.progress.percent or 0.0
    percents = [one.percent for one in claim.fact.progresses] if isinstance(claim.fact, Fact) else []
    return all(abs((percent or 0.0) - stated) > _MOST_APART for percent in percents)


def _says_itself(total: Row, figure: Figure) -> bool:
    """Say if two numbers beside a percent in the total row have that share, whatever the rows say: `47 | 8 | 17%`."""
    cells = [_NUMBER.findall(cell.content.text) for cell in total.cells]
    numbers = [int(found[0]) for found in cells if len(found) == 1]
    shares = [Progress.of_fraction(done, whole) for done in numbers for whole in numbers if 0 < done < whole]
    return any(agree(figure, figure._replace(progress=share)) for share in shares)


def _is_near(stated: Progress, found: Sequence[Count]) -> bool:
    """Say if a total is so near that it must be meant: topics that overlap sum up to much more than there is."""
    return any(
        _together(stated.total, count.progress.total)
        and (stated.total == count.progress.total or _together(stated.done, count.progress.done))
        for count in found
    )


def _together(stated: float | None, truth: float | None) -> bool:
    """Return whether two counts are no further apart than by an oversight."""
    return abs((stated or 0.0) - (truth or 0.0)) <= max(1.0, _NEAR * (truth or 0.0))


def _pairs(grid: TableView, columns: dict[int, tuple[Figure, list[Figure]]]) -> list[int]:
    """Return the columns of what is done and of the total, where both are numbers."""
    numbers = [column for column, (figure, _) in columns.items() if _form(figure) == "number"]
    done = [column for column in numbers if is_done_header(grid.header[column])]
    total = [column for column in numbers if is_total_header(grid.header[column])]
    return [done[0], total[0]] if len(done) == len(total) == 1 else []


def _of_fractions(rows: _Rows, cells: Sequence[Figure]) -> list[Count]:
    done = sum(cell.progress.done or 0 for cell in cells)
    total = sum(cell.progress.total or 0 for cell in cells)
    finished = sum(cell.progress.is_done for cell in cells)
    return [
        Count(Progress.of_fraction(done, total), f"the {rows.origin} summed up"),
        Count(Progress.of_fraction(finished, len(cells)), rows.origin),
    ]


def _of_percents(
    rows: _Rows,
    figure: Figure,
    cells: Sequence[Figure],
    columns: dict[int, tuple[Figure, list[Figure]]],
    pairs: Sequence[int],
) -> Claim:
    fractions = [found for one, found in columns.values() if _form(one) == _FRACTION]
    found = [count for one in fractions for count in _of_fractions(rows, one)]
    if pairs:
        done, total = (sum(cell.progress.done or 0 for cell in columns[column][1]) for column in pairs)
        found.append(Count(Progress.of_fraction(done, total), f"the {rows.origin} summed up"))
    percents = [cell.progress.percent or 0.0 for cell in cells]
    found.append(Count(Progress.of_percent(sum(percents) / len(percents)), f"the mean of {rows.origin}"))
    if abs(sum(percents) - _ALL) <= 1:  # the parts of one whole
        found.append(Count(Progress.of_percent(sum(percents)), f"the {rows.origin} summed up"))
    return claim_of(
        figure,
        rows.grid.section,
        fact_of(found),
        Doubt.NONE if _explains(rows, cells, fractions, columns, pairs) else Doubt.WEIGHTED,
    )


def _explains(
    rows: _Rows,
    cells: Sequence[Figure],
    fractions: Sequence[Sequence[Figure]],
    columns: dict[int, tuple[Figure, list[Figure]]],
    pairs: Sequence[int],
) -> bool:
    """Return whether the percents of the rows are those of the counts beside them, and not of something else."""
    if fractions:
        beside = [cell.progress for cell in fractions[0]]
    elif pairs:
        done, total = (columns[column][1] for column in pairs)
        both = zip(done, total, strict=False)
        beside = [Progress.of_fraction(one.progress.done or 0, other.progress.done or 0) for one, other in both]
    else:
        return False
    if not len(beside) == len(cells) == len(rows.rows):
        return False
    right = [agree(cell, cell._replace(progress=one)) for cell, one in zip(cells, beside, strict=True)]
    return sum(right) >= _AGREEMENT * len(right)


def _column(rows: _Rows, column: int, like: Figure) -> list[Figure]:
    """The figures of a column, one a row and all of the form of the total's; none where some cell holds another."""
    found = []
    for row in rows.rows:
        cell = row.chosen([column])[0]
        if not cell.content.text.strip("-–— "):
            continue
        figures = [figure for figure in _figures(rows.grid, cell, column) if _form(figure) == _form(like)]
        if len(figures) != 1 or figures[0].progress == UNKNOWN:
            return []
        found.append(figures[0])
    return found


def _form(figure: Figure) -> str:
    """Return what a figure is: a fraction, a number or a percent."""
    if figure.progress.total is not None:
        return _FRACTION
    return "number" if figure.progress.percent is None else "percent"


def _of_total(grid: TableView, cell: Cell, column: int) -> list[Figure]:
    """Return the figures of a cell in a total row; there a number may have a noun behind it: `68 total`."""
    found = _figures(grid, cell, column)
    seen = shown(grid.document, cell.content)
    counted = None if found else _COUNTED.fullmatch(seen.text) or _TOTALLED.fullmatch(seen.text)
    number = number_at(seen, counted.span("value")) if counted else None
    return [number] if number else found


def _figures(grid: TableView, cell: Cell, column: int) -> list[Figure]:
    """Return the figures of a cell, of each form the first; a bare number where it is all that the cell holds."""
    content = cell.content
    if can_hold(content.text):
        found = find_figures(grid.document, content, column).figures
        figures = [one for one in found if named(one.notation).target is not Target.CELL]
        if figures:
            return list({_form(one): one for one in reversed(figures)}.values())[:1] if len(figures) == 1 else figures
    seen = shown(grid.document, content)
    number = bare_number(seen, column)
    return [number] if number else []


FORM = Form("total-row", 20, _find)
