"""`readme-sync sort`."""

from pathlib import Path

import pytest
from cli_running import LOG, Runner


@pytest.mark.usefixtures("folder")
class TestSort:
    def test_by_progress(self, run: Runner, folder: Path) -> None:
        assert run("sort", "--section", "Reading", "--by", "progress") == (0, "README.md:5: sorted by progress\n", "")
        rows = (folder / "README.md").read_text("utf-8").splitlines()[6:12]
        assert [row.split("|")[1].strip() for row in rows] == [
            *("Beloved", "Ulysses", "Emma", "Dubliners", "Dune", "Walden"),
        ]
        ran = run("sort", "--section", "Reading", "--by", "progress")
        assert ran.out == "README.md:5: in that order already (progress); nothing changed\n"

    def test_a_list(self, run: Runner, folder: Path) -> None:
        assert run("sort", "--line", "16").out == "README.md:16: sorted by label\n"
        assert (folder / "README.md").read_text("utf-8").endswith("\n- [ ] Boat\n- [x] Shed\n")

    def test_an_unknown_column(self, run: Runner, folder: Path) -> None:
        ran = run("sort", "--section", "Reading", "--by", "Size")
        columns = "its columns are 'Kind', 'Title', 'Progress'"
        assert ran == (2, "", f"readme-sync: README.md:5: there is no column 'Size'; {columns}\n")
        assert (folder / "README.md").read_text("utf-8") == LOG
