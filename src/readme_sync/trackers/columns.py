"""What the figures of columns have to do with each other: copies, parts of a whole, counts."""

from collections.abc import Iterator, Mapping, Sequence

from readme_sync.model import Figure, State
from readme_sync.notations import Target
from readme_sync.notations import named as notation_named
from readme_sync.trackers.figures import CellFigures

SHARE_OF_CELLS = 0.6
SOME_OF_CELLS = 0.3
_MOST_BESIDE = 40
"""A cell with more characters beside its figures is prose that mentions a figure."""
_AGREEMENT = 0.8
_FEWEST_SHARES = 2
_ALL = 100.0
_BESIDE = 8
"""Copies stand side by side, at most so many columns apart."""


def is_a_figure(cell: CellFigures) -> bool:
    """Return whether a cell holds a figure, and not in prose."""
    return bool(cell.figures) and cell.rest <= _MOST_BESIDE


def is_count(cell: CellFigures) -> bool:
    """Return whether a cell holds a fraction and nothing else."""
    return len(cell.figures) == 1 and not cell.rest and cell.figures[0].progress.total is not None


def is_twice_the_same(cell: CellFigures) -> bool:
    """`76% (16/21)`: a share with its count beside it needs no word."""
    notations = {figure.notation for figure in cell.figures}
    return is_a_figure(cell) and len(notations) > 1 and agree_all(cell.figures)


def is_distribution(cells: Sequence[CellFigures]) -> bool:
    """Return whether the cells show the parts of one whole: percents that sum to 100."""
    percents = [figure.progress.percent for cell in cells for figure in cell.figures[:1]]
    known = [percent for percent in percents if percent is not None]
    some = all(0 < percent < _ALL for percent in known)  # no part of a whole is nothing, or all
    return len(known) >= _FEWEST_SHARES and some and abs(sum(known) - _ALL) <= 1


def agree(one: Figure, other: Figure) -> bool:
    """Return whether two figures can state the same; so do figures of which one is unknown."""
    first, second = one.progress.percent, other.progress.percent
    if first is None or second is None:
        return True
    apart = abs(first - second)
    return apart < 1e-9 or apart < max(one.tolerance, other.tolerance) - 1e-9  # noqa: PLR2004  noise


def agree_all(figures: Sequence[Figure]) -> bool:
    """Return whether all figures can state what the first does."""
    return all(agree(figures[0], figure) for figure in figures[1:])


def copy_columns(columns: Sequence[int], found: Sequence[Mapping[int, CellFigures]]) -> dict[int, int]:
    """Return by column, the first column of which it is a copy (itself, if of none).

    A fraction, its percent and its bar in cells side by side are one figure: columns of different notations whose
    figures agree in most rows. `Theory 40%` and `Practice 40%` are two.
    """
    first: dict[int, int] = {}
    for column in columns:
        places = (other for other in near(column) if first.get(other) == other)
        first[column] = next((other for other in places if are_copies(other, column, found)), column)
    return first


def near(column: int) -> range:
    """Return the columns in which copies of one may stand."""
    return range(column - _BESIDE, column + _BESIDE + 1)


def are_copies(one: int, other: int, found: Sequence[Mapping[int, CellFigures]]) -> bool:
    """Return whether two columns say the same in two notations: a fraction, its percent, its bar, its state."""
    pairs = [(a, b) for row in found for a, b in _known_pairs(row, one, other)]
    if not pairs or {_form(a) for a, _ in pairs} & {_form(b) for _, b in pairs}:
        return False
    if all(notation_named(figure.notation).target is Target.IMAGE for pair in pairs for figure in pair):
        return False
    right = [agree(a, b) for a, b in pairs]
    return sum(right) >= _AGREEMENT * len(pairs) or _is_one_wrong(pairs, right)


def _is_one_wrong(pairs: Sequence[tuple[Figure, Figure]], right: Sequence[bool]) -> bool:
    """Return whether in a short table all but one agree, and not only because nothing, or all, is done.

    Two numbers in each of four rows or more that agree in all but one are no accident.
    """
    between = any(
        agreed and 0 < (one.progress.percent or 0.0) < _ALL for (one, _), agreed in zip(pairs, right, strict=True)
    )
    are_numbers = len(right) > _FEWEST_SHARES + 1 and all(
        notation_named(figure.notation).target is Target.TEXT for pair in pairs for figure in pair
    )
    return (between or are_numbers) and len(right) > _FEWEST_SHARES and sum(right) == len(right) - 1


def _form(figure: Figure) -> tuple[str, bool]:
    """Return how a figure is written: its notation, and whether it stands in two cells."""
    return figure.notation, len(figure.excerpt.pieces) > 1


def _known_pairs(row: Mapping[int, CellFigures], one: int, other: int) -> Iterator[tuple[Figure, Figure]]:
    """Yield the first known figures of two cells of a row; a state in progress agrees with any percent."""
    if one in row and other in row:
        first, second = _first_known(row[one]), _first_known(row[other])
        if first and second:
            yield first, second


def _first_known(cell: CellFigures) -> Figure | None:
    return next((figure for figure in cell.figures if figure.progress.state is not State.UNKNOWN), None)
