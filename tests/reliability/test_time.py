"""Promise 17: time in proportion to the length, whatever the text; and memory that is bounded."""

import io
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hostile_patterns import PATTERNS, Pattern, sized
from patterns import constants
from promises import Promise

import readme_sync
from readme_sync.cli import main
from readme_sync.errors import ReadmeSyncError

RUNS = r"aa 11 ,, .. // %% -- __ ** ~~ `` || [[ ]] (( )) << >> && ## == :: !! \\ <!-- --> &a; 1/ 1. a: █░".split()


def _seconds(text: str) -> float:
    started = time.process_time()
    try:
        readme_sync.check(readme_sync.parse(text))
        readme_sync.sync(text)
        readme_sync.format_tables(text)
    except ReadmeSyncError:
        pass
    return time.process_time() - started


def _slow(pattern: Pattern, size: int, most: float, seconds: Callable[[str], float] = _seconds) -> str:
    """Return how a pattern is too slow, "" where it is not; what seems slow is tried again."""
    said = ""
    for _ in range(2):
        whole = seconds(sized(pattern, size))
        if whole < most / 10:
            return ""
        half = seconds(sized(pattern, size // 2))
        if whole < most and whole <= 2.6 * half:
            return ""
        said = f"{half:.1f} s, {whole:.1f} s"
    return said


def _quickly_slow(pattern: Pattern) -> str:
    """Return the same at 200 kB, where a tenth of it is read at once; at 16 kB, if it takes longer."""
    if _seconds(sized(pattern, 16_000)) < 0.1:
        return _slow(pattern, 200_000, 10.0)
    return _slow(pattern, 16_000, 2.0)


@pytest.mark.timeout(7200)
def test_time_is_in_proportion(promise: Promise, full: bool) -> None:  # noqa: FBT001  a fixture
    """All commands that read or write, on every pattern; in CI most at 200 kB."""
    slow = partial(_slow, size=1_000_000, most=30.0) if full else _quickly_slow
    broken = [f"{name}: {said}" for name, pattern in PATTERNS.items() if (said := slow(pattern))]
    promise(17, len(PATTERNS), broken, floor=75, full_floor=75)


def test_many_headings_are_read_in_linear_time() -> None:
    """A search through all of them for each shows only where there are thousands."""

    def seconds(text: str) -> float:
        started = time.process_time()
        readme_sync.parse(text)
        return time.process_time() - started

    assert not _slow(PATTERNS["headings"], 200_000, 10.0, seconds)


@pytest.mark.timeout(7200)
def test_no_pattern_of_ours_is_slow_on_long_runs(full: bool) -> None:  # noqa: FBT001  a fixture
    """Every regular expression of the package, on long runs of what regular expressions go wrong with."""
    size = 100_000 if full else 3_000
    slow = []
    for pattern in constants():
        for run in RUNS:
            text = run * (size // len(run))
            started = time.process_time()
            pattern.match(text + "\n\0")
            if time.process_time() - started > (2.0 if full else 0.3):
                slow.append(f"{pattern.pattern[:60]!r} on {run!r}")
    assert not slow


@pytest.mark.parametrize(
    ("verb", "name", "size"),
    [
        ("status", "headings over tasks", 48_000),
        pytest.param("parse", "tables", 800_000, marks=pytest.mark.long),
        pytest.param("status", "headings over tasks", 500_000, marks=pytest.mark.long),
        pytest.param("parse", "fractions in a heading", 600_000, marks=pytest.mark.long),
    ],
)
def test_reports_take_linear_time(tmp_path: Path, verb: str, name: str, size: int) -> None:
    """Which parts a row or a number belongs to is not looked for among all."""
    path = tmp_path / "README.md"

    def seconds(text: str) -> float:
        path.write_text(text, "utf-8")
        started = time.process_time()
        with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
            assert main([verb, "--no-config", str(path)]) == 0
        return time.process_time() - started

    assert not _slow(PATTERNS[name], size, 30.0 if size > 100_000 else 3.0, seconds)


MEMORY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
from readme_sync.cli import main
sys.exit(main(["check", "README.md"]))
"""
BOMB = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghi"))
DATA = {
    "one column of many": ("csv", "a\n" + "1\n" * 5_000_000),
    "many columns": ("csv", ",".join(f"c{n}" for n in range(1_000_000)) + "\n" + "1\n" * 1_000_000),
    "dotted keys": ("toml", "a" + ".a" * 40_000 + " = 1\n"),
    "dotted keys, many": ("toml", "".join(f"a{n}.b.c.d.e.f = 1\n" for n in range(90_000))),
    "empty lists": ("json", "[" + "[]," * 3_300_000 + "[]]"),
    "empty tables": ("json", "[" + "{}," * 3_300_000 + "{}]"),
    "bomb": ("yml", "a: &a [x, x, x, x, x, x, x, x, x]\n" + BOMB),
}


@pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are those of Linux")
@pytest.mark.parametrize("name", DATA)
def test_memory_is_bounded(tmp_path: Path, name: str) -> None:
    kind, text = DATA[name]
    (tmp_path / ".git").mkdir()
    (tmp_path / f"data.{kind}").write_text(text[:10_000_000], encoding="utf-8")
    word = "yaml" if kind == "yml" else kind
    claim = f"<!-- readme-sync: count of {word} data.{kind} -->1<!-- /readme-sync -->"
    (tmp_path / "README.md").write_text(f"# A\n\n{claim}\n", encoding="utf-8")
    command = [sys.executable, "-c", MEMORY, str(1_000_000_000)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ran.returncode in {1, 2}, ran.stderr
    assert not re.search("internal error|Traceback|MemoryError", ran.stdout + ran.stderr), ran.stderr
    assert after.ru_utime - before.ru_utime < 60
