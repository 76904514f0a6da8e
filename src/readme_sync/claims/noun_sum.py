"""A total over the counts of a list: `Files: 23` over `- 7 routes`, `- 16 tests`; `- Total: 40 lines` below others.

The list stands below the total, each of its entries a count and a noun; or the total is an entry, or the paragraph
below the list, and has a noun that stands behind a number in each of the other entries. Something may be left out, so
it is likely where the sum is near, else in doubt.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import near, number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims.form import Form
from readme_sync.markdown import Paragraph
from readme_sync.model import Claim, Doubt, Figure
from readme_sync.text.regex import any_of, regex

_NUMBER = r"(?<![\w.,/:~+#$–-])(?P<value>[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,7})(?![0-9.,%％:/+–-])"
_WORDS = "total totals gesamt insgesamt summe итого всего 合计 合計 共计 总计 합계 المجموع".split()
_TOTAL = regex(rf"(?i)\W{{0,6}}(?:grand |overall |sub)?(?:{'|'.join(_WORDS)})\b")
_may_say_total = any_of(_WORDS)
_NOUNS = regex(_NUMBER + r"(?P<words>(?:[ \xa0][^\W\d_][\w+/-]{0,20}){1,3})")
_LEAD = regex(r"(?s).*[:：][*_]{0,3}[ ]?" + _NUMBER + r"(?:[ \xa0][^\W\d_]{2,20}){0,2}[*_. ]{0,3}\Z")
_FIRST = regex(r"[^\w(]{0,6}(?:(?P<verb>[^\W\d_]{3,20})[ ])?" + _NUMBER + r"[ \xa0][^\W\d_]")
_ENTRY = regex(r"[^\w(]{0,6}" + _NUMBER + r"[ \xa0][^\W\d_][^\n:：()0-9]{1,40}(?:[(（][^\n]*)?")
_SHARE = 0.4
_NEAR = 0.2
_FEWEST = 3
_MOST = 6


def _find(page: ClaimContext) -> Iterator[Claim]:
    if sum(one.is_listed for one in page.passages) < _FEWEST:
        return
    passages = {one.block.span.start: one for one in page.passages if isinstance(one.block, Paragraph)}
    for listing in page.lists:
        before, behind, entries = listing.before, listing.behind, listing.paragraphs
        known = [passages[one.span.start] for one in entries if one.span.start in passages]
        if len(known) < _FEWEST:
            continue
        lead = passages.get(before.span.start) if before else None
        if lead and len(known) == len(entries):
            yield from _of_lead(lead, known)
        tail = passages.get(behind.span.start) if behind else None
        for index, one in enumerate((*known, *([tail] if tail else ()))):
            if _may_say_total(one.raw.casefold()) and _TOTAL.match(one.seen.text):
                yield from _of_nouns(one, known[:index])
                break  # below a total come other things


def _of_lead(lead: TextBlock, entries: Sequence[TextBlock]) -> Iterator[Claim]:
    """Yield the claim of a count over a list whose entries are counts."""
    found = _LEAD.match(lead.seen.text)
    parts = [_ENTRY.fullmatch(one.seen.text.strip()) for one in entries] if found else []
    figure = number_at(lead.seen, found.span("value")) if found and all(parts) else None
    if figure:
        yield from _claim(lead, figure, sum(_value(part) for part in parts if part), _SHARE)


def _of_nouns(total: TextBlock, entries: Sequence[TextBlock]) -> Iterator[Claim]:
    """Yield the claims of the numbers of a total, each over those with the same noun in the entries."""
    for found in islice(_NOUNS.finditer(total.seen.text), _MOST):
        for noun in found["words"].casefold().split():
            parts = [_with_noun(one, noun) for one in entries]
            numbers = [part for part in parts if part is not None]
            if len(numbers) >= _FEWEST and len(numbers) + 1 >= len(entries) - 1:
                figure = number_at(total.seen, found.span("value"))
                if figure:
                    yield from _claim(total, figure, sum(numbers), _NEAR)
                break
        else:
            yield from _of_firsts(total, found, entries)


def _of_firsts(total: TextBlock, found: re.Match[str], entries: Sequence[TextBlock]) -> Iterator[Claim]:
    """Yield the claim of the first number of a total, over the first numbers behind one word: `Wrote 51 parsers`."""
    parts = [part for one in entries if (part := _FIRST.match(one.seen.text))]
    is_first = not any(map(str.isdigit, total.seen.text[: found.start()]))
    if is_first and len(parts) >= max(_FEWEST, len(entries) - 1) and len({part["verb"] for part in parts}) == 1:
        figure = number_at(total.seen, found.span("value"))
        if figure:
            yield from _claim(total, figure, sum(map(_value, parts)), _NEAR)


def _with_noun(entry: TextBlock, noun: str) -> float | None:
    """Return the one number of an entry that has a noun behind it."""
    found = [_value(one) for one in _NOUNS.finditer(entry.seen.text) if noun in one["words"].casefold().split()]
    return found[0] if len(found) == 1 else None


def _claim(passage: TextBlock, figure: Figure, truth: float, share: float) -> Iterator[Claim]:
    if near(figure.progress.done or 0.0, truth, share):
        is_near = near(figure.progress.done or 0.0, truth, 0.1)
        doubt = Doubt.NEAR_COUNT if is_near else Doubt.OTHER_PARTS
        yield count_claim(figure, passage.section, [truth], "the counts of the list summed up", doubt)


def _value(found: re.Match[str]) -> float:
    return float(found["value"].replace(",", ""))


FORM = Form("noun-sum", 108, _find)
