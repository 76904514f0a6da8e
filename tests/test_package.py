"""What is installed: names, types, version, command."""

import ast
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import entry_points, version
from importlib.resources import files
from pathlib import Path

import pytest

import readme_sync

PROJECT = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text("utf-8"))["project"]


def test_public_names_are_sorted_and_listed() -> None:
    assert readme_sync.__all__ == sorted(set(readme_sync.__all__))  # those of the packages are sorted by ruff (RUF022)
    assert set(readme_sync.__all__) <= set(dir(readme_sync))


@pytest.mark.parametrize("name", readme_sync.__all__)
def test_public_name_is_there(name: str) -> None:
    assert getattr(readme_sync, name) is not None


def test_public_names_are_those_that_type_checkers_see() -> None:
    tree = ast.parse(Path(str(readme_sync.__file__)).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    seen = {alias.name: str(node.module) for node in imports for alias in node.names}
    assert sorted(seen) == readme_sync.__all__
    for name, module in seen.items():
        assert getattr(readme_sync, name) is getattr(import_module(module), name)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = readme_sync.nonsense


def test_types_are_shipped() -> None:
    assert files(readme_sync).joinpath("py.typed").is_file()


def test_version_is_one() -> None:
    assert readme_sync.__version__ == version("readme-sync") == PROJECT["version"]


def test_command_is_installed() -> None:
    (command,) = entry_points(group="console_scripts", name="readme-sync")
    assert command.value == "readme_sync.cli:main"


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, readme_sync; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"click", "cmarkgfm", "github", "mistune", "pydantic", "wcwidth"} & set(run.stdout.split())
