"""Which files and folders match a pattern; each folder is listed once, whatever the pattern."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from fnmatch import translate
from itertools import zip_longest

from readme_sync.errors import InputError
from readme_sync.text.regex import regex

MAX_HITS = 100_000
MAX_LOOKED_AT = 1_000_000
"""The limit of files and folders that are compared with one pattern."""

_MAX_PATTERN = 1_000
_MAX_PARTS = 100
_WILD = regex(r"[*?\[]")
_ANY_DEPTH = "**"


class _Part:
    """One part of a pattern, between two slashes."""

    def __init__(self, text: str) -> None:
        self.is_any_depth = text == _ANY_DEPTH
        self._matches = re.compile(translate(text)).match
        self._hidden = text.startswith(".")

    def fits(self, name: str) -> bool:
        """Return whether a file or a folder of this name matches; a hidden one only where the pattern has the dot."""
        if name.startswith(".") and not self._hidden:
            return False
        return self.is_any_depth or bool(self._matches(name))


def parts_of(pattern: str) -> tuple[str, list[str]]:
    """Return the fixed folder at the start of a pattern, and its other parts, from the first with a wild card on.

    Without a wild card, the last part is the other part.

    Raises:
        InputError: it is not a valid pattern.
    """
    if len(pattern) > _MAX_PATTERN or not pattern.strip("/"):
        raise InputError(f"{pattern[:80]!r} is not a pattern", hint="write one such as 'src/**/*.py'")
    only_folders = pattern.endswith("/")
    parts = [part for part in pattern.split("/") if part not in {"", "."}]
    first = next((place for place, part in enumerate(parts) if _WILD.search(part)), len(parts) - 1)
    if len(parts) > _MAX_PARTS:
        raise InputError(f"{pattern[:80]!r} has more than {_MAX_PARTS} parts", hint="shorten it")
    if ".." in parts[first:]:
        raise InputError(f"{pattern!r} goes up after a wild card", hint="write '..' at its start only")
    slashes = len(pattern) - len(pattern.lstrip("/"))
    fixed = "/" * slashes + "/".join(parts[:first])
    # Two `**` in a row mean the same as one.
    wild = [one for one, after in zip_longest(parts[first:], parts[first + 1 :]) if not one == after == _ANY_DEPTH]
    return fixed, wild + [""] * only_folders


class Walk:
    """Searches folders; a link is followed only where it stays inside, and never by `**`."""

    def __init__(self, is_inside: Callable[[str], bool]) -> None:
        self._is_inside = is_inside

    def matches(self, top: str, wild: Sequence[str], pattern: str) -> list[str]:
        """Return what matches in the folder `top`, as paths from there; nothing where there is no such folder.

        Raises:
            InputError: too many files match.
        """
        only_folders = wild[-1] == ""
        parts = [_Part(text) for text in wild if text]
        found: list[str] = []
        looked_at = 0
        todo = [(top, "", _opened({0}, parts))]
        while todo:
            folder, prefix, states = todo.pop()
            for entry in _listed(folder):
                looked_at += 1
                if looked_at > MAX_LOOKED_AT:
                    raise _too_many(pattern, "compares", MAX_LOOKED_AT)
                after, deeper = _step(states, parts, entry.name)
                if not after and not deeper:
                    continue
                is_folder = self._is_folder(entry)
                if is_folder is None:
                    continue
                if len(parts) in after and (is_folder or not only_folders):
                    found.append(prefix + entry.name)
                    if len(found) > MAX_HITS:
                        raise _too_many(pattern, "matches", MAX_HITS)
                goes_on = _opened(after if entry.is_symlink() else after | deeper, parts)
                if is_folder and goes_on:
                    todo.append((entry.path, f"{prefix}{entry.name}/", goes_on))
        return found

    def _is_folder(self, entry: "os.DirEntry[str]") -> bool | None:
        """Return whether an entry is a folder, None where it is neither that nor a file, or leads outside."""
        try:
            place = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
            if not self._is_inside(place):
                return None
            if entry.is_dir():
                return True
            return False if entry.is_file() else None
        except OSError:
            return None


def _listed(folder: str) -> Iterator["os.DirEntry[str]"]:
    """Yield the entries of a folder, nothing where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:
        return


def _opened(states: set[int], parts: Sequence[_Part]) -> set[int]:
    """Return the parts that may come next, with those after a `**`, which also matches no folder."""
    opened = {state for state in states if state < len(parts)}
    for state in sorted(opened):
        behind = state
        while behind < len(parts) - 1 and parts[behind].is_any_depth:
            behind += 1
            opened.add(behind)
    return opened


def _step(states: set[int], parts: Sequence[_Part], name: str) -> tuple[set[int], set[int]]:
    """Return the parts that come after this name, `len(parts)` for a match, and the `**` that continue below it."""
    fitting = {state for state in states if parts[state].fits(name)}
    deeper = {state for state in fitting if parts[state].is_any_depth}
    after = {state + 1 for state in fitting - deeper}
    if len(parts) - 1 in deeper:
        after.add(len(parts))
    return after, deeper


def _too_many(pattern: str, what: str, number: int) -> InputError:
    return InputError(f"{pattern!r} {what} more than {number:,} files", hint="write a narrower pattern")
