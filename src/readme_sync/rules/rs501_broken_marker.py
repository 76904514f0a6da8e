"""RS501 broken-marker: a marker of readme-sync has no partner, or is not understood.

## What it does

Finds markers without an end or without a beginning, doubled, nested and reversed ones, those that begin in one
paragraph and end in another, words that are unknown, and text between markers that states nothing of what is asked for.
The exit code is 2.

## Why is this bad?

The author believes that the number is kept right, and nobody keeps it. Guessing where a region ends could cost text.

## Example

    We have done <!-- readme-sync: done of #plan -->3 lessons.

The end `<!-- /readme-sync -->` is missing.

## Fix safety

There is no fix: where the other marker belongs, only the author knows.
"""

from collections.abc import Iterator

from readme_sync.model import FlawKind, Level, Readme
from readme_sync.rules.rule import Finding, Stage, rule
from readme_sync.sources import Facts


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    return ((flaw.span, flaw.message) for flaw in readme.flaws if flaw.kind is FlawKind.BROKEN)


RULE = rule("RS501", "broken-marker", Level.ERROR, _find, Stage.INPUT)
