"""What translations should say: laws over generated documents, and time on hostile ones."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readme_sync.editing.sync import sync
from readme_sync.model import DEFAULT, PathKind
from readme_sync.reader import read
from readme_sync.sources.siblings import differences
from readme_sync.text import Source

FOLLOWS = DEFAULT._replace(leader="README.md")
NUMBERS = st.integers(0, 99_999).map(lambda number: f"{number:,}")
PERCENT = st.integers(0, 10).map(lambda tenth: f"{10 * tenth}%")
ROW = st.tuples(st.sampled_from("abcdef"), NUMBERS, PERCENT).map(
    lambda one: f"| [x]({one[0]}.md) | {one[1]} | {one[2]} |\n"
)
TABLE = st.lists(ROW, min_size=1, max_size=4).map(
    lambda rows: "| Title | Pages | Progress |\n| --- | --- | --- |\n" + "".join(rows)
)
TASKS = st.lists(st.sampled_from(["- [x] sow 3\n", "- [ ] hoe\n", "  - [x] mow\n"]), min_size=1, max_size=4).map(
    "".join
)
TEXT = st.lists(NUMBERS, min_size=1, max_size=3).map(lambda numbers: f"We have {' and '.join(numbers)} of `kit`.\n")
HEADING = st.sampled_from(["# Kit\n", "## Plan\n", "### More 2\n"])
DOCUMENT = st.lists(st.one_of(TABLE, TASKS, TEXT, HEADING), max_size=6).map("\n".join)
_SAME = re.compile(r"[0-9,]+|\[[ x]\]")


class _Leader:
    """The files around a translation: its leading document."""

    is_repository = True

    def __init__(self, text: str) -> None:
        self._text = text

    def kind(self, path: str) -> PathKind:
        return PathKind.FILE if path == "README.md" else PathKind.MISSING

    def from_top(self, path: str) -> str:
        return path

    def read(self, path: str) -> bytes:
        assert path == "README.md"
        return self._text.encode()

    def count(self, pattern: str) -> int:
        return len(self.glob(pattern))

    def glob(self, pattern: str) -> tuple[str, ...]:
        return (pattern,)


def _rest(text: str) -> str:
    """What never changes: a column keeps its width by spaces."""
    return _SAME.sub("#", text).replace(" ", "")


def _differ(text: str, leader: str) -> list[str]:
    return [one.message for one in differences(read(Source(text)), read(Source(leader)), "README.md")]


@settings(max_examples=20)
@given(DOCUMENT, DOCUMENT)
def test_only_numbers_and_boxes_change_and_twice_is_once(leader: str, text: str) -> None:
    around = _Leader(leader)
    once = sync(text, FOLLOWS, surroundings=around).source.text
    assert _rest(once) == _rest(text)
    assert sync(once, FOLLOWS, surroundings=around).source.text == once


@settings(max_examples=12)
@given(DOCUMENT, st.data())
def test_a_document_follows_one_with_other_numbers(leader: str, data: st.DataObject) -> None:
    """The same text with other numbers, states and signs is brought to say the same, in its own signs."""
    text = re.sub(r"(?<=have )[0-9,]+", lambda _: data.draw(NUMBERS), leader)
    text = re.sub(r"[0-9]+%", lambda _: data.draw(PERCENT), text).replace("[x] m", "[ ] m")
    synced = sync(text, FOLLOWS, surroundings=_Leader(leader)).source.text
    left = _differ(synced, leader)
    if "," not in leader and "," not in text:  # else a thousand may have no sign to be written with
        assert left == []
        assert synced.replace(" ", "") == leader.replace(" ", "")
    assert _differ(leader, leader) == []


@pytest.mark.parametrize(
    ("leader", "text", "said"),
    [
        ("1,234", "1.234", []),
        ("1,234.5", "1.234,5", []),
        ("0.5", "0,5", []),
        ("1,234", "1\u202f234", []),
        ("12", "१२", []),
        ("12", "12", []),
        ("v1.2.3", "v1.2.4", ["says 1.2.4 where README.md:1 says 1.2.3"]),
        ("11/30/2026", "30.11.2026", []),
        ("November 30 2026", "30 november 2026", []),
        ("November 30 2026", "29 november 2026", ["says 29 where README.md:1 says 30"]),
        ("three", "3", []),
        ("[a](x%20y.md) 5", "[b](x%21y.md) 5", []),
        ("5 &#124; 6", "5 | 6", []),
        ("2,4,8,16", "2, 4, 8, 16", []),
        ("12,345,678.9", "12.345.678,9", []),
        ("MD5 and 3", "SHA2 and 3", []),
        ("[a](https://a.example/7) 3", "[a](https://a.example/8) 3", []),
        ("第3章", "第4章", ["says 4 where README.md:1 says 3"]),
        ("<!-- readme-sync: milestone 3 -->5<!-- /readme-sync -->", "5", []),
        ("9" * 50, "8" * 50, []),
        ("1 billion", "10 亿", []),
        ("2.5 million", "250 万", []),
        ("2.5 million", "2.5 百万", []),
        ("10 million", "10000000", []),
        ("3 million", "3 Millionen", []),
        ("100 million", "1 千万", ["says 1 where README.md:1 says 100"]),
        ("3 thousand", "4 thousand", ["says 4 where README.md:1 says 3"]),
        ("9.9.9 million", "3 万", ["says 3 where README.md:1 says 9.9.9"]),
    ],
)
def test_numbers(leader: str, text: str, said: list[str]) -> None:
    assert _differ(f"In {text}\n", f"In {leader}\n") == said


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("999", "1,000", ""),  # nobody knows which sign this text would have
        ("1.999", "2,000", "2.000"),
        ("1.999", "7", "7"),
        ("١٩٩", "200", "٢٠٠"),
        ("1٬999", "2,000", "2٬000"),
    ],
)
def test_numbers_are_written_as_the_text_writes_them(old: str, new: str, written: str) -> None:
    synced = sync(f"a {old} b\n", FOLLOWS, surroundings=_Leader(f"c {new} d\n")).source.text
    assert synced == f"a {written or old} b\n"


@pytest.mark.parametrize(
    ("leader", "text"),
    [
        (">" * 3_000 + " a 1\n", ">" * 3_000 + " a 2\n"),
        ("".join("  " * depth + "- a 1\n" for depth in range(150)),) * 2,
        ("1 " * 20_000, "2 " * 20_000),
        (" ".join(map(str, range(20_000))), " ".join(map(str, range(20_000, 0, -1)))),
        ("9" * 50_000, "8" * 50_000),
        ("1," * 50_000, "2," * 50_000),
        ("1 million " * 20_000, "1 万" * 20_000),
        ("1 2 3\n\n" * 9_000, "3 2 1\n\n" * 9_001),
        ("".join(f"{one}\n\n" for one in range(9_000)), "".join(f"{one}\n\n" for one in range(9_001, 0, -1))),
        ("a <!-- 1" * 10_000, "a <!-- 2" * 10_000),
        *(
            (
                "".join(line.format(number) for number in range(2_000)),
                "".join(line.format(one) for one in range(2_000, 0, -1)),
            )
            for line in ("# a {0}\n\n[x](l{0})\n\n", "- [x](l{0}) {0}\n", "- [ ] {0}\n")
        ),
    ],
)
def test_hostile_documents_take_linear_time(leader: str, text: str) -> None:
    two = read(Source(text)), read(Source(leader))
    begun = time.process_time()
    differences(*two, "README.md")
    assert time.process_time() - begun < 3
