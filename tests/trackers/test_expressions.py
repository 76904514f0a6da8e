"""The grammar of expressions."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.markers.expressions import ExpressionError, expression_text, kinds, parse_expression, values
from readme_sync.model import Expression, FactSource, SourceKind, Value

K = SourceKind
HERE = FactSource(K.ITEMS, at="q-1")
RIGHT: dict[str, tuple[Value, tuple[FactSource, ...], tuple[FactSource, ...]]] = {
    "done": (Value.DONE, (), ()),
    "done/total": (Value.FRACTION, (), ()),
    " percent\n of   #q-1 ": (Value.PERCENT, (HERE,), ()),
    "total of docs/plan.md": (Value.TOTAL, (FactSource(K.ITEMS, "docs/plan.md"),), ()),
    "left of docs/plan.md#q-1": (Value.LEFT, (FactSource(K.ITEMS, "docs/plan.md", "q-1"),), ()),
    'bar of "my plan.md#q-1"': (Value.BAR, (FactSource(K.ITEMS, "my plan.md", "q-1"),), ()),
    "badge of #q-1, #größe-🎉": (Value.BADGE, (HERE, FactSource(K.ITEMS, at="größe-🎉")), ()),
    "percent of #q-1 * 60, #b*2.5": (
        Value.PERCENT,
        (FactSource(K.ITEMS, at="q-1", weight=60), FactSource(K.ITEMS, at="b", weight=2.5)),
        (),
    ),
    'count of files "src/*.py"': (Value.COUNT, (FactSource(K.FILES, pattern="src/*.py"),), ()),
    'files "src/*.py"': (Value.COUNT, (FactSource(K.FILES, pattern="src/*.py"),), ()),
    'files "a" out of 61': (
        Value.FRACTION,
        (FactSource(K.FILES, pattern="a"),),
        (FactSource(K.NUMBER, number=61),),
    ),
    "done out of 3, 4": (Value.DONE, (), (FactSource(K.NUMBER, number=3), FactSource(K.NUMBER, number=4))),
    "#q-1": (Value.FRACTION, (HERE,), ()),
    "README.md": (Value.FRACTION, (FactSource(K.ITEMS, "README.md"),), ()),
    "42": (Value.COUNT, (FactSource(K.NUMBER, number=42),), ()),
    "json data.json#/a/b": (Value.COUNT, (FactSource(K.JSON, "data.json", "/a/b"),), ()),
    "done of yaml d.yml where state=done": (Value.DONE, (FactSource(K.YAML, "d.yml", where="state=done"),), ()),
    'toml "a b.toml#/x y" where "is it"="so = so"': (
        Value.COUNT,
        (FactSource(K.TOML, "a b.toml", "/x y", where="is it=so = so"),),
        (),
    ),
    'done of csv d.csv column "To do" where State=done': (
        Value.DONE,
        (FactSource(K.CSV, "d.csv", "To do", where="State=done"),),
        (),
    ),
    'done of csv d.csv column "To do" where done': (
        Value.DONE,
        (FactSource(K.CSV, "d.csv", "To do", where="done"),),
        (),
    ),
    "milestone 3": (Value.FRACTION, (FactSource(K.MILESTONE, at="3"),), ()),
    'left of milestone "v1 \\"beta\\" \\\\"': (Value.LEFT, (FactSource(K.MILESTONE, at='v1 "beta" \\'),), ()),
    'issues "label:bug"': (Value.FRACTION, (FactSource(K.ISSUES, at="label:bug"),), ()),
    "issue 14": (Value.FRACTION, (FactSource(K.ISSUE, at="14"),), ()),
    "left of issue #14": (Value.LEFT, (FactSource(K.ISSUE, at="14"),), ()),
    "release latest": (Value.FACT, (FactSource(K.RELEASE, at="latest"),), ()),
    "tag latest": (Value.FACT, (FactSource(K.TAG, at="latest"),), ()),
}
WRONG = {
    "": "0 it is empty; write one of done, total, left, percent, done/total, bar, badge, count",
    "  ": "0 it is empty; write one of done, total, left, percent, done/total, bar, badge, count",
    "perecnt of #a": "0 'perecnt' is no value and no source; did you mean 'percent'?",
    "Done of #a": "0 'Done' is no value and no source; did you mean 'done'?",
    "Done/Total of #a": "0 'Done/Total' is no value and no source; did you mean 'done/total'?",
    "zzz": "0 'zzz' is no value and no source; there are done, total, left, percent, done/total, bar, badge, count, "
    "files, json, yaml, toml, csv, milestone, issues, issue, release, tag",
    "issue abc": "6 'abc' is not the number of an issue; write one such as 14",
    "issue 0": "6 '0' is not the number of an issue; write one such as 14",
    "release v1": "8 'v1' stands where latest should stand",
    "tag": "3 it ends where latest should stand",
    "done off #a": "5 'off' stands where 'of', 'out of' or the end should stand",
    "done of": "7 it ends where a source should stand",
    "done of #a,": "11 it ends where a source should stand",
    "done of #a #b": "11 '#b' stands where ',', 'out of' or the end should stand",
    "done of fiels": "8 'fiels' is no source; did you mean 'files'?",
    "done of ,": "8 ',' stands where a source should stand",
    "done out 3": "9 '3' stands where 'of' behind 'out' should stand",
    "done of #a out of": "17 it ends where a source should stand",
    "done of #a out of 3 of": "20 'of' stands where ',' or the end should stand",
    "done of #": "8 '#' has no anchor behind it; write #section, or leave it out",
    "done of #a * 0": "13 the weight is 0; leave that source out",
    "done of #a * x": "13 'x' stands where a weight such as 60 should stand",
    "files src/*.py": '6 the pattern stands in no quotation marks; write files "src/*.py"',
    "files": '5 it ends where a pattern such as "src/*.py" should stand',
    'files "src': '6 the quotation mark has no end; write "..."',
    'files ""': "6 nothing stands in the quotation marks; write a name",
    'files "a\nb"': "6 a line end or another control character stands in quotation marks; leave it out",
    "files “a”": '6 “ is no quotation mark here; write "..."',
    "done of data.json": "8 'data.json' holds no items; write json data.json",
    "json data.json#a": "5 'a' is no pointer; write data.json#/a",
    "json #/a": "5 '#/a' names no file; write data.json#/a",
    "json d.json where a=": "20 it ends where a value should stand",
    'json d.json where "a=b"=c': "18 the name of a field holds no '='",
    "csv d.csv where =c": "16 '=' stands where a field or a value should stand",
    "csv d.csv column": '16 it ends where the header of a column, such as "Status" should stand',
    'issues "lable:bug"': (
        "7 issues have no 'lable'; filters are label, milestone, author, assignee, type, reason, is, state, no"
    ),
    "done of https://x.org/a.md": "8 'https://x.org/a.md' is an address; write the path of a file",
    "1,234": "0 1,234 has a comma; write 1234",
    "done\x00": "0 a control character stands in a word; leave it out",
}


@pytest.mark.parametrize("text", RIGHT)
def test_right(text: str) -> None:
    assert parse_expression(text) == Expression(*RIGHT[text], text.strip())


@pytest.mark.parametrize("text", WRONG)
def test_wrong(text: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse_expression(text)
    assert f"{error.value.at} {error.value}" == WRONG[text]


@pytest.mark.parametrize("text", ["x" * 10_000, "done of " + ",".join(["#a"] * 300), "done of #a " + "* 1" * 300])
def test_long(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_expression(text)


SHOWN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"))
NAMES = st.text(st.one_of(SHOWN, st.sampled_from(" \",*=\\/.-'")), min_size=1, max_size=8)
PATHS = NAMES.filter(lambda name: "#" not in name and "://" not in name)
FIELDS = NAMES.filter(lambda name: "=" not in name)
WEIGHTS = st.one_of(st.just(1.0), st.integers(1, 999).map(float), st.sampled_from([0.5, 2.25]))
WHERE = st.one_of(st.just(""), FIELDS, st.tuples(FIELDS, NAMES).map("=".join))
POINTERS = st.one_of(st.just(""), NAMES.map(lambda name: f"/{name}"))


def _source(*parts: Any, **named: Any) -> FactSource:
    """A source; with the class itself, hypothesis would make up what is left out."""
    return FactSource(*parts, **named)


def _expression(*parts: Any) -> Expression:
    """Return an expression."""
    return Expression(*parts)


SOURCES = st.one_of(
    st.builds(_source, st.just(K.ITEMS), PATHS, st.one_of(st.just(""), NAMES), weight=WEIGHTS),
    st.builds(_source, st.just(K.ITEMS), st.just(""), NAMES, weight=WEIGHTS),
    st.builds(_source, st.just(K.FILES), pattern=NAMES, weight=WEIGHTS),
    st.builds(_source, st.sampled_from([K.JSON, K.YAML, K.TOML]), PATHS, POINTERS, where=WHERE, weight=WEIGHTS),
    st.builds(_source, st.just(K.CSV), PATHS, st.one_of(st.just(""), NAMES), where=WHERE, weight=WEIGHTS),
    st.builds(_source, st.just(K.NUMBER), number=st.one_of(st.integers(0, 10**9).map(float), st.just(0.25))),
    st.builds(_source, st.sampled_from([K.MILESTONE, K.ISSUES]), at=NAMES, weight=WEIGHTS),
)
EXPRESSIONS = st.builds(
    _expression,
    st.sampled_from(sorted(set(Value) - {Value.FACT})),
    st.lists(SOURCES, max_size=3).map(tuple),
    st.lists(SOURCES, max_size=2).map(tuple),
)


@given(EXPRESSIONS)
def test_round_trip(expression: Expression) -> None:
    text = expression_text(expression)
    assert parse_expression(text) == Expression(expression.value, expression.sources, expression.out_of, text)


WORDS = [
    *'done total by items mean of out #a a.md , * = " 3 files json csv column where where='.split(),
    '"x"',
    "done/total",
    "“",
    "\\",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=20))
def test_any_text_is_parsed_or_refused_with_a_place(text: str) -> None:
    expression, place = _parsed(text)
    assert 0 <= place <= len(text)
    if expression:
        again = parse_expression(expression_text(expression))
        assert again._replace(text="") == expression._replace(text="")


def _parsed(text: str) -> tuple[Expression | None, int]:
    try:
        return parse_expression(text), 0
    except ExpressionError as error:
        return None, error.at


def test_the_page_shows_this_grammar() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "markers.md").read_text("utf-8")
    table = page.split("<!-- grammar")[1].split("<!-- /grammar")[0]
    rows = [[cell.strip().strip("`") for cell in line.split("|")[1:3]] for line in table.splitlines()[4:] if line]
    assert tuple(written for part, written in rows if part == "value") == values()
    sources = [written for part, written in rows if part == "source"]
    for written in [*sources, *(written for part, written in rows if part == "sources")]:
        assert parse_expression(f"done of {written}").sources
    assert {parse_expression(written).sources[0].kind for written in sources} == {
        *map(SourceKind, kinds()),
        SourceKind.ITEMS,
        SourceKind.NUMBER,
    }
    assert [word for written in sources if (word := written.split()[0]) in kinds()] == [
        *("files", "json", "yaml", "toml", "csv", "milestone", "issues", "issue", "release", "tag")
    ]
    assert kinds() == ("files", "json", "yaml", "toml", "csv", "milestone", "issues", "issue", "release", "tag")
