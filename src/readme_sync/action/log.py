"""The log of the run: a line for each event; the runner obeys no commands in it but ours."""

from typing import TextIO

from readme_sync.errors import ReadmeSyncError
from readme_sync.reports.safe import command, harmless, printable

WRONG_INPUT = 2
INTERNAL = 3
_ISSUES = "https://github.com/readme-sync/readme-sync/issues"


class Log:
    """Writes lines to a stream."""

    def __init__(self, stream: TextIO) -> None:
        """Write to a stream."""
        self._stream = stream

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
        self._write(command(level, {"title": "readme-sync"}, printable(message)))

    def failure(self, error: BaseException) -> int:
        """Write the error that ended the run, and return the exit code."""
        if isinstance(error, ReadmeSyncError):
            self.annotate("error", str(error))
            return WRONG_INPUT
        name = type(error).__name__  # its text may hold anything, even a token
        self.annotate("error", f"internal error ({name}{_place(error)}); please report it at {_ISSUES}")
        return INTERNAL

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
