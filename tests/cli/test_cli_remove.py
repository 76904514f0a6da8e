"""`readme-sync remove`."""

from pathlib import Path

import pytest
from cli_running import LOG, Runner


@pytest.mark.usefixtures("folder")
class TestRemove:
    def test_a_row_and_a_task(self, run: Runner, folder: Path) -> None:
        assert run("remove", "Emma") == (0, "README.md:8: Emma removed\n", "")
        assert run("remove", "Boat") == (0, "README.md:16: Boat removed\n", "")
        kept = [line for line in LOG.splitlines(keepends=True) if "Emma" not in line and "Boat" not in line]
        assert (folder / "README.md").read_text("utf-8") == "".join(kept)

    def test_a_diff_writes_nothing(self, run: Runner, folder: Path) -> None:
        ran = run("remove", "Emma", "--diff")
        assert (ran.code, ran.err) == (1, "README.md:8: Emma removed (not written)\n")
        assert "\n-2: Novel   | Emma" in ran.out
        assert (folder / "README.md").read_text("utf-8") == LOG

    def test_an_unknown_row(self, run: Runner) -> None:
        ran = run("remove", "Ulises")
        assert (ran.code, ran.out) == (2, "")
        assert "the nearest are 'Ulysses' (line 9)" in ran.err


def test_a_task_with_tasks_in_it(run: Runner, folder: Path) -> None:
    (folder / "README.md").write_text("- [ ] a\n  - [ ] b\n", encoding="utf-8")
    ran = run("remove", "a")
    assert ran == (2, "", "readme-sync: README.md:1: 'a' holds an item; take all away with --children\n")
    assert run("remove", "a", "--children").code == 0
    assert (folder / "README.md").read_bytes() == b""
