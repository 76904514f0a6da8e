"""Where the configuration is: in a folder or above it, up to the root of the repository. Parses no file."""

import os
import stat
from collections.abc import Iterator

OWN = ".readme-sync.toml"
PROJECT = "pyproject.toml"
_REPOSITORY = ".git"
_NAME = b"readme-sync"
_SEARCHED = 16_000_000
"""How many bytes of a pyproject.toml are searched for our name."""


def candidates(folder: str) -> Iterator[str]:
    """Yield the files that may hold the configuration for documents in a folder.

    The nearest comes first; in one folder our own file comes before pyproject.toml.
    """
    for above in _upwards(folder):
        own, project = os.path.join(above, OWN), os.path.join(above, PROJECT)
        if os.path.lexists(own):
            yield own
        if os.path.lexists(project) and _names_us(project):
            yield project


def repository_of(folder: str) -> str:
    """Return the top folder of a folder's repository, the folder itself without one."""
    *_, last = _upwards(folder)
    return last if is_repository(last) else folder


def _upwards(folder: str) -> Iterator[str]:
    """Yield the folder and those above it, up to the top of the repository, otherwise of the file system."""
    here = os.path.abspath(folder)
    while True:
        yield here
        above = os.path.dirname(here)
        if above == here or is_repository(here):
            return
        here = above


def is_repository(folder: str) -> bool:
    """Return whether a folder is the top of a repository, or of a worktree."""
    return os.path.lexists(os.path.join(folder, _REPOSITORY))


def _names_us(path: str) -> bool:
    """Return whether a file may contain our name; an unreadable file may."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return True
        with open(path, "rb") as file:
            return _NAME in file.read(_SEARCHED)
    except (OSError, ValueError):
        return True
