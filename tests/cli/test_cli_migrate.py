"""`readme-sync migrate`."""

import subprocess
from pathlib import Path

import pytest
from cli_running import Runner

OLD = "![](https://progress-bar.dev/4/) ![](https://geps.dev/progress/7) ![](https://geps.dev/progress/0.5)\n"
NEW = "![](https://progress-bar.xyz/4/) ![](https://progress-bar.xyz/7/) ![](https://geps.dev/progress/0.5)\n"
SAID = """\
README.md:1: https://progress-bar.dev/4/ -> https://progress-bar.xyz/4/
README.md:1: https://geps.dev/progress/7 -> https://progress-bar.xyz/7/
README.md:1: https://geps.dev/progress/0.5 was skipped: progress-bar.xyz takes whole numbers
"""


@pytest.fixture
def document(folder: Path) -> Path:
    path = folder / "README.md"
    path.write_bytes(OLD.encode())
    return path


def test_moves_and_says_what_it_did(run: Runner, document: Path) -> None:
    total = "README.md: 2 moved to progress-bar.xyz, 0 already there, 1 skipped\n"
    assert run("migrate", "--to", "progress-bar.xyz") == (0, SAID + total, "")
    assert document.read_bytes() == NEW.encode()
    ran = run("migrate", "--to", "progress-bar.xyz")
    assert ran.code == 0
    assert ran.out.endswith("README.md: 0 moved to progress-bar.xyz, 2 already there, 1 skipped\n")


def test_dry_run_writes_nothing(run: Runner, document: Path) -> None:
    total = "README.md: 2 moved to progress-bar.xyz, 0 already there, 1 skipped (not written)\n"
    assert run("migrate", "--to", "progress-bar.xyz", "--dry-run") == (1, SAID + total, "")
    assert document.read_bytes() == OLD.encode()


def test_diff_writes_nothing(run: Runner, document: Path) -> None:
    ran = run("migrate", "--to", "progress-bar.xyz", "--diff")
    assert ran.code == 1
    assert ran.out == f"--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-{OLD}+{NEW}"
    assert ran.err.startswith(SAID)
    assert document.read_bytes() == OLD.encode()


def test_from_one_service(run: Runner, document: Path) -> None:
    assert run("migrate", "--to", "progress-bar.xyz", "--from", "progress-bar.dev").code == 0
    assert document.read_bytes() == OLD.replace("bar.dev", "bar.xyz").encode()


def test_nothing_to_move(run: Runner, document: Path) -> None:
    document.write_bytes(b"nothing\n")
    assert run("migrate", "--to", "geps") == (0, "README.md: no progress images that could move\n", "")


def test_one_missing_document_does_not_stop_the_others(run: Runner, document: Path) -> None:
    ran = run("migrate", "--to", "progress-bar.xyz", "missing.md", "README.md")
    assert ran.code == 2
    assert ran.err == "readme-sync: missing.md: does not exist; check the path\n"
    assert document.read_bytes() == NEW.encode()


@pytest.mark.usefixtures("document")
def test_wrong_services(run: Runner) -> None:
    assert run("migrate").code == 2
    assert run("migrate", "--to", "badgen").code == 2
    assert run("migrate", "--to", "geps", "--from", "nowhere").code == 2


HEAD = "| Title | Progress |\n| - | - |\n"


def _drawn(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "docs" / "progress").iterdir())


def test_pictures_in_the_repository(run: Runner, document: Path, folder: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], check=True, cwd=folder)
    rows = "| Emma | ![](https://geps.dev/progress/4) |\n| Dune | ![](https://geps.dev/progress/7) |\n"
    document.write_text(HEAD + rows, "utf-8")
    ran = run("migrate", "--to", "svg")
    assert ran.code == 0
    assert "docs/progress/bar-4-percent.svg was drawn; commit it with the document" in ran.err
    ran = run("set", "Emma", "60")
    assert "docs/progress/bar-60-percent.svg was drawn" in ran.err
    assert "| Emma | ![60%](docs/progress/bar-60-percent.svg) |\n" in document.read_text("utf-8")
    author = folder / "docs" / "progress" / "bar-9-percent.svg"
    author.write_text("<svg>drawn by hand</svg>", "utf-8")
    assert run("migrate", "--prune", "--dry-run").code == 1
    ran = run("migrate", "--prune")
    assert (ran.code, ran.out) == (0, "docs/progress/bar-4-percent.svg: removed; no document names it\n")
    assert _drawn(folder) == ["bar-60-percent.svg", "bar-7-percent.svg", "bar-9-percent.svg"]
    (folder / ".git").rename(folder / "kept")
    (folder / ".git").mkdir()
    assert run("migrate", "--prune").code == 2  # git says nothing, so nothing is removed
    (folder / ".git").rmdir()
    (folder / "kept").rename(folder / ".git")
    # A missing one is found, and drawn again; one of the author's stays as it is.
    (folder / "docs" / "progress" / "bar-7-percent.svg").unlink()
    ran = run("check", "--select", "RS302")
    assert "the picture docs/progress/bar-7-percent.svg is not there; readme-sync sync draws it" in ran.out
    run("set", "Dune", "9")
    assert author.read_text("utf-8") == "<svg>drawn by hand</svg>"
    document.write_text(f"{HEAD}| Emma | ![8%](docs/progress/bar-8-percent.svg) |\n")
    assert "bar-8-percent.svg was drawn" in run("sync").err


@pytest.mark.parametrize("name", ["../out/bar-4-percent.svg", ".git/bar-4-percent.svg", "link/bar-4-percent.svg"])
def test_no_picture_is_written_where_it_should_not_be(run: Runner, folder: Path, tmp_path: Path, name: str) -> None:
    (folder / ".git").mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "link").symlink_to(elsewhere)
    readme = folder / "README.md"
    readme.write_text(f"{HEAD}| a | ![5%]({name.replace('4', '5')}) |\n| b | 1% |\n", "utf-8")
    assert run("set", "b", "2").code == 0  # what is named already does not stand in the way
    before = readme.read_bytes()
    assert run("set", "a", "4").code == 2
    assert readme.read_bytes() == before
    assert not list(elsewhere.iterdir())
    assert not (folder / ".git" / "bar-4-percent.svg").exists()


def test_bulk_edits_draw_too(run: Runner, document: Path, folder: Path) -> None:
    document.write_text(f"{HEAD}| x | ![4%](docs/progress/bar-4-percent.svg) |\n", "utf-8")
    (folder / "edits.csv").write_text("op,row,value\nset,x,5\n", "utf-8")
    assert run("apply", "edits.csv", "README.md").code == 0
    assert _drawn(folder) == ["bar-5-percent.svg"]
