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
from readme_sync.reports.checked import PLUGINS
from readme_sync.store.github_branches import Adornment

OUR_MARK = "<!-- readme-sync:"
"""How comments of ours in texts on GitHub begin; they are not shown."""

_PULL_REQUESTS = {"pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment"}
_BY_PUSH = {"push", "create", "deployment", "deployment_status"}
"""Events whose token may only read where Dependabot causes them, as with pull requests."""
_COMMENTS = {"issue_comment", "discussion_comment"}
_COMMIT, _NO_COMMIT = re.compile(r"[0-9a-f]{40}"), "0" * 40
_MAX_BYTES = 25_000_000  # GitHub's own limit for a payload
_MOST = 10**12


class Host(StrEnum):
    """Whose runner this is."""

    GITHUB = "GitHub"
    GITEA = "Gitea"
    GITLAB = "GitLab"


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
        pull_request: the number of the pull request that the run is for, 0 without one.
        page: the address of the page of the run, "" if unknown.
        host: whose runner this is.
        user: who the token belongs to, for git.
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
    pull_request: int
    page: str
    host: Host
    user: str = "x-access-token"


def read_event(environment: Mapping[str, str]) -> Event:
    """Return what the environment says.

    Raises:
        RequestError: it is not that of a workflow.
    """
    if environment.get("GITLAB_CI") == "true":
        return _of_gitlab(environment)
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
    elif name in {*_PULL_REQUESTS, *_BY_PUSH} and environment.get("GITHUB_ACTOR") == "dependabot[bot]":
        what = "pull request" if name in _PULL_REQUESTS else name
        only_checked = f"a {what} by Dependabot, whose token may only read,"
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
        _number(pull.get("number")),
        _page(environment, repository),
        Host.GITEA if {"GITEA_ACTIONS", "FORGEJO_ACTIONS"} & environment.keys() else Host.GITHUB,
    )


def _of_gitlab(environment: Mapping[str, str]) -> Event:
    """Return what the predefined variables of GitLab CI/CD say.

    Raises:
        RequestError: there is no clone.
    """
    said = environment.get
    workspace, repository = said("CI_PROJECT_DIR", ""), said("CI_PROJECT_PATH", "")
    if not os.path.isdir(workspace):
        raise RequestError("CI_PROJECT_DIR is not a folder", hint="run it in a job that clones the project")
    of_request = said("CI_PIPELINE_SOURCE") == "merge_request_event"
    is_foreign = of_request and said("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH") != repository
    base = said("CI_MERGE_REQUEST_DIFF_BASE_SHA" if of_request else "CI_COMMIT_BEFORE_SHA", "")
    return Event(
        repository,
        "pull_request" if of_request else said("CI_PIPELINE_SOURCE", ""),
        said("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME" if of_request else "CI_COMMIT_BRANCH", ""),
        "a merge request from a fork" if is_foreign else "",
        base if _COMMIT.fullmatch(base) and base != _NO_COMMIT else "",
        os.path.realpath(workspace),
        "",
        said("CI_SERVER_URL", "") or "https://gitlab.com",
        "",
        "",
        "",
        0,
        said("CI_JOB_URL", ""),
        Host.GITLAB,
        "gitlab-ci-token" if not said("READMESYNC_TOKEN") else "oauth2",
    )


def _number(said: object) -> int:
    return said if isinstance(said, int) and 0 < said < _MOST else 0


def _page(environment: Mapping[str, str], repository: str) -> str:
    """Return the address of the page of the run, "" if unknown."""
    server, run = environment.get("GITHUB_SERVER_URL", ""), environment.get("GITHUB_RUN_ID", "")
    return f"{server}/{repository}/actions/runs/{run}" if server and run.isdecimal() else ""


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
        directory: the folder of the checkout, from the workspace; "" for the workspace itself.
        paths: paths and patterns of documents; empty for those of the configuration.
        branch: the branch to commit to, "" for that of the workflow.
        since: the revision to compare with; "" for the base of the run, None for no comparison.
        trailers: the last lines of the commit's message.
        sign_off: who signs it off; "" for nobody, `true` for the committer.
        fail_on: the lowest severity that fails; None for what the configuration says.
        pull_request_branch: the branch of the pull request.
        pull_request_body: what its text begins with.
        adornment: what a new pull request gets besides.
        comment: whether a pull request gets a comment with the results.
        output_format: that of a file with the results, "" for none.
        output_file: its path.
        document_seconds: the most CPU time for one document.
    """

    mode: Mode
    command: Command
    directory: str
    paths: tuple[str, ...]
    token: str
    branch: str
    since: str | None
    commit_message: str
    trailers: tuple[str, ...]
    sign_off: str
    commit_with: Through
    pull_request_branch: str
    pull_request_title: str
    pull_request_body: str
    adornment: Adornment
    comment: bool
    output_format: str
    output_file: str
    fail_on: FailOn | None
    annotations: bool
    summary: bool
    document_seconds: int


_MESSAGE = "Update progress numbers"
_BRANCH = "readme-sync"
_LONGEST_BRANCH = 200  # file systems end at 255, and we add a suffix
_LONGEST_LINE = 200
_LONGEST_BODY = 10_000
_NO_BASE = "none"
_TRAILER = re.compile(r"[A-Za-z][A-Za-z0-9-]*: \S.*")
_SIGNER = re.compile(r"[^<>\s][^<>]* <[^<>\s]+@[^<>\s]+>")
_LABEL, _LOGIN, _TEAM = re.compile(r".{1,50}"), re.compile(r"[\w.-]{1,50}(?:\[bot\])?"), re.compile(r"[\w.-]{1,100}")
_SHAPES = {"labels": _LABEL, "team-reviewers": _TEAM}
_Word = TypeVar("_Word", bound=StrEnum)


def read_inputs(environment: Mapping[str, str]) -> Inputs:
    """Return the inputs, from `INPUT_...` variables; an empty one has its default.

    Raises:
        RequestError: a value is not possible.
    """
    pull_request_branch = _branch("pull-request-branch", _value(environment, "pull-request-branch") or _BRANCH)
    message = _line(environment, "commit-message", _MESSAGE)
    return Inputs(
        _choice(environment, "mode", Mode) or Mode.CHECK,
        _choice(environment, "command", Command) or Command.CHECK,
        _value(environment, "directory"),
        _lines(environment, "paths"),
        _token(environment),
        _branch("branch", _value(environment, "branch")),
        _since(_value(environment, "since")),
        message,
        _trailers(environment),
        _sign_off(_value(environment, "commit-sign-off")),
        _choice(environment, "commit-with", Through) or Through.API,
        pull_request_branch,
        _line(environment, "pull-request-title", message),
        _body(environment),
        Adornment(
            _listed(environment, "labels"),
            _listed(environment, "assignees"),
            _listed(environment, "reviewers"),
            _listed(environment, "team-reviewers"),
            _switch(environment, "draft", default=False),
        ),
        _switch(environment, "comment", default=False),
        _format(environment),
        _value(environment, "output-file"),
        _choice(environment, "fail-on", FailOn),
        _switch(environment, "annotations"),
        _switch(environment, "summary"),
        _seconds(environment, "document-seconds"),
    )


def _choice(environment: Mapping[str, str], name: str, kind: type[_Word]) -> _Word | None:
    said = _value(environment, name)
    if said and said not in list(kind):
        raise _wrong(name, said, f"it is {' or '.join(kind)}")
    return kind(said) if said else None


def _switch(environment: Mapping[str, str], name: str, *, default: bool = True) -> bool:
    said = _value(environment, name).lower() or str(default).lower()
    if said not in {"true", "false"}:
        raise _wrong(name, said, "it is true or false")
    return said == "true"


def _line(environment: Mapping[str, str], name: str, default: str) -> str:
    said = _value(environment, name) or default
    if not said.isprintable() or len(said) > _LONGEST_LINE:
        raise _wrong(name, said, f"it is one line of up to {_LONGEST_LINE} characters")
    return said


def _seconds(environment: Mapping[str, str], name: str) -> int:
    said = _value(environment, name) or "60"
    if not re.fullmatch(r"[1-9][0-9]{0,4}", said, re.ASCII):
        raise _wrong(name, said, "it is a whole number of seconds, at least 1")
    return int(said)


def _listed(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the names in a list with commas or line ends, each once, without an `@` before it."""
    names = (part.strip().removeprefix("@") for part in re.split(r"[,\n]", _value(environment, name)))
    found = tuple(dict.fromkeys(filter(None, names)))
    for one in found:
        if not one.isprintable() or not _SHAPES.get(name, _LOGIN).fullmatch(one):
            raise _wrong(name, one, "it is a list of names, with commas or one a line")
    return found


def _value(environment: Mapping[str, str], name: str) -> str:
    return environment.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()


def _token(environment: Mapping[str, str]) -> str:
    """Return the token, on GitLab that of the job where none is given."""
    of_job = environment.get("CI_JOB_TOKEN", "") if environment.get("GITLAB_CI") == "true" else ""
    return environment.get("READMESYNC_TOKEN", "").strip() or of_job


def _lines(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    lines = (line.strip() for line in _value(environment, name).splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))


def _since(said: str) -> str | None:
    if said == _NO_BASE:
        return None
    if said.startswith("-") or len(said) > _LONGEST_BRANCH or not re.fullmatch(r"[^\s:~^?*\[\\\x00-\x1f\x7f]*", said):
        raise _wrong("since", said, f"it is a commit, a branch, a tag, or {_NO_BASE}")
    return said


def _trailers(environment: Mapping[str, str]) -> tuple[str, ...]:
    found = _lines(environment, "commit-trailers")
    for one in found:
        if not one.isprintable() or not _TRAILER.fullmatch(one):
            raise _wrong("commit-trailers", one, "each line is such as Reviewed-by: Ada")
    return found


def _sign_off(said: str) -> str:
    if said.lower() in {"", "true", "false"}:
        return "true" if said.lower() == "true" else ""
    if not said.isprintable() or not _SIGNER.fullmatch(said):
        raise _wrong("commit-sign-off", said, "it is true, false, or such as Ada <ada@example.org>")
    return said


def _body(environment: Mapping[str, str]) -> str:
    said = _value(environment, "pull-request-body").replace("\r\n", "\n")
    if len(said) > _LONGEST_BODY or not said.replace("\n", "").replace("\t", "").isprintable():
        raise _wrong("pull-request-body", said, f"it is a text of up to {_LONGEST_BODY} characters")
    if OUR_MARK in said:
        raise _wrong("pull-request-body", said, "it holds no comments of readme-sync")
    return said


def _format(environment: Mapping[str, str]) -> str:
    said, formats = _value(environment, "output-format"), PLUGINS.names()
    if not said and _value(environment, "output-file"):
        raise RequestError("the input output-file needs a format", hint="say it in output-format, such as sarif")
    if said and said not in formats:
        raise _wrong("output-format", said, f"it is {' or '.join(formats)}")
    return said


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
