"""Read the branch, compute, write, and if the branch has moved meanwhile, all of it again."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from readme_sync import __version__
from readme_sync.action.inputs import Inputs
from readme_sync.action.process import DocumentResult, Failure, process
from readme_sync.errors import InputError, ReadmeSyncError, RemoteError
from readme_sync.model import GitHub
from readme_sync.store import read_source
from readme_sync.store.branches import REGULAR, Branches, CommitRequest, Entry, MovedError, blob_id

MARK = "Made by readme-sync"
"""So the text of each of our commits begins; what does not is somebody's, and never overwritten."""

_ROUNDS = 5
_WORKFLOWS = ".github/workflows/"
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Round:
    """The documents as one commit of a branch has them, and what becomes of them.

    Attributes:
        head: the commit.
        works: one for each document that is there.
        missing: paths that are not there.
    """

    head: str
    works: tuple[DocumentResult | Failure, ...]
    missing: tuple[str, ...] = field(default=())

    @property
    def changed(self) -> dict[str, bytes]:
        """The new contents of the documents that change, by path."""
        works = (work for work in self.works if isinstance(work, DocumentResult))
        return {work.path: work.after.to_bytes() for work in works if work.changed}


def read_round(
    branches: Branches, branch: str, paths: Sequence[str], inputs: Inputs, github: GitHub | None = None
) -> Round:
    """The documents at a branch's head.

    Raises:
        RemoteError: the branch is gone, or cannot be read.
    """
    head = branches.head(branch)
    if head is None:
        hint = "nothing was written; see the input branch, and what the token may see"
        raise RemoteError(f"there is no branch {branch}", hint=hint)
    entries = branches.entries(head, paths)
    works = tuple(_work(branches, path, entries[path], inputs, github) for path in paths if path in entries)
    return Round(head, works, tuple(path for path in paths if path not in entries))


def repeated(attempt: Callable[[], _Done]) -> _Done:
    """What `attempt` comes to, tried again from the start as long as somebody else is faster.

    Raises:
        RemoteError: somebody always was.
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


def wish(head: str, files: dict[str, bytes], inputs: Inputs) -> CommitRequest:
    """The commit that brings the new contents.

    Raises:
        RemoteError: one of them may not be written.
    """
    for path in files:
        if path.lower().startswith(_WORKFLOWS):
            hint = "leave it out of the input paths"
            raise RemoteError(f"{path} is among the workflows, which no workflow's token may write", hint=hint)
    return CommitRequest(head, inputs.commit_message, f"{MARK} {__version__}.", files)


def _work(
    branches: Branches, path: str, entry: Entry, inputs: Inputs, github: GitHub | None
) -> DocumentResult | Failure:
    try:
        if entry.mode not in REGULAR:
            raise InputError("is no file in the repository but a link", path=path, hint="name the file itself")
        return process(path, _content(branches, path, entry), inputs.command, github)
    except RemoteError:
        raise  # the next one would fail alike
    except ReadmeSyncError as error:
        return Failure(path, error)


def _content(branches: Branches, path: str, entry: Entry) -> bytes:
    """The bytes of a file of the branch; where the workspace has the same, nobody is asked."""
    data = _here(path)
    return data if blob_id(data) == entry.blob else branches.content(entry)


def _here(path: str) -> bytes:
    """The bytes of the file in the workspace, none where there is no file."""
    try:
        return read_source(path).to_bytes()
    except ReadmeSyncError:
        return b""
