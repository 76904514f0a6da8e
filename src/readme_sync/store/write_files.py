"""Write a document to its file, all of it or nothing, under a lock; create files, never over another one.

The lock is `flock` on the document itself. No lock file appears in the user's repository, so none is committed by
mistake, none is left by a killed process, and a document in a read-only directory can be locked, too. The kernel
releases the lock when its holder ends, however it ends.

The writer replaces the file, so a process that waited for the lock gets it on a file that has no name any more. That is
why a lock is valid only if the path still leads to the locked file; otherwise it is released and the new file is tried.
Two processes cannot both hold a valid lock, which would need the same file. The new file cannot get the same inode
number either, as the waiting process keeps the old file open.

`flock` binds only programs that use it; a change by an editor is found by comparing. Without `flock` (Windows, where an
open file cannot be replaced anyway), a lock file is created exclusively; the system deletes it when it is closed.
"""

import binascii
import contextlib
import errno
import os
import re
import signal
import stat
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NamedTuple

from readme_sync.errors import WriteError
from readme_sync.store.read_files import FLAGS, MAX_BYTES, decoded, open_document, read_all, read_document, resolved
from readme_sync.text import Source

_FLAGS = (
    os.O_CREAT
    | os.O_EXCL
    | os.O_RDWR
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_NAME_BYTES = 180  # of the 255 that a name may have; the rest is for our own parts


def temporary_path(target: str) -> str:
    """Return a new name next to `target`: `.<name>.readme-sync-<pid>-<random>.tmp`."""
    directory, name = os.path.split(target)
    return os.path.join(directory, f".{_stem(name)}.readme-sync-{os.getpid()}-{os.urandom(4).hex()}.tmp")


def remove_stale(target: str) -> None:
    """Remove the temporary files of `target` that killed processes left; what cannot be removed stays.

    Only for the holder of the document's lock, which proves that they are not in use. A process with the id in their
    name proves nothing: process ids are reused, in containers all the time.
    """
    directory, name = os.path.split(target)
    ours = re.compile(rf"\.{re.escape(_stem(name))}\.readme-sync-\d+-[0-9a-f]{{8}}\.tmp")
    with contextlib.suppress(OSError):
        for entry in os.listdir(directory):
            if ours.fullmatch(entry):
                remove(os.path.join(directory, entry))


def remove(path: str) -> None:
    """Remove the file if it exists and can be removed."""
    with contextlib.suppress(OSError):
        os.unlink(path)


def fill(path: str, data: bytes, original: str, status: os.stat_result) -> None:
    """Create the file at `path` with the bytes `data`, synced to disk, with owner and permissions of `original`.

    Raises:
        OSError: anything failed; the file may exist, incomplete.
    """
    descriptor = os.open(path, _FLAGS, 0o600)  # unreadable for others until it has the permissions of the original
    try:
        _write_all(descriptor, data)
        _resemble(descriptor, original, status)
        os.fsync(descriptor)
        os.lseek(descriptor, 0, os.SEEK_SET)
        if read_all(descriptor, len(data) + 1) != data:
            raise OSError(errno.EIO, "the written bytes do not read back")
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _resemble(descriptor: int, original: str, status: os.stat_result) -> None:
    if not hasattr(os, "fchown"):  # Windows: the directory sets the permissions
        return
    mode = stat.S_IMODE(status.st_mode)
    if not _group_kept(descriptor, status):
        # The permissions were meant for another group: ours gets no more than all users.
        mode &= ~0o070 | (mode & 0o007) << 3
    _copy_attributes(descriptor, original)
    os.fchmod(descriptor, mode)  # last, as a new owner clears the set-id bits


def _group_kept(descriptor: int, status: os.stat_result) -> bool:
    """Set owner and group of the file, or at least the group; return whether it has the group."""
    for owner in (status.st_uid, -1):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, owner, status.st_gid)
            return True
    return os.fstat(descriptor).st_gid == status.st_gid


def _copy_attributes(descriptor: int, original: str) -> None:
    """Copy access lists and other extended attributes, as far as permitted."""
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(original):
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(original, name))


def _stem(name: str) -> str:
    """Return the name, shortened with a checksum if it is long, so that more can be added."""
    data = os.fsencode(name)
    if len(data) <= _NAME_BYTES:
        return name
    return f"{data[: _NAME_BYTES - 9].decode('utf-8', 'ignore')}-{binascii.crc32(data):08x}"


try:
    import fcntl
except ImportError:  # Windows
    HAS_FLOCK = False
else:
    HAS_FLOCK = True

WAIT = 10.0
"""How long to wait for another writer, in seconds."""

_PAUSE = 0.005
_LOCK_FILE_FLAGS = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_TEMPORARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Held(NamedTuple):
    """A locked document: its bytes, and the status of the file that they were read from."""

    data: bytes
    status: os.stat_result


@contextlib.contextmanager
def locked(target: str, shown: str) -> Iterator[Held]:
    """Lock the document at `target`, which is not a link, and read it.

    Raises:
        InputError: the document cannot be read.
        WriteError: another writer kept the lock for longer than `WAIT` seconds, or the file cannot be locked.
    """
    lock = _flocked if HAS_FLOCK else _lock_file_held
    with lock(target, shown) as held:
        yield held


@contextlib.contextmanager
def _flocked(target: str, shown: str) -> Iterator[Held]:
    descriptor = _waited_for(lambda: _flock_attempt(target, shown), shown)
    try:
        yield _read(descriptor, shown)
    finally:
        # Closing alone is not enough: a child that was forked meanwhile would keep the lock.
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def _flock_attempt(target: str, shown: str) -> int | None:
    """Return a descriptor of the file at `target` with its lock, None where another process has it."""
    try:
        return _flock(target, shown, os.O_RDONLY)
    except OSError as error:
        if error.errno != errno.EBADF:
            raise
        # NFS locks only files that are open for writing. Not everywhere, as it notifies programs that watch the file.
        return _flock(target, shown, os.O_RDWR)


def _flock(target: str, shown: str, flags: int) -> int | None:
    descriptor = open_document(target, shown, flags)
    counts = False
    try:
        with contextlib.suppress(BlockingIOError, FileNotFoundError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            counts = os.path.samestat(os.fstat(descriptor), os.stat(target))
    finally:
        if not counts:
            os.close(descriptor)
    return descriptor if counts else None


@contextlib.contextmanager
def _lock_file_held(target: str, shown: str) -> Iterator[Held]:
    directory, name = os.path.split(target)
    path = os.path.join(directory, f".{name}.readme-sync.lock")
    lock = _waited_for(lambda: _lock_file_attempt(path), shown)
    try:
        descriptor = open_document(target, shown)
        try:
            held = _read(descriptor, shown)
        finally:
            os.close(descriptor)
        yield held
    finally:
        os.close(lock)
        with contextlib.suppress(OSError):  # on Windows, closing it has deleted it
            os.unlink(path)


def _lock_file_attempt(path: str) -> int | None:
    try:
        return os.open(path, _LOCK_FILE_FLAGS, 0o600)
    except FileExistsError:
        return None
    except PermissionError:  # on Windows also for a file that is being deleted
        if os.name == "nt":
            return None
        raise


def _read(descriptor: int, shown: str) -> Held:
    data = read_document(descriptor, shown)
    try:
        return Held(data, os.fstat(descriptor))
    except OSError as error:
        raise _unlockable(error, shown) from error


def _unlockable(error: OSError, shown: str) -> WriteError:
    message = f"cannot be locked: {error.strerror or error}"
    return WriteError(message, path=shown, hint="move it to a file system with locks")


def _waited_for(attempt: Callable[[], int | None], shown: str) -> int:
    """Return the result of `attempt` as soon as it is not None."""
    deadline = time.monotonic() + WAIT
    while True:
        try:
            descriptor = attempt()
        except OSError as error:
            raise _unlockable(error, shown) from error
        if descriptor is not None:
            return descriptor
        if time.monotonic() >= deadline:
            message = f"has been locked by another writer for {WAIT:.0f} seconds"
            raise WriteError(message, path=shown, hint="run again when it is done")
        time.sleep(_PAUSE)


_HINTS = {
    errno.ENOSPC: "free some space on the disk",
    errno.EDQUOT: "free some of your quota",
    errno.EFBIG: "raise the limit on file sizes (ulimit -f)",
    errno.EACCES: "allow new files in its directory",
    errno.EPERM: "allow new files in its directory, and the file to be replaced",
    errno.EROFS: "the file system is read-only; use a writable copy",
    errno.EBUSY: "it is in use, or mounted by itself (as by Docker); mount its directory instead",
    errno.EIO: "check the disk",
    errno.EMFILE: "raise the limit on open files (ulimit -n)",
    errno.ENAMETOOLONG: "use a shorter path",
}


def not_written(error: OSError, shown: str) -> WriteError:
    """Return the error of a document that is unchanged, because of `error`."""
    message = f"could not be written and is unchanged: {error.strerror or error}"
    return WriteError(message, path=shown, hint=_hint(error))


def not_confirmed(error: OSError, shown: str) -> WriteError:
    """Return the error of a document that is written, but may be lost after a power failure."""
    message = f"is written, but the disk did not confirm it: {error.strerror or error}"
    return WriteError(message, path=shown, hint=_hint(error))


def _hint(error: OSError) -> str:
    return _HINTS.get(error.errno or 0, "correct that and run again")


# Signals wait while a file is written.

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))


@contextlib.contextmanager
def postponed() -> Iterator[None]:
    """Delay SIGINT, SIGTERM and SIGHUP to the end of the block.

    So no temporary file is left, and the exit status is that of a program that the signal ended. That is safer than an
    exception from a handler, which could come between any two instructions, even during the cleanup of another failure.
    Ignored signals stay ignored. Outside the main thread signals cannot be delayed; the next run removes what they
    leave.
    """
    arrived: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        arrived.append(number)

    with contextlib.ExitStack() as stack:
        stack.callback(_deliver, arrived)  # pushed first, called last
        for number in _SIGNALS:
            handler = signal.getsignal(number)
            if handler not in {None, signal.SIG_IGN}:  # None: not set by Python, which could not put it back
                stack.callback(_handle, number, handler)
                _handle(number, note)
        yield


def _handle(number: int, handler: Callable[[int, FrameType | None], object] | int | None) -> None:
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(number, handler)


def _deliver(arrived: list[int]) -> None:
    for number in arrived:
        signal.raise_signal(number)


Check = Callable[[Source, Source], None]


def update(path: str | os.PathLike[str], change: Callable[[Source], Source], *, check: Check | None = None) -> bool:
    """Write what `change` makes of the document at `path`, and return whether anything was written.

    `change` gets the document under the lock, so no update is lost. If it returns the same bytes, the file is not
    touched. Links are followed and kept; so are mode, owner, group and extended attributes, as far as permitted.
    `change` and `check` must not update the same document: that would be a deadlock.

    Args:
        path: the file.
        change: returns the new document, given the present one. If it raises, nothing is written.
        check: is called with both before anything is written; may raise to refuse.

    Raises:
        InputError: the document cannot be read.
        WriteError: the document cannot be written, and is unchanged. (In one case it is written, and the error says
            so: the disk did not confirm that the file was replaced.)
    """
    shown = os.fspath(path)
    target = resolved(shown)
    with locked(target, shown) as held:
        remove_stale(target)
        before = decoded(held.data, shown)
        after = change(before)
        data = held.data if after is before else _encoded(after, shown)
        if data == held.data:
            return False
        refuse_unfit(target, held.status, shown)
        if check is not None:
            check(before, after)
        with postponed():
            _replace(target, held, data, shown)
    return True


def _encoded(after: Source, shown: str) -> bytes:
    """Return the bytes of the new document, if they can be read again."""
    try:
        data = after.to_bytes()
    except UnicodeEncodeError as error:
        message = f"would contain U+{ord(error.object[error.start]):04X}, which is not a character"
        raise WriteError(message, path=shown, hint="leave it out of the new text") from error
    if b"\0" in data:
        raise WriteError("would contain NUL bytes", path=shown, hint="leave them out of the new text")
    if len(data) >= MAX_BYTES:
        message = f"would grow too large ({len(data) / 1e6:.0f} MB)"
        raise WriteError(message, path=shown, hint="split it")
    return data


def refuse_unfit(target: str, status: os.stat_result, shown: str) -> None:
    """Refuse files that could be replaced, but should not be."""
    # The mode, too: root may write everything, but a file without write permission is meant to stay.
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise WriteError("is read-only", path=shown, hint="make it writable (chmod u+w)")
    if status.st_nlink > 1:
        message = f"has {status.st_nlink} names (hard links), and replacing it would separate them"
        raise WriteError(message, path=shown, hint="make the others symbolic links")


def _replace(target: str, held: Held, data: bytes, shown: str) -> None:
    temporary = temporary_path(target)
    try:
        fill(temporary, data, target, held.status)
        _refuse_changed(target, held, shown)
        os.replace(temporary, target)
    except OSError as error:
        remove(temporary)
        raise not_written(error, shown) from error
    except BaseException:
        remove(temporary)
        raise
    try:
        _sync_directory(os.path.dirname(target))
    except OSError as error:
        raise not_confirmed(error, shown) from error


def _refuse_changed(target: str, held: Held, shown: str) -> None:
    """Refuse if a program that does not use the lock, such as an editor, changed the file since it was read."""
    if not _is_unchanged(target, held):
        raise WriteError("was changed by another program meanwhile", path=shown, hint="run again")


def _is_unchanged(target: str, held: Held) -> bool:
    try:
        descriptor = os.open(target, FLAGS | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        if not os.path.samestat(os.fstat(descriptor), held.status):
            return False
        return read_all(descriptor, len(held.data) + 1) == held.data
    finally:
        os.close(descriptor)


def _sync_directory(directory: str) -> None:
    try:
        descriptor = os.open(directory, os.O_RDONLY)
    except OSError:  # Windows; or a directory that may be written, but not read
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # the file system cannot do it
            raise
    finally:
        os.close(descriptor)


_FLAGS_WRITE_FILES = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def create(top: str, path: str, text: str) -> bool:
    """Create a file below a folder, and the folders that it needs; return False if it exists.

    Args:
        top: nothing is written outside of this folder.
        path: the file, from there, with `/`.
        text: its content.

    Raises:
        WriteError: it cannot be created; nothing is left then.
    """
    target = os.path.join(top, *path.split("/"))
    folder = os.path.dirname(target)
    if os.path.realpath(folder) != os.path.join(os.path.realpath(top), *path.split("/")[:-1]):
        raise WriteError("is behind a link", path=path, hint="create it by hand")
    if os.path.lexists(target):
        return False
    try:
        os.makedirs(folder, exist_ok=True)
        descriptor = os.open(target, _FLAGS_WRITE_FILES, 0o666)
    except FileExistsError:
        return False
    except OSError as error:
        raise WriteError(f"cannot be created: {error.strerror}", path=path, hint="allow writing there") from None
    try:
        with open(descriptor, "wb") as file:
            file.write(text.encode())
    except OSError as error:
        os.unlink(target)
        raise WriteError(f"cannot be written: {error.strerror}", path=path, hint="free some space") from None
    return True
