"""Paths in a configuration, which may come with anybody's pull request: none of them leaves the repository."""

import ntpath
import os

from readme_sync.config.files import repository_of
from readme_sync.errors import ConfigError

_HINT = "name a document in the repository"


def document_path(written: str, folder: str, shown: str, key: str = "paths") -> str:
    """Return the path of a document, as seen from the current folder.

    Args:
        written: the path in the configuration, relative to its folder.
        folder: the folder of the configuration.
        shown: the name of the configuration, for errors.
        key: the key of the path, for errors.

    Raises:
        ConfigError: the path leaves the repository, or cannot be that of a document.
    """
    reason = _refusal(written, folder)
    if reason:
        raise ConfigError(f"{key}: {written!r} {reason}", path=shown, hint=_HINT)
    return os.path.relpath(os.path.join(folder, written))


def is_absolute(path: str) -> bool:
    """Return whether a path starts at a root or a drive, on Windows or elsewhere."""
    return path.startswith(("/", "\\")) or bool(ntpath.splitdrive(path)[0])


def path_parts(path: str) -> list[str]:
    """Return the names in a path, cut at both kinds of slashes."""
    return path.replace("\\", "/").split("/")


def is_in_git_folder(path: str) -> bool:
    """Return whether a path leads into `.git`, in any capitals."""
    return ".git" in (part.lower() for part in path_parts(path))


def _refusal(written: str, folder: str) -> str:
    """Return why a path is refused, "" where it is fine."""
    if not written.isprintable():
        return "is not a file name"
    if written.startswith("-"):
        return "looks like an option"
    if is_absolute(written):
        return "is absolute"
    root = os.path.realpath(repository_of(folder))
    inside = os.path.normpath(os.path.join(os.path.realpath(folder), written))
    if not _is_within(inside, root):
        return "leaves the repository"
    if is_in_git_folder(written):
        return "belongs to git"
    if not _is_within(os.path.realpath(inside), root):
        return "is a link out of the repository"
    return ""


def _is_within(path: str, root: str) -> bool:
    try:
        return os.path.commonpath((path, root)) == root
    except ValueError:  # two drives
        return False
