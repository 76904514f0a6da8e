"""The last that is allowed and the first that is not; what is closed; what is passed on."""

import hashlib
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from github import GithubException
from github_server import REPOSITORY, TOKEN, Answer, Request, World, served
from hosted import git

from readme_sync.errors import InputError, RemoteError
from readme_sync.store import branches, github_branches, github_issues, listed_files, write_files
from readme_sync.store import github as answers
from readme_sync.store.branches import blob_id
from readme_sync.store.commands import CommandRunner
from readme_sync.store.git import sides_of
from readme_sync.store.git_branches import _credentials
from readme_sync.store.github import GitHub, ResponseGuard
from readme_sync.store.github_access import origin_of
from readme_sync.store.github_branches import GitHubBranches, PullRequests
from readme_sync.store.github_issues import KEY_COMMENT, GitHubIssues
from readme_sync.store.listed_files import PresentFiles, TrackedFiles
from readme_sync.store.read_files import read_all
from readme_sync.store.write_batch import Journal
from readme_sync.text.glob import ListedNames


@pytest.mark.parametrize(("most", "is_refused"), [(3, False), (2, True)])
def test_as_many_files_as_there_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, *, is_refused: bool
) -> None:
    monkeypatch.setattr(listed_files, "MAX_FILES", most)
    for name in "abc":
        (tmp_path / name).touch()
    if is_refused:
        with pytest.raises(InputError, match="this folder has more than 2 files"):
            PresentFiles(str(tmp_path)).own("", lambda _: True)
    else:
        assert sorted(PresentFiles(str(tmp_path)).own("", lambda _: True)[""]) == ["a", "b", "c"]


def test_simple_listings_stay_whole() -> None:
    index = b"H 100644 0123456789abcdef0123456789abcdef01234567 0\ta/b\0"
    tree = TrackedFiles("/nowhere", index, lambda _: None).own("", lambda _: True)
    assert isinstance(tree["a"], ListedNames)


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'no-such-program' cannot be run: No such file or directory; check"):
        CommandRunner().run(("no-such-program",), str(tmp_path))
    with pytest.raises(InputError, match="cannot be run: embedded null byte; check"):
        CommandRunner().run(("a\0b",), str(tmp_path))


def test_the_end_of_a_limit_asks_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"abcdef")
    with open(tmp_path / "a", "rb") as file:
        asked: list[int] = []
        read = os.read

        def noted(descriptor: int, size: int) -> bytes:
            asked.append(size)
            return read(descriptor, size)

        monkeypatch.setattr(os, "read", noted)
        assert read_all(file.fileno(), 3) == b"abc"
    assert asked == [3]


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o666, 0o607])
def test_another_group_gets_what_all_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    """Where the group cannot be kept, ours gets no more than everybody, and no more than the group had."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchown", refuse)
    path = tmp_path / "a"
    path.touch()
    path.chmod(mode)
    was = os.stat(path)
    other = os.stat_result([*was[:5], was.st_gid + 1, *was[6:10]])
    write_files.fill(str(tmp_path / "b"), b"x", str(path), other)
    expected = mode & ~0o070 | (mode & 0o070 & (mode & 0o007) << 3)
    assert stat.S_IMODE(os.stat(tmp_path / "b").st_mode) == expected


def test_a_long_name_keeps_its_beginning() -> None:
    name = "a" * 300
    temporary = os.path.basename(write_files.temporary_path(f"/x/{name}"))
    assert temporary.startswith(f".{'a' * 171}-")
    assert temporary[173:].index(".readme-sync-") == 8
    assert os.path.basename(write_files.temporary_path(f"/x/{'b' * 180}")).startswith(f".{'b' * 180}.readme-sync-")


def test_new_files_are_the_user_s_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until they have the rights of what they replace."""
    (tmp_path / "a").touch()
    modes: list[int] = []
    opened = os.open

    def noted(path: str, flags: int, mode: int = 0o777) -> int:
        modes.extend([mode] * bool(flags & os.O_CREAT))
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", noted)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    write_files.fill(str(tmp_path / "b"), b"x", str(tmp_path / "a"), os.stat(tmp_path / "a"))
    Journal(["x"]).begin([])
    assert write_files.create(str(tmp_path), "new.md", "x")
    with write_files._lock_file_held(str(tmp_path / "a"), "a"):  # noqa: SLF001
        pass
    assert modes == [0o600, 0o600, 0o666, 0o600]
    assert stat.S_IMODE(os.stat(tmp_path / "state" / "readme-sync").st_mode) == 0o700


def test_what_a_killed_writer_left_is_known_by_its_name(tmp_path: Path) -> None:
    for name in ("a", "b" * 200):
        target = str(tmp_path / name)
        left = write_files.temporary_path(target)
        Path(left).touch()
        write_files.remove_stale(target)
        assert not os.path.exists(left)


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="Linux says which files are open")
def test_what_was_read_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text('[remote "origin"]\nurl = git@github.com:ada/notes.git\n')
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    journal = Journal(["x"])
    journal.begin([])
    before = _open_files()
    assert journal.written() == {}
    assert origin_of(str(tmp_path)) is not None
    assert _open_files() == before


def test_the_id_of_git_needs_no_safe_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems that allow only safe digests allow this one where it is said that nothing depends on it."""
    said: dict[str, Any] = {}
    sha1 = hashlib.sha1

    def noted(data: bytes, **how: Any) -> Any:
        said.update(how)
        return sha1(data, **how)

    monkeypatch.setattr(branches, "sha1", noted)
    assert blob_id(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert said == {"usedforsecurity": False}


class TestAnswers:
    """What is read of an answer of GitHub."""

    @staticmethod
    def answer(*pieces: bytes, status: int = 200) -> Any:
        made = SimpleNamespace(status_code=status, is_closed=False, iter_content=lambda _: iter(pieces))
        made.close = lambda: setattr(made, "is_closed", True)
        return made

    def test_as_large_as_it_may_be(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answers, "MAX_BYTES", 4)
        answer = self.answer(b"ab", b"cd")
        ResponseGuard()(answer)
        assert (answer._content, answer.is_closed) == (b"abcd", False)  # noqa: SLF001
        answer = self.answer(b"abc", b"de")
        with pytest.raises(answers.OddAnswerError):
            ResponseGuard()(answer)
        assert answer.is_closed

    def test_one_that_takes_too_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        limit = answers._SECONDS  # noqa: SLF001
        times = iter([0.0, limit, 0.0, limit + 0.1])
        monkeypatch.setattr(answers, "time", SimpleNamespace(monotonic=lambda: next(times)))
        ResponseGuard()(self.answer(b"a"))
        with pytest.raises(answers.OddAnswerError):
            ResponseGuard()(self.answer(b"a"))

    def test_redirects_in_a_row(self) -> None:
        guard = ResponseGuard()
        for _ in range(2):
            for _ in range(answers._MOST_REDIRECTS):  # noqa: SLF001
                guard(self.answer(status=302))
            guard(self.answer(b"{}"))
        for _ in range(answers._MOST_REDIRECTS):  # noqa: SLF001
            guard(self.answer(status=302))
        with pytest.raises(answers.TooManyRedirectsError):
            guard(self.answer(status=302))

    @pytest.mark.parametrize(("said", "is_waited"), [("10", True), ("11", False), ("0000000001", True), ("x", False)])
    def test_how_long_is_waited(self, said: str, *, is_waited: bool) -> None:
        patience = answers._patience(10, 0.0)  # noqa: SLF001
        closed: list[bool] = []
        response = SimpleNamespace(
            headers={"Retry-After": said},
            status=503,
            reason="",
            data=b"{}",
            get_redirect_location=lambda: None,
            close=lambda: closed.append(True),
        )
        if is_waited:
            assert patience.increment("GET", "/", response).total == answers._RETRIES - 1  # noqa: SLF001
            assert not closed
        else:
            for status, message in ((500, ""), (503, ""), (499, "rate limit"), (403, "rate limit")):
                response.status = status
                with pytest.raises(GithubException) as caught:
                    patience.increment("GET", "/", response)
                assert caught.value.data == {"message": message}
            assert len(closed) == 4


@pytest.fixture
def world() -> Iterator[World]:
    with served(World()) as world:
        world.push("main", {"README.md": "one\n"})
        yield world


@pytest.fixture
def github(world: World) -> GitHub:
    return GitHub(REPOSITORY, TOKEN, world.url)


def test_every_answer_has_a_limit(github: GitHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MAX_BYTES", 1)
    with pytest.raises(RemoteError):
        GitHubBranches(github).head("main")


def test_one_404_is_no_proof(world: World, github: GitHub) -> None:
    ours = GitHubBranches(github)
    for times, is_there in ((0, True), (1, True), (2, False)):
        world.fail(404, {"message": "Not Found"}, times=times, to="heads/main")
        assert ours._is_there("main") == is_there  # noqa: SLF001


def test_pull_requests_of_others_are_not_ours(world: World, github: GitHub) -> None:
    """Not every server filters them."""

    def pull(number: int, head: str, base: str) -> dict[str, Any]:
        places = {"head": {"ref": head}, "base": {"ref": base}}
        return {"number": number, "state": "closed", "body": "x", "merged_at": None, "title": "t", **places}

    listed = [pull(1, "ours", "main"), pull(2, "ours", "old"), pull(3, "theirs", "main")]

    def answer(request: Request) -> Answer | None:
        return Answer(200, listed) if request.path.endswith("/pulls") else None

    world.faults.append(answer)
    found = PullRequests(github).last_closed("ours", "main")
    assert found is not None
    assert found.number == 1
    assert PullRequests(github).last_closed("theirs", "old") is None


@pytest.mark.parametrize(("token", "server"), [("", "https://x.example"), ("t", "http://x.example"), ("", "x")])
def test_a_token_is_shown_over_https_only(token: str, server: str) -> None:
    assert _credentials(token, server, "ada") == []
    key = "http.https://x.example/.extraheader"
    assert _credentials("t", "https://x.example/", "ada") == [(key, ""), (key, "AUTHORIZATION: basic YWRhOnQ=")]


def test_a_conflict_without_a_common_version(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    for name, value in (("user.name", "Ada"), ("user.email", "ada@example.org")):
        git(tmp_path, "config", name, value)
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "first")
    for branch, text in (("other", "1\n"), ("main", "2\n")):
        git(tmp_path, "checkout", "-q", "-B", branch, "main")
        (tmp_path / "README.md").write_text(text)
        git(tmp_path, "add", "README.md")
        git(tmp_path, "commit", "-qm", "x")
    subprocess.run(["git", "merge", "-q", "other"], cwd=tmp_path, check=False, capture_output=True)
    with pytest.raises(InputError, match="is not in conflict, or one side has no such file"):
        sides_of(str(tmp_path / "README.md"))


def test_where_nothing_is_known_of_an_issue(world: World, github: GitHub) -> None:
    """Fields that servers leave out; nobody is a person, no milestone is number 0."""
    bare = {"number": 1, "title": "t", "state": "open", "labels": [], "sub_issues_summary": {"total": 0}}
    more = {**bare, "number": 2, "assignees": [{"login": "Bob"}], "milestone": {"number": 1, "title": "M"}}

    def answer(request: Request) -> Answer | None:
        return Answer(200, [bare, more]) if request.path.endswith("/issues") else None

    world.faults.append(answer)
    issues = GitHubIssues(lambda: github)
    first, second = issues.found("author:ghost")
    assert (first.assignees, first.milestone, first.parts) == ((), "", None)
    assert (second.assignees, second.milestone) == (("Bob",), "M")
    assert [one.number for one in issues.found("assignee:bob")] == [2]


def test_what_was_seen_before_is_left_out(world: World, github: GitHub) -> None:
    key = "a" * 20
    for _ in range(3):
        world.issue("open", body=KEY_COMMENT.format(key))
    issues = GitHubIssues(lambda: github)
    assert issues.keyed([key], newer_than=2) == {key: 3}
    assert issues.newest == 3
    assert issues.keyed([key], newer_than=3) == {}


def test_pages_that_nobody_needs_are_not_asked_for(world: World, github: GitHub) -> None:
    for _ in range(350):
        world.issue("open")
    issues = GitHubIssues(lambda: github)
    assert set(issues.numbered(range(1, 50))) == set(range(1, 50))
    assert [request.path for request in world.requests if request.path.endswith("/issues")] == [
        f"/repos/{REPOSITORY}/issues"
    ]


class TestRequests:
    """How many there are."""

    def test_as_many_as_there_may_be(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with served(World()) as world:
            for _ in range(150):
                world.issue()
            issues = GitHubIssues(lambda: GitHub(REPOSITORY, TOKEN, world.url))
            monkeypatch.setattr(github_issues, "MAX_REQUESTS", len(world.requests) + 2)
            assert issues.issues("").total == 150

    @pytest.mark.parametrize(
        ("sizes", "most", "parts"),
        [
            ([1, 1, 1], 2, [2, 1]),
            ([1, 1], 2, [2]),
            ([5, 5, 1], 9, [2, 1]),
            ([6, 5], 9, [1, 1]),
            ([20], 9, [1]),
            ([5, 5, 5, 5], 9, [2, 2]),
        ],
    )
    def test_files_in_parts(
        self, monkeypatch: pytest.MonkeyPatch, sizes: list[int], most: int, parts: list[int]
    ) -> None:
        monkeypatch.setattr(github_branches, "_MOST_ADDITIONS", most)
        monkeypatch.setattr(github_branches, "_MOST_BYTES", 10)
        files = {str(number): bytes(size) for number, size in enumerate(sizes)}
        found = list(github_branches._parts(files))  # noqa: SLF001
        assert [len(part) for part in found] == parts
        assert {name: data for part in found for name, data in part.items()} == files
