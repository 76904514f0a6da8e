"""Items that are claims themselves, and claims that rest on one another, in circles too."""

import time
from pathlib import Path

import pytest
from asking import asked, repository, said
from issue_world import NoGitHub

from readme_sync.errors import RequestError
from readme_sync.model import (
    DEFAULT,
    NO_FILES,
    Bound,
    Claim,
    Closed,
    Expression,
    Fact,
    FactSource,
    Progress,
    Readme,
    Settings,
    SourceKind,
    Value,
)
from readme_sync.reader import read
from readme_sync.sources import Facts
from readme_sync.sources import context as around
from readme_sync.text import Source

HEAD = "| Part | Progress |\n| --- | --- |\n"


def reading(source: Source, settings: Settings = DEFAULT) -> Readme:
    """As `read`; a row with a link is a claim: `| [a.md] | 10% |`, `| [milestone 3] | 10% |`, `| [form] | 1/2 |`."""
    readme = read(source, settings)
    claims = []
    for item in readme.items:
        if item.label.startswith("[") and not item.label.startswith("[ "):
            name = item.label.strip("[]")
            path, _, anchor = name.partition("#")
            kind, at = (SourceKind.MILESTONE, "3") if "milestone" in name else (SourceKind.ITEMS, anchor)
            fact: Fact | Expression = Expression(Value.PERCENT, (FactSource(kind, path, at),), (), f"percent of {name}")
            bound = Bound.MARKER
            if name == "form":
                fact, bound = Fact((Progress.of_fraction(1, 2),), "2 tasks"), Bound.FORM
            claims += [Claim(figure, Value.PERCENT, fact, bound, 0) for figure in item.figures]
    return readme._replace(claims=tuple(claims))


@pytest.fixture(autouse=True)
def _claims(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(around, "read", reading)


def test_a_row_counts_as_what_it_should_say(tmp_path: Path) -> None:
    there = repository(tmp_path, a_md="- [x] a\n- [ ] b\n", b__c_md=f"{HEAD}| [d.md] | 0% |\n", b__d_md="- [x] a\n")
    facts = Facts(reading(Source(f"{HEAD}| [a.md] | 10% |\n| [b/c.md] | 10% |\n| x | 20% |\n", "README.md")), there)
    assert said(asked(facts, "percent")) == [f"{(50 + 100 + 20) / 3:.4g}%", "1/3"]


def test_a_claim_does_not_count_itself_nor_its_copies() -> None:
    readme = reading(Source(f"# A\n\n{HEAD}| x | 20% |\n| y | 40% |\n| [#a] | █░░░░ 10% |\n", "README.md"))
    assert len(readme.claims) == 2
    facts = Facts(readme)
    assert [said(facts.of(claim)) for claim in readme.claims] == [["30%", "0/2"]] * 2


def test_a_summary_does_not_count_beside_what_it_sums_up() -> None:
    text = f"# A\n\n{HEAD}| [#b] | 0% |\n\n# B\n\n- [x] b\n- [x] b\n- [ ] b\n"
    facts = Facts(reading(Source(text, "README.md")))
    assert said(asked(facts, "percent")) == ["2/3"]
    assert said(asked(facts, "percent", FactSource(SourceKind.ITEMS, at="a"))) == [f"{200 / 3:.4g}%", "0/1"]


def test_a_claim_by_form_in_a_row_is_an_item_like_others() -> None:
    facts = Facts(reading(Source(f"{HEAD}| [form] | 10% |\n| x | 30% |\n", "README.md")))
    assert said(asked(facts, "percent")) == ["20%", "0/2"]


def test_a_table_of_summaries_counts_where_it_stands_alone() -> None:
    text = (
        "# Plan\n\n## Overview\n\n| Part | Progress |\n| --- | --- |\n| Alpha | 50% |\n| Beta | 10% |\n\n"
        "## Alpha\n\n- [x] a\n- [ ] b\n\n## Beta\n\n- [x] c\n"
    )
    readme = read(Source(text, "README.md"))
    assert [tracker.is_summary for tracker in readme.trackers] == [True, False, False]
    facts = Facts(readme)
    assert said(asked(facts, "percent")) == ["2/3"]
    assert said(asked(facts, "percent", FactSource(SourceKind.ITEMS, at="overview"))) == ["30%", "0/2"]


def test_many_claims_over_many_items_take_no_time() -> None:
    text = "# Plan (1/2)\n\n" + "- [x] a\n" * 20_000
    facts = Facts(read(Source(text, "README.md")))
    before = time.perf_counter()
    for _ in range(2_000):
        asked(facts, "percent")
    assert time.perf_counter() - before < 2


def test_circles_are_told(tmp_path: Path) -> None:
    files = {"parts__a_md": f"{HEAD}| [../README.md] | 0% |\n", "parts__b_md": f"{HEAD}| [/README.md] | 0% |\n"}
    there = repository(tmp_path, README_md=f"{HEAD}| [parts/b.md] | 0% |\n", **files)
    readme = reading(Source(f"# A\n\n{HEAD}| [parts/a.md] | 0% |\n| [parts/b.md] | 0% |\n", "README.md"))
    facts = Facts(readme, there)
    with pytest.raises(RequestError) as caught:
        facts.of(readme.claims[0])
    # The claim itself does not count; the other one goes round.
    assert str(caught.value) == (
        "README.md:5: rests on itself: README.md:5 → parts/a.md:3 → README.md:5; "
        "let one of these claims count something else"
    )


def test_a_chain_has_an_end(tmp_path: Path) -> None:
    files = {f"a{number}_md": f"{HEAD}| [a{number + 1}.md] | 0% |\n" for number in range(60)}
    there = repository(tmp_path, a60_md="- [x] a\n", **files)
    short = reading(Source(f"{HEAD}| [a20.md] | 0% |\n", "README.md"))
    assert said(Facts(short, there).of(short.claims[0])) == ["1/1"]
    long = reading(Source(f"{HEAD}| [a0.md] | 0% |\n", "README.md"))
    with pytest.raises(RequestError, match=r"^README\.md:3: a\d+\.md:3: rests on more than 50 claims"):
        Facts(long, there).of(long.claims[0])


class _GitHub(NoGitHub):
    def milestone(self, name: str) -> Closed:
        return Closed(int(name), 4)

    def issues(self, search: str) -> Closed:
        return Closed(len(search), 10)


def test_what_only_github_knows_counts_as_written_offline() -> None:
    readme = reading(Source(f"{HEAD}| [milestone] | 10% |\n| x | 20% |\n", "README.md"))
    assert said(asked(Facts(readme), "percent")) == ["15%", "0/2"]
    assert said(asked(Facts(readme, NO_FILES, _GitHub()), "percent")) == ["47.5%", "0/2"]
