"""One writer at a time, without lock files.

The lock is `flock` on the document itself. No lock file appears in the user's repository, so none is committed by
mistake, none is left by a killed process, and a document in a read-only directory can be locked, too. The kernel
releases the lock when its holder ends, however it ends.

The writer replaces the file, so a process that waited for the lock gets it on a file that has no name any more. That is
why a lock is valid only if the path still leads to the locked file; otherwise it is released and the new file is tried.
Two processes cannot both hold a valid lock, which would need the same file. The new file cannot get the same inode
number either, as the waiting process keeps the old file open.

`flock` binds only programs that use it; a change by an editor is found by comparing (see `write_files`).

Without `flock` (Windows, where an open file cannot be replaced anyway), a lock file is created exclusively; the system
deletes it when it is closed.
"""

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from readme_sync.errors import WriteError
from readme_sync.store.read_files import open_document, read_document

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
