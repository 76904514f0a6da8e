"""RS403 missing-alt: a progress image has no alternative text.

## What it does

Finds images, in Markdown and HTML, whose address states a progress and whose alternative text is empty: once for all
of a document, at the first. Images that are decoration, and those beside a number in text, may be without.

## Why is this bad?

Who cannot see the image, or whose network does not load it, does not learn how far things are.

## Example

    | Course | Progress                           |
    | ------ | ---------------------------------- |
    | Scales | ![](https://geps.dev/progress/40)  |

Better `![40%](https://geps.dev/progress/40)`; `readme-sync set` keeps both in line.

## Fix safety

The fix writes what each image states as its text; an `<img>` with an empty `alt` is left alone. It is unsafe: if you
change the number by hand, you must then change the text as well, and a better text may say what it is about.
"""

import re
from collections.abc import Iterator
from functools import cache

from readme_sync.model import Applicability, Figure, Fix, Level, Progress, Readme
from readme_sync.notations import Target, named, of_target
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Edit, Source, Span
from readme_sync.text.regex import ENABLED, regex
from readme_sync.trackers.figures import can_hold_picture
from readme_sync.trackers.images import pictures_at, read_address

_SILENT = regex(r"!\[\s*\]|<[iI][mM][gG]\b")
_MAY_BE_SILENT = regex(r"!\[(?![A-Za-z0-9])|<[iI][mM][gG]\b")
"""A letter right behind the bracket is one of the alternative text."""
_EMPTY = "![]("
_OTHERWISE_SILENT = regex(r"!\[(?![A-Za-z0-9]|\]\()|<[iI][mM][gG]\b")
"""The same without those written `![](...)`."""
_REACH = 200
"""How far behind its beginning an address may hold the name of its service."""


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    if ENABLED and not (readme.source.once(can_hold_picture) and _may_find(readme.source.text)):
        return
    found = sorted(_silent(readme))
    if not found:
        return
    what = "this progress picture has" if len(found) == 1 else f"{len(found)} progress pictures have"
    message = f"{what} no alternative text, such as {_stated(found[0][1])!r}"
    stated = cache(_stated)  # most pictures of many state the same
    edits = tuple([edit for span, one in found if (edit := _with_text(readme.source, span, stated(one)))])
    fix = Fix("write what the pictures state as their text", edits, Applicability.UNSAFE)
    yield (found[0][0], message, *((fix,) if edits else ()))


_NO_TEXT = regex(r"!\[(?P<empty>\s*)\]|<img\b(?P<html>)(?![^<>]*\balt\b)", re.IGNORECASE)


def _with_text(source: Source, span: Span, text: str) -> Edit | None:
    """Return the edit that gives a picture its text; None for `alt=""`, which says that it is decoration."""
    if source.text.startswith(_EMPTY, span.start):  # as most are written
        place = span.start + len("![")
        return Edit(Span(place, place), text)
    found = _NO_TEXT.match(source.text, span.start, span.end)
    if not found:
        return None
    is_html = found["html"] is not None
    return Edit(Span(*found.span("html" if is_html else "empty")), f' alt="{text}"' if is_html else text)


def _silent(readme: Readme) -> Iterator[tuple[Span, Progress]]:
    """The pictures without alternative text, each with what it states. Figures of items are known already."""
    text = readme.source.text
    passed = set(_beside_text(readme))
    pictured = [figure for figure in _pictured(readme) if text.startswith(_EMPTY, figure.span[0])]
    for figure in pictured:
        if figure.progress.percent is not None and figure.span not in passed:
            yield figure.span, figure.progress
    if text.count("![") == len(pictured) and "<" not in text:
        return
    known = {figure.span.start for figure in pictured}
    # Where all that are written so are known, the others are few; `re` is faster in passing over the many.
    pattern = _OTHERWISE_SILENT if text.count(_EMPTY) == len(known) else _MAY_BE_SILENT
    others = [found.start() for found in pattern.finditer(text) if found.start() not in known]
    for picture in pictures_at(readme.document, others):
        if picture.alt.text.strip() or picture.span.start in known or picture.span in passed:
            continue
        if progress := _says(picture.address.text):
            yield picture.span, progress


def _may_find(text: str) -> bool:
    """Whether a picture may be without text, and one may state a progress. Most documents need no parsing."""
    if not _SILENT.search(text):
        return False
    for found in _marks().finditer(text):
        start = text.rfind("http", max(0, found.start() - _REACH), found.start())
        if start < 0 or _says(text[start : found.end()]):  # a picture in the repository has no scheme
            return True
    return False


@cache
def _marks() -> re.Pattern[str]:
    """What addresses hold that a notation may read, and all behind it."""
    marks = "|".join(re.escape(mark) for notation in of_target(Target.IMAGE) for mark in notation.marks)
    return regex(rf"(?:{marks})[^\s\"'()<>]*")


def _pictured(readme: Readme) -> Iterator[Figure]:
    """The figures of items that are pictures in Markdown."""
    names = {notation.name for notation in of_target(Target.IMAGE)}
    return (figure for item in readme.items for figure in item.figures if figure.notation in names)


def _beside_text(readme: Readme) -> Iterator[Span]:
    """The pictures beside which a copy of their figure stands in text."""
    for item in readme.items:
        if len(item.figures) > 1:
            in_text = {figure.group for figure in item.figures if named(figure.notation).target is not Target.IMAGE}
            yield from (figure.span for figure in item.figures if figure.group in in_text)


def _says(address: str) -> Progress | None:
    """What the picture at an address states; None where nothing, or where only its service knows."""
    read = read_address(address)
    return read[1] if read and read[1].percent is not None else None


def _stated(progress: Progress) -> str:
    """A progress as text."""
    return f"{progress.percent:g}%" if progress.total is None else f"{progress.done:g}/{progress.total:g}"


RULE = rule("RS403", "missing-alt", Level.NOTE, _find)
