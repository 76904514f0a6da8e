"""Setting one item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync import SetProgress, parse
from readme_sync import apply as edit
from readme_sync.editing.find import find_item
from readme_sync.editing.set_progress import parse_value, set_progress
from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.reader import read
from readme_sync.text import Source, apply

TEXT = """\
| Song | Parts | Progress |
| --- | --- | --- |
| A | 1/10 | ![10%](https://geps.dev/progress/10) |
| B | 02 / 20 | ![bar](https://progress-bar.xyz/2/?scale=20&suffix=/20) 10 % ✨ |
| C | 3/10 | ~30% |
| D | | |
| E | 5/10 | 5&#48;% |
| F | 6/10 | ![60%][ref] 60% |

[ref]: https://geps.dev/progress/60

- [ ] one
"""


def line_after(row: str, value: str) -> str:
    """The one line that changed."""
    readme = read(Source(TEXT, "README.md"))
    after = apply(readme.source, set_progress(readme, find_item(readme, row), parse_value(value)))
    pairs = zip(TEXT.splitlines(), after.text.splitlines(), strict=True)
    changed = [new for old, new in pairs if old != new]
    assert len(changed) <= 1
    return "".join(changed)


@pytest.mark.parametrize(
    ("row", "value", "after"),
    [
        ("A", "40", "| A | 4/10 | ![40%](https://geps.dev/progress/40) |"),
        ("A", "done", "| A | 10/10 | ![100%](https://geps.dev/progress/100) |"),
        ("A", "1/3", "| A | 1/3 | ![33%](https://geps.dev/progress/33) |"),
        ("A", "10", ""),
        ("A", "1/10", ""),
        ("B", "3/20", "| B | 03 / 20 | ![bar](https://progress-bar.xyz/3/?scale=20&suffix=/20) 15 % ✨ |"),
        ("B", "5/8", "| B | 05 / 8 | ![bar](https://progress-bar.xyz/5/?scale=8&suffix=/8) 63 % ✨ |"),
        ("one", "done", "- [x] one"),
        ("one", "open", ""),
    ],
)
def test_all_copies_move(row: str, value: str, after: str) -> None:
    assert line_after(row, value) == after


@pytest.mark.parametrize(
    ("row", "value", "message"),
    [
        (
            "A",
            "45",
            (
                "README.md:3: 'A': a number alone is a percent, and 45 % of 10 is not a whole number; "
                "for a count write 5/10"
            ),
        ),
        ("C", "40", "README.md:5: 'C': '~30%' is an estimate or a range; write the value there by hand"),
        ("D", "40", "README.md:6: 'D' states no progress yet; write its progress there once by hand"),
        ("E", "60", "README.md:7: 'E': '50' is not written plainly in the source; change it by hand"),
        ("one", "40", "README.md:12: 'one': a box is done or open, it cannot state 40 %; set it to done or open"),
    ],
)
def test_refused_as_a_whole(row: str, value: str, message: str) -> None:
    with pytest.raises(RequestError) as raised:
        line_after(row, value)
    assert str(raised.value) == message


def test_more_than_one_progress() -> None:
    source = Source("| Song | Theory done | Practice done |\n|-|-|-|\n| A | 10% | 90% |\n| B | 20% | 80% |\n")
    readme = read(source)
    with pytest.raises(
        RequestError, match="more than one progress; choose one with `column`: Theory done, Practice done"
    ):
        set_progress(readme, find_item(readme, "A"), parse_value("40"))
    edits = set_progress(readme, find_item(readme, "A", column="Practice done"), parse_value("40"))
    assert [(source.slice(edit.span), edit.replacement) for edit in edits] == [("90", "40")]


def test_two_figures_in_one_cell() -> None:
    readme = read(Source("| Song | Done |\n|-|-|\n| A | 10% of A, 90% of B |\n"))
    with pytest.raises(RequestError, match="more than one progress"):
        set_progress(readme, find_item(readme, "A"), parse_value("40"))


@pytest.mark.parametrize("percent", [-1.0, 140.0])
def test_out_of_range(percent: float) -> None:
    readme = read(Source(TEXT))
    with pytest.raises(RequestError, match="not within 0 and 100 %"):
        set_progress(readme, find_item(readme, "A"), Progress.of_percent(percent))


@given(st.sampled_from("ABCEF"), st.integers(0, 20), st.integers(1, 20))
def test_copies_agree_afterwards(row: str, done: int, total: int) -> None:
    readme = read(Source(TEXT))
    progress = Progress.of_fraction(min(done, total), total)
    try:
        edits = set_progress(readme, find_item(readme, row), progress)
    except RequestError:
        return
    after = read(apply(readme.source, edits))
    item = find_item(after, row)
    assert all(
        figure.progress.percent is not None
        and progress.percent is not None
        and abs(figure.progress.percent - progress.percent) <= figure.tolerance + 1e-9
        for figure in item.figures
    )
    assert set_progress(after, item, progress) == []
    assert set_progress(after, item, item.progress) == []


def test_five_cells_that_say_the_same_move_together() -> None:
    text = (
        "| Topic | Progress | Solved | Total | Percent | Status |\n|-|-|-|-|-|-|\n"
        "| Arrays | 13/13 | 13 | 13 | 100% | ✅ Complete |\n"
        "| Graphs | 3/6 | 3 | 6 | 50% | 🔄 In progress |\n"
        "| Trees | 0/4 | 0 | 4 | 0% | ⬜ Not started |\n"
    )
    readme = read(Source(text))
    graphs, trees = list(readme.items)[1:]
    some = apply(readme.source, set_progress(readme, graphs, Progress.of_fraction(5, 6)))
    assert some.text.splitlines()[3] == "| Graphs | 5/6 | 5 | 6 | 83% | 🔄 In progress |"
    done = apply(readme.source, set_progress(readme, trees, Progress.of_state(State.DONE)))
    assert done.text.splitlines()[4] == "| Trees | 4/4 | 4 | 4 | 100% | ✅ Complete |"


_RINGS = "# T\n\n| Task | Done |\n| --- | --- |\n| Lexer | {0} |\n| Types | {1} |\n| Code | {0} |\n"


def test_the_last_cross_beside_rings_is_not_taken_away() -> None:
    """Without a cross beside it nobody could tell what a small letter says."""
    readme = parse(_RINGS.format("o", "×"))
    with pytest.raises(RequestError, match="'Types': the other signs of its column would no longer say what they do"):
        edit(readme, SetProgress("Types", "done"))
    tally = parse(edit(readme, SetProgress("Code", "open")).source).tally
    assert (tally.done, tally.total) == (1, 3)


@pytest.mark.parametrize("cross", ["×", "✗"])
def test_east_asian_rings_need_no_cross_beside_them(cross: str) -> None:
    tally = parse(edit(parse(_RINGS.format("○", cross)), SetProgress("Types", "done")).source).tally
    assert (tally.done, tally.total) == (3, 3)


@pytest.mark.parametrize(("done", "blank"), [("x", ""), ("✅", ""), ("✅", "❌"), ("Yes", "No")])
def test_the_last_sign_of_what_is_done_goes_and_the_column_is_read(done: str, blank: str) -> None:
    rows = f"| Lexer | {done} |\n| Types | {blank} |\n| Code | {blank} |\n"
    readme = parse(f"# T\n\n| Task | Done |\n| --- | --- |\n{rows}")
    tally = parse(edit(readme, SetProgress("Lexer", "open")).source).tally
    assert (tally.done, tally.total) == (0, 3)


def _set(text: str, row: str, value: str) -> str:
    return edit(parse(text), SetProgress(row, value)).source.text


def test_the_next_line_does_not_explain_a_sign() -> None:
    text = "### Progress\n\n- The shell works ✅\n- Core models functional ✅\n- Lexer ⏳\n- Hooks are there ✅\n"
    opened = _set(text, "The shell works", "open")
    assert opened == text.replace("works ✅", "works ⏳")
    assert _set(opened, "The shell works", "done") == text


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| a | Implemented |\n| b | 🔴 Stub |\n", "Not started"),  # the word alone says another state than its sign
        ("| a | ✅ Done |\n| b | ⬜ Q3 |\n| c | ⬜ Planned |\n", "⬜ Planned"),
        ("| a | ✅ Done |\n| b | ⬜ Q3 |\n", "⬜ Todo"),
    ],
)
def test_a_word_of_another_row_says_the_state(rows: str, expected: str) -> None:
    text = f"| Part | Status |\n|---|---|\n{rows}"
    assert f"| a | {expected} |" in _set(text, "a", "open")
