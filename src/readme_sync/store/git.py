"""What git says of a repository: its index, and earlier versions of a file; no program that a clone names runs."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from readme_sync.errors import InputError
from readme_sync.store.listed_files import REGULAR, REPOSITORY, root_of

_INDEX = "GIT_INDEX_FILE"
_HISTORY_SECONDS = 60
_HISTORY_SETTINGS = (
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.hooksPath=/dev/null",
    "log.showSignature=false",
)


def version_of(path: str, revision: str) -> bytes:
    """Return the bytes of a file at a revision.

    Raises:
        InputError: there is no git, no repository, no such revision, or no such file in it.
    """
    top, name = _place(path)
    commit = _commit(top, revision)
    found = _git(top, "cat-file", "blob", f"{commit}:{name}")
    if found is None:
        raise InputError(f"is not in {revision}, at least not under this name", path=path)
    return found


def list_index(top: str) -> bytes | None:
    """Return what `git ls-files -z -t --stage` prints in the folder `top`; None where git finds no repository there.

    A hook of `git commit -a` has an index of its own: the environment names it.

    Raises:
        InputError: there is no git, or it cannot read the index.
    """
    index = os.environ.get(_INDEX)
    listed = _git(top, "ls-files", "-z", "-t", "--stage", more=_own_index(top, index) if index else {})
    if listed is None and _git(top, "rev-parse", "--git-dir") is not None:
        raise InputError("git cannot read the index of the repository", hint="run git status")
    return listed


def changed_since(folder: str, revision: str) -> tuple[str, list[str]]:
    """Return the top of a folder's repository, and the paths from there of what is not as it was at a revision.

    Staged changes count, and others of files that git tracks.

    Raises:
        InputError: there is no git, no repository, or no such revision.
    """
    top, _ = _place(os.path.join(folder, REPOSITORY))
    commit, index = _commit(top, revision), os.environ.get(_INDEX)
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=dirty")
    listed = _git(top, "diff", *options, commit, "--", more=_own_index(top, index) if index else {})
    if listed is None:
        raise InputError(f"git cannot compare the files with {revision}", hint="run git status")
    return top, listed.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _own_index(top: str, written: str) -> dict[str, str]:
    """Return the variable that names the index, nothing where it is one of another repository."""
    directory = (_git(top, "rev-parse", "--absolute-git-dir") or b"").decode("utf-8", "surrogateescape").strip()
    index = os.path.realpath(os.path.join(top, written))
    return {_INDEX: index} if os.path.dirname(index) == os.path.realpath(directory) else {}


def versions_before(path: str, revision: str, most: int, *, itself: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield the commits and versions of a file before a revision, or with `itself` up to it, the newest first."""
    try:
        top, name = _place(path)
        commit = _commit(top, revision)
    except InputError:
        return
    listed = _git(top, "log", f"--max-count={most + 1}", "--format=%H", commit, "--", name) or b""
    for one in listed.decode("ascii", "replace").split()[not itself :]:
        data = _git(top, "cat-file", "blob", f"{one}:{name}")
        if data is None:
            return  # it had another name, or the clone is shallow
        yield one, data


def files_at(path: str, commit: str) -> list[str]:
    """Return the files of a commit in the repository of a file, as paths from its top; none where git cannot say."""
    top, _ = _place(path)
    listed = _git(top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit) or b""
    return listed.decode("utf-8", "surrogateescape").split("\0")[:-1]


class FileVersion(NamedTuple):
    """A version of a file.

    Attributes:
        commit: the full id of the commit that made it.
        time: when it was committed, in seconds since 1970.
        blob: the id of its bytes: equal ones have the same.
    """

    commit: str
    time: int
    blob: str


class FileLog(NamedTuple):
    """The versions of a file along the first parents, the oldest first.

    Attributes:
        top: the top of its repository.
        versions: all that git knows; a merge counts as one.
        sizes: of their blobs, as far as they are in the clone.
        is_shallow: older versions may be missing.
    """

    top: str
    versions: tuple[FileVersion, ...]
    sizes: Mapping[str, int]
    is_shallow: bool

    def contents(self, blobs: Sequence[str]) -> Iterator[tuple[str, bytes | str]]:
        """Yield the bytes of some blobs, or why they are not to be had."""
        for start in range(0, len(blobs), _AT_ONCE):
            some = blobs[start : start + _AT_ONCE]
            read = [blob for blob in some if self.sizes.get(blob, _MOST_BYTES + 1) <= _MOST_BYTES]
            whole = (_git(self.top, "cat-file", "--batch", data="\n".join(read).encode()) if read else None) or b""
            at = 0
            for blob in some:
                if blob not in read or not whole:
                    yield blob, "is too large" if self.sizes.get(blob, 0) > _MOST_BYTES else "is not in this clone"
                    continue
                begin = whole.index(b"\n", at) + 1
                at = begin + self.sizes[blob] + 1
                yield blob, whole[begin : at - 1]


def log_of(path: str, revision: str = "HEAD") -> FileLog:
    """Return all versions of a file up to a revision, under its earlier names too.

    Raises:
        InputError: there is no git, no repository, no such revision, or no version in it.
    """
    top, name = _place(path)
    commit = _commit(top, revision)
    options = ("--follow", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-ext-diff", "--format=@%H %ct")
    listed = _git(top, "log", *options, commit, "--", name)
    if listed is None:
        raise InputError("git cannot list the versions", path=path, hint="run git log")
    found: list[FileVersion] = []
    for line in listed.decode("ascii", "replace").splitlines():
        if line.startswith("@"):
            made, _, time = line[1:].partition(" ")
            found.append(FileVersion(made, int(time), ""))
        elif line.startswith(":") and found and not found[-1].blob:
            _, mode, _, blob, _ = line.split(maxsplit=4)
            found[-1] = found[-1]._replace(blob=blob if mode in REGULAR else "")
    versions = tuple(one for one in reversed(found) if one.blob)
    if not versions:
        raise InputError("no commit holds it", path=path, hint="commit it first")
    blobs = "\n".join(dict.fromkeys(one.blob for one in versions))
    lines = (_git(top, "cat-file", "--batch-check", data=blobs.encode()) or b"").decode().splitlines()
    sizes = {blob: int(size) for blob, *_, size in map(str.split, lines) if size.isdigit()}
    is_shallow = (_git(top, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    return FileLog(top, versions, sizes, is_shallow)


_AT_ONCE = 50  # blobs that are read with one call of git
_MOST_BYTES = 10_000_000  # of one version


def time_of(path: str, revision: str) -> int:
    """Return when a revision of the repository of a file was committed, in seconds since 1970.

    Raises:
        InputError: there is no git, no repository, or no such revision.
    """
    top, _ = _place(path)
    return int(_git(top, "log", "-1", "--format=%ct", _commit(top, revision)) or 0)


def files_below(folder: str) -> list[str] | None:
    """Return the files below a folder that git tracks or does not ignore, as paths from there.

    Returns:
        None where there is no git, or no repository.
    """
    place = os.path.realpath(folder)
    top = root_of(place)
    if top is None:
        return None
    prefix = os.path.relpath(place, top).replace(os.sep, "/")
    listing = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", prefix)
    try:
        listed = _git(top, *listing)
    except InputError:
        return None
    if listed is None:
        return None
    inside = "" if prefix == os.curdir else f"{prefix}/"
    names = dict.fromkeys(os.fsdecode(listed).split("\0"))  # a file in conflict is listed several times
    return [name.removeprefix(inside) for name in names if name and not name.endswith("/")]


def sides_of(path: str) -> tuple[bytes, bytes, bytes]:
    """Return the common version of a file in conflict, ours and theirs.

    Raises:
        InputError: it is in no such conflict, or there is no git or repository.
    """
    top, name = _place(path)
    base, ours, theirs = (_git(top, "cat-file", "blob", f":{stage}:{name}") for stage in (1, 2, 3))
    if base is None or ours is None or theirs is None:
        raise InputError("is not in conflict, or one side has no such file", path=path, hint="see git status")
    return base, ours, theirs


def merged_text(ours: str, base: str, theirs: str, marker: int, style: str = "--diff3") -> bytes:
    """Return what git makes of three versions of a file, with all three, or in another style, where they conflict.

    Args:
        ours: the path of the file of this side.
        base: that of the version that both have in common.
        theirs: that of the other side.
        marker: how long the conflict markers are.
        style: the option for how conflicts are written, "" for two versions.

    Raises:
        InputError: there is no git, or it cannot merge them.
    """
    options = ("merge-file", "-p", *([style] if style else ()), f"--marker-size={marker}", "--")
    names = (os.path.abspath(one) for one in (ours, base, theirs))
    merged = _git(os.path.abspath(os.curdir), *options, *names, codes=range(128))
    if merged is None:
        raise InputError("git cannot merge it", path=ours, hint="it may not be text")
    return merged


def _place(path: str) -> tuple[str, str]:
    """Return the top of the repository of a file, and its path from there."""
    whole = os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(path))), os.path.basename(path))
    top = root_of(os.path.dirname(whole))
    if top is None:
        raise InputError("is not in a git repository", path=path)
    return top, os.path.relpath(whole, top).replace(os.sep, "/")


@cache
def _commit(top: str, revision: str) -> str:
    """Return the commit that a revision means.

    Raises:
        InputError: there is none.
    """
    found = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not found:
        is_shallow = (_git(top, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
        hint = "the clone is shallow: fetch more of it" if is_shallow else "fetch it, or name another one"
        raise InputError(f"there is no revision {revision!r} here", hint=hint)
    return found.decode("ascii", "replace").strip()


def _git(
    top: str,
    *arguments: str,
    more: Mapping[str, str] = MappingProxyType({}),
    data: bytes = b"",
    codes: range = range(1),
) -> bytes | None:
    """Return what git prints, given some input; None where it ends with none of some codes.

    Raises:
        InputError: there is no git.
    """
    settings = [part for one in (*_HISTORY_SETTINGS, f"safe.directory={top}") for part in ("-c", one)]
    limits = {"GIT_CEILING_DIRECTORIES": os.path.dirname(top), "GIT_LITERAL_PATHSPECS": "1", "GIT_NO_LAZY_FETCH": "1"}
    try:
        environment = {**inherited(), **limits, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", **more}
        run = run_git((*settings, *arguments), top, environment, data, _HISTORY_SECONDS)
    except FileNotFoundError:
        raise InputError("there is no git here", hint="install it") from None
    except subprocess.TimeoutExpired:
        return None
    return run.stdout if run.returncode in codes else None


def run_git(
    arguments: Sequence[str], folder: str, environment: Mapping[str, str], data: bytes, seconds: int
) -> "subprocess.CompletedProcess[bytes]":
    """Run git in a folder, with `data` as its input.

    Raises:
        FileNotFoundError: there is none.
        subprocess.TimeoutExpired: it takes too long.
    """
    return subprocess.run(  # noqa: S603  arguments of ours; paths stand behind --, a revision behind --end-of-options
        ["git", *arguments],  # noqa: S607  the git of the user, or of the job
        cwd=folder,
        env=environment,
        input=data,
        capture_output=True,
        timeout=seconds,
        check=False,
    )


def inherited() -> dict[str, str]:
    """Return the environment of this process, without what steers git and without our token."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "READMESYNC_"))}
