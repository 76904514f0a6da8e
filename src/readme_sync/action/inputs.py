"""What a run is about: the environment of the runner, and the inputs, none of which can be a command."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from readme_sync.errors import RequestError
from readme_sync.model import FailOn

_PULL_REQUESTS = {"pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment"}
_COMMENTS = {"issue_comment", "discussion_comment"}
_COMMIT, _NO_COMMIT = re.compile(r"[0-9a-f]{40}"), "0" * 40
_MAX_BYTES = 25_000_000  # GitHub's own limit for a payload


@dataclass(frozen=True, slots=True)
class Event:
    """What the workflow runs on.

    Attributes:
        repository: `owner/name`.
        name: such as `push`.
        branch: the branch of the workflow, for a pull request its head; "" without one.
        only_checked: why nothing is written, "" where it may be: the pull request, or the workflow before, is that of
            another repository, the branch belongs to a merge queue, ...
        base: the commit to compare progress with, "" without one.
        workspace: the folder of the checkout.
        api_url, server_url: of this GitHub.
        output, step_summary: the files that the runner reads, "" without them.
        folder: for our own files.
    """

    repository: str
    name: str
    branch: str
    only_checked: str
    base: str
    workspace: str
    api_url: str
    server_url: str
    output: str
    step_summary: str
    folder: str


def read_event(environment: Mapping[str, str]) -> Event:
    """Return what the environment says.

    Raises:
        RequestError: it is not that of a workflow.
    """
    workspace = environment.get("GITHUB_WORKSPACE", "")
    if not os.path.isdir(workspace):
        hint = "run it in a workflow, after actions/checkout"
        raise RequestError("GITHUB_WORKSPACE is not a folder", hint=hint)
    place = environment.get("GITHUB_EVENT_PATH", "")
    payload = _payload(place) if place else {}
    name = environment.get("GITHUB_EVENT_NAME", "")
    repository = environment.get("GITHUB_REPOSITORY", "")
    pull = _inner(payload or {}, "pull_request") if name in _PULL_REQUESTS else {}
    # A workflow_run after the workflow of a fork has the rights of this repository.
    began = _inner(payload or {}, "workflow_run") if name == "workflow_run" else {}
    of_head = (_inner(pull, "head", "repo") or _inner(began, "head_repository")).get("full_name")
    base = str(_inner(pull, "base").get("sha", "")) if pull else str((payload or {}).get("before") or "")
    branch = environment.get("GITHUB_HEAD_REF", "")
    if not branch and environment.get("GITHUB_REF", "").startswith("refs/heads/"):
        branch = environment["GITHUB_REF"].removeprefix("refs/heads/")
    if payload is None:
        only_checked = "an event that cannot be read"
    elif name in {*_PULL_REQUESTS, "workflow_run"} and str(of_head).lower() != repository.lower():
        only_checked = "a pull request from a fork"  # or of a repository that is gone
    elif name in _COMMENTS:
        only_checked = f"the event {name}, which anybody can cause,"
    elif name in _PULL_REQUESTS and environment.get("GITHUB_ACTOR") == "dependabot[bot]":
        only_checked = "a pull request by Dependabot, whose token may only read,"
    else:
        only_checked = "a merge queue" if branch.startswith("gh-readonly-queue/") else ""
    return Event(
        repository,
        name,
        branch,
        only_checked,
        base if _COMMIT.fullmatch(base) and base != _NO_COMMIT else "",
        os.path.realpath(workspace),
        environment.get("GITHUB_API_URL", "") or "https://api.github.com",
        environment.get("GITHUB_SERVER_URL", "") or "https://github.com",
        environment.get("GITHUB_OUTPUT", ""),
        environment.get("GITHUB_STEP_SUMMARY", ""),
        environment.get("RUNNER_TEMP", ""),
    )


def _payload(path: str) -> dict[str, Any] | None:
    """Return the event, in which everything may be missing, None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            payload = json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    return payload if isinstance(payload, dict) else None


def _inner(payload: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the object under these names, empty where there is none."""
    for name in names:
        payload = payload.get(name) or {}
        if not isinstance(payload, dict):
            return {}
    return payload


class Mode(StrEnum):
    """What to do with documents that change."""

    CHECK = "check"
    COMMIT = "commit"
    PULL_REQUEST = "pull-request"


class Command(StrEnum):
    """How documents are changed."""

    CHECK = "check"
    """By the safe fixes of the rules."""
    SYNC = "sync"
    """By updating every derived number and region."""


class Through(StrEnum):
    """How commits are made."""

    API = "api"
    GIT = "git"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs.

    Attributes:
        paths: paths and patterns of documents; empty for those of the configuration.
        branch: the branch to commit to, "" for that of the workflow.
        fail_on: the lowest severity that fails; None for what the configuration says.
        pull_request_branch: the branch of the pull request.
        document_seconds: the most CPU time for one document.
    """

    mode: Mode
    command: Command
    paths: tuple[str, ...]
    token: str
    branch: str
    commit_message: str
    commit_with: Through
    pull_request_branch: str
    pull_request_title: str
    fail_on: FailOn | None
    annotations: bool
    summary: bool
    document_seconds: int


_MESSAGE = "Update progress numbers"
_BRANCH = "readme-sync"
_LONGEST_BRANCH = 200  # file systems end at 255, and we add a suffix
_Word = TypeVar("_Word", bound=StrEnum)


def read_inputs(environment: Mapping[str, str]) -> Inputs:
    """Return the inputs, from `INPUT_...` variables; an empty one has its default.

    Raises:
        RequestError: a value is not possible.
    """

    def choice(name: str, kind: type[_Word]) -> _Word | None:
        said = _value(environment, name)
        if said and said not in list(kind):
            raise _wrong(name, said, f"it is {' or '.join(kind)}")
        return kind(said) if said else None

    def switch(name: str) -> bool:
        said = _value(environment, name).lower() or "true"
        if said not in {"true", "false"}:
            raise _wrong(name, said, "it is true or false")
        return said == "true"

    def line(name: str, default: str, longest: int) -> str:
        said = _value(environment, name) or default
        if not said.isprintable() or len(said) > longest:
            raise _wrong(name, said, f"it is one line of up to {longest} characters")
        return said

    def seconds(name: str) -> int:
        said = _value(environment, name) or "60"
        if not re.fullmatch(r"[1-9][0-9]{0,4}", said, re.ASCII):
            raise _wrong(name, said, "it is a whole number of seconds, at least 1")
        return int(said)

    pull_request_branch = _branch("pull-request-branch", _value(environment, "pull-request-branch") or _BRANCH)
    message = line("commit-message", _MESSAGE, 200)
    return Inputs(
        choice("mode", Mode) or Mode.CHECK,
        choice("command", Command) or Command.CHECK,
        _paths(environment),
        environment.get("READMESYNC_TOKEN", "").strip(),
        _branch("branch", _value(environment, "branch")),
        message,
        choice("commit-with", Through) or Through.API,
        pull_request_branch,
        line("pull-request-title", message, 200),
        choice("fail-on", FailOn),
        switch("annotations"),
        switch("summary"),
        seconds("document-seconds"),
    )


def _value(environment: Mapping[str, str], name: str) -> str:
    return environment.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()


def _paths(environment: Mapping[str, str]) -> tuple[str, ...]:
    lines = (line.strip() for line in _value(environment, "paths").splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))


def _branch(name: str, said: str) -> str:
    """Return the name of a branch, by the rules of `git check-ref-format --branch` and some stricter ones.

    Raises:
        RequestError: it is not one.
    """
    if not said:
        return ""
    parts = said.split("/")
    wrong = (
        len(said) > _LONGEST_BRANCH
        or not said.isprintable()
        or re.search(r"[\s~^:?*\[\\]|\.\.|@\{", said)
        or said.startswith(("-", "refs/"))
        or said in {"@", "HEAD"}
        or any(not part or part.startswith(".") or part.endswith((".", ".lock")) for part in parts)
    )
    if wrong:
        raise _wrong(name, said, "it is the name of a branch, such as main")
    return said


def _wrong(name: str, said: str, hint: str) -> RequestError:
    return RequestError(f"the input {name} cannot be {said[:80]!r}", hint=hint)
