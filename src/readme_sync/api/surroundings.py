"""What lies around a document on disk; nobody looks before something is asked."""

import os
from functools import cached_property

from readme_sync.model import NOWHERE, Kind, Surroundings


def surroundings_of(path: str | os.PathLike[str] | None) -> Surroundings:
    """The files around the document at a path, never out of its repository; none where there is no path."""
    return _Later(path) if path else NOWHERE


class _Later:
    """As `store.Folder`, which is loaded for the first question."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = path

    @cached_property
    def _folder(self) -> Surroundings:
        from readme_sync.store.surroundings import Folder  # noqa: PLC0415  most documents ask for nothing

        return Folder(self._path)

    @property
    def is_repository(self) -> bool:
        return self._folder.is_repository

    def kind(self, path: str) -> Kind:
        return self._folder.kind(path)

    def read(self, path: str) -> bytes:
        return self._folder.read(path)

    def glob(self, pattern: str) -> tuple[str, ...]:
        return self._folder.glob(pattern)
