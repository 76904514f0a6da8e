"""RS206 row-numbers: the numbers in front of a table's rows have a gap, a duplicate, or are out of order.

## What it does

Looks at tables whose rows are numbered 1, 2, 3, ... (or from 0), in front of the text of the first cell (`11: Scales`)
or in a column of their own, and reports where the count is broken. Numbers that do not count the rows (ids of problems,
years, ports) are left alone, and so is a count that begins anew.

## Why is this bad?

A row was lost or is there twice, so a count by the last number is wrong.

## Example

    | Course    | Progress |
    | --------- | -------- |
    | 1: Scales | 100%     |
    | 2: Chords | 100%     |
    | 3: Rhythm | 40%      |
    | 4: Rests  | 0%       |
    | 6: Keys   | 0%       |

Row 5 is missing.

## Fix safety

The fix renumbers the rows, upward from the first, with zeros in front where there are some. It is unsafe: other
places may refer to a row by its number.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from readme_sync.model import Applicability, Fix, Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Edit, Span
from readme_sync.trackers.tables import RowNumber, row_numbers

_FEWEST_STEPS = 3
_STEPS_PER_BREAK = 3
_WIDEST_GAP = 5
_NUMBERED_ROWS = 0.8


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    for table in readme.document.tables:
        if numbering := readme.document.once(row_numbers, table):
            numbers = [number for number in numbering.numbers if number]
            if len(numbers) < _NUMBERED_ROWS * len(numbering.numbers):
                continue
            first = numbers[0].value
            if [number.value for number in numbers] == list(range(first, first + len(numbers))):
                continue  # as nearly always
            for run in _runs(numbers):
                if _counts_rows([number.value for number in run]):
                    edits = tuple(_renumbered(run))
                    for span, message in _breaks(run):
                        yield span, message, Fix("renumber the rows", edits, applicability=Applicability.UNSAFE)


def _runs(numbers: Sequence[RowNumber]) -> Iterator[Sequence[RowNumber]]:
    """The numbers cut where the count begins anew."""
    starts = [index for index, number in enumerate(numbers) if number.value == numbers[0].value]
    for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
        yield numbers[start:end]


def _counts_rows(values: Sequence[int]) -> bool:
    """Whether the numbers are meant to count the rows: from 0 or 1, nearly always by 1."""
    steps = [after - before for before, after in pairwise(values)]
    broken = [step for step in steps if step != 1]
    good = len(steps) - len(broken)
    if values[0] <= 1 and _is_one_mistyped(values):
        return True
    if values[0] > 1 or good < _FEWEST_STEPS or any(abs(step) > _WIDEST_GAP for step in broken):
        return False
    is_complete = set(values) == set(range(values[0], values[0] + len(values)))
    return good >= (len(broken) if is_complete else _STEPS_PER_BREAK * len(broken))


def _is_one_mistyped(values: Sequence[int]) -> bool:
    """Whether all numbers but one between others are where they should be: `1 2 4 4 5`."""
    wrong = [place for place, value in enumerate(values) if value != values[0] + place]
    return len(wrong) == 1 and 0 < wrong[0] < len(values) - 1 and len(values) > _FEWEST_STEPS


def _renumbered(numbers: Sequence[RowNumber]) -> Iterator[Edit]:
    """What makes the numbers count up from the first, with zeros in front where the author writes them."""
    padded = [number.span.length for number in numbers if number.span.length > len(str(number.value))]
    digits = min(padded, default=1)
    for value, number in enumerate(numbers, numbers[0].value):
        if value != number.value:
            yield Edit(number.span, str(value).zfill(digits))


def _breaks(numbers: Sequence[RowNumber]) -> Iterator[tuple[Span, str]]:
    everywhere = {number.value for number in numbers}
    seen = {numbers[0].value}
    for before, (value, span) in pairwise(numbers):
        missing = [number for number in range(before.value + 1, value) if number not in everywhere]
        if value in seen:
            yield span, f"the row number {value} stands here for the second time"
        elif missing:
            which = f"{missing[0]} is" if len(missing) == 1 else f"{missing[0]} to {missing[-1]} are"
            yield span, f"the row numbers jump from {before.value} to {value}; {which} missing"
        elif value < before.value:
            yield span, f"the row number {value} stands below {before.value}"
        seen.add(value)


RULE = rule("RS206", "row-numbers", Level.WARNING, _find)
