"""`push`: what rows change on GitHub, against the small GitHub of this machine."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_running import Ran, Runner, environment
from github_server import REPOSITORY, TOKEN, Answer, Request, World

from readme_sync.errors import RequestError
from readme_sync.store.push_to_github import refuse_untrusted

PLAN = """\
# Plan

| Task | Issue | Status |
| --- | --- | --- |
| Sow | #1 | Planned |
| Hoe | #2 | Done |
| Rake | #3 | Planned |
| Reap |  | Planned |
"""
CONFIGURATION = '[[issues]]\nsection = "#plan"\ncolumn = "Issue"\npush = true\nnew = true\n'
DONE = PLAN.replace("#1 | Planned", "#1 | Done")


@pytest.fixture
def world(github: World) -> World:
    for state in ("open", "closed", "open"):
        github.issue(state)
    return github


@pytest.fixture
def readme(folder: Path) -> Path:
    """A document whose rows agreed with their issues, and whose author then set #1 to done, and #2 to open."""
    (folder / ".readme-sync.toml").write_text(CONFIGURATION)
    text = DONE.replace("#2 | Done", "#2 | Planned")
    (folder / "README.md").write_text(f"{text}\n<!-- readme-sync: seen done 2 open 1,3 -->\n")
    return folder / "README.md"


STEPS = [
    "README.md:5 close #1: Sow is done",
    "README.md:6 reopen #2: Hoe is not done",
    "README.md:8 make an issue for Reap",
]


def states(world: World) -> list[str]:
    return [issue["state"] for issue in world.issues]


def test_the_plan_comes_first_and_is_all_with_dry_run(run: Runner, readme: Path, world: World) -> None:
    before = readme.read_text()
    ran = run("push", "--dry-run")
    assert (ran.code, ran.err) == (1, "")
    end = "README.md: 1 to close, 1 to open again, 1 to make (nothing was done)"
    assert ran.out.splitlines() == [*STEPS, end]
    assert (world.writes(), readme.read_text()) == ([], before)


def test_what_is_done(run: Runner, readme: Path, world: World) -> None:
    ran = run("push")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [*STEPS, "README.md: 3 of 3 done"]
    path = f"/repos/{REPOSITORY}/issues"
    assert world.writes() == [f"PATCH {path}/1", f"PATCH {path}/2", f"POST {path}"]
    assert states(world) == ["closed", "open", "open", "open"]
    assert world.issues[3]["title"] == "Reap"
    text = readme.read_text()
    assert "| Reap | [#4](https://github.com/ada/notes/issues/4) | Planned |" in text
    assert "seen done 1 open 2-4 -->" in text
    again = run("push")
    assert (again.code, again.out) == (0, "README.md: no issue to change\n")
    assert run("sync", "--dry-run").code == 0
    assert len(world.writes()) == 3


@pytest.mark.usefixtures("readme")
def test_more_than_allowed_is_nothing(run: Runner, world: World) -> None:
    ran = run("push", "--most", "2")
    assert ran.code == 2
    assert ran.out.splitlines() == STEPS
    line = "3 issues would change (1 to close, 1 to open again, 1 to make); nothing was done; --most 3 allows it"
    assert ran.err == f"readme-sync: README.md: {line}\n"
    assert (world.writes(), states(world)) == ([], ["open", "closed", "open"])


def test_a_row_that_says_more_than_is_known_is_named_and_left(run: Runner, readme: Path, world: World) -> None:
    readme.write_text(DONE)  # without what was seen
    ran = run("push")
    assert ran.out.splitlines()[0].startswith("README.md:5:1 says done, issue #1 is open; nothing shows which")
    assert [line for line in world.writes() if "PATCH" in line] == []


def test_without_push_in_the_configuration(run: Runner, readme: Path, world: World) -> None:
    (readme.parent / ".readme-sync.toml").write_text(CONFIGURATION.replace("push = true\nnew = true\n", ""))
    ran = run("push")
    assert (ran.code, ran.out, world.requests) == (2, "", [])
    assert ran.err.startswith("readme-sync: README.md: no rows of this document may change issues; write push = true")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("none.md", "none.md: does not exist; check the path"),
        ("README.md", "README.md:1: a merge was not finished; resolve it first"),
    ],
)
def test_a_document_that_cannot_be_read(run: Runner, readme: Path, world: World, name: str, line: str) -> None:
    readme.write_text(f"<<<<<<< ours\n{DONE}=======\n{PLAN}>>>>>>> theirs\n")
    ran = run("push", name)
    assert (ran.code, ran.out, world.writes()) == (2, "", [])
    assert ran.err == f"readme-sync: {line}\n"


@pytest.mark.parametrize("command", ["sync", "push"])
def test_what_is_asked_says_nothing_of_its_own(readme: Path, world: World, command: str) -> None:
    """PyGithub writes a line to standard error for each redirect, and for what it does not repeat."""
    world.moved = {3: "ada/else"}
    readme.write_text(PLAN)
    ran = subprocess.run(
        [sys.executable, "-m", "readme_sync", command, "--dry-run"], capture_output=True, check=False, env=environment()
    )
    assert (ran.returncode, ran.stderr) == (1, b"")


@pytest.mark.parametrize("command", ["sync", "push"])
@pytest.mark.usefixtures("readme", "world")
def test_a_terminal_sees_how_many_requests_there_were(
    run: Runner, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("readme_sync.cli.output._FIRST", 0.0)
    assert "\rrequests to GitHub: 1" in run(command, terminal=True).err


UNTRUSTED = [
    ({"GITHUB_EVENT_NAME": "pull_request"}, "issues are not changed for the event pull_request; run it for push, "),
    ({"GITHUB_EVENT_NAME": "pull_request_target"}, "issues are not changed for the event pull_request_target"),
    ({"GITHUB_EVENT_NAME": "issue_comment"}, "issues are not changed for the event issue_comment"),
    ({}, "issues are not changed for the event without a name"),
    ({"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/work"}, "issues are only changed from the default branch"),
    ({"GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/tags/main"}, "issues are only changed from the default branch"),
    ({"GITHUB_EVENT_NAME": "push", "GITHUB_REF": ""}, "issues are only changed from the default branch"),
    ({"GITHUB_ACTIONS": "", "CI": "true"}, "issues are not changed from another CI, whose branch is not known"),
]


@pytest.mark.parametrize(("given", "line"), UNTRUSTED)
def test_only_a_trusted_version_changes_issues(given: dict[str, str], line: str) -> None:
    with pytest.raises(RequestError) as caught:
        refuse_untrusted("main", {"GITHUB_ACTIONS": "true", **given})
    assert str(caught.value).startswith(line)


def test_a_pull_request_changes_nothing(
    run: Runner, readme: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = readme.read_text()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    ran = run("push")
    assert (ran.code, ran.out, world.writes(), readme.read_text()) == (2, "", [], before)
    assert "issues are not changed for the event pull_request" in ran.err


def test_a_workflow_on_the_default_branch_may(
    run: Runner, readme: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.default_branch = "trunk"
    given = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "schedule", "GITHUB_REF": "refs/heads/trunk"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert run("push").code == 0
    assert len(world.writes()) == 3
    assert "[#4]" in readme.read_text()


def once(world: World, verb: str, change: Answer | None, *, applied: bool) -> None:
    """The next write of a kind is answered so, and happens or not."""
    left = [1]

    def fault(request: Request) -> Answer | None:
        if request.verb != verb or not left[0]:
            return None
        left[0] = 0
        if applied:
            world._rest(request, request.path.removeprefix(f"/repos/{REPOSITORY}/"))  # noqa: SLF001  as it would
        return change

    world.faults.append(fault)


FAULTS = [Answer(502, {"message": "oops"}), Answer(0, None), Answer(200, b"<html>")]


@pytest.mark.parametrize("answer", FAULTS)
@pytest.mark.parametrize("verb", ["PATCH", "POST"])
def test_applied_though_the_answer_was_lost(run: Runner, readme: Path, world: World, answer: Answer, verb: str) -> None:
    """No write is sent twice, and what happened is not called failed."""
    once(world, verb, answer, applied=True)
    ran = run("push")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("README.md: 3 of 3 done\n")
    assert states(world) == ["closed", "open", "open", "open"]
    assert len(world.writes()) == 3
    assert readme.read_text().count("[#4]") == 1


@pytest.mark.parametrize("answer", [FAULTS[0], FAULTS[2], Answer(403, {"message": "Resource not accessible"})])
@pytest.mark.parametrize("verb", ["PATCH", "POST"])
def test_not_applied_is_not_called_done_and_the_next_run_does_it(
    run: Runner, readme: Path, world: World, answer: Answer, verb: str
) -> None:
    once(world, verb, answer, applied=False)
    ran = run("push")
    assert ran.code == 1
    assert ran.err
    assert "Traceback" not in ran.err
    assert TOKEN not in ran.err + ran.out
    world.faults.clear()
    assert run("push").code == 0
    assert states(world) == ["closed", "open", "open", "open"]
    assert [issue["title"] for issue in world.issues].count("Reap") == 1
    assert readme.read_text().count("[#4]") == 1


def test_an_issue_that_changed_meanwhile_is_left(run: Runner, readme: Path, world: World) -> None:
    asked = []

    def meanwhile(request: Request) -> Answer | None:
        if request.path.endswith("/issues/1"):
            asked.append(request)
            if len(asked) == 1:
                world.numbered(1).update(state="closed", state_reason="not_planned")
        return None

    world.faults.append(meanwhile)
    ran = run("push")
    assert ran.code == 1
    assert ran.err == "readme-sync: README.md: #1 was left: it is not planned meanwhile\n"
    assert states(world) == ["closed", "open", "open", "open"]
    assert readme.read_text().count("| Done |") == 1, "the row keeps what its author wrote"


@pytest.mark.usefixtures("readme")
def test_an_issue_that_was_closed_meanwhile_is_not_closed_again(run: Runner, world: World) -> None:
    def closed(request: Request) -> None:
        if request.path.endswith("/issues/1"):
            world.numbered(1).update(state="closed", state_reason="completed")

    world.faults.append(closed)
    assert run("push").code == 0
    assert not any(line.endswith("/issues/1") for line in world.writes())


@pytest.mark.usefixtures("readme")
def test_an_issue_that_is_gone_meanwhile(run: Runner, world: World) -> None:
    def gone(request: Request) -> Answer | None:
        return Answer(410, {"message": "This issue was deleted"}) if request.path.endswith("/issues/1") else None

    world.faults.append(gone)
    assert "#1 was left: it is gone meanwhile\n" in run("push").err
    assert states(world) == ["open", "open", "open", "open"]


def test_a_run_that_was_killed_before_the_document_was_written(run: Runner, readme: Path, world: World) -> None:
    before = readme.read_text()
    assert run("push").code == 0
    readme.write_text(before)
    ran = run("push")
    assert ran.code == 0
    assert [issue["title"] for issue in world.issues].count("Reap") == 1
    assert readme.read_text().count("[#4]") == 1


def test_two_runs_at_one_moment_leave_one_issue(
    run: Runner, readme: Path, world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """While the first waits for its issue, another one makes it, too, in a clone of its own."""
    clone = tmp_path_factory.mktemp("clone")
    shutil.copytree(readme.parent, clone, dirs_exist_ok=True)
    others: list[str] = []

    def meanwhile(request: Request) -> Answer | None:
        if request.verb == "POST" and not others:
            others.append("")
            command = [sys.executable, "-m", "readme_sync", "push"]
            done = subprocess.run(command, cwd=clone, env=environment(), capture_output=True, text=True, check=False)
            others.append(done.stdout + done.stderr)
        return None

    world.faults.append(meanwhile)
    ran = run("push")
    assert (ran.code, others[1].splitlines()[-1]) == (0, "README.md: 1 of 1 done")
    line = "another run made #4 for the same row; ours, #5, was closed again"
    assert ran.err == f"readme-sync: README.md: {line}\n"
    assert [issue["title"] for issue in world.issues].count("Reap") == 2
    assert (states(world)[3:], world.issues[4]["state_reason"]) == (["open", "closed"], "not_planned")
    assert readme.read_text() == (clone / "README.md").read_text()
    assert "[#4]" in readme.read_text()


@pytest.mark.parametrize(
    ("to", "line"), [("GET", "is not known: GitHub answers 500"), ("PATCH", "ours, #5, is still open")]
)
def test_a_double_that_cannot_be_undone_is_named(run: Runner, readme: Path, world: World, to: str, line: str) -> None:
    readme.write_text(PLAN)

    def meanwhile(request: Request) -> Answer | None:
        if request.verb == "POST" and len(world.issues) == 3:
            world.issue(title="Reap", body=request.body["body"])
        is_after = len(world.issues) == 5 and request.verb == to
        return Answer(500, {"message": "oops"}) if is_after and "milestones" not in request.path else None

    world.faults.append(meanwhile)
    ran = run("push")
    assert line in ran.err
    assert ran.code == (to == "PATCH")


def test_two_rows_of_one_name_get_no_issue(run: Runner, readme: Path, world: World) -> None:
    readme.write_text(
        readme.read_text().replace("| Reap |  | Planned |", "| Reap |  | Planned |\n| Reap |  | Planned |")
    )
    ran = run("push")
    assert "README.md: line 9: another row is called Reap, too, so neither gets an issue" in ran.out
    assert not [line for line in world.writes() if line.startswith("POST")]


def test_a_task_gets_its_number_behind_its_text(run: Runner, readme: Path, world: World) -> None:
    (readme.parent / ".readme-sync.toml").write_text(CONFIGURATION.replace('column = "Issue"\n', ""))
    readme.write_text("# Plan\n\n- [ ] Sow #1\n- [ ] Reap\n- [ ] With *emphasis*\n- [x] Done already\n")
    ran: Ran = run("push")
    assert ran.code == 1, "one row got none"
    assert "- [ ] Reap ([#4](https://github.com/ada/notes/issues/4))\n" in readme.read_text()
    assert "line 5: With emphasis has no place for a number; name the column in the configuration" in ran.out
    assert len(world.writes()) == 1


@pytest.mark.parametrize(("policy", "row", "state"), [("done", "Planned", "open"), ("open", "Done", "closed")])
def test_issues_that_are_not_planned(  # noqa: PLR0913, PLR0917  fixtures
    run: Runner, readme: Path, world: World, policy: str, row: str, state: str
) -> None:
    """What counts as done can be opened again; what is closed already is not closed again."""
    (readme.parent / ".readme-sync.toml").write_text(f'{CONFIGURATION}not-planned = "{policy}"\n')
    world.numbered(1).update(state="closed", state_reason="not_planned")
    seen = {"done": "done 1,2 open 3", "open": "done 2 open 1,3"}[policy]
    readme.write_text(f"{PLAN.replace('#1 | Planned', f'#1 | {row}')}\n<!-- readme-sync: seen {seen} -->\n")
    ran = run("push")
    assert (ran.code, ran.err) == (0, "")
    assert world.numbered(1)["state"] == state
    assert sum(line.endswith("/1") for line in world.writes()) == (state == "open")


@pytest.mark.usefixtures("readme")
def test_pull_requests_are_never_touched(run: Runner, world: World) -> None:
    world.numbered(1)["pull_request"] = {"merged_at": None}
    ran = run("push")
    assert ran.code in {0, 1}
    assert not [line for line in world.writes() if line.endswith("/1")]


def test_hostile_labels_are_only_text(run: Runner, readme: Path, world: World) -> None:
    text = readme.read_text().replace("| Reap |", r"| ::error::x @all \| <!-- readme-sync row 0 --> Fixes #1 |")
    readme.write_text(text)
    ran = run("push")
    assert ran.code == 0
    assert all(not line.startswith("::") for line in ran.out.splitlines())
    made = world.issues[3]
    assert "@all" not in made["body"]
    assert made["body"].count("readme-sync row") == 1
    assert readme.read_text().count("[#4]") == 1
