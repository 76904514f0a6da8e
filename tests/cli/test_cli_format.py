"""`readme-sync format`."""

from pathlib import Path

import pytest
from cli_running import Runner

OLD = "|a|b|\n|-|-|\n|1|long|\n\ntext\n\n<!-- prettier-ignore -->\n|a|b|\n|-|-|\n\n| a |\n| --- |\n"
NEW = OLD.replace("|a|b|\n|-|-|\n|1|long|", "| a   | b    |\n| --- | ---- |\n| 1   | long |")
COMPACT = OLD.replace("|a|b|\n|-|-|\n|1|long|", "| a | b |\n| --- | --- |\n| 1 | long |")
STAYS = "README.md:8: the table was skipped: a comment tells formatters to ignore it\n"


@pytest.fixture
def document(folder: Path) -> Path:
    path = folder / "README.md"
    path.write_bytes(OLD.replace("| a |\n| --- |", "| a   |\n| --- |").encode())
    return path


def test_formats_and_says_what_it_did(run: Runner, document: Path) -> None:
    total = "README.md: 1 formatted (aligned), 1 unchanged, 1 skipped\n"
    assert run("format") == (0, STAYS + total, "")
    assert document.read_bytes() == NEW.replace("| a |\n| --- |", "| a   |\n| --- |").encode()
    total = "README.md: 0 formatted (aligned), 2 unchanged, 1 skipped\n"
    assert run("format") == (0, STAYS + total, "")


def test_compact(run: Runner, document: Path) -> None:
    assert run("format", "--style", "compact").code == 0
    assert document.read_bytes() == COMPACT.encode()


def test_the_configuration_says_the_style(run: Runner, folder: Path, document: Path) -> None:
    (folder / ".readme-sync.toml").write_text('[tables]\nstyle = "compact"\n', "utf-8")
    assert run("format").code == 0
    assert document.read_bytes() == COMPACT.encode()
    assert run("format", "--style", "aligned").code == 0
    assert document.read_bytes() == NEW.replace("| a |\n| --- |", "| a   |\n| --- |").encode()
    (folder / ".readme-sync.toml").write_text('[tables]\nstyle = "fancy"\n', "utf-8")
    ran = run("format")
    assert ran.code == 2
    assert ran.err.startswith("readme-sync: .readme-sync.toml:2: tables.style should be 'aligned' or 'compact'")


def test_check_writes_nothing(run: Runner, document: Path) -> None:
    before = document.read_bytes()
    said = "README.md:1: the table is not aligned\n" + STAYS
    total = "README.md: 1 would change (aligned), 1 unchanged, 1 skipped\n"
    assert run("format", "--dry-run") == (1, said + total, "")
    assert document.read_bytes() == before
    run("format")
    assert run("format", "--dry-run").code == 0


def test_diff_writes_nothing(run: Runner, document: Path) -> None:
    before = document.read_bytes()
    ran = run("format", "--diff")
    assert ran.code == 1
    assert "-|1|long|\n+| a   | b    |\n" in ran.out
    assert ran.err.endswith("README.md: 1 would change (aligned), 1 unchanged, 1 skipped\n")
    assert document.read_bytes() == before


def test_standard_input(run: Runner) -> None:
    ran = run("format", "-", "--style", "compact", stdin=OLD.encode())
    assert ran.code == 0
    assert ran.out == COMPACT
    assert ran.err.endswith("<stdin>: 1 formatted (compact), 1 unchanged, 1 skipped\n")


def test_no_tables(run: Runner, document: Path) -> None:
    document.write_bytes(b"text\n")
    assert run("format") == (0, "README.md: no tables\n", "")


def test_one_missing_document_does_not_stop_the_others(run: Runner, document: Path) -> None:
    ran = run("format", "missing.md", "README.md")
    assert ran.code == 2
    assert ran.err == "readme-sync: missing.md: does not exist; check the path\n"
    assert b"| 1   | long |" in document.read_bytes()
