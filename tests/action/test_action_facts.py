"""The Action with claims that only GitHub can answer."""

import pytest
from action_running import Action
from github_server import TOKEN, World

STALE = "# Plan\n\nWe did <!-- readme-sync: done/total of milestone 3 -->1/9<!-- /readme-sync --> so far.\n"
TRUE = STALE.replace("1/9", "1/2")


@pytest.fixture(autouse=True)
def _issues(world: World) -> None:
    world.milestones = [{"number": 3, "title": "x"}]
    world.issue("open", milestone=3)
    world.issue("closed", milestone=3)


def lists(world: World) -> int:
    return sum("/issues" in request.path for request in world.requests)


def test_counts_are_committed_and_titles_are_nowhere(action: Action, world: World) -> None:
    action.push({"README.md": STALE})
    ran = action.run(mode="commit", command="sync")
    assert (ran.code, world.text("main"), lists(world)) == (0, TRUE, 1)
    title = world.issues[0]["title"]
    assert title not in ran.log + ran.summary + world.text("main") + world.commits[world.refs["main"]].message
    assert action.run(mode="commit", command="sync").outputs["changed"] == "false"


def test_in_a_pull_request(action: Action, world: World) -> None:
    action.push({"README.md": STALE})
    assert action.run(mode="pull-request", command="sync").code == 0
    assert (world.text("readme-sync"), world.text("main")) == (TRUE, STALE)


def test_checked(action: Action, world: World) -> None:
    action.push({"README.md": STALE})
    assert action.run(command="sync").code == 1
    assert lists(world) == 1
    action.push({"README.md": TRUE})
    assert action.run(command="sync").code == 0


def test_the_command_check_never_asks(action: Action, world: World) -> None:
    action.push({"README.md": STALE})
    assert action.run(command="check").code == 0
    assert world.requests == []


@pytest.mark.parametrize("mode", ["check", "commit"])
def test_a_failure_refuses_that_document(action: Action, world: World, mode: str) -> None:
    action.push({"README.md": STALE, "tasks.md": "# Plan (0/1)\n\n- [x] sow\n"})
    world.fail(403, {"message": "Resource not accessible by integration"}, times=99, to="/issues")
    ran = action.run(mode=mode, command="sync", paths="*.md")
    assert ran.code == 2
    said = "the token may not do this in ada/notes; give the job permissions: issues: read"
    assert [line for line in ran.errors if said in line] == ran.errors[:1]
    assert "README.md:3: " in ran.errors[0]
    assert TOKEN not in ran.log
    assert world.text("main") == STALE
    assert ("(1/1)" in world.text("main", "tasks.md")) == (mode == "commit")


def test_broken_markers_are_reported_as_ever(action: Action) -> None:
    action.push({"README.md": STALE + "\n<!-- readme-sync: done -->1\n"})
    ran = action.run(command="sync")
    assert ran.code == 2
    assert "RS501" in ran.log


@pytest.mark.parametrize("event", ["push", "pull_request"])
@pytest.mark.parametrize("command", ["check", "sync"])
def test_no_command_of_a_fact_runs(action: Action, monkeypatch: pytest.MonkeyPatch, event: str, command: str) -> None:
    """Not even where the workflow sets what allows it on a command line: the configuration may be a stranger's."""
    monkeypatch.setenv("READMESYNC_ALLOW_COMMANDS", "1")
    action.environment |= {"READMESYNC_ALLOW_COMMANDS": "1", "GITHUB_EVENT_NAME": event}
    config = '[facts]\nloc = { command = ["touch", "ran"] }\n'
    action.push({"README.md": "<!-- readme-sync: loc -->3<!-- /readme-sync --> lines\n", ".readme-sync.toml": config})
    ran = action.run(command=command)
    assert ran.code == 0, ran.log
    assert not list(action.workspace.rglob("ran"))


ROWS = """\
# Plan

<!-- readme-sync: follow issues -->

- [ ] Sow #2
- [x] Hoe #1
- [ ] Rake #99
"""


def test_rows_follow_and_what_stays_is_reported(action: Action, world: World) -> None:
    action.push({"README.md": ROWS})
    assert action.run(command="sync").code == 1, "it is only checked"
    ran = action.run(mode="commit", command="sync")
    assert ran.code == 1
    after = ROWS.replace("[ ] Sow", "[x] Sow") + "\n<!-- readme-sync: seen done 2 -->\n"
    assert world.text("main") == after
    for line in (
        "says done, issue #1 is open; nothing shows which of the two is newer",
        "names #99, which is not there",
    ):
        assert line in ran.log
    world.numbered(1).update(state="closed")
    again = action.run(mode="commit", command="sync")
    assert "issue #1 is open" not in again.log
    assert world.text("main") == after.replace("seen done 2", "seen done 1-2")


def test_a_document_sees_what_was_written_into_another(action: Action, world: World) -> None:
    told = "# Log\n\nDone <!-- readme-sync: done/total of a.md -->1/3<!-- /readme-sync --> rows.\n"
    action.push({"a.md": ROWS, "b.md": told})
    ran = action.run(mode="commit", command="sync", paths="*.md")
    assert ran.outputs["changed"] == "true"
    assert world.text("main", "b.md") == told.replace("1/3", "2/3")


@pytest.mark.parametrize(("rule", "is_said"), [("RS113", True), ("RS101", False)])
def test_rows_are_reported_where_their_rule_runs(action: Action, rule: str, *, is_said: bool) -> None:
    action.use_all_rules()
    action.push({"README.md": ROWS, ".readme-sync.toml": f'select = ["{rule}"]\n'})
    assert ("issue #1 is open" in action.run(mode="commit", command="sync").log) == is_said
