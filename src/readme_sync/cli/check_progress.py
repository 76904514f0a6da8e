"""How far a long check is, on a terminal: one line that disappears again."""

import sys
import time

_FIRST = 1.0
"""Seconds before the line is shown."""
_EVERY = 0.1


class ProgressLine:
    """A line on standard error such as `checking 120 of 10000 documents`; nothing where that is not a terminal."""

    def __init__(self, length: int, verb: str) -> None:
        """Count to `length`; nothing is shown yet."""
        self._length = length
        self._verb = verb
        self._done = 0
        self._shown = False
        self._next = time.monotonic() + _FIRST if length > 1 and sys.stderr.isatty() else float("inf")

    def step(self) -> None:
        """Count one more document."""
        self._done += 1
        if self._next < float("inf") and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._shown = True
            self._put(f"\r{self._verb} {self._done} of {self._length} documents")

    def hide(self) -> None:
        """Remove the line, so that something else can be written."""
        if self._shown:
            self._shown = False
            self._put("\r\x1b[K")

    @staticmethod
    def _put(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
