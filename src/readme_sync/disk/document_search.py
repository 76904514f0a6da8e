"""The Markdown files in a folder, and the files that match a pattern; what git ignores is left out."""

import os
import posixpath
import stat
from collections.abc import Iterable, Sequence

from readme_sync.errors import InputError
from readme_sync.store.listed_files import PresentFiles, Reaches, tree_of
from readme_sync.text.glob import Tree, glob, matches

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
    tree = _listed(folder, lambda inside: _is_ours(inside) and not _is_hidden(inside))
    names = (f"{inside}/{name}" if inside else name for inside, names in tree.items() for name in names)
    found = _documents(folder, (name for name in names if name.lower().endswith(_SUFFIXES)), exclude)
    if not found:
        raise InputError("holds no Markdown file", path=folder, hint="name a file, or another folder")
    return found


def documents_matching(pattern: str, exclude: Sequence[str] = ()) -> list[str]:
    """Return the files that match a pattern such as `docs/**/*.md`, sorted.

    Names that begin with a dot match only a pattern with such a dot.

    Raises:
        InputError: there is none, or the pattern is not valid.
    """
    wanted = glob(pattern.replace(os.sep, "/"))
    folder = wanted.folder or os.curdir
    files, _ = wanted.matching(_listed(folder, lambda inside: _is_ours(inside) and wanted.may_reach(inside)))
    found = _documents(folder, () if wanted.only_folders else files, exclude)
    if not found:
        raise InputError(f"no file matches {pattern!r}", hint="check the pattern")
    return found


def _documents(folder: str, names: Iterable[str], exclude: Sequence[str]) -> list[str]:
    """Return the paths of regular files; links are left out, since what they lead to has its own name."""
    paths = (name if folder == os.curdir else os.path.join(folder, name) for name in names)
    return sorted(path for path in paths if _is_regular(path) and not is_excluded(path, exclude))


def is_excluded(path: str, exclude: Sequence[str]) -> bool:
    """Return whether a pattern matches a path, a folder above it, or, where it is one name, any of the names."""
    if not exclude:
        return False
    names = os.path.abspath(path).replace(os.sep, "/").split("/")
    above = ["/".join(names[: end + 1]) for end in range(len(names))]
    return any(matches(place, pattern) for pattern in exclude for place in (above if "/" in pattern else names))


def _listed(folder: str, reaches: Reaches) -> Tree:
    """Return what git tracks or does not ignore below a folder; where it is in no repository, what it reaches."""
    from readme_sync.store.git import files_below  # noqa: PLC0415  with subprocess, a quarter of a check of one README

    known = files_below(folder)
    return PresentFiles(os.path.abspath(folder)).own("", reaches) if known is None else tree_of(known)


def _is_hidden(folder: str) -> bool:
    name = posixpath.basename(folder)
    return name.startswith(".") and name != _GITHUB


def _is_ours(folder: str) -> bool:
    return posixpath.basename(folder) not in _FOREIGN


def _is_regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False  # removed, but git still lists it
