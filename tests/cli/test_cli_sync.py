"""`readme-sync sync`, and `check` beside it, on input that is wrong."""

from pathlib import Path

import pytest
from cli_running import Runner

_TASKS = "\n\n## Plan\n\n- [x] a\n- [ ] b\n"
_END = "<!-- /readme-sync -->"
_GOOD = "# Good (0/2)\n\n- [x] a\n- [ ] b\n"
_BOMB = 'a: &a ["x","x","x","x","x","x","x","x","x"]\n' + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
_FILES = {
    "ok.json": '{"a": {"b": 3}}',
    "bad.json": '{"a": ',
    "bad.yml": "a: [1,",
    "bad.toml": "a = ",
    "bad.csv": 'a,b\n"x',
    "bomb.yml": _BOMB,
    "table.csv": "Name,State\nx,done\n",
    "other.md": "# Other\n\nNo items.\n",
    "back.md": "# Back\n\n| Part | Progress |\n| --- | --- |\n"
    f"| X | <!-- readme-sync: percent of README.md -->40%{_END} |\n| Y | 20% |\n",
}


def _asks(what: str, figure: str = "1") -> str:
    return f"# A\n\n<!-- readme-sync: {what} -->{figure}{_END}{_TASKS}"


_ASKED = "<!-- readme-sync: done/total of #plan -->"
_WRONG = {
    "orphaned end": (f"# A\n\n1/2{_END}{_TASKS}", "3:4 this end has no beginning; put a marker before the text"),
    "orphaned beginning": (f"# A\n\n{_ASKED}1/2{_TASKS}", f"3:1 this marker has no end; write {_END} behind the text"),
    "doubled": (f"# A\n\n{_ASKED}{_ASKED}1/2{_END}{_TASKS}", "3:1 this marker has no end before the next marker"),
    "doubled end": (f"# A\n\n{_ASKED}1/2{_END}{_END}{_TASKS}", "3:66 this end has no beginning"),
    "nested": (f"# A\n\n{_ASKED}x {_ASKED}1/2{_END} y{_END}{_TASKS}", "3:1 another marker stands inside, in line 3"),
    "reversed": (f"# A\n\n{_END}1/2{_ASKED}{_TASKS}", "3:1 the end stands before its beginning, in line 3; swap them"),
    "across": (f"# A\n\n{_ASKED}1/2\n\nx{_END}{_TASKS}", "3:1 its end stands in another paragraph"),
    "empty": (_asks("", "1/2"), "3:1 it is empty; write one of done,"),
    "unknown value": (_asks("doen of #plan"), "3:19 'doen' is unknown; did you mean 'done'?"),
    "capitals": (_asks("Done/Total of #plan", "1/2"), "3:19 'Done/Total' is unknown; did you mean 'done/total'?"),
    "unknown source": (_asks("done of jsn a.json"), "3:27 'jsn' is no source; did you mean 'json'?"),
    "unknown word": (_asks("done off #plan"), "3:24 'off' stands where 'of', 'out of' or the end should stand"),
    "nothing that states it": (_asks("done/total", "sunny"), "3:33 nothing there states a done/total; correct"),
    "two numbers": (_asks("done of #plan", "1 of the 2 and 3"), "3:36 two numbers stand there, '1' and '2'; correct"),
    "unknown section": (_asks("done of #plam"), "3:36 there is no section #plam; did you mean #plan?"),
    "section without items": (_asks("done of other.md#other"), "3:45 there are no items in other.md#other to count"),
    "unknown file": (_asks("done of none.md"), "3:38 none.md: does not exist; check the path"),
    "folder": (_asks("done of ./folder"), "3:39 ./folder: is a directory; name a file in it"),
    "unknown data": (_asks("json none.json#/a"), "3:40 none.json: does not exist; check the path"),
    "unknown pointer": (_asks("json ok.json#/a/c"), "3:40 ok.json: there is no 'c'; there are 'b'"),
    "pointer to a table": (_asks("done of json ok.json#/z"), "3:46 ok.json: there is no 'z'; there are 'a'"),
    "no pointer": (_asks("json ok.json#a/b"), "3:24 'a/b' is no pointer; write ok.json#/a/b"),
    "unknown column": (
        _asks("csv table.csv column Stat"),
        "3:48 table.csv has no column 'Stat'; there are 'Name', 'State'",
    ),
    "glob that matches nothing": (_asks('files "src/*.py"'), "3:39 no file matches 'src/*.py'; check the pattern"),
    "glob that leaves": (_asks('files "../*"'), "3:35 '../*' is outside the repository; name a file"),
    "path that leaves": (_asks("json ../../s.json#/a"), "3:43 '../../s.json' is outside the repository; name a file"),
    "link that leaves": (_asks("json link/x.json"), "3:39 'link/x.json' is outside the repository; name a file"),
    "no JSON": (_asks("json bad.json"), "3:36 bad.json:1: is no JSON: expecting value; correct it"),
    "no YAML": (_asks("yaml bad.yml"), "3:35 bad.yml:2: is no YAML:"),
    "no TOML": (_asks("toml bad.toml"), "3:36 bad.toml: is no TOML:"),
    "no CSV": (_asks("csv bad.csv column b"), "3:43 bad.csv:2: is no CSV:"),
    "not UTF-8": (_asks("json binary.json"), "3:39 binary.json:1: is not UTF-8; save it as UTF-8"),
    "YAML bomb": (_asks("yaml bomb.yml#/j"), "3:39 bomb.yml:7: holds more than 1,000,000 values; write it without"),
    "cycle": (
        _FILES["back.md"].replace("README.md", "back.md"),
        "5:47 rests on itself: README.md:5 → back.md:5 → README.md:5; let one of these claims count something else",
    ),
}


_IDS = ("RS501", "RS504")


@pytest.fixture
def around(folder: Path) -> Path:
    """A repository with data, good and bad, and a good document."""
    (folder / ".git").mkdir()
    (folder / "folder").mkdir()
    (folder / "link").symlink_to("/")
    for name, text in _FILES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "binary.json").write_bytes(b"\xff\xfe\x00")
    (folder / "good.md").write_text(_GOOD, "utf-8")
    return folder


@pytest.mark.parametrize(("text", "said"), _WRONG.values(), ids=_WRONG)
def test_wrong_input_is_one_line_and_the_other_documents_are_done(
    around: Path, run: Runner, text: str, said: str
) -> None:
    (around / "README.md").write_text(text, "utf-8", newline="")
    ran = run("sync", "README.md", "good.md")
    (line,) = (one for one in ran.err.splitlines() if "README.md" in one)
    assert line.startswith(f"readme-sync: README.md:{said}")
    assert line.endswith("; nothing was written")
    assert ran.code == 2
    assert (around / "README.md").read_bytes() == text.encode()
    assert (around / "good.md").read_text("utf-8") == _GOOD.replace("0/2", "1/2")
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(("text", "said"), _WRONG.values(), ids=_WRONG)
@pytest.mark.parametrize("option", ["", "--fix", "--diff"])
def test_check_says_the_same_and_changes_nothing_of_it(
    around: Path, run: Runner, text: str, said: str, option: str
) -> None:
    (around / "README.md").write_text(text, "utf-8", newline="")
    options = (option,) if option else ()
    ran = run("check", "--select", "RS1,RS5", "--output-format", "concise", *options, "README.md", "good.md")
    place, _, message = said.partition(" ")
    kinds = (
        ("readme-sync: README.md:{} ",)
        if option == "--diff"
        else tuple(f"README.md:{{}} error {rule} " for rule in _IDS)
    )
    wanted = tuple(kind.format(place) + message for kind in kinds)
    assert [one for one in (ran.out + ran.err).splitlines() if one.startswith(wanted)]
    assert ran.code == 2
    assert (around / "README.md").read_bytes() == text.encode()
    assert (around / "good.md").read_text("utf-8") == (_GOOD.replace("0/2", "1/2") if option == "--fix" else _GOOD)


def test_it_says_what_was_changed_and_what_was_right(around: Path, run: Runner) -> None:
    ran = run("sync", "good.md")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "good.md:1:9 says 0/2, 2 tasks below say 1/2",
        "good.md: 1 number updated",
    ]
    assert run("sync", "good.md").out == "good.md: 1 up to date\n"
    (around / "none.md").write_text("Text.\n", "utf-8")
    assert run("sync", "none.md").out == "none.md: no derived numbers\n"


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_it_only_says_what_would_change(around: Path, run: Runner, option: str) -> None:
    ran = run("sync", option, "good.md")
    assert ran.code == 1
    assert "1 number would be updated" in ran.out + ran.err
    assert "to update them: readme-sync sync good.md" in ran.err
    assert (around / "good.md").read_text("utf-8") == _GOOD
    run("sync", "good.md")
    assert run("sync", option, "good.md").code == 0


def test_standard_input_goes_to_standard_output(folder: Path, run: Runner) -> None:
    text = _GOOD.replace("\n", "\r\n").rstrip().encode() + b" "
    ran = run("sync", "-", stdin=b"\xef\xbb\xbf" + text)
    assert ran.code == 0
    assert ran.out.encode() == b"\xef\xbb\xbf" + text.replace(b"0/2", b"1/2")
    assert "<stdin>: 1 number updated" in ran.err
    assert not list(folder.glob("*stdin*"))
