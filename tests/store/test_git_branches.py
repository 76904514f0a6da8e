"""Commits by git, against a bare repository on this machine."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hosted import Hosted, git

from readme_sync.errors import RemoteError
from readme_sync.store import git_branches
from readme_sync.store.branches import CommitRequest, MovedError
from readme_sync.store.git import run_git
from readme_sync.store.git_branches import GitBranches


@pytest.fixture
def hosted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hosted:
    monkeypatch.setenv("HOME", str(tmp_path))  # nobody's git configuration
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return Hosted(tmp_path)


@pytest.fixture
def branches(hosted: Hosted) -> GitBranches:
    return GitBranches(str(hosted.clone), "ghs_canary", "https://github.example")


def wish(onto: str | None, text: str = "1\n") -> CommitRequest:
    assert onto
    return CommitRequest(onto, "Update progress numbers", "Made by readme-sync.", {"README.md": text.encode()})


def test_reading_in_a_shallow_clone_at_no_branch(hosted: Hosted, branches: GitBranches) -> None:
    newer = hosted.push({"README.md": "newer\n", "docs/é è.md": "x\n"})
    assert branches.head("main") == newer
    assert branches.head("gone") is None
    assert branches.entries(newer, []) == {}
    found = branches.entries(newer, ["README.md", "docs/é è.md", "docs/none.md"])
    assert {path: entry.mode for path, entry in found.items()} == {
        "README.md": "100644",
        "docs/é è.md": "100644",
    }
    assert branches.content(found["README.md"]) == b"newer\n"
    assert branches.message(newer) == "a change"


def test_a_commit_that_is_there_is_not_fetched(hosted: Hosted, branches: GitBranches) -> None:
    here = git(hosted.clone, "rev-parse", "HEAD")
    newer = hosted.push({"README.md": "newer\n"})
    git(hosted.clone, "remote", "set-url", "origin", "/nowhere")
    assert branches.resolve(here) == here
    assert branches.resolve(newer) is None
    git(hosted.clone, "remote", "set-url", "origin", str(hosted.bare))
    assert branches.resolve(newer) == newer
    assert branches.resolve("main") == newer


@pytest.mark.parametrize(
    ("token", "server", "is_shown"),
    [
        ("ghs_canary", "https://github.example", True),
        ("ghs_canary", "http://github.example", False),
        ("ghs_canary", "", False),
        ("", "https://github.example", False),
    ],
)
def test_a_token_is_shown_over_https_only(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch, token: str, server: str, *, is_shown: bool
) -> None:
    seen = []

    def spy(arguments: Any, folder: str, environment: Any, data: bytes, seconds: int) -> Any:
        seen.append(any("AUTHORIZATION" in value for value in environment.values()))
        return run_git(arguments, folder, environment, data, seconds)

    monkeypatch.setattr(git_branches, "run_git", spy)
    GitBranches(str(hosted.clone), token, server).head("main")
    assert set(seen) == {is_shown}


def test_an_address_is_as_good_as_a_name(hosted: Hosted) -> None:
    branches = GitBranches(str(hosted.clone), remote=hosted.bare.as_uri())
    git(hosted.clone, "remote", "remove", "origin")
    made = branches.commit("main", wish(branches.head("main")))
    assert git(hosted.bare, "rev-parse", "main") == made.sha
    with pytest.raises(RemoteError, match="git remote failed"):
        GitBranches(str(hosted.clone))


def test_commit(hosted: Hosted, branches: GitBranches) -> None:
    (hosted.clone / "README.md").write_text("edited, and nobody's business\n")
    made = branches.commit("main", wish(branches.head("main")))
    assert git(hosted.bare, "rev-parse", "main") == made.sha
    assert made.verified is None
    assert hosted.text("main") == "1\n"
    assert git(hosted.bare, "log", "-1", "--format=%an %s", "main") == "github-actions[bot] Update progress numbers"
    assert (hosted.clone / "README.md").read_text() == "edited, and nobody's business\n"
    assert git(hosted.clone, "worktree", "list").count("\n") == 0


def test_configured_people_stay_who_they_are(hosted: Hosted, branches: GitBranches) -> None:
    git(hosted.clone, "config", "user.name", "Robot")
    git(hosted.clone, "config", "user.email", "robot@example.org")
    branches.commit("main", wish(branches.head("main")))
    assert git(hosted.bare, "log", "-1", "--format=%an <%ae>", "main") == "Robot <robot@example.org>"


def test_a_branch_that_moved(hosted: Hosted, branches: GitBranches) -> None:
    wanted = wish(branches.head("main"))
    hosted.push({"README.md": "somebody else's\n"})
    with pytest.raises(MovedError):
        branches.commit("main", wanted)
    assert hosted.text("main") == "somebody else's\n"


@pytest.mark.parametrize("change", ["delete", "reset"])
def test_a_branch_that_went_away_is_not_brought_back(hosted: Hosted, branches: GitBranches, change: str) -> None:
    first = git(hosted.bare, "rev-parse", "main")
    hosted.push({"README.md": "a mistake\n"})
    wanted = wish(branches.head("main"))
    if change == "delete":
        git(hosted.bare, "update-ref", "-d", "refs/heads/main")
    else:
        git(hosted.bare, "update-ref", "refs/heads/main", first)
    with pytest.raises(MovedError):
        branches.commit("main", wanted)
    assert git(hosted.bare, "for-each-ref", "--format=%(objectname)") == (first if change == "reset" else "")


@pytest.mark.parametrize("attributes", ["", "* text=auto\n", "*.md text eol=crlf\n"])
@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_line_ends_stay_whatever_git_makes_of_them(
    hosted: Hosted, branches: GitBranches, attributes: str, setting: str
) -> None:
    (hosted.other / ".gitattributes").write_text(attributes)
    blob = b"one\r\ntwo\r\n"
    hosted.push_bytes("README.md", blob)
    git(hosted.clone, "config", "core.autocrlf", setting)
    onto = branches.head("main")
    assert onto
    assert branches.content(branches.entries(onto, ["README.md"])["README.md"]) == blob
    wanted = CommitRequest(onto, "x", "", {"README.md": blob.replace(b"one", b"two")})
    made = branches.commit("main", wanted)
    assert branches.content(branches.entries(made.sha, ["README.md"])["README.md"]) == blob.replace(b"one", b"two")


def test_hooks_run_and_may_refuse(hosted: Hosted, branches: GitBranches) -> None:
    hosted.hook(hosted.clone / ".git", "pre-commit", "echo 'error: not on Mondays' >&2; exit 1")
    with pytest.raises(RemoteError, match=r"git commit was refused \(error: not on Mondays\)"):
        branches.commit("main", wish(branches.head("main")))
    assert hosted.text("main") == "one\n"
    assert git(hosted.clone, "worktree", "list").count("\n") == 0


def test_protected(hosted: Hosted, branches: GitBranches) -> None:
    hosted.hook(hosted.bare, "pre-receive", "echo 'error: GH006: Protected branch update failed' >&2; exit 1")
    with pytest.raises(RemoteError, match=r"the branch is protected .*; use mode: pull-request"):
        branches.commit("main", wish(branches.head("main")))


def test_replacing_and_deleting(hosted: Hosted, branches: GitBranches) -> None:
    first = branches.replace("readme-sync", None, wish(branches.head("main")))
    assert branches.head("readme-sync") == first.sha
    hosted.push({"other.md": "x\n"})
    onto = branches.head("main")
    second = branches.replace("readme-sync", first.sha, wish(onto, "11\n"))
    assert git(hosted.bare, "rev-parse", "readme-sync^") == onto
    with pytest.raises(MovedError):
        branches.replace("readme-sync", first.sha, wish(onto, "12\n"))
    assert branches.head("readme-sync") == second.sha
    with pytest.raises(MovedError):
        branches.delete("readme-sync", first.sha)
    branches.delete("readme-sync", second.sha)
    branches.delete("readme-sync", second.sha)
    assert branches.head("readme-sync") is None


def test_no_clone(tmp_path: Path) -> None:
    with pytest.raises(RemoteError, match="is not a clone; run actions/checkout before"):
        GitBranches(str(tmp_path))


def test_no_remote(hosted: Hosted) -> None:
    with pytest.raises(RemoteError, match="git remote failed"):
        GitBranches(str(hosted.clone), remote="upstream")


def test_a_remote_that_is_gone(hosted: Hosted, branches: GitBranches) -> None:
    hosted.bare.rename(hosted.bare.with_name("elsewhere"))
    with pytest.raises(RemoteError) as caught:
        branches.head("main")
    assert "\n" not in str(caught.value)


def test_the_token_is_in_no_argument_and_no_file(
    hosted: Hosted, branches: GitBranches, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real = subprocess.run

    def watched(command: list[str], **options: Any) -> Any:
        seen.extend(command)
        return real(command, **options)

    monkeypatch.setattr(subprocess, "run", watched)
    branches.commit("main", wish(branches.head("main")))
    assert "push" in seen
    assert not any("canary" in word for word in seen)
    assert "ghs_canary" not in (hosted.clone / ".git" / "config").read_text()


def test_credentials_in_an_address_are_not_shown(hosted: Hosted) -> None:
    git(hosted.clone, "remote", "set-url", "origin", "http://ada:secret@127.0.0.1:1/x.git")
    with pytest.raises(RemoteError, match="cannot be reached") as caught:
        GitBranches(str(hosted.clone)).head("main")
    assert "secret" not in str(caught.value)


def test_a_document_behind_a_link_is_not_written(hosted: Hosted, tmp_path: Path) -> None:
    (hosted.other / "link").symlink_to(tmp_path)
    hosted.push({"x.md": "x"})
    branches = GitBranches(str(hosted.clone))
    wanted = CommitRequest(str(branches.head("main")), "x", "", {"link/secret.md": b"x"})
    with pytest.raises(RemoteError, match=r"link/secret\.md is not a file of the branch"):
        branches.commit("main", wanted)
    assert not (tmp_path / "secret.md").exists()


def test_a_push_whose_answer_is_lost(hosted: Hosted, branches: GitBranches, monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.run

    def broken(command: list[str], **options: Any) -> Any:
        ran = real(command, **options)
        if command[1] == "push":
            ran.returncode, ran.stderr = 128, b"fatal: the remote end hung up unexpectedly"
        return ran

    monkeypatch.setattr(subprocess, "run", broken)
    made = branches.commit("main", wish(branches.head("main")))
    assert git(hosted.bare, "rev-parse", "main") == made.sha


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (FileNotFoundError(), "there is no git here; install it, or use commit-with: api"),
        (subprocess.TimeoutExpired("git", 300), "git ls-remote took more than 300 s; run again later"),
    ],
)
def test_no_git_or_one_that_hangs(
    branches: GitBranches, monkeypatch: pytest.MonkeyPatch, failure: Exception, said: str
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(subprocess, "run", failing)
    with pytest.raises(RemoteError) as caught:
        branches.head("main")
    assert str(caught.value) == said


def test_no_rights(hosted: Hosted, branches: GitBranches) -> None:
    hosted.hook(hosted.bare, "update", "echo 'error: Permission to notes.git denied to bot (403)' >&2; exit 1")
    with pytest.raises(RemoteError, match=r"git may not push \(.*403.*\); give the job permissions: contents: write"):
        branches.commit("main", wish(branches.head("main")))
