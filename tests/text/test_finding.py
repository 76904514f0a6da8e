"""Finding one of many strings is finding each of them."""

import random

import pytest

from readme_sync.text.finding import any_of, seeker

TEXTS = ["%", "/", "[ ", "[x]", " of ", "a/b", ":x:", ":xy:", "\\[", "word", "✅", "🟢", "✅ a", "３"]


@pytest.mark.parametrize("texts", [TEXTS, TEXTS[2:9], TEXTS[9:], TEXTS[4:5]])
def test_on_random_texts(texts: list[str]) -> None:
    chance = random.Random(20261128)  # noqa: S311  no secret
    is_in, pattern = seeker(texts), any_of(texts)
    number = 0
    for _ in range(3_000):
        text = "".join(
            chance.choices([*"aofx[]:/ \n\\", "wor", "d", "é", "✅", "🟡", *TEXTS[1:6]], k=chance.randint(0, 6))
        )
        expected = any(one in text for one in texts)
        assert is_in(text) == expected == (pattern.search(text) is not None), text
        number += expected
    assert 100 < number < 2_990
