"""Operations on rows and tasks where something is in the way: what is written all the same, and what is refused."""

import pytest
import rows
from test_row_operations import TABLE, TASKS, add, beside, diff, move, order, put, remove, rename, renumber

from readme_sync.editing.find import find_item, find_tracker
from readme_sync.editing.verify import rewrite_rows
from readme_sync.errors import RequestError
from readme_sync.model import Progress, State
from readme_sync.reader import read
from readme_sync.text import Source

CODE = "# Plan\n\n```\nWeek 1: ██████ 100%\nWeek 2: ███░░░ 50%\nWeek 3: ░░░░░░ 0%\n```\n"
G = "![](https://geps.dev/progress/{})"
TWO = f"| A | Read | Done |\n|-|-|-|\n| x | {G.format(10)} | {G.format(80)} |\n| y | {G.format(2)} | {G.format(9)} |\n"
BEGUN = Progress.of_state(State.IN_PROGRESS)


class TestAdd:
    def test_a_task_has_no_columns(self) -> None:
        with pytest.raises(RequestError, match="a task has no columns, so no 'Kind', 'Note'"):
            diff(TASKS, add("y", Kind="x", Note="z"))

    def test_a_task_needs_a_text(self) -> None:
        with pytest.raises(RequestError, match="a task needs a text"):
            diff(TASKS, add("\u202e \n"))

    def test_a_row_that_states_two_progresses(self) -> None:
        with pytest.raises(RequestError, match="a row states more than one progress; name 'Read', 'Done'"):
            diff(TWO, add("z", Progress.of_percent(50)))
        line = f"+| z | {G.format(50)} | {G.format(5)} |"
        assert [one.replace("  ", " ") for one in diff(TWO, add("z", Progress.of_percent(50), Done="5%"))] == [line]
        assert [one.replace("  ", " ") for one in diff(TWO, add("z", Done="5%", Read="50%"))] == [line]

    def test_a_progress_that_no_row_can_state(self) -> None:
        with pytest.raises(RequestError, match="'Walden': in-progress has no percent; write a number such as 40"):
            diff(TABLE, add("z", BEGUN))

    def test_a_row_beside_one_without_a_number(self) -> None:
        text = "| A | Progress |\n|-|-|\n| x | 1% |\n| 1. a | 10% |\n| 2. b | 20% |\n| 3. c | 20% |\n| y | 2% |\n"
        assert diff(text, lambda readme: rows.add(readme, beside("y")(readme), "z", None, {})) == ["+| 4. z | 0% |"]
        place = beside("x", before=True)
        assert diff(text, lambda readme: rows.add(readme, place(readme), "z", None, {}))[0].endswith("z | 0% |")

    def test_a_number_of_ones_own(self) -> None:
        text = "| A | Progress |\n|-|-|\n| 1. a | 10% |\n| 2. b | 20% |\n"
        assert diff(text, add("9. z")) == ["+| 9. z | 0% |"]

    def test_a_done_task_where_none_is_done(self) -> None:
        assert diff("- [ ] a\n", add("b", Progress.of_percent(100))) == ["+- [x] b"]

    def test_a_task_in_a_quote_in_a_list(self) -> None:
        assert diff("- x\n  > - [ ] a\n  > - [ ] b\n", add("c")) == ["+  > - [ ] c"]

    def test_rows_none_of_which_states_anything(self) -> None:
        badge = "![](https://img.shields.io/github/milestones/progress-percent/a/b/1)"
        text = f"| A | Progress |\n|-|-|\n| x | {badge} |\n| y | |\n"
        assert diff(text, add("z")) == ["+| z |  |"]

    def test_a_box_as_the_document_writes_it(self) -> None:
        text = "- [ ] a\n- [/] b\n- [x] c\n"
        assert diff(text, add("d", BEGUN)) in (["+- [/] d"], ["+- [~] d"])
        with pytest.raises(RequestError, match="the box of a task cannot say that; a task is open or done"):
            diff(TASKS, add("d", BEGUN))


class TestRename:
    def test_the_number_alone_is_no_other_label(self) -> None:
        text = "| A | Progress |\n|-|-|\n| 1. x | 10% |\n| 2. y | 20% |\n"
        assert diff(text, rename("y", "y")) == []
        assert diff(text, rename("y", "2. y")) == []
        assert diff(text, rename("y", "5. z"))[1] == "+| 5. z | 20% |"

    @pytest.mark.parametrize("label", ["a`b", "a\\|b"])
    def test_code_that_cannot_be_code(self, label: str) -> None:
        with pytest.raises(RequestError, match="is not one piece of text; rename it by hand"):
            diff("| A | Progress |\n|-|-|\n| `z` | 20% |\n", rename("z", label))

    def test_a_label_that_stands_in_another_column(self) -> None:
        text = "| A | N | Progress |\n|-|-|-|\n| x | a | 10% |\n| y | b | 20% |\n|  | c | 20% |\n"
        assert diff(text, rename("c", "d"))[1] == "+|  | d | 20% |"

    def test_text_around_a_link_is_one_piece_only_without_it(self) -> None:
        with pytest.raises(RequestError, match="is not one piece of text"):
            diff("- [ ] a [b](/u) c\n", rename("a b c", "d"))

    def test_a_task_of_two_lines(self) -> None:
        with pytest.raises(RequestError, match="is not one piece of text"):
            diff(TASKS, rename("Hull and keel", "Hull"))


class TestMove:
    def test_a_row_among_tasks(self) -> None:
        text = f"{TABLE}\n{TASKS}"
        with pytest.raises(RequestError, match="'Emma' cannot be both a row and a task; remove it there and add it"):
            diff(text, move("Emma", beside("Boat")))

    def test_beside_itself(self) -> None:
        assert diff(TABLE, move("Emma", beside("Emma"))) == []

    def test_to_a_table_with_the_same_headers_twice(self) -> None:
        text = "| A | A | Progress |\n|-|-|-|\n| x | 1 | 10% |\n| y | 2 | 20% |\n"
        other = "\n# B\n\n" + text.replace("x", "v").replace("y", "w")
        assert diff(text + other, move("y", beside("v"))) == ["-| y | 2 | 20% |", "+| y | 2 | 20% |"]

    def test_an_empty_cell_needs_no_column(self) -> None:
        text = "| A | N | Progress |\n|-|-|-|\n| x | | 10% |\n| y | b | 20% |\n\n# B\n\n"
        assert diff(f"{text}| A | Progress |\n|-|-|\n| z | 1% |\n", move("x", beside("z"))) == [
            "-| x | | 10% |",
            "+| x | 10% |",
        ]

    def test_a_task_between_blank_lines(self) -> None:
        text = "- [ ] a\n\n- [ ] b\n\n- [ ] c\n"
        for operation, wanted in ((move("c", beside("a", before=True)), "cab"), (move("a", beside("c")), "bca")):
            readme = read(Source(text))
            assert rewrite_rows(readme, operation(readme)).text == "\n".join(f"- [ ] {char}\n" for char in wanted)

    def test_a_task_whose_text_goes_on_without_indentation(self) -> None:
        with pytest.raises(RequestError, match="'a b' has a line that is not indented; move it by hand"):
            diff("- x\n  - [ ] a\nb\n  - [ ] c\n- [ ] d\n", move("a b", beside("d")))

    def test_a_task_with_a_blank_line_in_it(self) -> None:
        text = "- x\n  - [ ] a\n\n    more\n- [ ] d\n"
        readme = read(Source(text))
        assert rewrite_rows(readme, move("a", beside("d"))(readme)).text == "- x\n- [ ] d\n- [ ] a\n\n  more\n"
        text = "- [ ] a\n\n  more\n- [ ] b\n- [ ] c\n"
        readme = read(Source(text))
        assert rewrite_rows(readme, move("a", beside("c"))(readme)).text == "- [ ] b\n- [ ] c\n- [ ] a\n\n  more\n"


class TestSort:
    def test_by_a_column_that_some_rows_do_not_state(self) -> None:
        text = "| A | Progress | Read |\n|-|-|-|\n| x | 3/3 | 30% |\n| y | 1/3 | ? |\n| z | 2/3 | 10% |\n"
        assert order(text, "Read") == ["z", "x", "y"]

    def test_tasks_in_more_than_one_list(self) -> None:
        text = "- x\n\n  - [ ] b\n\n- y\n\n  - [ ] a\n"
        with pytest.raises(RequestError, match="its outer tasks stand in more than one list; sort them by hand"):
            order(text, "label")

    def test_numbers_that_are_not_equally_wide(self) -> None:
        tasks = "".join(f"{number}. [ ] t{20 - number}\n" for number in range(8, 12))
        assert order(tasks, "label") == ["t9", "t10", "t11", "t12"]
        with pytest.raises(RequestError, match="its numbers are not equally wide, and tasks stand in tasks"):
            order(tasks.replace("t12\n", "t12\n   - [ ] in\n"), "label")

    def test_a_code_block(self) -> None:
        with pytest.raises(RequestError, match="is a code block"):
            order(CODE, "label")


class TestRenumber:
    def test_rows_without_numbers(self) -> None:
        with pytest.raises(RequestError, match="its rows have no numbers"):
            diff("| A | Progress |\n|-|-|\n| x | 10% |\n| y | 20% |\n", renumber)

    def test_a_count_that_begins_anew_behind_a_headline(self) -> None:
        lines = ["1. a", "2. b", "**More**", "1. c", "3. d"]
        rest = "".join(f"| {line} | {'' if line[0] == '*' else '1%'} |\n" for line in lines)
        assert diff(f"| A | Progress |\n|-|-|\n{rest}", renumber)[1:] == ["+| 2. d | 1% |"]

    def test_a_longer_number_would_move_what_stands_below(self) -> None:
        tasks = "".join(f"{number}. [ ] t{number}\n" for number in range(1, 9))
        with pytest.raises(RequestError, match="a longer number would move the text below it; renumber by hand"):
            diff(f"{tasks}8. [ ] u\n9. [ ] v\n   more\n", renumber)
        assert diff(f"{tasks}8. [ ] u\n9. [ ] v\n", renumber)[2:] == ["+9. [ ] u", "+10. [ ] v"]


class TestPut:
    def test_a_progress_that_is_there_already(self) -> None:
        assert diff(TABLE, put("Emma", "Progress", "40%")) == []

    def test_the_first_cell_of_a_row_without_a_pipe(self) -> None:
        text = "A | Note | Progress\n-|-|-\nx | y | 10%\nz | y | 20%\n"
        assert diff(text, put("x", "A", "# w"))[1] == r"+\# w | y | 10%"
        with pytest.raises(RequestError, match="the first cell of a row cannot be empty; write the row with a pipe"):
            diff(text, put("x", "A", " "))

    def test_two_columns_of_one_header(self) -> None:
        text = "| A | N | N | Progress |\n|-|-|-|-|\n| x | 1 | 2 | 10% |\n| y | 1 | 2 | 20% |\n"
        with pytest.raises(RequestError, match="there are 2 columns 'n'; edit by hand"):
            diff(text, put("x", "n", "3"))

    def test_a_task(self) -> None:
        with pytest.raises(RequestError, match="there is no column 'N'; only tables have columns"):
            diff(TASKS, put("Boat", "N", "3"))

    def test_a_line_of_code(self) -> None:
        with pytest.raises(RequestError, match="is a code block; edit its lines by hand"):
            diff(CODE, put("Week 2", "N", "3"))


class TestRemove:
    def test_a_line_of_code(self) -> None:
        with pytest.raises(RequestError, match="is a code block; edit its lines by hand"):
            diff(CODE, remove("Week 2"))

    def test_a_task_with_more_than_its_text(self) -> None:
        text = "- [ ] a\n\n  more\n- [ ] b\n"
        with pytest.raises(RequestError, match="'a' holds more than its text; take all away with `children`"):
            diff(text, remove("a"))
        assert diff(text, remove("a", children=True))[0] == "-- [ ] a"
        assert find_item(read(Source(text)), "b").label == "b"


def test_a_line_without_a_table_is_answered_with_the_nearest() -> None:
    readme = read(Source(f"# A\n\n{TABLE}\n{TASKS}"))
    with pytest.raises(RequestError, match="no table or task list in line 1; the nearest begins in line 5"):
        find_tracker(readme, None, 1)
    with pytest.raises(RequestError, match="no table or task list in line 99; the nearest begins in line 12"):
        find_tracker(readme, None, 99)
