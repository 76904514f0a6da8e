"""Dates that look like fractions: `Done (4/21)`, month and day, in a column of states."""

from collections.abc import Collection, Mapping, Sequence

from readme_sync.model import Figure
from readme_sync.notations import Target, named
from readme_sync.reading.figures import Found

_FEWEST = 3
_MOST = 0.6
_MONTHS = 12
_DAYS = 31
_ALL = 100.0


def without_dates(found: Sequence[Mapping[int, Found]]) -> list[Mapping[int, Found]]:
    """The figures by row and column, without the fractions of columns in which they are dates.

    They are where three or more stand beside a state, most beside done without being all of it, and all can be a month
    and a day.
    """
    known = {id(row): row for row in found}.values()  # rows share them
    columns = {column for row in known for column, cell in row.items() if len(cell.figures) > 1}
    dated = {column for column in columns if _holds_dates([row[column] for row in found if column in row])}
    return [_without(row, dated) for row in found] if dated else list(found)


def _holds_dates(cells: Sequence[Found]) -> bool:
    beside = [(cell, figure) for cell in cells if _states(cell) for figure in cell.figures if _is_fraction(figure)]
    against = sum(figure.progress.percent != _ALL and any(map(_is_done, _states(cell))) for cell, figure in beside)
    is_most = len(beside) >= _FEWEST and against >= _MOST * len(beside)
    return is_most and all(_may_be_date(figure) for _, figure in beside)


def _states(cell: Found) -> list[Figure]:
    """The states that a cell says in words or signs."""
    return [figure for figure in cell.figures if named(figure.notation).target is Target.CELL]


def _is_done(figure: Figure) -> bool:
    return figure.progress.is_done


def _is_fraction(figure: Figure) -> bool:
    return figure.notation == "fraction"


def _may_be_date(figure: Figure) -> bool:
    low, high = sorted((figure.progress.done or 0.0, figure.progress.total or 0.0))
    return 1 <= low <= _MONTHS and high <= _DAYS


def _without(row: Mapping[int, Found], columns: Collection[int]) -> Mapping[int, Found]:
    """A row's figures without the fractions in some columns."""
    return {
        column: cell._replace(figures=tuple(figure for figure in cell.figures if not _is_fraction(figure)))
        if column in columns
        else cell
        for column, cell in row.items()
    }
