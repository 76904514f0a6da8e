"""`readme-sync set`."""

from pathlib import Path

import pytest
from cli_running import LOG, Runner

SAID = "README.md:8: Emma 40 % -> 55 %"
CHANGED = LOG.replace("progress/40)", "progress/55)")


@pytest.mark.usefixtures("folder")
class TestWriting:
    def test_changes_the_value_and_nothing_else(self, run: Runner, folder: Path) -> None:
        assert run("set", "Emma", "55") == (0, f"{SAID}\n", "")
        assert (folder / "README.md").read_text(encoding="utf-8") == CHANGED

    def test_says_that_nothing_changes(self, run: Runner, folder: Path) -> None:
        before = (folder / "README.md").stat()
        assert run("set", "Emma", "40") == (0, "README.md:8: Emma is already 40 %; nothing changed\n", "")
        assert (folder / "README.md").stat().st_mtime_ns == before.st_mtime_ns

    def test_checks_a_task(self, run: Runner, folder: Path) -> None:
        assert run("set", "Boat", "done") == (0, "README.md:17: Boat open -> done\n", "")
        assert "- [x] Boat" in (folder / "README.md").read_text(encoding="utf-8")
        assert run("set", "Boat", "done").out == "README.md:17: Boat is already done; nothing changed\n"

    def test_takes_the_number_of_a_row(self, run: Runner) -> None:
        assert run("set", "2", "55").out == f"{SAID}\n"

    def test_takes_another_file(self, run: Runner, folder: Path) -> None:
        (folder / "README.md").rename(folder / "log.md")
        assert run("set", "Emma", "55", "--file", "log.md").out == f"log{SAID[6:]}\n"

    def test_takes_a_section(self, run: Runner) -> None:
        assert run("set", "Emma", "55", "--section", "Reading").out == f"{SAID}\n"

    def test_takes_a_column(self, run: Runner) -> None:
        assert run("set", "Emma", "55", "--column", "Progress").out == f"{SAID}\n"

    def test_keeps_crlf_and_byte_order_mark(self, run: Runner, folder: Path) -> None:
        data = b"\xef\xbb\xbf" + LOG.replace("\n", "\r\n").encode()
        (folder / "README.md").write_bytes(data)
        assert run("set", "Emma", "55").code == 0
        assert (folder / "README.md").read_bytes() == data.replace(b"progress/40)", b"progress/55)")

    def test_the_file_may_name_the_section(self, run: Runner) -> None:
        assert run("set", "Emma", "55", "--file", "README.md#reading").out == SAID + "\n"
        ran = run("set", "Emma", "60", "--file", "README.md#building")
        said = "there is no row 'Emma' in '#building'; one stands in line 8, #reading"
        assert (ran.code, ran.err) == (2, f"readme-sync: README.md: {said}\n")

    def test_a_file_that_nobody_may_write_stays(self, run: Runner, folder: Path) -> None:
        (folder / "README.md").chmod(0o444)
        ran = run("set", "Emma", "55")
        assert ran == (2, "", "readme-sync: README.md: is read-only; make it writable (chmod u+w)\n")
        assert (folder / "README.md").read_text(encoding="utf-8") == LOG


def test_says_what_is_written_not_what_was_asked(run: Runner, folder: Path) -> None:
    rows = "| Book | Progress |\n| - | - |\n| Emma | 3/8 |\n| Dune | 1/9 |\n"
    (folder / "README.md").write_text(rows, encoding="utf-8")
    assert run("set", "Emma", "50").out == "README.md:3: Emma 3/8 -> 4/8\n"
    assert run("set", "Emma", "done").out == "README.md:3: Emma 4/8 -> 8/8\n"


@pytest.mark.usefixtures("folder")
class TestShowing:
    @pytest.fixture(autouse=True)
    def _nothing_is_written(self, folder: Path) -> object:
        yield
        assert (folder / "README.md").read_text(encoding="utf-8") == LOG

    def test_a_dry_run(self, run: Runner) -> None:
        assert run("set", "Emma", "55", "--dry-run") == (1, f"{SAID} (not written)\n", "")

    def test_a_dry_run_that_would_change_nothing(self, run: Runner) -> None:
        ran = run("set", "Emma", "40", "--dry-run")
        assert ran == (0, "README.md:8: Emma is already 40 %; nothing changed\n", "")

    def test_a_diff(self, run: Runner) -> None:
        ran = run("set", "Emma", "55", "--diff")
        assert (ran.code, ran.err) == (1, f"{SAID} (not written)\n")
        assert ran.out.startswith("--- a/README.md\n+++ b/README.md\n@@ -5,7 +5,7 @@\n")
        assert "\n-2: Novel   | Emma      | ![bar](https://geps.dev/progress/40)   |\n+2: Novel " in ran.out

    def test_a_diff_of_nothing(self, run: Runner) -> None:
        assert run("set", "Emma", "40", "--diff")[:2] == (0, "")

    def test_a_diff_in_colour(self, run: Runner) -> None:
        assert "\n\x1b[31m-2: Novel" in run("set", "Emma", "55", "--diff", terminal=True).out

    def test_standard_input_goes_to_standard_output(self, run: Runner) -> None:
        data = b"\xef\xbb\xbf" + LOG.replace("\n", "\r\n").encode()
        ran = run("set", "Emma", "55", "--file", "-", stdin=data)
        assert (ran.code, ran.err) == (0, f"<stdin>{SAID[9:]}\n")
        assert ran.out.encode() == data.replace(b"progress/40)", b"progress/55)")

    def test_standard_input_that_stays_as_it_is(self, run: Runner) -> None:
        ran = run("set", "Emma", "40", "--file", "-", stdin=LOG.encode())
        assert ran == (0, LOG, "<stdin>:8: Emma is already 40 %; nothing changed\n")

    def test_a_dry_run_of_standard_input(self, run: Runner) -> None:
        ran = run("set", "Emma", "55", "--file", "-", "--dry-run", stdin=LOG.encode())
        assert ran == (1, f"<stdin>{SAID[9:]} (not written)\n", "")


@pytest.mark.usefixtures("folder")
class TestRefusing:
    @pytest.fixture(autouse=True)
    def _nothing_is_written(self, folder: Path) -> object:
        before = (folder / "README.md").read_bytes()
        yield
        assert (folder / "README.md").read_bytes() == before

    def test_a_row_of_a_table_that_is_not_counted_is_not_passed_over_in_silence(
        self, run: Runner, folder: Path
    ) -> None:
        text = "# T\n\n| Book | Pages |\n| --- | --- |\n| Emma | 40 |\n| Dune | of 30 |\n\n- [ ] Emma x\n"
        (folder / "aside.md").write_text(text, encoding="utf-8")
        ran = run("set", "Emma", "done", "--file", "aside.md", "--dry-run")
        assert ran.code == 1
        assert ran.out.startswith("aside.md:8: Emma x open -> done")
        assert ran.err.startswith("line 3: the table is not counted: ")
        assert '[[trackers]] section = "#t"' in ran.err
        assert not run("set", "Emma x", "done", "--file", "aside.md", "--dry-run").err

    def test_an_unknown_row_names_the_nearest(self, run: Runner) -> None:
        ran = run("set", "Ulises", "50")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("readme-sync: README.md: ")
        assert "Ulises" in ran.err
        assert "Ulysses" in ran.err
        assert ran.err.count("\n") == 1

    @pytest.mark.parametrize("value", ["140", "sunny", "-95", "7/5", "1/0", ""])
    def test_a_value_that_cannot_be(self, run: Runner, value: str) -> None:
        ran = run("set", "--", "Emma", value)
        assert (ran.code, ran.out) == (2, "")
        assert value in ran.err
        assert ran.err.count("\n") == 1

    def test_a_value_that_the_notation_cannot_state(self, run: Runner, folder: Path) -> None:
        path = folder / "other.md"
        path.write_text("| A | Progress |\n| - | - |\n| b | ![](https://progress-bar.xyz/40) |\n", encoding="utf-8")
        ran = run("set", "b", "40.5", "--file", "other.md")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("readme-sync: other.md:3: ")
        assert ran.err.count("\n") == 1

    def test_an_unknown_section(self, run: Runner) -> None:
        ran = run("set", "Emma", "50", "--section", "Writing")
        assert (ran.code, ran.out) == (2, "")
        assert "Writing" in ran.err


def test_an_ambiguous_row_lists_the_candidates(run: Runner, folder: Path) -> None:
    (folder / "README.md").write_text("# A\n\n- [ ] Emma\n\n# B\n\n- [ ] Emma\n", encoding="utf-8")
    ran = run("set", "Emma", "done")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "readme-sync: README.md: 'Emma' may be 2 rows; choose with --section",
        "- 'Emma' (line 3, #a)",
        "- 'Emma' (line 7, #b)",
    ]
    assert run("set", "Emma", "done", "--section", "B").code == 0


def test_hostile_labels_cannot_steer_the_terminal(run: Runner, folder: Path) -> None:
    (folder / "README.md").write_text("- [ ] Em\x1b[2Jma\n", encoding="utf-8")
    assert run("set", "Em\x1b[2Jma", "done").out == "README.md:1: Emma open -> done\n"
    assert "\x1b" not in run("set", "x\x1b[2J", "done").err


def test_a_longer_value_takes_blanks_of_its_cell(run: Runner, folder: Path) -> None:
    rows = "| Book | Progress |\n| ---- | -------- |\n| Emma | 3/80     |\n| Dune | 1/9      |\n"
    (folder / "README.md").write_text(rows, encoding="utf-8")
    assert run("set", "Emma", "33/80").code == 0
    assert (folder / "README.md").read_text(encoding="utf-8") == rows.replace("3/80 ", "33/80")
    assert run("set", "Emma", "3/80").code == 0
    assert (folder / "README.md").read_text(encoding="utf-8") == rows
