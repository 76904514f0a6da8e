"""What a failed write says."""

import errno

from readme_sync.errors import WriteError

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
    """The error of a document that is as it was, because `error` came in the way."""
    message = f"could not be written and is as it was: {error.strerror or error}"
    return WriteError(message, path=shown, hint=_hint(error))


def not_confirmed(error: OSError, shown: str) -> WriteError:
    """The error of a document that is written, but may be the old one again after a power failure."""
    message = f"is written, but the disk did not confirm it: {error.strerror or error}"
    return WriteError(message, path=shown, hint=_hint(error))


def _hint(error: OSError) -> str:
    return _HINTS.get(error.errno or 0, "see to it and run again")
