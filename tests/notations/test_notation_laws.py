"""The laws of notations, written once, for all that the registry finds."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.notations import Family, Notation, Reading, Target, every

CASES = Path(__file__).resolve().parents[1] / "cases" / "notations"


def _texts(notation: Notation) -> list[str]:
    """The texts of the notation's cases."""
    return [case["text"] for case in tomllib.loads((CASES / f"{notation.name}.toml").read_text("utf-8")).values()]


def _slices(notation: Notation) -> list[str]:
    """What the notation reads in the texts of its cases."""
    return [text[reading.start : reading.end] for text in _texts(notation) for reading in notation.read(text)]


PROGRESSES = st.one_of(
    st.integers(0, 100).map(Progress.of_percent),
    st.integers(0, 10_000).map(lambda value: Progress.of_percent(value / 100)),
    st.integers(1, 500).flatmap(
        lambda total: st.integers(0, total).map(lambda done: Progress.of_fraction(done, total))
    ),
    st.sampled_from([Progress.of_state(State.DONE), Progress.of_state(State.OPEN)]),
)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *"0123456789",
            *"█░▓▒⬜🟩▌[#=->]",
            "██████",
            "\ufe0f",
            "[#####]",
            " of ",
            "/",
            "%",
            " ",
            ".",
            ",",
            "-",
            "~",
            "(",
            ")",
            "x",
            "40",
            "3/10",
            "％",
            "約",
            "+",
            "\xa0",
        ]
    )
    | st.text(max_size=3),
    max_size=12,
).map("".join)
BAR_SEEDS = ["█", "█░", "░█", "🟩", "⬜\ufe0f", "█ ", "[", "[=", "[ ", "[=====] ", "|█   ", "1 of ", "<progress "]
"""All value: any cell may change. Most need a number beside them to be read."""
ALL = pytest.mark.parametrize("notation", every(), ids=lambda notation: notation.name)


def _again(notation: Notation, part: str, percent: float) -> list[Reading]:
    """What is read in a slice; a bar needs the number beside it."""
    beside = f" {percent:.9f}%" if notation.family is Family.BAR else ""
    return list(notation.read(part + beside))


def _written(notation: Notation, text: str, progress: Progress) -> str | None:
    """The text after the progress was set; None where it is refused."""
    try:
        replacements = notation.write(text, progress)
    except RequestError:
        return None
    position = 0
    parts = []
    for start, end, new in replacements:
        assert position <= start <= end <= len(text), "replacements are ordered and disjoint"
        assert text[start:end] != new, "a replacement changes something"
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])


@ALL
@given(st.data())
def test_what_is_written_is_read_again(notation: Notation, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(_slices(notation)))
    progress = data.draw(PROGRESSES)
    after = _written(notation, text, progress)
    if after is None:
        return
    assert progress.percent is not None
    (reading,) = _again(notation, after, progress.percent)
    assert (reading.start, reading.end) == (0, len(after))
    assert reading.progress.percent is not None
    apart = abs(reading.progress.percent - progress.percent)
    if notation.family is Family.BAR:
        assert apart <= reading.tolerance
        assert (reading.progress.percent == 100) == (progress.percent == 100), "full only when all is done"
        assert (reading.progress.percent == 0) == (progress.percent == 0), "empty only when nothing is"
    elif progress.total is None:
        assert apart < 1e-6, "a percent is written exactly, or refused"
    elif reading.progress.total is None:
        assert apart < max(reading.tolerance, 1e-6), "a fraction may be rounded at the decimals written"
        assert (reading.progress.percent == 100) == (progress.percent == 100), "100 is left to what is done"
        assert (reading.progress.percent == 0) == (progress.percent == 0), "0 is left to what is not begun"
    else:
        assert (reading.progress.done, reading.progress.total) == (progress.done, progress.total)
    assert _written(notation, after, progress) == after, "twice is once"


@ALL
def test_writing_what_is_read_changes_nothing(notation: Notation) -> None:
    assert _slices(notation)
    for text in _texts(notation):
        for reading in notation.read(text):
            assert notation.write(text[reading.start : reading.end], reading.progress) == []


@ALL
@given(st.data())
def test_only_numbers_change(notation: Notation, data: st.DataObject) -> None:
    """Whatever is no digit, point or comma of a value stays, in its order; a box and a state are all value."""
    if notation.target in {Target.CELL, Target.PLACE}:
        return
    text = data.draw(st.sampled_from(_slices(notation)))
    after = _written(notation, text, data.draw(PROGRESSES))
    if after is not None and notation.family is Family.BAR:
        assert len(after.replace("\ufe0f", "")) == len(text.replace("\ufe0f", "")), "as many cells"
        assert [c for c in after if c in "[]|"] == [c for c in text if c in "[]|"], "the frame stays"
    elif after is not None and len(text) > 1:
        assert _without_digits(after) == _without_digits(text)


def _without_digits(text: str) -> str:
    return "".join(c for c in text if c not in "0123456789.,-")


@ALL
@given(FRAGMENTS)
def test_reading_any_text(notation: Notation, text: str) -> None:
    """Readings are ordered, disjoint and marked; each reads the same by itself and is idle."""
    position = 0
    for start, end, progress, tolerance in notation.read(text):
        assert position <= start < end <= len(text)
        position = end
        part = text[start:end]
        assert notation.target in {Target.CELL, Target.PLACE} or any(mark in part for mark in notation.marks)
        assert tolerance >= 0
        assert notation.write(part, progress) == []
        after = _written(notation, part, Progress.of_percent(40))
        assert after is None or _again(notation, after, 40)


@ALL
@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "seed", ["1", "1/", "1,", "1.", "%20", "~", "1%", "a=1&", "-1", "//geps.dev/progress/1?", *BAR_SEEDS]
)
def test_reading_takes_time_in_proportion(notation: Notation, seed: str) -> None:
    for _ in notation.read(seed * 100_000):
        pass
