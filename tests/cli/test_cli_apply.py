"""`readme-sync apply`."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from cli_running import Runner, environment

from readme_sync.errors import WriteError
from readme_sync.store import write_batch as many
from readme_sync.store.write_files import update
from readme_sync.text import Source

LISTS = "readme-sync status --items lists them"
DOCUMENT = "# Log\n\n| Title | Progress |\n| --- | --- |\n| Dune | 10% |\n| Emma | 40% |\n"
EDITS = """\
- op: set
  file: "docs/*.md"
  row: Emma
  value: 60
- op: add
  file: docs/*.md
  row: Walden
"""


@pytest.fixture
def docs(folder: Path) -> list[Path]:
    """Some documents, and operations for them in `edits.yml`."""
    return _documents(folder, 30)


def _documents(folder: Path, count: int) -> list[Path]:
    (folder / "docs").mkdir()
    paths = [folder / "docs" / f"{number:04}.md" for number in range(count)]
    for path in paths:
        path.write_bytes(DOCUMENT.encode())
    (folder / "edits.yml").write_text(EDITS, "utf-8")
    return paths


def _are(paths: list[Path], text: str) -> bool:
    return all(path.read_bytes() == text.encode() for path in paths)


AFTER = DOCUMENT.replace("40%", "60%") + "| Walden | 0%  |\n"


def test_many_documents_are_one_command(run: Runner, docs: list[Path], folder: Path) -> None:
    ran = run("apply", "edits.yml")
    assert (ran.code, ran.err) == (0, "")
    place = os.path.join("docs", "0007.md")
    assert f"{place}:6: Emma 40 % -> 60 %\n{place}:7: Walden added\n" in ran.out
    assert ran.out.endswith("60 operations: 30 documents changed\n")
    assert _are(docs, AFTER)
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "docs", "edits.yml"]


def test_one_bad_operation_leaves_all_as_they_were(run: Runner, docs: list[Path], folder: Path) -> None:
    (folder / "edits.yml").write_text(EDITS + '- {op: set, file: "docs/0029.md", row: EMMA, value: 1}\n' * 2, "utf-8")
    with (folder / "edits.yml").open("a") as file:
        file.write('- {op: set, file: "docs/0029.md", row: Nobody, value: 1}\n- {op: sort, file: "*.txt"}\n')
        file.write('- {op: set, file: "missing.md", row: Nobody, value: 1}\n')
    ran = run("apply", "edits.yml")
    assert (ran.code, ran.out) == (2, "")
    bad = os.path.join("docs", "0029.md")
    assert ran.err.splitlines() == [
        "readme-sync: edits.yml:11: no file matches '*.txt'; check the pattern",
        f"readme-sync: edits.yml:8: {bad}: contradicts what line 1 says of 'Emma'; leave one of the two",
        f"readme-sync: edits.yml:9: {bad}: contradicts what line 1 says of 'Emma'; leave one of the two",
        f"readme-sync: edits.yml:10: {bad}: there is no row 'Nobody'; readme-sync status --items lists them",
        "readme-sync: edits.yml:12: missing.md: does not exist; check the path",
        "readme-sync: 5 problems; nothing was written",
    ]
    assert _are(docs, DOCUMENT)


def test_keep_going_writes_the_others(run: Runner, docs: list[Path]) -> None:
    docs[3].write_bytes(DOCUMENT.replace("Emma", "Ada").encode())
    ran = run("apply", "--keep-going", "edits.yml")
    assert ran.code == 2
    bad = os.path.join("docs", "0003.md")
    assert ran.err == f"readme-sync: edits.yml:1: {bad}: there is no row 'Emma'; {LISTS}\n"
    assert ran.out.endswith("58 operations: 29 documents changed, 1 skipped\n")
    assert _are(docs[:3] + docs[4:], AFTER)
    assert _are([docs[3]], DOCUMENT.replace("Emma", "Ada"))


def test_wrong_operations_are_listed_with_their_lines(run: Runner, docs: list[Path]) -> None:
    table = 'op,row,value\nset,Emma,60\nset,"Em\nma",1\nfrob,Emma,1\nset,Emma,\nset,Emma,1,2\n'
    ran = run("apply", "-", "README.md", "--input-format", "csv", "--keep-going", stdin=table.encode())
    assert (ran.code, ran.out) == (2, "")
    assert [line.split(";")[0] for line in ran.err.splitlines()] == [
        "readme-sync: <stdin>:3: row has a line break",
        "readme-sync: <stdin>:5: there is no operation 'frob'",
        "readme-sync: <stdin>:6: value is missing",
        "readme-sync: <stdin>:7: has 4 cells, but there are 3 columns",
        "readme-sync: 4 problems",
    ]
    assert _are(docs, DOCUMENT)


def test_paths_are_for_operations_without_a_file(run: Runner, docs: list[Path], folder: Path) -> None:
    (folder / "e.jsonl").write_text('{"op": "set", "row": "Emma", "value": 60}\n', "utf-8")
    assert run("apply", "e.jsonl", "docs/000[01].md", "docs/0000.md").code == 0
    assert _are(docs[:2], DOCUMENT.replace("40%", "60%"))
    assert _are(docs[2:], DOCUMENT)
    ran = run("apply", "e.jsonl", "docs/000[01].md")
    assert ran.code == 0
    assert ran.out.endswith("2 operations, 2 without a change: 0 documents changed, 2 documents already right\n")
    ran = run("apply", "e.jsonl")
    assert ran.out.startswith("README.md:8: Emma 40 % -> 60 %\n")
    assert run("apply", "e.jsonl", "-").code == 2


def test_diff_and_dry_run_write_nothing(run: Runner, docs: list[Path]) -> None:
    ran = run("apply", "edits.yml", "--diff")
    assert ran.code == 1
    assert ran.out.count("+++ b/docs/") == 30
    assert ran.err.endswith("60 operations: 30 documents would change\n")
    ran = run("apply", "edits.yml", "--dry-run")
    assert ran.code == 1
    assert ran.out.endswith("60 operations: 30 documents would change\n")
    assert _are(docs, DOCUMENT)


def test_a_terminal_shows_a_bar(run: Runner, docs: list[Path]) -> None:
    ran = run("apply", "edits.yml", terminal=True)
    assert ran.code == 0
    assert "planning" in ran.err
    assert "100%" in ran.err
    assert "writing" in ran.err
    assert _are(docs, AFTER)


def test_a_document_that_cannot_be_written_is_said_before_any_is(run: Runner, docs: list[Path]) -> None:
    docs[-1].chmod(0o444)
    ran = run("apply", "edits.yml")
    assert ran.code == 2
    assert ran.err.splitlines()[0].endswith("0029.md: is read-only; make it writable (chmod u+w)")
    assert ran.err.splitlines()[1] == "readme-sync: 1 problem; nothing was written"
    assert ran.out == "0 operations: 0 documents changed, 30 skipped\n"
    assert _are(docs, DOCUMENT)
    ran = run("apply", "edits.yml", "--keep-going")
    assert ran.code == 2
    assert ran.out.endswith("58 operations: 29 documents changed, 1 skipped\n")
    assert _are(docs[:-1], AFTER)
    assert _are(docs[-1:], DOCUMENT)


def test_what_stops_in_the_middle_is_completed(
    run: Runner, docs: list[Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: str, change: Callable[[Source], Source]) -> bool:
        if path.endswith("0005.md"):
            raise WriteError("could not be written and is unchanged: No space left on device", path=path)
        return update(path, change)

    monkeypatch.setattr(many, "update", failing)
    ran = run("apply", "edits.yml")
    assert ran.code == 2
    assert ran.err.splitlines()[1] == (
        "readme-sync: 5 of 30 documents were written, 25 are as they were; run the same command again to complete it"
    )
    assert ran.out.count("Walden added") == 5
    assert ran.out.endswith("10 operations: 5 documents changed, 25 skipped\n")
    assert _are(docs[:5], AFTER)
    assert _are(docs[5:], DOCUMENT)
    monkeypatch.setattr(many, "update", update)
    docs[2].write_bytes(DOCUMENT.encode())  # somebody took it back
    ran = run("apply", "edits.yml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("52 operations: 26 documents changed, 4 written by the interrupted run\n")
    assert _are(docs, AFTER)
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "docs", "edits.yml"]


def test_the_schema_describes_the_operations(run: Runner) -> None:
    ran = run("schema", "edits")
    schema = json.loads(ran.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate([{"op": "set", "row": "Emma", "value": 60}, {"op": "renumber"}])
    assert not validator.is_valid([{"op": "set", "row": "Emma"}])


@pytest.mark.crash
def test_one_bad_operation_leaves_two_thousand_documents_as_they_were(run: Runner, folder: Path) -> None:
    paths = _documents(folder, 2_000)
    (folder / "bad.yml").write_text(EDITS + '- {op: set, file: "docs/1999.md", row: Nobody, value: 1}\n', "utf-8")
    ran = run("apply", "bad.yml")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 2)
    assert _are(paths, DOCUMENT)


@pytest.mark.crash
@pytest.mark.parametrize(("count", "apart"), [(300, 25), (2_000, 450)])
def test_a_killed_run_is_completed_by_the_same_command(folder: Path, count: int, apart: int) -> None:
    paths = _documents(folder, count)
    command = [sys.executable, "-m", "readme_sync", "apply", "edits.yml"]
    killed = 0
    for _ in range(200):
        process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        done = sum(path.read_bytes() != DOCUMENT.encode() for path in paths)
        while process.poll() is None and done + apart < len(paths):  # the last run is left to its end
            later = paths[done + apart]  # they are written in this order
            if later.read_bytes() != DOCUMENT.encode():
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.0005)
        _, error = process.communicate()
        texts = [path.read_bytes() for path in paths]
        assert set(texts) <= {DOCUMENT.encode(), AFTER.encode()}
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, error
        killed += 1
    assert killed >= 3
    assert _are(paths, AFTER)  # `add` was done once in each
    left = [path for path in folder.rglob("*") if path.is_file() and path not in paths]
    assert sorted(path.name for path in left if not path.name.endswith(".tmp")) == ["README.md", "edits.yml"]


def test_operations_stay_in_the_repository(run: Runner, folder: Path) -> None:
    (folder / ".git").mkdir(exist_ok=True)
    outside = folder.parent / "outside.md"
    outside.write_bytes(DOCUMENT.encode())
    (folder / "link.md").symlink_to(outside)
    for name in ("../outside.md", str(outside), "link.md", "../*.md"):
        (folder / "edits.yml").write_text(f"- {{op: set, file: {name!r}, row: Emma, value: 60}}\n", "utf-8")
        ran = run("apply", "edits.yml")
        assert (ran.code, outside.read_bytes()) == (2, DOCUMENT.encode())
        assert "is outside the repository; add --outside to edit it" in ran.err
    assert run("apply", "edits.yml", "--outside").code == 0
    assert b"60%" in outside.read_bytes()
    (folder / "edits.yml").write_text("- {op: set, row: Emma, value: 70}\n", "utf-8")
    assert run("apply", "edits.yml", str(outside)).code == 0
    assert b"70%" in outside.read_bytes()
