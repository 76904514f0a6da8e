"""The versions of a document in git, each parsed once, and not again in the next run."""

import json
from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property

from readme_sync.disk.update_file import today
from readme_sync.errors import InputError
from readme_sync.model import Settings, Tally
from readme_sync.reader import read
from readme_sync.reports.chart_svg import burn_up
from readme_sync.reports.progress_history import ProgressHistory, Snapshot, Version, snapshot_of
from readme_sync.reports.words import counted
from readme_sync.store.cache import Cache
from readme_sync.store.git import FileLog, FileVersion, log_of, time_of
from readme_sync.text import Source

_MOST_BYTES = 32_000_000
_MOST_VERSIONS = 2_000
"""No more is read without `every`: half a minute."""
_PERIODS: tuple[tuple[str, Callable[[date], Hashable]], ...] = (
    ("day", lambda day: day),
    ("week", lambda day: day.isocalendar()[:2]),
    ("month", lambda day: (day.year, day.month)),
    ("year", lambda day: day.year),
)
SHALLOW = "the clone is shallow: older versions may be missing; git fetch --unshallow gets them"
_AT_ONCE = 50  # versions that are kept together

Dated = tuple[date, FileVersion]


def history_of(path: str, settings: Settings, *, every: bool = False, caches: bool = True) -> ProgressHistory:
    """Return the history of a document, the last version of each day, or all; read with the settings of today.

    Where that is too much, the last version of each week, month or year, which a note says.

    Args:
        path: that of the document.
        settings: those with which all versions are read.
        every: read all versions, however many there are.
        caches: keep what versions say for the next run, in the user's folder for caches.

    Raises:
        InputError: there is no git, no repository, or no version.
    """
    log = log_of(path)
    dated = with_days(log.versions)
    chosen, note = (dated, "") if every else thinned(dated, log.sizes)
    notes = [note] if note else []
    known = _snapshots(log, list(dict.fromkeys(version.blob for _, version in chosen)), settings, caches=caches)
    versions = []
    if strange := sum(day != _day(version.time) for day, version in dated):
        notes.append(f"{counted(strange, 'commit')} with a clock that goes against the others: the day before holds")
    for day, (commit, _, blob) in chosen:
        found = known[blob]
        versions.append(Version(commit, day, None, found) if isinstance(found, str) else Version(commit, day, found))
    notes += _notes(versions, is_shallow=log.is_shallow)
    return ProgressHistory(path, tuple(versions), tuple(notes), log.is_shallow, is_daily=not note)


def chart_of(path: str, settings: Settings) -> str:
    """Return the SVG of a document's history, "" where git knows less than two versions."""
    try:
        history = history_of(path, settings)
    except InputError:
        return ""
    return burn_up(history, today()) if len(history.read) > 1 else ""


class PastOnDisk:
    """What earlier versions of a document on disk say, read for the first question.

    Attributes:
        missing: why git cannot say all of it, "" where it can or was not asked.
    """

    def __init__(self, path: str, settings: Settings) -> None:
        self.missing = ""
        self._path, self._settings = path, settings

    def __call__(self, title: str) -> list[tuple[date, Tally]] | None:
        """Return the tallies of a section, or of the document for "", by day; None where git cannot say."""
        history = self._history
        return history and [(version.day, snapshot.tally_in(title)) for version, snapshot in history.read]

    @cached_property
    def _history(self) -> ProgressHistory | None:
        try:
            history = history_of(self._path, self._settings)
        except InputError as error:
            self.missing = error.message
            return None
        if history.is_shallow:
            self.missing = SHALLOW
            return None
        return history


def with_days(versions: Sequence[FileVersion]) -> list[Dated]:
    """Return the versions with their days, which never go back.

    Most clocks are right: the longest row of times that do not go back keeps its days, and what is not in it was made
    on the day of the version before.
    """
    times: list[int] = []  # the lowest time in which such a row of each length can end, and the version with it
    ends: list[int] = []
    before: list[int] = []
    last = -1
    for index, version in enumerate(versions):
        length = bisect_right(times, version.time)
        before.append(ends[length - 1] if length else -1)
        if length == len(times):
            last = index
        times[length : length + 1] = [version.time]
        ends[length : length + 1] = [index]
    kept = set()
    while last >= 0:
        kept.add(last)
        last = before[last]
    day = _day(versions[min(kept)].time)
    dated = []
    for index, version in enumerate(versions):
        day = _day(version.time) if index in kept else day
        dated.append((day, version))
    return dated


def thinned(dated: Sequence[Dated], sizes: Mapping[str, int]) -> tuple[list[Dated], str]:
    """Return the last version of each day, or of longer periods where these are too many, and a note that says so."""
    spaced = [(name, list({period(one[0]): one for one in dated}.values())) for name, period in _PERIODS]
    name, few = next((one for one in spaced if _is_little(one[1], sizes)), spaced[-1])
    while len(few) > 1 and not _is_little(few, sizes):
        few = few[1:]
    if name == _PERIODS[0][0]:
        return few, ""
    much = f"more than {_MOST_VERSIONS:,} versions or {_MOST_BYTES // 1_000_000} MB"
    return few, f"{much}: one version a {name} is read; --every reads all"


def _is_little(dated: Sequence[Dated], sizes: Mapping[str, int]) -> bool:
    blobs = {version.blob for _, version in dated}
    return len(blobs) <= _MOST_VERSIONS and sum(sizes.get(blob, 0) for blob in blobs) <= _MOST_BYTES


def _snapshots(log: FileLog, blobs: Sequence[str], settings: Settings, *, caches: bool) -> dict[str, Snapshot | str]:
    """Return what versions say by their blobs, or why they cannot be read."""
    cache = Cache(repr(settings)) if caches else None
    known = {blob: _unpacked(text) for blob, text in cache.get(blobs).items()} if cache else {}
    new: dict[str, str] = {}
    missing = [blob for blob in blobs if blob not in known]
    for place, (blob, data) in enumerate(log.contents(missing), 1):
        known[blob] = found = data if isinstance(data, str) else _snapshot(data, settings)
        if not isinstance(data, str):  # what is not in this clone may come with a fetch
            new[blob] = _packed(found)
        if cache and new and (len(new) == _AT_ONCE or place == len(missing)):
            cache.put(new)
            new = {}
    return known


def _packed(found: Snapshot | str) -> str:
    """Return what a version says as text."""
    if isinstance(found, str):
        return json.dumps(found)
    sections = [[title, *tally] for title, tally in found.sections.items()]
    return json.dumps([found.tally, sections, [[*name, percent] for name, percent in found.items.items()]])


def _unpacked(text: str) -> Snapshot | str:
    found = json.loads(text)
    if isinstance(found, str):
        return found
    whole, sections, items = found
    return Snapshot(
        Tally(*whole),
        {title: Tally(*numbers) for title, *numbers in sections},
        {(title, label): percent for title, label, percent in items},
    )


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
        return snapshot_of(read(Source.from_bytes(data), settings, claims=False))
    except InputError as error:
        return error.message


def _notes(versions: Sequence[Version], *, is_shallow: bool) -> list[str]:
    notes = []
    if is_shallow:
        notes.append(SHALLOW)
    if unread := [one for one in versions if one.problem]:
        first = unread[0]
        notes.append(f"{len(unread)} of {len(versions)} versions left out; {first.commit[:10]} {first.problem}")
    return notes
