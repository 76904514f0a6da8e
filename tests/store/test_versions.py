"""Earlier versions of a document in git, and what is said where there are none."""

import subprocess
from pathlib import Path

import pytest
from hosted import git

from readme_sync.errors import InputError
from readme_sync.store import git as store_git
from readme_sync.store.git import (
    changed_since,
    files_at,
    files_below,
    list_index,
    log_of,
    merged_text,
    sides_of,
    time_of,
    version_of,
    versions_before,
)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with two versions under its name and one under another, in a repository without a remote."""
    top = tmp_path / "notes"
    subprocess.run(["git", "init", "-q", str(top)], check=True)
    git(top, "config", "user.name", "Ada")
    git(top, "config", "user.email", "ada@example.org")
    path = top / "README.md"
    for name, text in (("PLAN.md", "1/3\n"), ("README.md", "1/3\n"), ("README.md", "2/3\n")):
        (top / name).write_text(text)
        git(top, "add", name)
        git(top, "commit", "-qm", text.strip())
    return path


def test_versions(document: Path) -> None:
    assert version_of(str(document), "HEAD~1") == b"1/3\n"
    assert [data for _, data in versions_before(str(document), "HEAD", 9)] == [b"1/3\n"]
    (last, data), (_, first) = versions_before(str(document), "HEAD", 9, itself=True)
    assert (data, first) == (b"2/3\n", b"1/3\n")
    assert files_at(str(document), last) == ["PLAN.md", "README.md"]
    assert files_at(str(document), "0" * 40) == []
    assert list(versions_before(str(document), "nowhere", 9)) == []


def test_no_more_than_asked_for(document: Path) -> None:
    for number in range(3):
        document.write_text(f"{number}\n")
        git(document.parent, "commit", "-qam", "more")
    assert [data for _, data in versions_before(str(document), "HEAD", 2)] == [b"1\n", b"0\n"]
    assert list(versions_before(str(document), "HEAD", 0)) == []


def test_not_under_this_name(document: Path) -> None:
    with pytest.raises(InputError, match="is not in HEAD~2, at least not under this name"):
        version_of(str(document), "HEAD~2")


def test_removed_meanwhile(document: Path) -> None:
    """A version that removed the file ends what is known of it."""
    git(document.parent, "rm", "-q", "README.md")
    git(document.parent, "commit", "-qm", "gone")
    document.write_text("3/3\n")
    git(document.parent, "add", "README.md")
    git(document.parent, "commit", "-qm", "again")
    assert list(versions_before(str(document), "HEAD", 9)) == []


def test_a_shallow_clone_says_what_is_missing(document: Path, tmp_path: Path) -> None:
    clone = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{document.parent}", str(clone)], check=True)
    with pytest.raises(InputError, match="there is no revision 'HEAD~1' here; the clone is shallow: fetch more of it"):
        version_of(str(clone / "README.md"), "HEAD~1")


def test_outside_of_a_repository(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not in a git repository"):
        version_of(str(tmp_path / "README.md"), "HEAD")


def test_no_git(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="there is no git here; install it"):
        version_of(str(document), "HEAD^{tree}~0")


def test_a_git_that_does_not_end(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_git, "_HISTORY_SECONDS", 0)
    with pytest.raises(InputError, match="there is no revision 'HEAD~0~0' here"):
        version_of(str(document), "HEAD~0~0")


def test_all_versions(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = log_of(str(document))
    blobs = [one.blob for one in log.versions]
    assert [dict(log.contents(blobs))[blob] for blob in blobs] == [b"1/3\n", b"1/3\n", b"2/3\n"]
    assert (len(set(blobs)), set(log.sizes.values()), log.is_shallow) == (2, {4}, False)
    assert [one.time for one in log.versions] == sorted(one.time for one in log.versions)
    assert time_of(str(document), "HEAD") == log.versions[-1].time
    assert dict(log.contents(["0" * 40])) == {"0" * 40: "is not in this clone"}
    monkeypatch.setattr(store_git, "_MOST_BYTES", 3)
    assert dict(log.contents(blobs)) == dict.fromkeys(blobs, "is too large")
    monkeypatch.setattr(store_git, "_MOST_BYTES", 4)
    assert dict(log.contents(blobs[:1])) == {blobs[0]: b"1/3\n"}


def test_what_git_cannot_do(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(document)
    with pytest.raises(InputError, match="there is no revision 'nowhere' here; fetch it, or name another one"):
        log_of(path, "nowhere")
    with pytest.raises(InputError, match="no commit holds it"):
        log_of(f"{path}.new")
    done = store_git._git  # noqa: SLF001  what it says is changed
    monkeypatch.setattr(
        store_git,
        "_git",
        lambda top, *said, **more: None if "log" in said or "diff" in said else done(top, *said, **more),
    )
    with pytest.raises(InputError, match="git cannot list the versions; run git log"):
        log_of(path)
    with pytest.raises(InputError, match="git cannot compare the files with HEAD; run git status"):
        changed_since(str(document.parent), "HEAD")
    assert list(versions_before(path, "HEAD", 9)) == []


def test_an_index_that_is_none(document: Path) -> None:
    (document.parent / ".git" / "index").write_bytes(b"x" * 40)
    with pytest.raises(InputError, match="git cannot read the index of the repository; run git status"):
        list_index(str(document.parent))
    assert list_index(str(document.parent.parent)) is None


def test_files_without_git(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(document.parent)
    assert files_below(folder) == ["PLAN.md", "README.md"]
    assert files_below(str(document.parent.parent)) is None
    monkeypatch.setenv("PATH", "")
    assert files_below(folder) is None


def test_what_cannot_be_merged(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_bytes(b"\0" + name.encode())
    ours, base, theirs = (str(tmp_path / name) for name in "abc")
    with pytest.raises(InputError, match="git cannot merge it; it may not be text"):
        merged_text(ours, base, theirs, 7)


def test_what_changed_since(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = document.parent
    assert changed_since(str(top), "HEAD") == (str(top), [])
    document.write_text("3/3\n")
    (top / "new.md").write_text("x\n")
    assert changed_since(str(top), "HEAD") == (str(top), ["README.md"])
    git(top, "add", "new.md")
    (top / ".git" / "next").write_bytes((top / ".git" / "index").read_bytes())
    git(top, "reset", "-q")
    assert changed_since(str(top), "HEAD") == (str(top), ["README.md"])
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next")  # as git sets it for `git commit -a`
    assert changed_since(str(top), "HEAD") == (str(top), ["README.md", "new.md"])
    monkeypatch.setenv("GIT_INDEX_FILE", str(top.parent / "next"))  # of another repository
    assert changed_since(str(top), "HEAD") == (str(top), ["README.md"])


def test_files_where_the_index_is_none(document: Path) -> None:
    (document.parent / ".git" / "index").write_bytes(b"x" * 40)
    assert files_below(str(document.parent)) is None


def test_the_sides_of_a_conflict(document: Path) -> None:
    top = document.parent
    base = git(top, "rev-parse", "HEAD")
    for branch in ("left", "gone", "right"):
        git(top, "checkout", "-q", "-b", branch, base)
        document.write_text(f"{branch}\n")
        if branch == "gone":
            document.unlink()
        git(top, "commit", "-qam", branch)
    with pytest.raises(InputError, match="is not in conflict, or one side has no such file"):
        sides_of(str(document))
    subprocess.run(["git", "merge", "-q", "left"], cwd=top, capture_output=True, check=False)
    assert sides_of(str(document)) == (b"2/3\n", b"right\n", b"left\n")
    git(top, "reset", "-q", "--hard")
    subprocess.run(["git", "merge", "-q", "gone"], cwd=top, capture_output=True, check=False)
    with pytest.raises(InputError, match="is not in conflict, or one side has no such file"):
        sides_of(str(document))
