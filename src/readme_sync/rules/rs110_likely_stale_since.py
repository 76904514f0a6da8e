"""RS110 likely-stale-since: a number was probably right by more than chance at an earlier version, and is not any more.

## What it does

Compares the document with an earlier version of it: `readme-sync check --since REV`, and by default in the Action (the
base of the pull request, or what the branch was before the push) and in the pre-commit hooks (`HEAD`). Reported
is what RS109 leaves out because it may have been right by chance: a count next to a word of progress or the name of the
items, a badge, a total, 0 % and 100 %, and a fraction of which only the first number is counted: `13 / 25`.

## Why is this bad?

The number may count what has changed; only the author knows. `readme-sync numbers --bind` ends the doubt.

## Example

    Done: 2

    - [x] Robin
    - [x] Wren
    - [x] Crow
    - [ ] Kite

Before the crow was ticked, `2` was right. Now it should say `3`.

## Fix safety

The fix is unsafe: the number may be about something else.
"""

from collections.abc import Iterator

from readme_sync.model import Level, Readme
from readme_sync.rules._stale_claims import moved_since
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    return moved_since(readme, facts, certain=False)


RULE = rule("RS110", "likely-stale-since", Level.NOTE, _find)
"""Finds nothing without an earlier version."""
