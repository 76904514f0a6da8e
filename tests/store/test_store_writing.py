"""`update` writes the whole document, and nothing else changes."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import readme_sync
from readme_sync.errors import InputError, ReadmeSyncError, RequestError, WriteError
from readme_sync.store import MAX_BYTES
from readme_sync.store import write_files as locking
from readme_sync.store import write_files as writing
from readme_sync.store.write_files import remove_stale, temporary_path, update
from readme_sync.text import Source


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_bytes(b"old\n")
    return path


def to_new(source: Source) -> Source:
    return Source(source.text.replace("old", "new"), source.path)


def facts(path: Path) -> tuple[int, ...]:
    """All that must not change of a file that is not written; reading it may change when it was read."""
    status = os.stat(path)
    return status.st_ino, status.st_mode, status.st_nlink, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def refusal(path: Path, new: str = "new\n", kind: type[ReadmeSyncError] = WriteError) -> str:
    """What `update` says; the file and its directory are as they were."""
    before = (path.read_bytes(), facts(path), os.listdir(path.parent))
    with pytest.raises(kind) as caught:
        update(path, lambda _: Source(new))
    assert (path.read_bytes(), facts(path), os.listdir(path.parent)) == before
    line = str(caught.value)
    assert line.startswith(f"{path}: ")
    assert "\n" not in line
    assert caught.value.hint
    return line.removeprefix(f"{path}: ")


def test_writes(document: Path) -> None:
    assert update(document, to_new) is True
    assert document.read_bytes() == b"new\n"
    assert os.listdir(document.parent) == ["README.md"]


def test_a_path_may_be_a_bare_name(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(document.parent)
    assert update("README.md", to_new) is True
    assert document.read_bytes() == b"new\n"


def test_an_empty_document_can_be_filled_and_emptied(document: Path) -> None:
    assert update(document, lambda _: Source("")) is True
    assert document.read_bytes() == b""
    assert update(document, lambda _: Source("a")) is True
    assert document.read_bytes() == b"a"


@pytest.mark.parametrize("same", [lambda s: s, lambda s: Source(s.text)], ids=["itself", "equal"])
def test_nothing_to_change(document: Path, same: Callable[[Source], Source]) -> None:
    os.utime(document, ns=(1, 1))
    before = facts(document)
    assert update(document, same) is False
    assert facts(document) == before


def test_nothing_to_change_in_what_cannot_be_written(document: Path) -> None:
    document.chmod(0o444)
    os.link(document, document.with_name("second"))
    assert update(document, lambda s: s) is False


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("last", [True, False], ids=["final", "no-final"])
def test_bytes_are_kept(document: Path, end: str, mark: str, last: bool) -> None:  # noqa: FBT001
    text = f"{mark}a{end}old \t{end}ä{end if last else ''}"
    document.write_bytes(text.encode())
    update(document, to_new)
    assert document.read_bytes() == text.replace("old", "new").encode()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o666, 0o755, 0o200 | 0o400, 0o4755])
@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_mode_is_kept(document: Path, mode: int, mask: int) -> None:
    document.chmod(mode)
    before = os.umask(mask)
    try:
        update(document, to_new)
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(document).st_mode) == mode


def test_owner_and_group_are_kept(document: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(document, 65534, 65533)
    document.chmod(0o660)
    update(document, to_new)
    status = os.stat(document)
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (65534, 65533, 0o660)


def test_attributes_are_kept(document: Path) -> None:
    try:
        os.setxattr(document, "user.note", b"mine")
    except OSError as error:
        pytest.skip(f"the file system has no attributes: {error}")
    update(document, to_new)
    assert os.getxattr(document, "user.note") == b"mine"


def test_links_stay(document: Path) -> None:
    elsewhere = document.parent / "docs"
    elsewhere.mkdir()
    first = elsewhere / "first.md"
    first.symlink_to("../README.md")
    second = document.with_name("second.md")
    second.symlink_to(first)
    assert update(second, to_new) is True
    assert document.read_bytes() == b"new\n"
    assert not document.is_symlink()
    assert os.readlink(first) == "../README.md"
    assert os.readlink(second) == str(first)
    assert os.listdir(elsewhere) == ["first.md"]


def test_hard_links_are_refused(document: Path) -> None:
    os.link(document, document.with_name("second.md"))
    assert refusal(document).startswith("has 2 names (hard links), and replacing it would separate them; ")


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555])
def test_read_only_is_refused_even_to_root(document: Path, mode: int) -> None:
    document.chmod(mode)
    assert refusal(document) == "is read-only; make it writable (chmod u+w)"


def test_not_writable_for_us_is_refused(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "is read-only" in refusal(document)


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("a\ud800", "would contain U+D800, which is not a character; leave it out of the new text"),
        ("a\0", "would contain NUL bytes; leave them out of the new text"),
    ],
    ids=["surrogate", "nul"],
)
def test_what_could_not_be_read_again_is_refused(document: Path, new: str, message: str) -> None:
    assert refusal(document, new) == message


def test_growing_too_large_is_refused(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_BYTES == 100_000_000
    monkeypatch.setattr(writing, "MAX_BYTES", 5)
    assert refusal(document, "12345") == "would grow too large (0 MB); split it"
    assert update(document, lambda _: Source("1234")) is True


@pytest.mark.parametrize("data", [b"a\0b", b"\xff\xfea\0", b"a\xff"], ids=["nul", "utf-16", "latin"])
def test_what_is_no_text_is_untouched(document: Path, data: bytes) -> None:
    document.write_bytes(data)
    with pytest.raises(InputError) as caught:
        update(document, to_new)
    assert str(document) in str(caught.value)
    assert document.read_bytes() == data


@pytest.mark.parametrize("name", ["no.md", "a\0b"], ids=["missing", "impossible"])
def test_what_is_not_there_is_not_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        update(tmp_path / name, to_new)
    assert os.listdir(tmp_path) == []


def test_a_path_that_cannot_be_followed(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> str:
        raise OSError(5, "no such network")

    monkeypatch.setattr(os.path, "realpath", fail)
    assert "cannot be read: no such network" in refusal(document, kind=InputError)


def test_check_sees_both_and_comes_before_writing(document: Path) -> None:
    seen: list[tuple[str, str, str | None, bytes]] = []

    def check(before: Source, after: Source) -> None:
        seen.append((before.text, after.text, before.path, document.read_bytes()))

    update(document, to_new, check=check)
    assert seen == [("old\n", "new\n", str(document), b"old\n")]


def test_check_is_not_asked_when_nothing_changes(document: Path) -> None:
    def check(_before: Source, _after: Source) -> None:
        raise AssertionError

    assert update(document, lambda s: s, check=check) is False


def refuse(_: Source) -> Source:
    message = "no row like that"
    raise RequestError(message)


def refuse_both(_before: Source, after: Source) -> None:
    refuse(after)


def test_check_may_refuse(document: Path) -> None:
    before = facts(document)
    with pytest.raises(RequestError):
        update(document, to_new, check=refuse_both)
    assert (facts(document), os.listdir(document.parent)) == (before, ["README.md"])
    assert update(document, to_new) is True  # the lock is free again


def test_change_may_refuse(document: Path) -> None:
    before = facts(document)
    with pytest.raises(RequestError):
        update(document, refuse)
    assert (facts(document), os.listdir(document.parent)) == (before, ["README.md"])
    assert update(document, to_new) is True


EDITORS = {
    "overwrites": "printf its >README.md",
    "appends": "printf more >>README.md",
    "replaces": "cp README.md other.md && mv other.md README.md",  # same bytes, but not the locked file
    "removes": "rm README.md",
    "links": "cp README.md other.md && ln -sf other.md README.md",
    "moves and links": "mv README.md other.md && ln -s other.md README.md",
    "makes a FIFO": "rm README.md && mkfifo README.md",
}


def state(directory: Path) -> list[tuple[str, int, bytes]]:
    """What is in the directory: names, kinds, and bytes."""
    paths = sorted(directory.iterdir())
    return [(path.name, path.lstat().st_mode, path.read_bytes() if path.is_file() else b"") for path in paths]


@pytest.mark.parametrize("how", EDITORS)
def test_an_editor_that_wrote_meanwhile_wins(document: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    after_it: list[tuple[str, int, bytes]] = []

    def change(source: Source) -> Source:
        subprocess.run(["sh", "-c", EDITORS[how]], cwd=document.parent, check=True)
        after_it.extend(state(document.parent))
        return to_new(source)

    # A file that is gone is no writable file either; here the last look has to find it.
    monkeypatch.setattr(os, "access", lambda *_: True)
    with pytest.raises(WriteError) as caught:
        update(document, change)
    assert str(caught.value) == f"{document}: was changed by another program meanwhile; run again"
    assert state(document.parent) == after_it


def test_temporary_files_of_the_dead_are_removed_those_of_others_stay(document: Path) -> None:
    stale = [temporary_path(str(document)), f"{document.parent}/.README.md.readme-sync-1-0123abcd.tmp"]
    kept = [
        ".OTHER.md.readme-sync-1-0123abcd.tmp",
        ".README.md.readme-sync-1-0123abcd.tmp2",
        ".README_md.readme-sync-1-0123abcd.tmp",
        ".README.md.readme-sync-x-0123abcd.tmp",
        "README.md~",
    ]
    for name in [*stale, *(str(document.with_name(name)) for name in kept)]:
        Path(name).write_bytes(b"half")
    directory = Path(f"{document.parent}/.README.md.readme-sync-2-0123abcd.tmp")
    directory.mkdir()  # cannot be removed like a file, and stops nothing
    assert update(document, lambda s: s) is False
    assert sorted(os.listdir(document.parent)) == sorted([*kept, "README.md", directory.name])


def test_a_directory_that_cannot_be_listed_is_no_failure(tmp_path: Path) -> None:
    remove_stale(str(tmp_path / "no" / "README.md"))


def test_temporary_names(tmp_path: Path) -> None:
    name = os.path.basename(temporary_path(str(tmp_path / "README.md")))
    assert name.startswith(f".README.md.readme-sync-{os.getpid()}-")
    assert name.endswith(".tmp")
    assert temporary_path("/a/b") != temporary_path("/a/b")


@pytest.mark.parametrize("name", ["ä" * 127, "x" * 255, "x" * 180, "x" * 181], ids=["utf-8", "255", "180", "181"])
def test_long_names(tmp_path: Path, name: str) -> None:
    document = tmp_path / name
    document.write_bytes(b"old\n")
    twin = tmp_path / (name[:-1] + "y")
    stale, of_twin = Path(temporary_path(str(document))), Path(temporary_path(str(twin)))
    stale.write_bytes(b"half")
    of_twin.write_bytes(b"half")
    assert update(document, to_new) is True
    assert sorted(os.listdir(tmp_path)) == sorted([name, of_twin.name])


def test_from_a_thread(document: Path) -> None:
    done: list[bool] = []
    thread = threading.Thread(target=lambda: done.append(update(document, to_new)))
    thread.start()
    thread.join()
    assert done == [True]
    assert document.read_bytes() == b"new\n"


def test_no_descriptor_is_left(document: Path) -> None:
    before = set(os.listdir("/proc/self/fd"))
    update(document, to_new)
    update(document, lambda s: s)
    document.chmod(0o444)
    refusal(document, "newer\n")
    assert set(os.listdir("/proc/self/fd")) <= before


def test_no_heavy_imports() -> None:
    """The store is loaded at every start of the command line."""
    load = "import os, sys, readme_sync.text as _; a = set(sys.modules); import readme_sync.store.write_files"
    code = f"{load}; print(*set(sys.modules) - a)"
    environment = {**os.environ, "PYTHONPATH": str(Path(str(readme_sync.__file__)).parents[1])}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    others = {name for name in done.stdout.split() if not name.startswith("readme_sync.")}
    frozen = {"importlib", "importlib._bootstrap", "importlib._bootstrap_external"}  # every Python has them in memory
    assert others - frozen <= {"fcntl", "errno", "signal", "binascii", "contextlib", "time"}
    assert locking.HAS_FLOCK
