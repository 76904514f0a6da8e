"""A badge with a count and no total: `Problems Solved-31-blue`, over the items or the rows of the document.

What it counts its label hardly says, so it is in doubt, and passed over where the document has nothing of that size.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._below import column_sums
from readme_sync.claims._counts import near as is_near
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import are_a_whole, counts_what_is_done, label_of_picture, names_a_part
from readme_sync.claims.form import Form
from readme_sync.model import Bound, Claim, Doubt, Fact, Figure, Progress, Value
from readme_sync.text.regex import regex
from readme_sync.text.source import cut, whole_span
from readme_sync.trackers.images import Picture

BADGE = regex(
    r"shields\.io/badge/(?:[^-?#/]|--)+-(?P<value>[0-9]{1,5})(?:(?:%20|_| )[A-Za-z]{4,12})?-[^-?#/]+(?:[?#]|\Z)"
)
_ALL = regex(
    r"(?:total[ ])?(?:problems|questions|solutions|exercises|challenges|katas?|lessons|puzzles)|total|"
    r"题目|题目总数|总数|문제",
    re.IGNORECASE,
)
"""What a badge is called that counts all there is."""
_FEWEST = 5


def _find(page: ClaimContext) -> Iterator[Claim]:
    for passage in page.passages:
        if "shields.io/badge/" in passage.raw:
            for picture in passage.pictures:
                yield from _claims(page, picture, passage.section)


def _claims(page: ClaimContext, picture: Picture, section: int) -> Iterator[Claim]:
    address = picture.address
    found = BADGE.search(address.text)
    label = label_of_picture(address.text, picture.alt.text)
    if not found or not (counts_what_is_done(label) or _ALL.fullmatch(label)):
        return
    excerpt = cut(address, *found.span("value"))
    number = int(found["value"])
    fractions = [one.progress for one in page.counts(0, "") if one.progress.total]
    sizes = [size for one in fractions for size in (one.done, one.total) if size is not None]
    sizes += map(float, (*page.families, page.numbered))
    sizes += [size for size, _ in column_sums(page)]
    parts = _parts(page)
    sizes = [parts] if parts else sizes
    near = sorted(
        (size for size in sizes if parts or (size >= _FEWEST and is_near(number, size))),
        key=lambda size: abs(size - number),
    )
    if excerpt is None or not near:
        return
    figure = Figure("number", excerpt, whole_span(excerpt), Progress.of_number(number))
    progresses = tuple(dict.fromkeys(map(Progress.of_number, (*near, *sizes, sum(page.families)))))
    yield Claim(figure, Value.DONE, Fact(progresses, "counting all items"), Bound.FORM, section, Doubt.OTHER_THING)


def _parts(page: ClaimContext) -> float:
    """Return the sum of the badges that count by kind: easy, medium, hard; 0 where there are too few."""
    badges = [
        (label_of_picture(picture.address.text, "").casefold(), int(found["value"]))
        for passage in page.passages
        if "/badge/" in passage.raw
        for picture in passage.pictures
        if (found := BADGE.search(picture.address.text))
    ]
    known = [(label, number) for label, number in badges if names_a_part(label) and not counts_what_is_done(label)]
    return float(sum(number for _, number in known)) if are_a_whole([label for label, _ in known]) else 0.0


FORM = Form("badge-count", 110, _find)
