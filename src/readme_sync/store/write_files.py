"""Write a document to its file, all of it or nothing; create files, never over another one."""

import contextlib
import errno
import os
import signal
from collections.abc import Callable, Iterator
from types import FrameType

from readme_sync.errors import WriteError
from readme_sync.store.file_lock import Held, locked
from readme_sync.store.read_files import FLAGS, MAX_BYTES, decoded, read_all, resolved
from readme_sync.store.temporary_files import fill, remove, remove_stale, temporary_path
from readme_sync.text import Source

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


_FLAGS = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


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
        descriptor = os.open(target, _FLAGS, 0o666)
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
