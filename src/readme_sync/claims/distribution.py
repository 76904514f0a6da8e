"""Counts with their percents that make up a whole: `Total: 62`, `Passing: 21 (34%)`, `Failing: 39 (63%)`.

They stand in one list, or in the lines of one paragraph. The whole is the total beside them, else their sum; all
percents but one at most are of that. Nothing is counted, so it is likely at most.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.claims._bind import beside_claim
from readme_sync.claims._counts import number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Doubt, Figure, Progress
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import agree
from readme_sync.trackers.header_words import is_total

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,6})"
_PART = regex(
    rf"(?<![\w.,/:~+#$–-])(?P<count>{_NUMBER})(?:[ \xa0][^\W\d_]{{2,20}}){{0,2}}[ \xa0]?"
    r"[(（][ ]?(?P<percent>[0-9]{1,3}(?:[.,][0-9]{1,2})?[ \xa0]?[%％])[ ]?[)）]"
)
_MAY = regex(r"[0-9][^\n0-9]{0,50}[(（][^\n0-9(（]{0,4}[0-9.,]{1,6}[ \xa0]?[%％]")
_TOTAL = regex(rf"\W{{0,6}}(?P<label>[^\n:：0-9]{{2,40}})[:：][*_ \xa0]{{0,4}}(?P<count>{_NUMBER})(?![0-9.,/%％~+–-])")
_FEWEST = 2
_FEWEST_OF_SUM = 3
_APART = 15.0


class _Part(NamedTuple):
    """A count and its percent."""

    number: float
    percent: Figure
    section: int


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.may_hold_share:
        return
    passages = {one.block.span.start: one for one in page.passages if _MAY.search(one.raw)}
    if not passages:
        return
    every = {one.block.span.start: one for one in page.passages}
    for listing in page.lists:
        entries = [every[first.span.start] for first in listing.firsts if first.span.start in every]
        if sum(one.block.span.start in passages for one in entries) >= _FEWEST:
            yield from _claims([(one, 0, len(one.seen.text)) for one in entries])
    for passage in passages.values():
        if not passage.is_listed and "\n" in passage.raw:
            yield from _claims([(passage, *line) for line in passage.lines])


def _claims(lines: Sequence[tuple[TextBlock, int, int]]) -> Iterator[Claim]:
    """Yield the claims of the percents that stand together."""
    parts: list[_Part] = []
    totals: list[float] = []
    for passage, start, end in lines:
        found = list(_PART.finditer(passage.seen.text, start, end))
        percent = number_at(passage.seen, found[0].span("percent"), "percent") if len(found) == 1 else None
        total = None if found else _TOTAL.match(passage.seen.text, start, end)
        if percent:
            parts.append(_Part(_value(found[0]), percent, passage.section))
        elif total and is_total(total["label"].split()[0]):
            totals.append(_value(total))
    whole = totals[0] if len(totals) == 1 else sum(part.number for part in parts) if not totals else 0.0
    if whole and _is_whole(parts, whole, has_total=bool(totals)):
        for part in parts:
            truth = Progress.of_fraction(part.number, whole)
            if abs((part.percent.progress.percent or 0.0) - (truth.percent or 0.0)) < _APART:
                origin = f"{part.number:g} of {whole:g} beside it"
                yield beside_claim(part.percent, part.section, truth, origin, Doubt.NEAR_COUNT)


def _is_whole(parts: Sequence[_Part], whole: float, *, has_total: bool) -> bool:
    """Return whether all percents, but for one at most, are those of the counts, and of some that are not nothing."""
    if len(parts) < (_FEWEST if has_total else _FEWEST_OF_SUM) or any(part.number > whole for part in parts):
        return False
    shares = [(part.percent, Progress.of_fraction(part.number, whole)) for part in parts]
    right = sum(agree(stated, stated._replace(progress=truth)) for stated, truth in shares)
    return right >= len(parts) - 1 and (has_total or sum(part.number > 0 for part in parts) >= _FEWEST)


def _value(found: re.Match[str]) -> float:
    return float(found["count"].replace(",", ""))


FORM = Form("distribution", 94, _find)
