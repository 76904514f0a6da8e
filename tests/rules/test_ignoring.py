"""Results that a comment in the text leaves out."""

import time

import pytest

from readme_sync import rules
from readme_sync.reader import read
from readme_sync.text import Source

TABLE = "| n | Progress |\n|---|---|\n" + "".join(f"{n}: a | {n}% |\n" for n in (1, 2, 3, 4, 6, 7, 8, 9, 11))


def _lines(text: str) -> list[str]:
    """The lines of the results about row and section numbers, each with the rule."""
    source = Source(text)
    results = rules.check(read(source), ["RS206", "RS301"])
    return [f"{source.line_of(result.span.start)} {result.rule}" for result in results]


def test_without_comments() -> None:
    assert _lines(TABLE) == ["7 RS206", "11 RS206"]


@pytest.mark.parametrize(
    "words", ["ignore", "ignore RS206", "ignore RS2: on purpose", "IGNORE-nothing", "ignore RS301"]
)
def test_what_is_meant(words: str) -> None:
    found = _lines(f"<!-- readme-sync: {words} -->\n{TABLE}")
    assert found == ([] if words.startswith("ignore") and "301" not in words else ["8 RS206", "12 RS206"])


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TABLE.replace("6: a |", "6: a <!-- readme-sync: ignore --> |"), ["11 RS206"]),
        (f"<!-- readme-sync: ignore -->\n\n\n{TABLE}\n{TABLE}", ["22 RS206", "26 RS206"]),
        (f"<!-- readme-sync: ignore -->\ntext\n\n{TABLE}", ["10 RS206", "14 RS206"]),
        (f"<!-- readme-sync: ignore -->\n<!-- other -->\n\n<!-- readme-sync: ignore RS301 -->\n{TABLE}", []),
        (f"{TABLE}\n<!-- readme-sync: ignore -->\n", ["7 RS206", "11 RS206"]),
        (f"{TABLE}\n<!-- readme-sync: ignore-file RS206 -->\n{TABLE}", []),
        (f"`<!-- readme-sync: ignore -->`\n\n{TABLE}", ["9 RS206", "13 RS206"]),
        (f"```\n<!-- readme-sync: ignore-file -->\n```\n\n{TABLE}", ["11 RS206", "15 RS206"]),
        ("# 1. a\n## 1.2. b\n## 1.4. c\n", ["2 RS301", "3 RS301"]),
        ("# 1. a\n## 1.2. b <!-- readme-sync: ignore -->\n## 1.4. c\n", ["3 RS301"]),
        ("# 1. a\n<!-- readme-sync: ignore -->\n## 1.2. b\n## 1.4. c\n", ["4 RS301"]),
        ("# 1. a\n<!-- readme-sync: ignore --> x\n## 1.2. b\n## 1.4. c\n", ["3 RS301", "4 RS301"]),
        (f"> <!-- readme-sync: ignore -->\n>\n> {TABLE.replace(chr(10), chr(10) + '> ')}", []),
        (f"- <!-- readme-sync: ignore -->\n\n  {TABLE.replace(chr(10), chr(10) + '  ')}", []),
    ],
)
def test_where(text: str, found: list[str], newline: str) -> None:
    assert _lines(text.replace("\n", newline)) == found
    assert _lines("\ufeff" + text.replace("\n", newline)) == found


def test_comments_about_comments_are_ignored_by_name_only() -> None:
    for words, ids in (("ignore", {"RS505", "RS506"}), ("ignore RS5", {"RS506"}), ("ignore-file RS5", set())):
        text = f"# a <!-- readme-sync: {words} -->\n\n## b <!-- readme-sync: ignore RS999 -->\n"
        assert {result.rule for result in rules.check(read(Source(text)))} == ids, words


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "<!-- readme-sync: ignore -->\n" * 3000 + TABLE,
        "x <!-- readme-sync: ignore -->\n\n" * 3000 + TABLE,
        "<!-- readme-sync: ignore-file -->\n" * 3000 + TABLE[:26] + "1: a | 1% |\n3: b | 2% |\n" * 3000,
        "> " * 19 + "<!-- readme-sync: ignore RS206, " + "RS301 " * 20_000 + "-->\n",
        "<!-- readme-sync: ignore " + " " * 100_000 + "x -->\n",
    ],
)
def test_is_quick(text: str) -> None:
    begun = time.process_time()
    rules.check(read(Source(text)), ["RS206", "RS505", "RS506"])
    assert time.process_time() - begun < 15
