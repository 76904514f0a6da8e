"""A token that is a canary: it goes to the API's address, to git by its environment, and nowhere else."""

import json
import shutil
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from action_running import FRESH, STALE
from composed import Composite
from github_server import TOKEN, World
from hosted import Hosted, git

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs without an ending are not started there")

CANARIES = [TOKEN, b64encode(f"x-access-token:{TOKEN}".encode()).decode()]
# Stands before git, and notes how it was called; a hook notes what it sees.
NOTING = """\
#!{python}
import json, os, sys
with open({notes!r}, "a") as notes:
    notes.write(json.dumps([sys.argv, dict(os.environ)]) + "\\n")
"""


class Watched:
    """A clone in which git and the hooks note what they see."""

    def __init__(self, composite: Composite, folder: Path) -> None:
        self.calls, self.hooks = folder / "calls.json", folder / "hooks.json"
        (composite.workspace / ".git").rmdir()
        composite.workspace.rmdir()
        self.hosted = Hosted(folder)
        self.hosted.push({"README.md": STALE})
        git(folder, "clone", "-q", self.hosted.bare.as_uri(), str(composite.workspace))
        values = {"python": sys.executable, "notes": str(self.calls)}
        program = NOTING.format(**values) + f"os.execv({shutil.which('git')!r}, ['git', *sys.argv[1:]])\n"
        (composite.bin / "git").write_text(program)
        (composite.bin / "git").chmod(0o755)
        for name in ("pre-commit", "commit-msg", "post-commit", "post-checkout"):
            hook = composite.workspace / ".git" / "hooks" / name
            hook.write_text(NOTING.format(python=sys.executable, notes=str(self.hooks)))
            hook.chmod(0o755)


@pytest.fixture
def watched(composite: Composite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.setenv("HOME", str(tmp_path))  # nobody's git configuration
    composite.more = {"GITHUB_SERVER_URL": "https://github.example", "HOME": str(tmp_path)}
    return Watched(composite, tmp_path)


def noted(path: Path) -> list[tuple[list[str], dict[str, str]]]:
    return [tuple(json.loads(line)) for line in path.read_text().splitlines()]


def holds_canary(value: Any) -> bool:
    return any(canary in repr(value) for canary in CANARIES)


def test_git_gets_it_by_the_environment_and_hooks_do_not(composite: Composite, watched: Watched) -> None:
    ran = composite.run(mode="commit", commit_with="git")
    assert not ran.failed, ran.log
    assert watched.hosted.text("main") == FRESH
    calls, hooks = noted(watched.calls), noted(watched.hooks)
    assert [words for words, _ in calls if holds_canary(words)] == []
    assert {words[1] for words, environment in calls if holds_canary(environment)} >= {"ls-remote", "fetch", "push"}
    assert not any(holds_canary(environment) for words, environment in calls if words[1] == "commit")
    assert not any("READMESYNC_TOKEN" in environment for _, environment in calls)
    assert {Path(words[0]).name for words, _ in hooks} >= {"pre-commit", "post-commit"}
    assert [words for words, environment in hooks if holds_canary(environment)] == []
    assert not holds_canary([ran, composite.notes.read_text()])


@pytest.mark.parametrize("through", ["api", "git"])
@pytest.mark.parametrize("mode", ["check", "commit", "pull-request"])
def test_it_is_in_no_file_no_address_and_no_body(  # noqa: PLR0913, PLR0917  fixtures and parameters
    composite: Composite, watched: Watched, world: World, tmp_path: Path, mode: str, through: str
) -> None:
    world.push("main", {"README.md": STALE})
    ran = composite.run(mode=mode, commit_with=through)
    assert ran.failed == (mode == "check"), ran.log
    assert not holds_canary(ran)
    watched.calls.unlink(missing_ok=True)  # ours
    files = [path for path in tmp_path.rglob("*") if path.is_file() and not path.is_symlink()]
    assert any(path.name == "config" for path in files)
    assert [path for path in files if any(canary.encode() in path.read_bytes() for canary in CANARIES)] == []
    assert not any(holds_canary((each.address, each.body)) for each in world.requests)
    assert all(TOKEN in each.token for each in world.requests)
