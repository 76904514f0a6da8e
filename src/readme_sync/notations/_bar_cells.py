"""What bars of all kinds share: how many cells are filled, and the characters to replace when the boundary moves."""

from collections.abc import Sequence

from readme_sync.errors import RequestError
from readme_sync.model import Progress
from readme_sync.notations.notation import Replacement
from readme_sync.text.regex import regex

FEWEST = 5
"""Fewer cells are a box, a bullet, a rating."""

NUMBER = regex(r"[0-9][ \xa0]?(?:[%％]|[/／][ \xa0]?[~≈]?[0-9]|(?:out )?of ~?[0-9])")
"""Where a percent or a fraction stands, as far as a bar beside it needs to know."""

_ALL = 100
_NOISE = 1e-9


def progress_of(filled: float, width: float) -> Progress:
    """What a bar shows; a full one exactly 100, whatever the noise of binary fractions."""
    return Progress.of_percent(100.0 if filled == width else 100 * filled / width)


def filled_for(filled: int, width: int, progress: Progress) -> int:
    """How many of `width` cells are filled when a bar with `filled` ones is to show `progress`.

    As many as come nearest; of two as near, those of before. Full only when all is done, empty only when nothing is.
    (An item that is set to what it says already keeps a bar that is right within one cell: authors floor and ceil.)

    Raises:
        RequestError: the progress has no percent.
    """
    percent = progress.percent
    if percent is None:
        raise RequestError(f"a bar cannot state {progress.state}", hint="write a number such as 40, or done, or open")
    if percent <= 0:
        return 0
    if percent >= _ALL:
        return width
    exact = percent * width / 100
    wanted = filled if abs(filled - exact) <= 0.5 + _NOISE else round(exact)
    return min(max(wanted, 1), width - 1)


def moved(start: int, old: Sequence[str], new: Sequence[str]) -> list[Replacement]:
    """What to replace so that the cells `old`, the first of which stands at `start`, become `new`."""
    first, last = 0, len(old)
    while first < last and old[first] == new[first]:
        first += 1
    while last > first and old[last - 1] == new[last - 1]:
        last -= 1
    if first == last:
        return []
    begin = start + sum(map(len, old[:first]))
    return [Replacement(begin, begin + sum(map(len, old[first:last])), "".join(new[first:last]))]
