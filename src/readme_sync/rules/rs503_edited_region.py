"""RS503 edited-region: what stands in a region is not what readme-sync wrote there.

## What it does

Compares the checksum in the end of a region with what stands in it. What formatters change does not matter, nor what
the author writes into columns of their own beside those of a `table`.

## Why is this bad?

The next `readme-sync sync` cannot tell whether the edit is to stay, and leaves the region alone.

## Example

    <!-- readme-sync: toc -->

    - [How to install it](#install)

    <!-- /readme-sync: 46db8771 -->

    ## Install

The list was written with another title.

## Fix safety

There is no fix: move the edit out of the region, or take the markers away. RS106 has one that writes over it.
"""

from collections.abc import Iterator

from readme_sync.errors import ReadmeSyncError
from readme_sync.model import Level, Readme, RegionState
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    for region in readme.regions:
        try:
            standing = facts.of_region(region).standing
        except ReadmeSyncError:
            continue  # another rule says what is wrong
        if standing is RegionState.EDITED:
            text = f"this {region.noun} was edited by hand; sync leaves it alone until that is undone"
            yield region.closing, text


RULE = rule("RS503", "edited-region", Level.WARNING, _find)
