"""Where the configuration is, where in it a key stands, and which documents it names; parses no file."""

import ntpath
import os
import re
import stat
from collections.abc import Iterator, Sequence
from itertools import pairwise

from readme_sync.errors import ConfigError

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


def refuse_foreign(path: str) -> None:
    """Refuse a configuration that was found, but is a link out of its repository; its text is not read.

    Raises:
        ConfigError: it is one.
    """
    if os.path.islink(path):
        root = os.path.realpath(repository_of(os.path.dirname(path)))
        if not _is_within(os.path.realpath(path), root):
            hint = "replace it by a file, or name it with --config"
            raise ConfigError("is a link out of the repository", path=os.path.relpath(path), hint=hint)


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


# A configuration may come with anybody's pull request: none of its paths leaves the repository.

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
    return "is absolute" if is_absolute(written) else _departure(written, folder)


def _departure(written: str, folder: str) -> str:
    """Return how a relative path leaves the documents of a repository, "" where it does not."""
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


def excluded(pattern: str, folder: str = os.curdir) -> str:
    """Return a pattern of files to leave out: a name as it is, one with a slash as a whole path."""
    pattern = pattern.rstrip("/")
    return os.path.abspath(os.path.join(folder, pattern)).replace(os.sep, "/") if "/" in pattern else pattern


def found_path(inside: str, folder: str, shown: str) -> str:
    """Return the path of a document that a pattern found; its name may be strange, as it is only a name.

    Raises:
        ConfigError: the path leaves the repository.
    """
    reason = _departure(inside, folder)
    if reason:
        raise ConfigError(f"paths: {inside!r} {reason}", path=shown, hint=_HINT)
    return os.path.relpath(os.path.join(folder, inside))


def line_of(text: str, location: Sequence[int | str]) -> int | None:
    """Return the line of a key in a TOML text, otherwise of the table it is in; None where several lines may be it.

    Args:
        text: the configuration.
        location: the names of tables and the key, each list followed by an index.
    """
    lines = text.splitlines()
    first, end = 0, len(lines)
    for name, index in pairwise(location):
        header = re.compile(rf"\s*\[\[(?:tool\.readme-sync\.)?{re.escape(str(name))}\]\]")
        starts = [at for at, line in enumerate(lines) if header.match(line)]
        if isinstance(index, int) and index < len(starts):
            first, end = starts[index], [*starts, len(lines)][index + 1]
    for name in reversed([part for part in location if isinstance(part, str)]):
        key = re.compile(rf"(?:^|[\s\[{{,.\"']){re.escape(name)}[\"']?\s*[=\].]")
        found = [at for at in range(first, end) if key.search(lines[at])]
        if len(found) == 1:
            return found[0] + 1
    return first + 1 if first else None
