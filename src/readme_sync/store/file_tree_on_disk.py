"""The files around a document on disk that facts and rules may read: never outside its repository."""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from fnmatch import translate
from functools import cache
from itertools import zip_longest

from readme_sync.errors import InputError
from readme_sync.model.outside import PathKind
from readme_sync.store.read_files import FLAGS, read_all
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

    def __init__(self, is_inside: Callable[[str], bool], absent: Collection[str] = ()) -> None:
        """Search where `is_inside` allows it; `absent` are folders whose files are not there, so nothing is said."""
        self._is_inside = is_inside
        self._absent = absent

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
                if goes_on and entry.path in self._absent:
                    what = f"{pattern!r} reaches into the submodule {entry.name!r}, which is not checked out"
                    raise InputError(what, hint="run git submodule update --init")
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


_MOST_OF_GIT = 1_000_000  # bytes of a configuration of git
_SPARSE = regex(r"(?im)^[ \t]*sparseCheckout[ \t]*=[ \t]*(?:true|yes|on|1)\b")
_SUBMODULE = regex(r"(?im)^[ \t]*path[ \t]*=[ \t]*([^\r\n]+)")
_POINTER = b"version https://git-lfs.github.com/spec/v1\n"

MAX_BYTES = 10_000_000
"""The limit for files that a document refers to (10 MB, decimal)."""

_REPOSITORY = ".git"
_IN_THE_REPOSITORY = "name a file in the document's repository"


class Folder:
    """The file tree around a document on disk; see `model.FileTree`.

    The repository is the nearest folder at or above the document with a `.git`, otherwise the folder of the document.
    Links are followed within it, and never out of it. Answers are cached, errors too.
    """

    def __init__(self, document: str | os.PathLike[str]) -> None:
        """Look around the document at that path, which need not exist."""
        self._folder = os.path.realpath(os.path.dirname(os.path.abspath(os.fspath(document))))
        root = root_of(self._folder)
        self.is_repository = root is not None
        self._root = root or self._folder
        directory = git_directory(os.path.join(self._root, _REPOSITORY)) if root else None
        self._is_sparse = bool(directory) and _is_sparse(str(directory))
        self._walk = Walk(self._is_inside, _absent_submodules(self._root) if root else frozenset())
        self._read: dict[str, bytes | InputError] = {}
        self._real = cache(os.path.realpath)
        """The real path of a folder; most questions are about a few folders."""
        self.kind = cache(self._kind)
        self.glob = cache(self._glob)

    def for_another(self) -> "Folder":
        """Return the file tree around another document in the same folder, with the same cache."""
        other = Folder.__new__(Folder)
        vars(other).update(vars(self), _read={})  # file contents are not kept for longer than one document
        return other

    def read(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            InputError: it is missing, outside the repository, not a regular file, too large, or cannot be read.
        """
        if path not in self._read:
            try:
                self._read[path] = self._bytes(path)
            except InputError as error:
                self._read[path] = error
        found = self._read[path]
        if isinstance(found, InputError):
            raise InputError(found.message, path=found.path, hint=found.hint)
        return found

    def _kind(self, path: str) -> PathKind:
        """Return what is at a path. A device or a FIFO counts as outside, as a document cannot refer to it."""
        place = self._place(path)
        if place is None:
            return PathKind.OUTSIDE
        try:
            mode = os.stat(place).st_mode
        except (OSError, ValueError):
            return PathKind.MISSING
        if stat.S_ISDIR(mode):
            return PathKind.FOLDER
        return PathKind.FILE if stat.S_ISREG(mode) and not path.endswith("/") else PathKind.OUTSIDE

    def _glob(self, pattern: str) -> tuple[str, ...]:
        """Return the files and folders that match a pattern, sorted, relative as the pattern is.

        Raises:
            InputError: the pattern leaves the repository, is not valid, or matches too many files.
        """
        fixed, wild = parts_of(pattern)
        top = self._place(fixed)
        if top is None:
            raise _outside(pattern)
        if self._is_sparse:
            hint = "check out all of it: git sparse-checkout disable"
            raise InputError(f"{pattern!r} may match files that this sparse checkout leaves out", hint=hint)
        prefix = f"{fixed}/" if fixed and not fixed.endswith("/") else fixed
        return tuple(sorted(prefix + found for found in self._walk.matches(top, wild, pattern)))

    def _bytes(self, path: str) -> bytes:
        place = self._place(path)
        if place is None:
            raise _outside(path)
        try:
            _refuse_unfit(os.stat(place), path)
            # Links were followed already: a link here is new.
            descriptor = os.open(place, os.O_RDONLY | FLAGS | getattr(os, "O_NOFOLLOW", 0))
            try:
                _refuse_unfit(os.fstat(descriptor), path)
                data = read_all(descriptor, MAX_BYTES + 1)
            finally:
                os.close(descriptor)
        except FileNotFoundError:
            raise InputError("does not exist", path=path, hint="check the path") from None
        except NotADirectoryError:
            raise InputError("does not exist", path=path, hint="check the path") from None
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}", path=path, hint="check the file") from None
        if len(data) > MAX_BYTES:
            raise _too_large(len(data), path)
        if data.startswith(_POINTER):
            hint = "run git lfs pull, or check out with lfs: true"
            raise InputError("is a pointer of Git LFS, not the file itself", path=path, hint=hint)
        return data

    def _place(self, path: str) -> str | None:
        """Return the real path of a path, None where that is outside."""
        if "\0" in path or path.startswith("//") or os.path.splitdrive(path)[0]:
            return None
        base = self._root if path.startswith("/") else self._folder
        written = os.path.normpath(os.path.join(base, *path.lstrip("/").split("/")))
        if not self._is_inside(written):
            return None
        folder, name = os.path.split(written)
        try:
            place = os.path.join(self._real(folder), name)
            if _is_link(place):
                place = os.path.realpath(place)
        except (OSError, ValueError):
            return None
        return place if self._is_inside(place) else None

    def _is_inside(self, place: str) -> bool:
        """Return whether an absolute path is in the repository, and not in `.git`."""
        if place == self._root:
            return True
        top = self._root if self._root.endswith(os.sep) else self._root + os.sep
        return place.startswith(top) and _REPOSITORY not in place[len(top) :].lower().split(os.sep)


def _is_link(place: str) -> bool:
    """Return whether a path is a link.

    Raises:
        ValueError: the path is not valid.
    """
    try:
        return stat.S_ISLNK(os.lstat(place).st_mode)
    except OSError:
        return False


def root_of(folder: str) -> str | None:
    """Return the nearest folder at or above a folder with a `.git`, None where there is none."""
    here = folder
    while not os.path.lexists(os.path.join(here, _REPOSITORY)):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here


def _refuse_unfit(status: os.stat_result, path: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise InputError("is a directory", path=path, hint="name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise InputError("is not a regular file", path=path, hint=_IN_THE_REPOSITORY)
    if status.st_size > MAX_BYTES:
        raise _too_large(status.st_size, path)


def _too_large(size: int, path: str) -> InputError:
    hint = f"files of at most {MAX_BYTES / 1e6:.0f} MB are read"
    return InputError(f"is too large ({size / 1e6:.1f} MB)", path=path, hint=hint)


def _outside(path: str) -> InputError:
    return InputError(f"{path!r} is outside the repository", hint=_IN_THE_REPOSITORY)


# Git's own files are read as texts; git is not run.


def git_directory(place: str) -> str | None:
    """Return the folder of the repository's configuration; `place` may be a file that names it, as in a worktree."""
    if os.path.isdir(place):
        return place
    said = git_text(place)
    if said is None or not said.startswith("gitdir:"):
        return None
    own = os.path.join(os.path.dirname(place), said.removeprefix("gitdir:").strip())
    common = git_text(os.path.join(own, "commondir"))
    return os.path.join(own, common.strip()) if common else own


def git_text(place: str) -> str | None:
    """Return the text of a regular file, None where there is none, or it is not one of git."""
    try:
        descriptor = os.open(place, os.O_RDONLY | FLAGS)
    except (OSError, ValueError):
        return None
    try:
        regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        data = read_all(descriptor, _MOST_OF_GIT + 1) if regular else b""
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return data.decode("utf-8", "replace") if regular and len(data) <= _MOST_OF_GIT else None


def _is_sparse(directory: str) -> bool:
    """Return whether the working tree of a git directory leaves files out."""
    if git_text(os.path.join(directory, "info", "sparse-checkout")) is None:
        return False
    texts = (git_text(os.path.join(directory, name)) or "" for name in ("config", "config.worktree"))
    return any(_SPARSE.search(text) for text in texts)


def _absent_submodules(root: str) -> frozenset[str]:
    """Return the folders of submodules that are not checked out."""
    text = git_text(os.path.join(root, ".gitmodules")) or ""
    folders = (os.path.join(root, *path.strip().strip('"').split("/")) for path in _SUBMODULE.findall(text))
    return frozenset(folder for folder in folders if not os.path.lexists(os.path.join(folder, _REPOSITORY)))
