"""RS103 out-of-range: a row states more than all.

## What it does

Finds percents above 100 and fractions of which more is done than there is: `130%`, `7/5`. Estimates are left alone, and
so is `0/0`, which says nothing.

## Why is this bad?

One of the numbers is wrong, and every number that is derived from it.

## Example

    | Course | Progress |
    | ------ | -------- |
    | Scales | 7/5      |

Either 5 are done, or there are more than 5.

## Fix safety

There is no fix: which number is right, only the author knows.
"""

import re
from collections.abc import Iterator

from readme_sync.model import Level, Readme, Tracker
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text.regex import regex

_ALL = 100.0
_WHEN = regex(r"\b(?:dates?|days?|time|when|datum|fecha|data)\b|时间|時間|日期|日付|날짜", re.IGNORECASE)


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    for tracker, item in ((one, item) for one in readme.trackers for item in one.items):
        for figure in item.figures:
            progress = figure.progress
            if progress.total is not None and _holds_dates(tracker, figure.column):
                continue
            if progress.percent is not None and progress.percent > _ALL:
                if progress.total is None:
                    yield figure.span, f"states {progress.percent:g} %, more than all"
                else:
                    yield figure.span, f"states {progress.done:g} of {progress.total:g}, more than all"


def _holds_dates(tracker: Tracker, column: int | None) -> bool:
    """Return whether the header of a column says that `8/3` in it is a day."""
    return column is not None and column < len(tracker.header) and _WHEN.search(tracker.header[column]) is not None


RULE = rule("RS103", "out-of-range", Level.WARNING, _find)
