"""The nearest name is the one that difflib finds, without looking at all of them."""

from difflib import get_close_matches

from hypothesis import example, given
from hypothesis import strategies as st

from readme_sync.text.closest import Names

NAMES = st.text("abcd.-", max_size=8)


@given(NAMES, st.lists(NAMES, max_size=12), st.sampled_from([0.0, 0.5, 0.75, 0.8, 1.0]))
@example("", [""], 0.5)
@example("readme.md", ["README.md", "readme.rst", "read.me", "reedme.md"], 0.75)
def test_as_difflib(word: str, names: list[str], cutoff: float) -> None:
    assert Names(names).nearest(word, cutoff) == next(iter(get_close_matches(word, names, 1, cutoff)), "")
