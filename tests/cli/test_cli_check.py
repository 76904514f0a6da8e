"""`readme-sync check`: the command; the rules have tests of their own."""

import json
from collections.abc import Collection
from pathlib import Path

import pytest
from cli_running import LOG, Runner

from readme_sync import rules
from readme_sync.model import Applicability, Fix, Level, Readme, Result
from readme_sync.text import Edit, Span

NOTHING_READ = "no problems, but nothing was read that tracks progress"

CLEAN = LOG.replace("7: Stories", "6: Stories")


@pytest.mark.usefixtures("folder")
class TestResults:
    def test_show_the_characters(self, run: Runner) -> None:
        ran = run("check")
        assert ran.code == 1
        assert ran.out == (
            "README.md:12:1 warning RS206 the row numbers jump from 5 to 7; 6 is missing\n"
            "  12 │ 7: Stories | Dubliners | ![bar](https://geps.dev/progress/50)   |\n"
            "     │ ^\n"
            "     = fix (unsafe): renumber the rows\n"
            "\n"
            "1 warning in 1 document\n"
            "1 has an unsafe fix (review the changes): readme-sync check --unsafe-fixes README.md\n"
        )

    def test_are_one_a_line(self, run: Runner) -> None:
        ran = run("check", "--output-format", "concise")
        first, summary = ran.out.splitlines()[:2]
        assert ran.code == 1
        assert first.startswith("README.md:12:1 warning RS206 ")
        assert summary == "1 warning in 1 document"

    def test_none_is_said_too(self, run: Runner, folder: Path) -> None:
        (folder / "README.md").write_text(CLEAN, encoding="utf-8")
        (folder / "one.md").write_text("- [x] a\n", encoding="utf-8")
        assert run("check") == (0, "README.md: no problems in 8 items\n", "")
        assert run("check", "one.md") == (0, "one.md: no problems in 1 item\n", "")
        assert run("check", "README.md", "one.md") == (0, "no problems in 9 items of 2 documents\n", "")
        assert run("check", "-", stdin=b"") == (
            0,
            f"<stdin>: {NOTHING_READ}\n",
            "",
        )

    def test_name_the_documents_with_problems(self, run: Runner, folder: Path) -> None:
        (folder / "one.md").write_text("- [x] a\n", encoding="utf-8")
        assert "\n1 warning in 1 of 2 documents" in run("check", "README.md", "one.md").out

    def test_are_json(self, run: Runner) -> None:
        ran = run("check", "--output-format", "json")
        report = json.loads(ran.out)
        assert ran.code == 1
        assert report["summary"]["warnings"] == 1
        [document] = report["documents"]
        [result] = document["results"]
        assert (document["path"], document["items"]) == ("README.md", 8)
        assert (result["rule"], result["level"], result["line"], result["column"]) == ("RS206", "warning", 12, 1)
        assert result["name"]


@pytest.mark.usefixtures("folder")
class TestSelecting:
    @pytest.mark.parametrize("words", ["RS206", "rs206", "RS2", "RS2,RS206", " RS206 , "])
    def test_takes_ids_and_families(self, run: Runner, words: str) -> None:
        assert run("check", "--select", words).code == 1
        assert run("check", "--ignore", words).code == 0
        assert run("check", "--select", words, "--ignore", "RS206").code == 0

    def test_takes_names(self, run: Runner) -> None:
        name = next(rule.name for rule in rules.every() if rule.id == "RS206")
        assert run("check", "--ignore", name).code == 0

    @pytest.mark.parametrize("option", ["--select", "--ignore"])
    def test_knows_what_there_is(self, run: Runner, option: str) -> None:
        ran = run("check", option, "RS206,XX1")
        assert ran == (2, "", "readme-sync: there is no rule 'XX1'; readme-sync rule lists them\n")


def _only_breaking(select: Collection[str] | None) -> bool:
    """Whether only the rules are asked for whose results make a document wrong input; RS999 is none of them."""
    return select is not None and all(rule.broken for rule in rules.every() if rule.id in select)


class TestLevels:
    """With rules of our own."""

    @pytest.fixture(autouse=True)
    def _rules(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def check(
            readme: Readme, select: Collection[str] | None = None, *_facts: object, **_files: object
        ) -> list[Result]:
            found = []
            for level in () if _only_breaking(select) else Level:
                start = readme.source.text.find(level.value)
                if start >= 0:
                    span = Span(start, start + len(level))
                    fix = Fix(
                        "say it nicely",
                        (Edit(span, "please"),),
                        applicability=Applicability.of(safe=level is Level.WARNING),
                    )
                    found.append(Result("RS999", level, f"says {level}\x1b[2J\n", span, fix))
            return found

        monkeypatch.setattr(rules, "check", check)
        (folder / "README.md").write_text("# A note, a warning, an error\n", encoding="utf-8")
        (folder / "note.md").write_text("# A note\n", encoding="utf-8")
        (folder / "warning.md").write_text("# A warning\n", encoding="utf-8")

    def test_are_sorted_aligned_and_counted(self, run: Runner) -> None:
        ran = run("check", "README.md", "note.md", "warning.md", "--output-format", "concise")
        assert ran.code == 1
        assert ran.out == (
            "README.md:1:5  note    RS999 says note\n"
            "README.md:1:13 warning RS999 says warning\n"
            "README.md:1:25 error   RS999 says error\n"
            "note.md:1:5 note RS999 says note\n"
            "warning.md:1:5 warning RS999 says warning\n"
            "1 error, 2 warnings and 2 notes in 3 documents\n"
            "2 can be fixed: readme-sync check --fix README.md warning.md\n"
            "3 more have unsafe fixes (review the changes): readme-sync check --unsafe-fixes README.md note.md\n"
        )

    def test_a_note_alone_is_clean(self, run: Runner) -> None:
        ran = run("check", "note.md", "--output-format", "concise")
        assert ran.code == 0
        assert ran.out.startswith("note.md:1:5 note RS999 says note\n1 note in 1 document\n")

    @pytest.mark.parametrize(
        ("level", "codes"),
        [("error", (1, 0, 0)), ("warning", (1, 1, 0)), ("note", (1, 1, 1)), ("never", (0, 0, 0)), (None, (1, 1, 0))],
    )
    def test_that_fail_can_be_chosen(self, run: Runner, folder: Path, level: str | None, codes: tuple[int]) -> None:
        paths = ("README.md", "warning.md", "note.md")
        option = ("--fail-on", level) if level else ()
        assert tuple(run("check", path, *option).code for path in paths) == codes
        (folder / ".readme-sync.toml").write_text(f'fail-on = "{level or "warning"}"', encoding="utf-8")
        assert tuple(run("check", path).code for path in paths) == codes
        assert run("check", "README.md", "--fail-on", "never").code == 0

    def test_fix_mends_what_is_safe(self, run: Runner, folder: Path) -> None:
        ran = run("check", "--fix", "README.md", "note.md", "warning.md")
        assert ran.code == 1
        assert ran.err == (
            "README.md: 1 result fixed (1 RS999)\n"
            "note.md: nothing to fix\n"
            "warning.md: 1 result fixed (1 RS999)\n"
            "2 results in 2 documents fixed and nothing to fix in 1 document\n"
        )
        assert "\n1 error and 2 notes in 2 of 3 documents\n" in ran.out
        assert (folder / "warning.md").read_text(encoding="utf-8") == "# A please\n"
        ran = run("check", "--fix", "warning.md")
        assert ran == (
            0,
            f"warning.md: {NOTHING_READ}\n",
            "warning.md: nothing to fix\n",
        )

    def test_unsafe_fixes_mend_all(self, run: Runner, folder: Path) -> None:
        ran = run("check", "--unsafe-fixes", "README.md")
        assert (ran.code, ran.err) == (0, "README.md: 3 results fixed (3 RS999)\n")
        assert (folder / "README.md").read_text(encoding="utf-8") == "# A please, a please, an please\n"

    @pytest.mark.parametrize("options", [(), ("--fix",)])
    def test_diff_shows_what_fix_would_do(self, run: Runner, folder: Path, options: tuple[str]) -> None:
        ran = run("check", "--diff", *options, "warning.md", "note.md")
        assert ran.code == 1
        assert ran.out == "--- a/warning.md\n+++ b/warning.md\n@@ -1 +1 @@\n-# A warning\n+# A please\n"
        assert ran.err == "1 result in 1 document would be fixed and nothing to fix in 1 document\n"
        assert (folder / "warning.md").read_text(encoding="utf-8") == "# A warning\n"
        assert run("check", "--diff", *options, "note.md") == (0, "", "nothing to fix\n")

    def test_diff_shows_what_unsafe_fixes_would_do(self, run: Runner, folder: Path) -> None:
        ran = run("check", "--diff", "--unsafe-fixes", "note.md")
        assert (ran.code, ran.err) == (1, "1 result in 1 document would be fixed\n")
        assert "+# A please\n" in ran.out
        assert (folder / "note.md").read_text(encoding="utf-8") == "# A note\n"

    @pytest.mark.parametrize("option", ["--fix", "--unsafe-fixes"])
    def test_fix_goes_with_files_only(self, run: Runner, option: str) -> None:
        ran = run("check", option, "-")
        assert ran.code == 2
        assert ran.err == (
            f"readme-sync: {option} writes files, it cannot go with -; use --diff; try readme-sync check --help\n"
        )

    def test_no_command_is_proposed_for_standard_input(self, run: Runner) -> None:
        ran = run("check", "-", stdin=b"# A warning\n")
        assert ran.out.endswith("1 warning in 1 document\nto read more: readme-sync rule RS999\n")

    def test_the_proposed_command_repeats_the_options(self, run: Runner) -> None:
        ran = run("check", "warning.md", "--select", "RS2,RS3", "--ignore", "RS301", "--no-config")
        command = "readme-sync check --fix --select RS2,RS3 --ignore RS301 --no-config warning.md"
        assert ran.out.endswith(f"1 can be fixed: {command}\n")

    @pytest.mark.parametrize(
        "line",
        [
            "check --no-config --no-config README.md",
            "check README.md --select RS2 --select=RS1 --ignore RS206",
            "check --output-format json --output-format concise README.md",
            "check --output-format nothing README.md",
            "check --config missing.toml README.md",
            "check --config missing.toml --no-config README.md",
            "check --config= README.md",
            "check --select",
            "check --select --no-config README.md",
            "check --no-config=1 README.md",
            "check --ignore RS999 README.md",
            "check -- README.md",
            "check -x README.md",
            "check --since HEAD README.md",
            "check --since",
        ],
    )
    def test_arguments_mean_the_same_with_and_without_click(
        self, run: Runner, monkeypatch: pytest.MonkeyPatch, line: str
    ) -> None:
        plain = run(*line.split(" "))
        monkeypatch.setattr("readme_sync.cli.check_run.run", lambda _arguments: None)
        assert run(*line.split(" ")) == plain

    def test_statistics(self, run: Runner) -> None:
        ran = run("check", "--statistics", "README.md", "warning.md")
        assert ran.code == 1
        assert ran.out.splitlines()[:2] == [
            "4  RS999    4 can be fixed",
            "1 error, 2 warnings and 1 note in 2 documents",
        ]
        counts = json.loads(run("check", "--statistics", "--output-format", "json", "README.md", "warning.md").out)
        assert counts["rules"] == [{"rule": "RS999", "name": "", "count": 4, "fixable": 4}]
        assert (counts["summary"]["documents"], counts["summary"]["warnings"]) == (2, 2)
        ran = run("check", "--statistics", "--output-format", "sarif")
        assert (ran.code, ran.err) == (
            2,
            "readme-sync: --statistics cannot go with --output-format sarif; json can; try readme-sync check --help\n",
        )

    def test_fixes_that_are_refused_are_named(self, run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def check(
            readme: Readme, select: Collection[str] | None = None, *_facts: object, **_files: object
        ) -> list[Result]:
            found = []
            for word, new in () if _only_breaking(select) else (("note", "<b>"), ("error", "failure")):
                start = readme.source.text.find(word)
                if start >= 0:
                    span = Span(start, start + len(word))
                    found.append(
                        Result(
                            "RS999",
                            Level.ERROR,
                            word,
                            span,
                            Fix("mend", (Edit(span, new),), applicability=Applicability.SAFE),
                        )
                    )
            return found

        monkeypatch.setattr(rules, "check", check)
        ran = run("check", "--fix", "README.md")
        assert ran.code == 1
        assert ran.err == (
            "README.md: 1 result fixed (1 RS999)\n"
            "README.md:1:5 RS999 was not fixed: the change would alter the page's structure\n"
        )
        assert (folder / "README.md").read_text(encoding="utf-8") == "# A note, a warning, an failure\n"
        assert "--fix" not in ran.out
        ran = run("check", "--diff", "README.md", "note.md")
        assert ran.code == 0
        assert ran.err.endswith("\n2 results skipped\n")
