"""Facts from data files, from files that exist, and constants."""

import json
import sys
import time
from pathlib import Path

import pytest
from asking import LINE, asked, facts_of, repository, said
from hypothesis import given
from hypothesis import strategies as st

from readme_sync.errors import RequestError
from readme_sync.model import FactSource, Limits, Settings, SourceKind
from readme_sync.sources import Facts
from readme_sync.sources.data_files import at_pointer

JSON = """{
  "solved": 7, "coverage": 87.5, "minus": -1, "text": "7", "nothing": null, "is": true, "big": 1e300,
  "pair": {"done": 3, "total": 8}, "a/b": {"m~n": [10, 20]}, "empty": [], "": 5,
  "mixed": [null, 3, []], "days": [true, false, true], "names": ["a", "b"], "states": ["done", "open", "done"],
  "tasks": [{"id": 1, "status": "done", "ok": true}, {"id": 2, "status": "open", "ok": false}, {"id": 3}],
  "chapters": {"one": {"status": "done"}, "two": {"status": "open"}}
}"""
TOML = 'solved = 7\n[[tasks]]\nstatus = "done"\n[[tasks]]\nstatus = "open"\n'
YAML = 'solved: 7\nno: on\nlist: &l [a, b]\nsame: *l\ntasks:\n- status: done\n  n: "1"\n- status: open\n'
CSV = 'Name,Pages,Status,Progress\n"A, b",10,Done,50%\nC,20,In progress,100%\n\nD,,Open,\n'


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    files = {"d_json": JSON, "d_toml": TOML, "d_yml": YAML, "d_csv": CSV}
    semicolons = "\ufeffName;Done\r\na;yes\r\nb;no\r\n"
    return facts_of("", repository(tmp_path, s_csv=semicolons, src__a_py="", src__b_py="", src__c_txt="", **files))


def source(kind: str, path: str, at: str = "", where: str = "") -> FactSource:
    return FactSource(SourceKind(kind), path, at, where=where)


@pytest.mark.parametrize(
    ("one", "value", "wanted"),
    [
        (source("json", "d.json", "/solved"), "done", "7"),
        (source("json", "d.json", "/solved"), "count", "7"),
        (source("json", "d.json", "/coverage"), "percent", "87.5%"),
        (source("json", "d.json", "/pair"), "done/total", "3/8"),
        (source("json", "d.json", "/a~1b/m~0n"), "count", "2"),
        (source("json", "d.json", "/a~1b/m~0n/1"), "done", "20"),
        (source("json", "d.json", "/"), "done", "5"),
        (source("json", "d.json", "/is"), "done/total", "1/1"),
        (source("json", "d.json", "/empty"), "count", "0"),
        (source("json", "d.json", "/days"), "done/total", "2/3"),
        (source("json", "d.json", "/names"), "done", "2"),
        (source("json", "d.json", "/states", "done"), "done/total", "2/3"),
        (source("json", "d.json", "/tasks"), "count", "3"),
        (source("json", "d.json", "/tasks", "status=done"), "done/total", "1/3"),
        (source("json", "d.json", "/tasks", "status=nope"), "done/total", "0/3"),
        (source("json", "d.json", "/tasks", "id=2.0"), "done/total", "1/3"),
        (source("json", "d.json", "/tasks", "ok=false"), "done/total", "1/3"),
        (source("json", "d.json", "/tasks", "ok"), "done/total", "1/3"),
        (source("json", "d.json", "/mixed", "null"), "done/total", "1/3"),
        (source("json", "d.json", "/mixed", "x"), "done/total", "0/3"),
        (source("json", "d.json", "/tasks", "status=done"), "count", "1"),
        (source("json", "d.json", "/chapters", "status=done"), "done/total", "1/2"),
        (source("toml", "d.toml", "/solved"), "done", "7"),
        (source("toml", "d.toml", "/tasks", "status=done"), "done/total", "1/2"),
        (source("yaml", "d.yml", "/solved"), "done", "7"),
        (source("yaml", "d.yml", "/same"), "count", "2"),
        (source("yaml", "d.yml", "/tasks", "status=done"), "done/total", "1/2"),
        (source("yaml", "d.yml", "/tasks", "n=1"), "done/total", "1/2"),
        (source("csv", "d.csv"), "count", "3"),
        (source("csv", "d.csv", "Pages"), "done", "30"),
        (source("csv", "d.csv", "Status"), "done/total", "1/3"),
        (source("csv", "d.csv", "Progress"), "percent", "75%"),
        (source("csv", "d.csv", "", "Status=Open"), "done/total", "1/3"),
        (source("csv", "d.csv", "Pages", "Status=Done"), "done/total", "10/30"),
        (source("csv", "d.csv", "Status", "In progress"), "done/total", "1/3"),
        (source("csv", "d.csv", "", "Pages"), "done/total", "2/3"),
        (source("csv", "s.csv", "Done"), "done/total", "1/2"),
        (FactSource(SourceKind.FILES, pattern="src/*.py"), "done", "2"),
        (FactSource(SourceKind.FILES, pattern="src/*.py"), "badge", "2"),
        (FactSource(SourceKind.FILES, pattern="src/a.py"), "done/total", "1/1"),
        (FactSource(SourceKind.FILES, "src"), "done/total", "1/1"),
        (FactSource(SourceKind.FILES, pattern="src/z.py"), "done/total", "0/1"),
        (FactSource(SourceKind.NUMBER, number=12), "count", "12"),
    ],
)
def test_what_is_there(facts: Facts, one: FactSource, value: str, wanted: str) -> None:
    assert said(asked(facts, value, one))[0] == wanted


def test_out_of_a_number_and_out_of_files(facts: Facts) -> None:
    pattern = FactSource(SourceKind.FILES, pattern="src/*.py")
    assert said(asked(facts, "percent", pattern, out_of=8)) == ["2/8"]
    fact = asked(facts, "left", source("json", "d.json", "/a~1b/m~0n/0"), out_of=50)
    assert (said(fact), fact.origin) == (["40"], "d.json#/a~1b/m~0n/0 out of 50")


NO_NUMBER = ", no number; point at a number, a list or a table"
OUTSIDE = " is outside the repository; name a file in the document's repository"
NO_STATE = " is neither a number nor a state; choose the rows that are done with 'where'"


@pytest.mark.parametrize(
    ("one", "message"),
    [
        (source("json", "no.json"), "no.json: does not exist; check the path"),
        (source("json", "d.json", "/solvd"), "d.json: there is no 'solvd'; did you mean 'solved'?"),
        (source("json", "d.json", "solved"), "'solved' is no pointer; write '/solved'"),
        (source("json", "d.json", "/days/3"), "d.json: there is no '3'; the list has 3 entries, the first is 0"),
        (source("json", "d.json", "/days/01"), "d.json: there is no '01'; the list has 3 entries, the first is 0"),
        (source("json", "d.json", "/days/-"), "d.json: there is no '-'; the list has 3 entries, the first is 0"),
        (source("json", "d.json", "/days/²"), "d.json: there is no '²'; the list has 3 entries, the first is 0"),
        (source("json", "d.json", "/solved/x"), "d.json: there is no 'x'; check the pointer"),
        (source("json", "d.json", "/text"), "d.json#/text is a text" + NO_NUMBER),
        (source("json", "d.json", "/nothing"), "d.json#/nothing is null" + NO_NUMBER),
        (source("json", "d.json", "/minus"), "d.json#/minus is negative; point at a count"),
        (source("json", "d.json", "/big"), "d.json#/big is too large; point at a count"),
        (
            source("json", "d.json", "/solved", "a=b"),
            "d.json#/solved is no list, so nothing in it can be chosen; leave 'where' out",
        ),
        (
            source("json", "d.json", "/tasks", "state=done"),
            "d.json#/tasks: no entry has a field 'state'; did you mean 'status'?",
        ),
        (source("json", "d.toml"), "d.toml:1: is no JSON: expecting value; correct it"),
        (source("toml", "d.json"), "d.json: is no TOML: invalid statement (at line 1, column 1); correct it"),
        (source("csv", "d.csv", "Pgs"), "d.csv has no column 'Pgs'; there are 'Name', 'Pages', 'Status', 'Progress'"),
        (source("csv", "d.csv", "Name"), "column 'Name' of d.csv: 'A, b'" + NO_STATE),
        (source("csv", "d.csv", "", "State=Open"), "d.csv: no entry has a field 'State'; did you mean 'Status'?"),
        (
            FactSource(SourceKind.FILES, pattern="src/*.rs"),
            "no file matches 'src/*.rs'; check the pattern; only what git tracks counts",
        ),
        (FactSource(SourceKind.FILES, pattern="../*.rs"), "'../*.rs'" + OUTSIDE),
        (FactSource(SourceKind.FILES, pattern="../x"), "'../x'" + OUTSIDE),
    ],
)
def test_what_is_not(facts: Facts, one: FactSource, message: str) -> None:
    for _ in range(2):
        with pytest.raises(RequestError) as caught:
            asked(facts, "done", one)
        assert str(caught.value) == f"README.md:{LINE}: {message}"


def test_weights_need_percents(facts: Facts) -> None:
    weighted = FactSource(SourceKind.JSON, "d.json", "/coverage", weight=60)
    other = FactSource(SourceKind.JSON, "d.json", "/pair", weight=40)
    assert said(asked(facts, "percent", weighted, other)) == ["67.5%"]
    files = FactSource(SourceKind.FILES, pattern="src/*.py", weight=40)
    with pytest.raises(RequestError, match=r"2 files 'src/\*\.py' has no percent that a weight could be given to"):
        asked(facts, "percent", weighted, files)


def test_a_share_needs_a_total(facts: Facts) -> None:
    for value in ("left", "done/total", "percent", "bar"):
        with pytest.raises(RequestError, match=f"2 files 'src/\\*.py': there is no total, so no {value}; say out of"):
            asked(facts, value, FactSource(SourceKind.FILES, pattern="src/*.py"))
    with pytest.raises(RequestError, match=r"d\.json#/empty where x: 0 of 0 is no share"):
        asked(facts, "percent", source("json", "d.json", "/empty", "x"))


BAD = {
    '{"a": 1, "b": 2, "a": 3}': "x.json: has the key 'a' twice; leave one of them",
    '{"a": NaN}': "x.json: holds NaN, which is no JSON; write a number or null",
    '{"a": -Infinity}': "x.json: holds -Infinity, which is no JSON; write a number or null",
    '{"a": 1\n,,}': "x.json:2: is no JSON: expecting property name enclosed in double quotes; correct it",
    '{"a": ' + "9" * 5000 + "}": "x.json: holds a number with too many digits; shorten it",
    "[" * 100_000: "x.json: is nested more than 100 levels deep; write it flat",
    "[" * 200 + "]" * 200: "x.json: is nested more than 100 levels deep; write it flat",
    "": "x.json:1: is no JSON: expecting value; correct it",
    '{"a": 1e999}': "x.json#/a is too large; point at a count",
    '{"a": ' + "9" * 310 + "}": "x.json#/a is too large; point at a count",
    '{"a": -' + "9" * 4000 + "}": "x.json#/a is negative; point at a count",
    "["
    + "1," * 1_000_000
    + "1]": "x.json: holds more than 1,000,000 values; raise limits.entries in the configuration",
}
BAD_YAML = {
    "a: 1\na: 2": "x.yml:2: has the key 'a' twice; write plain values",
    "a: !!python/object/apply:os.system [ls]": "python/object/apply:os.system'; write plain values",
    "a: !!str 1": "x.yml:1: uses the tag 'tag:yaml.org,2002:str'; write plain values",
    "a: &a [*a]": "x.yml:1: *a stands for nothing, or for what it stands in; write plain values",
    "b: {<<: {a: 1}}": "x.yml:1: uses a merge key (<<); write plain values",
    "? [a]\n: 1": "x.yml:1: has a list or a table as a key; write plain values",
    "a: [1": "x.yml:2: is no YAML: ",
    "a: 1\n---\na: 2": "x.yml:2: is no YAML: ",
    "a: \x01": "x.yml: is no YAML: ",
    "[" * 100_000: "x.yml:1: is nested more than 100 levels deep; write it flat",
    "a: .nan": "x.yml#/a is a text, no number; point at a number, a list or a table",
    "a: 1_000": "x.yml#/a is a text, no number; point at a number, a list or a table",
    "a: 1:30": "x.yml#/a is a text, no number; point at a number, a list or a table",
    "a: " + "9" * 400: "x.yml#/a is a text, no number; point at a number, a list or a table",
    "a: 1e999": "x.yml#/a is too large; point at a count",
    "- " * 300 + "a": "x.yml:1: is nested more than 100 levels deep; write it flat",
    "&a a: 1\n" * 2: "x.yml:2: is no YAML: second occurrence; correct it",
    "a: b" * 300_000: "x.yml: is too large; YAML of at most 1 MB is read; use JSON",
    "": "x.yml: there is no 'a'; check the pointer",
}
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(9)
)
BAD_YAML[BOMB] = "holds more than 1,000,000 values; write it without so many aliases"
BAD_TOML = {
    "a = 1\na = 2": "is no TOML: cannot overwrite a value",
    "a = " + "[" * 20_000: "x.toml: is nested more than 100 levels deep",
    "a = nan": "x.toml#/a is NaN, no number; point at a count",
    "a = " + "9" * 5000: "x.toml: holds a number with too many digits; shorten it",
    ".".join("a" * 300) + " = 1": "x.toml: is nested more than 100 levels deep; write it flat",
    "a" + ".a" * 40_000 + " = 1": "x.toml: is nested more than 100 levels deep; write it flat",
    "[" + "'a b' . " * 40_000 + "c]": "x.toml: is nested more than 100 levels deep; write it flat",
    "b = 1\nx = {a = 1, " + '"ä.ö".' * 40_000 + "c = 1}": "x.toml: is nested more than 100 levels deep; write it flat",
    "".join(
        f"a{n}.b.c.d.e = {n}\n" for n in range(30_000)
    ): "x.toml: is nested more than 100 levels deep; write it flat",
    "a = 1\n" * 400_000: "x.toml: is too large; TOML of at most 2 MB is read; use JSON",
    "a = " + "9" * 310: "x.toml#/a is too large; point at a count",
}
BAD_CSV = {
    "": "x.csv: is empty; name the columns in its first line",
    "a,a\n1,2": "x.csv has 2 columns 'a'; there are 'a', 'a'",
    "a\n1\n1,2": "x.csv:3: has 2 cells in a row, but 1 in its first line; correct the row",
    'a\n"b"c': "x.csv:2: is no CSV: ',' expected after '\"'; correct it",
    "a\n" + "x" * 200_000: "x.csv:2: is no CSV: field larger than field limit (131072); correct it",
    "a\n-1": "column 'a' of x.csv: '-1' is neither a number nor a state; choose the rows that are done with 'where'",
    "a\nnan": "column 'a' of x.csv: 'nan' is neither a number nor a state; choose the rows that are done with 'where'",
}
BAD_CSV["a\n" + "1\n" * 1_000_000] = "x.csv:1000001: holds more than 1,000,000 values; raise limits.entries"
BAD_CSV_BYTES = {b"a\n\xff": "x.csv:2: is not UTF-8; save it as UTF-8"}
BAD_FILES = [
    *(("csv", "a", *pair) for pair in BAD_CSV_BYTES.items()),
    *(("json", "/a", *pair) for pair in BAD.items()),
    *(("yaml", "/a", *pair) for pair in BAD_YAML.items()),
    *(("toml", "/a", *pair) for pair in BAD_TOML.items()),
    *(("csv", "a", *pair) for pair in BAD_CSV.items()),
]


@pytest.mark.parametrize(("kind", "at", "text", "message"), BAD_FILES, ids=[m[:60] for *_, m in BAD_FILES])
def test_hostile_files(tmp_path: Path, kind: str, at: str, text: str | bytes, message: str) -> None:
    name = {"yaml": "yml"}.get(kind, kind)
    facts = facts_of("", repository(tmp_path, **{f"x_{name}": text}))
    before = time.perf_counter()
    with pytest.raises(RequestError) as caught:
        asked(facts, "done", source(kind, f"x.{name}", at))
    assert message in str(caught.value)
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)
    assert time.perf_counter() - before < 10


def test_dots_that_are_no_dotted_keys(tmp_path: Path) -> None:
    dots = "." * 300 + " = " + "a.b " * 200
    words = "Two words. " * 200
    text = f'# {dots}\na = 7\nb = """\n{dots}"""\nc = "{words}"\nd = [{"1.5, " * 500}]\ne.b.c.d.e = 1\n'
    facts = facts_of("", repository(tmp_path, x_toml=text))
    assert said(asked(facts, "done", source("toml", "x.toml", "/a"))) == ["7"]


def test_how_many_values_are_read_is_configured(tmp_path: Path) -> None:
    files = {"x_json": "[1, [2, 3]]", "x_csv": "a,b\n1\n2,3", "x_toml": "a = 1\nb = [1, 2, 3]", "x_yml": "[1, 2, 3, 4]"}
    around = repository(tmp_path, **files)
    for kind, name, most in (("json", "x.json", 4), ("csv", "x.csv", 5), ("toml", "x.toml", 5), ("yaml", "x.yml", 5)):
        few, enough = (facts_of("", around, Settings(limits=Limits(entries=limit))) for limit in (most - 1, most))
        with pytest.raises(RequestError, match=f"holds more than {most - 1} values"):
            asked(few, "count", source(kind, name))
        assert said(asked(enough, "count", source(kind, name)))


def test_yaml_in_python_alone_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml  # noqa: PLC0415

    monkeypatch.delattr(yaml, "CSafeLoader")
    facts = facts_of("", repository(tmp_path, x_yml=YAML))
    assert said(asked(facts, "done/total", source("yaml", "x.yml", "/tasks", "n=1"))) == ["1/2"]
    assert said(asked(facts, "done", source("yaml", "x.yml", "/solved"))) == ["7"]


def test_yaml_without_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    facts = facts_of("", repository(tmp_path, x_yml=YAML))
    with pytest.raises(RequestError, match=r"x\.yml: cannot be read: YAML needs the package PyYAML; run `pip install"):
        asked(facts, "done", source("yaml", "x.yml", "/solved"))


def test_every_kind_of_source_is_one_module() -> None:
    import readme_sync.sources  # noqa: PLC0415

    folder = Path(next(iter(readme_sync.sources.__path__)))
    assert {path.stem.removeprefix("from_") for path in folder.glob("from_*.py")} == set(SourceKind)


KEYS = st.text(max_size=4)


@given(
    st.recursive(st.integers(), lambda inner: st.dictionaries(KEYS, inner, max_size=3) | st.lists(inner, max_size=3))
)
def test_every_value_has_a_pointer(value: object) -> None:
    todo: list[tuple[str, object]] = [("", value)]
    while todo:
        pointer, inner = todo.pop()
        assert at_pointer(value, pointer, "x") is inner
        if isinstance(inner, dict):
            todo += [(f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", one) for key, one in inner.items()]
        elif isinstance(inner, list):
            todo += [(f"{pointer}/{place}", one) for place, one in enumerate(inner)]


@given(st.dictionaries(st.text(st.characters(max_codepoint=0xD7FF), min_size=1, max_size=5), st.booleans(), min_size=1))
def test_json_and_yaml_agree(values: dict[str, bool]) -> None:
    from readme_sync.sources import from_json, from_yaml  # noqa: PLC0415

    text = json.dumps(values)  # escapes all that YAML would not take
    assert from_json.parse(text, "x", 1000) == from_yaml.parse(text, "x", 1000) == values
