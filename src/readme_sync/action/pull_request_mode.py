"""Mode `pull-request`: one branch and one pull request, kept up to date, and closed when no longer needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from readme_sync.action.inputs import Inputs
from readme_sync.action.process import DocumentResult
from readme_sync.action.rounds import MARK, Round, commit_request, read_round, repeated
from readme_sync.errors import RemoteError, RequestError
from readme_sync.model import GitHub
from readme_sync.reports.safe import coded
from readme_sync.reports.words import counted
from readme_sync.store.branches import Branches, Commit, CommitRequest, blob_id
from readme_sync.store.pull_requests import PullRequest, PullRequests

_ABOUT = (
    "readme-sync keeps this pull request up to date, and closes it when nothing is left to update. "
    "It does not overwrite commits of others on its branch."
)


@dataclass(frozen=True, slots=True)
class Requested:
    """What was done.

    Attributes:
        seen: the base as it was read.
        commit: the commit that was made on our branch, None where none was needed.
        request: the pull request that is open now.
        did: one line for the log.
    """

    seen: Round
    commit: Commit | None
    request: PullRequest | None
    did: str


def request(
    branches: Branches,
    requests: PullRequests,
    base: str,
    paths: Sequence[str],
    inputs: Inputs,
    *,
    server: str,
    github: GitHub | None = None,
) -> Requested:
    """Open the pull request, update it, or close it.

    Raises:
        RequestError: the branch for the pull request is the base.
        RemoteError: something cannot be read or written, or the branch for the pull request holds commits of others.
    """
    branch = inputs.pull_request_branch
    if branch == base:
        hint = "choose another pull-request-branch"
        raise RequestError(f"the pull request cannot go from {branch} to itself", hint=hint)

    def attempt() -> Requested:
        seen = read_round(branches, base, paths, inputs, github)
        was = branches.head(branch)
        if was is not None:
            _refuse_foreign_commits(branches, branch, was)
        if not seen.changed:
            did = _closed(branches, requests, branch, was, base)
            return Requested(seen, None, None, did)
        wanted = commit_request(seen.head, seen.changed, inputs)
        is_there = was is not None and _holds(branches, was, wanted)
        made = None if is_there else branches.replace(branch, was, wanted)
        return _opened(requests, base, seen, made, inputs, server)

    return repeated(attempt)


def _closed(branches: Branches, requests: PullRequests, branch: str, was: str | None, base: str) -> str:
    """Close the pull request and remove the branch, which is at `was`; return what was done.

    Raises:
        MovedError: the branch has moved.
    """
    open_one = requests.of(branch, base)
    if open_one:
        requests.close(open_one)
    if was is not None:
        branches.delete(branch, was)
    if open_one is None:
        return "no pull request is needed"
    return f"pull request #{open_one.number} is no longer needed and closed"


def _opened(
    requests: PullRequests, base: str, seen: Round, made: Commit | None, inputs: Inputs, server: str
) -> Requested:
    branch, title, body = inputs.pull_request_branch, inputs.pull_request_title, _body(seen)
    try:
        open_one = requests.of(branch, base)
        if open_one is None:
            opened = requests.open(branch, base, title, body)
            return Requested(seen, made, opened, f"pull request #{opened.number} is opened")
        if (open_one.title, open_one.body.replace("\r\n", "\n").strip()) != (title, body.strip()):
            requests.change(open_one, title, body)
            state = "updated"
        else:
            state = "updated" if made else "up to date"
    except RemoteError as error:
        url = f"{server}/{requests.repository}/compare/{quote(base)}...{quote(branch)}?expand=1"
        hint = f"{error.hint}; or open it at {url}"
        raise RemoteError(f"{error.message}; the branch {branch} exists", hint=hint) from None
    return Requested(seen, made, open_one, f"pull request #{open_one.number} is {state}")


def _refuse_foreign_commits(branches: Branches, branch: str, head: str) -> None:
    """Refuse to overwrite or delete a branch with a commit that is not ours."""
    if f"\n{MARK}" not in branches.message(head):
        hint = "delete it, or choose another pull-request-branch"
        raise RemoteError(f"the branch {branch} holds commits that readme-sync did not make", hint=hint)


def _holds(branches: Branches, head: str, wanted: CommitRequest) -> bool:
    """Return whether our branch already holds these changes, made to the same documents."""
    parents = branches.parents(head)
    if len(parents) != 1:
        return False
    blobs = {path: blob_id(data) for path, data in wanted.files.items()}
    holds = {path: entry.blob for path, entry in branches.entries(head, wanted.files).items()}
    return holds == blobs and branches.entries(parents[0], blobs) == branches.entries(wanted.onto, blobs)


def _body(seen: Round) -> str:
    """Return the text of the pull request: numbers and paths, no words of the documents, which could mention people."""
    rows = []
    for one in seen.results:
        if isinstance(one, DocumentResult) and one.changed:
            tally = one.readme_after.tally
            before, after = one.before.text.splitlines(), one.after.text.splitlines()
            lines = sum(a != b for a, b in zip(before, after, strict=False)) + abs(len(after) - len(before))
            rows.append(f"- {coded(one.path)}: {counted(lines, 'line')}; {tally.done} of {tally.total} done")
    head = ("Numbers that were out of date are corrected. Nothing else is changed.", "")
    return "\n".join((*head, *rows, "", _ABOUT))
