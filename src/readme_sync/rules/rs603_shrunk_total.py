"""RS603 shrunk-total: a section has fewer items than at an earlier version.

## What it does

Counts the items of each section, and of the document, and compares with an earlier version of it: `readme-sync check
--since REV`. Sections are known by their titles. It is off by default: `extend-select = ["RS603"]`, or `RS6` for all of
this family.

## Why is this bad?

Where a total shrinks, the percent goes up though nothing was done.

## Example

    ## Birds (1/1)

    - [x] Robin

At `main`, it was `(1/2)`.

## Fix safety

There is no fix: items may have been removed on purpose.
"""

from readme_sync.model import Level
from readme_sync.rules._ratchet import lower_totals
from readme_sync.rules.rule import rule

RULE = rule("RS603", "shrunk-total", Level.WARNING, lower_totals)
