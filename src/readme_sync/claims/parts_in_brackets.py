"""A count with its parts in parentheses: `9 features (6 agents + 3 workflows)`, `266 types (84 core, 182 more)`.

Parts joined by plus signs are all there are. Parts joined by commas may be some of them: then only a count that is off
by one is likely to be wrong.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import near, number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Doubt, Fact, Figure
from readme_sync.text.regex import regex

_PART = r"[0-9]{1,6}(?![0-9.,%:/])(?!％)[^\n()（）0-9+,;&|]{0,30}"
_NUMBER_OF_ALL = r"(?P<{0}>[0-9]{{1,6}})(?![0-9.,%:/+])(?!％)"
_TOTAL = regex(
    rf"(?<![\w.,/:~+#(-]){_NUMBER_OF_ALL.format('value')}[^\n()（）0-9,;|]{{0,40}}[(（][ ]?"
    rf"(?P<parts>{_PART}(?:(?P<sign>[+＋]|,|&| and | und | et )[ ]?{_PART}){{1,8}})[)）](?![ ]?[=/*×+-])"
    rf"|(?<![\w.,/:~+#-]){_NUMBER_OF_ALL.format('first')}[^\n()（）0-9,;:=|]{{1,40}}[:=][ ]?"
    rf"(?P<sum>{_PART}(?:[+＋][ ]?{_PART}){{1,8}})(?![(（=/*×+-])"
)
_NUMBER = regex(r"[0-9]{1,6}")
_FEWEST = 3
_OPENED = regex(
    r"[0-9:=](?:(?<=[0-9])(?![0-9])[^\n0-9()]{0,40}[(（][ ]?[0-9]++(?![.,%:/])[^\n]{0,30}?"
    r"(?:[+,&]|＋| and | und | et )|(?<=[:=])[ ]?[0-9][^\n]{0,40}[+＋])"
)


def _find(page: ClaimContext) -> Iterator[Claim]:
    for passage in page.speaking(_may_hold, _FEWEST):
        for found in _TOTAL.finditer(passage.seen.text):
            claim = _claim(page, passage, found)
            if claim:
                yield claim


def _may_hold(raw: str) -> bool:
    has_plus, is_opened = "+" in raw or "＋" in raw, "(" in raw or "（" in raw
    joins = has_plus or (is_opened and any(sign in raw for sign in (",", "&", " and ", " und ", " et ")))
    return joins and _OPENED.search(raw.replace("*", "")) is not None


def _claim(page: ClaimContext, passage: TextBlock, found: re.Match[str]) -> Claim | None:
    """Return the claim of the total; of its first part where something else says that the total is right."""
    total = number_at(passage.seen, found.span("value" if found["value"] else "first"))
    name = "parts" if found["parts"] else "sum"
    places = [(found.start(name) + one.start(), found.start(name) + one.end()) for one in _NUMBER.finditer(found[name])]
    parts = [int(passage.seen.text[start:end]) for start, end in places]
    if total is None or not _is_about(found, total.progress.done or 0.0, float(sum(parts))):
        return None
    figure: Figure | None = total
    truth, origin = float(sum(parts)), "the parts behind it summed up"
    if _is_known(page, total):
        figures = [number_at(passage.seen, place) for place in places]
        unknown = [index for index, one in enumerate(figures) if one is None or not _is_known(page, one)]
        index = unknown[0] if unknown else 0
        figure, origin = figures[index], "the total less the other parts"
        truth = (total.progress.done or 0.0) - sum(parts) + parts[index]
    if figure is None or truth < 0:
        return None
    return count_claim(figure, passage.section, [truth], origin, Doubt.NEAR_COUNT)


def _is_known(page: ClaimContext, figure: Figure) -> bool:
    """Return whether something else says that a number is right."""
    known = page.claimed.get(figure.span)
    facts = known.fact.progresses if known and isinstance(known.fact, Fact) else ()
    return any(figure.progress.done == one.done for one in facts)


def _is_about(found: re.Match[str], stated: float, truth: float) -> bool:
    """Return whether the parts are, or nearly are, what is counted; parts with commas may be some of them."""
    if not any(map(str.isalpha, found["parts"] or found["sum"])):
        return False
    if found["sum"] or found["sign"] in "+＋":
        return near(stated, truth)
    return abs(stated - truth) <= 1


FORM = Form("parts-in-brackets", 105, _find)
