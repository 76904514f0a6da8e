"""What the Action, `sync` and `push` do when GitHub answers anything at all: promises 15 and 16."""

import io
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from github_server import REPOSITORY, TOKEN, Answer, Request, World, served
from promises import Promise

from readme_sync.action import main
from readme_sync.action.branch_modes import repeated
from readme_sync.cli import main as readme_sync
from readme_sync.store.branches import CommitRequest
from readme_sync.store.github import GitHub
from readme_sync.store.github_branches import GitHubBranches

STALE = "# Plan (0/2)\n\n- [x] sow\n- [ ] hoe\n"
FRESH = STALE.replace("0/2", "1/2")
OTHER = STALE.replace("[ ] hoe", "[x] hoe")
HTML = b"<html>busy</html>"
TIMEOUT = 0.25
"""Seconds for an answer; GitHub is given twenty."""

Broken = Callable[[World, Request], Answer]


def _instead(status: int, body: Any, **headers: str) -> Broken:
    return lambda _world, _request: Answer(status, body, headers)


def _done(world: World, request: Request) -> Answer:
    world.faults, faults = [], world.faults
    answer = world._answered(request)  # noqa: SLF001  what was asked is done
    world.faults = faults
    return answer


def _after_doing(status: int, body: Any) -> Broken:
    def answer(world: World, request: Request) -> Answer:
        _done(world, request)
        return Answer(status, body)

    return answer


def _late(_world: World, _request: Request) -> Answer:
    """After the time that is given for an answer the connection breaks."""
    threading.Event().wait(2 * TIMEOUT)  # `time.sleep` is patched
    return Answer(0, None)


def _shortened(*, json_too: bool) -> Broken:
    """What was asked is done; only the first half of the answer comes."""

    def answer(world: World, request: Request) -> Answer:
        right = _done(world, request)
        whole = json.dumps(right.body).encode()
        half = whole[: len(whole) // 2]
        return Answer(right.status, half, {} if json_too else {"Content_Length": str(len(whole))})

    return answer


FAULTS: dict[str, Broken] = {
    "500, not done": _instead(500, {"message": "oops"}),
    "500, done": _after_doing(500, {"message": "oops"}),
    "502, not done": _instead(502, HTML),
    "502, done": _after_doing(502, HTML),
    "connection lost, not done": _instead(0, None),
    "connection lost, done": _after_doing(0, None),
    "200 with a web page, not done": _instead(200, HTML),
    "200 with a web page, done": _after_doing(200, HTML),
    "200 with nothing, not done": _instead(200, b""),
    "204, not done": _instead(204, None),
    "200 with {}, not done": _instead(200, {}),
    "304 with nothing": _instead(304, None),
    "401": _instead(401, {"message": "Bad credentials"}),
    "403": _instead(403, {"message": "Resource not accessible by integration"}),
    "404": _instead(404, {"message": "Not Found"}),
    "409": _instead(409, {"message": "Conflict"}),
    "422": _instead(422, {"message": "Validation Failed"}),
    "429": _instead(429, {"message": "API rate limit exceeded"}),
    "429 for a second": _instead(429, {"message": "Too many requests"}, Retry_After="1"),
    "403 for a second": _instead(403, {"message": "You have exceeded a secondary rate limit"}, Retry_After="1"),
    "too late": _late,
    "half of the bytes, done": _shortened(json_too=False),
    "half of the JSON, done": _shortened(json_too=True),
}
HARMLESS = {
    "500, not done",
    "502, not done",
    "connection lost, not done",
    "429 for a second",
    "403 for a second",
    "too late",
}


class Workflow:
    """The Action on one repository of a GitHub of this machine."""

    codes = frozenset({0, 2})

    def __init__(self, folder: Path, scene: str) -> None:
        self.mode = {"commit": "commit", "many": "commit", "comment": "check"}.get(scene, "pull-request")
        self.scene, self.folder, self.world = scene, folder, World()
        self.is_whole = self.mode == "commit"
        (folder / ".git").mkdir(parents=True)
        self._push(STALE)

    def _push(self, text: str) -> None:
        self.world.push("main", {"README.md": text})
        (self.folder / "README.md").write_text(text, encoding="utf-8")

    def prepare(self) -> None:
        """Bring about what the scene begins with."""
        if self.scene in {"update", "close"}:
            assert self.run()[0] == 0
            self._push(OTHER if self.scene == "update" else FRESH)

    def run(self) -> tuple[int, str]:
        """Return the exit code and the log."""
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        environment = {
            "GITHUB_WORKSPACE": str(self.folder),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_EVENT_NAME": "push",
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_API_URL": self.world.url,
            "READMESYNC_TOKEN": TOKEN,
            "INPUT_MODE": self.mode,
            "INPUT_COMMAND": "sync",
            "INPUT_SUMMARY": "false",
        }
        if self.scene == "adorn":
            environment |= {"INPUT_LABELS": "docs", "INPUT_ASSIGNEES": "ada", "INPUT_REVIEWERS": "bob"}
        if self.scene == "comment":
            event = self.folder / ".git" / "event.json"
            event.write_text(json.dumps({"pull_request": {"number": 7, "head": {"repo": {"full_name": REPOSITORY}}}}))
            environment |= {"GITHUB_EVENT_PATH": str(event), "GITHUB_EVENT_NAME": "pull_request"}
            environment |= {"INPUT_COMMENT": "true", "INPUT_FAIL_ON": "never"}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", out)
            patch.chdir(self.folder)
            patch.setattr("time.sleep", lambda _: None)
            patch.setattr("readme_sync.store.github._TIMEOUT", TIMEOUT)
            if self.scene == "many":  # one file is too many for a mutation
                patch.setattr("readme_sync.store.github_branches._MOST_ADDITIONS", 0)
            code = main(environment)
        return code, _written(out)

    def wrong(self) -> str:
        """Return what is not as it should be when all is done."""
        world, ours = self.world, self.world.refs.get("readme-sync")
        if self.scene == "comment":
            return "" if len(world.comments) == 1 else f"{len(world.comments)} comments"
        if self.mode == "commit":
            commits = self._commits()
            return "" if world.text("main") == FRESH and commits == 1 else f"{commits} commits, {world.text('main')!r}"
        opened = [pull for pull in world.pulls if pull["state"] == "open"]
        if self.scene == "close":
            return "" if ours is None and not opened else f"branch {ours}, {len(opened)} open"
        text = OTHER.replace("0/2", "2/2") if self.scene == "update" else FRESH
        if self.scene == "adorn" and opened:
            got = [opened[0][what] for what in ("labels", "assignees", "requested_reviewers")]
            if got != [[{"name": "docs"}], [{"login": "ada"}], [{"login": "bob"}]]:
                return f"it got {got}"
        fine = ours is not None and world.text("readme-sync") == text and len(opened) == len(world.pulls) == 1
        return "" if fine else f"branch {ours}, pull requests {[pull['state'] for pull in world.pulls]}"

    def _commits(self) -> int:
        """Return how many commits on main are ours."""
        number, at = 0, [self.world.refs["main"]]
        while at:
            one = self.world.commits[at[0]]
            number, at = number + ("Made by readme-sync" in one.message), one.parents
        return number

    def left(self) -> list[str]:
        """Return the branches that should not be there."""
        return [name for name in self.world.refs if name not in {"main", "readme-sync"}]


ROAD = """\
# Plan

Version <!-- readme-sync: release latest -->v0<!-- /readme-sync -->, tag
<!-- readme-sync: tag latest -->v0<!-- /readme-sync -->, the first is
<!-- readme-sync: issue 1 -->0/2<!-- /readme-sync --> done,
<!-- readme-sync: done/total of milestone "Second words" -->0/9<!-- /readme-sync --> in all.

<!-- readme-sync: table issues "label:bug" -->

<!-- /readme-sync -->

## Road

| Task | Issue | Status |
| --- | --- | --- |
| Sow | #1 | Planned |
| Hoe | #2 | Planned |
| Rake | #250 | Done |
"""
NEW = "| Reap |  | Planned |\n| Mow |  | Planned |\n"


class Commands:
    """`sync` or `push` on one document with issues of a GitHub of this machine."""

    codes, is_whole = frozenset({0, 1, 2}), True

    def __init__(self, folder: Path, scene: str) -> None:
        self.scene, self.folder, self.world = scene, folder, World()
        folder.mkdir(parents=True)
        self.world.issue("open", "bug", body=None if scene == "push" else "- [x] one\n- [ ] two\n")
        for _ in range(249):
            self.world.issue("closed", milestone=3)
        self.world.milestones = [{"number": 3, "title": "Second words"}]
        self.world.releases, self.world.tags = ["v1.0.0"], ["v1.0.0"]
        text, seen = ROAD, "done 250 open 1-2"
        if scene == "push":  # the author has set #1 to done, and #2 to open
            text, seen = ROAD.replace("#1 | Planned", "#1 | Done") + NEW, "done 2,250 open 1"
        self.readme = folder / "README.md"
        self.readme.write_text(f"{text}\n<!-- readme-sync: seen {seen} -->\n")
        (folder / ".readme-sync.toml").write_text(
            '[[issues]]\nsection = "#road"\ncolumn = "Issue"\npush = true\nnew = true\n'
        )

    def prepare(self) -> None:
        """Nothing more is needed."""

    def run(self) -> tuple[int, str]:
        """Return the exit code and what was said."""
        out = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2)]
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.world.variables().items():
                patch.setenv(name, value)
            patch.setattr("sys.stdout", out[0])
            patch.setattr("sys.stderr", out[1])
            patch.chdir(self.folder)
            patch.setattr("time.sleep", lambda _: None)
            patch.setattr("readme_sync.store.github._TIMEOUT", TIMEOUT)
            code = readme_sync([self.scene])
        return code, "".join(_written(stream) for stream in out)

    def wrong(self) -> str:
        """Return what is not as it should be when all is done."""
        text, issues = self.readme.read_text(), self.world.issues
        titles = [issue["title"] for issue in issues[250:]]
        wanted, states = ["Reap", "Mow"] if self.scene == "push" else [], ("open", "closed")
        if len(titles) != len(set(titles)):
            return f"an issue is doubled: {titles}"
        lines = ["#1 | In progress", "#2 | Done", "#250 | Done", "| [#1](https", ">1/2<", ">249/249<"]
        if self.scene == "push":
            lines, states = ["#1 | Done", "#2 | Planned", "[#251]", "[#252]"], ("closed", "open")
        missing = [line for line in lines if line not in text]
        if (issues[0]["state"], issues[1]["state"]) != states or titles != wanted:
            return f"issues {issues[0]['state']}, {issues[1]['state']}, {titles}"
        return f"{missing} is not in the document" if missing else ""

    def left(self) -> list[str]:
        """Return the writes that were sent twice."""
        writes = [f"{one.verb} {one.path} {one.body}" for one in self.world.requests if one.verb != "GET"]
        return [line for line in set(writes) if writes.count(line) > 1]


SCENES: dict[str, tuple[str, ...]] = {
    "action": ("commit", "open", "update", "close", "many", "adorn", "comment"),
    "sync": ("sync",),
    "push": ("push",),
}


def _played(scene: str, folder: Path) -> Workflow | Commands:
    return Commands(folder, scene) if scene in {"sync", "push"} else Workflow(folder, scene)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def _verbs(scene: str, folder: Path) -> list[str]:
    """Return the verbs of the requests that a run makes where all is well."""
    workflow = _played(scene, folder)
    with served(workflow.world):
        workflow.prepare()
        before = len(workflow.world.requests)
        code, log = workflow.run()
        assert (code, workflow.wrong(), workflow.left()) == (0, "", []), log
        return [request.verb for request in workflow.world.requests[before:]]


def _judged(workflow: Workflow | Commands, code: int, log: str, *, reads: bool) -> Iterator[str]:
    """Yield what is wrong with a run in which one request got a fault; `reads`: it was a read, and may be repeated."""
    if "Traceback" in log or "internal error" in log or code not in workflow.codes:
        yield f"exit {code}: {log.strip()[-200:]}"
    if code == 0 and (wrong := workflow.wrong()):
        yield f"green, but {wrong}"
    if code and not workflow.wrong() and workflow.is_whole and "the row stays as it is" not in log:
        yield f"red, though it is done: {log.strip()[-200:]}"
    if code and reads:
        yield "a read is not repeated"
    for name in workflow.left():
        if name not in log:
            yield f"{name} is left behind or sent twice, and not named"


def _broken(scene: str, fault: str, at: int, folder: Path) -> Iterator[str]:
    """Yield what goes wrong where one request of a run gets a fault, and in the run after it."""
    workflow = _played(scene, folder)
    world = workflow.world
    with served(world):
        workflow.prepare()
        left, verbs = [at], []

        def failing(request: Request) -> Answer | None:
            left[0] -= 1
            if left[0] == -1:
                verbs.append(request.verb)
            return FAULTS[fault](world, request) if left[0] == -1 else None

        world.faults.append(failing)
        code, log = workflow.run()
        what = f"{scene}, {fault} at request {at + 1}"
        yield from (
            f"{what}: {one}" for one in _judged(workflow, code, log, reads=fault in HARMLESS and verbs == ["GET"])
        )
        if scene == "adorn":
            return  # what a new pull request did not get, people may have taken away
        world.faults.clear()
        code, log = workflow.run()
        if code or workflow.wrong():
            yield f"{what}: the next run: exit {code}, {workflow.wrong()}: {log.strip()[-200:]}"


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", SCENES)
def test_no_answer_is_believed(promise: Promise, full: bool, tmp_path: Path, part: str) -> None:  # noqa: FBT001
    """Promise 15: every fault at every request; in CI some, and at every write what claims success without it."""
    cases, chosen = [], []
    for scene in SCENES[part]:
        verbs = _verbs(scene, tmp_path / f"{scene}-0")
        cases += [(scene, fault, at) for fault in FAULTS for at in range(len(verbs))]
        chosen += [(scene, "200 with {}, not done", at) for at, verb in enumerate(verbs) if verb != "GET"]
    chosen = cases if full else [*chosen, *cases[:: 101 if part == "action" else 47]]
    broken: list[str] = []
    for number, (scene, fault, at) in enumerate(chosen):
        broken += _broken(scene, fault, at, tmp_path / str(number))
        shutil.rmtree(tmp_path / str(number))
    promise(15, len(chosen), broken, floor=20 if part == "action" else 6, full_floor=500 if part == "action" else 200)


def test_writers_on_one_branch_all_land(promise: Promise) -> None:
    """Promise 16: each writes a file of its own, computed anew from what it finds, all at the same time."""
    count = 100
    world = World()
    failed: list[str] = []
    world.push("main", {f"{number}.md": "old\n" for number in range(count)})
    with served(world):

        def write(number: int) -> None:
            branches = GitHubBranches(GitHub(REPOSITORY, TOKEN, world.url))

            def attempt() -> object:
                head = branches.head("main")
                assert head
                request = CommitRequest(head, f"write {number}", "by a test", {f"{number}.md": b"new\n"})
                return branches.commit("main", request)

            try:
                repeated(attempt)
            except Exception as error:  # noqa: BLE001  of any thread
                failed.append(f"{number}: {error}")

        threads = [threading.Thread(target=write, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    lost = [f"{number} is lost" for number in range(count) if world.text("main", f"{number}.md") != "new\n"]
    promise(16, count, failed + lost, floor=100, full_floor=100)
