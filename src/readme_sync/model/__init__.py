"""The typed model: sections, trackers, items, figures, claims, results."""

from readme_sync.model.claim import Bound, Claim, Fact
from readme_sync.model.counting import AS_WRITTEN, Counting, Nested, Rounding, Treat
from readme_sync.model.expression import Expression, FactSource, SourceKind, Value
from readme_sync.model.figure import Figure
from readme_sync.model.github import Closed, GitHub
from readme_sync.model.holding import Holding, Standing
from readme_sync.model.progress import UNKNOWN, Progress, State, Tally
from readme_sync.model.readme import Item, Readme, Section, Tracker, TrackerKind, Verdict, tally_of
from readme_sync.model.region import Flaw, FlawKind, Region, RegionKind
from readme_sync.model.result import FailOn, Fix, Level, Result
from readme_sync.model.settings import DEFAULT, ClaimSetting, Settings, TableForm, TrackerSetting, Words
from readme_sync.model.surroundings import NOWHERE, Kind, Surroundings

__all__ = [
    "AS_WRITTEN",
    "DEFAULT",
    "NOWHERE",
    "UNKNOWN",
    "Bound",
    "Claim",
    "ClaimSetting",
    "Closed",
    "Counting",
    "Expression",
    "Fact",
    "FactSource",
    "FailOn",
    "Figure",
    "Fix",
    "Flaw",
    "FlawKind",
    "GitHub",
    "Holding",
    "Item",
    "Kind",
    "Level",
    "Nested",
    "Progress",
    "Readme",
    "Region",
    "RegionKind",
    "Result",
    "Rounding",
    "Section",
    "Settings",
    "SourceKind",
    "Standing",
    "State",
    "Surroundings",
    "TableForm",
    "Tally",
    "Tracker",
    "TrackerKind",
    "TrackerSetting",
    "Treat",
    "Value",
    "Verdict",
    "Words",
    "tally_of",
]
