"""Gates that public repositories wrote by hand, as configurations: each finds the drift, `sync` fixes it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from cli_running import Runner

ROOT = Path(__file__).resolve().parents[2]
GATES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "tests/cases/gates").glob("*.toml")}


@pytest.mark.parametrize("name", sorted(GATES))
def test_gate(name: str, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = GATES[name]
    monkeypatch.chdir(tmp_path)
    assert len(gate["config"].splitlines()) <= 15
    documents, synced = gate["documents"], {path: dict(lines) for path, lines in gate["synced"].items()}
    for path, text in {**gate["files"], **documents, ".readme-sync.toml": gate["config"]}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    found = run("check", "--output-format", "concise")
    assert (found.code, found.err) == (1, "")
    wrong = {tuple(line.split(":")[:2]) for line in found.out.splitlines() if " error RS101 " in line}
    assert wrong == {(path, number) for path, lines in synced.items() for number in lines}
    assert run("sync").code == 0
    for path, text in documents.items():
        lines = dict(enumerate(text.splitlines(), 1)) | {int(at): line for at, line in synced.get(path, {}).items()}
        assert (tmp_path / path).read_text("utf-8").splitlines() == list(lines.values())
    after = run("check")
    assert after.code == 0, after.out
    assert "nothing was read" not in after.out


def test_the_page_has_all_gates() -> None:
    page = (ROOT / "docs" / "facts.md").read_text("utf-8")
    rows = {_row(gate) for gate in GATES.values()}
    assert rows <= set(page.splitlines())
    assert len(rows) == 10


def _row(gate: dict[str, Any]) -> str:
    place, _, number = gate["issue"].partition("#")
    lines = len(gate["config"].splitlines())
    issue = f"[{gate['issue']}](https://github.com/{place}/issues/{number})"
    return f"| {issue} | {gate['states']} | {gate['by_hand']} | {lines} |"


def test_the_example_of_the_page(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/facts.md shows is what happens."""
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "facts.md").read_text("utf-8")
    config, before, after, listed = (block.split("\n", 1)[1] for block in page.split("```")[1:8:2])
    files = {
        ".readme-sync.toml": config,
        "README.md": before,
        "src/rules/a.rs": "pub fn a\npub fn b\nfn c\n",
        "src/rules/b.rs": "pub fn d\n",
        "skills/a/SKILL.md": "",
        "skills/b/SKILL.md": "",
        "pyproject.toml": "[project]\nversion = '1.4.2'\n",
        "docs/empty.md": "",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    assert run("facts").out == listed
    assert run("check").code == 1
    assert run("sync").code == 0
    assert (tmp_path / "README.md").read_text("utf-8") == after
    assert run("check").code == 0
