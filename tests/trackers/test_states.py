"""Which tables of states track progress, from the cases `states` and `tables`; legends; states that are set."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readme_sync.editing.find import find_item
from readme_sync.editing.set_progress import parse_value, set_progress
from readme_sync.errors import RequestError
from readme_sync.model import Item, State, TrackerKind
from readme_sync.notations import status
from readme_sync.reader import read
from readme_sync.text import Source, apply
from readme_sync.trackers.legends import read_legend

CASES = Path(__file__).resolve().parents[1] / "cases" / "trackers"


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file}: {name}")
        for file in ("states", "tables")
        for name, case in tomllib.loads((CASES / f"{file}.toml").read_text("utf-8")).items()
    ]


def shown(item: Item) -> str:
    """An item as the cases write it."""
    percent = item.progress.percent
    name = f"{item.label}, {item.column}" if item.column else item.label
    return f"{name}: {item.progress.state if percent is None else f'{percent:g}'}"


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    assert not set(case) - {"text", "items"}
    readme = read(Source(case["text"]))
    tables = [tracker for tracker in readme.trackers if tracker.kind is TrackerKind.TABLE]
    assert [shown(item) for tracker in tables for item in tracker.items] == case.get("items", [])


def after(text: str, row: str, value: str) -> str:
    readme = read(Source(text))
    return apply(readme.source, set_progress(readme, find_item(readme, row), parse_value(value))).text


TEXT = """\
| Song | Status |
|------|--------|
| A    | ✅ Forged it: Done |
| B    | ⬜️ Waiting |
| C    | 🔄 In Progress |
| D    | ✅ **Finished** |
"""


def test_a_state_is_set_in_the_words_of_its_column() -> None:
    assert after(TEXT, "C", "done") == TEXT.replace("🔄 In Progress", "✅ Finished")
    assert after(TEXT, "C", "open") == TEXT.replace("🔄 In Progress", "⬜️ Waiting")
    assert after(TEXT, "B", "in progress") == TEXT.replace("⬜️ Waiting", "🔄 In Progress")


def test_a_state_is_set_in_the_words_of_the_legend() -> None:
    text = "🟢 = done, 🟡 = in progress, 🔴 = open\n\n| Song | Status |\n|-|-|\n| A | 🔴 |\n| B | 🔴 |\n"
    text = text.replace("= open", "= not started")
    assert after(text, "A", "done") == text.replace("| A | 🔴 |", "| A | 🟢 |")
    assert after(text, "B", "in progress") == text.replace("| B | 🔴 |", "| B | 🟡 |")


def test_a_percent_is_refused_where_only_a_state_stands() -> None:
    with pytest.raises(RequestError, match="cannot say 40 %") as raised:
        after(TEXT, "C", "40")
    assert raised.value.hint == "say `in progress`, `done` or `open`"


def test_a_state_follows_the_percent_beside_it() -> None:
    text = "| Song | Progress | Status |\n|-|-|-|\n| A | 100% | ✅ |\n| B | 40% | 🔄 |\n| C | 0% | ⬜ |\n"
    assert after(text, "C", "20") == text.replace("0% | ⬜", "20% | 🔄")
    assert after(text, "B", "60") == text.replace("40%", "60%")
    assert after(text, "B", "done") == text.replace("40% | 🔄", "100% | ✅")
    assert after(text, "B", "40") == text


def test_a_legend_that_says_two_things_says_nothing() -> None:
    text = "🟢 done, 🔴 open bugs\n\n- 🟢 = completed\n- 🔴 = pending\n\n🟢 in progress 🟡 done\n"
    assert {symbol: meaning.state for symbol, meaning in read_legend(read(Source(text)).document).items()} == {
        "🔴": State.OPEN,
        "🟡": State.DONE,
    }


def test_a_sentence_is_no_legend() -> None:
    text = "# ✅ done\n\nAll ✅ of this is done.\n\n- ✅ Read the book\n- ❌ Write one\n"
    assert read_legend(read(Source(text)).document) == {}


WORDS = st.sampled_from(sorted(status.words()))
SIGNS = st.sampled_from(["", "✅ ", "⬜️ ", "🔄", "❌ ", ":x: ", "🟢 ", "📚 "])


@given(SIGNS, WORDS, st.sampled_from([str.upper, str.title, str.lower, str.capitalize]), st.sampled_from(State))
@example("", "beklemede", str.upper, State.DONE)
def test_every_word_is_read_and_written(sign: str, word: str, case: Any, wanted: State) -> None:
    text = sign + case(word)
    readings = list(status.NOTATION.read(text))
    if not readings:
        assert status.fold(case(word)) != word, "capitals may change a word, as in ß"
        return
    (reading,) = readings
    of_sign = [one.progress.state for one in status.NOTATION.read(sign.strip())]
    assert reading.progress.state in (status.words()[word], *of_sign)
    if wanted is State.UNKNOWN:
        return
    new = text[reading.start : reading.end]
    for start, end, part in reversed(status.NOTATION.write(new, parse_value(wanted.value))):
        new = new[:start] + part + new[end:]
    assert [one.progress.state for one in status.NOTATION.read(new)] == [wanted]


@pytest.mark.long
@pytest.mark.parametrize("cell", ["✅ Done", "Done", "✅ Done {}", "`✅` **Done**", "Day {}"])
@pytest.mark.long
def test_long_tables_take_time_in_proportion(cell: str) -> None:
    def seconds(rows: int) -> float:
        lines = "".join(f"| Song {row} | text {row} | {cell.format(row)} |\n" for row in range(rows))
        source = Source(f"| Song | Text | Status |\n|-|-|-|\n{lines}")
        start = time.perf_counter()
        read(source)
        return time.perf_counter() - start

    assert seconds(8_000) < 20 * seconds(2_000) + 0.2
