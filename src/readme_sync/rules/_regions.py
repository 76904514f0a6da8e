"""What is wrong with what stands in a region, and the edits that write it: for the rules about regions."""

from collections.abc import Callable, Iterator

from readme_sync.errors import ReadmeSyncError
from readme_sync.model import Applicability, Fix, Readme, Region, RegionCheck, RegionState
from readme_sync.rules.rule import Finding
from readme_sync.sources import Facts
from readme_sync.text import Edit

_MESSAGES = {
    RegionState.UNSIGNED: "it holds what it should, but its end has no checksum of that",
    RegionState.EMPTY: "nothing is written yet",
    RegionState.STALE: "it no longer holds what it should",
    RegionState.EDITED: "it does not hold what it should, and was edited by hand",
    RegionState.STRANGE: "it does not hold what it should, and no checksum says who wrote it",
    RegionState.UNDATED: "it may be out of date; readme-sync sync brings it in line",
}
_SAFE = (RegionState.UNSIGNED, RegionState.EMPTY, RegionState.STALE)
_SHOWN = 3


def found_in(readme: Readme, facts: Facts, is_meant: Callable[[Region], bool]) -> Iterator[Finding]:
    """Those of the meant regions that do not hold what they should; what mends them, where anybody knows."""
    for region in readme.regions:
        if not is_meant(region):
            continue
        try:
            holding = facts.of_region(region)
        except ReadmeSyncError:
            continue  # another rule says why it is not known
        if holding.standing is RegionState.RIGHT:
            continue
        message = f"{region.kind}: {_message(holding)}"
        if holding.standing is RegionState.UNDATED:
            yield region.opening, message
        else:
            yield region.opening, message, _fix(readme, region, holding)


def _message(holding: RegionCheck) -> str:
    if holding.standing is not RegionState.LOSING:
        return _MESSAGES[holding.standing]
    rows = ", ".join(repr(row) for row in holding.rows[:_SHOWN])
    more = f" and {len(holding.rows) - _SHOWN} more" if len(holding.rows) > _SHOWN else ""
    return f"the data no longer has {rows}{more}, beside which you wrote something; write drop=yes to let it go"


def _fix(readme: Readme, region: Region, holding: RegionCheck) -> Fix:
    """The edits that bring a region in line."""
    end = f"<!-- /readme-sync: {holding.checksum} -->"
    edits = [Edit(region.inside, holding.inside), Edit(region.closing, end)]
    edits = [edit for edit in edits if readme.source.slice(edit.span) != edit.replacement]
    message = "write the checksum" if holding.standing is RegionState.UNSIGNED else f"write the {region.noun}"
    return Fix(
        message,
        tuple(edits),
        applicability=Applicability.of(safe=holding.standing in _SAFE),
        changes_structure=not region.inline,
    )
