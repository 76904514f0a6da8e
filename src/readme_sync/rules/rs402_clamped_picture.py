"""RS402 clamped-picture: a progress image whose address the service does not draw as it is written.

## What it does

Finds addresses of geps.dev with a value outside 0 to 100, or outside `min` and `max`, or with only one of the two.

## Why is this bad?

The service draws the nearest value that it can, or an error; the page does not show what the address says.

## Example

    ![](https://geps.dev/progress/140)

The image shows 100 %.

## Fix safety

There is no fix: what was meant, only the author knows.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from readme_sync.model import Level, Readme
from readme_sync.notations import Notation, Target, of_target
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text.regex import regex
from readme_sync.trackers.images import all_pictures

_HARMLESS = r"(?:[0-9]{1,2}|100)/?(?=[)\"'\s])"


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    strict = [notation for notation in of_target(Target.IMAGE) if notation.defect]
    if not _may_find(readme.source.text, strict):
        return
    for picture in all_pictures(readme.document):
        for notation in strict:
            if notation.defect and (defect := notation.defect(picture.address.text)):
                yield picture.span, defect


def _may_find(text: str, notations: Sequence[Notation]) -> bool:
    """Whether an address needs a closer look: one is no plain number from 0 to 100. Most documents need no parsing."""
    marks = tuple(mark for notation in notations for mark in notation.marks)
    return any(mark in text for mark in marks) and _suspicious(marks).search(text) is not None


@cache
def _suspicious(marks: tuple[str, ...]) -> re.Pattern[str]:
    return regex(f"(?:{'|'.join(map(re.escape, marks))})(?!{_HARMLESS})")


RULE = rule("RS402", "clamped-picture", Level.WARNING, _find)
