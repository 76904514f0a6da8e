"""One run of the action: what is asked for, what is done, what is said."""

import os
from collections.abc import Mapping, Sequence

from readme_sync.action.documents import choose
from readme_sync.action.event import Event, read_event
from readme_sync.action.inputs import Command, Inputs, Mode, Through, read_inputs
from readme_sync.action.log import Log
from readme_sync.action.outputs import write_outputs
from readme_sync.action.process import DocumentResult, Failure, process
from readme_sync.action.report import Outcome, report
from readme_sync.disk.surroundings import settings_for
from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import GitHub as Asked
from readme_sync.store import read_source
from readme_sync.store.branches import Branches


def run(environment: Mapping[str, str], log: Log) -> int:
    """Does what the environment asks for, says so in the log, the summary and the outputs; the exit code."""
    try:
        inputs, event = read_inputs(environment), read_event(environment)
        os.chdir(event.workspace)
        # Not by the name that it has on the way there: a link may be somebody else's.
        paths = choose(inputs.paths, _configured(), event.workspace)
        outcome = _done(inputs, event, paths, log)
    except ReadmeSyncError as error:
        code = log.failure(error)
        write_outputs(environment.get("GITHUB_OUTPUT", ""), {"changed": False, "exit-code": code})
        return code
    return report(outcome, inputs, event, log)


def _configured() -> list[str]:
    from readme_sync.config import documents  # noqa: PLC0415

    return documents(settings_for("README.md"))


def _done(inputs: Inputs, event: Event, paths: Sequence[str], log: Log) -> Outcome:
    """What the mode makes of the documents.

    Raises:
        ReadmeSyncError: the mode cannot be, or GitHub refuses.
    """
    github = _asked(inputs, event)
    if inputs.mode is Mode.CHECK:
        return _checked(inputs, paths, github)
    if event.name == "pull_request_target":
        hint = "use pull_request for mode: check, and push or schedule for this one"
        raise RequestError(f"mode: {inputs.mode} does not write on pull_request_target", hint=hint)
    if event.is_fork or event.is_queue:
        what = "a pull request from a fork" if event.is_fork else "a merge queue"
        log.annotate("notice", f"{what} is only checked; the patch to apply is in the summary")
        return _checked(inputs, paths, github)
    branch = inputs.branch or event.branch
    if not branch:
        raise RequestError(f"the workflow runs on no branch ({event.name})", hint="name one in the input branch")
    branches = _branches(inputs, event)
    if inputs.mode is Mode.COMMIT:
        from readme_sync.action.commit_mode import commit  # noqa: PLC0415

        seen, made = commit(branches, branch, paths, inputs, github)
        did = f"committed {made.sha[:12]} to {branch}" if made else f"nothing to commit on {branch}"
        address = f"{event.server_url}/{event.repository}/commit/{made.sha}" if made else ""
        return Outcome(seen.works, seen.missing, did, written=True, commit=made, address=address)
    from readme_sync.action.pull_request_mode import request  # noqa: PLC0415
    from readme_sync.store.github import GitHub  # noqa: PLC0415
    from readme_sync.store.pull_requests import PullRequests  # noqa: PLC0415

    requests = PullRequests(GitHub(event.repository, inputs.token, event.api_url))
    done = request(branches, requests, branch, paths, inputs, server=event.server_url, github=github)
    seen, opened = done.seen, done.request
    address = opened.url if opened else ""
    return Outcome(
        seen.works, seen.missing, done.did, written=True, commit=done.commit, request=opened, address=address
    )


def _branches(inputs: Inputs, event: Event) -> Branches:
    if inputs.commit_with is Through.GIT:
        from readme_sync.store.git import GitBranches  # noqa: PLC0415

        return GitBranches(event.workspace, inputs.token, event.server_url)
    from readme_sync.store.github import GitHub  # noqa: PLC0415
    from readme_sync.store.github_branches import GitHubBranches  # noqa: PLC0415

    return GitHubBranches(GitHub(event.repository, inputs.token, event.api_url))


def _asked(inputs: Inputs, event: Event) -> Asked | None:
    """Whom claims may ask for milestones and issues: none where nothing is synced; nobody is asked yet."""
    if inputs.command is not Command.SYNC:
        return None
    from readme_sync.store.github import GitHub  # noqa: PLC0415
    from readme_sync.store.github_issues import GitHubIssues  # noqa: PLC0415

    return GitHubIssues(lambda: GitHub(event.repository, inputs.token, event.api_url))


def _checked(inputs: Inputs, paths: Sequence[str], github: Asked | None) -> Outcome:
    works = tuple(_work(path, inputs, github) for path in paths)
    stale = sum(isinstance(work, DocumentResult) and work.changed for work in works)
    did = f"checked {len(works)} document{'s' if len(works) != 1 else ''}, {stale or 'none'} would be changed"
    if inputs.command is Command.CHECK and not stale:
        did = did.partition(",")[0]
    return Outcome(works, (), did, written=False)


def _work(path: str, inputs: Inputs, github: Asked | None) -> DocumentResult | Failure:
    try:
        source = read_source(path)
        return process(path, source.to_bytes(), inputs.command, github)
    except ReadmeSyncError as error:
        return Failure(path, error)
