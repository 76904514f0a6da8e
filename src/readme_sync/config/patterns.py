"""Patterns of paths: `*`, `?` and `[ab]` within a name, `**` for any folders. Time is linear in the path's length."""

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from readme_sync.config.relative_paths import document_path
from readme_sync.errors import ConfigError

_WILD = "*?["
_ANY = "**"


def matches(path: str, pattern: str) -> bool:
    """Return whether a path matches a pattern; both absolute, or both relative to one folder."""
    return _match(_names(path), _names(pattern))


def expanded(path: str, origin: str) -> list[str]:
    """Return the files that match a path of a configuration, sorted; the path itself where it is not a pattern.

    Names that begin with a dot match only a pattern with such a dot.

    Raises:
        ConfigError: a pattern matches nothing, or a file outside the repository.
    """
    if not any(character in path for character in _WILD) or os.path.lexists(path):
        return [path]
    names = _names(path)
    fixed = next(index for index, name in enumerate(names) if any(character in name for character in _WILD))
    folder = "/".join(names[:fixed]) or ("/" if path.startswith("/") else os.curdir)
    found = [os.path.join(folder, *inside) for inside in _files(folder, names[fixed:], ())]
    if not found:
        shown = path.replace(os.sep, "/")
        raise ConfigError(f"paths: {shown!r} matches no file", path=origin or None, hint="correct the pattern")
    home = os.path.dirname(os.path.abspath(origin))
    return sorted(document_path(os.path.relpath(file, home), home, origin) for file in found)


def _files(folder: str, pattern: Sequence[str], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the files below a folder that match, as names from there; links to folders are not followed."""
    try:
        with os.scandir(os.path.join(folder, *above)) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in inside:
        names = (*above, entry.name)
        if entry.name.startswith(".") and not any(name.startswith(".") for name in pattern):
            continue
        if entry.is_dir(follow_symlinks=False):
            if _ANY in pattern or len(names) < len(pattern):
                yield from _files(folder, pattern, names)
        elif _match(names, pattern) and entry.is_file():
            yield names


def _match(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Return whether names match the parts of a pattern, one to one except for `**`."""
    # reached[i]: the names so far match the first i parts.
    reached = [True] + [False] * len(pattern)
    _pass_any(reached, pattern)
    for name in names:
        step = [False] * len(reached)
        for index, part in enumerate(pattern):
            if part == _ANY:
                step[index] = step[index] or reached[index]
            elif reached[index] and fnmatchcase(name, part):
                step[index + 1] = True
        reached = step
        _pass_any(reached, pattern)
    return reached[-1]


def _pass_any(reached: list[bool], pattern: Sequence[str]) -> None:
    """Let `**` match no folder, too."""
    for index, part in enumerate(pattern):
        if part == _ANY and reached[index]:
            reached[index + 1] = True


def _names(path: str) -> list[str]:
    return [name for name in path.replace(os.sep, "/").split("/") if name not in {"", os.curdir}]
