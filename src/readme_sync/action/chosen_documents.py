"""Which documents the action is about: files in the workspace, by their real paths; none outside of it."""

import os
import re
from collections.abc import Sequence

from readme_sync.config.patterns import expanded
from readme_sync.config.relative_paths import is_absolute, is_in_git_folder, path_parts
from readme_sync.errors import ConfigError, InputError, RequestError

_MOST = 500
_NAMES = ("readme.md", "readme.markdown")
_HINT = "correct the input paths"


def choose_documents(paths: Sequence[str], configured: Sequence[str], workspace: str) -> list[str]:
    """Return the documents, each once, relative to the workspace, with `/`.

    Args:
        paths: paths and patterns of the input; by default those of the configuration, otherwise the README.
        configured: paths of the configuration, relative to the workspace.
        workspace: an absolute path without links, and the current folder.

    Raises:
        RequestError: a path leaves the workspace, or a pattern matches nothing.
        InputError: there is no README.
    """
    found: dict[str, None] = {}
    for written in paths or configured or [_readme(workspace)]:
        _refuse_strange(written)
        names = _matching(written, workspace) if re.search(r"[*?\[]", written) else [written]
        found.update(dict.fromkeys(_real(name, workspace) for name in names))
        if len(found) > _MOST:
            raise RequestError(f"more than {_MOST} documents", hint="name fewer in the input paths")
    return list(found)


def _readme(workspace: str) -> str:
    there = sorted(os.listdir(workspace))
    if not there:
        raise InputError("the workspace is empty", hint="run actions/checkout before this action")
    names = [name for name in there if name.lower() in _NAMES]
    if not names:
        raise InputError("there is no README.md at the top of the repository", hint="name documents in the input paths")
    return min(names, key=lambda name: _NAMES.index(name.lower()))


def _refuse_strange(written: str) -> None:
    if not written.isprintable() or written.startswith("-"):
        raise RequestError(f"{written[:80]!r} is not a path", hint=_HINT)
    if is_absolute(written) or ".." in path_parts(written):
        raise RequestError(f"{written[:80]!r} leaves the repository", hint=_HINT)
    if is_in_git_folder(written):
        raise RequestError(f"{written[:80]!r} belongs to git", hint=_HINT)


def _real(name: str, workspace: str) -> str:
    """Return the path of the file itself, every link followed.

    Raises:
        RequestError: a link leads out of the workspace, or into `.git`.
    """
    real = os.path.realpath(os.path.join(workspace, name))
    inside = os.path.relpath(real, workspace).replace(os.sep, "/")
    if inside == ".." or inside.startswith("../") or os.path.isabs(inside):
        raise RequestError(f"{name!r} is a link out of the repository", hint=_HINT)
    _refuse_strange(inside)
    return inside


def _matching(pattern: str, workspace: str) -> list[str]:
    """Return the files that match a pattern; links to folders are not followed, hidden files match only by name.

    Raises:
        RequestError: no file matches.
    """
    try:
        return expanded(pattern, os.path.join(workspace, "workflow"))
    except ConfigError:
        raise RequestError(f"no file matches {pattern!r}", hint=_HINT) from None
