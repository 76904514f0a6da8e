"""RS113 issue-rows: a row that should follow an issue cannot.

## What it does

Looks at the rows that follow issues, by `[[issues]]` in the configuration or by `<!-- readme-sync: follow issues -->`:
finds rows that name several issues, rows that name the same one, sections without such rows, and sections that are not
there. Where `sync` asks GitHub, it says with this id, too, that an issue is in another repository, was deleted or
moved, and that a row and its issue have both changed.

## Why is this bad?

Such a row stays as it is, whatever becomes of the issue.

## Example

    <!-- readme-sync: follow issues -->

    - [ ] Dark mode (#12)
    - [x] Themes (#12)

Both rows name #12.

## Fix safety

There is no fix: which row is meant, only the author knows.
"""

from collections.abc import Iterator

from readme_sync.model import Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.sources.issue_rows import issue_rows


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    yield from issue_rows(readme).wrong


RULE = rule("RS113", "issue-rows", Level.WARNING, _find)
