"""The branches of a repository as the Action uses them: through GitHub's API, or through git.

A change is computed from what a branch holds at one commit, and lands only if the branch still is at that commit:
compare and swap. Otherwise `MovedError` is raised: read and compute again; no commit is ever overwritten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha1
from typing import Protocol

from readme_sync.errors import RemoteError

FOLDER = "040000"
"""The mode of a folder."""


class MovedError(RemoteError):
    """The branch is no longer where it was read: read and compute again."""


class DeniedError(RemoteError):
    """The token has no right to do this."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a commit.

    Attributes:
        mode: as git writes it, `100644`.
        blob: the id of its content.
    """

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class CommitRequest:
    """A commit to make.

    Attributes:
        onto: the commit that it follows.
        headline: the first line of its message.
        body: the rest of its message.
        files: whole new contents by path.
        removed: paths of files that the commit before has, and this one has not.
        sign_off: whether git adds who commits; otherwise `body` says who signs it off.
    """

    onto: str
    headline: str
    body: str
    files: Mapping[str, bytes]
    sign_off: bool = False
    removed: tuple[str, ...] = ()

    @property
    def blobs(self) -> dict[str, str]:
        """The ids of the new contents, by path."""
        return {path: blob_id(data) for path, data in self.files.items()}

    @property
    def paths(self) -> list[str]:
        """All that it touches."""
        return [*self.files, *self.removed]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that was made.

    Attributes:
        sha: its id.
        verified: whether GitHub shows it as verified; None if unknown.
    """

    sha: str
    verified: bool | None = None


class Branches(Protocol):
    """The branches of a repository. Every method raises `RemoteError`, in one line that says what to do.

    Attributes:
        left_behind: branches of ours that should have been removed, but could not be.
    """

    left_behind: list[str]

    def head(self, branch: str) -> str | None:
        """Return the commit that a branch is at, None where there is no such branch."""

    def resolve(self, revision: str) -> str | None:
        """Return the commit that a branch, a tag or an id means, None where there is none."""

    def message(self, commit: str) -> str:
        """Return the message of a commit."""

    def parents(self, commit: str) -> list[str]:
        """Return the parents of a commit."""

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
        """Return the files of a commit at some paths, without those that do not exist."""

    def content(self, entry: Entry) -> bytes:
        """Return the bytes of a file."""

    def commit(self, branch: str, request: CommitRequest) -> Commit:
        """Commit on a branch that is at `request.onto`.

        Raises:
            MovedError: the branch is at another commit.
        """

    def replace(self, branch: str, was: str | None, request: CommitRequest) -> Commit:
        """Replace one of our branches by a commit.

        Args:
            branch: its name; it is created where `was` is None.
            was: where it is.
            request: the commit.

        Raises:
            MovedError: the branch is at another commit.
        """

    def delete(self, branch: str, was: str) -> None:
        """Remove one of our branches that is at `was`; nothing happens where it does not exist.

        Raises:
            MovedError: the branch is at another commit.
        """


BOT = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
"""Who commits with the token of a workflow: name and address."""


def folders_above(paths: Iterable[str]) -> list[str]:
    """Return the folders that paths lie in, each once, without the top."""
    found: dict[str, None] = {}
    for path in paths:
        parts = path.split("/")
        found |= {"/".join(parts[:depth]): None for depth in range(1, len(parts))}
    return list(found)


def blob_id(data: bytes) -> str:
    """Return the id that git gives to the content of a file."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
