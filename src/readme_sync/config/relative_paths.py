"""Paths in a configuration. It may come with a pull request of anybody: none of them leaves the repository."""

import os
from pathlib import PureWindowsPath

from readme_sync.config.files import repository_of
from readme_sync.errors import ConfigError

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
