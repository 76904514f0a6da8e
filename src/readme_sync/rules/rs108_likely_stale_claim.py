"""RS108 likely-stale-claim: a number is almost what it is probably derived from.

## What it does

Reports numbers whose place, label and size say what they count, but which no other number in the document confirms:
`## Chapters (5 files)` over a list of six, `3/6 tasks complete` below seven tasks. A number that is far from what is
listed counts something else, and is left alone.

## Why is this bad?

The list has probably grown since the number was written.

## Example

    ## Chapters (5 files)

    - one.md
    - two.md
    - three.md
    - four.md
    - five.md
    - six.md

Six files are listed.

## Fix safety

The fix is unsafe: the number may count something that is not listed.
"""

from collections.abc import Iterator

from readme_sync.model import Certainty, Level, Readme
from readme_sync.rules._stale_claims import stale_claims
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    return stale_claims(readme, facts, Certainty.LIKELY)


RULE = rule("RS108", "likely-stale-claim", Level.WARNING, _find)
