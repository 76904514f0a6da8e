"""The one way out: text for people, data for programs, errors."""

import errno
import os
import sys
from typing import TextIO

from readme_sync.reports.safe import printable
from readme_sync.reports.workflow import harmless


class ReaderLeftError(Exception):
    """The reader closed the pipe, as in `readme-sync parse | head`. Not an OSError: click would exit with 1."""


def write_text(text: str) -> None:
    """Write text for people to standard output, in the characters that its encoding has."""
    _write(sys.stdout, text)


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
    """Write what was done to standard error, on one line, while standard output carries data."""
    _write(sys.stderr, f"{printable(message)}\n")


def _write(stream: TextIO, text: str) -> None:
    _put(stream, _neutral(text).encode(stream.encoding or "utf-8", "backslashreplace"))


def _put(stream: TextIO, data: bytes) -> None:
    """Write all of the data and flush it: what goes to the two streams appears in the order of the calls."""
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
