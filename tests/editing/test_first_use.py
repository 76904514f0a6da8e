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


class TestBugsOfFirstHours:
    """B2, B6, B11, B13 to B16 and B27 of what people met; the others stand with the rules and verbs they are about."""

    PLAN = "## Plan\n\n- [x] a\n- [ ] b\n"

    def test_a_total_row_does_not_contradict_itself(self) -> None:
        rows = "| A | 300/400 | 75% |\n| B | 200/400 | 50% |\n"
        text = f"# L\n\n| Language | Strings | % |\n| - | - | - |\n{rows}| **Total** | **500/800** | **63%** |\n"
        assert "| **Total** | **800/1200** | **67%** |" in apply(text, AddItem("C", "300/400")).source.text

    @pytest.mark.parametrize(
        "label", ["milestone", "languages", "coverage", "docs", "i18n", "v1", "Week%202", "Deutsch"]
    )
    def test_a_marker_says_that_any_label_is_a_badge_of_progress(self, label: str) -> None:
        badge = f"![x](https://img.shields.io/badge/{label}-40%25-red)"
        text = f"# P\n\n<!-- readme-sync: badge of #plan -->{badge}<!-- /readme-sync -->\n\n{self.PLAN}"
        assert sync(text).source.text == text.replace("-40%25-", "-50%25-")

    @pytest.mark.parametrize("title", ["Books - {} read", "Books ({} titles)", "1.2 Books: {} titles"])
    def test_a_section_is_found_by_the_anchor_it_had_before_its_count_moved(self, title: str) -> None:
        text = f"# P\n\n## {title}\n\n- [ ] a\n- [ ] b\n- [ ] c\n"
        [anchor] = [one.anchor for one in parse(text.format(2)).sections if one.level > 1]
        done = apply(text.format(3), SetProgress("a", "done", section=f"#{anchor}"))
        assert "- [x] a" in done.source.text

    @pytest.mark.parametrize("title", ["Week {} basics", "Part - {}"])
    def test_a_number_that_is_no_count_tells_sections_apart(self, title: str) -> None:
        text = f"# P\n\n## {title}\n\n- [ ] a\n- [ ] b\n- [ ] c\n"
        [anchor] = [one.anchor for one in parse(text.format(2)).sections if one.level > 1]
        with pytest.raises(RequestError, match="there is no section"):
            apply(text.format(3), SetProgress("a", "done", section=f"#{anchor}"))

    @pytest.mark.parametrize(
        ("marker", "message"),
        [
            ("summary columns=section,progress", 'write the list in quotation marks: "a,b"'),
            ('issues "lable:bug"', "issues have no 'lable'"),
        ],
    )
    def test_a_marker_with_a_slip_is_told_without_a_network(self, marker: str, message: str) -> None:
        text = f"# P\n\n<!-- readme-sync: {marker} -->1/2<!-- /readme-sync -->\n\n{self.PLAN}"
        assert message in " ".join(one.message for one in rules.check(text, ["RS501"]))

    @pytest.mark.parametrize(("value", "cell"), [("3 of 5", "3/5"), ("✅", "5/5"), ("+1", "2/5")])
    def test_values_are_given_as_they_are_read(self, value: str, cell: str) -> None:
        text = "# P\n\n| Task | Progress |\n| - | - |\n| a | 1/5 |\n| b | 2/5 |\n"
        assert f"| a | {cell} |" in apply(text, SetProgress("a", value)).source.text

    def test_a_cell_is_found_without_the_number_in_front(self) -> None:
        text = "# P\n\n| Kind | Title | Status |\n| - | - | - |\n| 5: Course | CS 1 | ❌ |\n| 6: Book | SICP | ✅ |\n"
        assert "| 5: Course | CS 1 | ✅ |" in apply(text, SetProgress("Kind=Course", "done")).source.text

    def test_one_mean_is_not_rounded_two_ways(self) -> None:
        text = "# P\n\n| Task | Progress |\n| - | - |\n| a | 33.33% |\n| b | 66.66% |\n| c | 80% |\n"
        assert parse(text).tallies()[0].percent == parse(text).tally.percent
