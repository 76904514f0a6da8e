"""Facts from items."""

from pathlib import Path

import pytest
from asking import LINE, asked, facts_of, repository, said
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.errors import RequestError
from readme_sync.model import FactSource, PathKind, SourceKind, Value
from readme_sync.reader import read
from readme_sync.sources.context import DocumentContext, EvaluationCache
from readme_sync.text import Source

BOXES = """\
# All

- [x] a

## One

- [x] b
- [ ] c

### One more

- [x] d

## Two

Nothing.
"""
PERCENTS = """\
| Course | Progress |
| --- | --- |
| a | 100% |
| b | 40% |
| c | 100% |
"""
FRACTIONS = """\
| Book | Progress |
| --- | --- |
| a | 10/10 |
| b | 5/20 |
"""


def of(anchor: str = "", path: str = "") -> FactSource:
    return FactSource(SourceKind.ITEMS, path, anchor)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("done", "3"), ("total", "4"), ("left", "1"), ("percent", "3/4"), ("done/total", "3/4"), ("count", "4")],
)
def test_every_value(value: str, wanted: str) -> None:
    assert said(asked(facts_of(BOXES), value)) == [wanted]


@pytest.mark.parametrize(
    ("source", "section", "wanted", "origin"),
    [
        ((), 0, "3/4", "4 tasks of the document"),
        ((), 1, "3/4", "4 tasks below"),
        ((), 2, "2/3", "3 tasks below"),
        ((of("one"),), 4, "2/3", "3 tasks of #one"),
        ((of("#One-More"),), 4, "1/1", "1 task of #One-More"),
        ((of(),), 2, "3/4", "4 tasks of the document"),
        ((of(path="README.md"),), 2, "3/4", "4 tasks of README.md"),
        ((of("one", "./README.md"),), 0, "2/3", "3 tasks of ./README.md#one"),
    ],
)
def test_which_section(source: tuple[FactSource, ...], section: int, wanted: str, origin: str) -> None:
    fact = asked(facts_of(BOXES), "done/total", *source, section=section)
    assert (said(fact), fact.origin) == ([wanted], origin)


def test_several_are_summed() -> None:
    fact = asked(facts_of(BOXES), "done/total", of("one-more"), of("one"))
    assert (said(fact), fact.origin) == (["3/4"], "1 task of #one-more + 3 tasks of #one")


def test_weights_make_a_mean_of_percents() -> None:
    sources = of("one-more")._replace(weight=60), of("one")._replace(weight=40)
    assert said(asked(facts_of(BOXES), "percent", *sources)) == [f"{60 + 40 * 2 / 3:.4g}%"]
    assert said(asked(facts_of(BOXES), "done/total", *sources)) == ["3/4"]
    equal = of("one-more")._replace(weight=5), of("one")._replace(weight=5)
    assert said(asked(facts_of(BOXES), "percent", *equal)) == [f"{(100 + 200 / 3) / 2:.4g}%"]


def test_out_of_replaces_the_total() -> None:
    fact = asked(facts_of(BOXES), "percent", of("one"), out_of=8)
    assert (said(fact), fact.origin) == (["2/8"], "3 tasks of #one out of 8")


def test_percents_have_a_mean_and_a_count() -> None:
    facts = facts_of(PERCENTS)
    assert said(asked(facts, "percent")) == ["80%", "2/3"]
    assert said(asked(facts, "bar")) == ["80%", "2/3"]
    assert said(asked(facts, "done/total")) == ["2/3"]
    assert said(asked(facts, "percent", out_of=4)) == ["2/4"]


def test_fractions_have_a_sum_too() -> None:
    facts = facts_of(FRACTIONS)
    assert said(asked(facts, "done/total")) == ["15/30", "1/2"]
    assert said(asked(facts, "percent")) == ["15/30", "62.5%", "1/2"]
    assert said(asked(facts, "total")) == ["30", "2"]
    assert said(asked(facts, "count")) == ["2"]


def test_means_of_several_sources_are_means_over_all_items() -> None:
    text = f"# A\n\n{PERCENTS}\n# B\n\n| Course | Progress |\n| --- | --- |\n| x | 20% |\n"
    facts = facts_of(text)
    assert said(asked(facts, "percent", of("a"), of("b"))) == said(asked(facts, "percent")) == ["65%", "2/4"]


def test_states_in_progress_count_as_not_done() -> None:
    text = "| Task | Status |\n| --- | --- |\n| a | Done |\n| b | In progress |\n| c | Not started |\n"
    assert said(asked(facts_of(text), "percent")) == ["1/3"]


def refusal(text: str, *sources: FactSource, section: int = 0) -> str:
    with pytest.raises(RequestError) as caught:
        asked(facts_of(text), "done", *sources, section=section)
    assert caught.value.hint
    assert str(caught.value).startswith(f"README.md:{LINE}: ")
    return str(caught.value).removeprefix(f"README.md:{LINE}: ")


def test_what_is_not_there() -> None:
    assert refusal(BOXES, of("one-mor")) == "there is no section #one-mor; did you mean #one-more?"
    assert refusal(BOXES, of("zzz")) == "there is no section #zzz; readme-sync parse lists the sections"
    assert refusal(BOXES, of("two")) == "there are no items in #two to count; it holds none; name another section"
    assert refusal(BOXES, section=4) == "there are no items in #two to count; it holds none; name another section"
    assert refusal("Text") == "there are no items in the document to count; it holds none; name another section"
    assert refusal(BOXES, of(path="b.md")).startswith("'b.md' cannot be read: the document has no path")


def test_more_done_than_there_is() -> None:
    with pytest.raises(RequestError, match=r"3 tasks of #one out of 1: 2 of 1 is no share; correct the total"):
        asked(facts_of(BOXES), "percent", of("one"), out_of=1)


def test_out_of_where_only_a_mean_is_known() -> None:
    text = f"{FRACTIONS}\n# B\n\n| Course | Progress |\n| --- | --- |\n| x | 20% |\n"
    sources = of()._replace(weight=2), of("b")._replace(weight=1)
    assert said(asked(facts_of(text), "percent", *sources, out_of=8)) == ["1/8"]


class TestOtherDocuments:
    def test_their_sections(self, tmp_path: Path) -> None:
        facts = facts_of("", repository(tmp_path, docs__plan_md=BOXES))
        fact = asked(facts, "done/total", of(path="docs/plan.md"), of("one-more", "/docs/plan.md"))
        assert (said(fact), fact.origin) == (["4/5"], "4 tasks of docs/plan.md + 1 task of /docs/plan.md#one-more")

    def test_that_are_not_there_or_no_text(self, tmp_path: Path) -> None:
        facts = facts_of("", repository(tmp_path, bad_md=b"a\n\xff"))
        for path, message in {
            "no.md": "no.md: does not exist; check the path",
            "bad.md": "bad.md:2: is not UTF-8 (byte 0xFF); save it as UTF-8",
            "../a.md": "'../a.md' is outside the repository; name a file in the document's repository",
        }.items():
            for _ in range(2):
                with pytest.raises(RequestError) as caught:
                    asked(facts, "done", of(path=path))
                assert str(caught.value) == f"README.md:{LINE}: {message}"

    def test_what_they_may_look_at(self, tmp_path: Path) -> None:
        around = repository(tmp_path, docs__plan_md=BOXES, docs__x_py="", a_py="", b_py="")
        there = DocumentContext(read(Source("", "README.md")), around, EvaluationCache(None)).document("docs/plan.md")
        assert (there.surroundings.kind("x.py"), there.surroundings.kind("/x.py")) == (PathKind.FILE, PathKind.MISSING)
        assert there.surroundings.glob("*.py") == ("docs/x.py",)
        assert there.document("../README.md").path == ""
        assert there.document("plan.md") is there


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=5), min_size=1, max_size=5))
def test_parts_sum_up_to_the_whole(parts: list[list[bool]]) -> None:
    text = "".join(
        f"# S{place}\n\n" + "".join(f"- [{'x' if done else ' '}] a\n" for done in part) + "\n"
        for place, part in enumerate(parts)
    )
    facts = facts_of(text)
    sections = [of(f"s{place}") for place in range(len(parts))]
    for value in set(Value) - {Value.FACT}:
        assert said(asked(facts, value, *sections)) == said(asked(facts, value))
    done = sum(map(sum, parts))
    assert said(asked(facts, "done/total")) == [f"{done}/{sum(map(len, parts))}"]
