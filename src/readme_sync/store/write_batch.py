"""Many documents as one job: nothing is written if a document cannot be, and an interrupted job can be completed.

Each document is written by itself, under its lock, and only if it has not changed since it was read. Many files cannot
be replaced at one instant. So before the first is written, a journal notes the new content of each; after a crash, the
same job reads in it which documents are done.
"""

import contextlib
import hashlib
import json
import os
import secrets
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from readme_sync.errors import ReadmeSyncError, WriteError
from readme_sync.store.read_files import FLAGS, read_all, read_source, resolved
from readme_sync.store.write_files import not_written, refuse_unfit, remove, update
from readme_sync.text import Source


class Rewrite(NamedTuple):
    """A document before and after the job."""

    path: str
    before: Source
    after: Source


class Written(NamedTuple):
    """The paths that were written, and the error that stopped the job, None where none did."""

    paths: list[str]
    error: ReadmeSyncError | None


_MOST_NOTED = 10_000_000  # bytes of a journal


class Journal:
    """What a job writes, noted while it runs in a file of the user's own, where no repository can plant one."""

    def __init__(self, job: Iterable[str]) -> None:
        """Look for the journal of the job with these texts, in the current folder."""
        texts = "\0".join((os.path.realpath(os.curdir), *job)).encode("utf-8", "surrogateescape")
        self._name = f"apply-{hashlib.sha256(texts).hexdigest()[:16]}-"
        self._path = ""

    def written(self) -> Mapping[str, str]:
        """Return the digest of each document's new content, by real path; empty unless the job was interrupted."""
        for folder in _private_folders(create=False):
            for name in sorted(os.listdir(folder)):
                if name.startswith(self._name) and name.endswith(".json"):
                    self._path = os.path.join(folder, name)
                    return _noted(self._path)
        return {}

    def begin(self, rewrites: Iterable[Rewrite]) -> None:
        """Note what will be written, in addition to what an interrupted run noted.

        Raises:
            WriteError: it cannot be noted, so nothing should be written.
        """
        noted = json.dumps({**self.written(), **{resolved(one.path): digest(one.after) for one in rewrites}}).encode()
        folder = next(_private_folders(create=True), "")
        path = os.path.join(folder, f"{self._name}{secrets.token_hex(8)}.json")
        if not folder:
            raise WriteError("there is no folder of your own for the journal of the job", hint="set XDG_STATE_HOME")
        if len(noted) > _MOST_NOTED:
            raise WriteError("the journal of the job would be too large", hint="split the job")
        try:
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(noted)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            remove(path)
            raise not_written(error, "the job") from error
        self.end()  # that of the interrupted run
        self._path = path

    def end(self) -> None:
        """Remove the journal: everything is written."""
        if self._path:
            remove(self._path)


def _private_folders(*, create: bool) -> Iterator[str]:
    """Yield folders for journals that are the user's alone, the best first."""
    state = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    owner = os.getuid() if hasattr(os, "getuid") else 0
    for folder in (
        os.path.join(state, "readme-sync"),
        os.path.join(tempfile.gettempdir(), f"readme-sync-{owner}"),
    ):
        with contextlib.suppress(OSError, ValueError):
            if create and os.path.isabs(folder):
                os.makedirs(folder, mode=0o700, exist_ok=True)
            status = os.lstat(folder)
            is_own = os.name == "nt" or (status.st_uid == owner and not status.st_mode & 0o077)
            if stat.S_ISDIR(status.st_mode) and is_own:
                yield folder


def _noted(path: str) -> dict[str, str]:
    """Return what a journal notes, nothing where it is not one."""
    try:
        descriptor = os.open(path, os.O_RDONLY | FLAGS | getattr(os, "O_NOFOLLOW", 0))
        try:
            is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
            data = read_all(descriptor, _MOST_NOTED) if is_file else b""
        finally:
            os.close(descriptor)
        noted = json.loads(data)
    except (OSError, ValueError, RecursionError):
        return {}
    return noted if isinstance(noted, dict) else {}


def digest(source: Source) -> str:
    """Return a digest of the bytes of a document."""
    return hashlib.sha256(source.to_bytes()).hexdigest()


def refusals(rewrites: Sequence[Rewrite]) -> list[ReadmeSyncError]:
    """Return why documents cannot be written, as far as that is known before: read-only, changed meanwhile, ..."""
    found: list[ReadmeSyncError] = []
    for one in rewrites:
        try:
            _refuse_changed(one, read_source(one.path))
            target = resolved(one.path)
            refuse_unfit(target, os.stat(target), one.path)
            if not os.access(os.path.dirname(target), os.W_OK):
                raise WriteError("is in a read-only folder", path=one.path, hint="allow new files in it")
        except ReadmeSyncError as error:
            found.append(error)
        except OSError as error:
            found.append(not_written(error, one.path))
    return found


def write_all(rewrites: Sequence[Rewrite], journal: Journal, step: Callable[[], None]) -> Written:
    """Write the documents, one after the other; stop at the first that cannot be written.

    `step` is called after each. If it stops before any was written, nothing has changed; otherwise the journal stays,
    and the same job completes the rest.
    """
    paths: list[str] = []
    several = len(rewrites) > 1 or bool(journal.written())
    try:
        if several:
            journal.begin(rewrites)
        for one in rewrites:
            update(one.path, partial(_rewritten, one))
            paths.append(one.path)
            step()
    except ReadmeSyncError as error:
        if several and not paths:
            journal.end()
        return Written(paths, error)
    journal.end()
    return Written(paths, None)


def _rewritten(one: Rewrite, present: Source) -> Source:
    _refuse_changed(one, present)
    return one.after


def _refuse_changed(one: Rewrite, present: Source) -> None:
    if present.text != one.before.text:
        raise WriteError("was changed by another program meanwhile", path=one.path, hint="run again")
