"""Writing a document to its file: all of it, or nothing.

The one procedure: lock, read again, compute, compare, refuse what is unfit, write a temporary file in the same
directory, bring it to the disk, read it back, see that the original is still the one that was read, put the temporary
file in its place, bring the directory to the disk, unlock. Whatever fails, whenever the process dies, the file holds
either the old text or the new one.
"""

import errno
import os
from collections.abc import Callable

from readme_sync.errors import WriteError
from readme_sync.store.failing import not_confirmed, not_written
from readme_sync.store.locking import Held, locked
from readme_sync.store.postponing import postponed
from readme_sync.store.reading import FLAGS, MAX_BYTES, decoded, read_all, resolved
from readme_sync.store.temporary import fill, remove, remove_stale, temporary_path
from readme_sync.text import Source

Check = Callable[[Source, Source], None]


def update(path: str | os.PathLike[str], change: Callable[[Source], Source], *, check: Check | None = None) -> bool:
    """Writes what `change` makes of the document at `path`; whether anything was written.

    `change` gets the document as it is once no other writer can change it, so no update is lost. Where it gives the
    same bytes, the file is not touched. Links are followed, and stay; mode, owner, group and extended attributes are
    kept as far as we may set them. `change` and `check` must not update the same document: they would wait for
    themselves.

    Args:
        path: the file.
        change: the new document, given the present one. What it raises goes through; nothing is written then.
        check: is called with the document before and after, before anything is written; may raise to refuse.

    Raises:
        InputError: the document cannot be read.
        WriteError: the document cannot be written, and is as it was. (In one case it is the new one, and the error
            says so: the disk did not confirm that the file was replaced.)
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
    """The bytes of the new document, which can be read again."""
    try:
        data = after.to_bytes()
    except UnicodeEncodeError as error:
        message = f"would hold U+{ord(error.object[error.start]):04X}, which is no character"
        raise WriteError(message, path=shown, hint="leave it out of the new text") from error
    if b"\0" in data:
        raise WriteError("would hold NUL bytes", path=shown, hint="leave them out of the new text")
    if len(data) >= MAX_BYTES:
        message = f"would grow too large ({len(data) / 1e6:.0f} MB)"
        raise WriteError(message, path=shown, hint="split it")
    return data


def refuse_unfit(target: str, status: os.stat_result, shown: str) -> None:
    """Refuses files that could be replaced, but should not."""
    # The mode as well: root may write everything, but a file that nobody may write is meant to stay.
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise WriteError("is read-only", path=shown, hint="make it writable (chmod u+w)")
    if status.st_nlink > 1:
        message = f"has {status.st_nlink} names (hard links), and replacing it would part them"
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
    """Refuses if somebody who does not ask for the lock, such as an editor, changed the file since it was read."""
    if not _still(target, held):
        raise WriteError("was changed by another program meanwhile", path=shown, hint="run again")


def _still(target: str, held: Held) -> bool:
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
    except OSError:  # Windows; or we may write in it, but not list it
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # the file system cannot do it
            raise
    finally:
        os.close(descriptor)
