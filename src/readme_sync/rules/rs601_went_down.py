"""RS601 went-down: an item has a lower percent than at an earlier version.

## What it does

Compares the items of the document with those of an earlier version of it: `readme-sync check --since REV`. Items are
known by their section and label; those that state no percent are left out. It is off by default: `extend-select =
["RS601"]`, or `RS6` for all of this family.

## Why is this bad?

Done work is hardly ever undone. Mostly a merge took the older row, or a value was put into the wrong one.

## Example

    | Title | Progress |
    | ----- | -------- |
    | Emma  | 40%      |

At `main`, the row of Emma said 60 %.

## Fix safety

There is no fix: only the author knows which value is right.
"""

from readme_sync.model import Level
from readme_sync.rules._ratchet import lower_items
from readme_sync.rules.rule import rule

RULE = rule("RS601", "went-down", Level.WARNING, lower_items)
