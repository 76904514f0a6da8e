"""One writer at a time, without litter.

The lock is `flock` on the document itself. No lock file appears in the user's repository, so none is committed by
mistake, none is left by a killed process, and a document in a directory that only its reader may see can be locked too.
The kernel gives the lock back when its holder dies, however it dies.

Its trap: the writer replaces the file, so who waited for the lock gets it on a file that has no name any more. That is
why a lock counts only if the path still leads to the locked file; otherwise it is given back and the new file is tried.
While one process holds a counting lock, no other can: it would need the same file. A file number cannot be taken over
by the new file either, as the waiting process keeps the old one open.

`flock` binds only those who ask for it; that an editor wrote meanwhile is found by comparing (see `writing`).

Where there is no `flock` (Windows, where an open file cannot be replaced anyway), a lock file is created exclusively,
to be deleted by the system when it is closed.
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
    """A document that nobody else who asks for the lock can change: its bytes, and the file they were read from."""

    data: bytes
    status: os.stat_result


@contextlib.contextmanager
def locked(target: str, shown: str) -> Iterator[Held]:
    """Keeps other writers from the document at `target`, which is no link, and reads it.

    Raises:
        InputError: the document cannot be read.
        WriteError: another writer kept the lock for longer than `WAIT` seconds, or the file cannot be locked.
    """
    by = _flocked if HAS_FLOCK else _lock_file_held
    with by(target, shown) as held:
        yield held


@contextlib.contextmanager
def _flocked(target: str, shown: str) -> Iterator[Held]:
    descriptor = _waited_for(lambda: _flock_attempt(target, shown), shown)
    try:
        yield _read(descriptor, shown)
    finally:
        # Not by closing alone: a child that was forked meanwhile would keep the lock.
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def _flock_attempt(target: str, shown: str) -> int | None:
    """A descriptor of the file at `target` with its lock, or None where another has it."""
    try:
        return _flock(target, shown, os.O_RDONLY)
    except OSError as error:
        if error.errno != errno.EBADF:
            raise
        # NFS locks only what is open for writing. Not done everywhere: it wakes those who watch the file for writers.
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
        with contextlib.suppress(OSError):  # on Windows, closing has deleted it
            os.unlink(path)


def _lock_file_attempt(path: str) -> int | None:
    try:
        return os.open(path, _LOCK_FILE_FLAGS, 0o600)
    except FileExistsError:
        return None
    except PermissionError:  # Windows says so of a file that is just being deleted
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
    return WriteError(message, path=shown, hint="keep it on a file system that has locks")


def _waited_for(attempt: Callable[[], int | None], shown: str) -> int:
    """What `attempt` gives as soon as it is not None."""
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
