"""`readme-sync status`."""

import json
from pathlib import Path

import pytest
from cli_running import Runner
from workflow_commands import commands

TREE = """\
README.md
Log         ██████████░░░░░░░░░░  50 %  3/8
  Reading   ██████████░░░░░░░░░░  50 %  2/6
  Building  ██████████░░░░░░░░░░  50 %  1/2

Overall     ██████████░░░░░░░░░░  50 %  3/8
"""


@pytest.mark.usefixtures("folder")
class TestText:
    def test_shows_the_tree_of_the_readme_in_the_folder(self, run: Runner) -> None:
        assert run("status") == (0, TREE, "")

    def test_reads_standard_input(self, run: Runner, folder: Path) -> None:
        ran = run("status", "-", stdin=(folder / "README.md").read_bytes())
        assert ran == (0, TREE.replace("README.md", "<stdin>"), "")

    def test_adds_up_several_documents(self, run: Runner, folder: Path) -> None:
        (folder / "other.md").write_text("- [x] a\n- [x] b\n- [x] c\n- [x] d\n- [ ] e\n", encoding="utf-8")
        ran = run("status", "README.md", "other.md")
        assert ran.code == 0
        assert ran.out.startswith(TREE + "\nother.md\n")
        assert ran.out.endswith("\n\n2 documents: 7 of 13 items done, 61.5 %\n")

    def test_a_document_given_twice_counts_once(self, run: Runner) -> None:
        assert run("status", "README.md", "README.md").out == TREE

    def test_says_that_there_is_no_progress(self, run: Runner, folder: Path) -> None:
        (folder / "empty.md").write_bytes(b"")
        ran = run("status", "empty.md")
        assert ran.code == 0
        assert ran.out == "empty.md: nothing was read that tracks progress\n"

    def test_keeps_within_a_narrow_terminal(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "30")
        ran = run("status")
        assert max(map(len, ran.out.splitlines())) < 30
        assert "Building" in ran.out

    @pytest.mark.parametrize("columns", ["", "0", "wide", "-3", "²"])
    def test_takes_no_nonsense_for_a_width(self, run: Runner, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
        monkeypatch.setenv("COLUMNS", columns)
        assert run("status").out == TREE

    def test_draws_with_ascii_where_the_encoding_has_no_blocks(self, run: Runner) -> None:
        ran = run("status", encoding="ascii")
        assert "Reading   ##########..........  50 %  2/6\n" in ran.out


@pytest.mark.usefixtures("folder")
class TestColour:
    def test_is_off_when_piped(self, run: Runner) -> None:
        assert "\x1b" not in run("status").out

    def test_is_on_in_a_terminal(self, run: Runner) -> None:
        assert "\x1b[33m" in run("status", terminal=True).out

    def test_is_forced(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "\x1b[33m" in run("status").out

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("FORCE_COLOR", "0"), ("TERM", "dumb")])
    def test_is_switched_off(self, run: Runner, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
        monkeypatch.setenv(name, value)
        assert "\x1b" not in run("status", terminal=True).out

    def test_no_color_wins(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "\x1b" not in run("status", terminal=True).out


@pytest.mark.usefixtures("folder")
class TestHostile:
    def test_titles_cannot_steer_the_terminal(self, run: Runner, folder: Path) -> None:
        title = "a\x1b[2Jb\x9b1mc\u202ed\x07e\u200bf\x1b]0;owned\x07g"
        (folder / "README.md").write_text(f"# {title}\n\n- [x] x\n", encoding="utf-8")
        assert run("status").out.splitlines()[1].startswith("abcdefg ")

    def test_titles_cannot_command_the_runner(self, run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        text = "# \u3000::add-mask::e\n\n- [x] x\n\n# a ##[group]\n\n- [x] x\n"
        (folder / "README.md").write_text(text, encoding="utf-8")
        for form in ("text", "json"):
            lines = run("status", "--output-format", form).out.splitlines()
            assert not any(line.lstrip().startswith("::") or "##[" in line for line in lines)

    def test_a_lone_surrogate_in_a_path_is_no_crash(self, run: Runner) -> None:
        ran = run("status", "\udcff.md", "--output-format", "json")
        assert ran == (2, "", "readme-sync: \ufffd.md: does not exist; check the path\n")


@pytest.mark.usefixtures("folder")
class TestJson:
    def test_is_one_document_a_line(self, run: Runner, folder: Path) -> None:
        (folder / "other.md").write_text("- [x] a\n", encoding="utf-8")
        ran = run("status", "--output-format", "json", "README.md", "other.md")
        first, second = map(json.loads, ran.out.splitlines())
        assert ran.code == 0
        assert first["version"] == 1
        assert first["progress"] == {"total": 8, "done": 3, "in_progress": 3, "unknown": 0, "percent": 50, "mean": None}
        [log] = first["sections"]
        assert [section["title"] for section in log["sections"]] == ["Reading", "Building"]
        assert log["sections"][0]["anchor"] == "reading"
        assert second["sections"] == []

    def test_is_utf8_whatever_the_encoding_of_the_terminal(self, run: Runner, folder: Path) -> None:
        (folder / "README.md").write_text("# 学习\n\n- [x] a\n", encoding="utf-8")
        run("status", "--output-format", "json")
        ran = run("status", "--output-format", "json", encoding="latin-1")
        assert json.loads(ran.out.encode("latin-1"))["sections"][0]["title"] == "学习"


class TestFormats:
    @pytest.fixture(autouse=True)
    def _documents(self, folder: Path) -> None:
        (folder / "b.md").write_text("# ::error::x\n\n- [x] a\n\n## ##[error]y\n\n- [ ] b\n", encoding="utf-8")

    def test_csv_has_one_header(self, run: Runner) -> None:
        ran = run("status", "README.md", "b.md", "missing.md", "--output-format", "csv")
        assert ran.code == 2
        lines = ran.out.splitlines()
        assert lines[0].startswith("path,level,")
        assert sum(line.startswith("path,") for line in lines) == 1
        assert "b.md,1,1,errorx,::error::x,2,1,0,0,50\n" in ran.out

    def test_markdown_has_all_documents(self, run: Runner) -> None:
        ran = run("status", "README.md", "b.md", "--output-format", "markdown")
        assert ran.code == 0
        assert ran.out.startswith("### README&#46;md\n")
        assert "\n\n### b&#46;md\n" in ran.out

    @pytest.mark.parametrize("form", ["text", "json", "markdown", "csv"])
    def test_the_runner_takes_no_command(self, run: Runner, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        assert commands(run("status", "b.md", "--output-format", form).out) == []
