"""`facts`, and what may run commands."""

import json
from pathlib import Path

import jsonschema
import pytest
from cli_running import Runner

CONFIG = """\
[facts]
rules = { lines = "src/*.rs", matching = "^pub mod" }
coverage = { command = ["./coverage"] }
spare = { number = 3 }
gone = { json = "gone.json", query = "a" }
closed = { milestone = "v2" }

[[claims]]
files = ["README.md", "docs/*.md"]
find = ["{} rules", "badge/rules-{}-"]
value = "rules"

[[claims]]
files = ["README.md"]
find = "coverage {}"
value = "coverage"
"""
README = "# A\n\n2 rules, coverage 80%.\n"


@pytest.fixture(autouse=True)
def repository(folder: Path) -> Path:
    for path, text in {
        ".git/HEAD": "",
        ".readme-sync.toml": CONFIG,
        "README.md": README,
        "docs/a.md": "![3 rules](https://img.shields.io/badge/rules-3-blue), "
        "<!-- readme-sync: closed -->1/2<!-- /readme-sync -->\n",
        "src/a.rs": "pub mod a;\npub mod b;\n",
        "coverage": "#!/bin/sh\ntouch ran\necho 91.5%\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    (folder / "coverage").chmod(0o755)
    return folder


def test_facts_are_lines(run: Runner) -> None:
    code, out, err = run("facts")
    assert (code, err) == (2, "")
    assert out.splitlines() == [
        "rules     2  lines src/*.rs ^pub mod, stated 3 times  wrong",
        "  docs/a.md:1:3 says 3",
        "  docs/a.md:1:47 says 3",
        "coverage  ?  command ./coverage, stated 1 time  not looked at: a command says it; no command was run",
        "  README.md:3:19 says 80%",
        "spare     3  number 3  not stated",
        "gone      ?  json gone.json a  broken: gone.json: does not exist; check the path",
        "closed    ?  milestone v2, stated 1 time  not looked at: only GitHub knows; it was not asked",
        "  docs/a.md:1:84 says 1/2",
        "5 facts, 1 stated wrong, 1 broken",
    ]


def test_facts_as_json_by_its_schema(run: Runner) -> None:
    schema = json.loads(run("schema", "facts").out)
    data = json.loads(run("facts", "--output-format", "json").out)
    jsonschema.validate(data, schema)
    assert [fact["state"] for fact in data["facts"]] == [
        "wrong",
        "not looked at",
        "not stated",
        "broken",
        "not looked at",
    ]


def test_no_command_runs_unless_a_person_allows_it(
    run: Runner, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (["check"], ["check", "--fix"], ["sync", "--offline"], ["facts"], ["status"], ["set", "x", "1"]):
        run(*command)
    assert not (repository / "ran").exists()
    assert run("check").out.splitlines()[-1].endswith("not looked at (they take the network or a command)")
    assert run("check", "--allow-commands").code == 1
    assert (repository / "ran").exists()
    monkeypatch.setenv("READMESYNC_ALLOW_COMMANDS", "1")
    (repository / "ran").unlink()
    assert "says 80 %, coverage (./coverage) says 91.5 %" in run("check", "README.md").out
    assert run("sync", "--offline").code == 0
    assert (repository / "README.md").read_text("utf-8") == README.replace("80%", "92%")


def test_what_fixes_show_and_ignore_may_run_commands_too(run: Runner, repository: Path) -> None:
    """`--allow-commands` counts with `--diff`, `--dry-run` and `--add-ignore` as it does without."""
    assert "92%" not in run("check", "--fix", "--diff", "README.md").out
    assert not (repository / "ran").exists()
    assert "+2 rules, coverage 92%." in run("check", "--fix", "--diff", "--allow-commands", "README.md").out
    assert "says 91.5 % (would be fixed)" in run("check", "--fix", "--dry-run", "--allow-commands", "README.md").out
    assert (repository / "README.md").read_text("utf-8") == README
    run("check", "--add-ignore", "--allow-commands", "README.md")
    assert (
        (repository / "README.md").read_text("utf-8").startswith("# A\n\n<!-- readme-sync: ignore RS101 -->\n2 rules")
    )


def test_a_text_that_stands_nowhere_is_said_once(run: Runner, repository: Path) -> None:
    (repository / ".readme-sync.toml").write_text(CONFIG.replace("{} rules", "{} ruls"), "utf-8")
    out = run("check", "--output-format", "concise").out
    assert out.count("RS504 claims: '{} ruls' with a value stands in none of its 2 documents") == 1


def test_a_fact_that_cannot_be_read_stops_its_document_only(run: Runner, repository: Path) -> None:
    (repository / "docs" / "b.md").write_text("1 rules and <!-- readme-sync: gone -->1<!-- /readme-sync -->\n", "utf-8")
    ran = run("sync", "--offline")
    assert ran.code == 2
    assert ran.err.splitlines()[0] == (
        "readme-sync: docs/b.md:1:39 gone.json: does not exist; check the path; nothing was written"
    )
    assert (repository / "docs" / "b.md").read_text("utf-8").startswith("1 rules")
    assert (
        (repository / "docs" / "a.md").read_text("utf-8").startswith("![2 rules](https://img.shields.io/badge/rules-2-")
    )


def test_a_number_in_data_keeps_its_format_and_a_version_is_one(run: Runner, repository: Path) -> None:
    (repository / "a.json").write_text('{"ms": 2.437, "part": 0.30000000000000004, "v": "1.4.2"}', "utf-8")
    facts = "".join(f'{name} = {{ json = "a.json", query = "{name}" }}\n' for name in ("ms", "part", "v"))
    claims = "".join(
        f'[[claims]]\nfiles = ["*.md"]\nfind = "{find}"\nvalue = "{name}"\n'
        for name, find in (("ms", "{} ms"), ("part", "{} of it"), ("v", "from {}-"))
    )
    (repository / ".readme-sync.toml").write_text(f"[facts]\n{facts}{claims}", "utf-8")
    (repository / "README.md").write_text("2.4 ms, 1.5 ms, 0.3 of it, 0.5 of it, from 1.4.1-, from 12-\n", "utf-8")
    assert run("sync").code == 0
    assert (repository / "README.md").read_text("utf-8") == (
        "2.4 ms, 2.4 ms, 0.3 of it, 0.3 of it, from 1.4.2-, from 1.4.2-\n"
    )
    assert run("check").code == 0


def test_the_document_of_a_claim_is_looked_at(run: Runner, repository: Path) -> None:
    claim = '[[claims]]\nfind = "{} rules"\nvalue = "spare"\n'
    config = f'[facts]\nspare = {{ number = 3 }}\n{claim}file = "docs/a.md"\n{claim}'
    (repository / ".readme-sync.toml").write_text(config, "utf-8")
    (repository / "docs" / "a.md").write_text("5 rules\n", "utf-8")
    assert run("check", "--show-files").out == "README.md\ndocs/a.md\n"
    assert run("sync").code == 0
    assert (repository / "docs" / "a.md").read_text("utf-8") == "3 rules\n"
    (repository / "docs" / "a.md").unlink()
    ran = run("check")
    assert (ran.code, "docs/a.md: does not exist" in ran.err) == (2, True), ran
