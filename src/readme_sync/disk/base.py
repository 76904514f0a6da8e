"""An earlier version of a document on disk."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from readme_sync.errors import InputError
from readme_sync.model import Readme, Settings
from readme_sync.reader import parse
from readme_sync.sources.derived_numbers import Followed
from readme_sync.sources.history import MOST_VERSIONS, Base, History
from readme_sync.sources.proposed_facts import PastVersion
from readme_sync.store.git import files_at, version_of, versions_before


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
    return Base(parse(data, path, settings), revision, partial(_versions, path, revision, settings))


def followed_in(readme: Readme, path: str) -> Followed:
    """Return a function that says how often the log shows a number of a document to follow one of some quantities."""
    older = partial(_versions, path, "HEAD", readme.settings, itself=True)
    return History(Base(readme, older=older)).followed


def _versions(path: str, revision: str, settings: Settings, *, itself: bool = False) -> Iterator[Readme]:
    """Yield a document before a revision, or with `itself` up to it, the newest first, as long as it is text."""
    for _, data in versions_before(path, revision, MOST_VERSIONS, itself=itself):
        try:
            yield parse(data, path, settings)
        except InputError:
            return


def past_of(path: str, settings: Settings) -> Iterator[PastVersion]:
    """Yield the committed versions of a document with the files of their commits, the newest first."""
    with suppress(InputError):  # a version is no text, or git ends
        for commit, data in versions_before(path, "HEAD", MOST_VERSIONS, itself=True):
            yield PastVersion(parse(data, path, settings), files_at(path, commit))
