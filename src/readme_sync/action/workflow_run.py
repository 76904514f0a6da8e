"""One run of the action: inputs, work, report."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

from readme_sync.action.branch_modes import Job, commit, request
from readme_sync.action.inputs import Command, Event, Host, Inputs, Mode, Through, read_event, read_inputs
from readme_sync.action.log import Log
from readme_sync.action.process import (
    DocumentResult,
    Failure,
    base_readmes,
    branches_of,
    choose_documents,
    process,
    refuse_strange,
)
from readme_sync.action.report import RunResult, report
from readme_sync.config import settings_for
from readme_sync.disk import FileTreeCache, documents
from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import GitHub as IssueCounts
from readme_sync.model import Readme
from readme_sync.store import read_source
from readme_sync.store.branches import Branches, DeniedError
from readme_sync.store.github import GitHub
from readme_sync.store.github_branches import PullRequests
from readme_sync.store.github_issues import GitHubIssues


def run(environment: Mapping[str, str], log: Log) -> int:
    """Do what the environment asks for, and report it in the log, the summary and the outputs; return the exit code."""
    try:
        inputs = read_inputs(environment)
        event = _in_directory(read_event(environment), inputs.directory)
        log.plain = event.host is Host.GITLAB
        os.chdir(event.workspace)
        # By real paths, since a link in the workspace may lead anywhere.
        paths = choose_documents(inputs.paths, documents(settings_for("")), event.workspace)
        result = _done(inputs, event, paths, log)
    except ReadmeSyncError as error:
        return log.ended(error, environment)
    return report(result, inputs, event, log)


def _in_directory(event: Event, directory: str) -> Event:
    """Return the event with the folder of the checkout as its workspace.

    Raises:
        RequestError: the folder does not exist, is outside of the workspace, or holds no checkout.
    """
    if not directory:
        return event
    refuse_strange(directory)
    folder = os.path.realpath(os.path.join(event.workspace, directory))
    if os.path.commonpath([folder, event.workspace]) != event.workspace:
        raise RequestError("the input directory leads out of the workspace", hint="give the path of actions/checkout")
    if not os.path.isdir(folder):
        hint = "it is the path of actions/checkout"
        raise RequestError(f"the input directory names no folder: {directory!r}", hint=hint)
    if folder != event.workspace and not os.path.lexists(os.path.join(folder, ".git")):
        hint = f"it is the path of actions/checkout; name documents below {directory} in the input paths"
        raise RequestError(f"the input directory is no checkout: {directory!r}", hint=hint)
    return replace(event, workspace=folder)


def _done(inputs: Inputs, event: Event, paths: Sequence[str], log: Log) -> RunResult:
    """Process the documents as the mode asks.

    Raises:
        ReadmeSyncError: the mode is not possible here, or GitHub refuses.
    """
    github = _issue_counts(inputs, event)
    if inputs.mode is Mode.CHECK:
        return _checked(inputs, event, paths, github, log)
    if event.name == "pull_request_target":
        hint = "use pull_request for mode: check, and push or schedule for this one"
        raise RequestError(f"mode: {inputs.mode} does not write on pull_request_target", hint=hint)
    if event.only_checked:
        log.annotate("notice", f"{event.only_checked} is only checked; the patch to apply is in the summary")
        return _checked(inputs, event, paths, github, log)
    branch = inputs.branch or event.branch
    if not branch:
        raise RequestError(f"the workflow does not run on a branch ({event.name})", hint="name one in the input branch")
    _refuse_other_hosts(inputs, event)
    branches = branches_of(inputs, event)
    bases = base_readmes(paths, inputs, event, log)
    try:
        return _written(branches, branch, Job(paths, inputs, github, bases), event)
    except DeniedError as error:
        # What is wrong is shown all the same; the exit code says that nothing was written.
        log.annotate("error", f"{error}; so the documents are only checked")
        return replace(_checked(inputs, event, paths, github, log, bases), refused=True)
    finally:
        for name in branches.left_behind:
            log.annotate("warning", f"the branch {name} is left behind; delete it")


def _refuse_other_hosts(inputs: Inputs, event: Event) -> None:
    """Refuse what only GitHub's API can do.

    Raises:
        RequestError: it is asked for on another host.
    """
    if event.host is Host.GITHUB:
        return
    if inputs.mode is Mode.PULL_REQUEST:
        raise RequestError(f"mode: pull-request needs GitHub's API, not {event.host}'s", hint="use mode: commit")
    if inputs.commit_with is not Through.GIT:
        raise RequestError(f"commit-with: api needs GitHub's API, not {event.host}'s", hint="use commit-with: git")


def _written(branches: Branches, branch: str, job: Job, event: Event) -> RunResult:
    inputs, bases = job.inputs, job.bases
    if inputs.mode is Mode.COMMIT:
        seen, made = commit(branches, branch, job)
        did = f"committed {made.sha[:12]} to {branch}" if made else f"nothing to commit on {branch}"
        address = f"{event.server_url}/{event.repository}/commit/{made.sha}" if made else ""
        return RunResult(
            seen.results,
            seen.missing,
            did,
            written=True,
            commit=made,
            address=address,
            bases=bases,
            removed=seen.removed,
        )
    requests = PullRequests(GitHub(event.repository, inputs.token, event.api_url))
    done = request(branches, requests, branch, job, server=event.server_url)
    seen, opened = done.seen, done.request
    return RunResult(
        seen.results,
        seen.missing,
        done.did,
        written=True,
        commit=done.commit,
        request=opened,
        address=opened.url if opened else "",
        bases=bases,
        declined=done.declined,
        not_adorned=tuple(done.missing),
        removed=seen.removed,
    )


def _issue_counts(inputs: Inputs, event: Event) -> IssueCounts | None:
    """Return what counts milestones and issues, for `sync` only; GitHub is not asked yet."""
    if inputs.command is not Command.SYNC:
        return None
    return GitHubIssues(lambda: GitHub(event.repository, inputs.token, event.api_url))


def _checked(
    inputs: Inputs,
    event: Event,
    paths: Sequence[str],
    github: IssueCounts | None,
    log: Log,
    bases: Mapping[str, Readme] | None = None,
) -> RunResult:
    if bases is None:
        bases = base_readmes(paths, inputs, event, log)
    trees = FileTreeCache()
    results = tuple(_processed(path, inputs, github, bases.get(path), trees) for path in paths)
    stale = sum(isinstance(one, DocumentResult) and one.changed for one in results)
    did = f"checked {len(results)} document{'s' if len(results) != 1 else ''}, {stale or 'none'} would be changed"
    if inputs.command is Command.CHECK and not stale:
        did = did.partition(",")[0]
    return RunResult(results, (), did, written=False, bases=bases)


def _processed(
    path: str, inputs: Inputs, github: IssueCounts | None, base: Readme | None, file_trees: FileTreeCache
) -> DocumentResult | Failure:
    try:
        source = read_source(path)
        return process(path, source.to_bytes(), inputs, github, base, file_trees)
    except ReadmeSyncError as error:
        return Failure(path, error)
