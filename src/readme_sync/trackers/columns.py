"""Which columns of a table hold progress: what their cells hold decides first, then the header's words."""

from collections.abc import Iterator, Mapping, Sequence

from readme_sync.model import Figure
from readme_sync.notations import Target
from readme_sync.notations import named as notation_named
from readme_sync.trackers.figures import CellFigures
from readme_sync.trackers.header_words import is_no_progress, speaks_of_a_share, speaks_of_progress
from readme_sync.trackers.states import state_columns

SHARE_OF_CELLS = 0.6
_MOST_BESIDE = 40
"""A cell with more characters beside its figures is prose that mentions a figure."""
_AGREEMENT = 0.8
_FEWEST_SHARES = 2
_FEWEST_COMPARED = 3
_ALL = 100.0
_BESIDE = 8
"""Copies stand side by side, at most so many columns apart."""


def progress_columns(
    header: Sequence[str],
    filled: Sequence[int],
    found: Sequence[Mapping[int, CellFigures]],
    names: Sequence[str],
    about: str,
) -> list[int]:
    """The columns that hold progress.

    Args:
        header: the texts of the header cells.
        filled: by column, how many data cells are not empty.
        found: by data row, the figures of its cells by column.
        names: the first text of each row.
        about: the title of the section.
    """
    states, signs = state_columns(header, filled, found, names, about)
    speaking = any(speaks_of_progress(text) for text in header)
    cells = {
        column: [row[column] for row in found if column in row]
        for column, text in enumerate(header)
        if filled[column] and column not in signs and not is_no_progress(text)
    }
    certain = [
        column
        for column, those in cells.items()
        if column in states or _holds_progress(header[column], filled[column], those, beside=speaking)
    ]
    if not speaking and not set(certain) & states and _compares(certain, cells):
        return []
    if certain:
        sure = set(certain)
        more = [
            column
            for column, those in cells.items()
            if column not in sure
            and sum(map(is_a_figure, those)) >= SHARE_OF_CELLS * filled[column]
            and any(_are_copies(other, column, found) for other in _near(column) if other in sure)
        ]
        return sorted([*certain, *more])
    if not speaking:
        return []
    # `Topic | Chapters | Status`: the status is one that nobody can read, the chapters are counted as 3/7
    return [column for column, those in cells.items() if sum(map(_is_a_count, those)) == filled[column]][:1]


def _compares(columns: Sequence[int], cells: Mapping[int, Sequence[CellFigures]]) -> bool:
    """Whether columns of shares side by side, without a word of progress, compare products: `74% (20/27)` for each."""
    return len(columns) >= _FEWEST_COMPARED and not any(cell.images for column in columns for cell in cells[column])


def _holds_progress(header: str, filled: int, cells: Sequence[CellFigures], *, beside: bool) -> bool:
    """Whether one column holds progress; `beside`: another column's header speaks of progress."""
    if speaks_of_progress(header):
        return sum(map(is_a_figure, cells)) >= SHARE_OF_CELLS * filled
    if beside and speaks_of_a_share(header):
        return sum(map(is_a_figure, cells)) >= SHARE_OF_CELLS * filled and not is_distribution(cells)
    pictures = [cell for cell in cells if cell.images]
    if len(pictures) >= SHARE_OF_CELLS * filled:
        return not is_distribution(pictures)
    return sum(map(_is_twice_the_same, cells)) >= SHARE_OF_CELLS * filled


def is_a_figure(cell: CellFigures) -> bool:
    """Whether a cell holds a figure, and not in prose."""
    return bool(cell.figures) and cell.rest <= _MOST_BESIDE


def _is_a_count(cell: CellFigures) -> bool:
    """Whether a cell holds a fraction and nothing else."""
    return len(cell.figures) == 1 and not cell.rest and cell.figures[0].progress.total is not None


def _is_twice_the_same(cell: CellFigures) -> bool:
    """`76% (16/21)`: a share with its count beside it needs no word."""
    notations = {figure.notation for figure in cell.figures}
    return is_a_figure(cell) and len(notations) > 1 and agree_all(cell.figures)


def is_distribution(cells: Sequence[CellFigures]) -> bool:
    """Whether the cells show the parts of one whole: percents that sum to 100."""
    percents = [figure.progress.percent for cell in cells for figure in cell.figures[:1]]
    known = [percent for percent in percents if percent is not None]
    some = all(0 < percent < _ALL for percent in known)  # no part of a whole is nothing, or all
    return len(known) >= _FEWEST_SHARES and some and abs(sum(known) - _ALL) <= 1


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures can state the same; so do figures of which one is unknown."""
    first, second = one.progress.percent, other.progress.percent
    if first is None or second is None:
        return True
    apart = abs(first - second)
    return apart < 1e-9 or apart < max(one.tolerance, other.tolerance) - 1e-9  # noqa: PLR2004  noise


def agree_all(figures: Sequence[Figure]) -> bool:
    """Whether all figures can state what the first does."""
    return all(agree(figures[0], figure) for figure in figures[1:])


def copy_columns(columns: Sequence[int], found: Sequence[Mapping[int, CellFigures]]) -> dict[int, int]:
    """By column, the first column of which it is a copy (itself, if of none).

    A fraction, its percent and its bar in cells side by side are one figure: columns of different notations whose
    figures agree in most rows. `Theory 40%` and `Practice 40%` are two.
    """
    first: dict[int, int] = {}
    for column in columns:
        near = (other for other in _near(column) if first.get(other) == other)
        first[column] = next((other for other in near if _are_copies(other, column, found)), column)
    return first


def _near(column: int) -> range:
    return range(column - _BESIDE, column + _BESIDE + 1)


def _are_copies(one: int, other: int, found: Sequence[Mapping[int, CellFigures]]) -> bool:
    pairs = [(a, b) for row in found for a, b in _known_pairs(row, one, other)]
    if not pairs or {_form(a) for a, _ in pairs} & {_form(b) for _, b in pairs}:
        return False
    if all(notation_named(figure.notation).target is Target.IMAGE for pair in pairs for figure in pair):
        return False
    right = [agree(a, b) for a, b in pairs]
    return sum(right) >= _AGREEMENT * len(pairs) or _is_one_wrong(pairs, right)


def _is_one_wrong(pairs: Sequence[tuple[Figure, Figure]], right: Sequence[bool]) -> bool:
    """Whether in a short table all but one agree, and not only because nothing, or all, is done."""
    between = any(
        agreed and 0 < (one.progress.percent or 0.0) < _ALL for (one, _), agreed in zip(pairs, right, strict=True)
    )
    return between and len(right) > _FEWEST_SHARES and sum(right) == len(right) - 1


def _form(figure: Figure) -> tuple[str, bool]:
    """How a figure is written: its notation, and whether it stands in two cells."""
    return figure.notation, len(figure.excerpt.pieces) > 1


def _known_pairs(row: Mapping[int, CellFigures], one: int, other: int) -> Iterator[tuple[Figure, Figure]]:
    """The first known figures of two cells of a row."""
    if one in row and other in row:
        first, second = _first_known(row[one]), _first_known(row[other])
        if first and second:
            yield first, second


def _first_known(cell: CellFigures) -> Figure | None:
    return next((figure for figure in cell.figures if figure.progress.percent is not None), None)
