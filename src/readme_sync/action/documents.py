"""Which documents the action is about: files in the workspace, by their real paths, and nothing outside of it."""

import os
import re
from collections.abc import Sequence
from pathlib import PureWindowsPath

from readme_sync.errors import ConfigError, InputError, RequestError

_MOST = 500
_NAMES = ("readme.md", "readme.markdown")
_HINT = "correct the input paths"


def choose(paths: Sequence[str], configured: Sequence[str], workspace: str) -> list[str]:
    """The documents, each once, relative to the workspace, with `/`.

    Args:
        paths: paths and patterns of the input; where there are none, those that are configured, else the README.
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
    parts = PureWindowsPath(written).parts  # it takes both kinds of slashes
    if not written.isprintable() or written.startswith("-"):
        raise RequestError(f"{written[:80]!r} is no path", hint=_HINT)
    if os.path.isabs(written) or PureWindowsPath(written).anchor or ".." in parts:
        raise RequestError(f"{written[:80]!r} leaves the repository", hint=_HINT)
    if ".git" in (part.lower() for part in parts):
        raise RequestError(f"{written[:80]!r} is git's own", hint=_HINT)


def _real(name: str, workspace: str) -> str:
    """The path of the file itself, every link followed.

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
    """The files that match a pattern; links to folders are not followed, hidden ones match only by name.

    Raises:
        RequestError: there is none.
    """
    from readme_sync.config.patterns import expanded  # noqa: PLC0415  only where there is one

    try:
        return expanded(pattern, os.path.join(workspace, "workflow"))
    except ConfigError:
        raise RequestError(f"no file matches {pattern!r}", hint=_HINT) from None
