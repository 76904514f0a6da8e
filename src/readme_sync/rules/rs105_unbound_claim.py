"""RS105 unbound-claim: a figure seems to differ from what it is derived from, but it is not certain what that is.

## What it does

Reports figures that sum up others, as far as one can tell by where they stand, and that differ from what these come to;
and says why it is in doubt. A marker around the figure ends the doubt.

## Why is this bad?

Either the figure is wrong, or the reader counts as we do and takes it for wrong.

## Example

    Overall progress: 12%

    - [x] Scales
    - [ ] Chords

Half of the tasks are done. If the percent is about them, write

    Overall progress: <!-- readme-sync: percent -->12%<!-- /readme-sync -->

## Fix safety

There is no fix: what the figure is about, only the author knows.
"""

from collections.abc import Iterator

from readme_sync.errors import RequestError
from readme_sync.facts import Facts
from readme_sync.facts.wanted import is_right
from readme_sync.facts.wording import said, truth
from readme_sync.model import Claim, Level, Readme
from readme_sync.rules.rule import Found, rule


def _find(readme: Readme, facts: Facts) -> Iterator[Found]:
    for claim in readme.claims:
        if not claim.doubt:
            continue
        try:
            fact = facts.of(claim)
        except RequestError:
            continue
        if not is_right(claim, fact):
            stated = said(claim.figure.progress)
            yield claim.figure.span, f"says {stated}, {truth(claim, fact)}; {claim.doubt}: {_marker(readme, claim)}"


def _marker(readme: Readme, claim: Claim) -> str:
    """What to write around the figure if it is about the items that were counted."""
    marker = f"<!-- readme-sync: {claim.value}{_scope(readme, claim.section)} -->"
    return f"if it is about them, put {marker} before it, <!-- /readme-sync --> behind it"


def _scope(readme: Readme, index: int) -> str:
    """The nearest section around the figure that holds items; by its anchor, or the document by its name."""
    tallies = readme.tallies()
    section = readme.sections[index]
    while section.parent is not None and not tallies[index].total:
        index = section.parent
        section = readme.sections[index]
    if section.anchor:
        return f" of #{section.anchor}"
    return f" of {readme.source.path.rsplit('/', 1)[-1]}" if readme.source.path else ""


RULE = rule("RS105", "unbound-claim", Level.NOTE, _find)
