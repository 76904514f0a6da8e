"""What git says of a repository: its index, and earlier versions of a file; no program that a clone names runs."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from readme_sync.errors import InputError
from readme_sync.store.branches import REGULAR
from readme_sync.store.listed_files import REPOSITORY, root_of

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
        data: its bytes; None where they are not to be had, for the reason in `missing`.
        blob: the id of the bytes: equal ones have the same.
    """

    commit: str
    time: int
    data: bytes | None
    blob: str
    missing: str = ""


class FileLog(NamedTuple):
    """The versions of a file along the first parents, the oldest first; `is_shallow`: older ones may be missing."""

    versions: Iterator[FileVersion]
    is_shallow: bool


def log_of(path: str, revision: str = "HEAD") -> FileLog:
    """Return all versions of a file up to a revision, under its earlier names too; a merge counts as one change.

    Raises:
        InputError: there is no git, no repository, no such revision, or no version in it.
    """
    top, name = _place(path)
    commit = _commit(top, revision)
    options = ("--follow", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-ext-diff", "--format=@%H %ct")
    listed = _git(top, "log", *options, commit, "--", name)
    if listed is None:
        raise InputError("git cannot list the versions", path=path, hint="run git log")
    found: list[tuple[str, int, str]] = []
    for line in listed.decode("ascii", "replace").splitlines():
        if line.startswith("@"):
            made, _, time = line[1:].partition(" ")
            found.append((made, int(time), ""))
        elif line.startswith(":") and found and not found[-1][2]:
            _, mode, _, blob, _ = line.split(maxsplit=4)
            found[-1] = (*found[-1][:2], blob if mode in REGULAR else "")
    found = [one for one in reversed(found) if one[2]]
    if not found:
        raise InputError("no commit holds it", path=path, hint="commit it first")
    is_shallow = (_git(top, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    return FileLog(_versions(top, found), is_shallow)


def time_of(path: str, revision: str) -> int:
    """Return when a revision of the repository of a file was committed, in seconds since 1970.

    Raises:
        InputError: there is no git, no repository, or no such revision.
    """
    top, _ = _place(path)
    return int(_git(top, "log", "-1", "--format=%ct", _commit(top, revision)) or 0)


_AT_ONCE = 50  # blobs that are read with one call of git
_MOST_BYTES = 10_000_000  # of one version


def _versions(top: str, found: Sequence[tuple[str, int, str]]) -> Iterator[FileVersion]:
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        blobs = _blobs(top, list(dict.fromkeys(blob for _, _, blob in some)))
        for commit, time, blob in some:
            data = blobs[blob]
            yield FileVersion(commit, time, *((data, blob) if isinstance(data, bytes) else (None, blob, data)))


def _blobs(top: str, blobs: Sequence[str]) -> dict[str, bytes | str]:
    """Return the bytes of blobs, or why they are not to be had."""
    listed = (_git(top, "cat-file", "--batch-check", data="\n".join(blobs).encode()) or b"").decode().splitlines()
    sizes = {line.split()[0]: line.split()[-1] for line in listed}
    small = [blob for blob in blobs if sizes.get(blob, "").isdigit() and int(sizes[blob]) <= _MOST_BYTES]
    read: dict[str, bytes | str] = {
        blob: "is too large" if sizes.get(blob, "").isdigit() else "is not in this clone" for blob in blobs
    }
    whole = (_git(top, "cat-file", "--batch", data="\n".join(small).encode()) if small else None) or b""
    at = 0
    for blob in small if whole else ():
        start = whole.index(b"\n", at) + 1
        at = start + int(sizes[blob]) + 1
        read[blob] = whole[start : at - 1]
    return read


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


def merged_text(ours: str, base: str, theirs: str, marker: int) -> bytes:
    """Return what git makes of three versions of a file, with all three where they are in conflict.

    Args:
        ours: the path of the file of this side.
        base: that of the version that both have in common.
        theirs: that of the other side.
        marker: how long the conflict markers are.

    Raises:
        InputError: there is no git, or it cannot merge them.
    """
    options = ("merge-file", "-p", "--diff3", f"--marker-size={marker}", "--")
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
        run = subprocess.run(  # noqa: S603  arguments of ours; a revision stands behind --end-of-options
            ["git", *settings, *arguments],  # noqa: S607  the git of the user
            cwd=top,
            env={**inherited(), **limits, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", **more},
            input=data,
            capture_output=True,
            timeout=_HISTORY_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise InputError("there is no git here", hint="install it") from None
    except subprocess.TimeoutExpired:
        return None
    return run.stdout if run.returncode in codes else None


def inherited() -> dict[str, str]:
    """Return the environment of this process, without what steers git and without our token."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "READMESYNC_"))}
