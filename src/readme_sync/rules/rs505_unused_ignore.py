"""RS505 unused-ignore: a comment tells the rules to leave out something that they do not find.

## What it does

Looks for the results that `<!-- readme-sync: ignore RS206 -->` leaves out, and finds the comments, and the rules in
them, that leave out none. Such a comment is about its own line; alone, about the next block (a table, a list, a
heading, a paragraph); `ignore-file` about the whole document.

## Why is this bad?

The defect is gone, or the comment stands in the wrong place; the next defect there goes by unseen.

## Example

    ## Phase 2 <!-- readme-sync: ignore RS301 -->

Nothing is wrong with the number of this section. Remove the comment, or what is left of it.

## Fix safety

There is no fix: whether the comment is too much or stands in the wrong place, only the author knows.
"""

from collections.abc import Iterator

from readme_sync.model import Level, Readme
from readme_sync.rules.ignore_comments import ABOUT_IGNORES, ignores, unused
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    from readme_sync.rules import every  # noqa: PLC0415  it imports this module

    told = ignores(readme)
    if not told:
        return
    asked = [one for one in every() if one.id not in ABOUT_IGNORES and any(ignore.means(one.id) for ignore in told)]
    results = [result for one in asked for result in one.check(readme, facts)]
    for ignore, names in unused(readme, results):
        place = "in this document" if ignore.lines is None else "here"
        what = f" of {', '.join(names)}" if names else ""
        yield ignore.span, f"there is no result{what} {place} to be ignored"


RULE = rule("RS505", "unused-ignore", Level.NOTE, _find)
