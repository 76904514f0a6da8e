"""Which issues a search finds, what GitHub is asked to choose by, and what is no search."""

import time

import pytest

from readme_sync.errors import RequestError
from readme_sync.model import IssueDetails, IssueState
from readme_sync.store.github_issues import Issue, read_search

MILESTONES = {"first words": 3, "7": 7}


def issue(*, closed: bool = False, milestone: int = 0, **words: str) -> Issue:
    names = ("label", "author", "assignee", "type", "reason")
    kept = {name: frozenset(filter(None, words.get(name, "").split(","))) for name in names}
    return Issue(1, closed, milestone, kept, IssueDetails(1, "one", IssueState.OPEN))


BUG = issue(label="bug,good first issue", author="ada", assignee="bob,cy", milestone=3)
DONE = issue(closed=True, label="docs", author="dependabot[bot]", type="task", reason="not planned")


@pytest.mark.parametrize(
    ("search", "bug", "done"),
    [
        ("", True, True),
        ("  ", True, True),
        ("label:bug", True, False),
        ("LABEL:Bug", True, False),
        ("label:bu", False, False),
        ('label:"good first issue"', True, False),
        ("label:bug,docs", True, True),
        ('label:"good first issue",docs', True, True),
        ("label:bug label:docs", False, False),
        ("-label:bug", False, True),
        ("-label:bug,docs", False, False),
        ("no:label", False, False),
        ("-no:label", True, True),
        ("is:open", True, False),
        ("state:closed", False, True),
        ("-is:open", False, True),
        ("is:issue type:issue is:closed", False, True),
        ("is:open is:open", True, False),
        ("author:Ada", True, False),
        ("author:app/dependabot", False, True),
        ("-author:ada", False, True),
        ("assignee:cy", True, False),
        ("no:assignee", False, True),
        ("type:Task", False, True),
        ("no:type", True, False),
        ('reason:"not planned"', False, True),
        ("reason:not-planned", False, True),
        ("-reason:not_planned", True, False),
        ('milestone:"First words"', True, False),
        ("-milestone:7", True, True),
        ("no:milestone", False, True),
        ("-no:milestone", True, False),
        ("label:bug author:bob", False, False),
    ],
)
def test_finds(search: str, *, bug: bool, done: bool) -> None:
    wanted = read_search(search)

    def number_of(name: str) -> int:
        return MILESTONES[name.lower()]

    assert (wanted.finds(BUG, number_of), wanted.finds(DONE, number_of)) == (bug, done)


@pytest.mark.parametrize(
    ("search", "parameters"),
    [
        ("", {"state": "all"}),
        ("label:B label:a is:closed", {"state": "closed", "labels": "B,a"}),
        ("label:a,b -label:c no:label", {"state": "all"}),
        ('label:"x, y"', {"state": "all"}),
        ("author:ada-2 assignee:bob", {"state": "all", "creator": "ada-2", "assignee": "bob"}),
        ("author:app/x -assignee:bob", {"state": "all"}),
        ("assignee:*", {"state": "all"}),
    ],
)
def test_what_github_chooses_by(search: str, parameters: dict[str, str]) -> None:
    assert read_search(search).parameters() == parameters


@pytest.mark.parametrize(
    ("search", "line"),
    [
        ("crash", "issues cannot be searched for 'crash'; the filters are label, milestone, author, assignee, type,"),
        ("repo:other/secrets", "issues cannot be searched for 'repo:other/secrets'; "),
        ("label:bug OR repo:a/b", "issues cannot be searched for 'OR'; "),
        ("(label:bug)", "issues cannot be searched for '(label:bug)'; "),
        ("label:", "issues cannot be searched for 'label:'; "),
        ('label:""', "issues cannot be searched for 'label:\"\"'; "),
        ("is:draft", "issues cannot be searched for 'is:draft'; "),
        ("is:open,closed", "issues cannot be searched for 'is:open,closed'; "),
        ("-is:issue", "issues cannot be searched for '-is:issue'; "),
        ("no:title", "issues cannot be searched for 'no:title'; "),
        ("created:>2020-01-01", "issues cannot be searched for 'created:>2020-01-01'; "),
        ("is:pr", "'is:pr': pull requests are not counted; leave it out"),
        ("type:pr", "'type:pr': pull requests are not counted; leave it out"),
        ("is:open is:closed", "'is:closed': no issue is open and closed; leave one of them out"),
        ("author:@me", "'@me' depends on who asks; write the name of the account"),
        ('label:"bug', "the search 'label:\"bug' lacks a quotation mark; close it"),
    ],
)
def test_what_is_no_search(search: str, line: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_search(search)
    assert str(caught.value).startswith(line)


def test_a_long_one_is_read_in_linear_time() -> None:
    started = time.monotonic()
    read_search("label:" + "a," * 20_000 + 'b -label:"' + " " * 40_000 + '"x')
    assert time.monotonic() - started < 2
