"""An earlier version of a document on disk."""

from collections.abc import Iterator

from readme_sync.errors import InputError
from readme_sync.model import Readme, Settings
from readme_sync.reader import parse
from readme_sync.sources.derived_numbers import Followed
from readme_sync.sources.history import MOST_VERSIONS, Base, History
from readme_sync.store.git import version_of, versions_before


def base_of(path: str, revision: str, settings: Settings) -> Base:
    """Return a document as it was at a revision, read with the settings of today.

    Raises:
        InputError: the revision or the file in it is missing, or was no text.
    """
    return base_from(version_of(path, revision), path, revision, settings)


def base_from(data: bytes, path: str, revision: str, settings: Settings) -> Base:
    """Return what the bytes of a document at a revision say; older versions are read where they are needed.

    Raises:
        InputError: they are not UTF-8.
    """

    def older() -> Iterator[Readme]:
        for one in versions_before(path, revision, MOST_VERSIONS):
            try:
                yield parse(one, path, settings)
            except InputError:
                return

    return Base(parse(data, path, settings), revision, older)


def followed_in(readme: Readme, path: str) -> Followed:
    """Return a function that says how often the log shows a number of a document to follow one of some quantities."""

    def versions() -> Iterator[Readme]:
        for one in versions_before(path, "HEAD", MOST_VERSIONS, itself=True):
            try:
                yield parse(one, path, readme.settings)
            except InputError:
                return

    return History(Base(readme, older=versions)).followed
