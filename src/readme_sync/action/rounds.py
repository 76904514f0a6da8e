"""Read the branch, compute, write; repeat if the branch has moved in the meantime."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from readme_sync.action.inputs import Inputs
from readme_sync.action.process import DocumentResult, Failure, process
from readme_sync.errors import InputError, ReadmeSyncError, RemoteError
from readme_sync.model import GitHub
from readme_sync.store import read_source
from readme_sync.store.branches import REGULAR, Branches, CommitRequest, Entry, MovedError, blob_id
from readme_sync.version import __version__

MARK = "Made by readme-sync"
"""How the text of each of our commits begins; other commits are never overwritten."""

_ROUNDS = 5
_WORKFLOWS = ".github/workflows/"
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Round:
    """The documents in one commit of a branch, and what they become.

    Attributes:
        head: the commit.
        results: one for each document that is on the branch.
        missing: paths that are not.
    """

    head: str
    results: tuple[DocumentResult | Failure, ...]
    missing: tuple[str, ...] = field(default=())

    @property
    def changed(self) -> dict[str, bytes]:
        """The new contents of the documents that change, by path."""
        documents = (one for one in self.results if isinstance(one, DocumentResult))
        return {one.path: one.after.to_bytes() for one in documents if one.changed}


def read_round(
    branches: Branches, branch: str, paths: Sequence[str], inputs: Inputs, github: GitHub | None = None
) -> Round:
    """Process the documents at the head of a branch.

    Raises:
        RemoteError: the branch does not exist, or cannot be read.
    """
    head = branches.head(branch)
    if head is None:
        hint = "nothing was written; see the input branch, and what the token may see"
        raise RemoteError(f"there is no branch {branch}", hint=hint)
    entries = branches.entries(head, paths)
    results = tuple(_processed(branches, path, entries[path], inputs, github) for path in paths if path in entries)
    return Round(head, results, tuple(path for path in paths if path not in entries))


def repeated(attempt: Callable[[], _Done]) -> _Done:
    """Return the result of `attempt`, repeated from the start while the branch moves.

    Raises:
        RemoteError: the branch moved every time.
    """
    for number in range(1, _ROUNDS):
        try:
            return attempt()
        except MovedError:
            time.sleep(0.05 * number)
    try:
        return attempt()
    except MovedError:
        hint = "run again, and set concurrency in the workflow"
        raise RemoteError(f"the branch moved {_ROUNDS} times while it was read", hint=hint) from None


def commit_request(head: str, files: dict[str, bytes], inputs: Inputs) -> CommitRequest:
    """Return the commit with the new contents.

    Raises:
        RemoteError: one of them may not be written.
    """
    for path in files:
        if path.lower().startswith(_WORKFLOWS):
            hint = "leave it out of the input paths"
            raise RemoteError(f"{path} is a workflow, which the token of a workflow cannot write", hint=hint)
    return CommitRequest(head, inputs.commit_message, f"{MARK} {__version__}.", files)


def _processed(
    branches: Branches, path: str, entry: Entry, inputs: Inputs, github: GitHub | None
) -> DocumentResult | Failure:
    try:
        if entry.mode not in REGULAR:
            raise InputError("is a link in the repository, not a file", path=path, hint="name the file itself")
        return process(path, _content(branches, path, entry), inputs.command, github)
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
