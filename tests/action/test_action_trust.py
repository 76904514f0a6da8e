"""What the action does not trust: events that anybody causes, documents that take long, itself."""

import signal
from datetime import date
from pathlib import Path

import pytest
from action_running import FRESH, STALE, UNTRUE, Action
from github_server import World

OWN = {"pull_request": {"head": {"repo": {"full_name": "ada/notes"}}}}


@pytest.mark.parametrize("mode", ["commit", "pull-request"])
@pytest.mark.parametrize("name", ["issue_comment", "discussion_comment"])
def test_a_comment_writes_nothing(action: Action, world: World, mode: str, name: str) -> None:
    action.push({"README.md": STALE})
    action.event(name, {"comment": {"body": "/sync"}})
    ran = action.run(mode=mode)
    assert (ran.code, world.writes()) == (1, [])
    assert f"the event {name}, which anybody can cause, is only checked" in ran.log


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b"[" * 100_000, b"\xff"])
@pytest.mark.parametrize("name", ["push", "pull_request", "schedule"])
def test_an_event_that_cannot_be_read_writes_nothing(action: Action, world: World, payload: bytes, name: str) -> None:
    action.push({"README.md": STALE})
    action.event(name, {})
    Path(action.environment["GITHUB_EVENT_PATH"]).write_bytes(payload)
    ran = action.run(mode="commit")
    assert (ran.code, world.writes()) == (1, [])
    assert "an event that cannot be read is only checked" in ran.log


def test_a_pull_request_without_a_head_is_that_of_a_fork(action: Action, world: World) -> None:
    action.push({"README.md": STALE})
    action.event("pull_request", {}, GITHUB_HEAD_REF="main")
    assert (action.run(mode="commit").code, world.writes()) == (1, [])


def test_dependabot_may_only_read(action: Action, world: World) -> None:
    action.push({"README.md": STALE})
    action.event("pull_request", OWN, GITHUB_HEAD_REF="main", GITHUB_ACTOR="dependabot[bot]")
    ran = action.run(mode="commit")
    assert (ran.code, world.writes()) == (1, [])
    assert "a pull request by Dependabot, whose token may only read, is only checked" in ran.log
    action.environment["GITHUB_ACTOR"] = "ada"
    assert action.run(mode="commit").code == 0


@pytest.mark.parametrize("mode", ["commit", "pull-request"])
def test_none_of_the_documents_is_on_the_branch(action: Action, world: World, mode: str) -> None:
    world.push("main", {"README.md": FRESH})
    action.write({"notes/README.md": STALE})
    ran = action.run(mode=mode, paths="notes/README.md")
    assert (ran.code, world.writes()) == (2, [])
    assert (
        "none of the documents is on the branch main; commit them; for a checkout in a folder set the input directory"
        in ran.errors[0]
    )


def test_dates_are_written_once(action: Action, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# Plan\n\nUpdated <!-- readme-sync: updated --><!-- /readme-sync -->.\n\n- [x] sow\n"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795500000")
    action.push({"README.md": text})
    day = date(2026, 11, 24).isoformat()
    assert action.run(command="sync").code == 1
    for mode, branch in (("pull-request", "readme-sync"), ("commit", "main")):
        assert action.run(mode=mode, command="sync").code == 0
        assert f"updated -->{day}<!--" in world.text(branch)
    writes = len(world.writes())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1805500000")
    (action.workspace / "README.md").write_text(world.text("main"), encoding="utf-8")
    again = action.run(mode="commit", command="sync")
    assert (again.code, again.outputs["changed"], len(world.writes())) == (0, "false", writes)


@pytest.mark.parametrize("mode", ["check", "commit"])
def test_a_document_that_takes_too_long_keeps_no_other(
    action: Action, world: World, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    from readme_sync.action import process as documents  # noqa: PLC0415

    done = documents._processed  # noqa: SLF001

    def slow(path: str, *rest: object) -> object:
        while path == "slow.md":
            sum(range(1_000))
        return done(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(documents, "_processed", slow)
    action.push({"slow.md": UNTRUE, "README.md": STALE})
    ran = action.run(mode=mode, paths="slow.md\nREADME.md", document_seconds="1")
    assert ran.code == 2
    said = "slow.md: takes more than 1 s to process; leave it out, or raise the input document-seconds"
    assert f"::error title=readme-sync::{said}" in ran.errors
    assert ("(stale)" not in world.text("main")) == (mode == "commit")


def test_without_a_timer_there_is_no_limit(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.delattr(signal, "setitimer")
    action.write({"README.md": STALE})
    assert action.run(document_seconds="1").errors[0].startswith("::error file=README.md,line=3")


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "x", "100000", "٣"])
def test_seconds_that_cannot_be(action: Action, value: str) -> None:
    action.write({"README.md": FRESH})
    assert "the input document-seconds cannot be" in action.run(document_seconds=value).errors[0]


def _broken(*_: object, **__: object) -> None:
    raise ZeroDivisionError("ghs_canary_5f0c1d")


@pytest.mark.parametrize("place", ["workflow_run.choose_documents", "workflow_run.report", "branch_modes.read_round"])
def test_a_defect_of_ours_still_writes_summary_and_outputs(
    action: Action, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    action.push({"README.md": STALE})
    monkeypatch.setattr(f"readme_sync.action.{place}", _broken)
    ran = action.run(mode="commit")
    assert (ran.code, ran.outputs["exit-code"], ran.outputs["changed"]) == (3, "3", "false")
    assert ran.summary.startswith("### readme-sync\n\n❌ internal error")
    assert "canary" not in ran.summary + ran.log


def test_a_defect_in_the_summary_does_not_hide_the_commit(
    action: Action, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    action.push({"README.md": STALE})
    monkeypatch.setattr("readme_sync.action.report.job_summary", _broken)
    ran = action.run(mode="commit")
    assert (ran.code, ran.outputs["exit-code"]) == (3, "3")
    assert ran.outputs["commit-sha"] == world.refs["main"]


def test_wrong_input_is_in_the_summary_too(action: Action) -> None:
    action.write({"README.md": FRESH})
    assert action.run(mode="nonsense").summary.startswith("### readme-sync\n\n❌ the input mode cannot be")
    assert action.run(mode="nonsense", summary="false").summary == ""


def test_files_of_the_runner_that_cannot_be_written(action: Action) -> None:
    action.write({"README.md": FRESH})
    action.environment |= {"GITHUB_OUTPUT": "/nowhere/output", "GITHUB_STEP_SUMMARY": "/nowhere/summary"}
    ran = action.run()
    assert ran.code == 3
    assert len(ran.errors) == 2


@pytest.mark.parametrize("status", [500, 403, 204])
def test_a_branch_that_stays_is_named(action: Action, world: World, status: int) -> None:
    action.push({"README.md": STALE})
    world.fail(status, {"message": "no"} if status != 204 else None, to="DELETE", times=99)
    ran = action.run(mode="pull-request")
    (left,) = set(world.refs) - {"main", "readme-sync"}
    assert f"::warning title=readme-sync::the branch {left} is left behind; delete it" in ran.log
    assert (ran.code, len(world.pulls)) == (0, 1)
