"""Change a document or a configuration on disk under a lock, and the day on which that happens."""

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

from readme_sync.config.paths import OWN, PROJECT
from readme_sync.disk.pictures import remove_replaced, write_pictures
from readme_sync.errors import RequestError, WriteError
from readme_sync.model import Outcome
from readme_sync.sources.from_toml import loads_toml
from readme_sync.store.write_files import create, update
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


class Configuration(NamedTuple):
    """A file to which tables of our configuration can be added, whether it exists or not."""

    path: str

    @classmethod
    def of(cls, document: str, origin: str | None) -> "Configuration":
        """Return the file for a document: the `origin` of its settings, otherwise one beside it."""
        return cls(origin or os.path.join(os.path.dirname(document), OWN))

    def header(self, name: str) -> str:
        """Return the name of a table as this file has it."""
        return f"tool.readme-sync.{name}" if os.path.basename(self.path) == PROJECT else name

    def add(self, tables: str) -> None:
        """Write tables behind all that it says.

        Raises:
            WriteError: the file cannot be written, or would be no TOML any more; it is as it was.
        """
        folder, name = os.path.split(os.path.abspath(self.path))
        if not create(folder, name, tables):
            update(
                self.path,
                lambda source: Source(f"{source.text.rstrip()}\n\n{tables}".lstrip("\n"), source.path),
                check=_refuse_no_toml,
            )


def _refuse_no_toml(_before: Source, after: Source) -> None:
    try:
        loads_toml(after.text)
    except ValueError as error:
        raise WriteError("no tables can be added to it", path=after.path, hint="write them in it yourself") from error


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
