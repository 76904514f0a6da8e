"""Two columns that are one fraction: `Completed | Total`, a number in each.

The figure is the fraction `3/10` whose numbers stand in two cells and whose slash stands nowhere; so the notation that
reads fractions writes into the cells.
"""

from collections.abc import Iterable, Mapping, Sequence

from readme_sync.model import Figure, Progress
from readme_sync.reading.figures import Found
from readme_sync.reading.words import is_done_header, is_total_header, names_a_pair
from readme_sync.syntax import Cell, Row
from readme_sync.syntax.entities import holds_reference
from readme_sync.text import Excerpt
from readme_sync.text.excerpt import Piece
from readme_sync.text.regex import regex

_FRACTION = "fraction"
_EMPHASIS = "*_"
_DIGITS = regex(r"[0-9]{1,9}")


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


def with_pair(found: Mapping[int, Found], row: Row, columns: tuple[int, int]) -> dict[int, Found]:
    """The figures of a row, and the fraction of the two cells in the column of what is done."""
    done, total = row.chosen(columns)
    figure = _figure(done, total, columns[0])
    return {**found, columns[0]: Found((figure,), text=done.content.text.strip(_EMPHASIS))}


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
    return all(map(_DIGITS.fullmatch, numbers)) and int(numbers[0]) <= int(numbers[1])
