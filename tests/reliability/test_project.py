"""Promises 20 and 21: the index of git, and the failures that are known."""

import ast
import subprocess
from pathlib import Path
from random import Random

import pytest
from promises import Promise

from readme_sync.cli import main

ROOT = Path(__file__).resolve().parents[2]


def _git(folder: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "core.autocrlf=false"]
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def test_what_is_staged_and_what_is_not_survive(
    promise: Promise,
    full: bool,  # noqa: FBT001  a fixture
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Promise 20: the index is never touched, and of the working tree only the numbers that are out of date."""
    monkeypatch.chdir(tmp_path)
    random = Random(20)  # noqa: S311  no secret
    _git(tmp_path, "init", "-q")
    broken: list[str] = []
    count = 200 if full else 10
    names = ("README.md", "other.md", "notes.txt")
    for number in range(count):
        texts = {}
        for name in names:
            lines = [
                f"# Plan ({random.randint(0, 3)}/3)",
                "",
                *(f"- [{random.choice(' x')}] {one}" for one in "abc"),
                "",
            ]
            lines.insert(random.randint(2, 5), random.choice(("", "text", "é\u2028")))
            texts[name] = lines
            Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
            if random.random() < 0.7:
                _git(tmp_path, "add", name)
            if random.random() < 0.7:
                lines.append(f"unstaged {number}")
                Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        staged = _git(tmp_path, "ls-files", "--stage")
        main([*random.choice((["check", "--fix"], ["sync", "--offline"], ["format"])), "README.md", "other.md"])
        if _git(tmp_path, "ls-files", "--stage") != staged:
            broken.append(f"{number}: the index changed")
        for name, lines in texts.items():
            now = Path(name).read_text("utf-8").split("\n")[:-1]
            if now[1:] != lines[1:] or (name == "notes.txt" and now != lines):
                broken.append(f"{number}: {name} lost something")
    promise(20, count, broken, floor=10, full_floor=200)


def test_known_failures_are_few_and_strict(promise: Promise) -> None:
    """Promise 21: a test that is expected to fail fails the run when it passes (`xfail_strict`)."""
    files = sorted((ROOT / "tests").rglob("*.py"))
    nodes = [(path.name, node) for path in files for node in ast.walk(ast.parse(path.read_bytes()))]
    known = [name for name, node in nodes if isinstance(node, ast.Attribute) and node.attr == "xfail"]
    lenient = [] if "xfail_strict = true" in (ROOT / "pyproject.toml").read_text("utf-8") else known
    assert len(known) <= 3, known
    promise(21, len(files), lenient, floor=100, full_floor=100)
