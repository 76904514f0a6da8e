"""The last that is allowed and the first that is not; what a report says at its edges."""

import json
import logging
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from action_running import FRESH, STALE, TRUE, UNTRUE, Action
from github_server import World

from readme_sync.action import branch_modes, main, organisation
from readme_sync.action import process as processes
from readme_sync.action.inputs import Command, _number, read_event, read_inputs
from readme_sync.action.log import Log
from readme_sync.action.organisation import Row
from readme_sync.action.report import RunResult
from readme_sync.errors import InputError, RemoteError, RequestError
from readme_sync.store.branches import MovedError


@pytest.mark.parametrize(
    ("name", "most"), [("branch", 200), ("since", 200), ("commit-message", 200), ("pull-request-body", 10_000)]
)
def test_as_long_as_it_may_be(name: str, most: int) -> None:
    key = f"INPUT_{name.upper().replace('-', '_')}"
    assert "x" * most in repr(read_inputs({key: "x" * most}))
    with pytest.raises(RequestError, match=f"the input {name} cannot be"):
        read_inputs({key: "x" * (most + 1)})


def test_what_is_off_and_on_by_default() -> None:
    inputs = read_inputs({})
    assert not inputs.adornment.draft
    assert (inputs.comment, inputs.annotations, inputs.summary) == (False, True, True)


@pytest.mark.parametrize(
    ("environment", "page"),
    [
        ({"GITHUB_RUN_ID": "7"}, "https://github.example/ada/notes/actions/runs/7"),
        ({"GITHUB_RUN_ID": "x"}, ""),
        ({}, ""),
        ({"GITHUB_RUN_ID": "7", "GITHUB_SERVER_URL": ""}, ""),
    ],
)
def test_the_page_of_the_run(action: Action, environment: Mapping[str, str], page: str) -> None:
    assert read_event({**action.environment, **environment}).page == page


def test_a_job_of_gitlab_has_no_pull_request_of_github(tmp_path: Path) -> None:
    event = read_event({"GITLAB_CI": "true", "CI_PROJECT_DIR": str(tmp_path), "CI_PROJECT_PATH": "ada/notes"})
    assert (event.pull_request, event.user, event.server_url) == (0, "gitlab-ci-token", "https://gitlab.com")


def test_libraries_write_no_log(action: Action) -> None:
    logging.disable(logging.NOTSET)
    action.write({"README.md": FRESH})
    action.run()
    assert not logging.getLogger("urllib3").isEnabledFor(logging.CRITICAL)


def test_a_checkout_in_a_folder(action: Action) -> None:
    (action.workspace / "notes" / ".git").mkdir(parents=True)
    assert "; name documents in the input paths" in action.run().log
    (action.workspace / ".git").rmdir()
    assert "the checkout is in a folder: set the input directory to notes" in action.run().log
    (action.workspace / "notes" / ".git").rmdir()
    assert "; name documents in the input paths" in action.run().log


@pytest.mark.parametrize(("most", "more"), [(2, []), (1, ["- … and 1 more"])])
def test_as_many_rows_as_there_may_be(
    action: Action, world: World, monkeypatch: pytest.MonkeyPatch, most: int, more: list[str]
) -> None:
    monkeypatch.setattr(branch_modes, "_MOST_ROWS", most)
    monkeypatch.setattr(branch_modes, "_MOST_MARKS", 4)
    action.push({"a.md": STALE, "b.md": STALE})
    assert action.run(mode="pull-request", paths="*.md").code == 0
    body = world.pulls[0]["body"]
    rows = [line for line in body.splitlines() if line.startswith("- ")]
    assert rows == [f"- `{name}.md`: 1 line; 1 of 3 done" for name in "ab"[:most]] + more
    marks = body.partition("proposes ")[2].partition(" -->")[0].split()
    assert [len(mark) for mark in marks] == [12] * 4


def test_too_many_marks_are_one(action: Action, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branch_modes, "_MOST_MARKS", 1)
    action.push({"README.md": STALE})
    action.run(mode="pull-request")
    marks = world.pulls[0]["body"].partition("proposes ")[2].partition(" -->")[0].split()
    assert [len(mark) for mark in marks] == [12]


def test_a_text_that_somebody_changed_is_written_again(action: Action, world: World) -> None:
    action.push({"README.md": STALE})
    action.run(mode="pull-request")
    body = world.pulls[0]["body"]
    world.pulls[0]["body"] = "mine"
    assert "pull request #1 is updated" in action.run(mode="pull-request").log
    assert world.pulls[0]["body"].strip() == body.strip()


def test_pauses_grow_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A branch that moves each time is tried thirty times in all."""
    longest: list[float] = []

    def pause(least: float, most: float) -> float:
        assert least == 0
        longest.append(most)
        return 0

    monkeypatch.setattr(branch_modes, "uniform", pause)
    tries: list[int] = []

    def attempt() -> None:
        tries.append(1)
        raise MovedError("moved")

    with pytest.raises(RemoteError, match="the branch moved 30 times while it was read"):
        branch_modes.repeated(attempt)
    assert (len(tries), len(longest)) == (30, 29)
    assert longest[:3] == [0.1, 0.2, 0.4]
    assert longest[-1] == 10


def result(**said: Any) -> RunResult:
    return RunResult((), (), "checked", **said)


@pytest.mark.parametrize(
    ("written", "declined", "applied"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_what_is_on_a_branch(*, written: bool, declined: bool, applied: bool) -> None:
    assert result(written=written, declined=declined).applied == applied


@pytest.mark.parametrize(
    ("command", "text", "did"),
    [
        (Command.CHECK, TRUE, "checked 1 document"),
        (Command.SYNC, TRUE, "checked 1 document, none would be changed"),
        (Command.CHECK, UNTRUE, "checked 1 document, 1 would be changed"),
        (Command.SYNC, UNTRUE, "checked 1 document, 1 would be changed"),
    ],
)
def test_what_a_check_says(action: Action, command: Command, text: str, did: str) -> None:
    action.use_all_rules()
    action.write({"README.md": text})
    assert f"\n{did}\n" in "\n" + action.run(command=command).log


@pytest.mark.parametrize(
    ("mode", "text", "sign", "said"),
    [
        ("check", TRUE, "✅", ""),
        ("check", UNTRUE, "❌", "README.md: would be updated"),
        ("commit", UNTRUE, "✅", "README.md: updated"),
        ("commit", UNTRUE + "\n## Fall (1/9)\n\n- [x] reap\n", "✅", "README.md: updated"),
    ],
)
def test_how_a_run_is_signed(action: Action, mode: str, text: str, sign: str, said: str) -> None:
    action.use_all_rules()
    action.push({"README.md": text})
    ran = action.run(mode=mode)
    assert f"{sign} " in ran.summary
    assert f"\n{said}\n" in "\n" + ran.log if said else "updated" not in ran.log


def test_what_is_left_after_writing_is_a_warning(action: Action) -> None:
    action.push({"README.md": STALE + "\n<!-- readme-sync: nonsense -->1<!-- /readme-sync -->\n"})
    ran = action.run(mode="commit", fail_on="note")
    assert ran.code != 0
    assert "✅" not in ran.summary


ROW = Row("acme/a", "clean", "", "https://github.example/acme/a", False, 0, 1, 2)  # noqa: FBT003  a row


@pytest.mark.parametrize(("count", "more"), [(2, ""), (3, "| … and 1 more | | | |\n")])
def test_rows_of_a_summary(monkeypatch: pytest.MonkeyPatch, count: int, more: str) -> None:
    monkeypatch.setattr(organisation, "_ROWS", 2)
    text = organisation._summary([ROW, ROW._replace(results=4, total=0)] + [ROW] * (count - 2), "did", 0)  # noqa: SLF001
    lines = text.splitlines(keepends=True)
    assert lines[6].endswith(" | clean |  | 1/2 |\n")
    assert lines[7].endswith(" | clean | 4 |  |\n")
    assert "".join(lines[8:]) == f"{more}\n"


def test_ten_failures_are_named(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    names = [f"acme/{number:02}" for number in range(12)]
    plan = json.dumps([{"name": "1", "repositories": " ".join(names)}])
    given = {"INPUT_STEP": "report", "INPUT_FOLDER": str(tmp_path), "INPUT_SHARDS": plan, "RUNNER_TEMP": str(tmp_path)}
    given |= {"GITHUB_REPOSITORY": "acme/x", "GITHUB_WORKSPACE": str(tmp_path)}
    assert main(given) == 2
    said = capfdbinary.readouterr().out.decode().splitlines()
    assert len([line for line in said if line.startswith("::error")]) == 10


def test_a_number_is_one_of_a_pull_request() -> None:
    assert [_number(said) for said in (1, 2, 0, -1, "1", None, 10**30)] == [1, 2, 0, 0, 0, 0, 0]


def test_a_line_is_in_the_log_at_once(tmp_path: Path) -> None:
    """The lines of programs that are run come in between."""
    with open(tmp_path / "log", "w", encoding="utf-8") as stream:
        Log(stream).line("x")
        assert (tmp_path / "log").read_text() == "x\n"


def test_a_document_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inputs, data = read_inputs({"INPUT_COMMAND": "sync"}), UNTRUE.encode()
    for most in (len(data), len(data) - 1):
        monkeypatch.setattr(processes, "_MAX_BYTES", most)
        if most == len(data):
            assert processes.process("README.md", data, inputs).after.text == TRUE
        else:
            with pytest.raises(InputError, match="is larger than"):
                processes.process("README.md", data, inputs)
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


def test_a_document_that_fails_is_no_part_of_what_is_proposed(action: Action, world: World) -> None:
    action.push({"a.md": STALE, "b.md": b"\xff", "c.md": FRESH})
    assert action.run(mode="pull-request", paths="*.md").code == 2
    body = world.pulls[0]["body"]
    assert [line for line in body.splitlines() if line.startswith("- ")] == ["- `a.md`: 1 line; 1 of 3 done"]


def test_the_worst_rows_come_first(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    rows = [
        ROW._replace(repository=f"acme/{name}", outcome=name) for name in ("clean", "skipped", "changed", "results")
    ]
    (tmp_path / "x.json").write_text(json.dumps([row._asdict() for row in rows]))
    names = "acme/clean acme/skipped acme/changed acme/results acme/lost"
    plan = json.dumps([{"name": "1", "repositories": names}])
    given = {"INPUT_STEP": "report", "INPUT_FOLDER": str(tmp_path), "INPUT_SHARDS": plan, "RUNNER_TEMP": str(tmp_path)}
    summary = tmp_path / "summary"
    given |= {"GITHUB_REPOSITORY": "acme/x", "GITHUB_WORKSPACE": str(tmp_path), "GITHUB_STEP_SUMMARY": str(summary)}
    main(given)
    assert b"5 repositories" in capfdbinary.readouterr().out
    shown = [
        line.split(" | ")[1].partition("&#58;")[0].partition(":")[0]
        for line in summary.read_text().splitlines()[6:]
        if line
    ]
    assert shown == ["failed", "results", "changed", "skipped", "clean"]


@pytest.mark.parametrize(("annotations", "is_annotated"), [("true", True), ("false", False)])
def test_results_are_annotations_or_lines(action: Action, annotations: str, *, is_annotated: bool) -> None:
    action.use_all_rules()
    action.write({"README.md": UNTRUE})
    ran = action.run(annotations=annotations)
    assert any(line.startswith("::") and "file=README.md" in line for line in ran.log.splitlines()) == is_annotated
