"""RS506 unknown-ignore: a comment tells us to ignore a rule that does not exist.

## What it does

Reads `<!-- readme-sync: ignore RS206, row-numbers: a remark -->` and finds words that are no rule: no id, no name, no
family such as RS2.

## Why is this bad?

A misspelt rule is not left out. The other rules of the comment are.

## Example

    ## Phase 2 <!-- readme-sync: ignore RS31 the numbers are those of the course -->

Write `ignore RS301: the numbers are those of the course`. `readme-sync rule` lists the rules.

## Fix safety

There is no fix: which rule was meant, only the author knows.
"""

from collections.abc import Iterator

from readme_sync.model import Level, Readme
from readme_sync.rules.ignore_comments import ignores
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    for ignore in ignores(readme):
        yield from ignore.wrong


RULE = rule("RS506", "unknown-ignore", Level.WARNING, _find)
