"""RS403 missing-alt: a progress picture has no alternative text.

## What it does

Finds pictures, in Markdown and HTML, whose address states a progress and whose alternative text is empty: once for all
of a document, at the first. Pictures that are decoration, and those beside a figure in text, may be without.

## Why is this bad?

Who cannot see the picture, or whose network does not load it, does not learn how far things are.

## Example

    | Course | Progress                           |
    | ------ | ---------------------------------- |
    | Scales | ![](https://geps.dev/progress/40)  |

Better `![40%](https://geps.dev/progress/40)`; `readme-sync set` keeps both in line.

## Fix safety

There is no fix: the text would be a copy of the figure, and who changes the one by hand must change the other.
"""

import re
from collections.abc import Iterator
from functools import cache

from readme_sync.facts import Facts
from readme_sync.model import Level, Readme
from readme_sync.notations import Target, named, of_target
from readme_sync.reading.pictures import all_pictures, read_address
from readme_sync.rules.rule import Found, rule
from readme_sync.text import Span
from readme_sync.text.regex import regex

_SILENT = regex(r"!\[\s*\]|<img\b", re.IGNORECASE)
_REACH = 200
"""How far behind its beginning an address may hold the name of its service."""


def _find(readme: Readme, _facts: Facts) -> Iterator[Found]:
    text = readme.source.text
    if not _may_find(text):
        return
    passed = set(_beside_text(readme)) | {definition.span for definition in readme.document.definitions.values()}
    silent = [
        (picture.span, stated)
        for picture in all_pictures(readme.document)
        if not picture.alt.text.strip() and picture.span not in passed and (stated := _says(picture.address.text))
    ]
    if silent:
        span, stated = silent[0]
        what = "this progress picture has" if len(silent) == 1 else f"{len(silent)} progress pictures have"
        yield span, f"{what} no alternative text, such as {stated!r}"


def _may_find(text: str) -> bool:
    """Whether a picture may be without text, and one may state a progress. Most documents need no parsing."""
    if not _SILENT.search(text):
        return False
    for found in _marks().finditer(text):
        start = text.rfind("http", max(0, found.start() - _REACH), found.start())
        if start >= 0 and _says(text[start : found.end()]):
            return True
    return False


@cache
def _marks() -> re.Pattern[str]:
    """What addresses hold that a notation may read, and all behind it."""
    marks = "|".join(re.escape(mark) for notation in of_target(Target.IMAGE) for mark in notation.marks)
    return re.compile(rf"(?:{marks})[^\s\"'()<>]*")


def _beside_text(readme: Readme) -> Iterator[Span]:
    """The pictures beside which a copy of their figure stands in text."""
    for item in readme.items:
        if len(item.figures) > 1:
            in_text = {figure.group for figure in item.figures if named(figure.notation).target is not Target.IMAGE}
            yield from (figure.span for figure in item.figures if figure.group in in_text)


def _says(address: str) -> str:
    """What the picture at an address states, as text; "" where nothing, or where only its service knows."""
    read = read_address(address)
    if read is None or read[1].percent is None:
        return ""
    progress = read[1]
    return f"{progress.percent:g}%" if progress.total is None else f"{progress.done:g}/{progress.total:g}"


RULE = rule("RS403", "missing-alt", Level.NOTE, _find)
