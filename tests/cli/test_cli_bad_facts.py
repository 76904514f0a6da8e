"""What is wrong with a fact: one located line, exit code 2, its document is not written, the others are done."""

import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest
from cli_running import Runner

from readme_sync.store import commands


class Bad(NamedTuple):
    """A fact named `it`, the line that says what is wrong with it, what is around it, and links."""

    facts: str
    problem: str
    files: Mapping[str, str | bytes] = MappingProxyType({})
    links: Mapping[str, str] = MappingProxyType({})


CONFIGURATIONS = {
    "an unknown fact": Bad(
        'it = { combine = "gone + good" }', ":3: facts.it: there is no fact 'gone'; there are good, it"
    ),
    "a claim of an unknown fact": Bad(
        "item = { number = 1 }",
        ":5: claims[0].value: in column 1 of 'it': 'it' is no value and no source; did you mean 'item'?",
    ),
    "a cycle": Bad(
        'it = { combine = "b + b" }\nb = { combine = "it / it" }', ":3: facts rest on themselves: it → b → it; "
    ),
    "a fact of itself": Bad('it = { combine = "it + good" }', ":3: facts rest on themselves: it → it; "),
    "NaN in the configuration": Bad("it = { number = nan }", ":3: facts.it.number should be a number; "),
    "infinity in the configuration": Bad("it = { number = inf }", ":3: facts.it.number should be a number; "),
    "a negative number": Bad("it = { number = -1 }", ":3: facts.it.number should be greater than or equal to 0; "),
    "a command with a shell": Bad('it = { command = "ls | wc -l" }', ":3: facts.it.command should be a list; "),
    "a number without its source": Bad("it = 3", ":3: facts.it should be a table; write a source, as { number = 3 }"),
    "a key that is misspelt": Bad("it = { numbr = 3 }", ":3: there is no key 'facts.it.numbr'; did you mean 'number'?"),
    "an absolute path": Bad('it = { files = "/etc/*" }', ":3: facts.it: '/etc/*' leaves the repository; "),
    "a path up and out": Bad('it = { lines = "../*" }', ":3: facts.it: '../*' leaves the repository; "),
    "a path into .git": Bad('it = { lines = ".GIT/config" }', ":3: facts.it: '.GIT/config' leaves the repository; "),
    "a name of several words": Bad('"a b" = { number = 1 }', ":3: facts.a b: 'a b' cannot be the name of a fact; "),
    "two sources": Bad('it = { number = 1, files = "*" }', ":3: facts.it: files and number cannot go together; "),
    "colors of what is no badge": Bad(
        "it = { number = 1 }\n[[claims]]\nvalue = 'it'\nfind = '{} a'\ncolors = { 0 = 'red' }",
        ":4: claims[0]: colors are those of badges; let find be a part of an address",
    ),
    "colors of what is no fact": Bad(
        "it = { number = 1 }\n[[claims]]\nvalue = 'done of #a'\nfind = 'a/{}/'\ncolors = { 0 = 'red' }",
        ":5: claims[0].value: in column 1 of 'done of #a': colors need the name of a fact alone; name one",
    ),
    "a color that is none": Bad(
        "it = { number = 1 }\n[[claims]]\nvalue = 'it'\nfind = 'a/{}/'\ncolors = { 0 = 'red)' }",
        ":7: claims[0].colors.0: 'red)' is no color; write one such as 'red' or '1e90ff'",
    ),
    "a number of a color that is none": Bad(
        "it = { number = 1 }\n[[claims]]\nvalue = 'it'\nfind = 'a/{}/'\ncolors = { low = 'red' }",
        ":7: claims[0].colors.low: 'low' is no number; ",
    ),
    "a key that does not go with it": Bad('it = { files = "*", query = "a" }', ":3: facts.it: files takes no query; "),
}
VALUES = {
    "a query that finds a list": Bad(
        'it = { json = "a.json", query = "rules" }',
        "rules of a.json is a list of 2, no number; ",
        {"a.json": '{"rules": [1, 2]}'},
    ),
    "a query that finds a table": Bad(
        'it = { yaml = "a.yml", query = "rules" }', "rules of a.yml is a table, no number; ", {"a.yml": "rules: {a: 1}"}
    ),
    "a query that finds nothing": Bad(
        'it = { toml = "a.toml", query = "rulez" }', "'rulez' of a.toml finds nothing; ", {"a.toml": "rules = 1"}
    ),
    "NaN in JSON": Bad('it = { json = "a.json", query = "n" }', "a.json: holds NaN, ", {"a.json": '{"n": NaN}'}),
    "NaN in TOML": Bad(
        'it = { toml = "a.toml", query = "n" }', "n of a.toml is NaN, no number; ", {"a.toml": "n = nan"}
    ),
    "NaN in YAML": Bad(
        'it = { yaml = "a.yml", query = "n" }', "n of a.yml is '.nan', no number; ", {"a.yml": "n: .nan"}
    ),
    "NaN in CSV": Bad(
        'it = { csv = "a.csv", column = "n" }', "column 'n' of a.csv: 'nan' is neither ", {"a.csv": "n\nnan\n"}
    ),
    "a negative count": Bad('it = { json = "a.json" }', "a.json is negative; ", {"a.json": "-1"}),
    "a number without end": Bad('it = { json = "a.json" }', "a.json is too large; ", {"a.json": "1e999"}),
    "a pattern of files that matches nothing": Bad('it = { files = "no/*" }', "no file matches 'no/*'; "),
    "a pattern of lines that matches nothing": Bad('it = { lines = "no/*" }', "no file matches 'no/*'; "),
    "a pattern of headings that matches nothing": Bad('it = { headings = "no/*.md" }', "no file matches 'no/*.md'; "),
    "a pattern of catalogues that matches nothing": Bad('it = { po = "no/*.po" }', "no file matches 'no/*.po'; "),
    "a pattern of reports that matches nothing": Bad(
        'it = { xml = "*.xml", query = "tests" }', "no file matches '*.xml'; "
    ),
    "a file that is not there": Bad('it = { files = "no.py" }', "there is no file 'no.py'; "),
    "a folder as a file": Bad('it = { json = "docs" }', "docs: is a directory; ", {"docs/a": ""}),
    "a picture as CSV": Bad('it = { csv = "a.csv" }', "a.csv:1: is not UTF-8; ", {"a.csv": b"\x89PNG\r\n\0"}),
    "JSON as CSV": Bad(
        'it = { csv = "a.csv" }',
        "a.csv:2: has 2 cells in a row, but 1 in its first line; ",
        {"a.csv": '{\n "a": 1, "b": 2\n}\n'},
    ),
    "an empty file as CSV": Bad('it = { csv = "a.csv" }', "a.csv: is empty; ", {"a.csv": ""}),
    "a column that is not there": Bad(
        'it = { csv = "a.csv", column = "n" }', "a.csv has no column 'n'; ", {"a.csv": "m\n1\n"}
    ),
    "broken JSON": Bad('it = { json = "a.json" }', "a.json:1: is no JSON: ", {"a.json": '{"a":'}),
    "broken YAML": Bad('it = { yaml = "a.yml" }', "a.yml:2: is no YAML: ", {"a.yml": "a: [1\nb: }"}),
    "broken TOML": Bad('it = { toml = "a.toml" }', "a.toml: is no TOML: ", {"a.toml": "a = "}),
    "broken XML": Bad('it = { xml = "a.xml", query = "tests" }', "a.xml:1: is no XML: ", {"a.xml": "<a>"}),
    "a broken catalogue": Bad('it = { po = "a.po" }', "a.po: is no catalogue: ", {"a.po": 'msgid "a"\nmsgstr'}),
    "a broken path in XML": Bad('it = { xml = "a.xml", query = ".//[" }', "'.//[' is no path: ", {"a.xml": "<a/>"}),
    "a broken expression": Bad('it = { lines = "README.md", matching = "(a" }', "'(a' is not a regular expression: "),
    "a filter on a number": Bad('it = { json = "a.json", where = "a=1" }', "a.json is no list, ", {"a.json": "3"}),
    "a share of nothing": Bad('it = { combine = "good / no" }\nno = { number = 0 }', "it: 7 of 0 is no share; "),
    "a share of less": Bad('it = { combine = "good / no" }\nno = { number = 2 }', "it: 7 of 2 is no share; "),
    "a command that is not there": Bad('it = { command = ["./no"] }', "'./no' cannot be run: "),
    "a command that fails": Bad('it = { command = ["false"] }', "'false' fails with exit code 1; "),
    "a command that hangs": Bad('it = { command = ["sleep", "60"] }', "'sleep 60' takes longer than 0.5 seconds; "),
    "a command that prints nothing": Bad('it = { command = ["true"] }', "'true' prints nothing; "),
    "a command that prints two numbers": Bad('it = { command = ["echo", "1 2"] }', "'echo 1 2' prints 2 numbers; "),
    "a command that prints 1 GB": Bad(
        'it = { command = ["head", "-c", "1G", "/dev/zero"] }', "'head -c 1G /dev/zero' prints more than 10,000 bytes; "
    ),
    "a command that prints no text": Bad(
        'it = { command = ["printf", "\\\\377"] }', "prints something that is not UTF-8; "
    ),
    "a command that prints NaN": Bad('it = { command = ["echo", "nan"] }', "echo nan is 'nan', no number; "),
    "a command that prints a negative number": Bad(
        'it = { command = ["echo", "-5"] }', "echo -5 is -5, and a count is not negative; "
    ),
}
_ALIASES = "a: &a [1]\n" + "".join(
    f"{one}: &{one} [{', '.join([f'*{before}'] * 10)}]\n" for before, one in pairwise("abcdefgh")
)
_ENTITIES = "".join(f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in pairwise("abcdefgh"))
_OUTSIDE = "is outside the repository; "
HOSTILE = {
    "a link out of the repository": Bad('it = { json = "a.json" }', _OUTSIDE, links={"a.json": "../secret.json"}),
    "a link to a folder outside": Bad('it = { lines = "docs/*" }', _OUTSIDE, links={"docs": ".."}),
    "a link into .git": Bad('it = { lines = "docs/HEAD" }', _OUTSIDE, links={"docs": ".git"}),
    "a link to a device": Bad('it = { json = "a.json" }', _OUTSIDE, links={"a.json": "/dev/zero"}),
    "a bomb of aliases in YAML": Bad(
        'it = { yaml = "a.yml", query = "length(h)" }',
        "a.yml:7: holds more than 1,000,000 values; ",
        {"a.yml": _ALIASES},
    ),
    "a bomb of entities in XML": Bad(
        'it = { xml = "a.xml", query = ".//a" }',
        "a.xml: declares a document type or entities; ",
        {"a.xml": f'<!DOCTYPE x [<!ENTITY a "a">{_ENTITIES}]><x>&h;</x>'},
    ),
    "an entity that is a file outside": Bad(
        'it = { xml = "a.xml", query = ".//a" }',
        "a.xml: declares a document type or entities; ",
        {"a.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'},
    ),
    "a pattern that takes for ever": Bad(
        f'it = {{ files = "{"**/a/" * 40}b" }}', "takes too long to compare; ", {"a/" * 60 + "c": ""}
    ),
    "a query that makes much of little": Bad(
        f'it = {{ json = "a.json", query = "{"[@, @] | " * 30}@" }}', "uses 'multi select list', ", {"a.json": "[1]"}
    ),
    "a text that is a link": Bad('it = { text = "](javascript:x)" }', "which no plain text can state; "),
}
README = "# A\n\nWe have 3 things and 5 good.\n"


def _put(folder: Path, bad: Bad) -> None:
    claims = '[[claims]]\nvalue = "it"\nfiles = ["README.md"]\nfind = "{} things"\n'
    claims += '[[claims]]\nfiles = ["*.md"]\nfind = "{} good"\nvalue = "good"\n'
    config = f"[facts]\ngood = {{ number = 7 }}\n{bad.facts}\n{claims}"
    documents = {".git/HEAD": "", ".readme-sync.toml": config, "README.md": README, "b.md": "We have 5 good.\n"}
    for path, text in {**documents, **bad.files}.items():
        (folder / path).parent.mkdir(exist_ok=True, parents=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    for path, target in bad.links.items():
        (folder / path).symlink_to(target)


@pytest.mark.parametrize("name", [*VALUES, *HOSTILE])
def test_a_bad_value(name: str, run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, runner = {**VALUES, **HOSTILE}[name], commands.CommandRunner
    monkeypatch.setattr(commands, "CommandRunner", lambda: runner(0.5 if "hangs" in name else 60.0))
    _put(folder, bad)
    checked = run("check", "--allow-commands", "--output-format", "concise")
    assert (checked.code, checked.out.count(" RS504 ")) == (2, 1), checked
    synced = run("sync", "--allow-commands")
    first, *more = synced.err.splitlines()
    assert (synced.code, first.startswith("readme-sync: README.md:3:9 "), bad.problem in first) == (
        2,
        True,
        True,
    )
    assert more == ["1 of 2 documents updated"]
    assert (folder / "README.md").read_text("utf-8") == README
    assert (folder / "b.md").read_text("utf-8") == "We have 7 good.\n"
    listed = run("facts", "--allow-commands")
    assert (listed.code, listed.out.count("broken: ")) == (2, 1), listed


@pytest.mark.parametrize("name", CONFIGURATIONS)
@pytest.mark.parametrize("command", ["check", "sync", "facts"])
def test_a_bad_configuration(name: str, command: str, run: Runner, folder: Path) -> None:
    _put(folder, CONFIGURATIONS[name])
    ran = run(command)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), ran
    assert ran.err.startswith(f"readme-sync: .readme-sync.toml{CONFIGURATIONS[name].problem}")
    assert (folder / "README.md").read_text("utf-8") == README


def test_no_expression_of_a_stranger_hangs(run: Runner, folder: Path) -> None:
    """Expressions, texts with a hole and patterns that take for ever elsewhere take no time here."""
    line = "a" * 2_000 + "!"
    find = "a " * 200 + "{} things"
    _put(folder, Bad('it = { lines = "a.txt", matching = "^(a|a|a?)*(a+)+$" }', "", {"a.txt": f"{line}\n" * 50}))
    config = folder / ".readme-sync.toml"
    config.write_text(config.read_text("utf-8").replace("{} things", find), "utf-8")
    (folder / "README.md").write_text("a " * 50_000 + "\n", "utf-8")
    start = time.process_time()
    ran = run("check")
    assert time.process_time() - start < 5
    assert ("RS504" in ran.out, ran.code) == (True, 2), ran
