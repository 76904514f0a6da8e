"""`readme-sync move`."""

from pathlib import Path

import pytest
from cli_running import LOG, Runner


@pytest.mark.usefixtures("folder")
class TestMove:
    def test_a_row_and_a_task(self, run: Runner, folder: Path) -> None:
        assert run("move", "Emma", "--before", "Dune") == (0, "README.md:8: Emma moved\n", "")
        assert run("move", "Shed", "--last").code == 0
        lines = (folder / "README.md").read_text("utf-8").splitlines()
        assert [line[:4] for line in lines[6:8]] == ["2: N", "1: N"]
        assert lines[15:] == ["- [ ] Boat", "- [x] Shed"]

    def test_says_that_it_stands_there(self, run: Runner, folder: Path) -> None:
        ran = run("move", "Emma", "--after", "Dune")
        assert ran == (0, "README.md:8: Emma stands there already; nothing changed\n", "")
        assert (folder / "README.md").read_text("utf-8") == LOG

    def test_wants_a_place(self, run: Runner) -> None:
        ran = run("move", "Emma")
        assert ran.code == 2
        assert ran.err.startswith("readme-sync: say where to: --before, --after, --first, --last or --to")

    def test_a_row_is_no_task(self, run: Runner) -> None:
        message = "README.md: 'Emma' cannot be both a row and a task; remove it there and add it here"
        assert run("move", "Emma", "--to", "Building") == (2, "", f"readme-sync: {message}\n")
