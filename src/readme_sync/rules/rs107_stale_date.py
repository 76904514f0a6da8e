"""RS107 stale-date: the document has changed since the date between the markers of `updated`.

## What it does

Compares the checksum in the end of such a region with the words and symbols of the document outside it. What formatters
change does not matter. `check` does not know what day it is: `readme-sync sync` writes the date.

## Why is this bad?

The date says that the document is older than it is.

## Example

    Updated on <!-- readme-sync: updated -->2026-11-24<!-- /readme-sync: 7e5c6f0a -->.

A word was changed since.

## Fix safety

There is no fix in `check`, which has no clock. `readme-sync sync` writes the date where one stands between the markers,
or nothing; other text is somebody's own, and stays.
"""

from collections.abc import Iterator

from readme_sync.model import Level, Readme, RegionKind
from readme_sync.rules._stale_claims import found_in
from readme_sync.rules.rule import Finding, Stage, rule
from readme_sync.sources import Facts


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    return found_in(readme, facts, lambda region: region.kind is RegionKind.UPDATED)


RULE = rule("RS107", "stale-date", Level.WARNING, _find, Stage.SYNC_LAST)
