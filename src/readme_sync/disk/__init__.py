"""Documents on disk: their settings, the files around them, and changes under a lock."""

import os
from collections.abc import Callable
from functools import cache, cached_property, partial

from readme_sync import config
from readme_sync.model import NO_FILES, FileTree, PathKind, Settings
from readme_sync.store.file_tree_on_disk import Folder


def settings_for(path: str | os.PathLike[str]) -> Settings:
    """Return the settings for the document at a path, from the nearest configuration at or above its folder.

    Raises:
        ConfigError: there is one, and something in it is wrong.
    """
    return config.with_claims_of(os.fspath(path), config.settings_for(os.path.dirname(os.path.abspath(path))))


def surroundings_of(path: str | os.PathLike[str] | None) -> FileTree:
    """Return the files around the document at a path, never out of its repository; none where there is no path."""
    return _Later(partial(Folder, path)) if path else NO_FILES


class FileTreeCache:
    """The files around documents that are checked one after the other: those in one folder share what is known."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._known: Callable[[], Folder]

    def of(self, path: str | None) -> FileTree:
        """Return the same as `surroundings_of`; for the next document in a folder it is not listed again."""
        if not path:
            return NO_FILES
        folder = os.path.dirname(path)
        if folder != self._folder:
            self._folder, self._known = folder, cache(partial(Folder, path))
        return _Later(partial(_in_the_same_folder, self._known))


def _in_the_same_folder(known: Callable[[], Folder]) -> Folder:
    return known().for_another()


class _Later:
    """A folder that is looked at for the first question: most documents ask for nothing."""

    def __init__(self, make: Callable[[], Folder]) -> None:
        self._make = make

    @cached_property
    def _folder(self) -> Folder:
        return self._make()

    @property
    def is_repository(self) -> bool:
        return self._folder.is_repository

    def kind(self, path: str) -> PathKind:
        return self._folder.kind(path)

    def read(self, path: str) -> bytes:
        return self._folder.read(path)

    def glob(self, pattern: str) -> tuple[str, ...]:
        return self._folder.glob(pattern)
