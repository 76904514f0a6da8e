"""An earlier version of a document on disk."""

from collections.abc import Iterator

from readme_sync.errors import InputError
from readme_sync.model import Readme, Settings
from readme_sync.reader import parse
from readme_sync.sources.history import MOST_VERSIONS, Base
from readme_sync.store.git_history import version_of, versions_before


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
