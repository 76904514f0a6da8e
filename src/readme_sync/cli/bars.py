"""A bar on standard error while something takes long; nothing where that is no terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_FEW = 20


@contextmanager
def progress_bar(length: int, label: str) -> Iterator[Callable[[], None]]:
    """What to call after each step of `length`."""
    if length < _FEW or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)
