"""The typed model: sections, trackers, items, figures, results."""

from readme_sync.model.progress import UNKNOWN, Progress, State, Tally
from readme_sync.model.readme import Figure, Item, Readme, Section, Tracker, TrackerKind
from readme_sync.model.result import Fix, Level, Result

__all__ = [
    "UNKNOWN",
    "Figure",
    "Fix",
    "Item",
    "Level",
    "Progress",
    "Readme",
    "Result",
    "Section",
    "State",
    "Tally",
    "Tracker",
    "TrackerKind",
]
