"""What the process writes and how it ends: text, data, errors, exit codes; what the terminal can display."""

import errno
import os
import sys
import time
from collections.abc import Iterable
from typing import ClassVar, NamedTuple, Self, TextIO

from readme_sync.errors import ConfigError, ReadmeSyncError
from readme_sync.reports.safe import harmless, printable
from readme_sync.reports.words import View
from readme_sync.text.regex import regex
from readme_sync.version import HOME


class RunOptions:
    """What `--quiet`, `--verbose`, `--color` and `--stdin-filename` say in this run.

    Attributes:
        quiet: write results and errors only.
        verbose: say, too, what is usually left out.
        colour: whether to use colours; None where the terminal decides.
        stdin_name: the path that the document on standard input stands for, "" where it has none.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the run before this one."""
        self.quiet = False
        self.verbose = False
        self.colour: bool | None = None
        self.stdin_name = ""


OPTIONS = RunOptions()


class ProgressLine:
    """A line on standard error such as `checking 120 of 10000 documents`; nothing where that is not a terminal.

    It is shown after a second, and is gone before anything else is written.
    """

    current: "ClassVar[ProgressLine | None]" = None

    def __init__(self, length: int, verb: str) -> None:
        """Count to `length`, 0 where it is not known how far; nothing is shown yet."""
        self._length = length
        self._verb = verb
        self._done = 0
        self._shown = False
        is_seen = length != 1 and sys.stderr.isatty() and not OPTIONS.quiet
        self._next = time.monotonic() + _FIRST if is_seen else float("inf")

    def __enter__(self) -> Self:
        ProgressLine.current = self
        return self

    def __exit__(self, *_error: object) -> None:
        self.hide()
        ProgressLine.current = None

    def step(self) -> None:
        """Count one more document."""
        self._done += 1
        if self._next < float("inf") and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._shown = True
            known = f" of {self._length} documents" if self._length else ""
            self._show(f"\r{self._verb} {self._done}{known}")

    def hide(self) -> None:
        """Remove the line, so that something else can be written."""
        if self._shown:
            self._shown = False
            self._show("\r\x1b[K")

    @staticmethod
    def _show(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


_FIRST = 1.0
"""Seconds before the line is shown."""
_EVERY = 0.1


class ReaderLeftError(Exception):
    """The reader closed the pipe, as in `readme-sync parse | head`. Not an OSError: click would exit with 1."""


def write_text(text: str) -> None:
    """Write text for people to standard output, in the characters that its encoding has."""
    _write(sys.stdout, text)


def write_done(text: str) -> None:
    """Write what was done to standard output; nothing with `--quiet`."""
    if not OPTIONS.quiet:
        write_text(text)


def write_commands(text: str) -> None:
    """Write workflow commands, and text between them, to standard output; both come from `reports.workflow`."""
    _put(sys.stdout, text.encode("utf-8", "backslashreplace"))


def write_data(data: str) -> None:
    """Write data for programs to standard output: UTF-8, byte for byte."""
    # File names may hold bytes that are not text.
    _put(sys.stdout, data.encode("utf-8", "backslashreplace"))


def write_patch(diff: str) -> None:
    """Write a diff to standard output, byte for byte as patch wants it, except in the log of GitHub Actions."""
    write_data(_neutral(diff))


def write_json(line: str) -> None:
    """Write a line of JSON to standard output, in UTF-8."""
    # In a step of GitHub Actions, `##[` anywhere in a line begins a command of the runner.
    write_data(line.replace("##[", "##\\u005b"))


def write_error(message: str) -> None:
    """Write an error to standard error, on one line."""
    _write(sys.stderr, f"readme-sync: {printable(message)}\n")


def write_note(message: str) -> None:
    """Write what was done to standard error, on one line, while standard output carries data; not with `--quiet`."""
    if not OPTIONS.quiet:
        write_warning(message)


def write_detail(message: str) -> None:
    """Write a line to standard error with `--verbose`."""
    if OPTIONS.verbose:
        write_warning(message)


def write_warning(message: str) -> None:
    """Write what the user should know to standard error, on one line."""
    _write(sys.stderr, f"{printable(message)}\n")


def write_drawn(pictures: Iterable[str], removed: Iterable[str] = ()) -> None:
    """Say which pictures were written and removed with a document: that is to be committed with it."""
    for path in pictures:
        write_note(f"{path} was drawn; commit it with the document")
    for path in removed:
        write_note(f"{path} was removed; nothing names it any more")


def _write(stream: TextIO, text: str) -> None:
    _put(stream, _neutral(text).encode(stream.encoding or "utf-8", "backslashreplace"))


def _put(stream: TextIO, data: bytes) -> None:
    """Write all of the data and flush it: what goes to the two streams appears in the order of the calls."""
    if ProgressLine.current:
        ProgressLine.current.hide()
    try:
        stream.flush()
        view = memoryview(data)
        while view:
            # With PYTHONUNBUFFERED this is a raw file, which may take a part and say so.
            written = stream.buffer.write(view)
            if not written:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            view = view[written:]
        stream.buffer.flush()
    except BrokenPipeError:
        raise ReaderLeftError from None


def _neutral(text: str) -> str:
    """Return the text without commands for the runner of GitHub Actions; elsewhere, as it is."""
    return harmless(text) if os.environ.get("GITHUB_ACTIONS") == "true" else text


_PIPED_COLUMNS = 100
_LEAST_COLUMNS = 20


def view(stream: TextIO | None = None) -> View:
    """Return how to write to a stream, by default standard output.

    `--color` decides about colours; otherwise NO_COLOR switches them off, whatever else is set, and FORCE_COLOR
    switches them on where there is no terminal.
    COLUMNS sets the width.
    """
    stream = stream or sys.stdout
    return View(_columns(stream), _colour(stream), _unicode(stream), OPTIONS.quiet)


def _colour(stream: TextIO) -> bool:
    if OPTIONS.colour is not None:
        return OPTIONS.colour
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced != "0"
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _columns(stream: TextIO) -> int:
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isascii() and wanted.isdigit() and int(wanted):
        return max(int(wanted), _LEAST_COLUMNS)
    if not stream.isatty():
        return _PIPED_COLUMNS
    try:
        # 0 columns: a terminal that does not know its size.
        return max(os.get_terminal_size(stream.fileno()).columns or _PIPED_COLUMNS, _LEAST_COLUMNS)
    except (OSError, ValueError):
        return _PIPED_COLUMNS


def _unicode(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") in {"utf8", "utf16", "utf16le", "utf8sig"}


# The exit codes that are more than 0; `cli.main` says what they mean.

RESULTS = 1
WRONG_INPUT = 2
INTERNAL = 3
INTERRUPTED = 130

_CHOICES = 20
_KEYS = regex(r"`(section|line|column|children)`")
"""What hints name as the keys of operations; the command line has them as options."""


class Failure(NamedTuple):
    """What to say of a run that failed, or of a document in it.

    Attributes:
        text: one line; "" where there is nothing to say.
        code: the exit code.
        choices: what may be meant, to be listed below it.
        trace: the traceback, if READMESYNC_TRACEBACK asks for it; otherwise "".
        about_all: whether it is about many documents, and to be said once.
    """

    text: str
    code: int
    choices: tuple[str, ...] = ()
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
    for choice in failure.choices[:_CHOICES]:
        write_warning(f"- {choice}")
    if len(failure.choices) > _CHOICES:
        write_warning(f"- and {len(failure.choices) - _CHOICES} more")
    return failure.code


def failure_of(error: BaseException, path: str | None = None) -> Failure:
    """Return what went wrong, in the document at `path` if there is one."""
    if isinstance(error, KeyboardInterrupt):
        return Failure("", INTERRUPTED)
    expected = _expected(error)
    if expected is not None:
        choices = error.choices if isinstance(error, ReadmeSyncError) else ()
        return Failure(expected, WRONG_INPUT, choices, about_all=isinstance(error, ConfigError))
    place = f"{path}: " if path else ""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    text = f"{place}internal error ({what}); please report it at {HOME}/issues (READMESYNC_TRACEBACK=1 shows where)"
    return Failure(text, INTERNAL, trace=_trace(error))


def _expected(error: BaseException) -> str | None:
    """Return the line for an error that the user can correct, None for an internal error."""
    if isinstance(error, ReadmeSyncError):
        return _KEYS.sub(r"--\1", error.headline)
    if isinstance(error, OSError) and error.filename is None and error.errno is not None:
        return f"standard output cannot be written: {os.strerror(error.errno)}"
    return None


def _trace(error: BaseException) -> str:
    if not os.environ.get("READMESYNC_TRACEBACK"):
        return ""
    import traceback

    return "".join(traceback.format_exception(error))
