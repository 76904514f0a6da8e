"""The versions of a document in git, each parsed once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from readme_sync.errors import InputError
from readme_sync.model import Settings
from readme_sync.reader import parse
from readme_sync.reports.progress_history import ProgressHistory, Snapshot, Version, snapshot_of
from readme_sync.store.git import FileVersion, log_of, time_of


def history_of(path: str, settings: Settings, *, every: bool = False) -> ProgressHistory:
    """Return the history of a document, the last version of each day, or all; read with the settings of today.

    Raises:
        InputError: there is no git, no repository, or no version.
    """
    log = log_of(path)
    known: dict[str, Snapshot | str] = {}
    versions: list[Version] = []
    for day, (commit, _, data, blob, missing) in _with_days(log.versions, every=every):
        if blob not in known:
            known[blob] = missing if data is None else _snapshot(data, settings)
        found = known[blob]
        versions.append(Version(commit, day, None, found) if isinstance(found, str) else Version(commit, day, found))
    return ProgressHistory(path, tuple(versions), tuple(_notes(versions, is_shallow=log.is_shallow)))


def _with_days(versions: Iterable[FileVersion], *, every: bool) -> Iterator[tuple[date, FileVersion]]:
    """Yield the last version of each day, or all, each with its day; days never go back, whatever the clocks said."""
    last: tuple[date, FileVersion] | None = None
    for version in versions:
        day = max(last[0] if last else date.min, _day(version.time))
        if last and (every or day != last[0]):
            yield last
        last = day, version
    if last:
        yield last


def day_of(path: str, written: str) -> date:
    """Return the day that a date or a revision means.

    Raises:
        InputError: it is neither.
    """
    try:
        return date.fromisoformat(written)
    except ValueError:
        return _day(time_of(path, written))


def _day(time: int) -> date:
    try:
        return datetime.fromtimestamp(max(time, 0), UTC).date()
    except (OverflowError, OSError, ValueError):
        return date.min


def _snapshot(data: bytes, settings: Settings) -> Snapshot | str:
    """Return what a version says, or why it cannot be read."""
    try:
        return snapshot_of(parse(data, settings=settings))
    except InputError as error:
        return error.message


def _notes(versions: Sequence[Version], *, is_shallow: bool) -> list[str]:
    notes = []
    if is_shallow:
        notes.append("the clone is shallow: older versions may be missing; git fetch --unshallow gets them")
    if unread := [one for one in versions if one.problem]:
        first = unread[0]
        notes.append(f"{len(unread)} of {len(versions)} versions left out; {first.commit[:10]} {first.problem}")
    return notes
