"""Tables of issues: rows by number, columns of one's own, rows that leave, titles of anybody."""

import re
from html import unescape

import pytest
from hostile_titles import DEFINITIONS, titles
from issue_world import Issues

from readme_sync import rules
from readme_sync.editing.sync import sync
from readme_sync.editing.verify import render_text
from readme_sync.markdown.escape import canon
from readme_sync.model import IssueDetails, IssueState, Outcome
from readme_sync.reader import parse

EMPTY = """\
# Road

<!-- readme-sync: table issues "milestone:1" -->
<!-- /readme-sync -->

## After
"""


def issue(number: int, title: str, state: str = "open", **more: object) -> IssueDetails:
    return IssueDetails(number, title, IssueState(state))._replace(**more)  # type: ignore[arg-type]


def lines(outcome: Outcome) -> list[str]:
    region = parse(outcome.source).regions[0]
    return [line for line in outcome.source.slice(region.inside).splitlines() if line]


def said(outcome: Outcome) -> list[str]:
    return [one.result.message for one in outcome.skipped if one.result]


SOW, HOE, RAKE = issue(3, "Sow", "done"), issue(5, "Hoe"), issue(9, "Rake", "not planned")
THREE = [
    "| Issue | Title | State |",
    "| --- | --- | --- |",
    "| [#3](https://github.com/ada/notes/issues/3) | Sow | Done |",
    "| [#5](https://github.com/ada/notes/issues/5) | Hoe | Open |",
    "| [#9](https://github.com/ada/notes/issues/9) | Rake | Not planned |",
]


def test_the_first_time() -> None:
    outcome = sync(EMPTY, github=Issues(RAKE, SOW, HOE))
    assert lines(outcome) == THREE
    assert not sync(outcome.source, github=Issues(RAKE, SOW, HOE)).changed
    items = [(item.label, item.progress.is_done) for item in parse(outcome.source).items]
    assert ("Sow", True) in [(label, done) for label, done in items] or ("#3", True) in items


def test_all_columns() -> None:
    one = issue(3, "Sow", labels=("bug", "a|b"), assignees=("ada", "bob"), milestone="v1", parts=(2, 7))
    text = EMPTY.replace(" -->\n<!-- /", ' columns="Issue,Labels,Assignees,Milestone,Progress,State" -->\n<!-- /')
    row = r"| [#3](https://github.com/ada/notes/issues/3) | bug, a\|b | ada, bob | v1 | 2/7 | Open |"
    assert lines(sync(text, github=Issues(one)))[2] == row


def beside(outcome: Outcome) -> str:
    """The document with a column of the author's in front of the state."""
    text = outcome.source.text
    notes = {"#3": "mine: *now*", "#5": "", "#9": "later"}
    out = []
    for line in text.splitlines():
        cells = line.split(" | ")
        if len(cells) == 3:
            number = next((number for number in notes if f"[{number}]" in line), "")
            cells.insert(2, "Notes" if "Title" in line else "---" if "---" in line else notes.get(number, ""))
        out.append(" | ".join(cells))
    return "\n".join(out) + "\n"


def test_columns_of_ones_own_stay_beside_their_rows() -> None:
    text = beside(sync(EMPTY, github=Issues(SOW, HOE, RAKE)))
    assert not sync(text, github=Issues(SOW, HOE, RAKE)).changed
    outcome = sync(text, github=Issues(SOW._replace(title="Sow all"), issue(4, "New"), HOE, RAKE))
    assert lines(outcome) == [
        "| Issue | Title | Notes | State |",
        "| --- | --- | --- | --- |",
        "| [#3](https://github.com/ada/notes/issues/3) | Sow all | mine: *now* | Done |",
        "| [#5](https://github.com/ada/notes/issues/5) | Hoe | | Open |",
        "| [#9](https://github.com/ada/notes/issues/9) | Rake | later | Not planned |",
        "| [#4](https://github.com/ada/notes/issues/4) | New | | Open |",
    ], "new rows come last, the others stay where they are"
    assert outcome.skipped == ()


def test_an_issue_that_leaves_is_struck_and_never_dropped() -> None:
    text = beside(sync(EMPTY, github=Issues(SOW, HOE, RAKE)))
    left = sync(text, github=Issues(SOW, RAKE))
    struck = "| ~~[#5](https://github.com/ada/notes/issues/5)~~ | Hoe | | Open |"
    assert lines(left)[3] == struck
    assert left.skipped == ()
    assert not sync(left.source, github=Issues(SOW, RAKE)).changed
    back = sync(left.source, github=Issues(SOW, HOE._replace(title="Hoe again"), RAKE))
    assert lines(back)[3] == "| [#5](https://github.com/ada/notes/issues/5) | Hoe again | | Open |"
    dropping = left.source.text.replace('milestone:1"', 'milestone:1" drop=yes')
    assert struck not in lines(sync(dropping, github=Issues(SOW, RAKE)))
    assert len(lines(sync(dropping, github=Issues(SOW, RAKE)))) == 4


def test_nothing_left() -> None:
    first = sync(EMPTY, github=Issues(SOW))
    assert lines(sync(first.source, github=Issues()))[2].startswith("| ~~[#3]")
    assert lines(sync(EMPTY, github=Issues())) == THREE[:2]


def test_what_was_edited_by_hand_stays() -> None:
    text = sync(EMPTY, github=Issues(SOW, HOE)).source.text.replace("| Hoe |", "| Hoe, by hand |")
    outcome = sync(text, github=Issues(SOW, HOE))
    assert not outcome.changed
    assert said(outcome) == ["table: it does not hold what it should, and was edited by hand"]


def test_offline_only_an_edit_is_noticed() -> None:
    text = sync(EMPTY, github=Issues(SOW, HOE)).source.text
    assert rules.check(text) == rules.check(EMPTY) == []
    outcome = sync(text)
    assert not outcome.changed
    assert [one.reason for one in outcome.skipped] == ["only GitHub knows; it was not asked"]
    edited = rules.check(text.replace("| Hoe |", "| Hoe, by hand |"))
    assert {one.rule for one in edited} == {"RS106", "RS503"}
    assert not any(one.fix for one in edited), "nobody knows what it should hold"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("issues", 'issues has no search; write issues "milestone:1"'),
        (
            'issues "x" columns=Title',
            "rows of issues are kept by Issue; name Issue among the columns, and no other",
        ),
        ('issues "x" key=Title', "rows of issues are kept by Issue; name Issue among the columns, and no other"),
        (
            'issues "x" columns="Issue,Votes"',
            "x has no column 'Votes'; there are 'Issue', 'Title', 'State', ",
        ),
    ],
)
def test_mistakes_are_one_line(words: str, message: str) -> None:
    outcome = sync(EMPTY.replace('issues "milestone:1"', words), github=Issues(SOW))
    assert not outcome.changed
    assert len(outcome.refused) == 1
    assert outcome.refused[0].message.startswith(message)


def shown(outcome: Outcome) -> list[list[str]]:
    """The cells of the page's table, as a reader sees them."""
    page = render_text(outcome.source.text, 0)
    table = page.partition("<table>")[2].partition("</table>")[0]
    rows = [re.findall(r"<t[hd]>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("</tr>")[:-1]]
    return [[unescape(cell.replace("<!-- -->", "")) for cell in row] for row in rows]


@pytest.mark.parametrize("count", [300, pytest.param(20_000, marks=pytest.mark.long)])
def test_titles_of_anybody_show_as_they_are(count: int) -> None:
    """No link but the one to the issue, no tag, no marker, and the table keeps its shape."""
    hostile = [*titles(count, 18), "<!-- /readme-sync -->", "<!-- readme-sync: toc -->", "a@b.co", "|" * 50]
    for start in range(0, len(hostile), 500):
        some = [issue(number, title) for number, title in enumerate(hostile[start : start + 500], 1)]
        outcome = sync(EMPTY.replace("## After", f"## After{DEFINITIONS}"), github=Issues(*some))
        rows = shown(outcome)
        assert len(rows) == len(some) + 1
        for one, row in zip(some, rows[1:], strict=True):
            link = f'<a href="https://github.com/ada/notes/issues/{one.number}">#{one.number}</a>'
            assert row == [link, canon(one.title), "Open"]
        assert len(parse(outcome.source).regions) == 1
        assert not sync(outcome.source, github=Issues(*some)).changed


PINGS = ["@ada", "hey @ada/team!", "#12", "ada/notes#12", "GH-12", ":tada:", "a:b:c", "$x$", "(@ada)", "&#124; @x"]


@pytest.mark.parametrize("title", PINGS)
def test_titles_name_nobody(title: str) -> None:
    """GitHub makes mentions, numbers, emoji and formulas of what stands in one text; a comment parts it."""
    outcome = sync(EMPTY, github=Issues(issue(1, title)))
    page = render_text(outcome.source.text, 0)
    texts = re.split(r"<[^>]*>", unescape(page.partition("<tbody>")[2]).replace("<!-- -->", "<>"))
    found = [text for text in texts[6:] if re.search(r"@\w|(?<!&)#\d|GH-\d|:\w+:|\$\S", text)]
    assert not found
    assert shown(outcome)[1][1] == title
