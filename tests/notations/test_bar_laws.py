"""The laws of bars, for bars of all glyphs and widths."""

import time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.errors import RequestError
from readme_sync.model import Progress
from readme_sync.notations import Notation, Reading, named

UNICODE = [
    "█░",
    "▓░",
    "█▒",
    "■□",
    "▰▱",
    "⣿⣀",
    "🟩⬜",
    "🟦⬜\ufe0f",
    "🟨⬛",
    "⬛⬜",
    "🟥⬜",
    "◼◻",
    "▮▯",
    "●○",
    "█-",
    "█·",
]
ASCII = ["#-", "= ", "*.", "#.", "=-"]
PERCENTS = st.integers(0, 10_000).map(lambda value: value / 100)


class Drawn(NamedTuple):
    """A bar as an author writes it."""

    notation: Notation
    text: str
    filled: int
    width: int


@st.composite
def bars(draw: st.DrawFn) -> Drawn:
    name = draw(st.sampled_from(["bar", "ascii-bar"]))
    glyphs = draw(st.sampled_from(UNICODE if name == "bar" else ASCII))
    width = draw(st.integers(5, 60))
    least = 1 if glyphs[1] in "-·⬛" and name == "bar" else 0
    filled = draw(st.integers(least, width))
    frame = draw(st.sampled_from(["[]", "||", ""])) if name == "bar" else "[]"
    text = glyphs[0] * filled + glyphs[1:] * (width - filled)
    return Drawn(named(name), f"{frame[:1]}{text}{frame[1:]}", filled, width)


def read(notation: Notation, bar: str, percent: float) -> list[Reading]:
    """What is read where the bar stands beside its percent."""
    return list(notation.read(f"{bar} {percent:.9f}%"))


@given(bars())
def test_reads_its_cells(bar: Drawn) -> None:
    percent = 100 * bar.filled / bar.width
    (reading,) = read(bar.notation, bar.text, percent)
    assert (reading.start, reading.end) == (0, len(bar.text))
    assert reading.progress.percent == pytest.approx(percent)
    assert reading.tolerance == 100 / bar.width
    assert bar.notation.write(bar.text, reading.progress) == []


@given(bars(), PERCENTS)
def test_writes_within_one_cell_and_touches_only_cells_that_change(bar: Drawn, percent: float) -> None:
    try:
        replacements = bar.notation.write(bar.text, Progress.of_percent(percent))
    except RequestError:
        assert percent == 0
        return
    assert len(replacements) <= 1
    after = bar.text
    for start, end, new in replacements:
        after = after[:start] + new + after[end:]
    (reading,) = read(bar.notation, after, percent)
    assert (reading.start, reading.end) == (0, len(after))
    assert reading.progress.percent is not None
    assert abs(reading.progress.percent - percent) <= reading.tolerance
    assert (reading.progress.percent == 100) == (percent == 100)
    assert (reading.progress.percent == 0) == (percent == 0)
    assert reading.tolerance == 100 / bar.width, "as wide as before"
    assert bar.notation.write(after, Progress.of_percent(percent)) == [], "twice is once"
    kept = round(abs(reading.progress.percent * bar.width / 100 - bar.filled))
    assert sum(len(new.replace("\ufe0f", "")) for *_, new in replacements) == kept, "one character for each cell moved"


@pytest.mark.parametrize(
    ("name", "filled", "empty"), [("bar", "█", "░"), ("bar", "🟩", "⬜\ufe0f"), ("ascii-bar", "#", "-")]
)
def test_ten_thousand_cells_and_a_hundred_times_as_many(name: str, filled: str, empty: str) -> None:
    notation = named(name)
    for width, seconds in ((10_000, 0.5), (1_000_000, 10)):
        text = f"[{filled * (width // 2)}{empty * (width - width // 2)}]"
        started = time.process_time()
        (reading,) = read(notation, text, 50)
        ((_, _, new),) = notation.write(text, Progress.of_percent(75))
        assert time.process_time() - started < seconds
        assert reading.progress.percent == 50
        assert new == filled * (width // 4)
