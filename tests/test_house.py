"""The house rules of ARCHITECTURE.md that neither ruff nor mypy knows."""

import ast
import socket
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "src" / "readme_sync").rglob("*.py"))
LONGEST = 400
LONGEST_MEDIAN = 100
DRAWERS = {"handler", "handlers", "helper", "helpers", "manager", "managers", "util", "utils"}


def _name(module: Path) -> str:
    return module.relative_to(ROOT / "src").as_posix()


def _lines(module: Path) -> int:
    return len(module.read_text("utf-8").splitlines())


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_module_is_small_named_for_what_it_does_and_says_so(module: Path) -> None:
    assert _lines(module) <= LONGEST
    assert not DRAWERS & set(module.stem.split("_"))
    assert ast.get_docstring(ast.parse(module.read_bytes())), "a module says in a docstring what it is for"


def test_median_module_is_short() -> None:
    assert median(map(_lines, MODULES)) <= LONGEST_MEDIAN


def test_rooms_and_doors() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_tests_reach_no_network() -> None:
    with socket.socket() as connection, pytest.raises(pytest.fail.Exception, match="wanted to reach"):
        connection.connect(("192.0.2.1", 9))
