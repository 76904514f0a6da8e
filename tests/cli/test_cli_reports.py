"""`readme-sync check --output-format`: what leaves the program, with hostile documents and file names."""

import json
from pathlib import Path

import jsonschema
import pytest
from cli_running import Runner
from sarif_schema import SCHEMA
from workflow_commands import commands

HOSTILE = """\
# ::error::a

| n | Progress |
|---|---|
::add-mask::1 | 10% | ::error::b | ##[error]c
\u00a0::stop-commands::x | ![20%](https://geps.dev/progress/40) |
1: ##[add-mask]d | 10% |
3: \u2028::warning::e\x1b[2J | 10% |
"""
NAMES = ("::error::a.md", "##[error]b.md", "a,b:c%0A.md", "\u00a0::x.md")
FORMATS = ("text", "concise", "github", "json", "sarif")


@pytest.fixture
def hostile(folder: Path) -> tuple[str, ...]:
    """The paths of hostile documents."""
    for name in NAMES:
        (folder / name).write_text(HOSTILE, encoding="utf-8")
    return NAMES


@pytest.mark.parametrize("name", FORMATS)
def test_the_runner_takes_only_annotations(
    run: Runner, hostile: tuple[str, ...], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    ran = run("check", *hostile, "--output-format", name)
    assert ran.code == 1
    found = {command for command, _, _ in commands(ran.out)}
    assert found == ({"warning"} if name == "github" else set())
    assert commands(ran.err) == []


def test_the_runner_takes_nothing_from_diffs_and_statistics(
    run: Runner, hostile: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for options in (["--diff"], ["--statistics"], ["--fix"]):
        ran = run("check", *hostile, *options)
        assert commands(ran.out) == commands(ran.err) == []


def test_github_is_safe_outside_of_actions_too(run: Runner, hostile: tuple[str, ...]) -> None:
    ran = run("check", *hostile, "--output-format", "github")
    assert {command for command, _, _ in commands(ran.out)} == {"warning"}


class TestPlaces:
    """Paths in annotations and in SARIF begin at the top of the repository."""

    @staticmethod
    def _annotated(run: Runner, path: str) -> str:
        ran = run("check", path, "--output-format", "github", "--select", "RS206")
        [(_, properties, _)] = commands(ran.out)
        return properties["file"]

    def test_in_a_repository(self, run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / "docs").mkdir()
        (folder / "docs" / "a.md").write_bytes((folder / "README.md").read_bytes())
        assert self._annotated(run, "docs/a.md") == "docs/a.md"
        (folder / ".git").mkdir()
        monkeypatch.chdir(folder / "docs")
        assert self._annotated(run, "a.md") == "docs/a.md"
        assert self._annotated(run, "../README.md") == "README.md"
        assert self._annotated(run, str(folder / "README.md")) == "README.md"

    def test_outside(self, run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / "docs").mkdir()
        monkeypatch.chdir(folder / "docs")
        assert self._annotated(run, "../README.md") == (folder / "README.md").as_posix()

    def test_of_standard_input(self, run: Runner, folder: Path) -> None:
        document = (folder / "README.md").read_bytes()
        ran = run("check", "-", "--output-format", "github", stdin=document)
        [(_, properties, _)] = commands(ran.out)
        assert "file" not in properties


def test_sarif_meets_its_schema(run: Runner, hostile: tuple[str, ...]) -> None:
    ran = run("check", *hostile, "missing.md", "--output-format", "sarif")
    assert ran.code == 2
    assert ran.out.count("\n") == 1
    log = json.loads(ran.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    assert len(log["runs"][0]["results"]) >= len(hostile)


def test_json_meets_its_schema(run: Runner, hostile: tuple[str, ...]) -> None:
    schema = json.loads(run("schema", "check").out)
    report = json.loads(run("check", *hostile, "--output-format", "json").out)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(report)
    assert report["summary"]["warnings"] == sum(len(document["results"]) for document in report["documents"])
    del report["documents"][0]["results"][0]["rule"]
    assert not validator.is_valid(report)
