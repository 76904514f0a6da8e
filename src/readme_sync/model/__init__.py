"""The typed model: sections, trackers, items, figures, claims, results."""

from readme_sync.model.claim import Bound, Claim, Fact
from readme_sync.model.expression import Expression, FactSource, SourceKind, Value
from readme_sync.model.figure import Figure
from readme_sync.model.progress import UNKNOWN, Progress, State, Tally
from readme_sync.model.readme import Item, Readme, Section, Tracker, TrackerKind, Verdict
from readme_sync.model.region import Flaw, FlawKind, Region, RegionKind
from readme_sync.model.result import Fix, Level, Result
from readme_sync.model.settings import DEFAULT, ClaimSetting, Settings, TableForm, TrackerSetting, Words
from readme_sync.model.surroundings import NOWHERE, Kind, Surroundings

__all__ = [
    "DEFAULT",
    "NOWHERE",
    "UNKNOWN",
    "Bound",
    "Claim",
    "ClaimSetting",
    "Expression",
    "Fact",
    "FactSource",
    "Figure",
    "Fix",
    "Flaw",
    "FlawKind",
    "Item",
    "Kind",
    "Level",
    "Progress",
    "Readme",
    "Region",
    "RegionKind",
    "Result",
    "Section",
    "Settings",
    "SourceKind",
    "State",
    "Surroundings",
    "TableForm",
    "Tally",
    "Tracker",
    "TrackerKind",
    "TrackerSetting",
    "Value",
    "Verdict",
    "Words",
]
