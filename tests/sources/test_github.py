"""Facts that only GitHub knows."""

import pytest
from asking import asked, facts_of, said
from issue_world import NoGitHub

from readme_sync.errors import RequestError
from readme_sync.model import Closed, Expression, FactSource, SourceKind, Value
from readme_sync.sources.context import needs_github

MILESTONE = FactSource(SourceKind.MILESTONE, at="3")
ISSUES = FactSource(SourceKind.ISSUES, at="label:bug")


class _GitHub(NoGitHub):
    def milestone(self, name: str) -> Closed:
        return Closed(int(name), 4)

    def issues(self, search: str) -> Closed:
        return Closed(len(search), 10)


def test_with_a_connection() -> None:
    facts = facts_of("", github=_GitHub())
    fact = asked(facts, "done/total", MILESTONE, ISSUES)
    assert (said(fact), fact.origin) == (["12/14"], "milestone 3 + issues 'label:bug'")


@pytest.mark.parametrize(("source", "name"), [(MILESTONE, "milestone 3"), (ISSUES, "issues 'label:bug'")])
def test_without_one(source: FactSource, name: str) -> None:
    with pytest.raises(RequestError) as caught:
        asked(facts_of(""), "done", source)
    hint = "run `readme-sync sync` without --offline"
    assert str(caught.value) == f"README.md:7: {name} can only be counted on GitHub; {hint}"


def test_who_needs_it() -> None:
    number = FactSource(SourceKind.NUMBER, number=3)
    assert needs_github(Expression(Value.DONE, (number, ISSUES)))
    assert needs_github(Expression(Value.DONE, (number,), (MILESTONE,)))
    assert not needs_github(Expression(Value.DONE, (number,), (number,)))
