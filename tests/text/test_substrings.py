"""What looks for one of many strings, against what looks for each of them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.text.regex import any_of, holds_digit

MARKS = ["%", "/", "[ ", "[x]", " of ", "a/b", ":x:", ":xy:", "\\[", "word", "✅", "🟢", "✅ a", "３"]
TEXTS = st.text(st.sampled_from("ab1%█🟩é"), max_size=6)


@pytest.mark.parametrize("marks", [MARKS, MARKS[2:9], MARKS[9:], MARKS[4:5]])
def test_on_random_texts(marks: list[str]) -> None:
    chance = random.Random(20261128)  # noqa: S311  no secret
    holds, number = any_of(marks), 0
    for _ in range(3_000):
        text = "".join(
            chance.choices([*"aofx[]:/ \n\\", "wor", "d", "é", "✅", "🟡", *MARKS[1:6]], k=chance.randint(0, 6))
        )
        expected = any(one in text for one in marks)
        assert holds(text) == expected, text
        number += expected
    assert 100 < number < 2_990


@given(st.lists(TEXTS.filter(bool), max_size=5), TEXTS)
def test_any_of(wanted: list[str], text: str) -> None:
    assert any_of(wanted)(text) == any(one in text for one in wanted)


@given(st.text(max_size=6))
def test_holds_digit(text: str) -> None:
    assert holds_digit(text) == any("0" <= char <= "9" for char in text)
