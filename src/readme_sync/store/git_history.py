"""Earlier versions of a file, through git; nothing is fetched or written, and no program that the clone names runs."""

import os
import subprocess
from collections.abc import Iterator
from functools import cache

from readme_sync.errors import InputError
from readme_sync.store.file_tree_on_disk import root_of

_SECONDS = 60
_SETTINGS = ("core.fsmonitor=false", "core.quotePath=false", "core.hooksPath=/dev/null", "log.showSignature=false")


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


def versions_before(path: str, revision: str, most: int, *, itself: bool = False) -> Iterator[bytes]:
    """Yield the versions of a file before a revision, or with `itself` up to it, the newest first."""
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
        yield data


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


def _git(top: str, *arguments: str) -> bytes | None:
    """Return what git prints; None where it fails.

    Raises:
        InputError: there is no git.
    """
    settings = [part for one in (*_SETTINGS, f"safe.directory={top}") for part in ("-c", one)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "READMESYNC_"))}
    more = {"GIT_LITERAL_PATHSPECS": "1", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        run = subprocess.run(  # noqa: S603  arguments of ours; a revision stands behind --end-of-options
            ["git", *settings, *arguments],  # noqa: S607  the git of the user
            cwd=top,
            env={**kept, **more},
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise InputError("there is no git here", hint="install it") from None
    except subprocess.TimeoutExpired:
        return None
    return run.stdout if run.returncode == 0 else None
