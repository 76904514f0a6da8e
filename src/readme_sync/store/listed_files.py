"""Which files count: those that git tracks, as its index says; without a repository, those that are there."""

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum

from readme_sync.errors import InputError
from readme_sync.model.outside import PathKind
from readme_sync.text.glob import ListedNames, Tree

MAX_FILES = 1_000_000
"""The limit of files and folders that are listed."""

REPOSITORY = ".git"
REGULAR = frozenset({"100644", "100755"})
"""The modes of regular files; all others are links, folders, submodules."""
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
        text = index.decode("utf-8", "surrogateescape")
        # `H 100644 <hash> 0<tab><path>`: all of one length up to the path, as all hashes are.
        start = text.find("\t") + 1
        if len(text) > start * MAX_FILES and text.count("\0") > MAX_FILES:
            raise _too_many("the repository tracks")
        self.special: dict[str, Special] = {}
        self._submodules: list[str] = []
        self._tree: dict[str, Iterable[str]] = {**_tree_in(text, start)}
        if not self._tree:
            entries = text.split("\0")[:-1]
            self.special = {entry[start:]: special for entry in entries if (special := _special(entry))}
            self._submodules = [path for path, special in self.special.items() if special is Special.SUBMODULE]
            tree = tree_of(entries, start)
            for path in self._submodules:  # they are folders
                folder, _, name = path.rpartition("/")
                tree[folder].remove(name)
                tree.setdefault(path, [])
            # A file in a conflict has up to three entries.
            self._tree |= {folder: list(dict.fromkeys(names)) for folder, names in tree.items()}
        self._folders = sorted(self._tree)
        self._is_sparse = Special.LEFT_OUT in self.special.values()
        self._inner: dict[str, TrackedFiles] = {}

    def left_out(self, path: str) -> PathKind | None:
        """Return what a sparse checkout leaves out at a path, None for nothing."""
        if not self._is_sparse:
            return None
        folder, _, name = path.rpartition("/")
        is_file = name in self._tree.get(folder, ())
        return PathKind.FILE if is_file else PathKind.FOLDER if path in self._tree else None

    def own(self, folder: str, reaches: Reaches) -> Tree:  # noqa: ARG002  as for files that are there
        """Return what is in a folder and deeper, seen from that folder, without what is in submodules."""
        if not folder:
            return self._tree
        prefix = f"{folder}/"
        first, end = (bisect_left(self._folders, one) for one in (prefix, prefix + _LAST))
        tree = {path[len(prefix) :]: self._tree[path] for path in self._folders[first:end]}
        return {"": self._tree.get(folder, ()), **tree}

    def below(self, folder: str, reaches: Reaches) -> Tree:
        """Return what is in a folder and deeper, seen from that folder.

        Raises:
            InputError: a submodule is reached that is not checked out.
        """
        prefix = f"{folder}/" if folder else ""
        tree = self.own(folder, reaches)
        for one in self._submodules:
            if prefix.startswith(f"{one}/"):
                return self._of_submodule(one).below(folder[len(one) + 1 :], reaches)
            inner = one[len(prefix) :]
            if one.startswith(prefix) and reaches(inner):
                more = self._of_submodule(one).below("", _moved(reaches, inner))
                tree = {**tree, **{f"{inner}/{path}" if path else inner: names for path, names in more.items()}}
        return tree

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


def _tree_in(listing: str, start: int) -> dict[str, ListedNames]:
    """Return the names in each folder of a listing whose paths begin at `start`; one step for those in a row.

    None where an entry is not simply a file. A step for each entry would take several times as long as git does.
    """
    before = f"H 100.{{{start - 5}}}"
    rows = re.compile(rf"{before}([^\0]*/|)[^\0]++\0(?:{before}\1[^/\0]++\0)*+", re.DOTALL)
    tree, end = {"": ListedNames(listing, start, "\t.")}, 0
    for row in rows.finditer(listing):
        folder = above = row[1][:-1]
        while above not in tree:
            tree[above] = ListedNames(listing, start + len(above) + 1, f"\t{above}/.")
            above = above.rpartition("/")[0]
        if row.start() != end:
            return {}
        end = row.end()
        tree[folder].places.append(row.span())
    return tree if end == len(listing) else {}


def tree_of(entries: Sequence[str], start: int = 0) -> dict[str, list[str]]:
    """Return the names in each folder, "" for the top, of paths that begin at `start`, those of one folder in a row."""
    tree: dict[str, list[str]] = {"": []}
    last, names = "", tree[""]
    for entry in entries:
        end = entry.rfind("/")
        folder = entry[start:end] if end > start else ""
        if folder != last:
            last, above = folder, folder
            while above not in tree:
                tree[above] = []
                above = above.rpartition("/")[0]
            names = tree[folder]
        names.append(entry[max(start, end + 1) :])
    return tree


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

    def own(self, folder: str, reaches: Reaches) -> Tree:
        """Return the files and links in a folder and deeper, seen from that folder.

        Raises:
            InputError: it has too many files.
        """
        tree: dict[str, list[str]] = {"": []}
        todo, count = [""], 0
        while todo:
            above = todo.pop()
            for entry in _entries(os.path.join(self._top, folder, above)):
                count += 1
                path = f"{above}/{entry.name}" if above else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name.lower() != REPOSITORY:
                        tree[path] = []
                        todo += [path] * reaches(path)
                elif entry.is_symlink():
                    tree[above].append(entry.name)
                    self.special[f"{folder}/{path}" if folder else path] = Special.LINK
                elif entry.is_file():
                    tree[above].append(entry.name)
            if count > MAX_FILES:
                raise _too_many("this folder has")
        return tree

    below = own
    """There are no submodules."""


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
