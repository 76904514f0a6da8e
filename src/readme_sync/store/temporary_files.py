"""The temporary file that becomes the document."""

import binascii
import contextlib
import errno
import os
import re
import stat

from readme_sync.store.read_files import read_all

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
