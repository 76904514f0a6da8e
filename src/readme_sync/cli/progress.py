"""How far a long check is, on a terminal: one line that goes away again."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

# A bar on standard error while something takes long; nothing where that is no terminal.

_FEW = 20


@contextmanager
def progress_bar(length: int, label: str) -> Iterator[Callable[[], None]]:
    """What to call after each step of `length`."""
    if length < _FEW or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


_FIRST = 1.0
"""So many seconds nobody needs to be told."""
_EVERY = 0.1


class Ticker:
    """A line on standard error such as `checking 120 of 10000 documents`; nothing where that is no terminal."""

    def __init__(self, length: int, verb: str) -> None:
        """Counts to `length`; nothing is shown yet."""
        self._length = length
        self._verb = verb
        self._done = 0
        self._shown = False
        self._next = time.monotonic() + _FIRST if length > 1 and sys.stderr.isatty() else float("inf")

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._next < float("inf") and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._shown = True
            self._put(f"\r{self._verb} {self._done} of {self._length} documents")

    def hide(self) -> None:
        """Takes the line away, for something else to be written."""
        if self._shown:
            self._shown = False
            self._put("\r\x1b[K")

    @staticmethod
    def _put(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
