"""RS101 stale-claim: a number differs from what it is derived from.

## What it does

Compares each number that sums up others with what these come to: the number in a heading with the items of its
section, a total row with the rows, an overall number with all items, a number in a marker with what the marker asks
for. What is right when rounded down, up or to the nearest, at the decimals written, is right; a bar may be off by one
cell; an estimate (`~70%`, `380+`) is never wrong. What is in progress counts as not done.

## Why is this bad?

A README that states a wrong number is worse than one that states none.

## Example

    ## Phase 2 (1/3)

    - [x] Scales
    - [x] Chords
    - [ ] Rhythm

Two of three are done: the heading should say `(2/3)`.

## Fix safety

Safe where the truth was counted: only the characters of the value change. Where another number says something else and
nothing was counted, or an entry of a list may stand for two, either side may be wrong: that fix is unsafe. A heading's
anchor changes with its text; the fix says so where the document links to it.
"""

from collections.abc import Iterator

from readme_sync.model import Certainty, Level, Readme
from readme_sync.rules._stale_claims import stale_claims
from readme_sync.rules.rule import Finding, Stage, rule
from readme_sync.sources import Facts


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    return stale_claims(readme, facts, Certainty.CERTAIN)


RULE = rule("RS101", "stale-claim", Level.ERROR, _find, Stage.SYNC)
"""Also for claims that a marker or the configuration makes."""
