"""Promise 22: every bug that a user reported is a test, or is known as one that is not mended yet."""

import ast
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from promises import Promise

import readme_sync
from readme_sync.cli import main

TESTS = Path(__file__).resolve().parents[1]
EXPECTED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("field.toml").read_text("utf-8"))
FOLDERS = ("numbers", "reading", "behaviour")


def _bugs(folder: Path) -> dict[str, Path]:
    """Return the documents of bugs by folder and number."""
    found = {}
    for kind in FOLDERS:
        for path in sorted((folder / kind).iterdir()):
            if path.is_dir() or (path.suffix == ".md" and path.stem != "INDEX"):
                found[f"{kind}/{path.stem.partition('-')[0]}"] = path / "README.md" if path.is_dir() else path
    return found


def _read(path: Path) -> list[str | int]:
    """Return how many items of a document are done, and the lines that rules name."""
    readme = readme_sync.parse(path.read_text("utf-8"))
    lines = sorted({one.line for one in readme_sync.check(readme)})
    return [f"{readme.tally.done}/{readme.tally.total}", *lines]


def _edited(path: Path, command: str) -> list[str]:
    """Return the lines of a document after a command, in the current folder."""
    verb, *values = shlex.split(command)
    Path("README.md").write_bytes(path.read_bytes())
    main([verb, *values, *(["README.md"] if verb == "format" else ["--file", "README.md"])])
    return Path("README.md").read_text("utf-8").splitlines()


def _tests() -> Iterator[str]:
    """Yield the names of all tests, and the titles of all cases."""
    for path in TESTS.rglob("test_*.py"):
        yield from (node.name for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.FunctionDef))
    for path in (TESTS / "cases").rglob("*.toml"):
        yield from tomllib.loads(path.read_text("utf-8"))


def test_every_bug_is_a_test(promise: Promise, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    bugs, tests = _bugs(shared / "field"), set(_tests())
    named = {f"{kind}/{number}": wanted for kind in FOLDERS for number, wanted in EXPECTED[kind].items()}
    broken = [f"{bug}: no test" for bug in bugs if bug not in named]
    wrong = set()
    for bug, wanted in named.items():
        if wanted not in tests if isinstance(wanted, str) else _read(bugs[bug]) != wanted:
            wrong.add(bug)
    for edit, line in EXPECTED["edits"].items():
        bug, _, command = edit.partition(" ")
        if line not in _edited(bugs[bug], command):
            wrong.add(edit)
    known = set(EXPECTED["known"])
    broken += [f"{one} is broken again" for one in sorted(wrong - known)]
    broken += [f"{one} works now: take it out of `known`" for one in sorted(known - wrong)]
    promise(22, len(bugs), broken, floor=95, full_floor=95)
