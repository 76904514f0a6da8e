"""The log of the run: one line for each thing that happened, and nothing in it that the runner obeys but our own."""

from typing import TextIO

from readme_sync.errors import ReadmeSyncError
from readme_sync.reports.safe import printable
from readme_sync.reports.workflow import command, harmless

WRONG_INPUT = 2
INTERNAL = 3
_ISSUES = "https://github.com/readme-sync/readme-sync/issues"


class Log:
    """Writes lines to a stream."""

    def __init__(self, stream: TextIO) -> None:
        """A log on a stream."""
        self._stream = stream

    def line(self, text: str) -> None:
        """A line for people; whatever it holds, it is one line and no command."""
        self._write(harmless(printable(text)) + "\n")

    def text(self, text: str) -> None:
        """Several lines for people."""
        self._write(harmless(text))

    def commands(self, text: str) -> None:
        """Commands to the runner, made by `reports.workflow`."""
        self._write(text)

    def annotate(self, level: str, message: str) -> None:
        """A line that GitHub shows on the page of the run, too: an error, a warning or a notice."""
        self._write(command(level, {"title": "readme-sync"}, printable(message)))

    def failure(self, error: BaseException) -> int:
        """What made the run end; its exit code."""
        if isinstance(error, ReadmeSyncError):
            self.annotate("error", str(error))
            return WRONG_INPUT
        name = type(error).__name__  # its text may hold anything, a token too
        self.annotate("error", f"internal error ({name}{_place(error)}); please report it at {_ISSUES}")
        return INTERNAL

    def _write(self, text: str) -> None:
        self._stream.buffer.write(text.encode("utf-8", "replace"))
        self._stream.buffer.flush()


def _place(error: BaseException) -> str:
    """Where it happened, in our own code."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        place = f" in {name}:{trace.tb_lineno}" if str(name).startswith("readme_sync") else place
        trace = trace.tb_next
    return place
