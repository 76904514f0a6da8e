"""Nothing in a document steers the terminal."""

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.reports.safe import json_visible, printable, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\nb\r\nc\td", "a b c d"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b]0;never closed", ""),
        ("\x1bPq#0\x1b\\x", "x"),
        ("a\x1b", "a"),
        ("a\x1b(0b", "ab"),
        ("abc\u202edef\u202c", "abcdef"),
        ("a\u2066b\u2069", "ab"),
        ("a\u2028b\u2029c", "a b c"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\U000e0041hidden", "hidden"),
        ("\udcff", "\ufffd"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("नी\u200cल", "नी\u200cल"),
        ("NUL\0", "NUL"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_visible_looks_at_every_character() -> None:
    unseen = [char for char in map(chr, range(sys.maxunicode + 1)) if json_visible(char) != char and char not in "\t\n"]
    assert len(unseen) > 200
    assert all(visible(f"a{char}b") != f"a{char}b" for char in unseen)


@given(st.text())
def test_printable_leaves_nothing_that_steers(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in shown)
    assert not any(unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"} for c in shown)
    assert printable(shown) == shown


def test_visible_shows_what_is_hidden_and_keeps_the_rest() -> None:
    assert visible("a\tb\nc\x1b[2J\u202e\x9b\U000e0041 é") == "a\tb\nc\\x1b[2J\\u202e\\x9b\\U000e0041 é"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_visible_keeps_the_data(text: str) -> None:
    shown = json_visible(json.dumps(text, ensure_ascii=False))
    assert json.loads(shown) == text
    assert not any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in shown)


def test_is_linear() -> None:
    for bomb in ("\x1b[", "\x1b]", "\x1b[0;", "\x9b0", "\x1b", "a\x1b]\x1b["):
        printable(bomb * 200_000)
