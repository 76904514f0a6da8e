"""What people met in their first hours: edits and percents that must come out as they meant."""

import pytest

from readme_sync import AddItem, RemoveItem, SetProgress, apply, rules, sync
from readme_sync.editing.operation import Operation
from readme_sync.errors import RequestError
from readme_sync.reader import parse

TICKS = "| Book | Read |\n| ---- | :--: |\n| a    |  ✅  |\n| b    |  ✅  |\n| c    |      |\n| d    |      |\n"
BEGUN = (
    "| Language | Strings | % | State |\n| - | - | - | - |\n| de | 40/100 | 40% | 🚧 |\n| it | 10/100 | 10% | 🚧 |\n"
)
WHO = "| # | Task | Who | Progress |\n| - | - | - | - |\n| 1 | Task 1 | Ann | 1% |\n| 2 | Task 2 | Ann | 2% |\n"
LANGUAGES = (
    "<!-- readme-sync: done/total of #status -->1 of 2<!-- /readme-sync --> languages are complete.\n\n## Status\n\n"
    "| Language | Strings | Status |\n| --- | --- | --- |\n| German | 412/412 | ✅ |\n| Italian | 400/412 | 🚧 |\n"
)
FILES = "- [x] Append-only log and index\n- [ ] Search\n- [ ] Open the file\n"
EMPTY = "## Books\n\n| Book | Status |\n| --- | --- |\n"

EDITS: list[tuple[str, str, Operation, dict[str, str]]] = [
    ("a blank cell takes the sign of the others", TICKS, SetProgress("c", "done"), {"c    |      |": "c    |  ✅  |"}),
    (
        "a tick is taken away where open rows are blank",
        TICKS,
        SetProgress("b", "open"),
        {"b    |  ✅  |": "b    |      |"},
    ),
    (
        "a new row is blank as the open ones",
        TICKS,
        AddItem("e"),
        {"d    |      |\n": "d    |      |\n| e    |      |\n"},
    ),
    ("all rows in progress", BEGUN, SetProgress("de", "50/100"), {"40/100 | 40%": "50/100 | 50%"}),
    ("a number in front is no name of somebody", WHO, SetProgress("#1", 60), {"1%": "60%"}),
    (
        "a marker keeps counting languages",
        LANGUAGES,
        AddItem("Polish", "0/412"),
        {"1 of 2": "1 of 3", "400/412 | 🚧 |\n": "400/412 | 🚧 |\n| Polish | 0/412   | ❌ |\n"},
    ),
    (
        "the first row of a table",
        EMPTY,
        AddItem("Emma"),
        {"| --- | --- |\n": "| --- | --- |\n| Emma | Not started |\n"},
    ),
]


@pytest.mark.parametrize(("text", "operation", "replaced"), [one[1:] for one in EDITS], ids=[one[0] for one in EDITS])
def test_an_edit(text: str, operation: Operation, replaced: dict[str, str]) -> None:
    expected = f"# T\n\n{text}"
    for old, new in replaced.items():
        assert old in expected
        expected = expected.replace(old, new, 1)
    assert apply(f"# T\n\n{text}", operation).source.text == expected


@pytest.mark.parametrize(
    ("text", "operation", "message"),
    [
        (FILES, SetProgress("x", "open"), "no row 'x'"),
        (FILES, RemoveItem("x"), "no row 'x'"),
        ("| Item | Progress |\n| - | - |\n| tree | 16/32 |\n", SetProgress("tree", 32), "for a count write 32/32"),
    ],
)
def test_an_edit_that_is_refused(text: str, operation: Operation, message: str) -> None:
    with pytest.raises(RequestError) as error:
        apply(text, operation)
    assert message in f"{error.value}; {error.value.hint}"


def test_ticks_and_blanks_are_half() -> None:
    assert parse(f"# T\n\n{TICKS}").tallies()[0].percent == 50.0
    assert "50%" in sync(f"# T\n\n<!-- readme-sync: percent --><!-- /readme-sync --> done\n\n{TICKS}").source.text


def test_hundred_percent_is_said_only_of_all() -> None:
    tasks = "- [x] a\n" * 358 + "- [ ] b\n"
    [found] = rules.check(f"# T\n\n<!-- readme-sync: percent -->100%<!-- /readme-sync --> done\n\n{tasks}", ["RS101"])
    assert found.fix
    assert found.fix.message == "write 99 %"
