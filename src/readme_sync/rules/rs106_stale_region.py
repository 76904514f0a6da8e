"""RS106 stale-region: a region does not hold what it should.

## What it does

Compares what stands between the markers of a `summary`, `table`, `toc`, `chart` or `updated` with what readme-sync
would write there now. What formatters change does not matter: blanks in tables, escapes, signs of lists. The end of a
region carries a checksum of what was written, so that an edit by hand is noticed. That a date is out of date is only a
warning: `check` does not know what day it is, `readme-sync sync` writes it.

## Why is this bad?

A table of contents without the last chapter, or a summary of last month's figures, misleads.

## Example

    <!-- readme-sync: toc -->

    - [Install](#install)

    <!-- /readme-sync: 41af3b53 -->

    ## Install

    ## Use

The list lacks `Use`.

## Fix safety

Safe where nothing stands in the region, or what readme-sync wrote. Unsafe where the text was edited by hand, where
there is no checksum, and where rows left the data beside which the author has written something of his own.
"""

from collections.abc import Iterator

from readme_sync.errors import ReadmeSyncError
from readme_sync.facts import Facts
from readme_sync.facts.regions import Holding, Standing
from readme_sync.model import Fix, Level, Readme, Region, RegionKind, Result
from readme_sync.rules.rule import Rule
from readme_sync.text import Edit

_MESSAGES = {
    Standing.UNSIGNED: "holds what it should, but its end has no checksum of that",
    Standing.EMPTY: "nothing is written yet",
    Standing.STALE: "it no longer holds what it should",
    Standing.EDITED: "it does not hold what it should, and was edited by hand",
    Standing.STRANGE: "it does not hold what it should, and there is no checksum that says who wrote it",
    Standing.UNDATED: "the document has changed since; readme-sync sync writes the date",
}
_SAFE = (Standing.UNSIGNED, Standing.EMPTY, Standing.STALE)
_SHOWN = 3


def _check(readme: Readme, facts: Facts) -> Iterator[Result]:
    for region in readme.regions:
        try:
            holding = facts.of_region(region)
        except ReadmeSyncError:
            continue  # another rule says why it is not known
        if holding.standing is not Standing.RIGHT:
            level = Level.WARNING if region.kind is RegionKind.UPDATED else Level.ERROR
            message = f"{region.kind}: {_message(holding)}"
            yield Result("RS106", level, message, region.opening, _fix(readme, region, holding))


def _message(holding: Holding) -> str:
    if holding.standing is not Standing.LOSING:
        return _MESSAGES[holding.standing]
    rows = ", ".join(repr(row) for row in holding.rows[:_SHOWN])
    more = f" and {len(holding.rows) - _SHOWN} more" if len(holding.rows) > _SHOWN else ""
    return f"the data has no row {rows}{more} any more, beside which you wrote something; write drop=yes to let it go"


def _fix(readme: Readme, region: Region, holding: Holding) -> Fix | None:
    """The edits that bring a region in line; None where nobody knows how."""
    if holding.standing is Standing.UNDATED:
        return None
    end = f"<!-- /readme-sync: {holding.checksum} -->"
    edits = [Edit(region.inside, holding.inside), Edit(region.closing, end)]
    edits = [edit for edit in edits if readme.source.slice(edit.span) != edit.replacement]
    return Fix(f"write the {region.kind}", tuple(edits), safe=holding.standing in _SAFE, restructures=not region.inline)


RULE = Rule("RS106", "stale-region", Level.ERROR, _check, syncs=True)
