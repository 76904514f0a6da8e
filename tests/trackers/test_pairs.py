"""Two columns that are one fraction, bars in cells, bars of HTML."""

import pytest

from readme_sync import apply, parse
from readme_sync.editing.operations.set import SetProgress
from readme_sync.errors import RequestError

PAIR = "| Topic | Completed | Total |\n|---|---|---|\n| A | 3 | 10 |\n| B | **10** | 10 |\n"
THREE = "| Pattern | Solved | Total | % |\n|:--|--|--|--|\n| A | 3 | 10 | 30% |\n| B | 0 | 4 | 0% |\n"


def _progress(text: str) -> list[tuple[str, float | None]]:
    return [(item.label, item.progress.percent) for item in parse(text).items]


def test_two_columns_are_one_fraction() -> None:
    assert _progress(PAIR) == [("A", 30), ("B", 100)]


def test_the_done_cell_is_written() -> None:
    assert apply(PAIR, SetProgress("A", "4/10")).source.text == PAIR.replace("| 3 |", "| 4 |")
    assert apply(PAIR, SetProgress("A", "4/12")).source.text == PAIR.replace("| 3 | 10 |", "| 4 | 12 |")
    assert apply(PAIR, SetProgress("B", "9/10")).source.text == PAIR.replace("**10**", "**9**")
    with pytest.raises(RequestError, match="is not a whole number"):
        apply(PAIR, SetProgress("A", "45"))


def test_the_percent_beside_them_moves_too() -> None:
    assert _progress(THREE) == [("A", 30), ("B", 0)]
    assert apply(THREE, SetProgress("A", "50")).source.text == THREE.replace("| 3 | 10 | 30% |", "| 5 | 10 | 50% |")


def test_the_total_may_stand_first() -> None:
    text = "| Topic | Total | Done |\n|--|--|--|\n| A | 10 | 3 |\n"
    assert _progress(text) == [("A", 30)]
    assert apply(text, SetProgress("A", "4/10")).source.text == text.replace("| 3 |", "| 4 |")


@pytest.mark.parametrize(
    "text",
    [
        "| A | Completed | Total |\n|--|--|--|\n| a | 12 | 10 |\n",
        "| A | Completed | Total |\n|--|--|--|\n| a | 2026-01-02 | 10 |\n",
        "| A | Completed | Total |\n|--|--|--|\n| a | 3 | 10h |\n",
        "| A | Completed | Total time spent |\n|--|--|--|\n| a | 3 | 10 |\n",
        "| A | Pass | Total |\n|--|--|--|\n| a | 3 | 10 |\n",
        "| A | Done | Solved | Total |\n|--|--|--|--|\n| a | 3 | 4 | 10 |\n",
        "| A | Wins | Total |\n|--|--|--|\n| a | 3 | 10 |\n",
    ],
    ids=["more than all", "a date", "hours", "another total", "tests", "two of them", "no word of progress"],
)
def test_trap(text: str) -> None:
    assert _progress(text) == []


def test_bar_in_a_cell_moves_with_its_percent() -> None:
    text = "| A | Progress |\n|--|--|\n| a | `█████░░░░░` **48%** |\n"
    assert _progress(text) == [("a", 48)]
    assert apply(text, SetProgress("a", "70")).source.text == text.replace("█████░░░░░", "███████░░░").replace(
        "48", "70"
    )


def test_count_with_bold_inside() -> None:
    text = "| A | Progress |\n|--|--|\n| a | **5** out of 33 |\n| b | **8 / 150** |\n"
    assert [label for label, _ in _progress(text)] == ["a", "b"]
    assert apply(text, SetProgress("a", "6/33")).source.text == text.replace("**5**", "**6**")


def test_bar_of_html_needs_no_word_in_the_header() -> None:
    text = '| A | B |\n|--|--|\n| a | <progress value="3" max="10"></progress> |\n'
    assert _progress(text) == [("a", 30)]
    assert apply(text, SetProgress("a", "40")).source.text == text.replace('"3"', '"4"')
