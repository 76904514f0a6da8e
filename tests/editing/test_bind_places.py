"""Which numbers follow where several stand together, or say the same as a row."""

import pytest

from readme_sync import AddItem, RemoveItem, SetProgress, apply, parse
from readme_sync.sources.derived_numbers import derived_numbers
from readme_sync.sources.facts import Facts
from readme_sync.sources.history import Base, Tier, moved_numbers

TABLE = "| Part | Progress |\n| --- | --- |\n| Lexer | 100% |\n| Parser | 50% |\n| Code | 0% |\n"
BOOKS = "| Book | Status |\n| --- | --- |\n| A | ✅ |\n| B | ✅ |\n| C | ❌ |\n| D | ❌ |\n| E | ❌ |\n"
PHASES = "# P\n\n## Core (1/1)\n\n- [x] a\n\n## Extras (0/3)\n\n- [ ] c\n- [ ] d\n- [ ] e\n"


@pytest.mark.parametrize("row", ["Code", "Parser"])
def test_a_percent_that_a_row_states_too_is_named_and_not_written(row: str) -> None:
    done = apply(f"# B\n\nThe parser is 50% done.\n\n{TABLE}", SetProgress(row, 75))
    assert "The parser is 50% done." in done.source.text
    assert [one.line for one in done.skipped] == [3]


def test_a_percent_with_a_label_follows_though_a_row_states_it_too() -> None:
    done = apply(f"# B\n\nProgress: 50%\n\n{TABLE}", SetProgress("Code", 30))
    assert "Progress: 60%" in done.source.text


def test_a_number_next_to_one_that_was_written_is_named() -> None:
    done = apply(f"# B\n\nI have read 2 books, 3 remain, 40% overall.\n\n{BOOKS}", SetProgress("C", "done"))
    assert "2 books, 3 remain, 60% overall" in done.source.text
    assert len(done.skipped) == 2


def test_each_of_several_headings_follows_its_own_tasks() -> None:
    assert "(1/1)" in apply(PHASES, RemoveItem("c")).source.text
    assert "## Extras (0/2)" in apply(PHASES, RemoveItem("c")).source.text
    assert "## Core (1/2)" in apply(PHASES, AddItem("b", after="a")).source.text


def test_a_summary_table_follows_and_its_total_with_it() -> None:
    table = "| Part | Done |\n| --- | --- |\n| Core | 1/1 |\n| Extras | 0/3 |\n| Total | 1/4 |\n"
    text = PHASES.replace("# P\n\n", f"# P\n\n{table}\n", 1)
    done = apply(text, RemoveItem("c")).source.text
    assert ("| Extras | 0/2 |" in done, "| Total | 1/3 |" in done, "## Extras (0/2)" in done) == (True, True, True)


def test_a_badge_with_a_label_of_its_own_is_listed() -> None:
    readme = parse(f"# B\n\n![done](https://img.shields.io/badge/books-2%2F5-blue)\n\n{BOOKS}")
    assert [one.line for one in derived_numbers(readme, Facts(readme))] == [3]


def test_a_count_of_outer_tasks_stays_right_where_one_gets_parts() -> None:
    before = "# Plan\n\n**Phases:** 12\n\n" + "".join(f"- [ ] Phase {letter}\n" for letter in "abcdefghijkl")
    now = before.replace("- [ ] Phase b\n", "- [ ] Phase b\n  - [ ] its first plan\n  - [ ] its second plan\n")
    assert not moved_numbers(Base(parse(before)), parse(now))
    assert [one.line for one in moved_numbers(Base(parse(before)), parse(f"{now}- [ ] Phase m\n"))] == [3]


def test_a_line_whose_blanks_have_changed_is_the_same_line() -> None:
    before = "| Song | Done |\n| --- | --- |\n| a | 4/4 |\n| b | 0/4 |\n| Total | 4/8 |\n"
    now = (
        before.replace("| a | 4/4 |", "| a     | 4/4  |")
        .replace("| b | 0/4", "| b     | 1/4")
        .replace("| 4/8", "|  4/8")
    )
    [found] = moved_numbers(Base(parse(before)), parse(now))
    assert (found.line, found.shown, found.figure.span.start) == (5, "5/8", now.index("4/8"))


def test_words_say_what_a_count_is_of() -> None:
    text = f"# B\n\n5 books in total, 2 read; 3 are missing.\n\n{BOOKS}"
    done = apply(text, SetProgress("C", "done"))
    assert "5 books in total, 2 read; 3 are missing." in done.source.text
    assert [one.reason.partition(" say ")[2] for one in done.skipped] == ["3", "2"]


def test_a_date_is_no_fraction() -> None:
    text = "# Log\n\nRead on 07/08 - see below.\n\n" + "".join(
        f"- [{'x' * (n < 7) or ' '}] task {n}\n" for n in range(8)
    )
    assert "Read on 07/08 - see below." in apply(text, SetProgress("task 7", "done")).source.text


def test_a_percent_stays_with_the_fraction_beside_it() -> None:
    """`13 / 25` is about a goal: the percent repeats it, whatever the items come to."""
    tasks = "".join(f"*  [✅ Day {day}](2022/{day}/)\n" for day in range(1, 14))
    text = f"# Puzzles\n\nCompleted: **13 / 25** (52%)\n\n{tasks}"
    done = apply(text, SetProgress("Day 1", "open"))
    assert "Completed: **13 / 25** (52%)" in done.source.text


@pytest.mark.parametrize(("done", "shown", "more"), [(2, "1", "2"), (5, "4", "5")])
def test_a_percent_is_rounded_back_as_it_was(done: int, shown: str, more: str) -> None:
    """2 of 103 are 1.94 %, 3 are 2.91 %: what was cut off is cut off again on the way back."""
    rows = "".join(f"- [{'x' if number < done else ' '}] task {number}\n" for number in range(103))
    text = f"# Plan\n\n![](https://img.shields.io/badge/Progress-{shown}%25-red)\n\n{rows}"
    there = apply(text, SetProgress(f"task {done}", "done")).source
    assert f"Progress-{more}%25" in there.text
    assert apply(there, SetProgress(f"task {done}", "open")).source.text == text


@pytest.mark.parametrize("state", ["open", "done"])
def test_a_percent_keeps_one_of_the_ways_in_which_it_was_rounded(state: str) -> None:
    """29, 30 and 31 of 89 are 32.58, 33.71 and 34.83 %: 33 may be rounded or up, and so may 34; neither is cut off."""
    rows = "".join(f"- [{'x' if number < 30 else ' '}] task {number}\n" for number in range(89))
    text = f"# Plan\n\nProgress: 34%\n\n{rows}"
    there = apply(text, SetProgress("task 29" if state == "open" else "task 30", state)).source
    assert f"Progress: {33 if state == 'open' else 35}%" in there.text
    back = SetProgress("task 29", "done") if state == "open" else SetProgress("task 30", "open")
    assert apply(there, back).source.text == text


def test_a_count_that_is_wrong_of_its_section_follows_nothing_else() -> None:
    """`4` is about part A, and wrong; with one more box ticked in B it equals what the document comes to, by chance."""
    boxes = "- [x] a\n- [x] b\n- [x] c\n- [ ] d\n- [ ] e\n"
    text = f"# Plan\n\n## A\n\n**Tasks:** 5 (4 completed, 1 remaining)\n\n{boxes}\n## B\n\n- [ ] f\n- [ ] g\n"
    there = apply(text, SetProgress("f", "done")).source
    assert "(4 completed, 1 remaining)" in there.text
    assert apply(there, SetProgress("f", "open")).source.text == text


@pytest.mark.parametrize("text", ["Review: at least 50% of these", "Overall: ~50% complete", "Fails at n <= 50 or so"])
def test_a_limit_or_an_estimate_follows_nothing(text: str) -> None:
    before = f"# Plan\n\n{text}\n\n" + "".join(f"- [{'x' * (n < 50) or ' '}] task {n}\n" for n in range(100))
    done = apply(before, SetProgress("task 99", "done"), AddItem("more", value="done"))
    assert text in done.source.text
    assert not moved_numbers(Base(parse(before)), parse(apply(before, AddItem("more"), sync=False).source))


SIGNS = "* [✅ Lexer](a)\n* [✅ Parser](b)\n* [❌ Types](c)\n* [❌ Code](d)\n"


@pytest.mark.parametrize("text", ["We are at 50% now.", "Progress: 50%", "Done: 2"])
def test_what_equals_lines_with_signs_is_named_at_most(text: str) -> None:
    """Such lines are often a report of something else, as of tests: histories show that only chance ties them."""
    done = apply(f"# Plan\n\n{text}\n\n{SIGNS}", SetProgress("Types", "done"))
    assert text in done.source.text
    assert len(done.skipped) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Pages, stable: 4/8 passed (50%)",  # it repeats its own fraction, not what the table comes to
        "Everybody knew that (2/4 + 1/1 = 3/5) is no sum, at least here in the north.",
    ],
)
def test_a_number_that_belongs_to_one_beside_it_follows_nothing_else(text: str) -> None:
    before = f"# Plan\n\n{text}\n\n" + "".join(f"- [{'x' * (n < 2) or ' '}] task {n}\n" for n in range(4))
    done = apply(before, SetProgress("task 3", "done"))
    assert text in done.source.text
    now = parse(apply(before, SetProgress("task 3", "done"), sync=False).source)
    assert not [one for one in moved_numbers(Base(parse(before)), now) if one.tier in {Tier.ERROR, Tier.LIKELY}]


def test_a_cell_with_a_unit_or_a_date_counts_nothing_of_the_section_it_names() -> None:
    phases = "| Phase | Takes | Until |\n| --- | --- | --- |\n| Core | 3 weeks | May 3, 2026 |\n"
    before = f"# Plan\n\n{phases}\n## Core\n\n- [x] a\n- [x] b\n- [x] c\n- [ ] d\n"
    done = apply(before, SetProgress("d", "done"))
    assert (phases in done.source.text, done.skipped) == (True, ())


@pytest.mark.parametrize(
    ("text", "due"),
    [("Completed: **3 / 25** (12%)", "2/25"), ("I have read 3/25 books", "2/25"), ("3 of 25 books are read.", "2/25")],
)
def test_what_is_done_of_a_goal_is_named(text: str, due: str) -> None:
    """Only what has been read is listed; the goal stands in the sentence alone."""
    books = "".join(f"- [x] Book {name}\n" for name in "abc")
    done = apply(f"# Books\n\n{text}\n\n{books}", SetProgress("Book b", "open"))
    assert text in done.source.text
    assert [one.reason.rpartition(" say ")[2] for one in done.skipped] == [due]


@pytest.mark.parametrize("text", ["Part 3/25", "`3/25 read`", "3/25"])
def test_no_goal(text: str) -> None:
    books = "".join(f"- [x] Book {name}\n" for name in "abc")
    done = apply(
        f"# Books\n\n{text} in spring by the sea, as I told everybody then\n\n{books}", SetProgress("Book b", "open")
    )
    assert done.skipped == ()


def test_none_of_a_collapsed_part_becomes_one_and_back() -> None:
    text = "<details>\n<summary><b>Graphs</b> (1/2)</summary>\n\n- [x] a\n- [ ] b\n\n</details>\n"
    none = apply(text, SetProgress("a", "open")).source
    assert none.text == text.replace("(1/2)", "(0/2)").replace("[x]", "[ ]")
    assert apply(none, SetProgress("a", "done")).source.text == text


@pytest.mark.parametrize("title", ["Week 2 (6/30 ~ 7/6)", "Sprint 6/30 - 7/6", "Sprint 6/30 to 7/6", "(2/6 – 6/30)"])
def test_a_range_of_dates_is_no_goal(title: str) -> None:
    books = "".join(f"- [x] Book {name}\n" for name in "abcdef")
    done = apply(f"# {title}\n\n{books}", AddItem("Book g", value="done"))
    assert (done.source.text.splitlines()[0], done.skipped) == (f"# {title}", ())


def test_fractions_of_a_list_are_no_progress() -> None:
    text = "# Plan\n\nLabels show which piece of several it is (1/5, 2/5, etc.), and all are done.\n\n"
    tasks = "".join(f"- [{'x' * (n < 2) or ' '}] task {n}\n" for n in range(5))
    assert "(1/5, 2/5, etc.)" in apply(text + tasks, SetProgress("task 4", "done")).source.text
