"""What facts and rules may ask of the outside: files, GitHub. The caller passes both in; nothing here reaches them."""

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


class _Nowhere:
    """No files: the document has no path on disk."""

    is_repository = False

    def kind(self, path: str) -> PathKind:  # noqa: ARG002  a protocol
        return PathKind.UNKNOWN

    def read(self, path: str) -> bytes:
        raise InputError(f"{path!r} cannot be read: the document has no path", hint="name the document's file")

    def glob(self, pattern: str) -> tuple[str, ...]:
        return (self.read(pattern).decode(),)


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


class Commands(Protocol):
    """Runs the commands of named facts, where a person allows it."""

    def run(self, command: tuple[str, ...], folder: str) -> str:
        """Return what a program prints that runs in a folder.

        Raises:
            InputError: it fails, takes too long, or prints too much.
        """
