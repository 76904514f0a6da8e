"""The folder and the runner that all tests of the command line use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_running import LOG, Runner
from github_server import World, served

_OWN = (
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "TERM",
    "GITHUB_ACTIONS",
    "READMESYNC_TRACEBACK",
    "READMESYNC_ALLOW_COMMANDS",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a README.md in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(LOG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs `readme-sync` with arguments; nothing of the developer's own environment has a say."""
    for name in _OWN:
        monkeypatch.delenv(name, raising=False)
    return Runner(monkeypatch)


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A small GitHub of this machine, which the command line asks."""
    with served(World()) as world:
        for name, value in world.variables().items():
            monkeypatch.setenv(name, value)
        yield world
