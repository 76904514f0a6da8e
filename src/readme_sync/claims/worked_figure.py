"""A figure worked out of two numbers in front of it: `From 75 to 56 (-19)`, `18 out of 53 files (34 % of them)`.

A change follows from what was and what is: their difference, or its share of what was. A percent follows from the part
and the whole, with words between them, or `~` before them. Nothing is counted, so it is likely at most, and what is far
from the numbers is of something else.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._bind import beside_claim, claim_of, count_claim
from readme_sync.claims._counts import near, number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import ENDED
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Doubt, Fact, Progress
from readme_sync.text.regex import regex

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,7}(?:\.[0-9]{1,2})?)"
_CHANGE = regex(
    rf"(?<![\w.,/:+-])(?P<old>{_NUMBER})[ ]?(?P<share>%?)(?:[ ][^\W\d_]{{2,20}})?[ ]?(?:→|->|to)[ ]?"
    rf"(?P<new>{_NUMBER})(?![0-9.,/:-])[ ]?%?(?:[ ][^\W\d_]{{2,20}}){{0,2}}[ ]?"
    rf"[(（][ ]?(?P<sign>[+−–-])?(?P<delta>{_NUMBER})[ ]?(?P<unit>%|pp\b|points?\b)?"
    r"(?:[ ](?:reduction|reduced|decrease|increase|improvement|improved|less|fewer|more|down|up))?[!. ]{0,3}[)）]"
)
_SHARE = regex(
    rf"(?<![\w.,/:+-])(?P<done>{_NUMBER}|[(][0-9]{{1,6}}(?:[ ]?[+][ ]?[0-9]{{1,6}}){{1,5}}[)])"
    rf"(?:[ ][^\W\d_]{{2,20}}){{0,2}}[ ]?(?:/|／|out of|of|von|de|из|sur)[ ]?~?(?P<total>{_NUMBER})(?![0-9.,/:])"
    r"(?P<words>[^\n0-9%％.;,=(（:]{0,60}[^\n0-9%％.;,=(（: ])?[ ]?"
    r"(?:(?P<opened>[(（])|=|≈|,|:)[ ]?(?P<percent>[0-9]{1,3}(?:[.,][0-9]{1,2})?[ ]?[%％])"
)
_CLOSED = regex(r"[^()（）0-9\n]{0,30}[)）]")
_ARROW = regex(r"[0-9][^\n]{0,40}?(?:→|->|to)[ ]?[0-9][^\n]{0,50}?[(（]")
_PERCENT = regex(r"[0-9][)]?(?:[ ][^\W\d_]{2,20}){0,2}[ ]?(?:[/／]|out of|of|von|de|из|sur)[ ]?~?[0-9]")
_FEWEST = 3
_APART = 15.0


def _find(page: ClaimContext) -> Iterator[Claim]:
    for passage in page.speaking(_may_hold, _FEWEST):
        text = passage.seen.text
        for found in _CHANGE.finditer(text):
            yield from _of_change(passage, found)
        for found in _SHARE.finditer(text):
            yield from _of_share(passage, found)


def _may_hold(raw: str) -> bool:
    """Return whether a text may hold a change or a share."""
    has_share = "%" in raw or "％" in raw
    if not has_share and "→" not in raw and "->" not in raw:
        return False
    plain = raw.replace("*", "")
    return _ARROW.search(plain) is not None or (has_share and _PERCENT.search(plain) is not None)


def _of_change(passage: TextBlock, found: re.Match[str]) -> Iterator[Claim]:
    old, new, stated = (_value(found[name]) for name in ("old", "new", "delta"))
    apart = abs(new - old)
    if not found["unit"]:
        figure = number_at(passage.seen, found.span("delta")) if found["sign"] else None
        if figure and near(stated, apart):
            yield count_claim(figure, passage.section, [apart], _origin(found["old"], found["new"]), Doubt.NEAR_COUNT)
        return
    truths = [apart] if found["share"] else []
    truths += [100.0 * apart / old] if old and found["unit"] == "%" else []
    figure = (
        number_at(passage.seen, (found.start("delta"), found.end("unit")), "percent") if found["unit"] == "%" else None
    )
    if figure and truths and min(abs(stated - truth) for truth in truths) < _APART:
        fact = Fact(tuple(map(Progress.of_percent, truths)), _origin(found["old"], found["new"]), is_disputable=True)
        yield claim_of(figure, passage.section, fact, Doubt.NEAR_COUNT)


def _of_share(passage: TextBlock, found: re.Match[str]) -> Iterator[Claim]:
    done, total = sum(map(_value, found["done"].strip("()").split("+"))), _value(found["total"])
    end = found.end("percent")
    closed = _CLOSED if found["opened"] else ENDED
    is_meant = closed.match(passage.seen.text, end)
    figure = number_at(passage.seen, found.span("percent"), "percent") if is_meant else None
    if figure and 0 <= done <= total > 0:
        truth = Progress.of_fraction(done, total)
        if abs((figure.progress.percent or 0.0) - (truth.percent or 0.0)) < _APART:
            origin = _origin(found["done"], found["total"])
            yield beside_claim(figure, passage.section, truth, origin, Doubt.NEAR_COUNT)


def _origin(one: str, other: str) -> str:
    return f"{one} and {other} beside it"


def _value(text: str) -> float:
    return float(text.replace(",", ""))


FORM = Form("worked-figure", 92, _find)
