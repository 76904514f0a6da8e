"""`readme-sync add`."""

from pathlib import Path

import pytest
from cli_running import LOG, Runner

ROW = "8: Novel   | Persuasion | ![bar](https://geps.dev/progress/40) |"


@pytest.mark.usefixtures("folder")
class TestAdd:
    def test_a_row(self, run: Runner, folder: Path) -> None:
        ran = run("add", "Emma II", "40", "--cell", "Kind=Novel", "--section", "Reading")
        assert ran == (0, "README.md:13: Emma II added\n", "")
        line = "8: Novel   | Emma II   | ![bar](https://geps.dev/progress/40) |\n"
        assert (folder / "README.md").read_text("utf-8") == LOG.replace("\n\n## Building", f"\n{line}\n## Building")

    def test_the_section_in_the_path(self, run: Runner) -> None:
        ran = run("add", "Persuasion", "40", "--cell", "Kind=Novel", "--file", "README.md#reading", "--diff")
        assert ran.code == 1
        assert f"\n+{ROW}\n" in ran.out
        assert ran.err == "README.md:13: Persuasion added (not written)\n"

    def test_a_task_beside_another(self, run: Runner, folder: Path) -> None:
        assert run("add", "Arch *", "--before", "Boat").out == "README.md:17: Arch * added\n"
        assert r"- [ ] Arch \*" in (folder / "README.md").read_text("utf-8")
        assert run("add", "Done", "done", "--first", "--section", "Building").out == "README.md:16: Done added\n"

    def test_a_dry_run(self, run: Runner, folder: Path) -> None:
        ran = run("add", "Arch", "--after", "Boat", "--dry-run")
        assert ran == (1, "README.md:18: Arch added (not written)\n", "")
        assert (folder / "README.md").read_text("utf-8") == LOG

    def test_standard_input(self, run: Runner) -> None:
        ran = run("add", "Arch", "--after", "Boat", "--file", "-", stdin=LOG.encode())
        assert ran == (0, f"{LOG}- [ ] Arch\n", "<stdin>:18: Arch added\n")

    def test_lists_what_may_be_meant(self, run: Runner) -> None:
        lines = [
            "readme-sync: README.md: there are 2 tables and lists of progress; choose with --section or --line",
            "- line 5, #reading",
            "- line 16, #building",
        ]
        assert run("add", "x").err.splitlines() == lines
        assert run("add", "x", "--section", "xyz").err.splitlines()[1:] == ["- #log", "- #reading", "- #building"]

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["x", "--section", "Reading", "--cell", "Size=1"], "README.md:5: there is no column 'Size'"),
            (["x", "--section", "Reading", "--cell", "Size"], "--cell takes HEADER=TEXT"),
            (["x", "--first", "--last"], "only one of --before, --after, --first and --last"),
            (["x", "sunny", "--section", "Reading"], "'sunny' is no progress"),
            (["", "--section", "Building"], "README.md: a task needs a text"),
        ],
    )
    def test_refuses_in_one_line(self, run: Runner, folder: Path, arguments: list[str], message: str) -> None:
        ran = run("add", *arguments)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert ran.err.startswith(f"readme-sync: {message}")
        assert (folder / "README.md").read_text("utf-8") == LOG
