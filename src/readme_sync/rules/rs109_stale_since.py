"""RS109 stale-since: a number was right at an earlier version, and what it follows has changed since.

## What it does

Compares the document with an earlier version of it: `readme-sync check --since REV`, and by default in the Action (the
base of the pull request, or what the branch was before the push) and in the pre-commit hooks (`HEAD`). A number
that said then what the items came to, and does not say it now, in a line that was not touched, follows from them.
Reported is what hardly ever is chance: a fraction whose two parts were right, a percent next to a word of progress, and
what the author has brought in line at least twice before.

## Why is this bad?

Rows were added, removed or ticked, and the number that sums them up was forgotten.

## Example

    # Birds (2/3)

    - [x] Robin
    - [x] Wren
    - [ ] Kite
    - [ ] Crow

Before the crow was added, `(2/3)` was right. Now it should say `(2/4)`.

## Fix safety

Safe: the number is written as it was written before, and only where one derivation is possible.
"""

from collections.abc import Iterator

from readme_sync.model import Level, Readme
from readme_sync.rules._stale_claims import moved_since
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    return moved_since(readme, facts, certain=True)


RULE = rule("RS109", "stale-since", Level.ERROR, _find)
"""Finds nothing without an earlier version."""
