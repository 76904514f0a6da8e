"""By what names a row may call a section; that long runs in a title take linear time."""

import time

import pytest

from readme_sync.reader import read
from readme_sync.text import Source
from readme_sync.trackers.summaries import bare


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Trees (3/7)", "trees"),
        ("✅ Week 2 — 40.5 %", "week 2"),
        ("Graphs 3/7.5% done", "graphs done"),
        ("Heaps 1/2/3", "heaps 3"),
        ("Stacks .5% 5/6%", "stacks"),
        ("Release 1.2.3", "release 1.2.3"),
        ("Part 100", "part 100"),
    ],
)
def test_a_name_has_no_figures(title: str, words: str) -> None:
    assert bare(title) == words


@pytest.mark.parametrize("piece", ["0", "1.", "1/", "1/1.", "5%", "(1/2)", "1 / ", "("])
@pytest.mark.parametrize("frame", ["# A {}\n\n- [x] a\n", "![{}](https://geps.dev/progress/10)\n", "{}\n\n- [x] a\n"])
def test_long_runs_are_read_in_linear_time(piece: str, frame: str) -> None:
    source = Source(frame.format(piece * (100_000 // len(piece))))
    start = time.process_time()
    read(source)
    assert time.process_time() - start < 5
