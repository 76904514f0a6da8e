"""`readme-sync migrate`."""

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
