"""Columns, not characters."""

import pytest

from readme_sync.text.width import cut, padded, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("机器学习", 8), ("🚀", 2), ("👩\u200d💻", 2), ("e\u0301", 1), ("ﾃｽﾄ", 3), ("naïve", 5)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("abc def", 5, "abc…"),
        ("机器学习", 8, "机器学习"),
        ("机器学习", 7, "机器学…"),
        ("机器学习", 6, "机器…"),
        ("👩\u200d💻👩\u200d💻", 3, "👩\u200d💻…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_cut(text: str, columns: int, shown: str) -> None:
    assert cut(text, columns) == shown
    assert width(cut(text, columns)) <= columns


def test_cut_of_a_monster_is_quick() -> None:
    assert width(cut("e" + "\u0301" * 1_000_000, 10)) <= 10
    assert cut("机" * 1_000_000, 5) == "机机…"


def test_cut_in_ascii() -> None:
    assert cut("abcdefgh", 6, "...") == "abc..."
    assert cut("abcdefgh", 2, "...") == ".."


def test_padded() -> None:
    assert padded("学", 4) == "学  "
