"""`readme-sync` itself: help, wrong usage, defects, broken pipes, and what it loads."""

import errno
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_running import Runner, environment

import readme_sync
from readme_sync import reader as reading
from readme_sync.cli import commands
from readme_sync.editing import operations
from readme_sync.text import Source

COMMANDS = sorted(path.stem for folder in (commands, operations) for path in Path(*folder.__path__).glob("[a-z]*.py"))
NEVER_FOR_CHECK = (
    "asyncio",
    "cmarkgfm",
    "difflib",
    "email",
    "github",
    "http",
    "importlib.metadata",
    "json",
    "logging",
    "lsprotocol",
    "pydantic",
    "pygls",
    "requests",
    "rich",
    "shutil",
    "socket",
    "readme_sync.config.keys",
    "readme_sync.config.load",
    "subprocess",
    "tempfile",
    "tomllib",
    "urllib",
    "wcwidth",
    "yaml",
)


STANDARD_FOR_CHECK = [
    "array",
    "bisect",
    "enum",
    "errno",
    "fnmatch",
    "functools",
    "gc",
    "heapq",
    "importlib",
    "itertools",
    "math",
    "ntpath",
    "re",
    "signal",
    "typing",
    "unicodedata",
]
"""What of the standard library `check README.md` loads; and what these load, which differs between Pythons."""


class TestHelp:
    def test_lists_all_commands_with_a_line_each(self, run: Runner) -> None:
        ran = run("--help")
        assert ran.code == 0
        listed = [line.split(maxsplit=1) for line in ran.out.split("Commands:\n")[1].split("\n\n")[0].splitlines()]
        assert [name for name, _ in listed] == COMMANDS
        assert not any(text.endswith("...") for _, text in listed)

    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("flag", ["-h", "--help"])
    def test_every_command_has_its_own(self, run: Runner, command: str, flag: str) -> None:
        ran = run(command, flag)
        assert ran.code == 0
        assert ran.out.isascii()
        assert ran.out.startswith(f"Usage: readme-sync {command}")

    def test_is_shown_where_no_command_is_given(self, run: Runner) -> None:
        ran = run()
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("Usage: readme-sync ")

    def test_version(self, run: Runner) -> None:
        assert run("--version") == (0, f"readme-sync {readme_sync.__version__}\n", "")


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["chekc"], "no such command 'chekc' (did you mean check?); try readme-sync --help"),
            (["xyzzy"], "no such command 'xyzzy'; try readme-sync --help"),
            (["check", "--frobnicate"], "no such option '--frobnicate'"),
            (["status", "--output-format", "pdf"], "invalid value for '--output-format'"),
            (["set", "Emma"], "missing argument 'VALUE'"),
            (["set", "Emma", "1", "2"], "got unexpected extra argument"),
            (["check", "--select"], "option '--select' requires an argument"),
        ],
    )
    def test_wrong_is_one_line(self, run: Runner, arguments: list[str], message: str) -> None:
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"readme-sync: {message}")
        assert ran.err.endswith("--help\n")
        assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("folder")
class TestDefects:
    @pytest.fixture(autouse=True)
    def _defect(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = reading.read

        def read(source: Source, *settings: Any) -> readme_sync.Readme:
            if source.path == "README.md":
                raise ZeroDivisionError("division\nby zero")
            return real(source, *settings)

        monkeypatch.setattr(reading, "read", read)

    def test_are_one_line_and_the_others_are_done(self, run: Runner, folder: Path) -> None:
        (folder / "other.md").write_text("- [x] a\n", encoding="utf-8")
        ran = run("status", "README.md", "missing.md", "other.md")
        assert ran.code == 3
        assert ran.out.startswith("other.md\n")
        defect, missing = ran.err.splitlines()
        assert defect == (
            "readme-sync: README.md: internal error (ZeroDivisionError: division by zero); please report it at "
            "https://github.com/readme-sync/readme-sync/issues (READMESYNC_TRACEBACK=1 shows where)"
        )
        assert missing == "readme-sync: missing.md: does not exist; check the path"

    def test_show_where_when_asked(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("READMESYNC_TRACEBACK", "1")
        assert "Traceback (most recent call last)" in run("status").err

    def test_outside_of_any_document(self, run: Runner) -> None:
        ran = run("set", "Emma", "50")
        assert ran.code == 3
        assert ran.err.startswith("readme-sync: internal error (ZeroDivisionError")


class _Full(io.BytesIO):
    def write(self, data: object) -> int:  # noqa: ARG002
        raise OSError(errno.ENOSPC, "No space left on device")


class _Sip(io.BytesIO):
    """Takes a few bytes at a time, as the raw file of PYTHONUNBUFFERED may."""

    def write(self, data: Any) -> int:
        return super().write(bytes(data)[:7])


@pytest.mark.usefixtures("folder")
class TestStreams:
    def test_a_stream_that_takes_parts_gets_all(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        expected = run("parse").out
        taken = _Sip()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(taken, encoding="utf-8"))
        assert readme_sync.cli.main(["parse"]) == 0
        assert taken.getvalue().decode() == expected

    def test_a_full_disk_behind_standard_output(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        run("status")
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(_Full(), encoding="utf-8"))
        assert readme_sync.cli.main(["status"]) == 2
        sys.stderr.flush()
        errors = sys.stderr.buffer
        assert isinstance(errors, io.BytesIO)
        assert errors.getvalue() == b"readme-sync: standard output cannot be written: No space left on device\n"

    def test_a_reader_who_leaves(self, folder: Path) -> None:
        rows = "".join(f"- [x] task number {number}\n" for number in range(5000))
        (folder / "README.md").write_text(rows, encoding="utf-8")
        command = [sys.executable, "-m", "readme_sync", "parse"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdout=pipe, stderr=pipe, cwd=folder, env=environment()) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(1)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 141

    def test_control_c_only_ends_the_line(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        def parse(_document: object, **_settings: object) -> object:
            raise KeyboardInterrupt

        monkeypatch.setattr("readme_sync.cli.commands.status.parse", parse)
        assert run("status") == (130, "", "\n")


def _loaded(folder: Path, *arguments: str) -> set[str]:
    code = (
        "import sys; from readme_sync.cli import main; main(sys.argv[1:]);"
        "sys.stdout.flush(); print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-X", "utf8", "-c", code, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, env=environment())
    return set(ran.stderr.split())


_COMPILED = """
import re, sys
def watched(compiled):
    def compiled_in(pattern, flags=0):
        seen.append(pattern)
        frame = sys._getframe()
        while frame := frame.f_back:
            name = frame.f_globals.get("__name__", "")
            if frame.f_code.co_name == "<module>" and name.startswith("readme_sync"):
                print(name, pattern, file=sys.stderr)
        return compiled(pattern, flags)
    return compiled_in
seen, re.compile = [], watched(re.compile)
from readme_sync.cli import main
main(["check", "README.md"])
sys.exit(len(seen) < 20)
"""
"""Says which modules compile which patterns while they are loaded; fails where hardly any pattern is compiled."""


def _loaded_with(modules: list[str]) -> set[str]:
    """The names of what Python loads with some modules."""
    command = [sys.executable, "-X", "utf8", "-c", f"import sys, {', '.join(modules)}; print(*sys.modules)"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    return {name.split(".")[0] for name in ran.stdout.split()}


class TestLoaded:
    """The import list is the latency."""

    def test_by_check(self, folder: Path) -> None:
        text = (folder / "README.md").read_text(encoding="utf-8").replace("Dubliners", "Dubliners " * 20)
        (folder / "README.md").write_text(text, encoding="utf-8")
        loaded = _loaded(folder, "check", "README.md")
        assert not loaded & {"click", "dataclasses", "inspect", *NEVER_FOR_CHECK}
        assert {name.split(".")[0] for name in loaded} - _loaded_with(STANDARD_FOR_CHECK) == {"readme_sync"}
        assert not {name for name in loaded if name.startswith("readme_sync.cli.commands.")}

    def test_no_pattern_is_compiled_by_loading(self, folder: Path) -> None:
        command = [sys.executable, "-c", _COMPILED]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, env=environment())
        assert ran.stderr == ""

    def test_by_check_with_options(self, folder: Path) -> None:
        options = ("--select", "RS2", "--ignore=RS206", "--no-config", "--output-format", "concise")
        assert not _loaded(folder, "check", *options, "README.md") & {"click", *NEVER_FOR_CHECK}
        loaded = _loaded(folder, "check", "--jobs", "1", "README.md")
        assert not loaded & set(NEVER_FOR_CHECK)
        ours = {name for name in loaded if name.startswith("readme_sync.cli.commands.")}
        assert ours == {"readme_sync.cli.commands.check"}

    @pytest.mark.parametrize("arguments", [["status"], ["--help"], ["--version"]])
    def test_by_other_commands(self, folder: Path, arguments: list[str]) -> None:
        assert not _loaded(folder, *arguments) & (set(NEVER_FOR_CHECK) - {"json", "shutil"})

    def test_by_set(self, folder: Path) -> None:
        # It writes, so it asks cmark-gfm.
        assert not _loaded(folder, "set", "Emma", "50") & {"github", "importlib.metadata", "pydantic", "yaml"}

    def test_by_the_package(self, folder: Path) -> None:
        command = [sys.executable, "-c", "import readme_sync, sys; print('\\n'.join(sys.modules))"]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, env=environment())
        loaded = ran.stdout.split()
        assert {name for name in loaded if name.startswith("readme_sync")} == {"readme_sync"}
