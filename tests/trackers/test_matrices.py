"""Tables with a progress in several columns: their items, and edits of one cell, or of a whole row."""

import time

import pytest

from readme_sync.editing.find import find_item
from readme_sync.editing.set_progress import parse_value, set_progress
from readme_sync.errors import RequestError
from readme_sync.model import Shape, State
from readme_sync.notations import status
from readme_sync.reader import read
from readme_sync.reports.document_json import document_shape
from readme_sync.text import Source, apply
from readme_sync.trackers.legends import read_legend

TEXT = """\
# Club

| Task | Ada | Bo | Cy |
|------|:---:|:--:|:--:|
| Sums | ☑️ | ☑️ | ⬜ |
| Maps | ☑️ |  | — |
| Sets | [☑️](sets.md) |    | ⬜ |
"""


def after(text: str, row: str, column: str, value: str) -> str:
    readme = read(Source(text))
    item = find_item(readme, row, column=column)
    return apply(readme.source, set_progress(readme, item, parse_value(value))).text


def test_each_cell_is_an_item_of_its_column() -> None:
    (tracker,) = read(Source(TEXT)).trackers
    assert tracker.shape is Shape.MATRIX
    assert [(item.label, item.column, str(item.progress.state)) for item in tracker.items] == [
        ("Sums", "Ada", "done"),
        ("Sums", "Bo", "done"),
        ("Sums", "Cy", "open"),
        ("Maps", "Ada", "done"),
        ("Maps", "Bo", "open"),
        ("Maps", "Cy", "unknown"),
        ("Sets", "Ada", "done"),
        ("Sets", "Bo", "open"),
        ("Sets", "Cy", "open"),
    ]
    assert [item.label for item in tracker.rows] == ["Sums", "Maps", "Sets"]
    assert (tracker.tally.done, tracker.tally.total) == (4, 9)


@pytest.mark.parametrize("row", ["Maps", "Sets"])
def test_an_empty_cell_gets_the_sign_of_its_column_and_loses_it_again(row: str) -> None:
    done = after(TEXT, row, "Bo", "done")
    assert find_item(read(Source(done)), row, column="bo").progress.state is State.DONE
    assert [line for line in done.splitlines() if line not in TEXT.splitlines()] == [
        next(line for line in done.splitlines() if line.startswith(f"| {row}"))
    ]
    open_again = after(done, row, "Bo", "open")
    assert find_item(read(Source(open_again)), row, column="Bo").progress.state is State.OPEN
    assert after(open_again, row, "Bo", "done").count("☑️") == done.count("☑️")


def test_setting_what_is_so_changes_nothing() -> None:
    for item in read(Source(TEXT)).items:
        if item.figures:
            assert after(TEXT, item.label, item.column, str(item.progress.state)) == TEXT


def test_a_row_without_a_column_is_the_whole_row() -> None:
    readme = read(Source(TEXT))
    item = find_item(readme, "Sums")
    assert (item.column, len(item.figures)) == ("", 3)
    with pytest.raises(RequestError, match="states more than one progress") as raised:
        set_progress(readme, item, parse_value("done"))
    assert raised.value.hint == "choose one with `column`: Ada, Bo, Cy"


@pytest.mark.parametrize(("row", "column"), [("Sums", "Dan"), ("Maps", "Cy")])
def test_a_cell_that_is_not_there_is_named(row: str, column: str) -> None:
    with pytest.raises(RequestError, match=f"has no progress in a column '{column}'"):
        find_item(read(Source(TEXT)), row, column=column)


def test_json_tells_shape_and_column() -> None:
    document = document_shape(read(Source(TEXT)), "club.md", ())
    (tracker,) = document.sections[0].trackers
    assert (tracker.kind, tracker.shape, tracker.summary) == ("table", "matrix", False)
    assert [item.column for item in tracker.items[:3]] == ["Ada", "Bo", "Cy"]


@pytest.mark.parametrize("cell", ["✅", "", "![](https://geps.dev/progress/40)"])
def test_wide_tables_take_time_in_proportion(cell: str) -> None:
    def seconds(columns: int) -> float:
        header = "|".join(f"Week {number}" for number in range(columns))
        row = "|".join(["⬜", *[cell] * (columns - 1)])
        text = f"| Name |{header}|\n|-|{'-|' * columns}\n" + "".join(f"| Ada {n} |{row}|\n" for n in range(4))
        start = time.process_time()
        read(Source(text))
        return time.process_time() - start

    assert seconds(800) < 16 * seconds(200) + 0.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("✅ Basic", (State.DONE, 0, 7)),
        ("✅ No other words", (State.DONE, 0, 1)),
        ("Done (12 May)", (State.DONE, 0, 4)),
        ("Completed ✅", (State.DONE, 0, 11)),
        ("🟣 whatever", (State.IN_PROGRESS, 0, 1)),
        ("Complete the first page", None),
        ("", None),
        ("x" * 401, None),
    ],
)
def test_read_state(text: str, expected: tuple[State, int, int] | None) -> None:
    legend = read_legend(read(Source("🟣 = in progress, 🟤 = done\n")).document)
    found = status.say(text, {status.fold(sign): meaning.state for sign, meaning in legend.items()})
    assert (found and (found.state, found.start, found.end)) == expected
