"""Which documents a command is about, and which configuration holds for each."""

import os
import sys
from collections.abc import Callable, Sequence
from functools import cache

from readme_sync.cli.output import OPTIONS
from readme_sync.config import of_document, settings_at, settings_for
from readme_sync.config.paths import excluded, is_repository, repository_of
from readme_sync.disk import documents
from readme_sync.disk.document_search import documents_in, documents_matching
from readme_sync.errors import ConfigError, InputError
from readme_sync.model import DEFAULT, Settings
from readme_sync.store import MAX_BYTES, read_source
from readme_sync.store.read_files import decoded
from readme_sync.text import Source
from readme_sync.text.glob import is_pattern


class Configured:
    """The configuration of one run: one file, the file nearest to each document, or none."""

    def __init__(self, path: str | None = None, *, off: bool = False, exclude: Sequence[str] = ()) -> None:
        """Choose the configuration, and what else holds for all documents of a run.

        Args:
            path: the configuration's file; by default the nearest to each document.
            off: whether no configuration is read.
            exclude: patterns of what a search for documents leaves out.
        """
        self.path = path
        self.off = off
        self.exclude = tuple(excluded(one) for one in exclude)
        self._known: dict[str, Settings | ConfigError] = {}

    @property
    def options(self) -> tuple[str, ...]:
        """The options that choose the same configuration on a command line."""
        return ("--config", self.path) if self.path else ("--no-config",) if self.off else ()

    def of(self, document: str) -> Settings:
        """Return the settings for the document at a path; for standard input those of the current folder.

        Raises:
            ConfigError: something in the configuration is wrong.
        """
        if self.off:
            return DEFAULT
        document = file_of(document) or ""
        place = self.path or os.path.dirname(document)
        if place not in self._known:
            self._known[place] = self._read(place)
        known = self._known[place]
        if isinstance(known, ConfigError):
            raise known
        return of_document(document, known) if document else known

    def _read(self, place: str) -> Settings | ConfigError:
        try:
            return settings_at(place) if self.path else settings_for(place)
        except ConfigError as error:
            return error


STDIN = "-"
_STDIN_NAME = "<stdin>"
_NAMES = ("readme.md", "readme.markdown")
_FOLDERS = (os.curdir, ".github", "docs")
"""Where GitHub looks for a README."""


def chosen_paths(paths: Sequence[str], configured: Configured) -> list[str]:
    """Return the documents, each once: for a folder the Markdown in it, for a pattern what matches.

    By default those of the configuration, otherwise the README of this folder.

    Raises:
        InputError: none is given, none is configured, and the folder has no README; or a path stands for no document.
        ConfigError: something in the configuration is wrong.
    """
    named = paths or documents(configured.of(""))
    return list(dict.fromkeys(path for name in named for path in _found(name, configured))) or [default_path()]


def _found(name: str, configured: Configured) -> list[str]:
    """Return the documents that a path stands for; what is neither a folder nor a pattern stands for itself."""
    if os.path.isdir(name):
        return documents_in(name, (*configured.exclude, *configured.of(os.path.join(name, "")).exclude))
    if is_pattern(name) and "#" not in name and not os.path.lexists(name):
        return documents_matching(name, (*configured.exclude, *configured.of("").exclude))
    return [name]


def single_path(configured: Configured) -> str:
    """Return the document for a command that is about one; translations follow it.

    Raises:
        InputError: several are configured, or none is and the folder has no README.
        ConfigError: something in the configuration is wrong.
    """
    paths = [path for path in chosen_paths((), configured) if not configured.of(path).leader]
    if len(paths) > 1:
        raise InputError(f"the configuration names {len(paths)} documents", hint="choose one with --file")
    return paths[0]


def default_path() -> str:
    """Return the README of the current folder, however its name is capitalised; else that in `.github` or `docs`.

    Raises:
        InputError: there is none.
    """
    for folder in _FOLDERS:
        found = [name for name in sorted(_listed(folder)) if name.lower() in _NAMES]
        if found:
            # Capitals sort first: README.md before Readme.md before readme.md. `.md` before `.markdown` needs the key.
            name = min(found, key=lambda name: _NAMES.index(name.lower()))
            return name if folder == os.curdir else f"{folder}/{name}"
    other = next((name for name in sorted(_listed(os.curdir)) if name.lower().startswith("readme.")), "")
    hint = f"{other} is not Markdown; name another document" if other else "name a document"
    raise InputError("there is no README.md in this folder", hint=hint)


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def read_path(path: str) -> Source:
    """Return the document at a path, or on standard input for `-`.

    Raises:
        InputError: it cannot be read.
    """
    if path != STDIN:
        return read_source(path)
    data = sys.stdin.buffer.read(MAX_BYTES)
    if len(data) >= MAX_BYTES:
        raise InputError("is too large", path=_STDIN_NAME)
    return decoded(data, _STDIN_NAME)


def file_of(path: str) -> str | None:
    """Return the path of a document on disk, for standard input that for which it stands, None without one."""
    return OPTIONS.stdin_name or None if path in {STDIN, _STDIN_NAME} else path


def path_in_repository() -> Callable[[str], str]:
    """Return a function from the path of a document to its path from the top of its repository, with `/`.

    Without a repository it starts at the current folder; outside of both it is absolute; for standard input it is "".
    The repository of a folder is looked for once.
    """
    top_of = cache(_top)

    def from_top(path: str) -> str:
        file = file_of(path)
        if not file:
            return ""
        absolute = os.path.abspath(file)
        return absolute.removeprefix(top_of(os.path.dirname(absolute))).replace(os.sep, "/")

    return from_top


def _top(folder: str) -> str:
    """Return the folder from which paths in a folder are named, with a separator at its end."""
    found = repository_of(folder)
    top = found if is_repository(found) else os.path.abspath(".")
    return top.rstrip(os.sep) + os.sep


def shown_path(path: str) -> str:
    """Return the path as messages name it."""
    return OPTIONS.stdin_name or _STDIN_NAME if path == STDIN else path
