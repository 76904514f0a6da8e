"""One writer at a time."""

import errno
import fcntl
import os
import runpy
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import readme_sync
from readme_sync.errors import InputError, WriteError
from readme_sync.store import write_files as locking
from readme_sync.store.write_files import update
from readme_sync.text import Source

SOURCE = str(Path(str(readme_sync.__file__)).parents[1])


@pytest.fixture(params=["flock", "lock-file"])
def document(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document, once with each kind of lock."""
    monkeypatch.setattr(locking, "HAS_FLOCK", request.param == "flock")
    path = tmp_path / "README.md"
    path.write_bytes(b"0")
    return path


def one_more(source: Source) -> Source:
    return Source(str(int(source.text) + 1))


def names(document: Path) -> list[str]:
    return os.listdir(document.parent)


def test_a_locked_document_is_waited_for_and_then_refused(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "WAIT", 0.05)
    with locking.locked(str(document), "x"):
        started = time.monotonic()
        with pytest.raises(WriteError) as caught:
            update(document, one_more)
        assert 0.05 <= time.monotonic() - started < 2
    assert str(caught.value) == (
        f"{document}: has been locked by another writer for 0 seconds; run again when it is done"
    )
    assert update(document, one_more) is True
    assert (document.read_bytes(), names(document)) == (b"1", ["README.md"])


def test_waits_ten_seconds() -> None:
    assert locking.WAIT == 10


def test_the_document_is_read_under_the_lock(document: Path) -> None:
    """Who waited sees what the other wrote, though the file it waited for is gone."""
    inside, waiting = threading.Event(), threading.Event()
    seen: list[str] = []

    def first(source: Source) -> Source:
        inside.set()
        waiting.wait(5)
        time.sleep(0.05)
        return one_more(source)

    def second(source: Source) -> Source:
        seen.append(source.text)
        return one_more(source)

    thread = threading.Thread(target=update, args=(document, first))
    thread.start()
    inside.wait(5)
    waiting.set()
    update(document, second)
    thread.join()
    assert (seen, document.read_bytes(), names(document)) == (["1"], b"2", ["README.md"])


def test_threads_lose_nothing(document: Path) -> None:
    def work() -> None:
        for _ in range(20):
            update(document, one_more)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (document.read_bytes(), names(document)) == (b"80", ["README.md"])


def test_a_document_that_vanishes(document: Path) -> None:
    document.unlink()
    with pytest.raises(InputError, match="does not exist"):
        update(document, one_more)
    assert names(document) == []


@pytest.mark.parametrize("document", ["flock"], indirect=True)
def test_a_document_that_vanishes_while_it_is_locked(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(*_: object) -> None:
        document.unlink(missing_ok=True)

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(InputError, match="does not exist"):
        update(document, one_more)


@pytest.mark.parametrize("document", ["flock"], indirect=True)
def test_a_lock_on_a_replaced_file_does_not_count(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempts: list[int] = []
    flock = fcntl.flock

    def replaced_meanwhile(descriptor: int, operation: int) -> None:
        flock(descriptor, operation)
        if operation != fcntl.LOCK_UN:
            attempts.append(descriptor)
        if len(attempts) == 1:
            other = document.with_name("other")
            other.write_bytes(b"7")
            other.replace(document)

    monkeypatch.setattr(fcntl, "flock", replaced_meanwhile)
    assert update(document, one_more) is True
    assert document.read_bytes() == b"8"
    assert len(attempts) == 2


@pytest.mark.parametrize("document", ["flock"], indirect=True)
def test_a_child_that_was_forked_meanwhile_does_not_keep_the_lock(document: Path) -> None:
    with locking.locked(str(document), "x"):
        ours = [int(name) for name in os.listdir("/proc/self/fd") if leads_to(int(name), document)]
        copies = [os.dup(descriptor) for descriptor in ours]  # as a child has them
    try:
        assert len(copies) == 1
        with document.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(copies[0])


def leads_to(descriptor: int, document: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(document))
    except OSError:  # that of the listing itself is closed by now
        return False


@pytest.mark.parametrize("document", ["flock"], indirect=True)
def test_nfs_locks_what_is_open_for_writing(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flock = fcntl.flock

    def like_nfs(descriptor: int, operation: int) -> None:
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", like_nfs)
    before = os.listdir("/proc/self/fd")
    assert update(document, one_more) is True
    assert os.listdir("/proc/self/fd") == before


@pytest.mark.parametrize("document", ["flock"], indirect=True)
def test_no_locks_here(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(descriptor: int, _: int) -> None:
        assert fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(WriteError) as caught:
        update(document, one_more)
    assert str(caught.value) == (
        f"{document}: cannot be locked: No locks available; move it to a file system with locks"
    )
    assert (document.read_bytes(), names(document)) == (b"0", ["README.md"])


@pytest.mark.parametrize("document", ["lock-file"], indirect=True)
@pytest.mark.parametrize("system", ["nt", "posix"])
def test_a_lock_file_that_cannot_be_made(document: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(locking, "WAIT", 0.02)
    monkeypatch.setattr(os, "open", denied)
    monkeypatch.setattr(os, "name", system)
    with pytest.raises(WriteError) as caught:
        update(str(document), one_more)
    monkeypatch.undo()
    assert ("locked by another" if system == "nt" else "cannot be locked: Permission denied") in str(caught.value)


def test_knows_that_there_is_no_fcntl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    assert runpy.run_path(str(locking.__file__))["HAS_FLOCK"] is False


def test_imports_and_writes_without_fcntl(tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_bytes(b"0")
    code = (
        "import sys; sys.modules['fcntl'] = None\n"
        "from readme_sync.store import write_files as locking\n"
        "from readme_sync.store.write_files import update\n"
        "from readme_sync.text import Source\n"
        "assert not locking.HAS_FLOCK\n"
        "assert update(sys.argv[1], lambda s: Source('1'))\n"
    )
    subprocess.run([sys.executable, "-c", code, str(document)], check=True, env={**os.environ, "PYTHONPATH": SOURCE})
    assert (document.read_bytes(), names(document)) == (b"1", ["README.md"])
