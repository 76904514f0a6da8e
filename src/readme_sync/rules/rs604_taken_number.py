"""RS604 taken-number: a new row has a number that another row has at an earlier version, which is not here.

## What it does

Compares the numbers in front of rows with those of an earlier version: `readme-sync check --since REV`, best with the
branch into which this one will be merged. It reports a row that is new, stands below rows that both have, and has the
number of another row that is not in this document. A row that was renamed looks the same where it is the last one, so
labels that are alike are left out. It is off by default: `extend-select = ["RS604"]`, or `RS6` for all of this family.

## Why is this bad?

Two branches took the next number. They merge without a conflict, and then there are two rows 42.

## Example

    | # | Course | Progress |
    | - | ------ | -------- |
    | 1 | Scales | 100%     |
    | 2 | Chords | 40%      |

At `main`, row 2 is `Rhythm`, and there is no `Chords`.

## Fix safety

There is no fix: merge the other branch, or take a free number. `readme-sync merge` and `resolve` number such rows
anew.
"""

from readme_sync.model import Level
from readme_sync.rules._ratchet import taken_numbers
from readme_sync.rules.rule import rule

RULE = rule("RS604", "taken-number", Level.WARNING, taken_numbers)
