"""Issues are counted as GitHub has them, with few requests; what cannot be asked is one line."""

import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from github_server import REPOSITORY, TOKEN, Answer, Request, World, served

from readme_sync.errors import RemoteError, RequestError
from readme_sync.model import Closed
from readme_sync.store import github as answers
from readme_sync.store import github_issues
from readme_sync.store.github import GitHub
from readme_sync.store.github_issues import KEY_COMMENT, GitHubIssues

ELSEWHERE = (
    "GitHub redirects to another host; nothing was sent there; "
    "check the address of the API, and the name of the repository"
)


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    world.milestones = [{"number": 3, "title": "First words"}, {"number": 4, "title": "2030"}]
    with served(world):
        yield world


@pytest.fixture
def asked(world: World) -> GitHubIssues:
    named = "GITHUB_TOKEN"
    return GitHubIssues(lambda: GitHub(REPOSITORY, TOKEN, world.url, token_in=named, longest_wait=10))


def paths(world: World) -> list[str]:
    return [request.path.removeprefix(f"/repos/{REPOSITORY}") for request in world.requests]


def refusal(asked: GitHubIssues, search: str = "label:bug") -> str:
    """The line that is said."""
    with pytest.raises(RemoteError) as caught:
        asked.issues(search)
    assert TOKEN not in repr(caught.value)
    return str(caught.value)


class TestMilestones:
    @pytest.fixture(autouse=True)
    def _issues(self, world: World) -> None:
        for state in ("open", "closed", "closed"):
            world.issue(state, milestone=3)
        world.issue("closed", milestone=3, pull_request={"url": "x"})
        world.issue("closed", milestone=4)
        world.issue("open")

    @pytest.mark.parametrize("name", ["3", "First words", "first WORDS"])
    def test_by_number_and_by_title(self, asked: GitHubIssues, name: str) -> None:
        assert asked.milestone(name) == Closed(2, 3)

    def test_a_title_that_is_a_number(self, asked: GitHubIssues) -> None:
        assert asked.milestone("2030") == Closed(1, 1)

    def test_the_number_comes_first(self, asked: GitHubIssues, world: World) -> None:
        world.milestones[1]["title"] = "3"
        assert asked.milestone("3") == Closed(2, 3)

    @pytest.mark.parametrize("name", ["9", "Last words", "٣", "3/../../secrets", "-3", ""])
    def test_one_that_is_not_there(self, asked: GitHubIssues, name: str) -> None:
        with pytest.raises(RequestError) as caught:
            asked.milestone(name)
        assert str(caught.value).startswith(f"ada/notes has no milestone {name!r}; its number is in the address")
        assert asked.milestone("3") == Closed(2, 3), "the others can still be asked for"

    def test_two_of_one_title(self, asked: GitHubIssues, world: World) -> None:
        world.milestones += [{"number": 5, "title": "FIRST WORDS"}]
        assert asked.milestone("First words") == Closed(2, 3)
        with pytest.raises(RequestError, match="2 milestones of ada/notes are named 'first words'; give the number"):
            asked.milestone("first words")


class TestRequests:
    def test_pages_are_fetched_by_the_hundred_and_nothing_twice(self, asked: GitHubIssues, world: World) -> None:
        for number in range(250):
            world.issue("closed" if number % 5 == 0 else "open", milestone=3)
        for _ in range(2):
            assert asked.milestone("3") == Closed(50, 250)
        assert paths(world) == ["", "/milestones/3", "/issues", "/issues", "/issues"]
        assert {request.query.get("state") for request in world.requests[2:]} == {"all"}
        assert {request.verb for request in world.requests} == {"GET"}

    def test_what_github_can_choose_by_it_is_asked_to(self, asked: GitHubIssues, world: World) -> None:
        world.issue("open", "Bug")
        world.issue("closed", "bug", "later")
        world.issue("closed", "bug", milestone=3)
        assert asked.issues("label:bug is:closed -label:later milestone:3 author:ada") == Closed(1, 1)
        query = world.requests[-1].query
        wanted = {"state": "closed", "labels": "bug", "milestone": "3", "creator": "ada"}
        assert {name: query[name] for name in wanted} == wanted

    def test_a_repository_that_was_renamed(self, asked: GitHubIssues, world: World) -> None:
        """PyGithub drops the parameters where it follows, and would count the open ones only."""
        world.issue("closed")

        def renamed(request: Request) -> Answer | None:
            old = f"/repos/{REPOSITORY}"
            if request.path == "/repositories/7":
                return Answer(200, {"full_name": "ada/words"})
            if request.path.startswith(old):
                return Answer(301, {}, {"Location": f"{world.url}/repositories/7{request.path.removeprefix(old)}"})
            request.path = request.path.replace("/repos/ada/words", old)
            return None

        world.faults.append(renamed)
        assert asked.issues("") == Closed(1, 1)

    def test_no_more_than_so_many(self, world: World, asked: GitHubIssues, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(github_issues, "MAX_REQUESTS", 2)
        for _ in range(201):
            world.issue()
        line = "more than 2 requests to GitHub; narrow the search with a label, a milestone or an author"
        assert refusal(asked, "") == line
        asked_before = len(world.requests)
        assert refusal(asked) == line
        assert len(world.requests) == asked_before

    def test_failures_of_the_moment_are_tried_again(self, world: World, asked: GitHubIssues) -> None:
        world.issue()
        world.fail(502, {"message": "oops"}, times=2)
        assert asked.issues("") == Closed(0, 1)

    def test_what_failed_is_not_asked_again(self, world: World, asked: GitHubIssues) -> None:
        world.fail(401, {"message": "Bad credentials"}, times=9)
        first = refusal(asked)
        assert [refusal(asked, "label:x"), len(world.requests)] == [first, 1]


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "message", "line"),
        [
            (401, "Bad credentials", "GitHub does not know the token; set GITHUB_TOKEN to a valid one"),
            (
                403,
                "Resource not accessible",
                "the token may not do this in ada/notes; give that in GITHUB_TOKEN issues: ",
            ),
            (
                404,
                "Not Found",
                "GitHub shows no repository ada/notes; check GITHUB_REPOSITORY, and the permissions of the token",
            ),
            (410, "Issues are disabled\n::error::x", "GitHub refuses (410): Issues are disabled ::error::x; see its"),
            (500, "oops", "GitHub answers 500; run again later"),
        ],
    )
    def test_in_one_line(self, world: World, asked: GitHubIssues, status: int, message: str, line: str) -> None:
        world.fail(status, {"message": message}, times=99)
        said = refusal(asked)
        assert said.startswith(line)
        assert "\n" not in said

    @pytest.mark.parametrize(
        ("status", "message", "headers"),
        [
            (403, "API rate limit exceeded for user", {"X_RateLimit_Reset": str(int(time.time()) + 3000)}),
            (403, "You have exceeded a secondary rate limit", {}),
            (403, "You have exceeded a secondary rate limit", {"Retry_After": "3600"}),
            (403, "no reason", {"Retry_After": "9" * 5000}),
            (429, "Too many", {"Retry_After": "Fri, 31 Dec 2099 23:59:59 GMT"}),
            (429, "Too many", {}),
        ],
    )
    def test_a_rate_limit_is_not_waited_for(
        self, world: World, asked: GitHubIssues, status: int, message: str, headers: dict[str, str]
    ) -> None:
        world.fail(status, {"message": message}, times=99, **headers)
        started = time.monotonic()
        assert refusal(asked) == "GitHub's rate limit is used up; run again in an hour, or run less often"
        assert time.monotonic() - started < 5
        assert len(world.requests) == 1

    def test_a_short_one_is(self, world: World, asked: GitHubIssues) -> None:
        world.fail(429, {"message": "Too many"}, Retry_After="1")
        assert asked.issues("") == Closed(0, 0)

    def test_a_server_that_wants_us_to_sleep(self, world: World, asked: GitHubIssues) -> None:
        world.fail(503, {"message": "later"}, times=99, Retry_After="3600")
        assert refusal(asked) == "GitHub answers 503; run again later"

    def test_nobody_there(self) -> None:
        asked = GitHubIssues(lambda: GitHub(REPOSITORY, TOKEN, "http://127.0.0.1:9"))
        assert refusal(asked) == "GitHub cannot be reached (ConnectionError); run again later"


class TestHostileAnswers:
    @pytest.mark.parametrize(
        "body",
        [
            b"<!DOCTYPE html><title>Log in</title>",
            b'[{"number": 1, "state": "clo',
            b"",
            b"\xff\xfe",
            b"[" * 100_000,
            {"message": "fine"},
            None,
            [None],
            ["x"],
            [{"number": 1, "state": "closed"}],
            [{"number": "x", "state": "closed", "labels": []}],
            [{"number": float("inf"), "state": "closed", "labels": [], "title": ""}],
            [{"number": 1, "state": ["closed"], "labels": [], "title": "x"}],
            [{"number": 1, "state": "merged", "labels": [], "title": "x"}],
            [{"number": 1, "state": "open", "labels": [{"name": 3}]}],
        ],
    )
    def test_nonsense_is_no_count(self, world: World, asked: GitHubIssues, body: object) -> None:
        world.fail(200, body, times=99, to="/issues")
        assert refusal(asked) in {
            "GitHub's answer is not understood; run again later",
            ELSEWHERE,
        }

    def test_too_large(self, world: World, asked: GitHubIssues, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answers, "MAX_BYTES", 1000)
        world.fail(200, b"[" + b" " * 2000 + b"]", to="/issues")
        assert refusal(asked) == "GitHub's answer is not understood; run again later"

    def test_as_large_as_it_may_be(self, world: World, asked: GitHubIssues, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answers, "MAX_BYTES", 1000)
        world.fail(200, b"[" + b" " * 998 + b"]", to="/issues")
        assert asked.issues("label:bug") == Closed(0, 0)

    def test_too_slow(self, asked: GitHubIssues, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answers, "_SECONDS", -1)
        assert refusal(asked) == "GitHub's answer is not understood; run again later"

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    @pytest.mark.parametrize("to", ["", "/issues"])
    def test_another_host_is_not_asked(self, world: World, asked: GitHubIssues, status: int, to: str) -> None:
        with served(World()) as other:
            address = other.url.replace("127.0.0.1", "localhost")
            world.fail(status, {}, times=99, to=to, Location=f"{address}/repos/{REPOSITORY}/issues")
            refusal(asked)
            assert other.requests == []

    def test_redirects_in_a_circle(self, world: World, asked: GitHubIssues) -> None:
        numbers = count()
        world.faults.append(lambda _: Answer(301, {}, {"Location": f"{world.url}/{next(numbers)}"}))
        assert refusal(asked).startswith("GitHub redirects to another host")
        assert len(world.requests) < 10

    def test_accepted_for_ever(self, world: World, asked: GitHubIssues) -> None:
        world.fail(202, {}, times=99)
        assert refusal(asked) == "GitHub's answer is not understood; run again later"

    @pytest.mark.parametrize("link", ["page=1", "page=2", "state=open", "per_page=1&page=2"])
    def test_pages_in_a_circle(self, world: World, asked: GitHubIssues, link: str) -> None:
        again = f'<{world.url}/x?{link}>; rel="next"'
        world.faults.append(lambda one: Answer(200, [], {"Link": again}) if one.path.endswith("/issues") else None)
        if link == "state=open":  # no place in the list: it is the last page
            assert asked.issues("") == Closed(0, 0)
        else:
            assert refusal(asked, "") == "GitHub's answer is not understood; run again later"
        assert {one.query.get("per_page", "100") for one in world.requests} == {"100"}

    def test_an_issue_on_two_pages_is_one(self, world: World, asked: GitHubIssues) -> None:
        for _ in range(101):
            world.issue("closed")
        world.issues[100]["number"] = 100
        assert asked.issues("") == Closed(100, 100)


class TestNumbered:
    """Issues and pull requests by their numbers."""

    @pytest.fixture(autouse=True)
    def _issues(self, world: World) -> None:
        world.issue("open")
        world.issue("closed")
        world.issue("closed", state_reason="not_planned")
        world.issue("closed", state_reason="duplicate")
        world.issue("open", pull_request={"merged_at": None}, draft=True)
        world.issue("closed", pull_request={"merged_at": "2026-01-02T03:04:05Z"})
        world.issue("closed", pull_request={"merged_at": None})
        world.issue("open", state_reason="reopened", sub_issues_summary={"total": 4, "completed": 1})

    @pytest.mark.parametrize("numbers", [[8], list(range(1, 9))])
    def test_where_each_stands(self, asked: GitHubIssues, numbers: list[int]) -> None:
        """One by one and listed they are the same."""
        found = asked.numbered(numbers)
        wanted = ["open", "done", "not planned", "not planned", "begun", "done", "not planned", "open"]
        states = {number: one.state for number, one in found.items() if not isinstance(one, str)}
        assert states == {number: wanted[number - 1] for number in numbers}
        eighth = found[8]
        assert not isinstance(eighth, str)
        assert eighth.parts == (1, 4)
        assert not eighth.body

    def test_few_are_asked_for_one_by_one_and_many_listed(self, asked: GitHubIssues, world: World) -> None:
        for _ in range(492):
            world.issue()
        asked.numbered([3, 499])
        assert paths(world) == ["", "/issues/3", "/issues/499"]
        asked.numbered([*range(10, 30), 3])
        assert paths(world)[3:] == ["/issues"], "the first page has them all, and nothing is asked for twice"
        asked.numbered(range(1, 501))
        assert paths(world)[4:] == ["/issues"] * 5
        asked.numbered(range(1, 501))
        assert len(paths(world)) == 9

    def test_those_that_are_not_there(self, asked: GitHubIssues, world: World) -> None:
        world.gone, world.moved = {2}, {3: "ada/else"}
        wanted = {2: "deleted, moved or never there", 3: "moved to ada/else#1", 900: "deleted, moved or never there"}
        assert asked.numbered([2, 3, 900]) == wanted

    def test_many_that_are_not_there_cost_few_requests(self, asked: GitHubIssues, world: World) -> None:
        world.gone = set(range(1, 201))
        for _ in range(300):
            world.issue()
        found = asked.numbered(range(1, 301))
        assert sum(isinstance(one, str) for one in found.values()) == 200
        assert len(world.requests) == 1 + 2 + github_issues.MISSING_ASKED

    def test_a_thousand_take_eleven_requests(self, asked: GitHubIssues, world: World) -> None:
        for _ in range(992):
            world.issue()
        assert len(asked.numbered(range(1, 1_001))) == 1_000
        assert len(world.requests) == 11

    @pytest.mark.parametrize("status", [301, 307])
    def test_a_token_never_leaves_for_where_an_issue_is_said_to_be(
        self, asked: GitHubIssues, world: World, status: int
    ) -> None:
        with served(World()) as other:
            place = f"{other.url.replace('127.0.0.1', 'localhost')}/repos/{REPOSITORY}/issues/3"
            world.fail(status, {}, times=99, to="/issues/8", Location=place)
            with pytest.raises(RemoteError):
                asked.numbered([8])
            assert other.requests == []

    @pytest.mark.parametrize("body", [{}, {"number": 1}, [], "x", {"number": 1, "title": "x", "state": "odd"}])
    def test_nonsense_is_no_issue(self, asked: GitHubIssues, world: World, body: object) -> None:
        world.fail(200, body, times=9, to="/issues/1")
        with pytest.raises(RemoteError, match="GitHub's answer is not understood"):
            asked.numbered([1])


class TestVersions:
    """Releases and tags."""

    def test_the_latest_release(self, asked: GitHubIssues, world: World) -> None:
        world.releases = ["v1", "v2"]
        assert asked.release() == asked.release() == "v2"
        assert paths(world) == ["", "/releases/latest"]

    def test_there_is_none(self, asked: GitHubIssues) -> None:
        for _ in range(2):
            with pytest.raises(RequestError, match="ada/notes has no release; drafts and pre-releases do not count"):
                asked.release()

    @pytest.mark.parametrize(
        ("tags", "latest"),
        [
            (["v1.9", "v1.10", "v1.2.9"], "v1.10"),
            (["nightly", "v2.0.0-rc1", "v1.0.0"], "v1.0.0"),
            (["v2.0.0-rc1", "v1.0.0-rc9"], "v2.0.0-rc1"),
            (["pkg-1.0", "v3"], "v3"),
            (["release/1.0", "2.0\n::error::x", "2026", "x" * 5_000], ""),
        ],
    )
    def test_the_highest_tag(self, asked: GitHubIssues, world: World, tags: list[str], latest: str) -> None:
        world.tags = tags
        if latest:
            assert asked.tag() == latest
            return
        with pytest.raises(RequestError, match="ada/notes has no tag with a version"):
            asked.tag()


@pytest.mark.parametrize(
    ("summary", "parts"), [(None, None), ({"total": 0}, None), ({"total": 3, "completed": 2}, (2, 3))]
)
def test_the_parts_of_an_issue(asked: GitHubIssues, world: World, summary: object, parts: object) -> None:
    world.issue(sub_issues_summary=summary)
    found = asked.numbered([1])[1]
    assert not isinstance(found, str)
    assert found.parts == parts


class TestWriting:
    def test_found_by_a_search_in_order(self, asked: GitHubIssues, world: World) -> None:
        for state in ("open", "closed", "open"):
            world.issue(state, milestone=3)
        world.issue("open", milestone=4)
        assert [one.number for one in asked.found("is:open")] == [1, 3, 4]
        assert [one.number for one in asked.found('-milestone:"First words"')] == [4]

    def test_the_first_issue_with_a_key(self, asked: GitHubIssues, world: World) -> None:
        keys = [KEY_COMMENT.format(one) for one in ("a" * 20, "b" * 20)]
        for body in ("", keys[1], f"x {keys[0]}", keys[0]):
            world.issue("open", body=body)
        assert asked.keyed(["a" * 20]) == {"a" * 20: 3}

    def test_an_answer_that_is_none(self, asked: GitHubIssues, world: World) -> None:
        world.issue("open")
        world.fail(200, ["x"], to="PATCH")
        with pytest.raises(RemoteError, match="GitHub's answer is not understood"):
            asked.write("PATCH", "issues/1", {"state": "closed"})

    def test_nothing_is_written_after_a_failure(self, asked: GitHubIssues, world: World) -> None:
        world.fail(401, {"message": "Bad credentials"})
        refusal(asked)
        with pytest.raises(RemoteError):
            asked.write("PATCH", "issues/1", {"state": "closed"})
        assert world.writes() == []


def _of_lists(answer: Answer, request: Request) -> Answer | None:
    return answer if request.path.endswith("/issues") else None


class TestKeptPages:
    """Pages that have not changed are not sent again, and GitHub does not count that."""

    @pytest.fixture(autouse=True)
    def _issues(self, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        for _ in range(250):
            world.issue()

    @staticmethod
    def done(world: World, token: str = TOKEN, *, keeps: bool = True) -> tuple[int, list[int]]:
        """How many issues are done, and the status of each page."""
        world.exchanges.clear()
        asked = GitHubIssues(lambda: GitHub(REPOSITORY, token, world.url, keeps=keeps))
        found = asked.numbered(range(1, 251)).values()
        statuses = [answer.status for _, answer in world.exchanges[1:]]
        return sum(not isinstance(one, str) and one.state == "done" for one in found), statuses

    def test_only_what_changed_is_sent(self, world: World) -> None:
        assert self.done(world) == (0, [200, 200, 200])
        assert self.done(world) == (0, [304, 304, 304])
        world.edit(150, state="closed")
        assert self.done(world) == (1, [304, 200, 304])
        assert self.done(world) == (1, [304, 304, 304])

    def test_an_issue_that_goes_is_missed(self, world: World) -> None:
        self.done(world)
        world.gone = {7}
        assert self.done(world) == (0, [200, 200, 200, 410])

    def test_without_what_was_kept(self, world: World, tmp_path: Path) -> None:
        self.done(world)
        (place,) = tmp_path.rglob("*.sqlite")
        place.write_bytes(b"no database")
        assert self.done(world) == (0, [200, 200, 200])
        assert self.done(world, keeps=False) == (0, [200, 200, 200])

    def test_another_token_sees_nothing_of_it(self, world: World) -> None:
        self.done(world)
        world.tokens.add("ghp_other")
        assert self.done(world, "ghp_other") == (0, [200, 200, 200])

    def test_the_token_is_not_kept(self, world: World, tmp_path: Path) -> None:
        self.done(world)
        assert all(TOKEN.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    def test_an_empty_answer_is_not_the_page(self, world: World) -> None:
        self.done(world)
        for answer in (Answer(200, b""), Answer(304, None), Answer(304, None, {"ETag": '"other"'})):
            world.faults = [partial(_of_lists, answer)]
            with pytest.raises(RemoteError, match="GitHub's answer is not understood"):
                self.done(world)
