"""RS602 vanished-item: an item of an earlier version is not there any more.

## What it does

Compares the items of the document with those of an earlier version of it: `readme-sync check --since REV`. Items are
known by their section and label, so one that was renamed is gone, too. It is off by default: `extend-select =
["RS602"]`, or `RS6` for all of this family.

## Why is this bad?

A row that is lost in a merge is missed by nobody, and the totals that were computed anew look right.

## Example

    - [x] Robin

At `main`, there was a second task, `- [ ] Kite`.

## Fix safety

There is no fix: the row may have been removed on purpose.
"""

from readme_sync.model import Level
from readme_sync.rules._ratchet import vanished_items
from readme_sync.rules.rule import rule

RULE = rule("RS602", "vanished-item", Level.WARNING, vanished_items)
