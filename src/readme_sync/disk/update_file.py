"""Change a document on disk under a lock, and the day on which that happens."""

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from readme_sync.disk.pictures import remove_replaced, write_pictures
from readme_sync.errors import RequestError
from readme_sync.model import Outcome
from readme_sync.store.write_files import update
from readme_sync.text import Source


def update_file(path: str | os.PathLike[str], change: Callable[[Source], Outcome]) -> Outcome:
    """Do to a file what a function does to a document: under a lock, verified, whole or not at all.

        update_file("README.md", lambda source: apply(source, RemoveItem("Emma")))

    The file is not touched where nothing changes, or where the function raises. Pictures in the repository that the
    document names are written before it, those that are missing even where nothing in it changes.

    Raises:
        InputError: the file cannot be read.
        WriteError: the file cannot be written, and is as it was.
    """
    outcomes: list[Outcome] = []

    def changed(source: Source) -> Source:
        outcomes.append(change(source))
        return outcomes[-1].source

    written: list[str] = []
    if not update(path, changed, check=lambda before, after: written.extend(write_pictures(path, before, after))):
        written = write_pictures(path, outcomes[-1].before, outcomes[-1].source)
    removed = remove_replaced(path, outcomes[-1].before, outcomes[-1].source)
    return outcomes[-1]._replace(pictures=tuple(written), removed=tuple(removed))


_DAY = "SOURCE_DATE_EPOCH"


def today() -> date:
    """Return the day in UTC: that of `SOURCE_DATE_EPOCH` where it is set, so that builds can be repeated.

    Nothing below the command line and the Action reads a clock.

    Raises:
        RequestError: it is set, but not to seconds since 1970.
    """
    said = os.environ.get(_DAY)
    try:
        return datetime.fromtimestamp(int(said) if said else time.time(), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise RequestError(f"{_DAY} is {said!r}, which is not a number of seconds", hint="unset it") from None
