"""Whatever call fails, the file is as it was, no temporary file is left, and the error is one line."""

import errno
import fcntl
import itertools
import os
import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from readme_sync.errors import InputError, WriteError
from readme_sync.store import write_files as postponing
from readme_sync.store.write_files import update
from readme_sync.text import Source

OLD, NEW = b"old\n" * 100, b"new\n" * 120


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """In the background, shells let SIGINT be ignored; these tests need it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def write_new(document: Path) -> bool:
    return update(document, lambda _: Source(NEW.decode()))


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def facts(path: Path) -> tuple[int, ...]:
    status = os.stat(path)
    return status.st_ino, status.st_mode, status.st_mtime_ns, status.st_ctime_ns


def refusal(document: Path) -> str:
    """What `update` says; the file is as it was, and alone."""
    before = facts(document)
    descriptors = set(os.listdir("/proc/self/fd"))
    with pytest.raises(WriteError) as caught:
        write_new(document)
    assert (document.read_bytes(), facts(document)) == (OLD, before)
    assert os.listdir(document.parent) == ["README.md"]
    assert set(os.listdir("/proc/self/fd")) <= descriptors, "what other tests left open may be closed meanwhile"
    line = str(caught.value)
    assert line.startswith(f"{document}: could not be written and is unchanged: ")
    assert "\n" not in line
    return line.removeprefix(f"{document}: could not be written and is unchanged: ")


@pytest.mark.parametrize(
    ("call", "number", "hint"),
    [
        ("write", errno.ENOSPC, "free some space on the disk"),
        ("write", errno.EDQUOT, "free some of your quota"),
        ("write", errno.EFBIG, "raise the limit on file sizes (ulimit -f)"),
        ("write", errno.EIO, "check the disk"),
        ("fsync", errno.EIO, "check the disk"),
        ("fchmod", errno.EPERM, "allow new files in its directory, and the file to be replaced"),
        ("lseek", errno.ESPIPE, "correct that and run again"),
        ("replace", errno.EACCES, "allow new files in its directory"),
        ("replace", errno.EROFS, "the file system is read-only; use a writable copy"),
        ("replace", errno.EBUSY, "it is in use, or mounted by itself (as by Docker); mount its directory instead"),
        ("replace", errno.EXDEV, "correct that and run again"),
    ],
)
def test_a_call_fails(document: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, hint: str) -> None:
    monkeypatch.setattr(os, call, failing(number))
    assert refusal(document) == f"{os.strerror(number)}; {hint}"


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EMFILE])
def test_no_temporary_file(document: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "open", opening(number))
    assert os.strerror(number) in refusal(document)


def opening(number: int) -> Callable[..., int]:
    """`os.open` that makes no new file."""
    real = os.open

    def fake(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(number, os.strerror(number))
        return real(path, flags, mode)

    return fake


@pytest.mark.parametrize("trap", ["file", "link"])
def test_a_name_that_is_taken_is_not_written_to(document: Path, monkeypatch: pytest.MonkeyPatch, trap: str) -> None:
    other = document.parent.parent / f"{document.parent.name}-other"
    other.write_bytes(b"theirs")
    place = document.with_name("taken")
    if trap == "link":
        place.symlink_to(other)
    else:
        os.link(other, place)
    monkeypatch.setattr("readme_sync.store.write_files.temporary_path", lambda _: str(place))
    assert refusal(document) == "File exists; correct that and run again"
    assert other.read_bytes() == b"theirs"


def test_an_error_without_a_number(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        message = "gone"
        raise OSError(message)

    monkeypatch.setattr(os, "fsync", fail)
    assert refusal(document) == "gone; correct that and run again"


def test_the_disk_fills_in_the_middle(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    written: list[int] = []

    def short(descriptor: int, data: memoryview) -> int:
        if written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(real(descriptor, data[:100]))
        return written[0]

    monkeypatch.setattr(os, "write", short)
    assert refusal(document) == "No space left on device; free some space on the disk"


def test_short_writes_are_continued(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))
    assert write_new(document) is True
    assert document.read_bytes() == NEW


@pytest.mark.parametrize("damage", [lambda d: d[:-1], lambda d: d + b"x", lambda d: b"x" + d[1:]])
def test_what_does_not_read_back_is_not_used(
    document: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes]
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: (real(descriptor, damage(bytes(data))), len(data))[1])
    assert refusal(document) == "the written bytes do not read back; check the disk"


def test_an_interruption_leaves_nothing(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_new(document)
    assert (document.read_bytes(), os.listdir(document.parent)) == (OLD, ["README.md"])


def test_the_temporary_file_is_private_until_it_is_like_the_original(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    real_write, real_fsync = os.write, os.fsync

    def write(descriptor: int, data: memoryview) -> int:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real_write(descriptor, data)

    def fsync(descriptor: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        real_fsync(descriptor)

    monkeypatch.setattr(os, "write", write)
    monkeypatch.setattr(os, "fsync", fsync)
    write_new(document)
    assert modes[:2] == [0o600, 0o640]


def test_a_group_we_cannot_give_gets_no_rights_for_ours(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(document, 65534, 65533)
    document.chmod(0o764)
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM))
    assert write_new(document) is True
    assert stat.S_IMODE(os.stat(document).st_mode) == 0o744


def test_a_group_is_given_where_the_owner_cannot_be(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(document, 65534, 65533)
    real = os.fchown

    def like_a_member(descriptor: int, owner: int, group: int) -> None:
        if owner != -1:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        real(descriptor, owner, group)

    monkeypatch.setattr(os, "fchown", like_a_member)
    assert write_new(document) is True
    status = os.stat(document)
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (0, 65533, 0o640)


def test_an_owner_we_cannot_give_costs_nothing(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM))
    assert write_new(document) is True
    assert stat.S_IMODE(os.stat(document).st_mode) == 0o640


@pytest.mark.parametrize("call", ["listxattr", "getxattr", "setxattr"])
def test_attributes_we_cannot_copy_cost_nothing(document: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    monkeypatch.setattr(os, "listxattr", lambda _: ["user.note"])
    monkeypatch.setattr(os, call, failing(errno.ENOTSUP))
    assert write_new(document) is True


@pytest.mark.parametrize("missing", [["fchown", "fchmod"], ["listxattr"]], ids=["windows", "macos"])
def test_systems_that_lack_calls(document: Path, monkeypatch: pytest.MonkeyPatch, missing: list[str]) -> None:
    for name in missing:
        monkeypatch.delattr(os, name)
    assert write_new(document) is True
    assert document.read_bytes() == NEW


def directory_fails(monkeypatch: pytest.MonkeyPatch, call: str, number: int) -> None:
    """Lets `os.open` or `os.fsync` fail for directories."""
    real: Callable[..., Any] = getattr(os, call)

    def fake(what: Any, *rest: Any) -> Any:
        if stat.S_ISDIR(os.stat(what).st_mode) if os.path.lexists(what) else False:
            raise OSError(number, os.strerror(number))
        return real(what, *rest)

    monkeypatch.setattr(os, call, fake)


def test_a_directory_that_fails_to_sync_is_told(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory_fails(monkeypatch, "fsync", errno.EIO)
    monkeypatch.setattr(os.path, "lexists", lambda _: True)
    with pytest.raises(WriteError) as caught:
        write_new(document)
    assert str(caught.value) == (
        f"{document}: is written, but the disk did not confirm it: Input/output error; check the disk"
    )
    assert (document.read_bytes(), os.listdir(document.parent)) == (NEW, ["README.md"])


@pytest.mark.parametrize(
    ("call", "number"), [("fsync", errno.EINVAL), ("fsync", errno.ENOTSUP), ("open", errno.EACCES)]
)
def test_a_directory_that_cannot_be_synced_is_no_failure(
    document: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    directory_fails(monkeypatch, call, number)
    monkeypatch.setattr(os.path, "lexists", lambda what: isinstance(what, int) or os.access(what, os.F_OK))
    assert write_new(document) is True
    assert document.read_bytes() == NEW


CALLS = [
    "open",
    "read",
    "write",
    "fsync",
    "fchmod",
    "fchown",
    "lseek",
    "stat",
    "fstat",
    "listdir",
    "listxattr",
    "replace",
]


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ENOSPC, errno.ENOENT, errno.EINTR])
def test_each_call_fails_in_turn(document: Path, number: int) -> None:
    """The first call fails, then the second, ... until a run in which none is left to fail."""
    for turn in itertools.count(1):
        document.write_bytes(OLD)
        descriptors = os.listdir("/proc/self/fd")
        count = itertools.count(1)
        with pytest.MonkeyPatch.context() as patch:
            for owner, name in [*((os, name) for name in CALLS), (fcntl, "flock")]:
                patch.setattr(owner, name, counting(getattr(owner, name), count, turn, number))
            try:
                told, wrote = "", write_new(document)
            except (InputError, WriteError) as error:
                told, wrote = str(error), False
            last = next(count)
        assert document.read_bytes() == (NEW if wrote or "is written, but" in told else OLD), (turn, told)
        assert os.listdir(document.parent) == ["README.md"], (turn, told)
        assert os.listdir("/proc/self/fd") == descriptors, (turn, told)
        assert wrote or (told.startswith(f"{document}: ") and "\n" not in told)
        if last <= turn:
            break
    assert wrote
    assert turn > 20


def counting(real: Callable[..., Any], count: "itertools.count[int]", turn: int, number: int) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        if next(count) == turn:
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    return call


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_waits_for_the_write(document: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    seen: list[bytes] = []
    before = signal.signal(number, lambda *_: seen.append(document.read_bytes()))
    real = os.fsync

    def fsync(descriptor: int) -> None:
        signal.raise_signal(number)
        assert not seen
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    try:
        write_new(document)
        assert seen == [NEW, NEW]  # one for the file, one for the directory
    finally:
        signal.signal(number, before)


def test_a_signal_during_a_failed_write(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_: int) -> None:
        signal.raise_signal(signal.SIGINT)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(KeyboardInterrupt) as caught:
        write_new(document)
    assert isinstance(caught.value.__context__, WriteError)
    assert (document.read_bytes(), os.listdir(document.parent)) == (OLD, ["README.md"])


def test_ignored_signals_stay_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with postponing.postponed():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_handlers_come_back_though_one_raises() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with pytest.raises(KeyboardInterrupt), postponing.postponed():
        signal.raise_signal(signal.SIGINT)
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
