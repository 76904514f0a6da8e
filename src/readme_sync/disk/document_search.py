"""The Markdown files in a folder, and the files that match a pattern; what git ignores is left out."""

import os
import stat
from collections.abc import Iterator, Sequence

from readme_sync.errors import InputError
from readme_sync.text.glob import is_pattern, matches

_SUFFIXES = (".md", ".markdown")
_GITHUB = ".github"
_FOREIGN = {"node_modules", "__pycache__", "site-packages"}
"""Folders of other people's files, where there is no git to say so."""


def documents_in(folder: str, exclude: Sequence[str] = ()) -> list[str]:
    """Return the Markdown files below a folder, sorted.

    Args:
        folder: the folder, as the user named it; the paths begin with it.
        exclude: patterns of files and folders to leave out: names, or whole paths.

    Raises:
        InputError: there is none.
    """
    found = [path for path in _files(folder) if path.lower().endswith(_SUFFIXES) and not is_excluded(path, exclude)]
    if not found:
        raise InputError("holds no Markdown file", path=folder, hint="name a file, or another folder")
    return found


def documents_matching(pattern: str, exclude: Sequence[str] = ()) -> list[str]:
    """Return the files that match a pattern such as `docs/**/*.md`, sorted.

    Names that begin with a dot match only a pattern with such a dot.

    Raises:
        InputError: there is none.
    """
    parts = pattern.replace(os.sep, "/").split("/")
    fixed = next(index for index, part in enumerate(parts) if is_pattern(part))
    folder = "/".join(parts[:fixed]) or ("/" if pattern.startswith("/") else os.curdir)
    hidden = any(part.startswith(".") for part in parts[fixed:])
    found = [
        path
        for path in _files(folder)
        if matches(os.path.abspath(path), os.path.abspath(pattern))
        and (hidden or not _is_hidden(os.path.relpath(path, folder)))
        and not is_excluded(path, exclude)
    ]
    if not found:
        raise InputError(f"no file matches {pattern!r}", hint="check the pattern")
    return found


def is_excluded(path: str, exclude: Sequence[str]) -> bool:
    """Return whether a pattern matches a path, a folder above it, or, where it is one name, any of the names."""
    if not exclude:
        return False
    names = os.path.abspath(path).replace(os.sep, "/").split("/")
    above = ["/".join(names[: end + 1]) for end in range(len(names))]
    return any(matches(place, pattern) for pattern in exclude for place in (above if "/" in pattern else names))


def _is_hidden(path: str) -> bool:
    return any(name.startswith(".") for name in path.split(os.sep))


def _files(folder: str) -> list[str]:
    """Return the regular files below a folder, sorted; links are left out, since what they lead to has its own name."""
    from readme_sync.store.git import files_below  # noqa: PLC0415  with subprocess, a quarter of a check of one README

    known = files_below(folder)
    inside = _walked(folder) if known is None else known
    paths = (name if folder == os.curdir else os.path.join(folder, name) for name in inside)
    return sorted(path for path in paths if _is_regular(path))


def _walked(folder: str) -> Iterator[str]:
    """Yield the files below a folder that is in no repository, as paths from there."""
    for above, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name == _GITHUB or not (name.startswith(".") or name in _FOREIGN)]
        yield from (os.path.relpath(os.path.join(above, name), folder) for name in files)


def _is_regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False  # removed, but git still lists it
