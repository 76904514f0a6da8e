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
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
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


def _journals(folder: Path = Path("../state/readme-sync")) -> list[Path]:
    return sorted(folder.glob("apply-*.json"))


def test_a_journal_that_cannot_be_written_stops_the_job(
    job: list[Rewrite], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "work" / "a"))  # a file
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "missing" / "a\0b"))
    written = write_all(job, Journal(["job"]), _nothing)
    assert "there is no folder of your own for the journal of the job; set XDG_STATE_HOME" in str(written.error)
    assert _texts() == ["old\n"] * 3


def test_looking_for_a_journal_makes_no_folder(
    job: list[Rewrite], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert Journal(["job"]).written() == {}
    assert not (tmp_path / "state").exists()
    monkeypatch.setenv("XDG_STATE_HOME", "state")  # which would be a folder of the repository
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert write_all(job, Journal(["job"]), _nothing).error is None
    assert not Path("state").exists()


def test_a_journal_has_a_size(job: list[Rewrite], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_MOST_NOTED", 100)
    written = write_all(job, Journal(["job"]), _nothing)
    assert "the journal of the job would be too large; split the job" in str(written.error)
    assert _texts() == ["old\n"] * 3
    assert _journals() == []


def _interrupted(job: list[Rewrite]) -> Path:
    """The journal of a job that stopped at its second document."""
    Path("b").write_text("other\n", "utf-8")
    assert write_all(job, Journal(["job"]), _nothing).paths == ["a"]
    (path,) = _journals()
    return path


@pytest.mark.parametrize("noted", ["", "[]", "{", "[" * 100_000])
def test_a_broken_journal_says_nothing(job: list[Rewrite], noted: str) -> None:
    _interrupted(job).write_text(noted, "utf-8")
    assert Journal(["job"]).written() == {}
    assert write_all(job[2:], Journal(["job"]), _nothing).error is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize("kind", ["fifo", "link", "folder"])
def test_what_is_no_journal_is_not_read(job: list[Rewrite], kind: str) -> None:
    path = _interrupted(job)
    noted = path.rename("elsewhere")
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(noted.resolve())
    else:
        path.mkdir()
    assert Journal(["job"]).written() == {}


def test_a_journal_is_private_and_has_a_name_of_its_own(job: list[Rewrite]) -> None:
    path = _interrupted(job)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    _interrupted([job[0]._replace(before=job[0].after, after=job[0].before), *job[1:]])
    assert _journals() != [path]
    assert len(_journals()) == 1


@pytest.mark.parametrize("mode", [0o755, 0o777])
def test_a_folder_that_others_see_is_not_used(
    job: list[Rewrite], mode: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "state" / "readme-sync").mkdir(parents=True)
    (tmp_path / "state" / "readme-sync").chmod(mode)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temporary"))
    Path("b").write_text("other\n", "utf-8")
    assert write_all(job, Journal(["job"]), _nothing).paths == ["a"]
    assert (_journals(), len(list((tmp_path / "temporary").glob("*/apply-*.json")))) == ([], 1)
    assert len(Journal(["job"]).written()) == 3


def test_a_planted_journal_is_not_believed(job: list[Rewrite]) -> None:
    """Whatever lies in the folder of the documents is theirs, not ours."""
    path = _interrupted(job)
    for name in (path.name, f".readme-sync-{path.name}"):
        Path(name).write_bytes(path.read_bytes())
    path.unlink()
    assert Journal(["job"]).written() == {}


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


def test_the_journal_is_on_the_disk_before_a_document_is_written(
    job: list[Rewrite], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, bool]] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        name = os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}"))
        synced.append((name.startswith("apply-"), os.fstat(descriptor).st_size > 0))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    assert write_all(job, Journal(["job"]), _nothing).error is None
    assert synced[0] == (True, True)


def test_a_journal_may_be_as_large_as_the_limit(job: list[Rewrite], monkeypatch: pytest.MonkeyPatch) -> None:
    size = _interrupted(job).stat().st_size
    monkeypatch.setattr(many, "_MOST_NOTED", size)
    Path("b").write_text("old\n", "utf-8")
    assert write_all(job[1:], Journal(["job"]), _nothing).error is None


def test_half_a_journal_does_not_stay(job: list[Rewrite], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    written = write_all(job, Journal(["job"]), _nothing)
    assert str(written.error) == (
        "the job: could not be written and is unchanged: No space left on device; free some space on the disk"
    )
    assert (_texts(), _journals()) == (["old\n"] * 3, [])


def test_two_documents_are_noted_and_one_is_not(job: list[Rewrite]) -> None:
    Path("b").write_text("other\n", "utf-8")
    write_all(job[:2], Journal(["two"]), _nothing)
    assert {Path(path).name for path in Journal(["two"]).written()} == {"a", "b"}
    journals: list[int] = []
    write_all(job[2:], Journal(["one"]), lambda: journals.append(len(_journals())))
    assert journals == [1]
