"""Where a repository comes from is read from git's configuration, whoever has written it."""

import errno
import os
import subprocess
import time
from pathlib import Path

import pytest

from readme_sync.store import github_access
from readme_sync.store.github_access import Origin, origin_at, origin_of

HERE = Origin("github.com", "ada/notes")


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("git@github.com:ada/notes.git", HERE),
        ("github.com:ada/notes", HERE),
        ("org-7@GitHub.com:/ada/notes/", HERE),
        ("https://github.com/ada/notes", HERE),
        ("https://github.com/ada/notes.git/", Origin("github.com", "ada/notes")),
        ("https://ada:ghp_canary@github.com:443/ada/notes.git", HERE),
        ("ssh://git@github.com/ada/notes.git", HERE),
        ("ssh://git@ssh.github.com:443/ada/notes.git", HERE),
        ("git://github.com/ada/notes.git", HERE),
        ("https://ghe.example/ada/no.tes", Origin("ghe.example", "ada/no.tes")),
        ("git@work:ada/notes.git", Origin("work", "ada/notes")),
        ("https://github.com/ada", None),
        ("https://github.com/a/b/c", None),
        ("https://github.com/ada/..", None),
        ("https://github.com/../x", None),
        ("https://github.com/ada/notes?x", HERE),
        ("https://[::1/ada/notes", None),
        ("https:///ada/notes", None),
        ("file:///srv/ada/notes.git", None),
        ("ext::sh -c ada/notes", None),
        ("/srv/ada/notes.git", None),
        ("../notes.git", None),
        ("git@github.com:ada/no tes", None),
        ("git@github.com:ada/notes\n.git", None),
        ("", None),
    ],
)
def test_addresses(address: str, origin: Origin | None) -> None:
    assert origin_at(address) == origin


def config(folder: Path, text: str | bytes) -> Path:
    (folder / ".git").mkdir(exist_ok=True)
    (folder / ".git" / "config").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.mark.parametrize(
    "text",
    [
        '[remote "origin"]\n\turl = git@github.com:ada/notes.git\n',
        '[REMOTE "origin"]\r\n  URL="https://github.com/ada/notes" ; mine\r\n',
        '[remote "origin"] url = https://github.com/ada/notes # mine',
        '[remote "origin"]\n\turl = https://github.com/\\\nada/notes\n\turl = https://x.example/b/c\n',
        '[remote "fork"]\n\turl = https://github.com/b/c\n[remote "origin"]\n\tfetch = +x\nurl = github.com:ada/notes',
        '[core]\n\turl = x\n[remote "Origin"]\nurl=y:b/c\n[remote "origin"]\npushurl = x\nurl = github.com:ada/notes\n',
    ],
)
def test_configurations(tmp_path: Path, text: str) -> None:
    (tmp_path / "docs").mkdir()
    assert origin_of(str(config(tmp_path, text) / "docs")) == HERE


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[remote "upstream"]\n\turl = git@github.com:ada/notes.git\n',
        '[remote "origin"]\n[branch "main"]\n\turl = git@github.com:ada/notes.git\n',
        '[remote "origin"]\n\turl\n',
        '[remote "origin"\n\turl = git@github.com:ada/notes.git\n',
        '; [remote "origin"]\n\turl = git@github.com:ada/notes.git\n',
        '[remote "origin"]\n\turl = "git@github.com:ada/no\\"tes"\n',
        b"\xff\xfe\0",
        b"#" * 1_000_001 + b'\n[remote "origin"]\nurl = github.com:ada/notes\n',
    ],
)
def test_configurations_without_one(tmp_path: Path, text: str | bytes) -> None:
    assert origin_of(str(config(tmp_path, text))) is None


def test_a_hostile_configuration_is_read_in_linear_time(tmp_path: Path) -> None:
    started = time.monotonic()
    origin_of(str(config(tmp_path, '[remote "' + "\\a" * 400_000 + "\n" + "[" * 100_000)))
    assert time.monotonic() - started < 2


def test_no_repository_and_no_configuration(tmp_path: Path) -> None:
    assert origin_of(str(tmp_path)) is None
    (tmp_path / ".git").mkdir()
    assert origin_of(str(tmp_path)) is None


def test_a_pipe_for_a_configuration_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / ".git" / "config")
    assert origin_of(str(tmp_path)) is None


def test_what_git_itself_writes_in_a_worktree_and_nothing_is_run(tmp_path: Path) -> None:
    main, other = tmp_path / "main", tmp_path / "other"
    for command in (
        ["init", "-q", str(main)],
        ["-C", str(main), "remote", "add", "origin", "git@github.com:ada/notes.git"],
        ["-C", str(main), "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "--allow-empty", "-m", "x"],
        ["-C", str(main), "worktree", "add", "-q", str(other)],
        ["-C", str(main), "config", "core.fsmonitor", "touch ran"],
        ["-C", str(main), "config", "core.sshCommand", "touch ran"],
    ):
        subprocess.run(["git", *command], check=True, capture_output=True, timeout=60)
    assert origin_of(str(main)) == origin_of(str(other)) == HERE
    assert not list(tmp_path.rglob("ran"))


@pytest.mark.parametrize("text", ["gitdir: nowhere", "gitdir:", "x", ""])
def test_a_file_for_git_that_leads_nowhere(tmp_path: Path, text: str) -> None:
    (tmp_path / ".git").write_text(text)
    assert origin_of(str(tmp_path)) is None


def test_a_configuration_of_the_most_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[remote "origin"]\n\turl = git@github.com:ada/notes.git\n'
    monkeypatch.setattr(github_access, "_MOST_OF_GIT", len(text))
    assert origin_of(str(config(tmp_path, text))) == HERE
    assert origin_of(str(config(tmp_path, text + "\n"))) is None


def test_a_configuration_on_a_broken_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    config(tmp_path, '[remote "origin"]\n\turl = git@github.com:ada/notes.git\n')
    assert origin_of(str(tmp_path)) == HERE
    monkeypatch.setattr(github_access, "read_all", fail)
    assert origin_of(str(tmp_path)) is None
