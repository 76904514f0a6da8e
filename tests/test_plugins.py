"""The registry of plugins: found by their files, imported when they are asked for."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from readme_sync.plugins import Plugins

PACKAGE = "plugin_samples"


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / PACKAGE
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        monkeypatch.delitem(sys.modules, name)
    return folder


def test_are_found_by_their_files(plugins: Path) -> None:
    for name in ("from_b.py", "from_a.py", "_from_c.py", "from_d.txt", "of_e.py"):
        (plugins / name).write_text(f"NAME = {name!r}\n", encoding="utf-8")
    (plugins / "from_f").mkdir()
    found = Plugins[str](PACKAGE, "NAME", prefix="from_")
    assert found.names() == ["a", "b"]
    assert found.load_all() == ["from_a.py", "from_b.py"]
    assert Plugins[str](PACKAGE, "NAME", contract="of_e").names() == ["from_a", "from_b"]


def test_are_imported_when_they_are_asked_for(plugins: Path) -> None:
    (plugins / "good.py").write_text("VALUE = 1\n", encoding="utf-8")
    (plugins / "wrong.py").write_text("raise RuntimeError('imported')\n", encoding="utf-8")
    found = Plugins[int](PACKAGE, "VALUE")
    assert found.names() == ["good", "wrong"]
    assert found.load("good") == 1
    with pytest.raises(RuntimeError, match="imported"):
        found.load_all()


def test_unknown_ones_and_ones_without_a_part(plugins: Path) -> None:
    (plugins / "empty.py").touch()
    found = Plugins[int](PACKAGE, "VALUE")
    with pytest.raises(ModuleNotFoundError):
        found.load("unknown")
    with pytest.raises(AttributeError, match="VALUE"):
        found.load("empty")


@pytest.mark.parametrize(
    "module",
    [
        "bulk.formats",
        "claims",
        "cli.group",
        "editing.operations",
        "notations",
        "regions",
        "reports.checked",
        "rules",
        "sources.facts",
    ],
)
def test_all_of_ours_can_be_loaded(module: str) -> None:
    assert import_module(f"readme_sync.{module}").PLUGINS.load_all()
