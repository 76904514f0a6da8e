"""Documents on disk: their settings, the files around them, and changes under a lock."""

import os
from collections.abc import Callable
from functools import cache, cached_property, partial

from readme_sync import config
from readme_sync.config.paths import found_path
from readme_sync.errors import ConfigError, InputError
from readme_sync.model import NO_FILES, FileTree, PathKind, Settings
from readme_sync.store.file_tree_on_disk import Files, Folder
from readme_sync.text.glob import is_pattern


def settings_for(path: str | os.PathLike[str]) -> Settings:
    """Return the settings for the document at a path, from the nearest configuration at or above its folder.

    Raises:
        ConfigError: there is one, and something in it is wrong.
    """
    return config.of_document(os.fspath(path), config.settings_for(os.path.dirname(os.path.abspath(path))))


def documents(settings: Settings) -> list[str]:
    """Return the documents that the settings name, in `paths`, claims and siblings; for patterns what they match.

    Raises:
        ConfigError: a pattern matches nothing, or a file outside the repository.
    """
    # A document that others follow comes first.
    found = [os.path.relpath(os.path.join(one.folder, one.files[0])) for one in settings.siblings]
    found += [path for written in settings.paths for path in expanded(written, settings.origin)]
    readme = os.path.join(os.path.dirname(settings.origin), "README.md")
    if not found and settings.claims and os.path.isfile(readme):
        found = [readme]
    # README.md is the document of a claim that names none, and may have another name.
    named = [claim.file for claim in settings.claims if claim.file]
    found += [file for file in named if os.path.basename(file) != "README.md" or os.path.isfile(file)]
    more = [pattern for claim in settings.claims for pattern in claim.files]
    for pattern in dict.fromkeys(more):
        found += expanded(os.path.relpath(pattern), settings.origin, "claims.files")
    for pattern in dict.fromkeys(os.path.join(one.folder, file) for one in settings.siblings for file in one.files[1:]):
        found += expanded(os.path.relpath(pattern), settings.origin, "siblings.files")
    return list(dict.fromkeys(map(os.path.normpath, found)))


def expanded(path: str, origin: str, key: str = "paths") -> list[str]:
    """Return the files that a path of a configuration means, sorted; the path itself where it is not a pattern.

    A pattern finds what git tracks in this repository, and outside of git what is there.

    Args:
        path: as seen from the current folder.
        origin: the path of the configuration.
        key: the key of the path, for errors.

    Raises:
        ConfigError: a pattern matches nothing, or a file outside the repository.
    """
    if not is_pattern(path) or os.path.lexists(path):
        return [path]
    home = os.path.dirname(os.path.abspath(origin))
    pattern = os.path.relpath(path, home).replace(os.sep, "/")
    try:
        found = Folder(os.path.join(home, "configuration")).documents(pattern)
    except InputError as error:
        raise ConfigError(f"{key}: {error.message}", path=origin or None, hint=error.hint) from None
    if not found:
        hint = "correct the pattern"
        raise ConfigError(f"{key}: {pattern!r} matches no file", path=origin or None, hint=hint)
    return [found_path(inside, home, origin) for inside in found]


def surroundings_of(path: str | os.PathLike[str] | None) -> FileTree:
    """Return the files around the document at a path, never out of its repository; none where there is no path."""
    return _Later(partial(Folder, path)) if path else NO_FILES


class FileTreeCache:
    """The files around documents that are looked at one after the other: a repository is listed once."""

    def __init__(self) -> None:
        self._listed: dict[str, Files] = {}
        self._updated: dict[str, bytes] = {}
        self._folder: str | None = None
        self._known: Callable[[], Folder]

    def of(self, path: str | None) -> FileTree:
        """Return the same as `surroundings_of`; for the next document in a folder it is not looked at again."""
        if not path:
            return NO_FILES
        folder = os.path.dirname(path)
        if folder != self._folder:
            self._folder, self._known = folder, cache(partial(Folder, path, self._listed, self._updated))
        return _Later(partial(_in_the_same_folder, self._known))

    def put(self, path: str, data: bytes) -> None:
        """Let the documents that come after see a file as it will be."""
        self._updated[os.path.realpath(path)] = data
        if not os.path.lexists(path):
            self._folder = None  # what was looked for and missed is looked for again


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

    def from_top(self, path: str) -> str:
        return self._folder.from_top(path)

    def read(self, path: str) -> bytes:
        return self._folder.read(path)

    def glob(self, pattern: str) -> tuple[str, ...]:
        return self._folder.glob(pattern)

    def count(self, pattern: str) -> int:
        return self._folder.count(pattern)
