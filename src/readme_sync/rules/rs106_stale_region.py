"""RS106 stale-region: a region does not hold what it should.

## What it does

Compares what stands between the markers of a `summary`, `table`, `toc`, `chart` or `history` with what readme-sync
would write there now. What formatters change does not matter: blanks in tables, escapes, signs of lists. The end of a
region carries a checksum of what was written, so that an edit by hand is noticed. Dates of `updated` are RS107's.

## Why is this bad?

A table of contents without the last chapter, or a summary of last month's numbers, misleads.

## Example

    <!-- readme-sync: toc -->

    - [Install](#install)

    <!-- /readme-sync: 46db8771 -->

    ## Install

    ## Use

The list lacks `Use`.

## Fix safety

Safe where nothing stands in the region, or what readme-sync wrote. The fix is unsafe where the text was edited by hand,
where there is no checksum, and where rows left the data beside which the author has written something of their own.
"""

from collections.abc import Iterator

from readme_sync.model import Level, Readme, RegionKind
from readme_sync.rules._stale_claims import found_in
from readme_sync.rules.rule import Finding, Stage, rule
from readme_sync.sources import Facts


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    return found_in(readme, facts, lambda region: region.kind is not RegionKind.UPDATED)


RULE = rule("RS106", "stale-region", Level.ERROR, _find, Stage.SYNC)
