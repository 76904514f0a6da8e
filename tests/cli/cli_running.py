"""Runs the command line in this process and hands back what came out."""

import io
import os
import sys
from typing import NamedTuple

import pytest

from readme_sync.cli import main

LOG = """\
# Log

## Reading

| Kind     | Title     | Progress                            |
| -------- | --------- | ----------------------------------- |
1: Novel   | Dune      | ![bar](https://geps.dev/progress/100)  |
2: Novel   | Emma      | ![bar](https://geps.dev/progress/40)   |
3: Novel   | Ulysses   | ![bar](https://geps.dev/progress/10)   |
4: Essay   | Walden    | ![bar](https://geps.dev/progress/100)  |
5: Novel   | Beloved   | ![bar](https://geps.dev/progress/0)    |
7: Stories | Dubliners | ![bar](https://geps.dev/progress/50)   |

## Building

- [x] Shed
- [ ] Boat
"""


class Ran(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    """A standard stream that may say that it is a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


class Runner:
    """Runs `readme-sync` with standard streams that remember."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def __call__(self, *arguments: str, stdin: bytes = b"", encoding: str = "utf-8", terminal: bool = False) -> Ran:
        streams = [_Stream(io.BytesIO(data), encoding=encoding, newline="\n") for data in (stdin, b"", b"")]
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            stream.terminal = terminal
            self._patch.setattr(sys, name, stream)
        code = main(list(arguments))
        out, err = (_written(stream) for stream in streams[1:])
        return Ran(code, out, err)


def environment() -> dict[str, str]:
    """The environment for a process of its own, in whatever folder it runs."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, map(os.path.abspath, sys.path)))}


def _written(stream: _Stream) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(stream.encoding)
