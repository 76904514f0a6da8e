"""Patterns for paths: `*`, `?` and `[ab]` within a name, `**` for any folders; wcmatch says what they match."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from readme_sync.errors import InputError
from readme_sync.text.regex import regex

MAX_HITS = 100_000
MAX_STEPS = 100_000_000
"""What comparing with a pattern may cost: its parts times the characters of all paths, times the folders of each path
for every `**` after the first."""

_MAX_PATTERN = 1_000
_MAX_PARTS = 100
_WILD = regex(r"[*?\[]")
_ANY_DEPTH = "**"


def is_pattern(path: str) -> bool:
    """Return whether a path has a wild card."""
    return _WILD.search(path) is not None


def escaped(path: str) -> str:
    """Return the pattern that matches only this path."""
    return _WILD.sub(lambda found: f"[{found[0]}]", path)


Tree = Mapping[str, Sequence[str]]
"""The names of the files in each folder, by its path; "" is the folder itself that all of them are in."""


class Glob(NamedTuple):
    """A pattern.

    Attributes:
        text: as written.
        folder: the fixed folder at its start, "" for none.
        parts: the other parts, from the first with a wild card on; without a wild card the last part.
        only_folders: whether it ends with a slash.
    """

    text: str
    folder: str
    parts: tuple[str, ...]
    only_folders: bool

    def matching(self, tree: Tree) -> tuple[list[str], list[str]]:
        """Return the files and the folders below the fixed folder that match.

        Raises:
            InputError: too many match, or comparing them would take too long.
        """
        # All names in one folder need the same parts in front of them, which are compared once.
        *head, last = self.parts
        heads = [tuple(head)]
        if last == _ANY_DEPTH:
            heads.append(self.parts)
            last = "*"
        if head and head[-1] == _ANY_DEPTH:
            heads.append(tuple(head[:-1]))
        right = {folder for parts in heads for folder in _fitting(list(tree), self.text, parts)}
        end = _WILD.split(last)[-1].rpartition("]")[2]
        is_plain = last == f"*{end}"  # most are, and then the end and the first character decide
        fits = _compiled((last,)).match
        files: list[str] = []
        for folder in tree:
            if folder in right:
                names = [
                    name for name in tree[folder] if name.endswith(end) and (name[0] != "." if is_plain else fits(name))
                ]
                files += [f"{folder}/{name}" for name in names] if folder else names
        split = [(folder, *folder.rpartition("/")) for folder in tree if folder]
        folders = [folder for folder, above, _, name in split if above in right and fits(name)]
        if len(files) + len(folders) > MAX_HITS:
            raise InputError(f"{self.text!r} matches more than {MAX_HITS:,} files", hint="write a narrower pattern")
        return files, folders

    def may_reach(self, folder: str) -> bool:
        """Return whether something in a folder below the fixed folder may match."""
        depth = folder.count("/") + 1
        parts = self.parts[:depth]
        if _ANY_DEPTH in parts:
            parts = parts[: parts.index(_ANY_DEPTH) + 1]
        elif len(self.parts) <= depth:
            return False
        # A hidden folder may have to be passed for a part that names one.
        hidden = any(part.startswith(".") for part in self.parts)
        return _compiled(parts, hidden=hidden).match(folder) is not None


@lru_cache(256)
def glob(pattern: str) -> Glob:
    """Return the pattern in a text.

    Raises:
        InputError: it is not a valid pattern.
    """
    if len(pattern) > _MAX_PATTERN or not pattern.strip("/"):
        raise InputError(f"{pattern[:80]!r} is not a pattern", hint="write one such as 'src/**/*.py'")
    parts = _parts(pattern)
    first = next((place for place, part in enumerate(parts) if _WILD.search(part)), len(parts) - 1)
    if len(parts) > _MAX_PARTS:
        raise InputError(f"{pattern[:80]!r} has more than {_MAX_PARTS} parts", hint="shorten it")
    if ".." in parts[first:]:
        raise InputError(f"{pattern!r} goes up after a wild card", hint="write '..' at its start only")
    slashes = len(pattern) - len(pattern.lstrip("/"))
    fixed = "/" * slashes + "/".join(parts[:first])
    return Glob(pattern, fixed, parts[first:], pattern.endswith("/"))


def matches(path: str, pattern: str) -> bool:
    """Return whether a path matches a pattern, hidden names too; both are absolute, or seen from one folder.

    Raises:
        InputError: comparing them would take too long.
    """
    return bool(_fitting(["/".join(_parts(path))], pattern, _parts(pattern), hidden=True))


def _parts(path: str) -> tuple[str, ...]:
    """Return the names in a path or a pattern; two `**` in a row mean the same as one."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    return tuple(one for one, after in zip_longest(parts, parts[1:]) if not one == after == _ANY_DEPTH)


def _fitting(paths: Sequence[str], text: str, parts: tuple[str, ...], *, hidden: bool = False) -> list[str]:
    """Return the paths that match.

    Raises:
        InputError: comparing them would take too long.
    """
    if not parts:
        return [path for path in paths if not path]
    more = parts.count(_ANY_DEPTH) - 1
    if more > 0 and len(parts) * sum(len(path) * path.count("/") ** more for path in paths) > MAX_STEPS:
        raise InputError(f"{text[:80]!r} takes too long to compare", hint="write a pattern with fewer '**'")
    match = _compiled(parts, hidden=hidden).match
    return [path for path in paths if match(path)]


@lru_cache(256)
def _compiled(parts: tuple[str, ...], *, hidden: bool = False) -> re.Pattern[str]:
    """Return a pattern for whole paths; within a name it does not backtrack."""
    from wcmatch import glob as wcmatch  # noqa: PLC0415  most documents ask for no pattern

    flags = wcmatch.GLOBSTAR | wcmatch.CASE | wcmatch.FORCEUNIX | (wcmatch.DOTGLOB if hidden else 0)
    # A backslash is a character of a name.
    [source], _ = wcmatch.translate("/".join(parts).replace("\\", "\\\\"), flags=flags)
    return re.compile(source)
