"""The house rules of ARCHITECTURE.md that neither ruff nor mypy knows."""

import ast
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "src" / "readme_sync").rglob("*.py"))
DRAWERS = {"handler", "handlers", "helper", "helpers", "manager", "managers", "util", "utils"}


def _name(module: Path) -> str:
    return module.relative_to(ROOT / "src").as_posix()


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_module_has_a_telling_name_and_a_docstring(module: Path) -> None:
    assert not DRAWERS & set(module.stem.split("_"))
    assert ast.get_docstring(ast.parse(module.read_bytes())), "a module says in a docstring what it is for"


def test_packages_import_only_from_those_below() -> None:
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
