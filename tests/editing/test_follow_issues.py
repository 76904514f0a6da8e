"""Rows that follow issues: what becomes of a row, by what both last agreed on, the row and the issue."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from issue_world import Issues, NoGitHub

from readme_sync.editing.sync import sync
from readme_sync.errors import RemoteError
from readme_sync.markdown import parse
from readme_sync.markers.issue_comments import read_issue_comments, seen_text
from readme_sync.model import (
    DEFAULT,
    Conflicts,
    HostedRepository,
    IssueDetails,
    IssueSetting,
    IssueState,
    Level,
    NotPlanned,
    Outcome,
)
from readme_sync.text import Source

FOLLOW = "<!-- readme-sync: follow issues -->"
WORDS = {"open": "Open", "done": "Done", "begun": "In progress"}


def plan(state: str, base: str = "", options: str = "") -> str:
    """A table whose first row follows #12; the others are there for the words."""
    seen = f"\n<!-- readme-sync: seen {base} 12 -->\n" if base else ""
    return f"""\
# Plan

{FOLLOW.replace(" -->", f"{options} -->")}

| Task | Status |
| --- | --- |
| Sow (#12) | {WORDS[state]} |
| Hoe | Done |
| Rake | In progress |
| Reap | Open |
{seen}"""


def said(outcome: Outcome) -> list[str]:
    return [one.result.message for one in outcome.skipped if one.result]


def rows(outcome: Outcome) -> str:
    """The document without the comment about what was seen."""
    return outcome.source.text.partition("\n<!-- readme-sync: seen")[0]


def seen(source: Source) -> Mapping[int, str]:
    return read_issue_comments(parse(source)).seen


AGREES = [("done", "done"), ("open", "open"), ("begun", "open"), ("begun", "begun")]


@pytest.mark.parametrize("base", ["", "open", "done", "begun"])
@pytest.mark.parametrize(("row", "issue"), AGREES)
def test_what_agrees_stays(base: str, row: str, issue: str) -> None:
    outcome = sync(plan(row, base), github=Issues(i12=issue))
    assert (outcome.changes, outcome.skipped) == ((), ())
    assert rows(outcome) == rows(Outcome(outcome.before, outcome.before))
    assert seen(outcome.source) == {12: issue}


TAKEN = [
    ("", "open", "done"),
    ("", "open", "begun"),
    ("", "begun", "done"),
    ("open", "open", "done"),
    ("open", "begun", "done"),
    ("open", "open", "begun"),
    ("done", "done", "open"),
    ("done", "done", "begun"),
    ("begun", "begun", "done"),
]


@pytest.mark.parametrize(("base", "row", "issue"), TAKEN)
def test_what_changed_on_github_is_taken_over(base: str, row: str, issue: str) -> None:
    outcome = sync(plan(row, base), github=Issues(i12=issue))
    assert rows(outcome) == rows(Outcome(outcome.before, Source(plan(issue))))
    assert [(one.label, one.changed) for one in outcome.changes] == [("Sow (#12)", True)]
    assert outcome.skipped == ()
    assert seen(outcome.source) == {12: issue}
    assert not sync(outcome.source, github=Issues(i12=issue)).changed


@pytest.mark.parametrize(("base", "row", "issue"), [("open", "done", "open"), ("done", "open", "done")])
def test_what_changed_in_the_document_stays_and_is_named(base: str, row: str, issue: str) -> None:
    outcome = sync(plan(row, base), github=Issues(i12=issue))
    assert not outcome.changed
    (line,) = said(outcome)
    assert line.startswith(f"says {row}, issue #12 is {issue}; only the row has changed: ")
    assert outcome.skipped[0].result
    assert outcome.skipped[0].result.level is Level.NOTE


CONFLICTS = [("", "done", "open", "nothing shows which of the two is newer")]
CONFLICTS += [("begun", "done", "open", "both have changed since they were begun")]


@pytest.mark.parametrize(("base", "row", "issue", "since"), CONFLICTS)
def test_what_changed_on_both_sides(base: str, row: str, issue: str, since: str) -> None:
    github = Issues(i12=issue)
    reported = sync(plan(row, base), github=github)
    assert not reported.changed
    assert said(reported) == [f"says {row}, issue #12 is {issue}; {since}"]
    assert reported.skipped[0].result
    assert reported.skipped[0].result.level is Level.WARNING
    follows = sync(plan(row, base, " conflicts=github"), github=github)
    assert rows(follows) == rows(Outcome(follows.before, Source(plan(issue, "", " conflicts=github"))))
    stays = sync(plan(row, base, " conflicts=readme"), github=github)
    assert rows(stays) == rows(Outcome(stays.before, Source(plan(row, "", " conflicts=readme"))))
    assert seen(stays.source) == {12: issue}, "as if only the row had changed"
    assert sync(stays.source, github=github).source is stays.source


@pytest.mark.parametrize(("policy", "row"), [("leave", "open"), ("done", "done"), ("open", "open")])
@pytest.mark.parametrize("is_pull", [False, True])
def test_not_planned(policy: str, row: str, *, is_pull: bool) -> None:
    issue = IssueDetails(12, "x", IssueState.NOT_PLANNED, is_pull=is_pull)
    outcome = sync(plan("open", "", f" not-planned={policy}"), github=Issues(issue))
    assert rows(outcome) == rows(Outcome(outcome.before, Source(plan(row, "", f" not-planned={policy}"))))
    assert len(said(outcome)) == (policy == "leave")


PARTS = IssueDetails(12, "x", IssueState.OPEN, parts=(3, 5))
NOTATIONS = [
    ("- [ ] Sow (#12)", "done", "- [x] Sow (#12)"),
    ("- [x] Sow (#12)\n- [ ] Hoe", "begun", None),
    ("- [ ] Sow (#12)", "begun", None),
    ("- ✅ Hoe\n- ⬜ Sow (#12)\n- ⬜ Reap", "done", "- ✅ Hoe\n- ✅ Sow (#12)\n- ⬜ Reap"),
    ("| A | Progress |\n|---|---|\n| Sow (#12) | 40% |\n| Hoe | 10% |", "done", "40% -> 100%"),
    ("| A | Progress |\n|---|---|\n| Sow (#12) | 40% |\n| Hoe | 10% |", "open", None),
    ("| A | Progress |\n|---|---|\n| Sow (#12) | 40% |\n| Hoe | 10% |", "parts", "40% -> 60%"),
    ("| A | Done |\n|---|---|\n| Sow (#12) | 2/5 |\n| Hoe | 1/5 |", "parts", "2/5 -> 3/5"),
    (
        "| A | Progress |\n|---|---|\n| Sow (#12) | ![](https://geps.dev/progress/40) |",
        "parts",
        "40 -> 60",
    ),
    ("- [ ] Sow #12", "parts", None),
]


@pytest.mark.parametrize(("text", "issue", "after"), NOTATIONS)
def test_in_the_notation_of_the_row(text: str, issue: str, after: str | None) -> None:
    github = Issues(PARTS) if issue == "parts" else Issues(i12=issue)
    outcome = sync(f"# Plan\n\n{FOLLOW}\n\n{text}\n", github=github)
    old, arrow, new = (after or text).partition(" -> ")
    wanted = text.replace(old, new) if arrow else old
    assert rows(outcome) == f"# Plan\n\n{FOLLOW}\n\n{wanted}\n"


NAMES = [
    "#12",
    "ada/notes#12",
    "ADA/Notes#12",
    "https://github.com/ada/notes/issues/12",
    "[#12](https://github.com/ada/notes/issues/12)",
    "[the issue](<https://github.com/ada/notes/pull/12#discussion>)",
    "[#12](docs/plan.md)",
    "#12, again #12",
    "#12 `#13` <!-- #14 -->",
]
NO_NAMES = [
    "#12a",
    "a#12",
    "&#12;",
    "12",
    "GH-12",
    "#0",
    "# 12",
    "x/#12",
    "`#12`",
    "https://github.com/ada/notes/issues/12x",
]
FOREIGN = ["bob/notes#12", "https://gitlab.example/ada/notes/issues/12", "[#12](https://github.com/bob/x/issues/12)"]


@pytest.mark.parametrize("name", NAMES)
def test_how_a_row_names_its_issue(name: str) -> None:
    outcome = sync(f"{FOLLOW}\n\n- [ ] Sow {name}\n", github=Issues(i12="done"))
    assert f"- [x] Sow {name}\n" in outcome.source.text


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_names_none(name: str) -> None:
    outcome = sync(f"{FOLLOW}\n\n- [ ] Sow {name}\n", github=Issues(i12="done"))
    assert not outcome.changed
    assert said(outcome) == ["no row with a progress names an issue here"]


@pytest.mark.parametrize("name", FOREIGN)
def test_other_repositories(name: str) -> None:
    outcome = sync(f"{FOLLOW}\n\n- [ ] Sow {name}\n", github=Issues(i12="done"))
    assert not outcome.changed
    assert [line.partition(" which")[2] for line in said(outcome)] == [" is in another repository"]


def test_a_key_column() -> None:
    text = """\
<!-- readme-sync: follow issues column=Ticket -->

| Task | Ticket | Status |
| --- | --- | --- |
| Sow, see #14 | 12 | Open |
| Hoe | [#13](https://github.com/ada/notes/issues/13) | Open |
| Rake #14 |  | Open |
| Reap | none | Done |
"""
    outcome = sync(text, github=Issues(i12="done", i13="done", i14="done"))
    assert rows(outcome) == text.replace("12 | Open", "12 | Done").replace("13) | Open", "13) | Done")
    assert outcome.skipped == ()


BAD = [
    ("- [ ] Sow #12 and #13\n", "names 2 issues, #12 and #13; name one, or the column that does with column"),
    ("- [ ] Sow #12\n- [ ] Hoe #12\n", "names #12, as does line 4; only one row can follow it"),
    ("- [ ] Sow #99\n", "names #99, which is not there: deleted, moved or never there"),
    ("- [ ] Sow #12 ada/other#13\n", "names ada/other#13, which is in another repository"),
    ("No rows.\n", "no row with a progress names an issue here"),
]


@pytest.mark.parametrize(("text", "line"), BAD)
def test_bad_input_is_one_line_and_the_row_stays(text: str, line: str) -> None:
    outcome = sync(f"{FOLLOW}\n\n{text}", github=Issues(i12="done", i13="done"))
    assert not outcome.changed
    assert said(outcome)[0] == line
    assert len(said(outcome)) == 1 + ("as does" in line)


def test_a_bad_row_is_no_bar_to_others() -> None:
    text = f"{FOLLOW}\n\n- [ ] Sow #12\n- [ ] Hoe #99\n- [ ] Rake #13 #14\n"
    outcome = sync(text, github=Issues(i12="done"))
    assert rows(outcome) == text.replace("[ ] Sow", "[x] Sow")
    assert len(outcome.skipped) == 2


def test_numbers_follow_rows_in_one_run() -> None:
    text = f"# Plan (0/2)\n\n{FOLLOW}\n\n- [ ] Sow #12\n- [ ] Hoe\n"
    outcome = sync(text, github=Issues(i12="done"))
    assert rows(outcome) == text.replace("0/2", "1/2").replace("[ ] Sow", "[x] Sow")
    assert [one.label for one in outcome.changes] == ["Sow #12", ""]


def test_only_in_their_section_and_not_in_regions() -> None:
    text = f"""\
# Plan

- [ ] Before #12

## Road

{FOLLOW}

- [ ] Here #13

### Deeper

- [ ] Here too #14

## After

- [ ] Not here #15
"""
    outcome = sync(text, github=Issues(i12="done", i13="done", i14="done", i15="done"))
    assert rows(outcome) == text.replace("[ ] Here", "[x] Here")


def test_the_configuration_says_it() -> None:
    settings = DEFAULT._replace(issues=(IssueSetting("#road", not_planned=NotPlanned.DONE),))
    text = "# Road\n\n- [ ] Sow #12\n"
    outcome = sync(text, settings, github=Issues(i12="not planned"))
    assert rows(outcome) == "# Road\n\n- [x] Sow #12\n"
    settings = DEFAULT._replace(issues=(IssueSetting("#roads", conflicts=Conflicts.GITHUB),))
    assert said(sync(text, settings, github=Issues())) == ["issues: there is no section '#roads'"]


def test_nobody_is_asked_without_a_connection() -> None:
    outcome = sync(plan("open"))
    assert not outcome.changed
    assert [one.reason for one in outcome.skipped] == ["only GitHub knows; it was not asked"]


def test_a_failure_refuses_the_document() -> None:
    class Failing(NoGitHub):
        def repository(self) -> HostedRepository:
            raise RemoteError("there is no token", hint="set one")

    outcome = sync(plan("open") + "\n## Counts (7/9)\n\n- [x] a\n", github=Failing())
    assert not outcome.changed
    assert [one.message for one in outcome.refused] == ["there is no token; set one"]


WHERE = [
    ("- [ ] Sow #12", "- [x] Sow #12\n\n<!-- readme-sync: seen done 12 -->"),
    ("- [ ] Sow #12\r\n", "- [x] Sow #12\r\n\r\n<!-- readme-sync: seen done 12 -->\r\n"),
    ("- [ ] Sow #12\n\n", "- [x] Sow #12\n\n\n<!-- readme-sync: seen done 12 -->\n"),
    ("- [ ] Sow #12\n\n> quote", "- [x] Sow #12\n\n> quote\n\n<!-- readme-sync: seen done 12 -->"),
]


@pytest.mark.parametrize(("text", "after"), WHERE)
def test_where_it_is_kept(text: str, after: str) -> None:
    outcome = sync(f"{FOLLOW}\n\n{text}", github=Issues(i12="done"))
    assert outcome.source.text == f"{FOLLOW}\n\n{after}"
    assert not sync(outcome.source, github=Issues(i12="done")).changed


@pytest.mark.parametrize("end", ["```\ncode\n", "<!-- open\n"])
def test_where_it_cannot_be_kept_nothing_is_written(end: str) -> None:
    outcome = sync(f"{FOLLOW}\n\n- [ ] Sow #12\n\n{end}", github=Issues(i12="done"))
    assert not outcome.changed
    assert said(outcome) == ["what was seen of the issues cannot be kept"]


def test_a_merge_that_was_not_finished() -> None:
    text = f"{FOLLOW}\n\n<<<<<<< a\n- [ ] Sow #12\n=======\n- [x] Sow #12\n>>>>>>> b\n"
    assert not sync(text, github=Issues(i12="done")).changed


def test_a_row_that_leaves_is_forgotten() -> None:
    text = f"{FOLLOW}\n\n- [x] Sow #12\n\n<!-- readme-sync: seen done 12,13 open 14 -->\n"
    outcome = sync(text, github=Issues(i12="done"))
    assert seen(outcome.source) == {12: "done"}


def test_a_parent_that_follows_its_parts_and_an_issue_comes_to_rest() -> None:
    text = f"{FOLLOW}\n\n- [ ] Sow #12\n  - [ ] dig\n  - [ ] rake\n"
    settings = DEFAULT._replace(counting=DEFAULT.counting._replace(parents=type(DEFAULT.counting.parents).FOLLOW))
    first = sync(text, settings, github=Issues(i12="done"))
    assert rows(first) == text, "its parts say more than its issue"
    assert not sync(first.source, settings, github=Issues(i12="done")).changed
    assert "only the row has changed" in said(first)[0]


VALUES = st.sampled_from(["done", "open", "begun", "3/5", "12/100"])


@given(st.dictionaries(st.integers(1, 999_999_999) | st.integers(1, 500), VALUES, max_size=200))
def test_what_was_seen_is_read_again(known: dict[int, str]) -> None:
    source = Source(f"# A\n\n{seen_text(known, chr(10))}\n")
    comments = read_issue_comments(parse(source))
    assert comments.seen == known
    assert not comments.flaws
    assert max(map(len, source.text.split("\n"))) < 1_200


FLAWS = [
    ("follow", "it does not say what is followed; write follow issues"),
    ("follow isues", "it does not say what is followed; write follow issues"),
    ("follow issues colum=A", "follow issues has no option 'colum'; did you mean 'column'?"),
    ("follow issues conflicts=mine", "conflicts cannot be 'mine'; write report, github, readme"),
    ("seen done x", "'x' is no number of an issue; remove the comment; sync writes a new one"),
    ("seen done 9-3", "'9-3' is no number of an issue; remove the comment; sync writes a new one"),
    ("seen 12", "'12' is no number of an issue; remove the comment; sync writes a new one"),
    ("seen done 1 open 1", "issue 1 stands here twice; remove the comment; sync writes a new one"),
    ("seen done 1-999999999", "it holds more than 200,000 issues; remove the comment; sync writes a new one"),
]


@pytest.mark.parametrize(("words", "message"), FLAWS)
def test_a_broken_comment_refuses_the_document(words: str, message: str) -> None:
    text = f"{FOLLOW}\n\n- [ ] Sow #12\n\n<!-- readme-sync: {words} -->\n"
    outcome = sync(text, github=Issues(i12="done"))
    assert not outcome.changed
    assert [one.message for one in outcome.refused] == [message]
