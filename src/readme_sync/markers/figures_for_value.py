"""Which figures can state which value."""

from collections.abc import Iterator, Sequence

from readme_sync.model import UNKNOWN, Figure, Value
from readme_sync.notations import Family, Target, family_of, named, of_target
from readme_sync.text import Excerpt
from readme_sync.text.source import cut, whole_span

NUMBER = "number"
_PARTS = {
    Family.PERCENT: Value.PERCENT,
    Family.FRACTION: Value.FRACTION,
    Family.BAR: Value.BAR,
    Family.PICTURE: Value.BADGE,
    Family.BADGE: Value.BADGE,
}
BY_NUMBER = (Value.DONE, Value.TOTAL, Value.LEFT, Value.COUNT)
_NOT_BY_PARTS = (Value.TOTAL, Value.LEFT, Value.COUNT)


BADGE_COUNT = "badge-count"
"""Instead of the name of a notation: a number in a badge whose label no notation knows."""


def part_of(figure: Figure) -> Value | None:
    """Return what a figure states of a progress: percent, fraction, bar or badge; None for everything else."""
    if family_of(figure) is None:
        return None
    notation = named(figure.notation)
    return Value.BAR if notation.target is Target.HTML else _PARTS.get(notation.family)


def numbers_in(seen: Excerpt, others: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the bare numbers in a visible text that belong to no other figure."""
    taken = [figure.span for figure in others]
    for notation in of_target(Target.NUMBER):
        for start, end, progress, tolerance in notation.read(seen.text):
            part = cut(seen, start, end)
            place = whole_span(part) if part else None
            if part and place and not any(map(place.overlaps, taken)):
                yield Figure(notation.name, part, place, progress, tolerance=tolerance)


def figures_for_value(
    wanted: Value, figures: Sequence[Figure], numbers: Sequence[Figure]
) -> list[tuple[Figure, Value]]:
    """Return the figures that state the value, with their copies, and what each states.

    Raises:
        ValueError: none does, several numbers may, or something else stands there.
    """
    parts = [(figure, value) for figure in figures if (value := part_of(figure))]
    if wanted in _NOT_BY_PARTS and parts:
        raise ValueError(f"{_shown(parts[0][0])} states no {wanted}")
    if wanted in BY_NUMBER and numbers:
        different = [one for one in numbers if one.progress != numbers[0].progress]
        if different:
            raise ValueError(f"two numbers stand there, {_shown(numbers[0])} and {_shown(different[0])}")
        parts += [(figure, wanted) for figure in numbers]
    if parts and all(one.progress == UNKNOWN and named(one.notation).family is Family.BADGE for one, _ in parts):
        raise ValueError(f"{_shown(parts[0][0])} states no number")
    if not any(_states(value, wanted) for _, value in parts):
        raise ValueError(f"nothing there states {_article(wanted)}")
    return parts


def _states(value: Value, wanted: Value) -> bool:
    return value is wanted or (wanted is Value.BAR and value is Value.BADGE)


def _shown(figure: Figure) -> str:
    return repr(figure.excerpt.text)


def _article(value: Value) -> str:
    words = {Value.DONE: "how many are done", Value.TOTAL: "a total", Value.LEFT: "how many are left"}
    words |= {Value.PERCENT: "a percent", Value.FRACTION: "a done/total", Value.BAR: "a bar", Value.BADGE: "a badge"}
    return words.get(value, "a count")
