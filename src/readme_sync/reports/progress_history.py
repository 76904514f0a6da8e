"""How the progress of a document moved: what its versions say, what moved between two, when it may be done."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from readme_sync.model import Readme, Tally
from readme_sync.reports.words import percent_text
from readme_sync.trackers.sections import items_by_name, tallies_by_title


class Snapshot(NamedTuple):
    """What one version says.

    Attributes:
        tally: that of the whole.
        sections: by title, those that have items.
        items: by section and label, duplicates numbered, what each states; None where it states no percent.
    """

    tally: Tally
    sections: dict[str, Tally]
    items: dict[tuple[str, str], float | None]

    def tally_in(self, title: str) -> Tally:
        """Return the tally of a section, that of the whole for ""; an empty one where there is no such section."""
        return self.sections.get(title, _NONE) if title else self.tally

    def of_section(self, title: str) -> "Snapshot":
        """Return what the version says of a section."""
        tally = self.tally_in(title)
        items = {name: percent for name, percent in self.items.items() if name[0] == title}
        return Snapshot(tally, {title: tally} if tally.total else {}, items)


_NONE = Tally()


class Version(NamedTuple):
    """A version of a document; `snapshot` is None where it could not be read, for the reason in `problem`."""

    commit: str
    day: date
    snapshot: Snapshot | None
    problem: str = ""


class ProgressHistory(NamedTuple):
    """The versions of a document, the oldest first.

    Attributes:
        path: as messages name it.
        versions: all of them; their days never go back, whatever the clocks said.
        notes: what is missing.
        is_shallow: older versions may be missing.
        is_daily: no day was left out.
    """

    path: str
    versions: tuple[Version, ...]
    notes: tuple[str, ...] = ()
    is_shallow: bool = False
    is_daily: bool = True

    @property
    def read(self) -> list[tuple[Version, Snapshot]]:
        """Return the versions that could be read, with what they say."""
        return [(one, one.snapshot) for one in self.versions if one.snapshot]

    def of_section(self, title: str) -> "ProgressHistory":
        """Return the history of a section alone, with its items outside of its subsections."""
        versions = tuple(
            one._replace(snapshot=one.snapshot and one.snapshot.of_section(title)) for one in self.versions
        )
        return self._replace(path=f"{self.path}: {title}", versions=versions)

    def at(self, day: date) -> Snapshot | None:
        """Return what the last version up to a day says, None where there is none."""
        return next((snapshot for version, snapshot in reversed(self.read) if version.day <= day), None)


def snapshot_of(readme: Readme) -> Snapshot:
    """Return what a document says."""
    sections = {
        title: tally for title, (section, tally) in tallies_by_title(readme).items() if section.level and tally.total
    }
    items = {name: item.progress.percent for name, item in items_by_name(readme).items()}
    return Snapshot(readme.tally, sections, items)


class Move(NamedTuple):
    """An item that is not as it was; `was` or `now` is None where it is new or gone."""

    section: str
    label: str
    was: str | None
    now: str | None


def moves(before: Snapshot, after: Snapshot) -> list[Move]:
    """Return what moved between two versions, in the order of the later, then what is gone."""
    keys = [*after.items, *(key for key in before.items if key not in after.items)]
    found = (Move(*key, _shown(before, key), _shown(after, key)) for key in keys)
    return [one for one in found if one.was != one.now]


def _shown(snapshot: Snapshot, key: tuple[str, str]) -> str | None:
    if key not in snapshot.items:
        return None
    percent = snapshot.items[key]
    return "unknown" if percent is None else f"{percent_text(percent)} %"


class Activity(NamedTuple):
    """The days on which an item or a total moved, came or went, and the runs of such days without a gap.

    Attributes:
        days: in order.
        longest: the first and the last day of the longest run.
        current: how many days the run has that ended today or yesterday.
    """

    days: tuple[date, ...]
    longest: tuple[date, date]
    current: int


def activity(history: ProgressHistory, today: date) -> Activity | None:
    """Return the active days of a history; None where there are none, or days were left out."""
    pairs = pairwise(history.read)
    days = tuple(dict.fromkeys(version.day for (_, before), (version, after) in pairs if before != after))
    if not days or not history.is_daily:
        return None
    runs: list[tuple[date, date]] = []
    for day in days:
        follows = runs and (day - runs[-1][1]).days == 1
        runs[-1:] = [(runs[-1][0], day)] if follows else [*runs[-1:], (day, day)]
    longest = max(runs, key=lambda run: run[1] - run[0])
    first, last = runs[-1]
    return Activity(days, longest, (last - first).days + 1 if (today - last).days <= 1 else 0)


_WINDOW = 90
_MOST_DAYS = 36_500


class Forecast(NamedTuple):
    """When all is done if it goes on so.

    Attributes:
        points: percent points a day.
        days: over how many days they were measured.
        day: when 100 % is reached; None where nothing moved forward, or it takes more than a century.
    """

    points: float
    days: int
    day: date | None


def forecast(history: ProgressHistory, today: date, window: int = _WINDOW) -> Forecast | None:
    """Return when 100 % is reached at the pace of the last days, or of all where there are fewer; None where unknown.

    The pace is the difference of the percents at the two ends of the window, divided by its days.
    """
    read = [(version.day, snapshot.tally.percent) for version, snapshot in history.read]
    known = [(day, percent) for day, percent in read if percent is not None]
    today = max(today, read[-1][0])
    if not known or read[-1][1] is None or known[-1][1] >= 100 or today <= known[0][0]:  # noqa: PLR2004  percent
        return None
    days = min(window, (today - known[0][0]).days)
    before = [percent for day, percent in known if (today - day).days >= days]
    points = (known[-1][1] - before[-1]) / days
    left = (100 - known[-1][1]) / points if points > 0 else _MOST_DAYS + 1
    return Forecast(points, days, date.fromordinal(today.toordinal() + round(left)) if left <= _MOST_DAYS else None)
