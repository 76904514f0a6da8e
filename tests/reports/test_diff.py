"""Diffs that patch takes, made in time."""

import subprocess
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readme_sync.reports.diff import coloured, diff
from readme_sync.reports.words import View
from readme_sync.text import Source

LINES = st.lists(st.sampled_from(["a\n", "b\n", "\n", "c\r\n", "d"]), max_size=12).map("".join)


def _diff(before: str, after: str) -> str:
    return diff(Source(before), Source(after), "README.md")


def test_nothing() -> None:
    assert _diff("a\n", "a\n") == ""


def test_one_line() -> None:
    before = "".join(f"{number}\n" for number in range(1, 11))
    assert _diff(before, before.replace("5\n", "five\n")) == (
        "--- a/README.md\n+++ b/README.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
    )


def test_no_newline_at_the_end() -> None:
    assert _diff("a\nb", "a\nb\n").endswith("@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n")
    assert _diff("a", "").endswith("@@ -1 +0,0 @@\n-a\n\\ No newline at end of file\n")
    assert _diff("a\nb", "x\nb").endswith("-a\n+x\n b\n\\ No newline at end of file\n")


def test_two_hunks() -> None:
    before = "".join(f"{number}\n" for number in range(1, 31))
    assert _diff(before, before.replace("5\n", "five\n", 1).replace("25\n", "x\n")).count("\n@@ ") == 2


def test_paths() -> None:
    assert diff(Source("a"), Source("b"), "/tmp/a\nb.md").startswith("--- a/tmp/a b.md\n")  # noqa: S108


@settings(max_examples=60, deadline=None)
@given(before=LINES, after=LINES)
def test_git_applies_it(tmp_path_factory: pytest.TempPathFactory, before: str, after: str) -> None:
    text = _diff(before, after)
    if not text or not before or not after:  # an empty file would need /dev/null in the header
        return
    folder = tmp_path_factory.mktemp("applied")
    (folder / "README.md").write_bytes(before.encode())
    command = ["git", "apply", "--whitespace=nowarn", "--unidiff-zero", "-"]
    subprocess.run(command, input=text.encode(), cwd=folder, check=True, capture_output=True)
    assert (folder / "README.md").read_bytes() == after.encode()


def test_a_large_document_is_quick() -> None:
    before = "".join(f"| row {number} | {number % 101} |\n\n" for number in range(100_000))
    started = time.process_time()
    far_apart = before.replace("| row 1 |", "| one |").replace("| row 99998 |", "| last |")
    assert _diff(before, far_apart).count("\n@@ ") == 2
    inserted = far_apart.replace("| row 50000 |", "| new |\n| row 50000 |")
    assert _diff(before, inserted).count("\n@@ ") == 3
    assert time.process_time() - started < 5


def test_colours() -> None:
    text = coloured(_diff("a\r\nb\x1b[2J\n", "a\r\nc\n"), View(colour=True))
    assert text.splitlines() == [
        "\x1b[1m--- a/README.md\x1b[0m",
        "\x1b[1m+++ b/README.md\x1b[0m",
        "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m",
        " a",
        "\x1b[31m-b\\x1b[2J\x1b[0m",
        "\x1b[32m+c\x1b[0m",
    ]
