"""The one way out: text for people, data for programs, errors."""

import errno
import os
import sys
from typing import TYPE_CHECKING

from readme_sync.reports.safe import printable

if TYPE_CHECKING:
    from typing import TextIO


class ReaderLeftError(Exception):
    """Nobody reads on, as in `readme-sync parse | head`. No OSError: click would make an exit code of it."""


def write_text(text: str) -> None:
    """Writes text for people to standard output, in what its encoding has."""
    _write(sys.stdout, text)


def write_commands(text: str) -> None:
    """Writes workflow commands, and text that is none, to standard output; `reports.workflow` has made both."""
    _put(sys.stdout, text.encode("utf-8", "backslashreplace"))


def write_data(data: str) -> None:
    """Writes data for programs to standard output: UTF-8, byte for byte."""
    # File names may hold what is no text.
    _put(sys.stdout, data.encode("utf-8", "backslashreplace"))


def write_patch(diff: str) -> None:
    """Writes a diff to standard output, byte for byte as patch wants it, except in the log of GitHub Actions."""
    write_data(_neutral(diff))


def write_json(line: str) -> None:
    """Writes a line of JSON to standard output, in UTF-8."""
    # In a step of GitHub Actions, `##[` anywhere in a line begins a command of the runner.
    write_data(line.replace("##[", "##\\u005b"))


def write_error(message: str) -> None:
    """Writes one line to standard error."""
    _write(sys.stderr, f"readme-sync: {printable(message)}\n")


def write_note(message: str) -> None:
    """Writes one line to standard error that is no error: what was done, while standard output carries data."""
    _write(sys.stderr, f"{printable(message)}\n")


def _write(stream: "TextIO", text: str) -> None:
    _put(stream, _neutral(text).encode(stream.encoding or "utf-8", "backslashreplace"))


def _put(stream: "TextIO", data: bytes) -> None:
    """Writes all of the data, at once visible: what goes to the two streams appears in the order of the calls."""
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
    """The text so that the runner of GitHub Actions takes no command from it; as it is everywhere else."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return text
    from readme_sync.reports.workflow import harmless  # noqa: PLC0415  not elsewhere

    return harmless(text)
