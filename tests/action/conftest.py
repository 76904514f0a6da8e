"""The action in a workspace, beside a GitHub of this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from action_running import Action
from github_server import World, served


@pytest.fixture
def world() -> Iterator[World]:
    with served(World()) as world:
        yield world


@pytest.fixture
def action(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World) -> Action:
    return Action(tmp_path, monkeypatch, world)
