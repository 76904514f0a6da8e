"""The typed model: sections, trackers, items, figures, claims, results."""

from readme_sync.model.claim import Bound, Certainty, Claim, Doubt, Fact
from readme_sync.model.counting import AS_WRITTEN, Counting, Nested, Rounding, Treat
from readme_sync.model.expression import Expression, FactSource, SourceKind, Value
from readme_sync.model.figure import Figure
from readme_sync.model.file_tree import NO_FILES, FileTree, PathKind
from readme_sync.model.github_counts import Closed, GitHub
from readme_sync.model.outcome import Change, Outcome, Skipped
from readme_sync.model.progress import UNKNOWN, Progress, State, Tally
from readme_sync.model.readme import (
    Item,
    Readme,
    Reason,
    Section,
    Shape,
    Tracker,
    TrackerKind,
    Verdict,
    row_of,
    tally_of,
)
from readme_sync.model.region import Flaw, FlawKind, Region, RegionCheck, RegionKind, RegionState
from readme_sync.model.result import Applicability, FailOn, Fix, Level, Result
from readme_sync.model.settings import DEFAULT, ClaimSetting, Limits, Settings, TableForm, TrackerSetting, Words

__all__ = [
    "AS_WRITTEN",
    "DEFAULT",
    "NO_FILES",
    "UNKNOWN",
    "Applicability",
    "Bound",
    "Certainty",
    "Change",
    "Claim",
    "ClaimSetting",
    "Closed",
    "Counting",
    "Doubt",
    "Expression",
    "Fact",
    "FactSource",
    "FailOn",
    "Figure",
    "FileTree",
    "Fix",
    "Flaw",
    "FlawKind",
    "GitHub",
    "Item",
    "Level",
    "Limits",
    "Nested",
    "Outcome",
    "PathKind",
    "Progress",
    "Readme",
    "Reason",
    "Region",
    "RegionCheck",
    "RegionKind",
    "RegionState",
    "Result",
    "Rounding",
    "Section",
    "Settings",
    "Shape",
    "Skipped",
    "SourceKind",
    "State",
    "TableForm",
    "Tally",
    "Tracker",
    "TrackerKind",
    "TrackerSetting",
    "Treat",
    "Value",
    "Verdict",
    "Words",
    "row_of",
    "tally_of",
]
