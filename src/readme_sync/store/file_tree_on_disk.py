"""The files around a document on disk that facts and rules may read: never outside its repository."""

import os
import stat
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from readme_sync.errors import InputError
from readme_sync.model.outside import PathKind
from readme_sync.store.listed_files import REPOSITORY, PresentFiles, Special, TrackedFiles, root_of
from readme_sync.store.read_files import FLAGS, read_all
from readme_sync.text.glob import Glob, Tree, glob

_POINTER = b"version https://git-lfs.github.com/spec/v1\n"

MAX_BYTES = 10_000_000
"""The limit for files that a document refers to (10 MB, decimal)."""

_CONFIGURATION = ".readme-sync.toml"
_IN_THE_REPOSITORY = "name a file in the document's repository"


Files = TrackedFiles | PresentFiles


class Folder:
    """The file tree around a document on disk; see `model.FileTree`.

    The repository is the nearest folder at or above the document with a `.git`, otherwise with a `.readme-sync.toml`,
    otherwise the folder of the document.
    Patterns find what git tracks, and outside of git what is there; a file that is named is read in either case. Links
    are followed within the repository where they are named, and never out of it. Answers are cached, errors too.
    """

    def __init__(
        self,
        document: str | os.PathLike[str],
        known: dict[str, Files] | None = None,
        updated: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """Look around a document.

        Args:
            document: its path; it need not exist.
            known: the repositories that were listed, by their tops.
            updated: by real path, what some files will hold.
        """
        self._folder = os.path.realpath(os.path.dirname(os.path.abspath(os.fspath(document))))
        root = root_of(self._folder)
        self.is_repository = root is not None
        self._root = root or root_of(self._folder, _CONFIGURATION) or self._folder
        self._known = {} if known is None else known
        self._updated = updated
        self._read: dict[str, bytes | InputError] = {}
        self._real = cache(os.path.realpath)
        """The real path of a folder; most questions are about a few folders."""
        self.kind = cache(self._kind)
        self.glob = cache(self._glob)
        self.count = cache(self._count)

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

    def from_top(self, path: str) -> str:
        """Return how the document names a path that is given from the top of its repository, or else of its folder."""
        top = self._root if self.is_repository else self._folder
        return os.path.relpath(os.path.join(top, path), self._folder).replace(os.sep, "/")

    @property
    def _files(self) -> Files:
        """What counts as a file, which is asked of git at the first question."""
        if self._root not in self._known:
            index = None
            if self.is_repository:
                from readme_sync.store.git import list_index  # noqa: PLC0415  subprocesses, for few documents

                index = list_index(self._root)
            self._known[self._root] = (
                PresentFiles(self._root) if index is None else TrackedFiles(self._root, index, list_index)
            )
        return self._known[self._root]

    def _kind(self, path: str) -> PathKind:
        """Return what is at a path. A device or a FIFO counts as outside, as a document cannot refer to it."""
        place = self._place(path)
        if place is None:
            return PathKind.OUTSIDE
        if place in self._updated:
            return PathKind.FILE
        try:
            mode = os.stat(place).st_mode
        except (OSError, ValueError):
            return self._files.left_out(self._inside(place)) or PathKind.MISSING
        if stat.S_ISDIR(mode):
            return PathKind.FOLDER
        return PathKind.FILE if stat.S_ISREG(mode) and not path.endswith("/") else PathKind.OUTSIDE

    def _glob(self, pattern: str) -> tuple[str, ...]:
        """Return the files and folders that match a pattern, sorted, relative as the pattern is.

        Raises:
            InputError: the pattern leaves the repository, is not valid, matches too many files, or some that git
                tracks are not checked out.
        """
        wanted, inside, tree = self._searched(pattern)
        prefix = f"{wanted.folder}/" if wanted.folder.strip("/") else wanted.folder
        files, folders = wanted.matching(tree)
        if self._files.special:
            files = [path for path in files if self._counts(path, wanted, inside, prefix)]
        elif wanted.only_folders:
            files = []
        return tuple(sorted([prefix + path for path in files + folders]))

    def _count(self, pattern: str) -> int:
        """Return how many files and folders match a pattern.

        Raises:
            InputError: as for `glob`.
        """
        wanted, _, tree = self._searched(pattern)
        return len(self.glob(pattern)) if self._files.special else wanted.count(tree)

    def _searched(self, pattern: str) -> tuple[Glob, str, Tree]:
        """Return a pattern, its fixed folder from the top of the repository, and what is in that.

        Raises:
            InputError: the pattern leaves the repository or is not valid, or a submodule is not checked out.
        """
        wanted = glob(pattern)
        top = self._place(wanted.folder)
        if top is None:
            raise _outside(pattern)
        inside = self._inside(top)
        try:
            return wanted, inside, self._files.below(inside, wanted.may_reach)
        except InputError as error:
            raise InputError(f"cannot count {pattern!r}: {error.message}", hint=error.hint) from None

    def _counts(self, path: str, wanted: Glob, inside: str, prefix: str) -> bool:
        """Return whether a file that matches counts, which may be a link.

        Raises:
            InputError: a sparse checkout leaves it out.
        """
        special = self._files.special.get(f"{inside}/{path}" if inside else path)
        if special is Special.LEFT_OUT:
            what = f"{prefix}{path} is not checked out (sparse checkout)"
            raise InputError(f"cannot count {wanted.text!r}: {what}", hint="run git sparse-checkout disable")
        if special is Special.LINK:
            kinds = {PathKind.FOLDER} if wanted.only_folders else {PathKind.FOLDER, PathKind.FILE}
            return self.kind(prefix + path) in kinds
        return not wanted.only_folders

    def documents(self, pattern: str) -> list[str]:
        """Return the files of this repository that match a pattern and are there, sorted, relative as the pattern is.

        Raises:
            InputError: the pattern leaves the repository, is not valid, or matches too many files.
        """
        wanted = glob(pattern)
        top = self._place(wanted.folder)
        if top is None:
            raise _outside(pattern)
        found, _ = wanted.matching(self._files.own(self._inside(top), wanted.may_reach))
        prefix = f"{wanted.folder}/" if wanted.folder else ""
        return sorted(prefix + path for path in found if os.path.isfile(os.path.join(top, path)))

    def _inside(self, place: str) -> str:
        """Return the path of a place from the top of the repository, with `/`; "" for the top itself."""
        return "" if place == self._root else os.path.relpath(place, self._root).replace(os.sep, "/")

    def _bytes(self, path: str) -> bytes:
        place = self._place(path)
        if place is None:
            raise _outside(path)
        if place in self._updated:
            return self._updated[place]
        try:
            _refuse_unfit(os.stat(place), path)
            # Links were followed already: a link here is new.
            descriptor = os.open(place, os.O_RDONLY | FLAGS | getattr(os, "O_NOFOLLOW", 0))
            try:
                _refuse_unfit(os.fstat(descriptor), path)
                data = read_all(descriptor, MAX_BYTES + 1)
            finally:
                os.close(descriptor)
        except (FileNotFoundError, NotADirectoryError):
            raise self._missing(place, path) from None
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}", path=path, hint="check the file") from None
        if len(data) > MAX_BYTES:
            raise _too_large(len(data), path)
        if data.startswith(_POINTER):
            hint = "run git lfs pull, or check out with lfs: true"
            raise InputError("is a pointer of Git LFS, not the file itself", path=path, hint=hint)
        return data

    def _missing(self, place: str, path: str) -> InputError:
        """Return why there is no file."""
        inside = self._inside(place)
        try:
            self._files.below(inside, lambda _: False)
        except InputError as error:
            return InputError(f"cannot be read: {error.message}", path=path, hint=error.hint)
        if self._files.left_out(inside):
            return InputError("is not checked out (sparse checkout)", path=path, hint="run git sparse-checkout disable")
        return InputError("does not exist", path=path, hint="check the path")

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
        return place.startswith(top) and REPOSITORY not in place[len(top) :].lower().split(os.sep)


def _is_link(place: str) -> bool:
    """Return whether a path is a link.

    Raises:
        ValueError: the path is not valid.
    """
    try:
        return stat.S_ISLNK(os.lstat(place).st_mode)
    except OSError:
        return False


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
