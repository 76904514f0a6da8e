"""`readme-sync rename`."""

from pathlib import Path

import pytest
from cli_running import LOG, Runner


@pytest.mark.usefixtures("folder")
class TestRename:
    def test_a_row_keeps_the_width_of_its_cell(self, run: Runner, folder: Path) -> None:
        assert run("rename", "Emma", "E | m") == (0, "README.md:8: Emma is now E | m\n", "")
        assert (folder / "README.md").read_text("utf-8") == LOG.replace("| Emma   ", r"| E \| m ")

    def test_says_that_nothing_changes(self, run: Runner, folder: Path) -> None:
        ran = run("rename", "Emma", "Emma")
        assert ran == (0, "README.md:8: Emma is called so already; nothing changed\n", "")
        assert (folder / "README.md").read_text("utf-8") == LOG

    def test_pads_the_table_as_configured_or_asked(self, run: Runner, folder: Path) -> None:
        assert run("rename", "Emma", "Emma Woodhouse", "--diff", "--repad").out.count("\n+") == 9
        (folder / ".readme-sync.toml").write_text("[tables]\nrepad = true\n", encoding="utf-8")
        assert run("rename", "Emma", "Emma Woodhouse", "--diff").out.count("\n+") == 9
        assert run("rename", "Emma", "Emma Woodhouse", "--diff", "--no-repad").out.count("\n+") == 2

    def test_hostile_labels_cannot_steer_the_terminal(self, run: Runner) -> None:
        assert "\x1b" not in run("rename", "Boat", "a\x1b[2Jb").out

    def test_an_empty_label(self, run: Runner) -> None:
        assert run("rename", "Boat", " ").err == "readme-sync: README.md: a row needs a label\n"
