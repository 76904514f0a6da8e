"""Numbers outside of rows follow an edit, or are named; numbers that are equal by chance are left alone."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readme_sync import AddItem, MoveItem, RemoveItem, RenameItem, SetProgress, apply, rules
from readme_sync.editing.bind import follow
from readme_sync.editing.bind_numbers import bind_numbers
from readme_sync.editing.operation import Operation
from readme_sync.errors import RequestError
from readme_sync.markers.expressions import expression_text
from readme_sync.model import DEFAULT, Outcome, Parents
from readme_sync.reader import parse
from readme_sync.sources import Facts
from readme_sync.sources.history import Base
from readme_sync.sources.quantities import Numbers, agrees

SHARES = """
{done} of {total} languages are complete.
{done}/{total} languages complete
**{done} / {total}** languages done
{percent}% complete
{percent}% translated
**Progress:** {percent}%
Overall progress: **{percent} %**
![{percent}%](https://geps.dev/progress/{percent})
![progress](https://img.shields.io/badge/translated-{percent}%25-green)
![progress](https://img.shields.io/badge/progress-{percent}%25-blue?style=flat)
![languages](https://img.shields.io/badge/languages-{done}%2F{total}-blue)
![languages](https://img.shields.io/badge/languages-{done}%2F{total}%20complete-blue)
<progress value="{percent}" max="100"></progress>
<img src="https://progress-bar.xyz/{percent}/" alt="progress">
({done}/{total})
[{done}/{total}] done
Done: {done}/{total}
Completed so far: {done} out of {total}
Status: {done}/{total} ({percent}%)
> **{percent}%** of the work is finished.
- Translated: {percent}%
- Languages: {done}/{total}
*{done} of {total} done, {percent}% in all.*
We are at {percent}% now: {done} of {total} languages finished.
Progress | {done}/{total}
{percent}%
**{done}/{total}**
Fortschritt: {percent} %
Progreso: {done}/{total} ({percent} %)
已完成 {done}/{total}
翻译进度：{percent}%
Готово: {done}/{total}
<b>{done}/{total}</b> done
__{percent}% done__
Total: {done}/{total} = {percent}%
:rocket: {percent}% complete :tada:
Reviewed and finished: {done}/{total} languages.
{done}/{total} of them complete
""".strip().splitlines()
SUMS = """
{units} of {all} strings are translated.
{units}/{all} strings translated
Strings: {units}/{all}
""".strip().splitlines()
COUNTS = """
{total} languages
- Complete: {done}
{total} languages, {done} of them complete.
- Languages: {total}
Completed: **{done}**
![done](https://img.shields.io/badge/done-{done}-green)
![languages](https://img.shields.io/badge/languages-{total}-blue)
Remaining: {left}
{left} languages left
Total: {total}
{done} complete, {left} to go
We support {total} languages.
{done} done
总共 {total}
There are **{total}** languages in all.
{total} entries
Finished languages: {done}
Translated: {done}
Open: {left}
""".strip().splitlines()
HEADINGS = (
    "# Languages ({done}/{total})",
    "# Languages [{done}/{total}]",
    "# Languages — {done}/{total}",
    "# Languages ({percent}%)",
    "# Languages: {done}/{total} complete",
)

CHANCE = [
    *(f"Day {n} of my year" for n in (4, 8, 12)),
    *(f"Chapter {n}: the sea" for n in (4, 8, 12)),
    *(f"## Week {n}" for n in (4, 8, 12)),
    *(f"Version {n} is out" for n in (4, 8, 12)),
    *(f"Needs Python {n} or later" for n in (4, 8, 12)),
    *(f"v{n}.1.0 was released" for n in (4, 8, 12)),
    *(f"Listens on port {n}" for n in (4, 8, 12)),
    *(f"Runs with --jobs {n}" for n in (4, 8, 12)),
    *(f"Takes {n} minutes" for n in (4, 8, 12)),
    *(f"Costs ${n} a month" for n in (4, 8, 12)),
    *(f"Since May {n}, 2021" for n in (4, 8, 12)),
    *(f"On 2021-0{n}-0{n} it began" for n in (4, 8)),
    *(f"See page {n}" for n in (4, 8, 12)),
    *(f"Issue #{n} is open" for n in (4, 8, 12)),
    *(f"`{n}/12 complete`" for n in (4, 8, 12)),
    *(f"    {n}/12 in a block of code" for n in (4, 8, 12)),
    *(f"Level {n} was hard" for n in (4, 8, 12)),
    *(f"Uses {n} GB of memory" for n in (4, 8, 12)),
    *(f"Java {n} and Node {n}" for n in (4, 8, 12)),
    *(f"About {n}x faster" for n in (4, 8, 12)),
    *(f"The {n}th try" for n in (4, 8, 12)),
    *(f"Written by {n} people" for n in (4, 8, 12)),
    *(f"Top {n} of the list" for n in (4, 8, 12)),
    *(f"At {n}:30 every day" for n in (4, 8, 12)),
    *(f"Part {n}/12" for n in (4, 8, 12)),
    *(f"Room {n}, floor {n}" for n in (4, 8, 12)),
    *(f"> {n} hours of sleep" for n in (4, 8, 12)),
    *(f"Apollo {n} flew" for n in (4, 8, 12)),
    *(f"http://example.org/{n}/12" for n in (4, 8, 12)),
    *(f"A {n}-core machine" for n in (4, 8, 12)),
    *(f"Season {n}, episode {n}" for n in (4, 8, 12)),
    *(f"ISO {n}646 and RFC {n}" for n in (4, 8, 12)),
    *(f"Ages {n}-{n + 4}" for n in (4, 8, 12)),
    *(f"{n} stars on average" for n in (4, 8, 12)),
]


def _values(done: int, total: int, percent: float, units: int = 0, all_units: int = 0) -> dict[str, Any]:
    rounded = int(percent + 0.5)
    return {"done": done, "total": total, "left": total - done, "percent": rounded, "units": units, "all": all_units}


def _table(done: int, total: int) -> tuple[str, dict[str, Any]]:
    rows = "".join(f"| Language {row} | {40 if row <= done else 10}/40 |\n" for row in range(1, total + 1))
    units = 40 * done + 10 * (total - done)
    text = f"| Language | Translated |\n| --- | --- |\n{rows}"
    return text, _values(done, total, 100 * units / (40 * total), units, 40 * total)


def _tasks(done: int, total: int) -> tuple[str, dict[str, Any]]:
    rows = "".join(f"- [{'x' if row <= done else ' '}] Language {row}\n" for row in range(1, total + 1))
    return rows, _values(done, total, 100 * done / total)


def _document(form: str, body: str, values: dict[str, Any]) -> str:
    line = form.format(**values)
    return f"{line}\n\n{body}" if form.startswith("#") else f"# Languages\n\n{line}\n\n{body}"


def _cases(forms: list[str]) -> Iterator[tuple[str, Any]]:
    """The forms over a table and over a list of tasks, which has no units."""
    for form in forms:
        yield form, _table
        if "{units}" not in form:
            yield form, _tasks


ALL_SHARES = [*SHARES, *SUMS, *HEADINGS]
EDITS: list[tuple[Operation, Operation, int, int]] = [
    (SetProgress("Language 6", "40/40"), SetProgress("Language 6", "done"), 6, 12),
    (AddItem("Language 13", value="10/40"), AddItem("Language 13", value="open"), 5, 13),
    (RemoveItem("Language 5"), RemoveItem("Language 5"), 4, 11),
]
"""An edit of the table, the same of the tasks, and how many are done after it, of how many; before 5 of 12 are."""


def _followed(forms: list[str]) -> Counter[str]:
    """What becomes of numbers that were right, by an edit: they follow, are named, are silent, or stay right."""
    found: Counter[str] = Counter()
    for form, make in _cases(forms):
        for of_table, of_tasks, done, total in EDITS:
            old, due = (form.format(**make(*size)[1]) for size in ((5, 12), (done, total)))
            outcome = apply(_document(form, *make(5, 12)), of_table if make is _table else of_tasks)
            is_named = 3 in {one.line for one in outcome.skipped}
            if old == due:
                found["named in vain" if outcome.skipped else "right"] += 1
            else:
                found["follow" if due in outcome.source.text.splitlines() else "named" if is_named else "silent"] += 1
    return found


def _reported(forms: list[str], *, since: bool) -> Counter[str]:
    """How `check`, with the version before or alone, reports numbers over whose rows alone have changed."""
    found: Counter[str] = Counter()
    for form, make in _cases(forms):
        before = _document(form, *make(5, 12))
        for *_, done, total in EDITS:
            if form.format(**make(5, 12)[1]) != form.format(**make(done, total)[1]):
                now = parse(_document(form, make(done, total)[0], make(5, 12)[1]))
                facts = Facts(now, base=Base(parse(before), "HEAD") if since else None)
                levels = {str(one.level) for one in rules.check(now, WRONG, facts=facts)}
                found["error" if "error" in levels else "less" if levels else "silent"] += 1
    return found


WRONG = ("RS101", "RS105", "RS108", "RS109", "RS110")


class TestHeadlines:
    """65 usual headlines over a table and over tasks, each with three edits: how many of them are kept true."""

    def test_every_share_follows_and_every_count_is_named(self) -> None:
        assert len({*ALL_SHARES, *COUNTS}) == 65
        assert _followed(ALL_SHARES) == {"follow": 267}
        assert _followed(COUNTS) == {"follow": 5, "named": 75, "right": 34}

    def test_check_since_reports_every_share_and_every_count(self) -> None:
        assert _reported(ALL_SHARES, since=True) == {"error": 267}
        assert _reported(COUNTS, since=True) == {"error": 6, "less": 74}

    def test_six_in_ten_are_reported_without_any_history(self) -> None:
        found = _reported([*ALL_SHARES, *COUNTS], since=False)
        assert found["error"] + found["less"] >= 0.6 * found.total()
        assert found.total() == 347

    @pytest.mark.parametrize("between", ["## Languages\n\n", ""], ids=["far", "near"])
    def test_a_hundred_numbers_that_are_equal_by_chance_are_left(self, between: str) -> None:
        """Four done of twelve, eight left: each number of the list equals one of these."""
        assert len(set(CHANCE)) == len(CHANCE) == 101
        for text in CHANCE:
            before = parse(f"# Log\n\n{text}\n\n{between}{_tasks(4, 12)[0]}")
            for operation in (EDITS[0][1], EDITS[1][1], RemoveItem("Language 4")):
                done = apply(before, operation)
                assert text in done.source.text.splitlines()
                assert not done.skipped
                now = parse(apply(before, operation, sync=False).source)
                assert not rules.check(now, WRONG, facts=Facts(now, base=Base(before, "HEAD")))


class TestVerbs:
    def test_a_row_added_under_a_heading(self) -> None:
        outcome = apply("## Tasks (1/2)\n\n- [x] a\n- [ ] b\n", AddItem("c"))
        assert outcome.source.text == "## Tasks (1/3)\n\n- [x] a\n- [ ] b\n- [ ] c\n"
        assert [one.did for one in outcome.changes] == ["added", '1/2 -> 1/3, as 3 tasks in "Tasks" say']

    def test_without_sync_it_is_only_named(self) -> None:
        outcome = apply("## Tasks (1/2)\n\n- [x] a\n- [ ] b\n", AddItem("c"), sync=False)
        assert outcome.source.text == "## Tasks (1/2)\n\n- [x] a\n- [ ] b\n- [ ] c\n"
        assert [one.line for one in outcome.skipped] == [1]

    def test_a_number_that_was_wrong_stays(self) -> None:
        outcome = apply("## Tasks (2/2)\n\n- [x] a\n- [ ] b\n", AddItem("c"))
        assert outcome.source.text.startswith("## Tasks (2/2)\n")

    def test_two_derivations_that_part_are_named(self) -> None:
        """Half of the tasks are done and half are left: what `2` counts is not known."""
        outcome = apply("# Tasks\n\nSo far: 2\n\n- [x] a\n- [x] b\n- [ ] c\n- [ ] d\n", SetProgress("c", "done"))
        assert "So far: 2" in outcome.source.text
        assert len(outcome.skipped) == 1

    def test_sections_and_their_sum_follow_together(self) -> None:
        text = "# Plan (2/4)\n\n## A (1/2)\n\n- [x] a\n- [ ] b\n\n## B (1/2)\n\n- [x] c\n- [ ] d\n"
        after = apply(text, SetProgress("d", "done")).source.text
        assert after == text.replace("(2/4)", "(3/4)").replace("B (1/2)", "B (2/2)").replace("[ ] d", "[x] d")

    def test_a_marker_follows(self) -> None:
        text = "# Plan\n\n<b><!-- readme-sync: done/total -->1/2<!-- /readme-sync --></b>\n\n- [x] a\n- [ ] b\n"
        assert "-->1/3<!--" in apply(text, AddItem("c")).source.text

    def test_a_heading_over_its_own_items_follows_no_other_section(self) -> None:
        """`(1/2)` is wrong of B, and right of A by chance."""
        text = "# Plan\n\n## A\n\n- [x] a\n- [ ] b\n\n## B (1/2)\n\n- [x] c\n- [x] d\n"
        outcome = apply(text, AddItem("e", section="A"))
        assert "## B (1/2)\n" in outcome.source.text
        assert not outcome.skipped

    def test_a_number_at_the_top_follows_the_only_section_that_it_equals(self) -> None:
        rest = "## A\n\n- [x] a\n- [ ] b\n\n## B\n\n- [ ] c\n- [ ] d\n- [ ] e\n"
        text = f"# Plan\n\n1 of 2 trees planted and done.\n\n{rest}"
        assert "\n1 of 3 trees" in apply(text, AddItem("f", section="A")).source.text

    def test_nor_do_headings_that_count_hide_that_section(self) -> None:
        rest = "## A (1/2)\n\n- [x] a\n- [ ] b\n\n## B (0/3)\n\n- [ ] c\n- [ ] d\n- [ ] e\n"
        text = f"# Plan\n\n1 of 2 trees planted and done.\n\n{rest}"
        assert (
            "\n1 of 3 trees planted and done.\n\n## A (1/3)" in apply(text, AddItem("f", section="#a-12")).source.text
        )

    def test_nothing_is_named_where_nothing_follows(self) -> None:
        outcome = apply("# Plan\n\n- [x] a\n- [ ] b\n", AddItem("c"))
        assert (len(outcome.changes), outcome.skipped) == (1, ())

    def test_an_edit_that_changes_nothing(self) -> None:
        readme = parse("# Plan (1/2)\n\n- [x] a\n- [ ] b\n")
        outcome = Outcome(readme.source, readme.source)
        assert follow(readme, outcome) is outcome


class TestBinding:
    TASKS = "\n\n- [x] a\n- [ ] b\n"

    @pytest.mark.parametrize(
        ("line", "marked"),
        [
            ("We are at 50% now.", "We are at <!-- readme-sync: percent -->50%<!-- /readme-sync --> now."),
            (
                "A bar: ![50%](https://geps.dev/progress/50)",
                "A bar: <!-- readme-sync: percent -->![50%](https://geps.dev/progress/50)<!-- /readme-sync -->",
            ),
            (
                "![](https://img.shields.io/badge/a-1%2F2-blue)",  # a comment at the start ends Markdown
                "<!-- readme-sync: badge -->\n![](https://img.shields.io/badge/a-1%2F2-blue)\n<!-- /readme-sync -->",
            ),
        ],
    )
    def test_a_marker_is_put_around_a_number(self, line: str, marked: str) -> None:
        binding = bind_numbers(parse(f"# Plan\n\n{line}{self.TASKS}"), [3])
        assert binding.outcome.source.text == f"# Plan\n\n{marked}{self.TASKS}"
        assert binding.claims == ()
        assert not rules.check(binding.outcome.source.text, ["RS101", "RS501"])

    def test_a_number_that_is_wrong_is_not_bound(self) -> None:
        assert not bind_numbers(parse(f"# Plan\n\nWe are at 70% now.{self.TASKS}"), None).outcome.changed

    def test_a_number_that_is_asked_for_and_cannot_be_bound_is_named(self) -> None:
        outcome = bind_numbers(
            parse(f"# Plan (1/2)\n\n![](https://geps.dev/progress/35)\n{self.TASKS}"), [1, 3]
        ).outcome
        assert [one.line for one in outcome.skipped] == [1, 3]
        assert "is watched already" in outcome.skipped[0].reason
        assert "correct it first, or put the marker there yourself" in outcome.skipped[1].reason

    def test_a_line_without_numbers_is_an_error(self) -> None:
        with pytest.raises(RequestError, match="holds no number"):
            bind_numbers(parse(f"# Plan\n\nWe are at 50% now.{self.TASKS}"), [4])

    def test_where_no_marker_can_stand_the_configuration_binds_it(self) -> None:
        text = f"# Plan\n\n50% ready, as of 1999\nand more.{self.TASKS}"
        outcome, claims = bind_numbers(parse(text), None)
        assert outcome.source.text == text
        assert [(one.find, expression_text(one.fact)) for one in claims] == [(("{} ready, as of",), "percent")]

    def test_a_text_that_stands_there_twice_binds_nothing(self) -> None:
        outcome, claims = bind_numbers(parse(f"# Plan\n\n50% ready\nand\n50% ready{self.TASKS}"), None)
        assert (outcome.changed, claims) == (False, ())
        assert [one.line for one in outcome.skipped] == [3, 5]


# Any sequence of verbs.

NAMES = [f"task {letter}" for letter in "abcdefgh"]
VERBS = st.one_of(
    st.tuples(st.just("set"), st.integers(0, 7), st.sampled_from(["done", "open"])),
    st.tuples(st.just("add"), st.integers(0, 7), st.sampled_from(["done", "open"])),
    st.tuples(st.just("remove"), st.integers(0, 7), st.just("")),
    st.tuples(st.just("move"), st.integers(0, 7), st.just("")),
)
FORMS = st.lists(st.sampled_from([*SHARES, *COUNTS]), max_size=4, unique=True)


def _right(text: str) -> set[tuple[str, str]]:
    """The numbers of a document that equal something, as their kind and the line without digits."""
    numbers = Numbers(parse(text))
    lines = text.splitlines()
    return {
        (one.kind, "".join(character for character in lines[one.line - 1] if not character.isdigit()))
        for one in numbers.written
        if any(agrees(one, quantity) for quantity in numbers.of_section(0))
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(st.booleans(), min_size=3, max_size=8), FORMS, st.lists(VERBS, max_size=6))
def test_what_is_right_stays_right_or_is_named(states: list[bool], forms: list[str], verbs: list[Any]) -> None:
    values = _values(sum(states), len(states), 100 * sum(states) / len(states))
    rows = "".join(f"- [{'x' if state else ' '}] {NAMES[row]}\n" for row, state in enumerate(states))
    head = "".join(f"{form.format(**values)}\n\n" for form in forms)
    text = f"# Languages\n\n{head}{rows}\nThe end, in 1999.\n"
    names = NAMES[: len(states)]
    for verb, row, value in verbs:
        name = names[row % len(names)]
        operation: Operation
        if verb == "set":
            operation = SetProgress(name, value)
        elif verb == "add":
            fresh = next((one for one in NAMES if one not in names), None)
            if fresh is None:
                continue
            names.append(fresh)
            operation = AddItem(fresh, value=value)
        elif len(names) < 3:
            continue
        elif verb == "remove":
            names.remove(name)
            operation = RemoveItem(name)
        else:
            operation = MoveItem(name, first=True)
        outcome = apply(text, operation)
        plain = apply(text, operation, sync=False).source.text
        named = {outcome.source.line_text(one.line) for one in outcome.skipped}
        shapes = {"".join(character for character in line if not character.isdigit()) for line in named}
        assert {line for _, line in _right(text) - _right(outcome.source.text)} <= shapes
        assert _without_digits(plain) == _without_digits(outcome.source.text)
        text = outcome.source.text


def _without_digits(text: str) -> str:
    return "".join(character for character in text if not character.isdigit())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.booleans(), min_size=3, max_size=8), FORMS, st.integers(0, 7))
def test_the_reverse_edit_gives_the_first_bytes(states: list[bool], forms: list[str], row: int) -> None:
    """For fractions; a percent that is rounded, and a number that two edits part, are named."""
    values = _values(sum(states), len(states), 100 * sum(states) / len(states))
    rows = "".join(f"- [{'x' if state else ' '}] {NAMES[at]}\n" for at, state in enumerate(states))
    some = [form for form in forms if "{percent}" not in form]
    text = "# Languages\n\n" + "".join(f"{form.format(**values)}\n\n" for form in some) + rows
    at = row % len(states)
    there = apply(text, SetProgress(NAMES[at], "open" if states[at] else "done")).source
    assert apply(there, SetProgress(NAMES[at], "done" if states[at] else "open")).source.text == text
    more = apply(text, AddItem("another task", value="open")).source
    assert apply(more, RemoveItem("another task")).source.text == text


def test_a_number_that_is_about_something_else_and_wrong_follows_nothing() -> None:
    text = (
        "# Log\n\n## Books\n\n| Book | Progress |\n| --- | --- |\n| a | 100% |\n| b | 100% |\n| c | 10% |\n\n"
        "## Projects (2/3)\n\n- [x] d\n- [ ] e\n- [ ] f\n"
    )
    done = apply(text, AddItem("g", "done", section="Books"))
    assert "## Projects (2/3)" in done.source.text


def test_a_number_that_equalled_something_of_another_section_follows_nothing() -> None:
    """A number that an edit makes right by chance is named when the edit is taken back: the first bytes are there."""
    text = """# Plan

## Part 1

**Sessions:** 4 (2 completed, 2 remaining)

- [x] a
- [ ] b
- [ ] c
- [ ] d

## Part 2

- [ ] e
- [ ] f
"""
    there = apply(text, SetProgress("e", "done"))
    back = apply(there.source, SetProgress("e", "open"))
    assert back.source.text == text
    assert any("says 2, which was right before" in one.reason for one in back.skipped)


def test_a_percent_is_rounded_in_a_way_that_gave_it_before() -> None:
    """34 % of 30/89 is no 34 % of 31/89, though it would be with the rest cut off; and back it is 34 % again."""
    tasks = "\n".join(f"- [{'x' if number < 30 else ' '}] task {number}" for number in range(89))
    text = f"# Plan\n\nStatus: 30/89 (34%)\n\n{tasks}\n"
    there = apply(text, SetProgress("task 30", "done"))
    assert "Status: 31/89 (35%)" in there.source.text
    assert apply(there.source, SetProgress("task 30", "open")).source.text == text


def test_what_follows_in_a_table_keeps_its_width() -> None:
    text = "| Song | Done |\n| --- | ------ |\n| a   | 4/4    |\n| b   | 0/4    |\n| Total | 4/8    |\n"
    done = apply(text, SetProgress("b", "4/4"))
    assert "| Total | 8/8    |" in done.source.text


class TestParentsThatFollow:
    """`[counting] parents = "follow"`: the box of a task follows those in it."""

    TASKS = "# Plan\n\n- [ ] Move (1/2)\n  - [x] pack\n  - [ ] carry\n- [ ] Rest\n"
    FOLLOW = DEFAULT._replace(counting=DEFAULT.counting._replace(parents=Parents.FOLLOW))

    def test_a_box_follows_its_parts(self) -> None:
        outcome = apply(parse(self.TASKS, settings=self.FOLLOW), SetProgress("carry", "done"))
        assert "- [x] Move (2/2)\n  - [x] pack\n  - [x] carry" in outcome.source.text
        assert [one.did for one in outcome.changes if "as its parts say" in one.did]

    def test_nothing_follows_where_parts_are_open(self) -> None:
        outcome = apply(parse(self.TASKS, settings=self.FOLLOW), SetProgress("pack", "open"))
        assert "- [ ] Move (0/2)" in outcome.source.text

    def test_without_sync_it_stays(self) -> None:
        verb = SetProgress("carry", "done")
        assert "- [ ] Move" in apply(parse(self.TASKS, settings=self.FOLLOW), verb, sync=False).source.text


@pytest.mark.parametrize(
    ("row", "label", "line"),
    [
        ("Dune", "[Dune](https://example.org)", "- [ ] [Dune](https://example.org)"),
        ("Emma", "Emma *and* others", "- [x] Emma *and* others"),
    ],
)
def test_a_task_gets_a_label_in_markdown(row: str, label: str, line: str) -> None:
    text = "- [ ] **Dune**\n- [x] [Emma](a.md)\n"
    outcome = apply(parse(text), RenameItem(row, label, markdown=True))
    assert line in outcome.source.text.splitlines()
