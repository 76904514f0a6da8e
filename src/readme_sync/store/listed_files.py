"""Which files count: those that git tracks, as its index says; without a repository, those that are there."""

import os
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from readme_sync.errors import InputError
from readme_sync.model.outside import PathKind

MAX_FILES = 1_000_000
"""The limit of files and folders that are listed."""

REPOSITORY = ".git"
_SUBMODULE = "160000"
_LINK = "120000"
_LAST = "\U0010ffff"

Reaches = Callable[[str], bool]
"""Whether something in a folder may be wanted; the folder is named as seen from the one that is listed."""


class Special(Enum):
    """What an entry is that is not simply a file."""

    LINK = "link"
    LEFT_OUT = "left out"
    """Tracked, and left out by a sparse checkout."""
    SUBMODULE = "submodule"


class Listing(NamedTuple):
    """What is in a folder and deeper, as paths from there with `/`, sorted."""

    files: Sequence[str] = ()
    folders: Sequence[str] = ()


class TrackedFiles:
    """What the index of a repository lists, staged additions included; submodules are listed when they are needed.

    Attributes:
        special: the entries that are not simply files, by path from the top.
    """

    def __init__(self, top: str, index: bytes, list_index: Callable[[str], bytes | None]) -> None:
        """List the files of a repository.

        Args:
            top: its folder, an absolute path.
            index: what `git ls-files -z -t --stage` prints there.
            list_index: returns that of another folder, None where it is in no repository.

        Raises:
            InputError: there are too many.
        """
        self._top, self._list_index = top, list_index
        entries = index.decode("utf-8", "surrogateescape").split("\0")[:-1]
        if len(entries) > MAX_FILES:
            raise _too_many("the repository tracks")
        # `H 100644 <hash> 0<tab><path>`: all of one length up to the path, as all hashes are.
        start = entries[0].index("\t") + 1 if entries else 0
        unusual = [entry for entry in entries if not entry.startswith("H 100")]
        self.special = {entry[start:]: special for entry in unusual if (special := _special(entry))}
        self._submodules = [path for path, special in self.special.items() if special is Special.SUBMODULE]
        # A file in a conflict has up to three entries. Git sorts by bytes.
        files = dict.fromkeys([entry[start:] for entry in entries])
        for path in self._submodules:
            del files[path]
        self._files = sorted(files)
        self._folders = sorted({*_folders_above(self._files), *_folders_above(self._submodules), *self._submodules})
        self._is_sparse = Special.LEFT_OUT in self.special.values()
        self._inner: dict[str, TrackedFiles] = {}

    def left_out(self, path: str) -> PathKind | None:
        """Return what a sparse checkout leaves out at a path, None for nothing."""
        if not self._is_sparse:
            return None
        kinds = ((PathKind.FILE, self._files), (PathKind.FOLDER, self._folders))
        return next((kind for kind, names in kinds if path in names[(at := bisect_left(names, path)) : at + 1]), None)

    def own(self, folder: str, reaches: Reaches) -> Sequence[str]:  # noqa: ARG002  as for files that are there
        """Return the files in a folder that are not those of a submodule."""
        return _within(self._files, f"{folder}/" if folder else "")

    def below(self, folder: str, reaches: Reaches) -> Listing:
        """Return what is in a folder.

        Raises:
            InputError: a submodule is reached that is not checked out.
        """
        prefix = f"{folder}/" if folder else ""
        for one in self._submodules:
            if prefix.startswith(f"{one}/"):
                return self._of_submodule(one).below(folder[len(one) + 1 :], reaches)
        files, folders = _within(self._files, prefix), _within(self._folders, prefix)
        for one in self._submodules:
            inner = one[len(prefix) :]
            if one.startswith(prefix) and reaches(inner):
                more = self._of_submodule(one).below("", _moved(reaches, inner))
                files += [f"{inner}/{path}" for path in more.files]
                folders += [f"{inner}/{path}" for path in more.folders]
        return Listing(files, folders)

    def _of_submodule(self, path: str) -> "TrackedFiles":
        """Return what a submodule tracks.

        Raises:
            InputError: it is not checked out.
        """
        if path not in self._inner:
            top = os.path.join(self._top, *path.split("/"))
            is_there = not os.path.islink(top) and os.path.lexists(os.path.join(top, REPOSITORY))
            index = self._list_index(top) if is_there else None
            if index is None:
                hint = "run git submodule update --init"
                raise InputError(f"the submodule {path} is not checked out", hint=hint)
            inner = self._inner[path] = TrackedFiles(top, index, self._list_index)
            self.special |= {f"{path}/{name}": special for name, special in inner.special.items()}
        return self._inner[path]


def _special(entry: str) -> Special | None:
    """Return what a line of the index is that is not simply a file."""
    mode = entry[2:].partition(" ")[0]
    if mode == _SUBMODULE:
        return Special.SUBMODULE
    return Special.LEFT_OUT if entry.startswith("S") else Special.LINK if mode == _LINK else None


def _folders_above(paths: Sequence[str]) -> Iterator[str]:
    """Yield the folders of sorted paths, most of them once."""
    last = ""
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder != last:
            last = folder
            while folder:
                yield folder
                folder = folder.rpartition("/")[0]


def _within(names: list[str], prefix: str) -> list[str]:
    """Return what follows a prefix in those of the sorted names that begin with it."""
    if not prefix:
        return names.copy()
    first, end = (bisect_left(names, one) for one in (prefix, prefix + _LAST))
    return [name[len(prefix) :] for name in names[first:end]]


def _moved(reaches: Reaches, folder: str) -> Reaches:
    return lambda inner: reaches(f"{folder}/{inner}")


class PresentFiles:
    """What is in a folder that is in no repository; no link is followed.

    Attributes:
        special: the links that were seen, by path from the top.
    """

    def __init__(self, top: str) -> None:
        """List files in the folder `top`, an absolute path; nothing is listed yet."""
        self._top = top
        self.special: dict[str, Special] = {}

    def left_out(self, path: str) -> None:
        """Return None: whatever counts is there."""

    def own(self, folder: str, reaches: Reaches) -> Sequence[str]:
        """Return the files and links in a folder."""
        return self.below(folder, reaches).files

    def below(self, folder: str, reaches: Reaches) -> Listing:
        """Return what is in a folder.

        Raises:
            InputError: it has too many files.
        """
        files: list[str] = []
        folders: list[str] = []
        todo = [""]
        while todo:
            above = todo.pop()
            for entry in _entries(os.path.join(self._top, folder, above)):
                path = above + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name.lower() != REPOSITORY:
                        folders.append(path)
                        todo += [f"{path}/"] * reaches(path)
                elif entry.is_symlink():
                    files.append(path)
                    self.special[f"{folder}/{path}" if folder else path] = Special.LINK
                elif entry.is_file():
                    files.append(path)
            if len(files) + len(folders) > MAX_FILES:
                raise _too_many("this folder has")
        return Listing(files, folders)


def _entries(folder: str) -> Iterator["os.DirEntry[str]"]:
    """Yield the entries of a folder, nothing where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:
        return


def _too_many(what: str) -> InputError:
    return InputError(f"{what} more than {MAX_FILES:,} files", hint="write a narrower pattern")


def root_of(folder: str, mark: str = REPOSITORY) -> str | None:
    """Return the nearest folder at or above a folder with a `.git`, or another mark, None where there is none."""
    here = folder
    while not os.path.lexists(os.path.join(here, mark)):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here
