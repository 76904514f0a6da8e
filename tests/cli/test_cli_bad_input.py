"""Bad input of every kind, to every command: one line that says what is wrong, never a traceback, never a hang."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from cli_running import Runner
from wcwidth import wcswidth

from readme_sync.cli.group import cli

NAMES = cli.list_commands(click.Context(cli))
DOCUMENTS = ["check", "status", "parse", "sync", "numbers", "facts", "format", "export"]


@pytest.mark.usefixtures("folder")
def test_wrong_options(run: Runner) -> None:
    for name in NAMES:
        ran = run(name, "--no-such-option")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), name
        assert ran.err.startswith("readme-sync: "), name
        assert f"readme-sync {name} --help" in ran.err, name


@pytest.mark.parametrize("command", DOCUMENTS)
def test_wrong_files(run: Runner, folder: Path, command: str) -> None:
    (folder / "empty").mkdir()
    (folder / "binary.md").write_bytes(b"\x00\xff\xfe\x80")
    (folder / "utf16.md").write_bytes("# Log\n".encode("utf-16"))
    (folder / "loop.md").symlink_to("loop.md")
    os.mkfifo(folder / "pipe.md")
    for name in ("missing.md", "binary.md", "utf16.md", "loop.md", "pipe.md", "README.md/x.md", ""):
        ran = run(command, name)
        assert ran.code == 2, name
        assert ran.out == "" or command == "facts", name
        assert ran.err.startswith("readme-sync: "), name
        assert ran.err.count("\n") == 1, (name, ran.err)


@pytest.mark.parametrize("command", ["check", "status", "sync", "set Emma 50", "apply edits.jsonl", "init", "export"])
def test_no_home(run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    (folder / ".git").mkdir()
    (folder / "edits.jsonl").write_text('{"op": "set", "row": "Emma", "value": 50}\n', "utf-8")
    ran = run(*command.split())
    assert ran.code in (0, 1)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
@pytest.mark.parametrize("command", ["set Emma 50", "sync", "check --fix", "format"])
def test_a_folder_in_which_nothing_can_be_written(
    run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str, number: int
) -> None:
    text = "# Log (2/2)\n\n|a | Progress|\n|---|---|\n| Emma | 40% |\n| Dune | 100% |\n"
    (folder / "README.md").write_text(text, "utf-8")

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    ran = run(*command.split())
    assert ran.code == 2
    errors = [line for line in ran.err.splitlines() if line.startswith("readme-sync: ")]
    assert len(errors) == 1
    assert "README.md" in errors[0]
    assert (folder / "README.md").read_text("utf-8") == text


def test_a_document_that_changes_while_it_is_edited(run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "README.md"
    replace = os.replace

    def late(old: str, new: str, **options: int) -> None:
        other = path.with_name("other")
        other.write_text("# Another\n", "utf-8")
        monkeypatch.setattr(os, "replace", replace)
        replace(other, path)
        replace(old, new, **options)

    monkeypatch.setattr(os, "replace", late)
    ran = run("set", "Emma", "50")
    assert ran.code in (0, 2)
    assert path.read_text("utf-8").startswith(("# Log", "# Another"))  # one of the two, whole
    assert "Traceback" not in ran.err


@pytest.mark.usefixtures("folder")
def test_no_standard_streams() -> None:
    for closed in ("<&-", "2>&-", "<&- >&- 2>&-"):
        line = f'"{sys.executable}" -m readme_sync check README.md {closed}'
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, check=False)
        assert "Traceback" not in done.stdout + done.stderr
        assert done.returncode in (0, 1, 2)


@pytest.mark.parametrize("columns", [50, 64, 80, 100, 132, 200])
def test_tables_fit_the_terminal(run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    long = "A very long heading about the reading of books in several languages"
    rows = "| Kind | Title | Progress |\n| --- | --- | --- |\n| Novel | 数学の本と長い長い題名 | 40% |\n"
    (folder / "README.md").write_text(f"# {long}\n\n## {long} 数学の本\n\n{rows}", "utf-8")
    monkeypatch.setenv("COLUMNS", str(columns))
    for command in ("status", "status --items"):
        widest = max(wcswidth(line) for line in run(*command.split()).out.splitlines())
        assert widest <= columns, command


def test_a_file_of_operations_that_names_no_file(run: Runner, folder: Path) -> None:
    (folder / "edits.jsonl").write_text('{"op": "set", "row": "Emma", "value": 50, "file": "a\\u0000.md"}\n', "utf-8")
    ran = run("apply", "edits.jsonl")
    assert ran.code == 2
    assert "edits.jsonl:1: no file matches" in ran.err


LONG = "9" * 310  # no float is that large
DIGITS = [LONG, "9" * 5000]  # Python refuses to read the second
ASKED = "# A\n\n- [x] a\n\nWe did <!-- readme-sync: {} -->3<!-- /readme-sync --> of all.\n"
DATA = {
    "d.json": ('{"a": %s}', "json d.json#/a"),
    "d.toml": ("a = %s\n", "toml d.toml#/a"),
    "d.yml": ("a: %s\n", "yaml d.yml#/a"),
    "d.csv": ("a\n%s\n", 'csv d.csv column "a"'),
}
KEYS = {
    "number of a fact": "[facts.a]\nnumber = {}\n[[claims]]\nfind = '{{}} of all'\nvalue = 'a'\n",
    "level": "[facts.a]\nheadings = 'README.md'\nlevel = {}\n",
    "issue": "[facts.a]\nissue = {}\n",
    "limit": "[limits]\nregions = {}\n",
    "percent": "[counting]\nin-progress = {}\n",
    "color": "[facts.a]\nnumber = 3\n[[claims]]\nfind = 'b-{{}}-'\nvalue = 'a'\ncolors = {{ '{}' = 'red' }}\n",
    "expression": "[[claims]]\nfind = '{{}} of all'\nvalue = 'done of #a * {}'\n",
}
EDITS = ("set Emma {}", "set Emma {}/9", "set Emma 5/{}", "set Emma {}%", "add X --value {}", "set Emma 5 --line {}")


class TestNumbersOfHundredsOfDigits:
    """They come from outside, and neither a float nor, with 5,000 digits, a whole number can be made of them."""

    def test_endless_numbers_in_a_document(self, run: Runner, folder: Path) -> None:
        text = (
            "# Log (N/N)\n\nN of N done, N%, 5.N%, `[#####-----] N%`\n\n| Title | Progress | Pages | Date |\n"
            "|---|---|---|---|\n| Emma | ![](https://geps.dev/progress/N) | N/N | 2026-N-12 |\n| N. | N% | N | N |\n"
            '| Total | N/N | N | |\n\n<progress value="N" max="N"></progress>\n\n## N\n\nN. [x] Shed\nN. [ ] Boat N/N\n'
        ).replace("N", LONG)
        for command in (*DOCUMENTS, "check --fix", "reset 0"):
            (folder / "README.md").write_text(text, "utf-8")
            ran = run(*command.split())
            assert ran.code in {0, 1, 2}, (command, ran.err)

    @pytest.mark.parametrize("digits", DIGITS, ids=["310", "5000"])
    @pytest.mark.parametrize("name", DATA)
    def test_endless_numbers_in_data(self, run: Runner, folder: Path, name: str, digits: str) -> None:
        written, asked = DATA[name]
        (folder / name).write_text(written % digits, "utf-8")
        text = ASKED.format(asked)
        (folder / "README.md").write_text(text, "utf-8")
        ran = run("sync", "--offline")
        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert name in ran.err
        assert (folder / "README.md").read_text("utf-8") == text

    @pytest.mark.parametrize("digits", DIGITS, ids=["310", "5000"])
    @pytest.mark.parametrize("key", KEYS)
    def test_endless_numbers_in_the_configuration(self, run: Runner, folder: Path, key: str, digits: str) -> None:
        (folder / ".readme-sync.toml").write_text(KEYS[key].format(digits), "utf-8")
        for command in ("check", "facts"):
            ran = run(command)
            assert (ran.code, ran.err.count("\n")) == (2, 1)
            assert ran.err.startswith("readme-sync: .readme-sync.toml:")

    @pytest.mark.parametrize("digits", DIGITS, ids=["310", "5000"])
    def test_endless_numbers_in_a_marker(self, run: Runner, folder: Path, digits: str) -> None:
        for asked in ("{}", "percent of 5 out of {}", "percent of # * {}", "json d.json#/b/{}", "issue {}"):
            text = ASKED.format(asked.format(digits))
            (folder / "README.md").write_text(text, "utf-8")
            (folder / "d.json").write_text('{"b": [1]}', "utf-8")
            ran = run("sync", "--offline")
            assert (ran.code, ran.err.count("\n")) == (2, 1), asked
            assert (folder / "README.md").read_text("utf-8") == text

    @pytest.mark.parametrize("digits", DIGITS, ids=["310", "5000"])
    def test_endless_numbers_on_the_command_line(self, run: Runner, folder: Path, digits: str) -> None:
        text = (folder / "README.md").read_text("utf-8")
        for command in (*EDITS, "renumber --start {}"):
            ran = run(*command.format(digits).split())
            assert (ran.code, ran.err.count("\n")) == (2, 1), (command, ran)
        assert (folder / "README.md").read_text("utf-8") == text

    @pytest.mark.parametrize("digits", DIGITS, ids=["310", "5000"])
    @pytest.mark.parametrize("line", ['"row": "Emma", "value": {}', '"row": "Emma", "value": "{}"', '"line": {}'])
    def test_endless_numbers_in_a_file_of_operations(self, run: Runner, folder: Path, line: str, digits: str) -> None:
        text = (folder / "README.md").read_text("utf-8")
        (folder / "edits.jsonl").write_text(f'{{"op": "set", {line.format(digits)}}}\n', "utf-8")
        ran = run("apply", "edits.jsonl")
        assert ran.code == 2
        assert "edits.jsonl:1: " in ran.err
        assert (folder / "README.md").read_text("utf-8") == text
