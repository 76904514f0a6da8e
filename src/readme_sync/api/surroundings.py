"""What lies around a document on disk; nobody looks before something is asked."""

import os
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from readme_sync.model import NO_FILES, FileTree, PathKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from readme_sync.store.file_tree_on_disk import Folder


def surroundings_of(path: str | os.PathLike[str] | None) -> FileTree:
    """The files around the document at a path, never out of its repository; none where there is no path."""
    return _Later(partial(_around, path)) if path else NO_FILES


class FileTreeCache:
    """The surroundings of documents that are looked at one after the other: those in one folder share what is there."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._known: Callable[[], Folder]

    def of(self, path: str | None) -> FileTree:
        """As `surroundings_of`; for the next document in a folder it is not listed again."""
        if not path:
            return NO_FILES
        folder = os.path.dirname(path)
        if folder != self._folder:
            self._folder, self._known = folder, cache(partial(_around, path))
        return _Later(partial(_beside, self._known))


def _around(path: str | os.PathLike[str]) -> "Folder":
    from readme_sync.store.file_tree_on_disk import Folder  # noqa: PLC0415  most documents ask for nothing

    return Folder(path)


def _beside(known: "Callable[[], Folder]") -> "Folder":
    return known().for_another()


class _Later:
    """As `store.Folder`, which is loaded for the first question."""

    def __init__(self, make: "Callable[[], Folder]") -> None:
        self._make = make

    @cached_property
    def _folder(self) -> "Folder":
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
