"""What all commands share: one name for one option, help that fits, examples that run, how much is said."""

import json
import shlex
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import click
import pytest
from cli_running import Runner
from click.shell_completion import BashComplete

from readme_sync.cli.group import cli

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = click.Context(cli, info_name="readme-sync")
NAMES = cli.list_commands(CONTEXT)
COMMANDS = {name: command for name in NAMES if (command := cli.get_command(CONTEXT, name))}
FALSE = "# Plan (2/2)\n\n- [x] a\n- [ ] b\n"
REPORTS = {"check", "status", "numbers", "parse", "export"}
WRITES = {name for name, command in COMMANDS.items() if "show_diff" in {one.name for one in command.params}}
DIFFERENT = {
    "--to": "a section, or a service",
    "--since": "of check: with what it is compared; of sync: which documents",
    "--section": "of export: with its subsections",
    "--column": "of other verbs",
    "--first": "of rows, and of columns",
    "--history": "of numbers: how often each followed; of status: charts",
    "--last": "of rows, and of columns; of add the default",
    "--before": "of rows, and of columns",
    "--after": "of rows, and of columns",
    "--output-format": "the formats",
}
"""Options whose help may differ, since it says what they mean to the command."""


def options(name: str) -> dict[str, click.Option]:
    return {
        spelling: one
        for one in COMMANDS[name].params
        if isinstance(one, click.Option) and not one.hidden
        for spelling in one.opts
    }


def test_an_option_means_the_same_everywhere() -> None:
    meanings = defaultdict(set)
    for name in NAMES:
        for spelling, one in options(name).items():
            if spelling not in DIFFERENT:
                meanings[spelling].add((one.help, one.metavar, one.is_flag))
    assert {spelling: said for spelling, said in meanings.items() if len(said) > 1} == {}


def test_what_means_the_same_has_one_name() -> None:
    for name in NAMES:
        spellings = set(options(name))
        assert not spellings & {"--format", "--check", "--preview", "--out", "--output", "--path"}, name
        assert {"-q", "-v", "--color"} <= spellings, name
        if any(isinstance(one, click.Argument) and one.name == "paths" for one in COMMANDS[name].params):
            assert {"--exclude", "--config", "--no-config"} <= spellings, name
        if name in WRITES:
            assert {"--diff", "--dry-run", "--output-format"} <= spellings, name
        if name in REPORTS:
            assert {"--output-file"} <= spellings, name
    assert {"add", "apply", "check", "format", "import", "migrate", "numbers", "set", "sync"} <= WRITES


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_fits_80_columns(run: Runner, name: str) -> None:
    shown = run("help", *([name] if name else []))
    assert shown.code == 0
    assert shown == run(*([name] if name else []), "--help")
    assert [line for line in shown.out.splitlines() if len(line) > 80] == []
    assert "  Examples:\n" in shown.out or not name


def test_help_of_what_is_not_there(run: Runner) -> None:
    assert run("help", "chek") == (
        2,
        "",
        "readme-sync: no such command 'chek' (did you mean check?); try readme-sync --help\n",
    )
    assert "did you mean check?" in run("lint").err
    assert "did you mean" not in run("xyz").err


def _commit(folder: Path) -> None:
    people = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for command in (["init", "-q"], ["add", "."], [*people, "commit", "-qm", "x"], ["tag", "v1.0"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


EXAMPLES = [
    (name, line.strip())
    for name, command in COMMANDS.items()
    for line in (command.epilog or "").partition("Examples:\n")[2].splitlines()
    if name not in {"server", "resolve", "push"} and line.strip().startswith("readme-sync ")
]
"""The server waits for an editor (tests/server), resolve for a conflict (tests/editing/test_merge.py), push for
GitHub (test_cli_push.py)."""


@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_examples_run(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, line: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    for place in ("README.md", "docs/README.md"):
        shutil.copy(ROOT / "samples" / "learning.md", tmp_path / place)
    (tmp_path / "edits.yml").write_text("- {op: set, row: Rustlings, value: 60}\n", "utf-8")
    (tmp_path / "rows.csv").write_text("section,row,value\n,Rustlings,60\n", "utf-8")
    if name == "history":
        _commit(tmp_path)
    else:
        (tmp_path / ".git").mkdir()
    program, command, *arguments = shlex.split(line)
    assert (program, command) == ("readme-sync", name)
    if name == "export" and "#plan" in line:
        arguments = [one.replace("#plan", "#13-papers") for one in arguments]
    ran = run(command, *arguments)
    assert ran.code in {0, 1}, ran.err
    assert "Traceback" not in ran.err


class TestHowMuchIsSaid:
    @pytest.fixture(autouse=True)
    def _document(self, folder: Path) -> None:
        (folder / "README.md").write_text(FALSE, encoding="utf-8")

    def test_quiet(self, run: Runner) -> None:
        ran = run("check", "-q", "--output-format", "concise")
        assert (ran.code, ran.out.count("\n"), ran.err) == (1, 1, "")
        assert run("-q", "set", "b", "done") == (0, "", "")
        assert run("check", "-q") == (0, "", "")
        assert run("set", "b", "open", "--quiet", "--dry-run").out != ""
        assert run("set", "nobody", "open", "-q").err != ""

    def test_verbose(self, run: Runner, folder: Path) -> None:
        assert run("check", "-v").err == "README.md: 2 items, 1 number checked; configuration: none\n"
        (folder / ".readme-sync.toml").write_text('ignore = ["RS101"]\n', "utf-8")
        assert run("check", "-v").err.endswith("configuration: .readme-sync.toml\n")
        assert run("status", "--verbose").err == "README.md: configuration: .readme-sync.toml\n"

    def test_color(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "\x1b[" in run("check", "--color", "always").out
        assert "\x1b[" not in run("check").out
        assert "\x1b[" not in run("check", "--color", "never", terminal=True).out
        monkeypatch.setenv("NO_COLOR", "1")
        assert "\x1b[" in run("--color=always", "check").out
        assert run("check", "--color", "red").code == 2

    def test_exit_zero(self, run: Runner, folder: Path) -> None:
        assert (run("check").code, run("check", "--exit-zero").code) == (1, 0)
        assert run("check", "--exit-zero", "missing.md").code == 2
        (folder / "README.md").write_text("<!-- readme-sync: toc -->\n", "utf-8")
        assert run("check", "--exit-zero").code == 2

    def test_output_file(self, run: Runner, folder: Path) -> None:
        ran = run("check", "--output-format", "json", "-o", "found.json")
        assert (ran.code, ran.out, ran.err) == (1, "", "")
        assert json.loads((folder / "found.json").read_text("utf-8"))["summary"]["errors"] == 1
        assert run("status", "--output-file", "status.txt", "--color", "always").out == ""
        assert "\x1b[" in (folder / "status.txt").read_text("utf-8")
        assert run("check", "-o", "no/such/folder") == (
            2,
            "",
            "readme-sync: no/such/folder: cannot be written: No such file or directory; check the path\n",
        )

    def test_fail_under(self, run: Runner) -> None:
        assert run("status", "--fail-under", "50").code == 0
        ran = run("status", "--fail-under", "50.5")
        assert (ran.code, ran.err) == (1, "50 % is less than the 50.5 % of --fail-under\n")
        assert run("status", "--fail-under", "101").code == 2

    def test_old_names_still_work(self, run: Runner) -> None:
        ran = run("status", "--format", "json")
        assert (ran.code, ran.err) == (0, "readme-sync: --format is now called --output-format\n")
        assert json.loads(ran.out)["path"] == "README.md"
        ran = run("sync", "--check")
        assert (ran.code, ran.err.splitlines()[0]) == (1, "readme-sync: --check is now called --dry-run")

    def test_show_settings(self, run: Runner, folder: Path) -> None:
        (folder / ".readme-sync.toml").write_text('select = ["RS1"]\ncounting.struck = "skip"\n', "utf-8")
        lines = run("check", "--show-settings").out.splitlines()
        assert lines[0] == "# README.md: .readme-sync.toml"
        assert 'select = ["RS1"]' in lines
        assert any('"struck": "skip"' in line for line in lines)


CHANGES = (
    (("set", "b", "done"), 1),
    (("sync",), 1),
    (("apply", "edits.yml"), 1),
    (("import", "rows.csv"), 1),
    (("migrate", "--to", "geps"), 0),
    (("format",), 0),
    (("numbers", "--bind-all"), 0),
)


@pytest.mark.parametrize(("command", "changes"), CHANGES)
def test_json_of_all_that_write_has_one_shape(
    run: Runner, folder: Path, command: tuple[str, ...], changes: int
) -> None:
    import jsonschema  # noqa: PLC0415  only here

    schema = json.loads(run("schema", "changes").out)
    (folder / "edits.yml").write_text("- {op: set, row: b, value: done}\n", "utf-8")
    (folder / "rows.csv").write_text("section,row,value\n,b,done\n", "utf-8")
    for preview in ((), ("--dry-run",), ("--diff",)):
        (folder / "README.md").write_text(FALSE, encoding="utf-8")
        ran = run(*command, *preview, "--output-format", "json")
        (line,) = ran.out.splitlines()
        said = json.loads(line)
        jsonschema.Draft202012Validator(schema).validate(said)
        assert (said["path"], said["changed"], said["written"]) == (
            "README.md",
            bool(changes),
            bool(changes and not preview),
        )
        assert (said["diff"] or "").startswith("--- a/README.md\n") == bool(changes and preview == ("--diff",))
        assert sum(one["changed"] for one in said["changes"]) == changes
        assert ((folder / "README.md").read_text("utf-8") != FALSE) == said["written"]


def test_json_does_not_share_standard_output_with_a_document(run: Runner) -> None:
    ran = run("set", "b", "done", "--file", "-", "--output-format", "json", stdin=FALSE.encode())
    assert (ran.code, ran.out) == (2, "")
    assert (
        run("set", "b", "done", "--file", "-", "--output-format", "json", "--dry-run", stdin=FALSE.encode()).code == 1
    )


class TestCompletion:
    @staticmethod
    def proposed(*words: str) -> list[str]:
        made = BashComplete(cli, {}, "readme-sync", "_README_SYNC_COMPLETE").get_completions([*words[:-1]], words[-1])
        return [f"{one.type},{one.value}" for one in made]

    @pytest.mark.usefixtures("folder")
    def test_proposes_files_rules_rows_and_sections(self) -> None:
        assert "file,READ" in self.proposed("check", "READ")
        assert "file,x" in self.proposed("status", "--config", "x")
        assert "plain,row-numbers" in self.proposed("rule", "row-")
        assert "plain,RS1,RS206" in self.proposed("check", "--select", "RS1,RS206")
        assert self.proposed("set", "D") == ["plain,Dune", "plain,Dubliners"]
        assert self.proposed("set", "--section", "#r") == ["plain,#reading"]
        assert "plain,sync" in self.proposed("sy")

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_scripts(self, run: Runner, shell: str) -> None:
        ran = run("completions", shell)
        assert ran.code == 0
        assert "_README_SYNC_COMPLETE" in ran.out
        assert run("completions", "tcsh").code == 2

    def test_bash_takes_the_script(self, run: Runner, folder: Path) -> None:
        bash = shutil.which("bash")
        if bash is None:
            pytest.skip("no bash")
        (folder / "script").write_text(run("completions", "bash").out, "utf-8")
        done = subprocess.run([bash, "-nc", "source ./script"], cwd=folder, check=False)
        assert done.returncode == 0
