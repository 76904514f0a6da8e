"""The history of a document as one JSON object."""

import json
from collections.abc import Sequence
from typing import Any

from readme_sync.model import Tally
from readme_sync.reports.progress_history import Activity, Forecast, Move, ProgressHistory


def history_json(history: ProgressHistory, seen: Forecast | None, active: Activity | None) -> str:
    """Return the object on one line; a version that could not be read has a `problem` instead of numbers."""
    versions = []
    for version in history.versions:
        one: dict[str, Any] = {"date": version.day.isoformat(), "commit": version.commit}
        if version.snapshot is None:
            versions.append({**one, "problem": version.problem})
            continue
        snapshot = version.snapshot
        sections = [{"title": title, **_numbers(tally)} for title, tally in snapshot.sections.items()]
        items = [{"section": key[0], "label": key[1], "percent": percent} for key, percent in snapshot.items.items()]
        versions.append({**one, **_numbers(snapshot.tally), "sections": sections, "items": items})
    ahead = None
    if seen:
        day = seen.day.isoformat() if seen.day else None
        ahead = {"date": day, "points_a_day": seen.points, "measured_days": seen.days}
    moved = None
    if active:
        first, last = (day.isoformat() for day in active.longest)
        longest = {"from": first, "to": last}
        moved = {"days": [day.isoformat() for day in active.days], "longest_streak": longest, "streak": active.current}
    parts = {"versions": versions, "forecast": ahead, "active": moved, "notes": history.notes}
    found = {"path": history.path, **parts}
    return json.dumps(found, ensure_ascii=False) + "\n"


def moves_json(path: str, since: str, found: Sequence[Move]) -> str:
    """Return what moved since a date or a revision as an object on one line; null where an item was not there."""
    moved = [{"section": one.section, "label": one.label, "was": one.was, "now": one.now} for one in found]
    return json.dumps({"path": path, "since": since, "moved": moved}, ensure_ascii=False) + "\n"


def _numbers(tally: Tally) -> dict[str, Any]:
    return {"done": tally.done, "total": tally.total, "percent": tally.percent}
