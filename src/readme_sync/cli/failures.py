"""What a failed run says: one line, and the exit code."""

import os
import sys
from typing import NamedTuple

from readme_sync.cli.output import write_error
from readme_sync.errors import ConfigError, ReadmeSyncError

# The exit codes that are more than 0; `cli.main` says what they mean.

RESULTS = 1
WRONG_INPUT = 2
INTERNAL = 3
INTERRUPTED = 130

_ISSUES = "https://github.com/readme-sync/readme-sync/issues"


class Failure(NamedTuple):
    """What to say of a run that failed, or of a document in it.

    Attributes:
        text: one line; "" where there is nothing to say.
        code: the exit code.
        trace: the traceback, if READMESYNC_TRACEBACK asks for it; otherwise "".
        about_all: whether it is about many documents, and to be said once.
    """

    text: str
    code: int
    trace: str = ""
    about_all: bool = False


def report(error: BaseException, path: str | None = None) -> int:
    """Write what went wrong, in the document at `path` if there is one, and return the exit code."""
    return write_failure(failure_of(error, path))


def write_failure(failure: Failure) -> int:
    """Write what went wrong, and return the exit code."""
    if failure.trace:
        sys.stderr.write(failure.trace)
    if failure.text:
        write_error(failure.text)
    return failure.code


def failure_of(error: BaseException, path: str | None = None) -> Failure:
    """Return what went wrong, in the document at `path` if there is one."""
    if isinstance(error, KeyboardInterrupt):
        return Failure("", INTERRUPTED)
    expected = _expected(error)
    if expected is not None:
        return Failure(expected, WRONG_INPUT, about_all=isinstance(error, ConfigError))
    place = f"{path}: " if path else ""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    text = f"{place}internal error ({what}); please report it at {_ISSUES} (READMESYNC_TRACEBACK=1 shows where)"
    return Failure(text, INTERNAL, _trace(error))


def _expected(error: BaseException) -> str | None:
    """Return the line for an error that the user can correct, None for an internal error."""
    if isinstance(error, ReadmeSyncError):
        return str(error)
    if isinstance(error, OSError) and error.filename is None and error.errno is not None:
        return f"standard output cannot be written: {os.strerror(error.errno)}"
    return None


def _trace(error: BaseException) -> str:
    if not os.environ.get("READMESYNC_TRACEBACK"):
        return ""
    import traceback

    return "".join(traceback.format_exception(error))
