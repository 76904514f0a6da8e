"""The modes that write: read the branch, compute, write; repeat if the branch has moved in the meantime.

Mode `commit` commits to the branch itself. Mode `pull-request` keeps one branch and one pull request up to date, and
closes it when nothing is left to do.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from random import uniform
from typing import TypeVar
from urllib.parse import quote

from readme_sync import __version__
from readme_sync.action.inputs import OUR_MARK, Inputs, Through
from readme_sync.action.process import DocumentResult, Failure, process
from readme_sync.disk import FileTreeCache
from readme_sync.disk.pictures import NewPicture, replaced_pictures
from readme_sync.errors import InputError, ReadmeSyncError, RemoteError, RequestError
from readme_sync.model import GitHub, Readme
from readme_sync.reports.picture_svg import SIGNATURE
from readme_sync.reports.safe import coded
from readme_sync.reports.words import counted
from readme_sync.store import read_source
from readme_sync.store.branches import (
    BOT,
    FOLDER,
    Branches,
    Commit,
    CommitRequest,
    Entry,
    MovedError,
    blob_id,
    folders_above,
)
from readme_sync.store.github_branches import PullRequest, PullRequests
from readme_sync.store.listed_files import REGULAR

MARK = "Made by readme-sync"
"""How the text of each of our commits begins; other commits are never overwritten."""

_ROUNDS = 30
_LONGEST_PAUSE = 10.0  # seconds
_WORKFLOWS = ".github/workflows/"
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Job:
    """What is done at each head of a branch.

    Attributes:
        paths: of the documents.
        inputs: what the workflow asks for.
        github: is asked for milestones and issues, None where nothing is.
        bases: the documents at the base, by path.
    """

    paths: Sequence[str]
    inputs: Inputs
    github: GitHub | None = None
    bases: Mapping[str, Readme] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Round:
    """The documents in one commit of a branch, and what they become.

    Attributes:
        head: the commit.
        results: one for each document that is on the branch.
        missing: paths that are not.
        pictures: new pictures of the documents, by path.
        removed: paths of pictures that they replace, and that nothing names any more.
    """

    head: str
    results: tuple[DocumentResult | Failure, ...]
    missing: tuple[str, ...] = field(default=())
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    removed: tuple[str, ...] = ()

    @property
    def changed(self) -> dict[str, bytes]:
        """The new contents of the documents and pictures that change, by path."""
        documents = (one for one in self.results if isinstance(one, DocumentResult))
        changed = {one.path: one.after.to_bytes() for one in documents if one.before.text != one.after.text}
        return {**self.pictures, **changed}


def read_round(branches: Branches, branch: str, job: Job) -> Round:
    """Process the documents at the head of a branch.

    Raises:
        RemoteError: the branch does not exist, or cannot be read.
        RequestError: it has none of the documents.
    """
    head = branches.head(branch)
    if head is None:
        hint = "nothing was written; see the input branch, and what the token may see"
        raise RemoteError(f"there is no branch {branch}", hint=hint)
    paths, entries = job.paths, branches.entries(head, job.paths)
    if not entries and paths:
        hint = "commit them; for a checkout in a folder set the input directory to its path"
        raise RequestError(f"none of the documents is on the branch {branch}", hint=hint)
    trees = FileTreeCache()
    results = [_processed(branches, path, entries[path], job, trees) for path in paths if path in entries]
    pictures: dict[str, bytes] = {}
    for number, one in enumerate(results):
        if isinstance(one, DocumentResult) and one.pictures:
            try:
                new = _pictures(branches, head, one)
                kept = tuple(picture for picture in one.pictures if _place(picture) in new)
                results[number], pictures = replace(one, pictures=kept), pictures | new
            except InputError as error:
                results[number] = Failure(one.path, error)
    missing = tuple(path for path in paths if path not in entries)
    return Round(head, tuple(results), missing, pictures, _replaced(branches, head, results))


def _replaced(branches: Branches, head: str, results: Iterable[DocumentResult | Failure]) -> tuple[str, ...]:
    """Return the pictures that a commit has, documents replace, and nothing in the workspace names any more."""
    changes = [(one.path, one.before, one.after) for one in results if isinstance(one, DocumentResult)]
    here = {path.replace(os.sep, "/"): path for path in replaced_pictures(changes)}
    return tuple(
        path for path, entry in branches.entries(head, here).items() if entry.blob == blob_id(_in_workspace(here[path]))
    )


def _pictures(branches: Branches, head: str, document: DocumentResult) -> dict[str, bytes]:
    """Return the pictures of a document that a commit does not have, by path.

    Raises:
        InputError: one is outside of the repository, or another file is in its place.
    """
    found = {_place(one): one.svg.encode() for one in document.pictures}
    for path, entry in branches.entries(head, found).items():
        if entry.blob == blob_id(found[path]):
            del found[path]
        elif entry.mode not in REGULAR or not branches.content(entry).startswith(SIGNATURE.encode()):
            message = f"names the picture {path}, where another file is"
            raise InputError(message, path=document.path, hint="rename that file")
    for path, entry in branches.entries(head, folders_above(found)).items():
        if entry.mode != FOLDER:
            message = f"names pictures in {path}, which is no folder in the repository"
            raise InputError(message, path=document.path, hint="choose another folder in pictures")
    if outside := next((path for path in found if path.startswith("../")), None):
        raise InputError(f"names the picture {outside}, which is in another repository", path=document.path)
    return found


def _place(picture: NewPicture) -> str:
    """Return the path of a picture from the top of the checkout."""
    return os.path.relpath(os.path.join(picture.top, picture.path)).replace(os.sep, "/")


def repeated(attempt: Callable[[], _Done]) -> _Done:
    """Return the result of `attempt`, repeated from the start while the branch moves.

    Raises:
        RemoteError: the branch moved every time.
    """
    for number in range(1, _ROUNDS):
        try:
            return attempt()
        except MovedError:
            # By chance, so that several jobs that write to one branch do not meet again and again.
            time.sleep(uniform(0, min(_LONGEST_PAUSE, 0.05 * 2**number)))  # noqa: S311  no secret
    try:
        return attempt()
    except MovedError:
        hint = "run again, and set concurrency in the workflow"
        raise RemoteError(f"the branch moved {_ROUNDS} times while it was read", hint=hint) from None


def commit_request(seen: Round, inputs: Inputs) -> CommitRequest:
    """Return the commit with the new contents.

    Raises:
        RemoteError: one of them may not be written.
    """
    files = seen.changed
    for path in files:
        if path.lower().startswith(_WORKFLOWS):
            hint = "leave it out of the input paths"
            raise RemoteError(f"{path} is a workflow, which the token of a workflow cannot write", hint=hint)
    by_git = inputs.commit_with is Through.GIT
    signer = "{} <{}>".format(*BOT) if inputs.sign_off == "true" and not by_git else inputs.sign_off
    signs = by_git and inputs.sign_off == "true"
    trailers = [*inputs.trailers, *([f"Signed-off-by: {signer}"] if signer and not signs else [])]
    body = "\n\n".join(filter(None, (f"{MARK} {__version__}.", "\n".join(trailers))))
    return CommitRequest(seen.head, inputs.commit_message, body, files, signs, seen.removed)


def _processed(
    branches: Branches, path: str, entry: Entry, job: Job, file_trees: FileTreeCache
) -> DocumentResult | Failure:
    try:
        if entry.mode not in REGULAR:
            raise InputError("is a link in the repository, not a file", path=path, hint="name the file itself")
        data = _content(branches, path, entry)
        return process(path, data, job.inputs, job.github, job.bases.get(path), file_trees)
    except RemoteError:
        raise  # the next document would fail, too
    except ReadmeSyncError as error:
        return Failure(path, error)


def _content(branches: Branches, path: str, entry: Entry) -> bytes:
    """Return the bytes of a file of the branch, from the workspace where it holds the same."""
    data = _in_workspace(path)
    return data if blob_id(data) == entry.blob else branches.content(entry)


def _in_workspace(path: str) -> bytes:
    """Return the bytes of the file in the workspace, none where there is no file."""
    try:
        return read_source(path).to_bytes()
    except ReadmeSyncError:
        return b""


def commit(branches: Branches, branch: str, job: Job) -> tuple[Round, Commit | None]:
    """Commit the changes to a branch; return what was read, and the commit, None where nothing changes.

    Raises:
        RemoteError: the branch cannot be read or written.
    """

    def attempt() -> tuple[Round, Commit | None]:
        seen = read_round(branches, branch, job)
        return seen, branches.commit(branch, commit_request(seen, job.inputs)) if seen.changed else None

    return repeated(attempt)


_ABOUT = (
    "readme-sync keeps this pull request up to date, and closes it when nothing is left to update. "
    "It does not overwrite commits of others on its branch. If you close it, it stays closed until something else is "
    "out of date."
)
_PROPOSES = f"{OUR_MARK} proposes "
_CLOSED = f"{OUR_MARK} closed, as nothing was left to update -->"
_MOST_MARKS = 1_000
_MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Requested:
    """What was done.

    Attributes:
        seen: the base as it was read.
        commit: the commit that was made on our branch, None where none was needed.
        request: the pull request that is open now.
        did: one line for the log.
        missing: what the pull request should have got and has not, and why.
        declined: whether people closed what would be proposed.
    """

    seen: Round
    commit: Commit | None
    request: PullRequest | None
    did: str
    missing: Sequence[str] = ()
    declined: bool = False


def request(branches: Branches, requests: PullRequests, base: str, job: Job, *, server: str) -> Requested:
    """Open the pull request, update it, or close it.

    Raises:
        RequestError: the branch for the pull request is the base.
        RemoteError: something cannot be read or written, or the branch for the pull request holds commits of others.
    """
    inputs = job.inputs
    branch = inputs.pull_request_branch
    if branch == base:
        hint = "choose another pull-request-branch"
        raise RequestError(f"the pull request cannot go from {branch} to itself", hint=hint)

    def attempt() -> Requested:
        seen = read_round(branches, base, job)
        open_one = requests.of(branch, base)
        if seen.changed and open_one is None and (number := _refused(requests, branch, base, seen)):
            did = f"pull request #{number} was closed by hand and stays closed, as nothing else is out of date"
            return Requested(seen, None, None, did, declined=True)
        was = branches.head(branch) or (branches.head(branch) if open_one else None)  # one 404 is no proof
        if was is not None:
            _refuse_foreign_commits(branches, branch, was)
        if not seen.changed:
            did = _closed(branches, requests, open_one, branch, was)
            return Requested(seen, None, None, did)
        wanted = commit_request(seen, inputs)
        is_there = was is not None and _holds(branches, was, wanted)
        made = None if is_there else branches.replace(branch, was, wanted)
        return _opened(requests, base, open_one, seen, made, inputs, server)

    return repeated(attempt)


def _refused(requests: PullRequests, branch: str, base: str, seen: Round) -> int | None:
    """Return the number of the newest pull request if people closed it, and all that is proposed now was in it."""
    closed = requests.last_closed(branch, base)
    if closed is None or closed.is_merged or _CLOSED in closed.body:
        return None
    proposed = closed.body.partition(_PROPOSES)[2].partition(" -->")[0].split()
    return closed.number if set(_proposals(seen)) <= set(proposed) else None


def _proposals(seen: Round) -> Iterator[str]:
    """Yield a mark for each line that the documents lose or gain; where there are too many, one mark for all."""
    marks = sorted(_line_marks(seen))
    if len(marks) > _MOST_MARKS:
        marks = [sha256("".join(marks).encode()).hexdigest()[:12]]
    yield from marks


def _line_marks(seen: Round) -> Iterator[str]:
    for one in seen.results:
        if isinstance(one, DocumentResult) and one.changed:
            before, after = Counter(one.before.text.splitlines()), Counter(one.after.text.splitlines())
            lines = [*(f"-{line}" for line in before - after), *(f"+{line}" for line in after - before)]
            for line in lines or [f"+{picture.path}" for picture in one.pictures]:
                yield sha256(f"{one.path}\0{line}".encode()).hexdigest()[:12]


def _closed(
    branches: Branches, requests: PullRequests, open_one: PullRequest | None, branch: str, was: str | None
) -> str:
    """Close the pull request and remove the branch, which is at `was`; return what was done.

    Raises:
        MovedError: the branch has moved.
    """
    if open_one:
        requests.close(open_one, f"{open_one.body}\n\n{_CLOSED}")
    if was is not None:
        branches.delete(branch, was)
    if open_one is None:
        return "no pull request is needed"
    return f"pull request #{open_one.number} is no longer needed and closed"


def _opened(
    requests: PullRequests,
    base: str,
    open_one: PullRequest | None,
    seen: Round,
    made: Commit | None,
    inputs: Inputs,
    server: str,
) -> Requested:
    branch, title, body = inputs.pull_request_branch, inputs.pull_request_title, _body(seen, inputs)
    try:
        if open_one is None:
            opened = requests.open(branch, base, title, body, draft=inputs.adornment.draft)
            missing = requests.adorn(opened.number, inputs.adornment)
            return Requested(seen, made, opened, f"pull request #{opened.number} is opened", missing)
        if (open_one.title, open_one.body) != (title, body.strip()):
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
    paths = wanted.paths
    holds = {path: entry.blob for path, entry in branches.entries(head, paths).items()}
    return holds == wanted.blobs and branches.entries(parents[0], paths) == branches.entries(wanted.onto, paths)


def _body(seen: Round, inputs: Inputs) -> str:
    """Return the text of the pull request: numbers and paths, no words of the documents, which could mention people."""
    rows = []
    for one in seen.results:
        if isinstance(one, DocumentResult) and one.changed:
            tally = one.readme_after.tally
            before, after = one.before.text.splitlines(), one.after.text.splitlines()
            lines = sum(a != b for a, b in zip(before, after, strict=False)) + abs(len(after) - len(before))
            rows.append(f"- {coded(one.path)}: {counted(lines, 'line')}; {tally.done} of {tally.total} done")
    if len(rows) > _MOST_ROWS:
        rows[_MOST_ROWS:] = [f"- … and {len(rows) - _MOST_ROWS} more"]
    own = (inputs.pull_request_body, "") if inputs.pull_request_body else ()
    head = ("Numbers that were out of date are corrected. Nothing else is changed.", "")
    marks = f"{_PROPOSES}{' '.join(_proposals(seen))} -->"
    return "\n".join((*own, *head, *rows, "", _ABOUT, "", marks))
