"""Documents that cannot be read: one line each, exit code 2, and the others are still done."""

import errno
import os
from pathlib import Path

import pytest
from cli_running import LOG, Runner

from readme_sync.store import read_files as reading

BAD = {
    "latin.md": (b"# Caf\xe9\n", "latin.md:1: is not UTF-8 (byte 0xE9); save it as UTF-8"),
    "utf16.md": ("# Log\n".encode("utf-16"), "utf16.md: is UTF-16; save it as UTF-8"),
    "nul.md": (b"# Log\n\n\0\n", "nul.md:3: holds NUL bytes; it is not text; save it as UTF-8"),
}
COMMANDS = [
    ("status",),
    ("check",),
    ("parse",),
    ("status", "--output-format", "json"),
    ("check", "--output-format", "json"),
]


@pytest.mark.usefixtures("folder")
class TestBadDocuments:
    @pytest.mark.parametrize("name", BAD)
    @pytest.mark.parametrize("command", COMMANDS)
    def test_is_named_and_the_others_are_done(
        self, run: Runner, folder: Path, command: tuple[str, ...], name: str
    ) -> None:
        data, message = BAD[name]
        (folder / name).write_bytes(data)
        ran = run(*command, name, "README.md")
        assert ran.code == 2
        assert ran.err == f"readme-sync: {message}\n"
        assert "README.md" in ran.out
        assert (folder / name).read_bytes() == data

    @pytest.mark.parametrize("name", BAD)
    def test_is_not_written(self, run: Runner, folder: Path, name: str) -> None:
        data, message = BAD[name]
        (folder / name).write_bytes(data)
        for arguments in (["set", "Emma", "50", "--file", name], ["check", "--fix", name]):
            ran = run(*arguments)
            assert (ran.code, ran.err) == (2, f"readme-sync: {message}\n")
        assert (folder / name).read_bytes() == data

    @pytest.mark.parametrize("name", BAD)
    def test_is_named_on_standard_input(self, run: Runner, name: str) -> None:
        data, message = BAD[name]
        ran = run("status", "-", stdin=data)
        assert ran == (2, "", f"readme-sync: {message.replace(name, '<stdin>')}\n")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_missing(self, run: Runner, command: tuple[str, ...]) -> None:
        ran = run(*command, "missing.md", "README.md")
        assert (ran.code, ran.err) == (2, "readme-sync: missing.md: does not exist; check the path\n")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_a_directory_without_markdown(self, run: Runner, folder: Path, command: tuple[str, ...]) -> None:
        (folder / "docs").mkdir()
        ran = run(*command, "docs", "README.md")
        assert ran.code == 2
        assert ran.err == "readme-sync: docs: holds no Markdown file; name a file, or another folder\n"

    def test_too_large(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("readme_sync.cli.documents.MAX_BYTES", 100)
        monkeypatch.setattr(reading, "MAX_BYTES", 100)
        ran = run("status")
        assert ran.code == 2
        assert "README.md: is too large" in ran.err
        assert run("status", "-", stdin=LOG.encode()).err == "readme-sync: <stdin>: is too large\n"

    @pytest.mark.parametrize("command", COMMANDS)
    def test_unreadable(
        self, run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
    ) -> None:
        (folder / "secret.md").write_text(LOG, encoding="utf-8")
        real_open = os.open

        def refusing(path: str, flags: int, mode: int = 0o777) -> int:
            if path == "secret.md":
                raise PermissionError(errno.EACCES, "Permission denied", path)
            return real_open(path, flags, mode)

        monkeypatch.setattr(os, "open", refusing)
        ran = run(*command, "secret.md", "README.md")
        assert ran.code == 2
        assert ran.err == "readme-sync: secret.md: cannot be read: Permission denied; allow reading it\n"
        assert "README.md" in ran.out


class TestDefault:
    @pytest.mark.parametrize("name", ["readme.md", "ReadMe.MD", "README.markdown"])
    def test_is_the_readme_however_it_is_written(self, run: Runner, folder: Path, name: str) -> None:
        (folder / "README.md").rename(folder / name)
        assert run("status").out.splitlines()[0] == name

    def test_prefers_readme_md(self, run: Runner, folder: Path) -> None:
        (folder / "README.markdown").write_text("", encoding="utf-8")
        (folder / "readme.md").write_text("", encoding="utf-8")
        assert run("status").out.splitlines()[0] == "README.md"

    @pytest.mark.parametrize("command", [*COMMANDS, ("set", "Emma", "50")])
    def test_is_missing(self, run: Runner, folder: Path, command: tuple[str, ...]) -> None:
        (folder / "README.md").unlink()
        ran = run(*command)
        assert ran == (2, "", "readme-sync: there is no README.md in this folder; name a document\n")
