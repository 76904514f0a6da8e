"""What the Action asks of a repository's branches, whoever answers: GitHub through its API, or git.

A change is computed from what a branch holds at one commit, and lands only if the branch still is at that commit:
compare and swap. Who lost the race gets `MovedError`, reads again and computes again; nobody's work is overwritten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from readme_sync.errors import RemoteError

REGULAR = frozenset({"100644", "100755"})
"""The modes of files; all others are links, folders, submodules."""


class MovedError(RemoteError):
    """The branch is no longer where it was read: read and compute again."""


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
    """A commit to be made.

    Attributes:
        onto: the commit that it follows.
        headline: the first line of its message.
        body: the rest of its message.
        files: whole new contents by path; the paths are there already.
    """

    onto: str
    headline: str
    body: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that was made.

    Attributes:
        sha: its id.
        verified: whether GitHub shows it as verified; None where nobody knows.
    """

    sha: str
    verified: bool | None = None


class Branches(Protocol):
    """A repository's branches. Every method raises `RemoteError`, in one line that says what to do."""

    def head(self, branch: str) -> str | None:
        """The commit that a branch is at; None where there is no such branch."""

    def message(self, commit: str) -> str:
        """The message of a commit."""

    def parents(self, commit: str) -> list[str]:
        """The commits that a commit follows."""

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
        """The files of a commit at some paths; those that are not there are left out."""

    def content(self, entry: Entry) -> bytes:
        """The bytes of a file."""

    def commit(self, branch: str, wish: CommitRequest) -> Commit:
        """Commits on a branch that is at `wish.onto`.

        Raises:
            MovedError: the branch is somewhere else.
        """

    def replace(self, branch: str, was: str | None, wish: CommitRequest) -> Commit:
        """Makes a branch of ours be the commit that is wished for, whatever it was.

        Args:
            branch: its name; it is created where `was` is None.
            was: where it is.
            wish: what it shall be.

        Raises:
            MovedError: the branch is somewhere else.
        """

    def delete(self, branch: str, was: str) -> None:
        """Removes a branch of ours that is at `was`; nothing happens where there is none.

        Raises:
            MovedError: the branch is somewhere else.
        """


def blob_id(data: bytes) -> str:
    """The id that git gives a file's content."""
    from hashlib import sha1  # noqa: PLC0415

    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
