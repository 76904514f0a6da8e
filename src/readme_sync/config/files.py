"""Paths in a configuration. It may come with a pull request of anybody: none of them leaves the repository."""

import os
import stat
from collections.abc import Iterator
from pathlib import PureWindowsPath

from readme_sync.errors import ConfigError

# Where the configuration is: upwards from a folder to the repository's root. Looks at files, understands none.

OWN = ".readme-sync.toml"
PROJECT = "pyproject.toml"
_REPOSITORY = ".git"
_NAME = b"readme-sync"
_SEARCHED = 16_000_000
"""So many bytes of a pyproject.toml are searched for our name."""


def candidates(folder: str) -> Iterator[str]:
    """The files that may hold the configuration for documents in a folder.

    The nearest comes first; in one folder our own file comes before pyproject.toml.
    """
    for above in _upwards(folder):
        own, project = os.path.join(above, OWN), os.path.join(above, PROJECT)
        if os.path.lexists(own):
            yield own
        if os.path.lexists(project) and _names_us(project):
            yield project


def repository_of(folder: str) -> str:
    """The folder of the repository in which a folder lies, itself where there is none."""
    *_, last = _upwards(folder)
    return last if is_repository(last) else folder


def _upwards(folder: str) -> Iterator[str]:
    """The folder and those above it, up to the repository's, else to the file system's root."""
    here = os.path.abspath(folder)
    while True:
        yield here
        above = os.path.dirname(here)
        if above == here or is_repository(here):
            return
        here = above


def is_repository(folder: str) -> bool:
    """Whether a folder is the top of a repository, or of a worktree."""
    return os.path.lexists(os.path.join(folder, _REPOSITORY))


def _names_us(path: str) -> bool:
    """Whether a file holds our name; a file that nobody can read may."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return True
        with open(path, "rb") as file:
            return _NAME in file.read(_SEARCHED)
    except (OSError, ValueError):
        return True


_HINT = "name a document in the repository"


def document_path(written: str, folder: str, shown: str, key: str = "paths") -> str:
    """The path of a document, as the current folder sees it.

    Args:
        written: the path in the configuration, relative to its folder.
        folder: the folder of the configuration.
        shown: the name of the configuration, for errors.
        key: the key under which it stands.

    Raises:
        ConfigError: the path leaves the repository, or can be no document's.
    """
    reason = _refusal(written, folder)
    if reason:
        raise ConfigError(f"{key}: {written!r} {reason}", path=shown, hint=_HINT)
    return os.path.relpath(os.path.join(folder, written))


def _refusal(written: str, folder: str) -> str:
    """Why the path is none, "" where it is fine."""
    parts = PureWindowsPath(written).parts  # it takes both kinds of slashes
    if not written.isprintable():
        return "is no file name"
    if written.startswith("-"):
        return "looks like an option"
    if os.path.isabs(written) or PureWindowsPath(written).anchor:
        return "is absolute"
    root = os.path.realpath(repository_of(folder))
    inside = os.path.normpath(os.path.join(os.path.realpath(folder), written))
    if not _is_within(inside, root):
        return "leaves the repository"
    if ".git" in (part.lower() for part in parts):
        return "is git's own"
    if not _is_within(os.path.realpath(inside), root):
        return "is a link out of the repository"
    return ""


def _is_within(path: str, root: str) -> bool:
    try:
        return os.path.commonpath((path, root)) == root
    except ValueError:  # two drives
        return False
