"""Each operation on rows and tasks: what changes, line by line, and what is refused."""

import difflib
from collections.abc import Callable

import pytest
import rows

from readme_sync.editing.find import find_item
from readme_sync.editing.operations.add import Place, at_end, at_start
from readme_sync.editing.verify import rewrite_rows
from readme_sync.errors import RequestError
from readme_sync.model import Progress, Readme, State
from readme_sync.reader import read
from readme_sync.text import Source

TABLE = """\
# Log

| Kind     | Title     | Progress                           |
| -------- | --------- | ---------------------------------- |
| 1: Novel | Dune      | ![](https://geps.dev/progress/100) |
| 2: Novel | Emma      | ![](https://geps.dev/progress/40)  |
| 4: Essay | Walden    | ![](https://geps.dev/progress/7)   |
| Total    |           | 49%                                |
"""
TASKS = """\
- [x] Shed
- [ ] Boat
  - [ ] Hull
    and keel
  - [x] Mast
- [ ] Arch
"""
OPEN, FORTY = Progress.of_percent(0), Progress.of_percent(40)

Operation = Callable[[Readme], rows.RowEdits]


def diff(text: str, operation: Operation) -> list[str]:
    """What changes, verified: the lines taken away and put in; "=" where nothing does."""
    readme = read(Source(text))
    after = rewrite_rows(readme, operation(readme)).text
    lines = difflib.unified_diff(text.splitlines(keepends=True), after.splitlines(keepends=True), n=0)
    return [line.removesuffix("\n") for line in list(lines)[2:] if not line.startswith("@@")]


def add(label: str, progress: Progress | None = None, *, first: bool = False, **values: str) -> Operation:
    place = at_start if first else at_end
    return lambda readme: rows.add(readme, place(readme, readme.trackers[0]), label, progress, values)


def beside(row: str, *, before: bool = False) -> Callable[[Readme], Place]:
    return lambda readme: Place(
        next(one for one in readme.trackers if find_item(readme, row) in one.items), find_item(readme, row), before
    )


def move(row: str, place: Callable[[Readme], Place]) -> Operation:
    return lambda readme: rows.move(readme, find_item(readme, row), place(readme))


class TestAdd:
    def test_takes_the_tables_style_before_the_total(self) -> None:
        line = "+| 5: Essay | Ulysses   | ![](https://geps.dev/progress/40)  |"
        assert diff(TABLE, add("Ulysses", FORTY, kind="Essay")) == [line]

    def test_a_long_label_widens_its_own_row(self) -> None:
        line = "+| 5: Essay | The long way | ![](https://geps.dev/progress/0)   |"
        assert diff(TABLE, add("The long way", Kind="Essay")) == [line]

    def test_a_long_label_pads_the_table_where_asked(self) -> None:
        readme = read(Source(TABLE))
        place = at_end(readme, readme.trackers[0])
        after = rewrite_rows(
            readme, rows.add(rows.with_repad(readme, repad=True), place, "The long way", None, {"Kind": "Essays"})
        ).text
        lines = after.splitlines()[2:]
        assert {line.count("|") for line in lines} == {4}
        assert len({tuple(place for place, char in enumerate(line) if char == "|") for line in lines}) == 1
        assert "| 4: Essay  | Walden       | !" in after

    def test_first(self) -> None:
        line = "+| 1: Essay | Ulysses   | ![](https://geps.dev/progress/40)  |"
        assert diff(TABLE, add("Ulysses", FORTY, first=True, Kind="Essay")) == [line]

    def test_a_value_by_the_header_of_the_progress(self) -> None:
        line = "+| 5: Essay | Ulysses   | ![](https://geps.dev/progress/12)  |"
        assert diff(TABLE, add("Ulysses", Progress="12%", Kind="Essay")) == [line]

    def test_all_copies_of_a_figure_are_in_step(self) -> None:
        text = "| A | Progress | Solved |\n|---|---|---|\n"
        text += "| x | ![3/6](https://img.shields.io/badge/progress-50%25-red) | 3/6 |\n"
        row = "| y | ![6/6](https://img.shields.io/badge/progress-100%25-red) | 6/6 |\n"
        line = "+| z | ![2/8](https://img.shields.io/badge/progress-25%25-red) | 2/8 |"
        assert diff(text + row, add("z", Progress.of_fraction(2, 8))) == [line]

    def test_a_fraction_needs_its_total(self) -> None:
        with pytest.raises(RequestError, match="how much is all of it; give its progress"):
            diff("| A | Progress |\n|-|-|\n| x | 3/6 |\n| y | 2/5 |\n", add("z"))

    @pytest.mark.parametrize("progress", [None, Progress.of_percent(50), Progress.of_state(State.DONE)])
    def test_nobody_makes_up_a_total(self, progress: Progress | None) -> None:
        for rows_there in ("| x | 3/6 |\n| y | 2/8 |\n", "| x | 3/6 |\n"):
            with pytest.raises(RequestError, match="how much is all of it"):
                diff(f"| A | Progress |\n|-|-|\n{rows_there}", add("z", progress))

    def test_a_total_that_all_rows_have_is_known(self) -> None:
        text = "| A | Progress |\n|-|-|\n| x | 3/5 |\n| y | 2/5 |\n"
        assert diff(text, add("z")) == ["+| z | 0/5 |"]
        assert diff(text, add("z", Progress.of_percent(80))) == ["+| z | 4/5 |"]
        assert diff(text, add("z", Progress.of_fraction(1, 7))) == ["+| z | 1/7 |"]

    def test_a_state_in_the_documents_words(self) -> None:
        text = "| A | Status |\n|---|---|\n| x | ✅ Done |\n| y | ⬜ Todo |\n"
        assert diff(text, add("z", Progress.of_percent(100))) == ["+| z | ✅ Done |"]
        assert diff(text, add("z")) == ["+| z | ⬜ Todo |"]
        assert diff(text, add("z", Status="✅ Done")) == ["+| z | ✅ Done |"]

    def test_compact_and_without_outer_pipes(self) -> None:
        assert diff("A|Progress\n-|-\nx|10%\ny|20%\n", add("# z", FORTY)) == [r"+\# z|40%"]
        assert diff("|A|Progress|\n|-|-|\n|x|10%|\n|y|20%|\n", add("# z", FORTY)) == ["+|# z|40%|"]

    def test_in_a_quote_and_in_a_list(self) -> None:
        table = ["| A | Progress |", "|---|---|", "| x | 10% |", "| y | 20% |"]
        assert diff("> " + "\n> ".join(table) + "\n", add("z", FORTY)) == ["+> | z | 40% |"]
        assert diff("- " + "\n  ".join(table) + "\n", add("z", FORTY)) == ["+  | z | 40% |"]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends_and_a_missing_last_one(self, end: str) -> None:
        text = end.join(["\ufeff| A | Progress |", "|---|---|", "| x | 10% |", "| y | 20% |"])
        for last in ("", end):
            readme = read(Source(text + last))
            after = rewrite_rows(readme, add("z", FORTY)(readme)).text
            assert after == f"{text}{end}| z | 40% |{last}"

    def test_a_task(self) -> None:
        assert diff(TASKS, add("[x] # y", Progress.of_percent(100))) == [r"+- [x] \[x\] # y"]
        assert diff(TASKS, add("y", first=True)) == ["+- [ ] y"]

    def test_a_task_in_loose_and_ordered_lists(self) -> None:
        assert diff("* [X] a\n\n* [ ] b\n", add("c", Progress.of_percent(100))) == ["+", "+* [X] c"]
        assert diff("> 1. [ ] a\n> 2. [ ] b\n", add("c")) == ["+> 3. [ ] c"]
        assert diff("1. [ ] a\n1. [ ] b\n", add("c")) == ["+1. [ ] c"]

    @pytest.mark.parametrize(
        ("operation", "message"),
        [
            (add(""), "a row needs a label"),
            (add("x", Colour="red"), "there is no column 'Colour'; its columns are 'Kind', 'Title', 'Progress'"),
            (add("x", Progress="sunny"), "'sunny' is no progress"),
            (add("x", Title="y"), "the label is given twice"),
        ],
    )
    def test_refuses(self, operation: Operation, message: str) -> None:
        with pytest.raises(RequestError, match=message):
            diff(TABLE, operation)

    def test_a_block_of_lines_is_refused(self) -> None:
        with pytest.raises(RequestError, match="is a code block"):
            diff("# Plan\n\n```\nWeek 1: ██████ 100%\nWeek 2: ███░░░ 50%\nWeek 3: ░░░░░░ 0%\n```\n", add("x"))


def remove(row: str, *, children: bool = False) -> Operation:
    return lambda readme: rows.remove(readme, find_item(readme, row), children=children)


class TestRemove:
    def test_a_row(self) -> None:
        assert diff(TABLE, remove("Emma")) == ["-| 2: Novel | Emma      | ![](https://geps.dev/progress/40)  |"]

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_the_last_row_of_a_text_without_a_last_line_end(self, end: str) -> None:
        text = end.join(["| A | Progress |", "|-|-|", "| x | 10% |", "| y | 20% |"])
        readme = read(Source(text))
        assert rewrite_rows(readme, remove("y")(readme)).text == text.rsplit(end, 1)[0]

    def test_the_only_row(self) -> None:
        assert diff("| A | Progress |\n|-|-|\n| x | 10% |\n\nb\n", remove("x")) == ["-| x | 10% |"]

    def test_a_task_with_tasks_in_it(self) -> None:
        with pytest.raises(RequestError, match="'Boat' holds 2 items; take all away with `children`"):
            diff(TASKS, remove("Boat"))
        lines = ["-- [ ] Boat", "-  - [ ] Hull", "-    and keel", "-  - [x] Mast"]
        assert diff(TASKS, remove("Boat", children=True)) == lines

    def test_tasks_with_blank_lines(self) -> None:
        text = "- [ ] a\n\n- [ ] b\n\n- [ ] c\n\nend\n"
        assert sorted(diff(text, remove("b"))) == ["-", "-- [ ] b"]
        assert sorted(diff(text, remove("c"))) == ["-", "-- [ ] c"]

    def test_the_only_task(self) -> None:
        assert diff("a\n\n- [ ] b\n\nc\n", remove("b")) == ["-- [ ] b"]

    def test_a_task_on_the_line_of_another_item(self) -> None:
        with pytest.raises(RequestError, match="begins on the line of another item"):
            diff("- + [ ] b\n", remove("b"))


def rename(row: str, label: str, *, repad: bool = False) -> Operation:
    return lambda readme: rows.rename(rows.with_repad(readme, repad=repad), find_item(readme, row), label)


class TestRename:
    def test_takes_the_place_of_blanks(self) -> None:
        new = "+| 2: Novel | Emma | x | ![](https://geps.dev/progress/40)  |".replace("Emma | x", r"Emma\|x  ")
        assert diff(TABLE, rename("Emma", "Emma|x"))[1] == new

    def test_is_idle(self) -> None:
        assert diff(TABLE, rename("Emma", "Emma")) == []

    def test_widens_its_own_cell(self) -> None:
        new = "+| 2: Novel | Emma Woodhouse | ![](https://geps.dev/progress/40)  |"
        assert diff(TABLE, rename("Emma", "Emma Woodhouse"))[1:] == [new]

    def test_pads_the_whole_table_where_asked(self) -> None:
        lines = diff(TABLE, rename("Emma", "Emma Woodhouse", repad=True))[6:]
        assert lines == [
            "+| Kind     | Title          | Progress                           |",
            "+| -------- | -------------- | ---------------------------------- |",
            "+| 1: Novel | Dune           | ![](https://geps.dev/progress/100) |",
            "+| 2: Novel | Emma Woodhouse | ![](https://geps.dev/progress/40)  |",
            "+| 4: Essay | Walden         | ![](https://geps.dev/progress/7)   |",
            "+| Total    |                | 49%                                |",
        ]

    def test_pads_by_what_is_seen(self) -> None:
        text = "| A    | Progress |\n| ---- | -------- |\n| 漢字 | 10%      |\n| b    | 20%      |\n"
        assert diff(text, rename("漢字", "漢"))[1] == "+| 漢   | 10%      |"

    def test_keeps_links_emphasis_code_and_the_number(self) -> None:
        text = "| A | Progress |\n|-|-|\n| 1. [x](/u) | 10% |\n| 2. **y** | 20% |\n| 3. `z` | 20% |\n"
        assert diff(text, rename("1. x", "a]b"))[1] == r"+| 1. [a\]b](/u) | 10% |"
        assert diff(text, rename("2. y", "b*c"))[1] == r"+| 2. **b\*c** | 20% |"
        assert diff(text, rename("3. z", "b*c"))[1] == "+| 3. `b*c` | 20% |"

    def test_refuses_what_is_not_one_text(self) -> None:
        text = "| A | Progress |\n|-|-|\n| [x](/u) and [y](/v) | 10% |\n"
        with pytest.raises(RequestError, match="is not one piece of text; rename it by hand"):
            diff(text, rename("x and y", "z"))
        with pytest.raises(RequestError, match="a row needs a label"):
            diff(TABLE, rename("Emma", " \n"))

    def test_a_task(self) -> None:
        assert diff(TASKS, rename("Boat", "> Ship"))[1] == "+- [ ] > Ship"
        assert diff("- [ ] [a](/u)\n", rename("a", "b"))[1] == "+- [ ] [b](/u)"


class TestMove:
    def test_a_row(self) -> None:
        line = "| 4: Essay | Walden    | ![](https://geps.dev/progress/7)   |"
        assert diff(TABLE, move("Walden", beside("Dune", before=True))) == [f"+{line}", f"-{line}"]

    def test_is_idle(self) -> None:
        assert diff(TABLE, move("Emma", beside("Dune"))) == []
        assert diff(TABLE, move("Emma", beside("Walden", before=True))) == []
        assert diff(TASKS, move("Boat", beside("Shed"))) == []

    def test_without_a_last_line_end(self) -> None:
        text = "| A | Progress |\n|-|-|\n| x | 10% |\n| y | 20% |"
        readme = read(Source(text))
        after = "| A | Progress |\n|-|-|\n| y | 20% |\n| x | 10% |"
        assert rewrite_rows(readme, move("y", beside("x", before=True))(readme)).text == after
        assert rewrite_rows(readme, move("x", beside("y"))(readme)).text == after

    def test_to_another_table(self) -> None:
        other = "\n# Old\n\nProgress | Title | Kind\n-|-|-\n![](https://geps.dev/progress/3) | It | Novel\n"
        lines = diff(TABLE + other, move("Emma", beside("It")))
        assert lines == [
            "-| 2: Novel | Emma      | ![](https://geps.dev/progress/40)  |",
            "+![](https://geps.dev/progress/40) | Emma | Novel",
        ]

    def test_to_a_table_without_the_columns(self) -> None:
        with pytest.raises(RequestError, match="has no column 'Kind' for 'Emma'"):
            diff(TABLE + "\n\nTitle | Progress\n-|-\nIt | 3%\n", move("Emma", beside("It")))

    def test_a_task_with_its_tasks(self) -> None:
        lines = ["-- [ ] Boat", "-  - [ ] Hull", "-    and keel", "-  - [x] Mast"]
        moved = diff(TASKS, move("Boat", beside("Arch")))
        assert [line for line in moved if line.startswith("-")] in (lines, ["-- [ ] Arch"])

    def test_a_task_into_another_depth(self) -> None:
        assert diff(TASKS, move("Hull", beside("Shed")))[:2] == ["+- [ ] Hull", "+  and keel"]
        assert sorted(diff(TASKS, move("Arch", beside("Mast")))) == ["+  - [ ] Arch", "-- [ ] Arch"]

    def test_a_task_into_itself(self) -> None:
        with pytest.raises(RequestError, match="'Hull and keel' stands in 'Boat'; choose another place"):
            diff(TASKS, move("Boat", beside("Hull")))


def order(text: str, by: str, *, reverse: bool = False) -> list[str]:
    """The labels of the items after sorting."""
    readme = read(Source(text))
    after = rewrite_rows(readme, rows.sort(readme, readme.trackers[0], by, reverse=reverse))
    return [item.label for item in read(after).items]


class TestSort:
    def test_by_label_progress_and_column(self) -> None:
        assert order(TABLE, "Title", reverse=True) == ["Walden", "Emma", "Dune"]
        assert order(TABLE, "progress") == ["Walden", "Emma", "Dune"]
        assert order(TABLE, "kind") == ["Dune", "Emma", "Walden"]

    def test_numbers_count_and_equal_ones_stay(self) -> None:
        text = "| A | Progress |\n|-|-|\n| Day 10 | 10% |\n| day 9 | 10% |\n| Day 1.5 | ? |\n"
        assert order(text, "label") == ["Day 1.5", "day 9", "Day 10"]
        assert order(text, "progress") == ["Day 10", "day 9", "Day 1.5"]
        assert order(text, "progress", reverse=True) == ["Day 10", "day 9", "Day 1.5"]

    def test_tasks_go_with_what_stands_in_them(self) -> None:
        assert order(TASKS, "label") == ["Arch", "Boat", "Hull and keel", "Mast", "Shed"]
        assert order(TASKS, "progress") == ["Boat", "Hull and keel", "Mast", "Arch", "Shed"]

    def test_an_unknown_column(self) -> None:
        with pytest.raises(RequestError, match="there is no column 'size'"):
            order(TABLE, "size")


def renumber(readme: Readme) -> rows.RowEdits:
    return rows.renumber(readme, readme.trackers[0])


class TestRenumber:
    def test_closes_gaps(self) -> None:
        assert diff(TABLE, renumber)[1] == "+| 3: Essay | Walden    | ![](https://geps.dev/progress/7)   |"

    def test_keeps_zeros_and_width(self) -> None:
        text = "| # | A | Progress |\n|----|----|----|\n| 08 | x | 1% |\n| 08 | y | 1% |\n| 12 | z | 1% |\n"
        assert diff(text, renumber)[2:] == ["+| 09 | y | 1% |", "+| 10 | z | 1% |"]

    def test_a_count_that_begins_anew(self) -> None:
        rest = "".join(f"| {number}. x{place} | 1% |\n" for place, number in enumerate([1, 2, 3, 1, 2, 4]))
        assert diff(f"| A | Progress |\n|-|-|\n{rest}", renumber)[1:] == ["+| 3. x5 | 1% |"]

    def test_tasks(self) -> None:
        assert diff("1. [ ] a\n3. [ ] b\n", renumber)[1:] == ["+2. [ ] b"]
        assert diff("1. [ ] a\n1. [ ] b\n", renumber) == []
        with pytest.raises(RequestError, match="its tasks have no numbers"):
            diff(TASKS, renumber)


def put(row: str, column: str, text: str) -> Operation:
    return lambda readme: rows.put(readme, find_item(readme, row), column, text)


class TestPut:
    def test_a_text_and_a_progress(self) -> None:
        assert diff(TABLE, put("Emma", "kind", "Play"))[1].startswith("+| 2: Play  | Emma")
        assert diff(TABLE, put("Emma", "Progress", "100"))[1].endswith("| ![](https://geps.dev/progress/100) |")

    def test_an_empty_and_a_missing_cell(self) -> None:
        text = "| A | Note | Progress | More |\n|-|-|-|-|\n| x |  | 10% |\n| y || 20%\n"
        assert diff(text, put("x", "note", "hi"))[1] == "+| x | hi | 10% |"
        assert diff(text, put("y", "note", "hi"))[1] == "+| y | hi | 20%"
        assert diff(text, put("x", "more", "hi"))[1] == "+| x |  | 10% | hi |"
        assert diff(text, put("y", "more", "hi"))[1] == "+| y || 20% | hi"

    def test_a_row_named_by_its_key(self) -> None:
        assert diff(TABLE, put("Kind=4: Essay", "Title", "Life"))[1].startswith("+| 4: Essay | Life      |")
