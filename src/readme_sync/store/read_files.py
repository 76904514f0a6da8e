"""Read a document from a file; a section of one is written as `README.md#anchor`."""

import errno
import os
import stat

from readme_sync.errors import InputError
from readme_sync.text import Source

_NEVER_IN_ANCHORS = frozenset("*?[./\\")


def split_section(path: str) -> tuple[str, str | None]:
    """Split off the `#anchor` after a path or pattern; None without one, or where the whole is the name of a file."""
    path_alone, sign, anchor = path.rpartition("#")
    if not sign or _NEVER_IN_ANCHORS & set(anchor) or os.path.lexists(path):
        return path, None
    return path_alone, f"#{anchor}" if anchor else None


MAX_BYTES = 100_000_000
"""A document has fewer bytes than this (100 MB, decimal)."""

_CHUNK = 1 << 20
# O_NONBLOCK: a FIFO that replaces the file after the check must not block. O_BINARY: Windows would drop CRs.
FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_source(path: str | os.PathLike[str]) -> Source:
    """Return the document in the file at `path`; links are followed. An empty file is a document.

    Raises:
        InputError: the file is missing, a directory, not a regular file, unreadable, too large, or not UTF-8.
    """
    shown = os.fspath(path)
    descriptor = open_document(shown, shown)
    try:
        return decoded(read_document(descriptor, shown), shown)
    finally:
        os.close(descriptor)


def open_document(path: str, shown: str, flags: int = os.O_RDONLY) -> int:
    """Open the document at `path`, and return a descriptor, which the caller closes; errors name it as `shown`.

    Raises:
        InputError: the file is missing, a directory, not a regular file, unreadable or too large.
    """
    try:
        # Before it is opened: opening a device can already do something.
        _refuse_unfit(os.stat(path), shown)
        descriptor = os.open(path, flags | FLAGS)
        try:
            # Again: the file may have been replaced.
            _refuse_unfit(os.fstat(descriptor), shown)
        except BaseException:
            os.close(descriptor)
            raise
    except (OSError, ValueError) as error:
        raise _unreadable(error, shown) from error
    return descriptor


def read_document(descriptor: int, shown: str) -> bytes:
    """Return all bytes of the document that was opened as `descriptor`.

    Raises:
        InputError: it cannot be read, or became too large meanwhile.
    """
    try:
        data = read_all(descriptor, MAX_BYTES)
    except OSError as error:
        raise _unreadable(error, shown) from error
    if len(data) >= MAX_BYTES:
        raise _too_large(len(data), shown)
    return data


def read_all(descriptor: int, limit: int) -> bytes:
    """Return the bytes from the position of the descriptor to the end of the file, at most `limit`."""
    parts: list[bytes] = []
    left = limit
    while left > 0 and (part := os.read(descriptor, min(left, _CHUNK))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def decoded(data: bytes, shown: str) -> Source:
    """Return the document in some bytes.

    Raises:
        InputError: they are not UTF-8, or contain NUL bytes.
    """
    source = Source.from_bytes(data, shown)
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        raise InputError("holds NUL bytes", path=shown, line=line, hint="it is not text; save it as UTF-8")
    return source


def resolved(path: str) -> str:
    """Return the absolute path of the file itself, every link followed.

    Raises:
        InputError: `path` cannot name a file.
    """
    try:
        return os.path.realpath(path)
    except (OSError, ValueError) as error:
        raise _unreadable(error, path) from error


def _refuse_unfit(status: os.stat_result, shown: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise InputError("is a directory", path=shown, hint="name a file in it, such as README.md")
    if not stat.S_ISREG(status.st_mode):
        raise InputError("is not a regular file", path=shown, hint="save the document as a file")
    if status.st_size >= MAX_BYTES:
        raise _too_large(status.st_size, shown)


def _too_large(size: int, shown: str) -> InputError:
    hint = f"split it into files of less than {MAX_BYTES / 1e6:.0f} MB"
    return InputError(f"is too large ({size / 1e6:.0f} MB)", path=shown, hint=hint)


def _unreadable(error: OSError | ValueError, shown: str) -> InputError:
    if not isinstance(error, OSError):  # a NUL or a lone surrogate in the name
        return InputError("is not a file name", path=shown, hint="check the path")
    if error.errno == errno.ENOENT and os.path.islink(shown):
        return InputError("is a link to a missing file", path=shown, hint="repair the link")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return InputError("does not exist", path=shown, hint="check the path")
    hint = "allow reading it" if error.errno in {errno.EACCES, errno.EPERM} else "check the path and the disk"
    return InputError(f"cannot be read: {error.strerror or error}", path=shown, hint=hint)
