"""`commit-with: git`: a bare repository in place of GitHub's, and no API but for pull requests."""

from pathlib import Path

import pytest
from action_running import FRESH, STALE, Action
from github_server import World
from hosted import Hosted, git

from readme_sync.store.git_branches import GitBranches


@pytest.fixture
def hosted(action: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hosted:
    """The workspace is a shallow clone, at no branch."""
    monkeypatch.setenv("HOME", str(tmp_path))  # nobody's git configuration
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    hosted = Hosted(tmp_path)
    action.workspace = hosted.clone
    action.environment["GITHUB_WORKSPACE"] = str(hosted.clone)
    return hosted


def publish(hosted: Hosted, text: str) -> None:
    hosted.push({"README.md": text})
    git(hosted.clone, "fetch", "-q", "--depth=1", "origin", "main")
    git(hosted.clone, "checkout", "-q", "--detach", "FETCH_HEAD")


def test_a_stale_document_is_committed_and_the_second_run_changes_nothing(
    action: Action, hosted: Hosted, world: World
) -> None:
    publish(hosted, STALE)
    ran = action.run(mode="commit", commit_with="git")
    assert (ran.code, ran.errors) == (0, [])
    assert hosted.text("main") == FRESH
    assert ran.outputs["commit-sha"] == git(hosted.bare, "rev-parse", "main")
    assert ran.outputs["commit-verified"] == ""
    assert (hosted.clone / "README.md").read_text() == STALE  # the working tree of the job is not touched
    again = action.run(mode="commit", commit_with="git")
    assert (again.code, again.outputs["changed"], world.requests) == (0, "false", [])


def test_what_others_did_meanwhile_stays(action: Action, hosted: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(hosted, STALE)
    real, left = GitBranches.commit, ["- [x] hoe"]

    def slow(self: GitBranches, branch: str, wish: object) -> object:
        if left:
            hosted.push({"README.md": STALE.replace("- [ ] hoe", left.pop())})
        return real(self, branch, wish)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(GitBranches, "commit", slow)
    assert action.run(mode="commit", commit_with="git").code == 0
    assert hosted.text("main") == FRESH.replace("- [ ] hoe", "- [x] hoe")


def test_one_pull_request_is_opened_updated_closed(action: Action, hosted: Hosted, world: World) -> None:
    publish(hosted, STALE)
    assert action.run(mode="pull-request", commit_with="git").code == 0
    assert hosted.text("readme-sync") == FRESH
    assert [pull["state"] for pull in world.pulls] == ["open"]
    first = git(hosted.bare, "rev-parse", "readme-sync")
    assert action.run(mode="pull-request", commit_with="git").code == 0
    assert git(hosted.bare, "rev-parse", "readme-sync") == first
    publish(hosted, STALE + "- [ ] rest (stale)\n")
    assert action.run(mode="pull-request", commit_with="git").code == 0
    assert hosted.text("readme-sync") == FRESH + "- [ ] rest (fresh)\n"
    publish(hosted, FRESH)
    assert action.run(mode="pull-request", commit_with="git").code == 0
    assert [pull["state"] for pull in world.pulls] == ["closed"]
    assert git(hosted.bare, "branch", "--list", "readme-sync") == ""


def test_a_hostile_clone_starts_no_program(action: Action, hosted: Hosted, tmp_path: Path) -> None:
    """What a pull request can bring: attributes, and hooks in a folder of its own, which nothing names."""
    publish(hosted, STALE)
    canary = tmp_path / "canary"
    hosted.push({
        ".gitattributes": "* filter=evil diff=evil\n",
        ".githooks": "x",
        ".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch {canary}"\n',
    })  # fmt: skip
    git(hosted.clone, "config", "core.fsmonitor", f"touch {canary}")
    assert action.run(mode="commit", commit_with="git").code == 0
    assert not canary.exists()


@pytest.mark.parametrize("url", ["ext::sh -c 'touch canary'", "file:///nowhere"])
def test_a_remote_that_is_none(action: Action, hosted: Hosted, url: str) -> None:
    publish(hosted, STALE)
    git(hosted.clone, "remote", "set-url", "origin", url)
    ran = action.run(mode="commit", commit_with="git")
    assert (ran.code, len(ran.errors)) == (2, 1)
    assert not (hosted.clone / "canary").exists()
