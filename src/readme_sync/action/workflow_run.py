"""One run of the action: inputs, work, report."""

import os
from collections.abc import Mapping, Sequence

from readme_sync.action.branch_modes import commit, request
from readme_sync.action.inputs import Command, Event, Inputs, Mode, Through, read_event, read_inputs
from readme_sync.action.log import Log
from readme_sync.action.process import DocumentResult, Failure, base_readmes, choose_documents, process
from readme_sync.action.report import RunResult, report
from readme_sync.config import settings_for
from readme_sync.disk import FileTreeCache, documents
from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import GitHub as IssueCounts
from readme_sync.model import Readme
from readme_sync.store import read_source
from readme_sync.store.branches import Branches
from readme_sync.store.git_branches import GitBranches
from readme_sync.store.github import GitHub
from readme_sync.store.github_branches import GitHubBranches, PullRequests
from readme_sync.store.github_issues import GitHubIssues


def run(environment: Mapping[str, str], log: Log) -> int:
    """Do what the environment asks for, and report it in the log, the summary and the outputs; return the exit code."""
    try:
        inputs, event = read_inputs(environment), read_event(environment)
        os.chdir(event.workspace)
        # By real paths, since a link in the workspace may lead anywhere.
        paths = choose_documents(inputs.paths, documents(settings_for("")), event.workspace)
        result = _done(inputs, event, paths, log)
    except ReadmeSyncError as error:
        return log.ended(error, environment)
    return report(result, inputs, event, log)


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
    branches = _branches(inputs, event)
    try:
        return _written(branches, branch, paths, inputs, event, github)
    finally:
        for name in branches.left_behind:
            log.annotate("warning", f"the branch {name} is left behind; delete it")


def _written(
    branches: Branches, branch: str, paths: Sequence[str], inputs: Inputs, event: Event, github: IssueCounts | None
) -> RunResult:
    if inputs.mode is Mode.COMMIT:
        seen, made = commit(branches, branch, paths, inputs, github)
        did = f"committed {made.sha[:12]} to {branch}" if made else f"nothing to commit on {branch}"
        address = f"{event.server_url}/{event.repository}/commit/{made.sha}" if made else ""
        return RunResult(seen.results, seen.missing, did, written=True, commit=made, address=address)
    requests = PullRequests(GitHub(event.repository, inputs.token, event.api_url))
    done = request(branches, requests, branch, paths, inputs, server=event.server_url, github=github)
    seen, opened = done.seen, done.request
    address = opened.url if opened else ""
    return RunResult(
        seen.results, seen.missing, done.did, written=True, commit=done.commit, request=opened, address=address
    )


def _branches(inputs: Inputs, event: Event) -> Branches:
    if inputs.commit_with is Through.GIT:
        return GitBranches(event.workspace, inputs.token, event.server_url)
    return GitHubBranches(GitHub(event.repository, inputs.token, event.api_url))


def _issue_counts(inputs: Inputs, event: Event) -> IssueCounts | None:
    """Return what counts milestones and issues, for `sync` only; GitHub is not asked yet."""
    if inputs.command is not Command.SYNC:
        return None
    return GitHubIssues(lambda: GitHub(event.repository, inputs.token, event.api_url))


def _checked(inputs: Inputs, event: Event, paths: Sequence[str], github: IssueCounts | None, log: Log) -> RunResult:
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
