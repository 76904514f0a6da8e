"""Many documents as one job."""

import errno
import os
from pathlib import Path

import pytest

from readme_sync.store import read_source
from readme_sync.store import write_batch as many
from readme_sync.store.write_batch import Journal, Rewrite, refusals, write_all
from readme_sync.text import Source


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Rewrite]:
    monkeypatch.chdir(tmp_path)
    rewrites = []
    for name in "abc":
        Path(name).write_text("old\n", "utf-8")
        rewrites.append(Rewrite(name, read_source(name), Source("new\n", name)))
    return rewrites


def _texts() -> list[str]:
    return [Path(name).read_text("utf-8") for name in "abc"]


def _nothing() -> None:
    pass


def test_all_are_written_and_the_journal_goes(job: list[Rewrite]) -> None:
    steps: list[int] = []
    assert write_all(job, Journal(["job"]), lambda: steps.append(1)) == (["a", "b", "c"], None)
    assert _texts() == ["new\n"] * 3
    assert len(steps) == 3
    assert sorted(path.name for path in Path().iterdir()) == ["a", "b", "c"]


def test_what_changed_meanwhile_stops_the_job_and_the_journal_stays(job: list[Rewrite]) -> None:
    journal = Journal(["job"])
    Path("b").write_text("other\n", "utf-8")
    written = write_all(job, journal, _nothing)
    assert written.paths == ["a"]
    assert "b: was changed by another program meanwhile" in str(written.error)
    assert _texts() == ["new\n", "other\n", "old\n"]
    noted = Journal(["job"]).written()
    assert {Path(path).name for path in noted} == {"a", "b", "c"}
    assert Journal(["another job"]).written() == {}
    left = [Rewrite("b", read_source("b"), job[1].after), job[2]]
    assert write_all(left, journal, _nothing).error is None
    assert _texts() == ["new\n"] * 3
    assert sorted(path.name for path in Path().iterdir()) == ["a", "b", "c"]


def test_nothing_written_leaves_no_journal(job: list[Rewrite]) -> None:
    Path("a").write_text("other\n", "utf-8")
    assert write_all(job, Journal(["job"]), _nothing).paths == []
    assert sorted(path.name for path in Path().iterdir()) == ["a", "b", "c"]


def test_a_journal_that_cannot_be_written_stops_the_job(job: list[Rewrite]) -> None:
    journal = Journal(["job"])
    journal.path = "missing/journal.json"
    written = write_all(job, journal, _nothing)
    assert "could not be written and is unchanged" in str(written.error)
    assert _texts() == ["old\n"] * 3


@pytest.mark.parametrize("noted", ["", "[]", "{"])
def test_a_broken_journal_says_nothing(job: list[Rewrite], noted: str) -> None:
    journal = Journal(["job"])
    Path(journal.path).write_text(noted, "utf-8")
    assert journal.written() == {}
    assert write_all(job, journal, _nothing).error is None


def test_what_cannot_be_written_is_known_before(job: list[Rewrite]) -> None:
    assert refusals(job) == []
    Path("a").chmod(0o444)
    Path("b").write_text("other\n", "utf-8")
    Path("c").unlink()
    assert [str(one).split(";")[0] for one in refusals(job)] == [
        "a: is read-only",
        "b: was changed by another program meanwhile",
        "c: does not exist",
    ]


def test_a_folder_in_which_nobody_may_write_is_told_before(job: list[Rewrite], monkeypatch: pytest.MonkeyPatch) -> None:
    access = os.access  # who runs the tests may be root, who may write anywhere
    monkeypatch.setattr(os, "access", lambda path, mode: not os.path.isdir(path) and access(path, mode))
    assert [str(one) for one in refusals(job[:2])] == [
        "a: is in a read-only folder; allow new files in it",
        "b: is in a read-only folder; allow new files in it",
    ]


def test_what_the_system_refuses_is_told_before(job: list[Rewrite], monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(path: str) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(many, "resolved", unreachable)
    (refused,) = refusals(job[:1])
    assert str(refused).startswith("a: could not be written and is unchanged: Permission denied")
