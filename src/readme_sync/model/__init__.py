"""The typed model: sections, trackers, items, figures, results."""

from readme_sync.model.progress import UNKNOWN, Progress, State, Tally
from readme_sync.model.readme import Figure, Item, Readme, Section, Tracker, TrackerKind, Verdict
from readme_sync.model.result import Fix, Level, Result
from readme_sync.model.settings import DEFAULT, Settings, TrackerSetting, Words

__all__ = [
    "DEFAULT",
    "UNKNOWN",
    "Figure",
    "Fix",
    "Item",
    "Level",
    "Progress",
    "Readme",
    "Result",
    "Section",
    "Settings",
    "State",
    "Tally",
    "Tracker",
    "TrackerKind",
    "TrackerSetting",
    "Verdict",
    "Words",
]
