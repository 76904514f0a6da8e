"""Many documents as one job: nothing is written if a document cannot be, and an interrupted job can be completed.

Each document is written by itself, under its lock, and only if it has not changed since it was read. Many files cannot
be replaced at one instant. So before the first is written, a journal notes the new content of each; after a crash, the
same job reads in it which documents are done.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from readme_sync.errors import ReadmeSyncError, WriteError
from readme_sync.store.read_files import read_source, resolved
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


class Journal:
    """What a job writes, noted in a file of the current folder while it runs."""

    def __init__(self, job: Iterable[str]) -> None:
        """Open the journal of the job with these texts."""
        name = hashlib.sha256("\0".join(job).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.path = f".readme-sync-apply-{name}.json"

    def written(self) -> Mapping[str, str]:
        """Return the digest of each document's new content, by real path; empty unless the job was interrupted."""
        try:
            with open(self.path, "rb") as file:
                noted = json.load(file)
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def begin(self, rewrites: Iterable[Rewrite]) -> None:
        """Note what will be written, in addition to what an interrupted run noted.

        Raises:
            WriteError: it cannot be noted, so nothing should be written.
        """
        noted = {**self.written(), **{resolved(one.path): digest(one.after) for one in rewrites}}
        temporary = f"{self.path}.tmp"
        remove(temporary)  # that of a killed run
        try:
            with open(temporary, "x", encoding="utf-8") as file:
                json.dump(noted, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self.path)
        except OSError as error:
            remove(temporary)
            raise not_written(error, self.path) from error

    def end(self) -> None:
        """Remove the journal: everything is written."""
        remove(self.path)


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
