"""`readme-sync renumber`."""

from pathlib import Path

import pytest
from cli_running import LOG, Runner


@pytest.mark.usefixtures("folder")
class TestRenumber:
    def test_closes_a_gap(self, run: Runner, folder: Path) -> None:
        assert run("renumber") == (0, "README.md:12: 1 number corrected\n", "")
        assert (folder / "README.md").read_text("utf-8") == LOG.replace("7: Stories", "6: Stories")
        assert run("renumber").out == "README.md:5: the numbers are in order already; nothing changed\n"

    def test_a_diff(self, run: Runner, folder: Path) -> None:
        assert "\n+6: Stories" in run("renumber", "--diff").out
        assert (folder / "README.md").read_text("utf-8") == LOG

    def test_no_numbers(self, run: Runner) -> None:
        ran = run("renumber", "--section", "Building")
        assert ran == (2, "", "readme-sync: README.md:16: its tasks have no numbers\n")
