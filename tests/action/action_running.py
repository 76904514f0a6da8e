"""Runs the action in this process, in a workspace of its own, and hands back all that came out."""

import io
import json
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from chosen_rules import run_only
from github_server import REPOSITORY, TOKEN, World
from staleness import RULE

from readme_sync import rules
from readme_sync.action import main
from readme_sync.rules.rule import Rule

STALE = "# Plan\n\n## Spring (stale)\n\n- [x] sow\n- [ ] hoe\n\n## Autumn (fresh)\n\n- [ ] reap\n"
FRESH = STALE.replace("(stale)", "(fresh)")
UNTRUE = "# Plan\n\n## Spring (0/2)\n\n- [x] sow\n- [ ] hoe\n"
TRUE = UNTRUE.replace("0/2", "1/2")


class Ran(NamedTuple):
    """What a run came to."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str

    @property
    def errors(self) -> list[str]:
        """The errors that GitHub shows."""
        return [line for line in self.log.splitlines() if line.startswith("::error")]


class _Log(io.TextIOWrapper):
    """A standard output that remembers."""


class Action:
    """The action as a workflow runs it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, world: World) -> None:
        self.workspace, self.temp = folder / "workspace", folder / "temp"
        for each in (self.workspace, self.workspace / ".git", self.temp):
            each.mkdir()
        self.world = world
        self.environment = {
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_EVENT_NAME": "push",
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_API_URL": world.url,
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "RUNNER_TEMP": str(self.temp),
            "READMESYNC_TOKEN": TOKEN,
        }
        self._patch = patch
        # Besides ours only those that bring figures in line: what else is wrong with the samples is not the question.
        self._all = rules.every()
        known = tuple(rule for rule in self._all if rule.syncs or rule.broken or rule.id == "RS105")
        self._run_rules((*known, RULE))
        patch.chdir(folder)

    def use_all_rules(self) -> None:
        """All rules run, as in real life."""
        self._run_rules(self._all)

    def _run_rules(self, chosen: tuple[Rule, ...]) -> None:
        run_only(chosen, self._patch)

    def event(self, name: str, payload: dict[str, Any], **more: str) -> None:
        path = self.temp / "event.json"
        path.write_text(json.dumps(payload))
        self.environment |= {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path), **more}

    def write(self, files: dict[str, str | bytes]) -> None:
        """Puts files into the workspace."""
        for path, text in files.items():
            target = self.workspace / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def push(self, files: dict[str, str | bytes]) -> str:
        """Pushes files to main, and checks them out."""
        self.write(files)
        return self.world.push("main", files)

    def run(self, **inputs: str) -> Ran:
        for name in ("output", "summary"):
            (self.temp / name).unlink(missing_ok=True)
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        self._patch.setattr("sys.stdout", out)
        named = {f"INPUT_{name.upper()}": value for name, value in inputs.items()}
        code = main({**self.environment, **named})
        buffer = out.buffer
        assert isinstance(buffer, io.BytesIO)
        os.chdir(self.workspace.parent)
        return Ran(code, buffer.getvalue().decode(), read_outputs(self.temp / "output"), _text(self.temp / "summary"))


def read_outputs(path: Path) -> dict[str, str]:
    """What the runner reads from the file of outputs."""
    found, lines = {}, iter(_text(path).splitlines())
    for line in lines:
        match = re.fullmatch(r"([\w-]+)<<(\S+)", line)
        assert match, line
        value = []
        for more in lines:
            if more == match[2]:
                break
            value.append(more)
        found[match[1]] = "\n".join(value)
    return found


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
