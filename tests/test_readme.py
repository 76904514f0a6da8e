"""What the README and the documentation show is what readme-sync prints; their links and examples hold."""

import re
import shlex
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from promises import Promise

from readme_sync.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^`\n]*)\n(?P<text>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE)
SHOWN = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: the words behind its language, and its text."""

    language: str
    name: str
    text: str


def blocks(page: Path) -> list[Block]:
    found = []
    for fence in FENCE.finditer(page.read_text("utf-8")):
        language, _, name = fence["info"].strip().partition(" ")
        text = re.sub(f"^{fence['indent']}", "", fence["text"], flags=re.MULTILINE)
        found.append(Block(language, name, text))
    return found


CONSOLES = [page for page in PAGES if any(block.language == "console" for block in blocks(page))]
SH = [(page, line) for page in PAGES for one in blocks(page) if one.language == "sh" for line in one.text.splitlines()]


@pytest.mark.parametrize("page", CONSOLES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_shown_output(
    promise: Promise,
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Promise 18: a page is read from its top: blocks with a file name are files, commands run in their folder."""
    tried, broken = 0, []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    subprocess.run(["git", "init", "-q"], check=True)
    for block in blocks(page):
        if block.name:
            (tmp_path / block.name).write_text(block.text, "utf-8")
        for command, output in SHOWN.findall(block.text) if block.language == "console" else ():
            program, *arguments = shlex.split(command)
            assert program == "readme-sync"
            assert main(arguments) in {0, 1}, command
            tried += 1
            if (said := capfdbinary.readouterr().out.decode()) != output:
                broken.append(f"{command}: {said!r} is not {output!r}")
    promise(18, tried, broken, floor=1, full_floor=1)


def test_commands_that_are_not_shown_running_exist(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert len(SH) > 30
    for page, line in SH:
        if line.startswith("readme-sync "):
            _, name, *rest = shlex.split(line)
            assert main(["help", name]) == 0, (page.name, line)
            shown = capfdbinary.readouterr().out.decode()
            unknown = [
                word for word in rest if word.startswith("-") and word != "-" and word.partition("=")[0] not in shown
            ]
            assert unknown == [], (page.name, line)


def test_python_example(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "README.md").write_bytes((ROOT / "samples" / "learning.md").read_bytes())
    monkeypatch.chdir(tmp_path)
    (example,) = (block.text for block in blocks(README) if block.language == "python")
    exec(compile(example, "README", "exec"), {})  # noqa: S102  our own text
    out = capsys.readouterr().out
    assert "\n2. Projects (2/6) 66.6666" in out
    assert "\n+8: Book         | Rust for Rustaceans " in out
    after = (tmp_path / "README.md").read_text("utf-8")
    assert "- [x] A toy TCP stack" in after
    assert "https://geps.dev/progress/60" in after


def test_links_lead_somewhere(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    pages = [*map(str, sorted(ROOT.glob("*.md"))), "docs"]
    code = main(["check", "--select", "RS302,RS303", "--output-format", "concise", *pages])
    assert (code, capfd.readouterr().out.count(" RS30")) == (0, 0)


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert {name for name in pages if f"({name}" not in index} == set()


def test_nothing_says_to_install_what_is_not_there() -> None:
    """Until there is a release, nothing asks a package index for us."""
    for page in [*PAGES, *(ROOT / "src").rglob("*.py")]:
        assert not re.search(r"pip(?:x)? install ['\"]?readme-sync", page.read_text("utf-8")), page


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_marker_ends_a_paragraph(page: Path) -> None:
    """A comment at the start of a line begins HTML: what stands behind it would leave its paragraph or list."""
    text = FENCE.sub("", page.read_text("utf-8"))
    started = re.findall(r"^[ >-]*<!-- readme-sync: (?!ignore).*-->.*<!-- /readme-sync.*$", text, re.MULTILINE)
    assert started == []


def test_every_column_has_a_header() -> None:
    """A screen reader reads it with each cell."""
    rows = [line for page in PAGES for line in FENCE.sub("", page.read_text("utf-8")).splitlines() if line[:1] == "|"]
    pairs = pairwise(rows)
    assert [head for head, marks in pairs if set(marks) <= set("|-: ") and "| |" in head] == []
