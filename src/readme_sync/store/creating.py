"""Files that were not there: made whole, and never over another one."""

import os

from readme_sync.errors import WriteError

_FLAGS = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def create(top: str, path: str, text: str) -> bool:
    """Makes a file below a folder, and the folders that it needs; whether there was none before.

    Args:
        top: a folder that nothing is written outside of.
        path: the file, from there, with `/`.
        text: what it is to hold.

    Raises:
        WriteError: it cannot be made; nothing is there then.
    """
    target = os.path.join(top, *path.split("/"))
    folder = os.path.dirname(target)
    if os.path.realpath(folder) != os.path.join(os.path.realpath(top), *path.split("/")[:-1]):
        raise WriteError("lies behind a link", path=path, hint="make it by hand")
    if os.path.lexists(target):
        return False
    try:
        os.makedirs(folder, exist_ok=True)
        descriptor = os.open(target, _FLAGS, 0o666)
    except FileExistsError:
        return False
    except OSError as error:
        raise WriteError(f"cannot be made: {error.strerror}", path=path, hint="allow writing there") from None
    try:
        with open(descriptor, "wb") as file:
            file.write(text.encode())
    except OSError as error:
        os.unlink(target)
        raise WriteError(f"cannot be written: {error.strerror}", path=path, hint="free some space") from None
    return True
