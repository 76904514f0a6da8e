"""Which documents the action is about: files in the workspace, by their real paths, and nothing outside of it."""

import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import translate
from pathlib import PureWindowsPath

from readme_sync.errors import InputError, RequestError

_MOST = 500
_NAMES = ("readme.md", "readme.markdown")
_HINT = "correct the input paths"


def choose(paths: Sequence[str], configured: Sequence[str], workspace: str) -> list[str]:
    """The documents, each once, relative to the workspace, with `/`.

    Args:
        paths: paths and patterns of the input; where there are none, those that are configured, else the README.
        configured: paths of the configuration, relative to the workspace.
        workspace: an absolute path without links.

    Raises:
        RequestError: a path leaves the workspace, or a pattern matches nothing.
        InputError: there is no README.
    """
    found: dict[str, None] = {}
    for written in paths or configured or [_readme(workspace)]:
        _refuse_strange(written)
        names = list(_matching(written, workspace)) if re.search(r"[*?\[]", written) else [written]
        if not names:
            raise RequestError(f"no file matches {written!r}", hint=_HINT)
        found.update(dict.fromkeys(_real(name, workspace) for name in names))
        if len(found) > _MOST:
            raise RequestError(f"more than {_MOST} documents", hint="name fewer in the input paths")
    return list(found)


def _readme(workspace: str) -> str:
    names = [name for name in sorted(os.listdir(workspace)) if name.lower() in _NAMES]  # noqa: PTH208
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


def _matching(pattern: str, workspace: str) -> Iterator[str]:
    """The files that match, sorted; links to folders are not followed, hidden ones match only by name."""
    wanted = [part for part in pattern.replace("\\", "/").split("/") if part not in {"", "."}]
    for folder, folders, files in os.walk(workspace):
        above = os.path.relpath(folder, workspace).replace(os.sep, "/").split("/")
        here = [] if above == ["."] else above
        folders[:] = sorted(name for name in folders if name != ".git" and _may_hold([*here, name], wanted))
        yield from ("/".join([*here, name]) for name in sorted(files) if _fits([*here, name], wanted))


def _may_hold(folder: list[str], wanted: list[str]) -> bool:
    """Whether a file in a folder may match: no pattern without `**` looks deeper than it is long."""
    if "**" in wanted:
        return all(not name.startswith(".") or name in wanted for name in folder)
    return len(folder) < len(wanted) and all(_is(name, part) for name, part in zip(folder, wanted, strict=False))


def _fits(names: list[str], wanted: list[str]) -> bool:
    """Whether a path matches a pattern, part by part; `**` is any number of folders."""
    states = {0}
    for name in names:
        following = set()
        for state in _with_none(states, wanted):
            if state < len(wanted) and wanted[state] == "**":
                following |= {state} if not name.startswith(".") else set()
            elif state < len(wanted) and _is(name, wanted[state]):
                following.add(state + 1)
        states = following
    return len(wanted) in states  # a pattern that ends in `**` names folders


def _with_none(states: set[int], wanted: list[str]) -> set[int]:
    """The states, and those behind a `**` that stands for no folder."""
    reached = set(states)
    for state in range(len(wanted)):
        if state in reached and wanted[state] == "**":
            reached.add(state + 1)
    return reached


def _is(name: str, part: str) -> bool:
    if name.startswith(".") and not part.startswith("."):
        return False
    return re.match(translate(part), name) is not None
