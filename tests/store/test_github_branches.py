"""Commits and pull requests on GitHub: what happens when all is well, and each way in which it is not."""

import sys
from collections.abc import Callable, Iterator

import pytest
from github_server import REPOSITORY, TOKEN, Answer, Request, World, served

from readme_sync.errors import RemoteError
from readme_sync.store import github_branches
from readme_sync.store.branches import CommitRequest, Entry, MovedError, blob_id
from readme_sync.store.github import GitHub
from readme_sync.store.github_branches import Adornment, Comment, GitHubBranches, PullRequests

BODY = "Made by readme-sync."


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    world.push("main", {"README.md": "one\n", "docs/plan.md": "two\n", "docs/a/b.md": "three\n"})
    with served(world):
        yield world


@pytest.fixture
def github(world: World) -> GitHub:
    return GitHub(REPOSITORY, TOKEN, world.url)


@pytest.fixture
def branches(github: GitHub) -> GitHubBranches:
    return GitHubBranches(github)


def wish(world: World, **files: str) -> CommitRequest:
    named = {name.replace("_", "/"): text.encode() for name, text in (files or {"README.md": "1\n"}).items()}
    return CommitRequest(world.refs["main"], "Update progress numbers", BODY, named)


class TestReading:
    def test_head(self, world: World, branches: GitHubBranches) -> None:
        assert branches.head("main") == world.refs["main"]
        assert branches.head("gone") is None

    def test_a_branch_with_a_slash(self, world: World, branches: GitHubBranches) -> None:
        world.push("topic/été", {"x": "y"})
        assert branches.head("topic/été") == world.refs["topic/été"]

    def test_files_in_folders(self, world: World, branches: GitHubBranches) -> None:
        world.modes["README.md"] = "120000"
        paths = ["README.md", "docs/plan.md", "docs/a/b.md", "docs/no.md", "no/x.md", "README.md/x"]
        found = branches.entries(world.refs["main"], paths)
        assert {path: entry.mode for path, entry in found.items()} == {
            "README.md": "120000",
            "docs/plan.md": "100644",
            "docs/a/b.md": "100644",
        }
        assert branches.content(found["docs/a/b.md"]) == b"three\n"

    def test_every_folder_is_asked_for_once(self, world: World, branches: GitHubBranches) -> None:
        for _ in range(2):
            branches.entries(world.refs["main"], ["docs/plan.md", "docs/a/b.md"])
        assert len(world.requests) == 4  # the commit, and three folders

    @pytest.mark.parametrize("status", [500, 502])
    def test_a_failing_read_is_repeated(self, world: World, branches: GitHubBranches, status: int) -> None:
        world.fail(status, {"message": "oops"}, times=2)
        assert branches.head("main") == world.refs["main"]


class TestCommitting:
    def test_several_files_in_one_signed_commit(self, world: World, branches: GitHubBranches) -> None:
        before = world.refs["main"]
        made = branches.commit("main", wish(world, **{"README.md": "1\n", "docs/plan.md": "2\n"}))
        assert (made.sha, made.verified) == (world.refs["main"], True)
        assert (world.text("main"), world.text("main", "docs/plan.md")) == ("1\n", "2\n")
        commit = world.commits[made.sha]
        assert (commit.parents, commit.message) == ([before], f"Update progress numbers\n\n{BODY}")
        assert world.writes() == ["POST /graphql"]

    def test_a_branch_that_moved_is_not_written(self, world: World, branches: GitHubBranches) -> None:
        wanted = wish(world)
        world.push("main", {"README.md": "somebody else's\n"})
        with pytest.raises(MovedError):
            branches.commit("main", wanted)
        assert world.text("main") == "somebody else's\n"

    def test_applied_but_answered_with_500(self, world: World, branches: GitHubBranches) -> None:
        """The second try finds the branch moved, by this very commit: no second commit, no error."""
        wanted = wish(world)

        def applied_then_500(request: Request) -> Answer | None:
            if request.path != "/graphql" or len(world.commits) > 1:
                return None
            world._graphql(request.body)  # noqa: SLF001  it does what was asked, and fails to say so
            return Answer(500, {"message": "oops"})

        world.faults.append(applied_then_500)
        made = branches.commit("main", wanted)
        assert (made.sha, made.verified) == (world.refs["main"], True)
        assert len(world.commits) == 2
        assert len(world.writes()) == 1

    @pytest.mark.parametrize(
        ("status", "body"), [(502, {"message": "oops"}), (0, None), (200, b"<html>"), (200, b'{"data"')]
    )
    def test_not_applied_and_broken(self, world: World, branches: GitHubBranches, status: int, body: object) -> None:
        world.fail(status, body, to="graphql")
        assert branches.commit("main", wish(world)).sha == world.refs["main"]
        assert len(world.commits) == 2

    def test_broken_for_good(self, world: World, branches: GitHubBranches) -> None:
        world.fail(502, {"message": "oops"}, to="graphql", times=99)
        with pytest.raises(RemoteError, match="GitHub answers 502; run again later"):
            branches.commit("main", wish(world))
        assert len(world.writes()) == 4

    def test_broken_and_moved_meanwhile(self, world: World, branches: GitHubBranches) -> None:
        wanted = wish(world)

        def break_and_move(request: Request) -> Answer | None:
            if request.path != "/graphql":
                return None
            world.push("main", {"README.md": "somebody else's\n"})
            return Answer(502, {})

        world.faults.append(break_and_move)
        with pytest.raises(MovedError):
            branches.commit("main", wanted)

    def test_broken_and_somebody_had_the_same_message(self, world: World, branches: GitHubBranches) -> None:
        wanted = wish(world)

        def break_and_move(request: Request) -> Answer | None:
            if request.path != "/graphql":
                return None
            world.push("main", {"README.md": "somebody else's\n"}, wanted.headline)
            return Answer(502, {})

        world.faults.append(break_and_move)
        with pytest.raises(MovedError):
            branches.commit("main", wanted)

    def test_broken_and_somebody_made_the_same_change(self, world: World, branches: GitHubBranches) -> None:
        wanted = wish(world)

        def break_and_move(request: Request) -> Answer | None:
            if request.path != "/graphql":
                return None
            world.push("main", {"README.md": "1\n"}, "by hand")
            return Answer(502, {})

        world.faults.append(break_and_move)
        with pytest.raises(MovedError):
            branches.commit("main", wanted)

    @pytest.mark.parametrize(("most", "is_one"), [(1, False), (2, True)])
    def test_how_many_files_are_one_mutation(
        self, world: World, branches: GitHubBranches, monkeypatch: pytest.MonkeyPatch, most: int, *, is_one: bool
    ) -> None:
        monkeypatch.setattr(github_branches, "_MOST_ADDITIONS", most)
        branches.commit("main", wish(world, **{"README.md": "1\n", "docs/plan.md": "2\n"}))
        assert (world.writes() == ["POST /graphql"]) == is_one

    def test_many_files_where_the_branch_refuses(
        self, world: World, branches: GitHubBranches, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(github_branches, "_MOST_ADDITIONS", 0)
        world.fail(422, {"message": "Object does not exist"}, to="PATCH", times=9)
        with pytest.raises(RemoteError, match="GitHub refuses: Object does not exist"):
            branches.commit("main", wish(world))
        assert world.text("main") == "one\n"

    def test_a_branch_that_is_gone(self, world: World, branches: GitHubBranches) -> None:
        with pytest.raises(RemoteError, match="the branch gone does not exist any more; nothing was written"):
            branches.commit("gone", wish(world))

    def test_a_branch_that_may_only_be_read(self, world: World, branches: GitHubBranches) -> None:
        world.fail_mutation("NOT_FOUND", "Could not resolve to a Repository.")
        with pytest.raises(RemoteError, match="ada/notes does not have it, or hides it from the token; it needs"):
            branches.commit("main", wish(world))
        assert len(world.writes()) == 1


class TestRefusals:
    """Each is one line that says what to do."""

    @pytest.mark.parametrize(
        ("kind", "message"),
        [
            ("BRANCH_PROTECTION_RULE_VIOLATION", "Changes must be made through a pull request."),
            ("UNPROCESSABLE", "Repository rule violations found\n\nChanges must be made through a pull request.\n\n"),
            ("FORBIDDEN", "protected branch hook declined"),
        ],
    )
    def test_protected(self, world: World, branches: GitHubBranches, kind: str, message: str) -> None:
        world.fail_mutation(kind, message)
        with pytest.raises(RemoteError) as caught:
            branches.commit("main", wish(world))
        assert "the branch is protected" in str(caught.value)
        assert "use mode: pull-request" in str(caught.value)
        assert "\n" not in str(caught.value)
        assert len(world.writes()) == 1

    @pytest.mark.parametrize("shape", ["graphql", "rest"])
    def test_missing_permission(self, world: World, branches: GitHubBranches, shape: str) -> None:
        if shape == "graphql":
            world.fail_mutation("FORBIDDEN", "Resource not accessible by integration")
        else:
            world.fail(403, {"message": "Resource not accessible by integration"}, to="graphql")
        with pytest.raises(RemoteError) as caught:
            branches.commit("main", wish(world))
        assert str(caught.value) == "the token may not do this in ada/notes; give the job permissions: contents: write"

    def test_wrong_token(self, world: World) -> None:
        with pytest.raises(RemoteError, match="GitHub does not know the token"):
            GitHubBranches(GitHub(REPOSITORY, "wrong", world.url)).head("main")

    def test_rate_limit(self, world: World, branches: GitHubBranches) -> None:
        world.fail_mutation("RATE_LIMITED", "API rate limit exceeded")
        with pytest.raises(RemoteError, match="rate limit is used up; run again in an hour"):
            branches.commit("main", wish(world))

    def test_rate_limit_that_lasts_an_hour_is_not_waited_for(self, world: World, branches: GitHubBranches) -> None:
        headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4000000000", "X-RateLimit-Limit": "1000"}
        world.fail(403, {"message": "API rate limit exceeded"}, times=9, **headers)
        with pytest.raises(RemoteError, match="rate limit is used up"):
            branches.head("main")

    @pytest.mark.parametrize("body", [b'"no"', b"[1]"])
    def test_refusals_without_any_shape(self, world: World, branches: GitHubBranches, body: object) -> None:
        world.fail(418, body, times=9)
        with pytest.raises(RemoteError, match=r"GitHub's answer is not understood"):
            branches.head("main")

    @pytest.mark.parametrize("body", [b"<html>", b'{"object": ', [], {"object": None}])
    def test_nonsense(self, world: World, branches: GitHubBranches, body: object) -> None:
        world.fail(200, body)
        with pytest.raises(RemoteError, match="GitHub's answer is not understood"):
            branches.head("main")

    @pytest.mark.parametrize("body", [b"", {"errors": [1]}, {"errors": {"x": 1}, "message": "no"}])
    def test_refusals_of_another_shape(self, world: World, branches: GitHubBranches, body: object) -> None:
        world.fail(418, body, times=9)
        with pytest.raises(RemoteError, match=r"GitHub refuses \(418\)"):
            branches.head("main")

    @pytest.mark.parametrize("body", [{"data": None}, {"data": {"createCommitOnBranch": None}}, {"data": {}}])
    def test_a_mutation_that_says_nothing(self, world: World, branches: GitHubBranches, body: object) -> None:
        world.fail(200, body, to="graphql", times=9)
        with pytest.raises(RemoteError, match="GitHub's answer is not understood"):
            branches.commit("main", wish(world))

    def test_nobody_there(self) -> None:
        with pytest.raises(RemoteError, match=r"GitHub cannot be reached \(ConnectionError\)"):
            GitHubBranches(GitHub(REPOSITORY, TOKEN, "http://127.0.0.1:1")).head("main")

    @pytest.mark.parametrize(
        ("repository", "token", "url"),
        [
            ("ada", TOKEN, "https://api.example"),
            ("ada/notes/../x", TOKEN, "https://api.example"),
            (REPOSITORY, "", "https://api.example"),
            (REPOSITORY, f"{TOKEN}\nX-Other: 1", "https://api.example"),
            (REPOSITORY, TOKEN, "http://api.example"),
            (REPOSITORY, TOKEN, "ftp://api.example"),
        ],
    )
    def test_what_cannot_be(self, repository: str, token: str, url: str) -> None:
        with pytest.raises(RemoteError) as caught:
            GitHub(repository, token, url)
        assert TOKEN not in str(caught.value)

    def test_without_pygithub(self, monkeypatch: pytest.MonkeyPatch, branches: GitHubBranches) -> None:
        monkeypatch.setitem(sys.modules, "github", None)
        with pytest.raises(RemoteError, match="install it: pip install PyGithub"):
            branches.head("main")


class TestContent:
    def test_text_as_it_is(self, world: World, branches: GitHubBranches) -> None:
        data = "é\n".encode()
        world.fail(200, {"encoding": "utf-8", "content": "é\n"}, to="git/blobs")
        assert branches.content(Entry("100644", blob_id(data))) == data

    @pytest.mark.parametrize(
        "body", [{"encoding": "none", "content": ""}, {"encoding": "base64", "content": "eA=="}, {"encoding": "base64"}]
    )
    def test_another_content_than_was_asked_for(self, world: World, branches: GitHubBranches, body: object) -> None:
        world.fail(200, body, to="git/blobs")
        with pytest.raises(RemoteError, match="GitHub's answer is not understood"):
            branches.content(Entry("100644", blob_id(b"1\n")))


class TestReplacing:
    def test_a_new_branch(self, world: World, branches: GitHubBranches) -> None:
        made = branches.replace("readme-sync", None, wish(world))
        assert world.refs["readme-sync"] == made.sha
        assert world.commits[made.sha].parents == [world.refs["main"]]
        assert sorted(world.refs) == ["main", "readme-sync"]
        assert branches.left_behind == []

    def test_an_old_one_never_shows_an_empty_pull_request(self, world: World, branches: GitHubBranches) -> None:
        was = branches.replace("readme-sync", None, wish(world)).sha
        PullRequests(branches._github).open("readme-sync", "main", "title", "body")  # noqa: SLF001
        world.push("main", {"other.md": "new\n"})
        made = branches.replace("readme-sync", was, wish(world, **{"README.md": "11\n"}))
        assert world.refs["readme-sync"] == made.sha
        assert world.commits[made.sha].parents == [world.refs["main"]]
        assert world.pulls[0]["state"] == "open"
        assert sorted(world.refs) == ["main", "readme-sync"]

    def test_what_a_dead_run_left_is_used(self, world: World, branches: GitHubBranches) -> None:
        was = branches.replace("readme-sync", None, wish(world)).sha
        world.refs[f"readme-sync-{world.refs['main'][:12]}"] = was
        assert branches.replace("readme-sync", was, wish(world, **{"README.md": "11\n"})).sha
        assert sorted(world.refs) == ["main", "readme-sync"]

    def test_one_that_moved_meanwhile(self, world: World, branches: GitHubBranches) -> None:
        was = branches.replace("readme-sync", None, wish(world)).sha
        world.push("readme-sync", {"README.md": "somebody's\n"})
        with pytest.raises(MovedError):
            branches.replace("readme-sync", was, wish(world, **{"README.md": "11\n"}))
        assert world.text("readme-sync") == "somebody's\n"
        assert sorted(world.refs) == ["main", "readme-sync"]

    def test_one_404_is_no_proof_that_it_is_gone(self, world: World, branches: GitHubBranches) -> None:
        made = branches.replace("readme-sync", None, wish(world))
        world.fail(404, {"message": "Not Found"}, to="git/ref/heads/readme-sync")
        branches.delete("readme-sync", made.sha)
        assert sorted(world.refs) == ["main"]

    def test_deleting_twice(self, world: World, branches: GitHubBranches) -> None:
        made = branches.replace("readme-sync", None, wish(world))
        branches.delete("readme-sync", made.sha)
        branches.delete("readme-sync", made.sha)
        assert sorted(world.refs) == ["main"]

    def test_what_somebody_pushed_meanwhile_is_not_deleted(self, world: World, branches: GitHubBranches) -> None:
        made = branches.replace("readme-sync", None, wish(world))
        world.push("readme-sync", {"README.md": "somebody's\n"})
        with pytest.raises(MovedError):
            branches.delete("readme-sync", made.sha)
        assert world.text("readme-sync") == "somebody's\n"

    @pytest.mark.parametrize("was_there", [True, False])
    def test_a_refusal_leaves_nothing_behind(self, world: World, branches: GitHubBranches, was_there: bool) -> None:  # noqa: FBT001  a parameter
        was = branches.replace("readme-sync", None, wish(world)).sha if was_there else None
        before = dict(world.refs)
        world.fail_mutation("FORBIDDEN", "Resource not accessible by integration")
        with pytest.raises(RemoteError, match="the token may not do this"):
            branches.replace("readme-sync", was, wish(world, **{"README.md": "11\n"}))
        assert world.refs == before

    def test_somebody_is_faster_with_the_same_name(self, world: World, branches: GitHubBranches) -> None:
        def push(request: Request) -> None:
            if request.path == "/graphql":
                world.push("readme-sync", {"README.md": "somebody's\n"})

        world.faults.append(push)
        with pytest.raises(MovedError):
            branches.replace("readme-sync", None, wish(world))
        assert world.text("readme-sync") == "somebody's\n"
        assert sorted(world.refs) == ["main", "readme-sync"]

    def test_a_branch_that_cannot_be_made(self, world: World, branches: GitHubBranches) -> None:
        world.fail(422, {"message": "Object does not exist"}, to="POST /repos/ada/notes/git/refs")
        with pytest.raises(RemoteError, match="GitHub refuses: Object does not exist"):
            branches.replace("readme-sync", None, wish(world))
        assert sorted(world.refs) == ["main"]

    def test_a_branch_whose_making_is_not_confirmed(self, world: World, branches: GitHubBranches) -> None:
        def made_but_lost(request: Request) -> Answer | None:
            if request.verb != "POST" or not request.path.endswith("git/refs") or len(world.refs) > 1:
                return None
            world.refs[request.body["ref"].removeprefix("refs/heads/")] = request.body["sha"]
            return Answer(502, {})

        world.faults.append(made_but_lost)
        made = branches.replace("readme-sync", None, wish(world))
        assert world.refs == {"main": world.refs["main"], "readme-sync": made.sha}


def _applied_and_followed(world: World, *, by: int) -> Callable[[Request], Answer | None]:
    """Return a server that makes a commit, onto which so many others follow at once; with 0 one of no parents."""

    def apply_and_push(request: Request) -> Answer | None:
        if request.path != "/graphql" or len(world.commits) > 1:
            return None
        answer = world._graphql(request.body)  # noqa: SLF001  as GitHub does it
        if not by:
            world.refs["main"] = world.add({"README.md": b"another\n"}, [], "another beginning")
        for number in range(by):
            world.push("main", {"other.md": f"{number}\n"})
        return answer

    return apply_and_push


class TestWritesWithoutEffect:
    """GitHub says yes, or nothing, and nothing has happened: that is never taken for done."""

    @pytest.mark.parametrize(
        ("to", "status", "line"),
        [
            ("POST /repos/ada/notes/git/refs", 201, "creation of the branch readme-sync"),
            ("PATCH /repos/ada/notes/git/refs", 200, "move of the branch readme-sync"),
            ("PATCH /repos/ada/notes/git/refs", 502, "GitHub answers 502"),
        ],
    )
    def test_of_a_branch(self, world: World, branches: GitHubBranches, to: str, status: int, line: str) -> None:
        was = branches.replace("readme-sync", None, wish(world)).sha if to.startswith("PATCH") else None
        world.fail(status, {}, to=to, times=9)
        with pytest.raises(RemoteError, match=line):
            branches.replace("readme-sync", was, wish(world, **{"README.md": "11\n"}))
        assert world.refs.get("readme-sync") == was

    @pytest.mark.parametrize(("status", "line"), [(204, "removal of the branch readme-sync"), (502, "answers 502")])
    def test_of_a_removal(self, world: World, branches: GitHubBranches, status: int, line: str) -> None:
        was = branches.replace("readme-sync", None, wish(world)).sha
        world.fail(status, {}, to="DELETE", times=9)
        with pytest.raises(RemoteError, match=line):
            branches.delete("readme-sync", was)
        assert world.refs["readme-sync"] == was

    def test_of_a_commit(self, world: World, branches: GitHubBranches) -> None:
        answer = {"data": {"createCommitOnBranch": {"commit": {"oid": "1" * 40, "signature": None}}}}
        world.fail(200, answer, to="graphql", times=9)
        with pytest.raises(RemoteError, match="commit on main"):
            branches.commit("main", wish(world))
        assert world.text("main") == "one\n"

    @pytest.mark.parametrize(("status", "line"), [(200, "change of pull request #1"), (502, "GitHub answers 502")])
    def test_of_a_pull_request(self, world: World, github: GitHub, status: int, line: str) -> None:
        world.push("readme-sync", {"README.md": "1\n"})
        opened = PullRequests(github).open("readme-sync", "main", "Figures", "text")
        world.fail(status, {}, to="PATCH", times=9)
        with pytest.raises(RemoteError, match=line):
            PullRequests(github).change(opened, "Figures", "other text")
        assert world.pulls[0]["body"] == "text"

    def test_a_commit_onto_which_others_follow_at_once_is_ours(self, world: World, branches: GitHubBranches) -> None:
        world.faults.append(_applied_and_followed(world, by=1))
        made = branches.commit("main", wish(world))
        assert world.commits[world.refs["main"]].parents == [made.sha]

    @pytest.mark.parametrize("by", [0, 30])
    def test_a_commit_that_cannot_be_found_below_the_head_is_not(
        self, world: World, branches: GitHubBranches, by: int
    ) -> None:
        """Too many commits follow; or the branch was replaced by one without parents."""
        world.faults.append(_applied_and_followed(world, by=by))
        with pytest.raises(MovedError):
            branches.commit("main", wish(world))


class TestConnection:
    @pytest.mark.parametrize(
        ("api", "server"),
        [
            ("https://api.github.com", "https://github.com"),
            ("https://ghe.example/api/v3/", "https://ghe.example"),
            ("http://127.0.0.1:1", "https://github.com"),
        ],
    )
    def test_the_pages_that_belong_to_it(self, api: str, server: str) -> None:
        assert GitHub(REPOSITORY, TOKEN, api).server == server

    def test_what_is_never_confirmed_is_an_error(self, world: World, github: GitHub) -> None:
        world.fail(401, {"message": "Bad credentials"}, times=9)
        with pytest.raises(RemoteError, match="the token"):
            github.confirmed(lambda: github.get("pulls"))
        assert len(world.requests) > 2


class TestPullRequests:
    def test_open_find_change_close(self, world: World, github: GitHub) -> None:
        requests = PullRequests(github)
        assert requests.of("readme-sync", "main") is None
        opened = requests.open("readme-sync", "main", "Figures", "text")
        assert requests.of("readme-sync", "main") == opened
        assert requests.open("readme-sync", "main", "Figures", "text") == opened  # there is one already
        requests.change(opened, "Figures", "other text")
        assert world.pulls[0]["body"] == "other text"
        requests.close(opened, "other text")
        assert requests.of("readme-sync", "main") is None
        assert len(world.pulls) == 1

    def test_what_github_finds_wrong(self, world: World, github: GitHub) -> None:
        world.fail(422, {"message": "Validation Failed", "errors": ["No commits between main and x"]}, to="POST")
        with pytest.raises(RemoteError, match="GitHub refuses: Validation Failed No commits between main and x"):
            PullRequests(github).open("x", "main", "Figures", "text")

    @pytest.mark.parametrize("state", ["open", "closed"])
    def test_a_server_that_does_not_filter(self, world: World, github: GitHub, state: str) -> None:
        def pull(number: int, head: str, base: str) -> dict[str, object]:
            refs = {"head": {"ref": head}, "base": {"ref": base}, "merged_at": None}
            return {"number": number, "html_url": "x", "title": "t", "body": None, "state": state, **refs}

        others = [pull(9, "other", "main"), pull(8, "readme-sync", "dev")]
        world.fail(200, others, to="GET /repos/ada/notes/pulls", times=2)
        assert PullRequests(github).of("readme-sync", "main") is None
        assert PullRequests(github).last_closed("readme-sync", "main") is None
        world.fail(200, [*others, pull(7, "readme-sync", "main")], to="GET /repos/ada/notes/pulls", times=2)
        found = PullRequests(github).of("readme-sync", "main")
        assert found is not None
        assert found.number == 7
        closed = PullRequests(github).last_closed("readme-sync", "main")
        assert (closed.number if closed else 0) == (7 if state == "closed" else 0)

    def test_what_it_got_cannot_be_read(self, world: World, github: GitHub) -> None:
        world.push("readme-sync", {"README.md": "1\n"})
        requests = PullRequests(github)
        number = requests.open("readme-sync", "main", "Figures", "text").number
        assert requests.adorn(number, Adornment(labels=("docs",))) == []
        world.fail(401, {"message": "Bad credentials"}, to="GET", times=99)
        (said,) = requests.adorn(number, Adornment(labels=("docs",)))
        assert said.startswith("for sure what it should get (")

    def test_a_comment_is_there_or_not(self, world: World, github: GitHub) -> None:
        ours = Comment(github, 7, "<!-- ours -->")
        ours.write("new", is_needed=False)
        assert world.comments == []
        for _ in range(2):
            ours.write("new", is_needed=True)
            ours.write("new", is_needed=False)
        assert len([line for line in world.writes() if "comments" in line]) == 1  # what is there is not written again
        ours.write("newer", is_needed=False)
        assert [one["body"] for one in world.comments] == ["<!-- ours -->\nnewer"]

    def test_a_comment_behind_too_many(self, world: World, github: GitHub, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(github_branches, "_MOST_PAGES", 1)
        world.comments = [{"id": n + 1, "body": "x", "by": "eve"} for n in range(101)]
        with pytest.raises(RemoteError, match="pull request #7 has too many comments to find ours"):
            Comment(github, 7, "<!-- ours -->").write("new", is_needed=True)
        assert len(world.comments) == 101

    def test_not_permitted_by_the_settings(self, world: World, github: GitHub) -> None:
        said = "GitHub Actions is not permitted to create or approve pull requests."
        world.fail(403, {"message": said}, to="POST")
        with pytest.raises(RemoteError, match="Settings, Actions, General"):
            PullRequests(github).open("readme-sync", "main", "Figures", "text")
