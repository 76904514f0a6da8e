"""Files of operations: every format says the same, and what is wrong is said with its line."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.bulk.formats import FORMATS, Entry, format_of, the_format
from readme_sync.bulk.plan import read_operations
from readme_sync.editing.operations.upsert import Upsert
from readme_sync.errors import RequestError

SAME = {
    "csv": "op,row,value,values.Kind,first,line\n\nupsert,Emma,60,Novel,true,4\nset,'Dune','3/7',,,\n".replace(
        "'", '"'
    ),
    "json": '[{"op": "upsert", "row": "Emma", "value": 60, "values": {"Kind": "Novel"}, "first": true, "line": 4},\n\n'
    '{"op": "set", "row": "Dune", "value": "3/7"}]',
    "jsonl": '{"op": "upsert", "row": "Emma", "value": 60, "values": {"Kind": "Novel"}, "first": true, "line": 4}\n\n'
    '{"op": "set", "row": "Dune", "value": "3/7"}',
    "yaml": "# two\n- op: upsert\n  row: Emma\n  value: 60\n  values: {Kind: Novel}\n  first: true\n  line: 4\n"
    "- {op: set, row: Dune, value: 3/7}\n",
}
LINES = {"csv": [3, 4], "json": [1, 3], "jsonl": [1, 3], "yaml": [2, 8]}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("form", FORMATS)
def test_all_say_the_same(form: str, newline: str) -> None:
    reading = read_operations("\ufeff" + SAME[form].replace("\n", newline), f"edits.{form}")
    assert reading.problems == []
    assert [one.line for one in reading.operations] == LINES[form]
    expected = read_operations(SAME["json"], "edits.json").operations
    assert [one[1:] for one in reading.operations] == [one[1:] for one in expected]


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_is_found_by_the_text(form: str) -> None:
    assert format_of("<stdin>", SAME[form]) == form
    assert format_of("e.json", SAME[form], form) == form


def test_a_format_that_is_none() -> None:
    with pytest.raises(RequestError, match="there is no format 'xml'"):
        format_of("a.xml", "", "xml")


WRONG = {
    "csv": [
        ("op,row\nset,a,b\n", "2: has 3 cells, but there are 2 columns"),
        ("op,row,row\nset,a,b\n", "1: has two columns 'row'"),
        ("op;row;value\nset;a;1\n", "1: parts its columns by ';'"),
        ("op\trow\nset\ta\n", "1: parts its columns by '\\t'"),
        ('op,row\nset,"a\n', "2: is no CSV"),
        ('op,row,value\n"set","a\nb",1\n', "2: row has a line break"),
        ("op,row,value,line\nset,a,1,x\n", "2: line should be a whole number"),
        ("op,row,value,Kind\nset,a,1,x\n", "2: there is no key 'Kind'"),
        ("op,row\n", " holds no operations"),
    ],
    "json": [
        ("", "1: holds no list"),
        ("{}", "1: holds no list"),
        ("[]", " holds no operations"),
        ("[\n1]", "2: is no operation"),
        ('[\n{"op": "set", "op": "put"}]', "2: has the key 'op' twice"),
        ("[\n{]", "2: is no JSON"),
        ('[{"op": "sort"}\n{"op": "sort"}]', "2: is no JSON: a comma or ] is missing"),
        ('[{"op": "sort"}]\n[]', "2: has more behind the list"),
        ('[\n{"op": "set", "row": "a", "value": NaN}]', "2: is no JSON: NaN is no number"),
        (f'[{{"op": "set", "row": "a", "value": {"9" * 5_000}}}]', "1: has a number of too many digits"),
        ("[" * 100_000, "1: is nested too deeply"),
        ('[{"op": "sort", "line": "4"}]', "1: line should be a whole number"),
    ],
    "jsonl": [
        ('{"op": "sort"}\n{"op": "sort"} 1\n{', "2: has more behind the object"),
        ('{"op": "sort"}\n{\n{"op": "frob"}', "2: is no JSON"),
        ('{"op": "sort"}\n{\n{"op": "frob"}', "3: there is no operation 'frob'"),
        ('{"row": "a"}', "1: says no operation (op)"),
    ],
    "yaml": [
        ("op: set", "1: holds no list"),
        ("- &a 1\n- *a", "2: uses an alias"),
        ("- !!python/object:os.system {}", "1: uses the tag"),
        ("- {op: sort, op: sort}", "1: has the key 'op' twice"),
        ("- op: sort\n  <<: {}", "2: uses a merge key"),
        ("- op: sort\n- {", "is no YAML"),
        ("-" + " [" * 30 + "]" * 30, "1: is nested more than 20 levels deep"),
        ("- op: sort\n- op: set\n  row: [a]\n  value: 1", "2: row should be a string or a number"),
        ("- {op: add, row: a, value: true}", "1: value should be a string or a number"),
        ("- {op: add, row: a, values: {Kind: [x]}}", "1: values.Kind should be a string or a number"),
        ("- {op: set, row: a, value: 1, line: 1.5}", "1: line should be a whole number"),
        ("- ? [a]\n  : b", "1: has a list or a table as a key"),
        ("- op: \x01", "is no YAML"),
        ("", " holds no operations"),
        ("#" * 5_000_001, " is too large"),
    ],
}


@pytest.mark.parametrize(
    ("form", "text", "problem"), [(form, *wrong) for form, all_wrong in WRONG.items() for wrong in all_wrong]
)
def test_what_is_wrong_is_said_with_its_line(form: str, text: str, problem: str) -> None:
    reading = read_operations(text, "e", form)
    assert any(f"e:{problem}" in str(one) or problem in str(one) for one in reading.problems), reading.problems


BEFORE = {
    "csv": 'op,row\nfrob,a\nset,b\nset,"c"d\nset,e\n',
    "json": '[{"op": "frob"},\n{"op": "set", "row": "b"},\n{"op": set}, {"op": "frob"}]',
    "jsonl": '{"op": "frob"}\n{"op": "set", "row": "b"}\n{"op": set}\n',
}


@pytest.mark.parametrize("form", BEFORE)
def test_what_nobody_can_read_does_not_hide_what_is_wrong_before_it(form: str) -> None:
    shift = 1 if form == "csv" else 0
    said = [(one.line, one.message) for one in read_operations(BEFORE[form], "e", form).problems]
    assert [line for line, _ in said] == [1 + shift, 2 + shift, 3 + shift]
    assert said[0][1] == "there is no operation 'frob'"
    assert said[1][1] == "value is missing"
    assert said[2][1].startswith("is no ")


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_all_keys_that_stand_twice_are_listed(form: str) -> None:
    text = '[{"op": "sort", "op": "sort"},\n{"op": "sort"},\n{"op": "sort", "by": "a", "by": "b"}]'
    said = [(one.line, one.message) for one in read_operations(text, "e", form).problems]
    assert said == [(1, "has the key 'op' twice"), (3, "has the key 'by' twice")]


def test_yaml_keeps_numbers_as_they_are_written() -> None:
    text = "".join(f"- {{op: add, row: {row}}}\n" for row in ("1.10", "007", "3", "-3", "+3", "1e3", "9" * 30))
    labels = [getattr(one.operation, "row", None) for one in read_operations(text, "e.yml").operations]
    assert labels == ["1.10", "007", "3", "-3", "+3", "1e3", "9" * 30]


def test_yaml_without_pyyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    (problem,) = read_operations("- op: sort", "e.yml").problems
    assert str(problem) == (
        "e.yml: cannot be read: YAML needs the package PyYAML; run `pip install PyYAML`, "
        "or write it as JSON Lines or CSV"
    )


def test_rows_of_data_mean_upserts() -> None:
    text = "row,value,Kind,values.Seen\nEmma,60,Novel,yes\n"
    (one,) = read_operations(text, "e.csv", default="upsert").operations
    assert one.operation == Upsert("Emma", "60", {"Kind": "Novel", "Seen": "yes"})


ROWS = st.lists(
    st.fixed_dictionaries(
        {"row": st.text(min_size=1)},
        optional={"section": st.text(), "values": st.dictionaries(st.text(min_size=1), st.text(), min_size=1)},
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("form", ["json", "jsonl"])
@given(rows=ROWS)
def test_json_comes_back(form: str, rows: list[dict[str, object]]) -> None:
    entries = the_format(form).read(the_format(form).write(rows), "e")
    assert [entry.value for entry in entries if isinstance(entry, Entry)] == rows


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(rows=st.lists(st.fixed_dictionaries({"row": LINE, "values": st.just({"Kind": "a: b", "#": "x"})}), min_size=1))
def test_yaml_comes_back(rows: list[dict[str, object]]) -> None:
    entries = the_format("yaml").read(the_format("yaml").write(rows), "e")
    assert [entry.value for entry in entries if isinstance(entry, Entry)] == rows


@given(rows=st.lists(st.fixed_dictionaries({"row": LINE.map(lambda t: f"<{t}>")}), min_size=1))
def test_csv_comes_back(rows: list[dict[str, object]]) -> None:
    entries = the_format("csv").read(the_format("csv").write(rows), "e")
    assert [entry.value for entry in entries if isinstance(entry, Entry)] == rows
