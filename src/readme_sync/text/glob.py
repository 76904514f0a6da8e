"""Patterns for paths: `*`, `?` and `[ab]` within a name, `**` for any folders; wcmatch says what they match."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class ListedNames:
    """The names of the files in a folder: places in the text in which git lists them, cut where they are asked for.

    Attributes:
        places: from where to where entries of this folder stand in a row.
    """

    def __init__(self, listing: str, start: int, hidden: str) -> None:
        """Begin without a name.

        Args:
            listing: all entries, each ended by NUL.
            start: where the name begins in each entry of this folder.
            hidden: what stands before a name, with the dot of a hidden one.
        """
        self._listing, self._start, self._hidden = listing, start, hidden
        self.places: list[tuple[int, int]] = []

    def __iter__(self) -> Iterator[str]:
        parts = (self._listing[start : end - 1] for start, end in self.places)
        return iter([entry[self._start :] for part in parts for entry in part.split("\0")])

    def ending(self, end: str) -> int:
        """Return how many end so and are not hidden."""
        if "\t" in end or any(self._listing.find(self._hidden, *place) >= 0 for place in self.places):
            return sum(name.endswith(end) and name[0] != "." for name in self)
        return sum(self._listing.count(f"{end}\0", *place) for place in self.places)

    def fitting(self, expression: str) -> int:
        """Return how many match an expression for names."""
        if "/" in self._hidden:
            found = re.compile(rf"/{expression}\0").findall
            return sum(len(found(self._listing, *place)) for place in self.places)
        return sum(map(bool, map(re.compile(rf"{expression}\Z").match, self)))


Tree = Mapping[str, Iterable[str]]
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
        right, folders, last = self._folders(tree)
        files: list[str] = []
        for folder in right:
            names = last.among(tree[folder])
            files += [f"{folder}/{name}" for name in names] if folder else names
        self._refuse_many(len(files) + len(folders))
        return files, folders

    def count(self, tree: Tree) -> int:
        """Return how many files and folders match.

        Raises:
            InputError: too many match, or comparing them would take too long.
        """
        right, folders, last = self._folders(tree)
        found = len(folders) + (0 if self.only_folders else sum(last.count(tree[folder]) for folder in right))
        self._refuse_many(found)
        return found

    def _folders(self, tree: Tree) -> tuple[list[str], list[str], "_Last"]:
        """Return the folders in which files may match, those that match themselves, and what names have to be."""
        # All names in one folder need the same parts in front of them, which are compared once.
        *head, last = self.parts
        heads = [tuple(head)]
        if last == _ANY_DEPTH:
            heads.append(self.parts)
            last = "*"
        if head and head[-1] == _ANY_DEPTH:
            heads.append(tuple(head[:-1]))
        right = {folder for parts in heads for folder in _fitting(list(tree), self.text, parts)}
        wanted = _last(last)
        split = [(folder, *folder.rpartition("/")) for folder in tree if folder]
        fitting = set(wanted.among([name for _, above, _, name in split if above in right]))
        folders = [folder for folder, above, _, name in split if above in right and name in fitting]
        return [folder for folder in tree if folder in right], folders, wanted

    def _refuse_many(self, found: int) -> None:
        if found > MAX_HITS:
            raise InputError(f"{self.text!r} matches more than {MAX_HITS:,} files", hint="write a narrower pattern")

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


class _Last(NamedTuple):
    """The last part of a pattern.

    Attributes:
        text: as written.
        end: what a name ends with.
        is_plain: whether only that and the first character decide, as for most.
    """

    text: str
    end: str
    is_plain: bool

    def among(self, names: Iterable[str]) -> list[str]:
        """Return the names that match."""
        end = self.end
        if self.is_plain:
            return [name for name in names if name.endswith(end) and name[0] != "."]
        ending = [name for name in names if name.endswith(end)]
        return list(filter(_compiled((self.text,)).match, ending)) if ending else []

    def count(self, names: Iterable[str]) -> int:
        """Return how many names match."""
        if not isinstance(names, ListedNames):
            return len(self.among(names))
        if self.is_plain:
            return names.ending(self.end)
        is_simple = _SIMPLE.fullmatch(self.text)
        return names.fitting(_translated([self.text], ".")) if is_simple else len(self.among(names))


def _last(part: str) -> _Last:
    end = _WILD.split(part)[-1].rpartition("]")[2]
    return _Last(part, end, part == f"*{end}")


@lru_cache(256)
def glob(pattern: str) -> Glob:
    """Return the pattern in a text.

    Raises:
        InputError: it is not a valid pattern.
    """
    parts = _parts(pattern) if len(pattern) <= _MAX_PATTERN else ()
    if not parts:
        raise InputError(f"{pattern[:80]!r} is not a pattern", hint="write one such as 'src/**/*.py'")
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
    if parts.count(_ANY_DEPTH) <= 1 and all(part == _ANY_DEPTH or _SIMPLE.fullmatch(part) for part in parts):
        return re.compile(rf"{_translated(parts, '' if hidden else '.')}\Z")
    from wcmatch import glob as wcmatch  # noqa: PLC0415  most documents ask for no pattern

    flags = wcmatch.GLOBSTAR | wcmatch.CASE | wcmatch.FORCEUNIX | (wcmatch.DOTGLOB if hidden else 0)
    # A backslash is a character of a name.
    [source], _ = wcmatch.translate("/".join(parts).replace("\\", "\\\\"), flags=flags)
    return re.compile(source)


_CLASS = r"\[(?:0-[0-9]|[1-9]-9|a-[a-z]|[b-z]-z|A-[A-Z]|[B-Z]-Z|[A-Za-z0-9])+\]"
_SIMPLE = regex(rf"(?:[^*\[]|{_CLASS})*+(?:\*(?:[^*\[]|{_CLASS})*+)?")
"""A part that needs no library, whose import takes as long as git's listing of 20,000 files."""
_WRITTEN = regex(rf"{_CLASS}|.", re.DOTALL)
_AS = {"*": r"[^/\0]*", "?": r"[^/\0]"}


def _translated(parts: Sequence[str], hidden: str) -> str:
    """Return the expression for simple parts; a name that begins with one of some signs is met only by itself."""
    any_name = rf"[^/\0{hidden}][^/\0]*"
    written = ""
    for number, part in enumerate(parts, 1):
        is_last = number == len(parts)
        if part == _ANY_DEPTH:
            written += f"(?:{any_name}/)*" + (f"(?:{any_name})?" if is_last else "")
            continue
        signs = (found[0] for found in _WRITTEN.finditer(part))
        text = "".join(_AS.get(sign) or (sign if len(sign) > 1 else re.escape(sign)) for sign in signs)
        written += (rf"(?=[^/\0{hidden}])" if part[0] in "*?" else "") + text + ("" if is_last else "/")
    return written
