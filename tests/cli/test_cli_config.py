"""Commands with a configuration."""

import json
from pathlib import Path

import pytest
from cli_running import Runner

from readme_sync.cli import commands

OVER_PATHS = ("check", "parse", "status")
WELSH = (
    "# Plan\n\n| Tasg | Status |\n| --- | --- |\n"
    "| Szopa | ✅ Gorffennwyd |\n| Łódź | ar waith |\n| Dom | heb ei wneud |\n"
)
WORDS = '[words]\ndone = ["gorffennwyd"]\nin-progress = ["ar waith"]\nopen = ["heb ei wneud"]\n'


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def _repository(folder: Path) -> None:
    (folder / ".git").mkdir()


def test_every_command_that_reads_documents_takes_one(run: Runner) -> None:
    for path in Path(*commands.__path__).glob("[a-z]*.py"):
        if "PATHS" in (shown := run(path.stem, "--help").out):
            assert "--config PATH" in shown, path.stem
            assert "--no-config" in shown, path.stem


class TestWords:
    def test_are_read(self, run: Runner, folder: Path) -> None:
        put(folder / "plan.md", WELSH)
        assert json.loads(run("parse", "plan.md").out)["progress"]["total"] == 0
        put(folder / ".readme-sync.toml", WORDS)
        progress = json.loads(run("parse", "plan.md").out)["progress"]
        assert (progress["total"], progress["done"], progress["in_progress"]) == (3, 1, 1)

    def test_are_written(self, run: Runner, folder: Path) -> None:
        put(folder / "plan.md", WELSH)
        put(folder / ".readme-sync.toml", WORDS)
        assert run("set", "Dom", "in progress", "--file", "plan.md").out == "plan.md:7: Dom 0 % -> in progress\n"
        assert run("set", "Szopa", "open", "--file", "plan.md").code == 0
        assert run("set", "Szopa", "open", "--file", "plan.md").code == 0
        after = WELSH.replace("✅ Gorffennwyd", "⬜ heb ei wneud").replace("| Dom | heb ei wneud", "| Dom | ar waith")
        assert (folder / "plan.md").read_text(encoding="utf-8") == after


class TestPaths:
    @pytest.mark.parametrize("command", OVER_PATHS)
    def test_are_the_documents_by_default(self, run: Runner, folder: Path, command: str) -> None:
        put(folder / "docs" / "plan.md", "- [x] a\n")
        put(folder / "docs" / "log.md", "- [x] a\n")
        put(folder / "pyproject.toml", '[tool.readme-sync]\npaths = ["docs/plan.md", "docs/log.md"]')
        ran = run(command)
        assert ran.code == 0
        assert "README.md" not in ran.out
        assert run(command, "README.md").out != ran.out

    def test_of_set(self, run: Runner, folder: Path) -> None:
        put(folder / "plan.md", "- [x] a\n")
        put(folder / ".readme-sync.toml", 'paths = ["plan.md"]')
        assert run("set", "a", "open").out.startswith("plan.md:1: a ")
        put(folder / ".readme-sync.toml", 'paths = ["plan.md", "README.md"]')
        ran = run("set", "a", "open")
        assert ran == (2, "", "readme-sync: the configuration names 2 documents; choose one with --file\n")

    def test_missing(self, run: Runner, folder: Path) -> None:
        put(folder / ".readme-sync.toml", 'paths = ["missing.md"]')
        assert run("status") == (2, "", "readme-sync: missing.md: does not exist; check the path\n")


class TestRules:
    def test_are_selected(self, run: Runner, folder: Path) -> None:
        assert run("check").code == 1
        put(folder / ".readme-sync.toml", 'ignore = ["row-numbers"]')
        assert run("check").code == 0
        assert run("check", "--ignore", "RS301").code == 1
        put(folder / ".readme-sync.toml", 'select = ["RS3"]')
        assert run("check").code == 0
        assert run("check", "--diff").code == 0
        assert run("check", "--select", "RS2").code == 1

    def test_of_each_document_are_those_of_its_folder(self, run: Runner, folder: Path) -> None:
        put(folder / "docs" / "README.md", (folder / "README.md").read_text(encoding="utf-8"))
        put(folder / "docs" / ".readme-sync.toml", 'ignore = ["RS206"]')
        out = run("check", "README.md", "docs/README.md").out
        assert out.count(" warning RS206 ") == 1
        assert "docs/README.md" not in out


class TestTrackers:
    def test_overrule_the_guess(self, run: Runner, folder: Path) -> None:
        put(folder / ".readme-sync.toml", '[[trackers]]\nsection = "#reading"\nkind = "none"')
        document = json.loads(run("parse").out)
        [table] = document["sections"][0]["sections"][0]["tables"]
        assert table == {
            "line": 5,
            "columns": ["Kind", "Title", "Progress"],
            "tracker": False,
            "reason": "the configuration says so",
            "code": "configured",
            "column": "",
        }
        assert document["progress"]["total"] == 2

    def test_hold_for_set(self, run: Runner, folder: Path) -> None:
        put(folder / ".readme-sync.toml", '[[trackers]]\nsection = "Reading"\nlabel = "Kind"')
        assert run("set", "Essay", "50").out.startswith("README.md:10: 4: Essay 100 % -> 50 %")


class TestWrong:
    @pytest.mark.parametrize("command", OVER_PATHS)
    def test_is_said_once(self, run: Runner, folder: Path, command: str) -> None:
        put(folder / ".readme-sync.toml", "pathes = []")
        put(folder / "other.md", "- [x] a\n")
        message = "readme-sync: .readme-sync.toml:1: there is no key 'pathes'; did you mean 'paths'?\n"
        ran = run(command, "README.md", "other.md")
        assert (ran.code, ran.err) == (2, message)
        assert (run(command).code, run(command).err) == (2, message)
        assert run("set", "Emma", "50") == (2, "", message)

    def test_the_documents_of_other_folders_are_done(self, run: Runner, folder: Path) -> None:
        put(folder / "docs" / ".readme-sync.toml", "pathes = []")
        put(folder / "docs" / "plan.md", "- [x] a\n")
        ran = run("status", "docs/plan.md", "README.md")
        assert ran.code == 2
        assert ran.out.startswith("README.md\n")

    @pytest.mark.parametrize("command", OVER_PATHS)
    def test_does_not_matter_with_no_config(self, run: Runner, folder: Path, command: str) -> None:
        put(folder / ".readme-sync.toml", "pathes = []")
        assert run(command, "--no-config").err == ""

    def test_is_said_of_the_one_that_is_named(self, run: Runner, folder: Path) -> None:
        put(folder / "other.toml", "pathes = []")
        assert run("status").code == 0
        assert run("status", "--config", "other.toml").err.startswith("readme-sync: other.toml:1: there is no key")
        assert run("status", "--config", "missing.toml").err == (
            "readme-sync: missing.toml: the configuration cannot be read: No such file or directory; "
            "check the path, or use --no-config\n"
        )

    def test_both_options(self, run: Runner) -> None:
        ran = run("status", "--config", "a.toml", "--no-config")
        assert (ran.code, ran.err) == (
            2,
            "readme-sync: --config and --no-config cannot go together; try readme-sync status --help\n",
        )


def test_standard_input_has_that_of_the_folder(run: Runner, folder: Path) -> None:
    put(folder / ".readme-sync.toml", WORDS)
    assert json.loads(run("parse", "-", stdin=WELSH.encode()).out)["progress"]["total"] == 3


class TestPerFileIgnores:
    def test_stay_whatever_is_asked_for(self, run: Runner, folder: Path) -> None:
        put(folder / "docs" / "log.md", (folder / "README.md").read_text(encoding="utf-8"))
        put(folder / ".readme-sync.toml", 'per-file-ignores = { "docs/*.md" = ["RS206"] }')
        assert run("check", "docs/log.md").code == 0
        assert run("check", "docs/log.md", "--select", "RS206").code == 0
        assert run("check", "docs/log.md", "--ignore", "RS301").code == 0
        assert run("check", "docs/log.md", "--no-config").code == 1
        assert run("check", "README.md").code == 1
        assert run("check", "--fix", "docs/log.md").code == run("check", "--diff", "docs/log.md").code == 0


class TestPatterns:
    def test_of_paths(self, run: Runner, folder: Path) -> None:
        for name in ("b.md", "a.md"):
            put(folder / "docs" / name, "- [x] a\n")
        put(folder / ".readme-sync.toml", 'paths = ["docs/*.md"]')
        assert run("check").out == "no problems in 2 items of 2 documents\n"
        assert run("set", "a", "open").err == (
            "readme-sync: the configuration names 2 documents; choose one with --file\n"
        )
        put(folder / ".readme-sync.toml", 'paths = ["*.rst"]')
        message = "readme-sync: .readme-sync.toml: paths: '*.rst' matches no file; correct the pattern\n"
        assert run("check") == (2, "", message)
        assert run("check", "docs/a.md").code == 0


class TestClaims:
    CLAIM = '[[claims]]\nfind = "{} lessons"\nvalue = "2"\n'

    def test_are_about_one_document(self, run: Runner, folder: Path) -> None:
        put(folder / ".readme-sync.toml", self.CLAIM)
        put(folder / "README.md", "# Course\n")
        put(folder / "docs" / "plan.md", "# Plan\n")
        assert run("check", "docs/plan.md").code == 0
        ran = run("check", "README.md")
        assert ran.code == 2
        assert ran.out.startswith("README.md:1:1 error RS504 ")
        assert "claims: the text '{} lessons' with a number was not found" in ran.out
        put(folder / ".readme-sync.toml", self.CLAIM + 'file = "docs/plan.md"\n')
        assert run("check", "docs/plan.md").code == 2
        assert run("check", "README.md").code == 0
        put(folder / ".readme-sync.toml", 'paths = ["docs/plan.md"]\n' + self.CLAIM)
        assert run("check").code == 2


def test_broken_markers_are_wrong_input_and_the_rest_is_shown(run: Runner, folder: Path) -> None:
    bad = "# Plan\n\n<!-- readme-sync: toc -->\n\n| a |\n|---|\n| b | c |\n"
    put(folder / "bad.md", bad)
    put(folder / "good.md", "# Plan\n")
    ran = run("check", "bad.md", "good.md")
    assert ran.code == 2
    assert "RS501" in ran.out
    assert "RS201" in ran.out
    assert run("check", "bad.md", "--ignore", "RS501").code == 1
    assert run("check", "bad.md", "--output-format", "json").code == 2
    assert run("check", "--fix", "bad.md").code == 2
    assert (folder / "bad.md").read_text(encoding="utf-8") == bad
