"""What looks for one of many strings, against what looks for each of them."""

from hypothesis import given
from hypothesis import strategies as st

from readme_sync.text.finding import any_of, holds_digit

TEXTS = st.text(st.sampled_from("ab1%█🟩é"), max_size=6)


@given(st.lists(TEXTS.filter(bool), max_size=5), TEXTS)
def test_any_of(wanted: list[str], text: str) -> None:
    assert any_of(wanted)(text) == any(one in text for one in wanted)


@given(st.text(max_size=6))
def test_holds_digit(text: str) -> None:
    assert holds_digit(text) == any("0" <= char <= "9" for char in text)
