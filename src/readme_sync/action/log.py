"""What the runner reads: the log, in which it obeys no commands but ours, the outputs and the job summary."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from itertools import pairwise
from typing import TextIO

from readme_sync.errors import ReadmeSyncError
from readme_sync.reports.safe import command, escaped, harmless, printable
from readme_sync.version import HOME


def write_outputs(path: str, values: Mapping[str, str | int | bool]) -> None:
    """Add outputs to the file of the runner, each value between delimiters that it does not contain."""
    if not path:
        return
    lines = []
    for name, value in values.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        delimiter = f"readme-sync-{secrets.token_hex(16)}"
        while delimiter in text:
            delimiter = f"readme-sync-{secrets.token_hex(16)}"
        lines.append(f"{name}<<{delimiter}\n{text}\n{delimiter}\n")
    _add(path, "".join(lines))


def read_outputs(path: str) -> dict[str, str]:
    """Return what `write_outputs` wrote, with values of one line; nothing where there is no file."""
    found = {}
    try:
        with open(path, encoding="utf-8", newline="\n") as file:
            lines = file.read().split("\n")
    except OSError:
        return {}
    for begin, value in pairwise(lines):
        name, is_one, _ = begin.partition("<<readme-sync-")
        if is_one:
            found[name] = value
    return found


def write_summary(step_summary: str, folder: str, text: str) -> str:
    """Add a text to the summary of the job, and write it to a file of its own; return the path of that file."""
    if step_summary:
        _add(step_summary, text)
    if not folder:
        return ""
    path = os.path.join(folder, f"readme-sync-summary-{secrets.token_hex(4)}.md")
    with open(path, "x", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(text)
    return path


def _add(path: str, text: str) -> None:
    with open(path, "a", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(text)


WRONG_INPUT = 2
INTERNAL = 3


class Log:
    """Writes lines to a stream.

    Attributes:
        plain: whether nobody reads commands there, as on GitLab.
    """

    def __init__(self, stream: TextIO) -> None:
        """Write to a stream."""
        self._stream = stream
        self.plain = False

    def line(self, text: str) -> None:
        """Write a line for people; whatever it holds, it stays one line and is not a command."""
        self._write(harmless(printable(text)) + "\n")

    def text(self, text: str) -> None:
        """Write several lines for people."""
        self._write(harmless(text))

    def commands(self, text: str) -> None:
        """Write commands to the runner, from `reports.workflow`."""
        self._write(text)

    def annotate(self, level: str, message: str) -> None:
        """Write an error, a warning or a notice, which GitHub shows on the page of the run, too."""
        if self.plain:
            self.line(f"{level}: {message}")
        else:
            self._write(command(level, {"title": "readme-sync"}, printable(message)))

    def failure(self, error: BaseException) -> tuple[int, str]:
        """Write an error, and return the exit code and the message."""
        code, message = WRONG_INPUT, str(error)
        if not isinstance(error, ReadmeSyncError):
            name = type(error).__name__  # its text may hold anything, even a token
            code, message = INTERNAL, f"internal error ({name}{_place(error)}); please report it at {HOME}/issues"
        self.annotate("error", message)
        return code, message

    def ended(self, error: BaseException, environment: Mapping[str, str]) -> int:
        """Write the error that ended the run to the log, the summary and the outputs; return the exit code."""
        code, message = self.failure(error)
        with contextlib.suppress(OSError):  # the files of the runner, of which nothing is sure now
            if environment.get("INPUT_SUMMARY", "").strip().lower() != "false":
                summary = f"### readme-sync\n\n❌ {escaped(message)}\n"
                write_summary(environment.get("GITHUB_STEP_SUMMARY", ""), "", summary)
        with contextlib.suppress(OSError):
            write_outputs(environment.get("GITHUB_OUTPUT", ""), {"changed": False, "exit-code": code})
        return code

    def _write(self, text: str) -> None:
        self._stream.buffer.write(text.encode("utf-8", "replace"))
        self._stream.buffer.flush()


def _place(error: BaseException) -> str:
    """Return where an error happened, in our own code."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        place = f" in {name}:{trace.tb_lineno}" if str(name).startswith("readme_sync") else place
        trace = trace.tb_next
    return place
