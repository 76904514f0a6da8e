"""A fraction by sign over the items that bear it: `- 🟢 Simple: 1/5` over `- [ ] 🟢 a`, `- [x] 🔴 b`.

It is so where two such lines or more have as many in all as there are items with their sign, and no line has another
number.
"""

from collections.abc import Iterator
from typing import NamedTuple

from readme_sync.claims._bind import claim_of
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import Counted, count_items
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Fact, Figure, Item, Progress
from readme_sync.text.regex import regex

_SIGN = r"(?P<sign>[^\w\s\[\](){}<>|.,:;!?'\"`*_~#+=/\\&%$@^-]\ufe0f?)"
_LINE = regex(r"[*_ ]{0,4}" + _SIGN + r"[*_ \xa0]")
_ITEM = regex(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?:\[[^\]\n]\][ \t]+)?[*_]{0,3}" + _SIGN + r"[*_ \xa0]")
_FEWEST = 2


class _Group(NamedTuple):
    """A fraction behind a sign, and the progress of the items with that sign."""

    figure: Figure
    section: int
    sign: str
    truth: Progress


def _find(page: ClaimContext) -> Iterator[Claim]:
    source = page.readme.source
    if source.text.isascii() or not page.inside[0]:
        return
    lines = [(found["sign"], one) for one in page.fractional if one.is_listed and (found := _LINE.match(one.seen.text))]
    if len({sign for sign, _ in lines}) < _FEWEST:
        return
    items: dict[str, list[Item]] = {}
    for tracker in page.inside[0]:
        for item in tracker.items:
            bearing = _ITEM.match(source.text, source.line_start(item.span.start))
            if bearing:
                items.setdefault(bearing["sign"], []).append(item)
    groups = [group for sign, one in lines if sign in items and (group := _group(one, sign, items[sign]))]
    is_meant = all(group.figure.progress.total == group.truth.total for group in groups)
    if is_meant and len({group.sign for group in groups}) >= _FEWEST:
        for group in groups:
            fact = Fact((group.truth,), f"the items with {group.sign}")
            yield claim_of(group.figure, group.section, fact)


def _group(passage: TextBlock, sign: str, items: list[Item]) -> _Group | None:
    """Return the one fraction of a line with the items that it may count: not those that state such fractions."""
    figures = [figure for _, figure in passage.fractions]
    if len(figures) != 1 or any(item.span.start <= figures[0].span.start < item.span.end for item in items):
        return None
    truth = Progress.of_fraction(count_items(items, Counted.DONE), len(items))
    return _Group(figures[0], passage.section, sign, truth)


FORM = Form("sign-groups", 28, _find)
