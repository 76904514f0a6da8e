"""What a failed run says: one line, and the exit code."""

import os
import sys

from readme_sync.cli.output import write_error
from readme_sync.errors import ReadmeSyncError

WRONG_INPUT = 2
INTERNAL = 3
_INTERRUPTED = 130
_ISSUES = "https://github.com/readme-sync/readme-sync/issues"


def report(error: BaseException, path: str | None = None) -> int:
    """Writes what went wrong, about the document at `path` if there is one; the exit code."""
    if isinstance(error, KeyboardInterrupt):
        return _INTERRUPTED
    expected = _expected(error)
    if expected is not None:
        write_error(expected)
        return WRONG_INPUT
    _show_traceback(error)
    place = f"{path}: " if path else ""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    write_error(f"{place}internal error ({what}); please report it at {_ISSUES} (READMESYNC_TRACEBACK=1 shows where)")
    return INTERNAL


def _expected(error: BaseException) -> str | None:
    """The line for an error that is the user's to mend, None for one that is ours."""
    if isinstance(error, ReadmeSyncError):
        return str(error)
    if isinstance(error, OSError) and error.filename is None and error.errno is not None:
        return f"standard output cannot be written: {os.strerror(error.errno)}"
    return None


def _show_traceback(error: BaseException) -> None:
    if os.environ.get("READMESYNC_TRACEBACK"):
        import traceback  # noqa: PLC0415  only for those who look for the defect

        traceback.print_exception(error, file=sys.stderr)
