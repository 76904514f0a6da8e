"""What facts and rules may ask of the outside: files, GitHub. The caller passes both in; nothing here reaches them."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from readme_sync.errors import InputError

ISSUE_FILTERS = ("label", "milestone", "author", "assignee", "type", "reason", "is", "state", "no")
"""What a search for issues can ask for."""


class PathKind(StrEnum):
    """What is at a path."""

    FILE = "file"
    FOLDER = "folder"
    MISSING = "missing"
    OUTSIDE = "outside"
    """The path leaves the repository, and is not looked at."""
    UNKNOWN = "unknown"
    """Unknown: the document has no path on disk."""


class FileTree(Protocol):
    """The files around a document, read only and offline.

    Paths are written as in a link: with `/`, relative to the document's folder, or to the repository's top with a
    leading `/`. What is asked twice is answered alike: one run sees one state of the files.
    """

    @property
    def is_repository(self) -> bool:
        """Whether all files of the document's repository are there; a document alone in a folder may have left them."""

    def kind(self, path: str) -> PathKind:
        """What is at a path."""

    def from_top(self, path: str) -> str:
        """How the document names a path that is given from the top of the repository."""

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises:
            InputError: it is missing, outside the repository, too large, or cannot be read.
        """

    def glob(self, pattern: str) -> tuple[str, ...]:
        """The files and folders that match a pattern (`*`, `?`, `[ab]`, `**`), sorted; hidden ones only by name.

        Raises:
            InputError: the pattern leaves the repository, or the document has no path.
        """

    def count(self, pattern: str) -> int:
        """How many files and folders match a pattern; the same as the length of `glob`, in less time.

        Raises:
            InputError: as for `glob`.
        """


class _Nowhere:
    """No files: the document has no path on disk."""

    is_repository = False

    def kind(self, path: str) -> PathKind:  # noqa: ARG002  a protocol
        return PathKind.UNKNOWN

    def from_top(self, path: str) -> str:
        return path

    def read(self, path: str) -> bytes:
        raise InputError(f"{path!r} cannot be read: the document has no path", hint="name the document's file")

    def glob(self, pattern: str) -> tuple[str, ...]:
        return (self.read(pattern).decode(),)

    def count(self, pattern: str) -> int:
        return len(self.glob(pattern))


NO_FILES: FileTree = _Nowhere()
"""The file tree of a document without a path."""

if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object


class Closed(NamedTuple):
    """How many of some issues are closed.

    Attributes:
        done: the closed ones.
        total: all of them, open and closed.
    """

    done: int
    total: int


class IssueState(StrEnum):
    """Where an issue or a pull request stands."""

    OPEN = "open"
    BEGUN = "begun"
    """A pull request that is open, draft or not."""
    DONE = "done"
    """Closed as completed, or merged."""
    NOT_PLANNED = "not planned"
    """Closed as not planned or as a duplicate, or without a merge."""


class IssueDetails(NamedTuple):
    """An issue or a pull request. Titles and names are written by anybody: no text of them is Markdown.

    Attributes:
        labels, assignees: names and accounts.
        milestone: its title, "" without one.
        parts: how many of its sub-issues are done, and how many there are; None without any.
        body: its text, where that may hold boxes; else "".
    """

    number: int
    title: str
    state: IssueState
    is_pull: bool = False
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    milestone: str = ""
    parts: tuple[int, int] | None = None
    body: str = ""


class HostedRepository(NamedTuple):
    """A repository on GitHub.

    Attributes:
        name: `owner/name`.
        address: of its page, without a slash at the end.
        former: a name by which it was asked for, where it has another one now; else the same.
        branch: the default branch.
    """

    name: str
    address: str
    former: str
    branch: str = ""

    def address_of(self, issue: IssueDetails) -> str:
        """Return the address of the page of an issue, made here: no address from outside is believed."""
        return f"{self.address}/{'pull' if issue.is_pull else 'issues'}/{issue.number}"


class GitHub(Protocol):
    """The questions that a fact may have for GitHub, about the document's own repository."""

    def milestone(self, name: str) -> Closed:
        """The issues of a milestone, named by its number or its title.

        Raises:
            ReadmeSyncError: there is no such milestone, or GitHub cannot be asked.
        """

    def issues(self, search: str) -> Closed:
        """The issues that a search finds, such as `label:bug`.

        Raises:
            ReadmeSyncError: GitHub cannot be asked, or the search is none.
        """

    def found(self, search: str) -> Sequence[IssueDetails]:
        """The same issues one by one, in the order of their numbers.

        Raises:
            ReadmeSyncError: GitHub cannot be asked, or the search is none.
        """

    def numbered(self, numbers: Iterable[int]) -> Mapping[int, IssueDetails | str]:
        """The issues and pull requests of some numbers; instead of one that is not there, why.

        Raises:
            ReadmeSyncError: GitHub cannot be asked.
        """

    def release(self) -> str:
        """The tag of the latest release.

        Raises:
            ReadmeSyncError: there is none, or GitHub cannot be asked.
        """

    def tag(self) -> str:
        """The tag with the highest version.

        Raises:
            ReadmeSyncError: there is none, or GitHub cannot be asked.
        """

    def repository(self) -> HostedRepository:
        """The repository that is asked.

        Raises:
            ReadmeSyncError: there is none, or GitHub cannot be asked.
        """


class Commands(Protocol):
    """Runs the commands of named facts, where a person allows it."""

    def run(self, command: tuple[str, ...], folder: str) -> str:
        """Return what a program prints that runs in a folder.

        Raises:
            InputError: it fails, takes too long, or prints too much.
        """
