"""Numbers as people write them: decimals, leading zeros, a comma for a point, separated thousands."""

import math

from readme_sync.errors import RequestError
from readme_sync.model import Progress

ALL = 100.0
MAX_DECIMALS = 6
_EXACT = 1e-9


def decimals(written: str) -> int:
    """Return how many digits stand behind the decimal point or comma."""
    point = max(written.rfind("."), written.rfind(","))
    return len(written) - point - 1 if point >= 0 else 0


def value_of(written: str) -> float:
    """Return the value of a number with a decimal point or comma."""
    return float(written.replace(",", "."))


def count_of(written: str) -> int:
    """Return the value of a whole number, thousands separated by commas or not."""
    return int(written.replace(",", ""))


def step(written: str) -> float:
    """Return one unit of the last decimal written."""
    return float(10 ** -decimals(written))


def close(one: float, other: float) -> bool:
    """Return whether two figures are equal but for the noise of binary fractions."""
    return abs(one - other) < _EXACT


def like(written: str, value: float) -> str:
    """`value` in the manner of `written`: its decimals or more, its comma, as many digits if it begins with a zero."""
    places = decimals(written)
    while places < MAX_DECIMALS and not close(round(value, places), value):
        places += 1
    text = f"{value:.{places}f}"
    if written.startswith("0") and len(written) > 1 and written[1].isdigit():
        text = text.zfill(len(written))
    return text.replace(".", ",") if "," in written else text


def count_like(written: str, value: int) -> str:
    """Return a whole number in the manner of `written`: its separators, as many digits if it has zeros in front."""
    if "," in written:
        return f"{value:,}"
    return str(value).zfill(len(written)) if written.startswith("0") else str(value)


def percent_for(written: str, progress: Progress) -> float:
    """Return the percent to put in place of `written`.

    A percent that somebody states is taken as it is. One that follows from a fraction is rounded at the decimals
    written (a half upwards), or left as it stands where it is rounded in another way; 100 is left to what is done,
    0 to what is not begun.

    Raises:
        RequestError: the progress has no percent.
    """
    if progress.percent is None:
        raise RequestError(f"{progress.state} has no percent", hint="write a number such as 40, or done, or open")
    if progress.total is None:
        return progress.percent
    places, unit = decimals(written), step(written)
    stands = value_of(written)
    rounded = stands if abs(stands - progress.percent) < unit else round(progress.percent + _EXACT, places)
    if rounded >= ALL > progress.percent:
        return round(ALL - unit, places)
    return unit if rounded <= 0 < progress.percent else rounded


def whole(value: float) -> int | None:
    """Return the whole number that `value` is, None where it is none."""
    nearest = round(value)
    return nearest if close(nearest, value) else None


def part_of(total: float, progress: Progress) -> tuple[int, int]:
    """Return the progress as (done, total); the total is kept unless the progress comes with another.

    Raises:
        RequestError: no whole number of `total` is that percent.
    """
    if progress.done is not None and progress.total is not None:
        done, all_of_it = whole(progress.done), whole(progress.total)
    else:
        if not total:
            raise RequestError("it has no total", hint="write it as n/m")
        if progress.percent is None:
            raise RequestError(f"{progress.state} is no count", hint=f"write it as n/{total:g}")
        done, all_of_it = whole(progress.percent * total / 100), whole(total)
    if done is None or all_of_it is None:
        if progress.percent is None or not total:
            raise RequestError("a count takes whole numbers", hint="write it as n/m")
        nearest = math.floor(progress.percent * total / 100 + 0.5)
        meant = progress.percent if progress.percent <= total else nearest
        part = f"{progress.percent:g} % of {total:g} is not a whole number"
        raise RequestError(f"a number alone is a percent, and {part}", hint=f"for a count write {meant:g}/{total:g}")
    return done, all_of_it
