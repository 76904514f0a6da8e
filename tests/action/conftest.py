"""The action in a workspace, beside a GitHub of this machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from action_running import Action
from composed import Composite
from github_server import World, served
from published import Published

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The action as the runner downloads it, with one more rule."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "action.yml", folder)
    for name in ("action", "organisation", "src", ".github"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    rules = folder / "src" / "readme_sync" / "rules"
    shutil.copy(ROOT / "tests" / "action" / "staleness.py", rules / "rs999_staleness.py")
    return folder


@pytest.fixture
def world() -> Iterator[World]:
    with served(World()) as world:
        yield world


@pytest.fixture
def action(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World) -> Action:
    return Action(tmp_path, monkeypatch, world)


@pytest.fixture(scope="session")
def published(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return Published(tools, tmp_path_factory.mktemp("published"))


@pytest.fixture
def composite(tmp_path: Path, checkout: Path, world: World) -> Composite:
    return Composite(tmp_path, checkout, world)
