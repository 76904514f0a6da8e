"""What the workflow runs on: repository, event, branch, from the environment of the runner."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from readme_sync.errors import RequestError

_PULL_REQUESTS = {"pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment"}
_COMMIT, _NO_COMMIT = re.compile(r"[0-9a-f]{40}"), "0" * 40
_MAX_BYTES = 25_000_000  # GitHub's own limit for a payload


@dataclass(frozen=True, slots=True)
class Event:
    """What the workflow runs on.

    Attributes:
        repository: `owner/name`.
        name: such as `push`.
        branch: the branch of the workflow, for a pull request its head; "" without one.
        is_fork: whether the pull request, or the workflow, is that of another repository.
        base: the commit to compare progress with, "" without one.
        workspace: the folder of the checkout.
        api_url, server_url: of this GitHub.
        output, step_summary: the files that the runner reads, "" without them.
        folder: for our own files.
    """

    repository: str
    name: str
    branch: str
    is_fork: bool
    base: str
    workspace: str
    api_url: str
    server_url: str
    output: str
    step_summary: str
    folder: str

    @property
    def is_queue(self) -> bool:
        """Whether the branch belongs to a merge queue, which takes no commits."""
        return self.branch.startswith("gh-readonly-queue/")


def read_event(environment: Mapping[str, str]) -> Event:
    """Return what the environment says.

    Raises:
        RequestError: it is not that of a workflow.
    """
    workspace = environment.get("GITHUB_WORKSPACE", "")
    if not os.path.isdir(workspace):
        hint = "run it in a workflow, after actions/checkout"
        raise RequestError("GITHUB_WORKSPACE is not a folder", hint=hint)
    payload = _payload(environment.get("GITHUB_EVENT_PATH", ""))
    name = environment.get("GITHUB_EVENT_NAME", "")
    repository = environment.get("GITHUB_REPOSITORY", "")
    pull = _inner(payload, "pull_request") if name in _PULL_REQUESTS else {}
    # A workflow_run after the workflow of a fork has the rights of this repository.
    began = _inner(payload, "workflow_run") if name == "workflow_run" else {}
    of_head = (_inner(pull, "head", "repo") or _inner(began, "head_repository")).get("full_name")
    base = str(_inner(pull, "base").get("sha", "")) if pull else str(payload.get("before") or "")
    branch = environment.get("GITHUB_HEAD_REF", "")
    if not branch and environment.get("GITHUB_REF", "").startswith("refs/heads/"):
        branch = environment["GITHUB_REF"].removeprefix("refs/heads/")
    return Event(
        repository,
        name,
        branch,
        bool(pull or began) and str(of_head).lower() != repository.lower(),  # also for a deleted repository
        base if _COMMIT.fullmatch(base) and base != _NO_COMMIT else "",
        os.path.realpath(workspace),
        environment.get("GITHUB_API_URL", "") or "https://api.github.com",
        environment.get("GITHUB_SERVER_URL", "") or "https://github.com",
        environment.get("GITHUB_OUTPUT", ""),
        environment.get("GITHUB_STEP_SUMMARY", ""),
        environment.get("RUNNER_TEMP", ""),
    )


def _payload(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            payload = json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}  # everything in it may be missing
    return payload if isinstance(payload, dict) else {}


def _inner(payload: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the object under these names, empty where there is none."""
    for name in names:
        payload = payload.get(name) or {}
        if not isinstance(payload, dict):
            return {}
    return payload
