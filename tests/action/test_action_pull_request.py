"""What a pull request gets besides its changes, what people may do with it, and the comment on other pull requests."""

from typing import Any

import pytest
from action_running import FRESH, STALE, Action
from github_server import Answer, Request, World

REQUEST = {"mode": "pull-request"}
OWN = {"number": 7, "head": {"ref": "topic", "repo": {"full_name": "ada/notes"}}, "base": {"sha": "x"}}
FORK = {**OWN, "head": {"ref": "topic", "repo": {"full_name": "eve/notes"}}}


class TestWhatItGets:
    def test_all_of_it_once(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        ran = action.run(
            **REQUEST,
            labels="docs, good first issue",
            assignees="@ada",
            reviewers="bob\nada",
            team_reviewers="writers",
            draft="true",
            pull_request_body="Please look.\n\n- closely",
            commit_trailers="Reviewed-by: Bob <bob@example.org>\nChange: 7",
            commit_sign_off="true",
        )
        assert (ran.code, ran.errors) == (0, [])
        (pull,) = world.pulls
        assert [one["name"] for one in pull["labels"]] == ["docs", "good first issue"]
        assert [one["login"] for one in pull["assignees"]] == ["ada"]
        assert [one["login"] for one in pull["requested_reviewers"]] == ["bob", "ada"]
        assert [one["slug"] for one in pull["requested_teams"]] == ["writers"]
        assert pull["draft"]
        assert pull["body"].startswith("Please look.\n\n- closely\n\nNumbers that were out of date")
        assert world.commits[world.refs["readme-sync"]].message.split("\n\n")[2].splitlines() == [
            "Reviewed-by: Bob <bob@example.org>",
            "Change: 7",
            "Signed-off-by: github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
        ]
        writes = len(world.writes())
        pull["labels"] = []  # who takes one away means it
        assert action.run(**REQUEST, labels="docs", pull_request_body="Please look.\n\n- closely").code == 0
        assert (len(world.writes()), pull["labels"]) == (writes, [])

    def test_signed_off_by_somebody(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        assert action.run(mode="commit", commit_sign_off="Ada <ada@example.org>").code == 0
        assert world.commits[world.refs["main"]].message.endswith("\n\nSigned-off-by: Ada <ada@example.org>")

    @pytest.mark.parametrize(
        ("inputs", "said"),
        [
            (
                {"reviewers": "ada,eve"},
                "it reviewer eve, GitHub refuses: Reviews may only be requested from collaborators",
            ),
            ({"assignees": "eve,ada"}, "did not give it assignee eve"),
        ],
    )
    def test_what_github_does_not_take_is_named(
        self, action: Action, world: World, inputs: dict[str, str], said: str
    ) -> None:
        action.push({"README.md": STALE})
        ran = action.run(**REQUEST, **inputs)
        assert (ran.code, ran.outputs["pull-request-number"]) == (2, "1")
        assert said in ran.errors[0]
        assert action.run(**REQUEST, **inputs).code == 0
        assert len(world.pulls) == 1

    @pytest.mark.parametrize(("status", "body"), [(500, {}), (200, b"<html>"), (0, None)])
    def test_an_answer_that_is_lost_is_looked_at(self, action: Action, world: World, status: int, body: Any) -> None:
        action.push({"README.md": STALE})

        def done_but_lost(request: Request) -> Answer | None:
            if request.verb != "POST" or "/labels" not in request.path:
                return None
            world.pulls[0]["labels"].append({"name": "docs"})
            return Answer(status, body)

        world.faults.append(done_but_lost)
        ran = action.run(**REQUEST, labels="docs")
        assert (ran.code, world.pulls[0]["labels"]) == (0, [{"name": "docs"}])

    @pytest.mark.parametrize(
        ("name", "value", "hint"),
        [
            ("labels", "x" * 51, "it is a list of names"),
            ("assignees", "a b", "it is a list of names"),
            ("reviewers", "acme/writers", "it is a list of names"),
            ("draft", "yes", "it is true or false"),
            ("pull_request_body", "x" * 10_001, "it is a text of up to 10000 characters"),
            ("pull_request_body", "<!-- readme-sync: proposes 0 -->", "it holds no comments of readme-sync"),
            ("commit_trailers", "no trailer", "each line is such as Reviewed-by: Ada"),
            ("commit_sign_off", "Ada", "it is true, false, or such as Ada <ada@example.org>"),
            ("since", "--all", "it is a commit, a branch, a tag, or none"),
            ("since", "a b", "it is a commit, a branch, a tag, or none"),
            ("output_format", "xml", "it is "),
            ("output_file", "x.sarif", "say it in output-format, such as sarif"),
            ("directory", "../x", "correct the input paths"),
            ("directory", "nowhere", "it is the path of actions/checkout"),
        ],
    )
    def test_input_that_cannot_be(self, action: Action, world: World, name: str, value: str, hint: str) -> None:
        action.push({"README.md": STALE})
        ran = action.run(**REQUEST, **{name: value})
        assert (ran.code, world.writes()) == (2, [])
        assert hint in ran.errors[0]


class TestClosedByPeople:
    def test_it_stays_closed_until_something_else_is_stale(self, action: Action, world: World) -> None:
        action.push({"README.md": STALE})
        action.run(**REQUEST)
        world.pulls[0]["state"] = "closed"
        writes = len(world.writes())
        for _ in range(2):
            ran = action.run(**REQUEST)
            assert (ran.code, ran.outputs["pull-request-number"]) == (0, "")
            assert "pull request #1 was closed by hand and stays closed, as nothing else is out of date" in ran.log
            assert "README.md: would be updated" in ran.log
        action.push({"other.md": "x", "README.md": STALE.replace("- [ ] reap", "- [x] reap")})
        assert action.run(**REQUEST).code == 0
        assert (len(world.writes()), len(world.pulls)) == (writes, 1)
        del world.refs["readme-sync"]  # people remove the branch, too
        assert action.run(**REQUEST).code == 0
        assert len(world.pulls) == 1

        action.push({"README.md": STALE + "\n## Winter (stale)\n\n- [ ] rest\n"})
        ran = action.run(**REQUEST)
        assert (ran.code, ran.outputs["pull-request-number"], len(world.pulls)) == (0, "2", 2)
        action.push({"README.md": FRESH})
        action.run(**REQUEST)
        assert [pull["state"] for pull in world.pulls] == ["closed", "closed"]

    def test_what_we_closed_is_opened_anew(self, action: Action) -> None:
        for number in (1, 2):
            action.push({"README.md": STALE})
            assert action.run(**REQUEST).outputs["pull-request-number"] == str(number)
            action.push({"README.md": FRESH})
            action.run(**REQUEST)

    @pytest.mark.parametrize("field", [{"merged_at": "2026-01-01T00:00:00Z"}, {"body": "somebody wrote another text"}])
    def test_what_was_merged_or_says_nothing_is_opened_anew(
        self, action: Action, world: World, field: dict[str, str]
    ) -> None:
        action.push({"README.md": STALE})
        action.run(**REQUEST)
        world.pulls[0].update(state="closed", **field)
        assert action.run(**REQUEST).outputs["pull-request-number"] == "2"

    def test_thousands_of_lines_are_one_mark(self, action: Action, world: World) -> None:
        text = "# Plan\n\n" + "".join(f"## Part {number} (stale)\n\n" for number in range(700))
        action.push({"README.md": text})
        assert action.run(**REQUEST).code == 0
        assert len(world.pulls[0]["body"]) < 1_000
        world.pulls[0]["state"] = "closed"
        assert action.run(**REQUEST).code == 0
        assert len(world.pulls) == 1


class TestComment:
    def _event(self, action: Action, pull: dict[str, Any] | None = None, name: str = "pull_request") -> None:
        action.event(name, {"pull_request": pull or OWN}, GITHUB_HEAD_REF="topic", GITHUB_RUN_ID="9")

    def test_one_that_is_kept_up_to_date(self, action: Action, world: World) -> None:
        world.comments = [{"id": n + 1, "body": "<!-- readme-sync: results -->\nfake", "by": "eve"} for n in range(101)]
        action.write({"README.md": FRESH})
        self._event(action)
        assert action.run(comment="true").code == 0
        assert len(world.comments) == 101  # nothing to say, so nothing is said
        action.write({"README.md": STALE.replace("sow", "@all #1 sow")})
        for _ in range(2):
            assert action.run(comment="true").code == 1
        (ours,) = [one["body"] for one in world.comments if one["by"] == "us"]
        assert "- `README.md`: numbers out of date and 1 result of RS999\n" in ours
        assert "[All about it](https://github.example/ada/notes/actions/runs/9)" in ours
        assert "@" not in ours.partition("```diff")[0].replace("@@", "")
        action.write({"README.md": FRESH})
        assert action.run(comment="true").code == 0
        sent = [line for line in world.writes() if "comments" in line]
        assert sent == ["POST /repos/ada/notes/issues/7/comments", "PATCH /repos/ada/notes/issues/comments/102"]
        assert "✅ Checked 1 document" in world.comments[-1]["body"]
        assert {one["body"] for one in world.comments[:101]} == {"<!-- readme-sync: results -->\nfake"}

    def test_without_the_input_nothing_is_asked(self, action: Action, world: World) -> None:
        action.write({"README.md": STALE})
        self._event(action)
        assert (action.run().code, world.requests) == (1, [])

    @pytest.mark.parametrize("pull", [FORK, None])
    def test_who_may_only_read(self, action: Action, world: World, pull: dict[str, Any] | None) -> None:
        action.write({"README.md": STALE})
        self._event(action, pull)
        if pull is None:
            action.environment["GITHUB_ACTOR"] = "dependabot[bot]"
        ran = action.run(comment="true")
        assert (ran.code, world.writes()) == (1, [])
        assert "its token may only read" in ran.log

    def test_a_push_has_no_pull_request(self, action: Action, world: World) -> None:
        action.write({"README.md": STALE})
        ran = action.run(comment="true")
        assert (ran.code, world.requests) == (1, [])
        assert "no comment is written, as the run is not for a pull request" in ran.log

    @pytest.mark.parametrize(("status", "code"), [(403, 2), (500, 2), (0, 2), (200, 2)])
    def test_a_refusal_is_said(self, action: Action, world: World, status: int, code: int) -> None:
        action.write({"README.md": STALE})
        self._event(action)
        world.fail(status, {"message": "Resource not accessible by integration"}, to="/comments", times=9)
        ran = action.run(comment="true")
        assert (ran.code, ran.outputs["exit-code"], world.comments) == (code, "2", [])
        assert ran.summary
        assert "the comment is not written: " in ran.errors[-1]

    def test_applied_and_lost_is_written_once(self, action: Action, world: World) -> None:
        action.write({"README.md": STALE})
        self._event(action)

        def lost(request: Request) -> Answer | None:
            if request.verb != "POST" or not request.path.endswith("/comments"):
                return None
            world.comments.append({"id": 1, "body": request.body["body"], "by": "us"})
            return Answer(502, b"<html>")

        world.faults.append(lost)
        assert (action.run(comment="true").code, len(world.comments)) == (1, 1)

    def test_a_long_patch_is_left_out(self, action: Action, world: World) -> None:
        action.write({"README.md": "# Plan\n\n" + "".join(f"## {'x' * 60} {n} (stale)\n\n" for n in range(900))})
        self._event(action)
        assert action.run(comment="true").code == 1
        assert "```diff" not in world.comments[0]["body"]
        assert len(world.comments[0]["body"]) < 1_000
