"""A count with its parts in parentheses: `9 features (6 agents + 3 workflows)`, `266 types (84 core, 182 more)`.

Parts joined by plus signs are all there are. Parts joined by commas may be some of them: then only a count that is off
by one is likely to be wrong.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._counts import near, number_at
from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.markdown import HtmlBlock
from readme_sync.model import Bound, Claim, Doubt, Fact, Progress, Value
from readme_sync.text.regex import regex

_PART = r"[0-9]{1,6}(?![0-9.,%:/])(?!％)[^\n()（）0-9+,;&|]{0,30}"
_TOTAL = regex(
    rf"(?<![\w.,/:~+#(-])(?P<value>[0-9]{{1,6}})(?![0-9.,%:/+])(?!％)[^\n()（）0-9,;|]{{0,40}}[(（][ ]?"
    rf"(?P<parts>{_PART}(?:(?P<sign>[+＋]|,|&| and | und | et )[ ]?{_PART}){{1,8}})[)）](?![ ]?[=/*×+-])"
)
_NUMBER = regex(r"[0-9]{1,6}")
_OPENED = regex(r"[0-9][^\n0-9()]{0,40}[(（][ ]?[0-9]++(?![.,%:/])[^\n]{0,30}?(?:[+,&]|＋| and | und | et )")


def _find(page: ClaimContext) -> Iterator[Claim]:
    for passage in page.passages:
        if isinstance(passage.block, HtmlBlock) or not _OPENED.search(passage.raw):
            continue
        for found in _TOTAL.finditer(passage.seen.text):
            claim = number_at(passage.seen, found.span("value"))
            parts = [int(number) for number in _NUMBER.findall(found["parts"])]
            if claim is None:
                continue
            stated, truth = claim.progress.done or 0.0, float(sum(parts))
            if not _is_about(found, stated, truth):
                continue
            fact = Fact((Progress.of_number(truth),), "the parts behind it summed up", is_disputable=True)
            yield Claim(claim, Value.COUNT, fact, Bound.FORM, passage.section, Doubt.NEAR_COUNT)


def _is_about(found: re.Match[str], stated: float, truth: float) -> bool:
    """Return whether the parts are, or nearly are, what is counted; parts with commas may be some of them."""
    if not any(map(str.isalpha, found["parts"])):
        return False
    if found["sign"] in "+＋":
        return near(stated, truth)
    return abs(stated - truth) <= 1


FORM = Form("parts-in-brackets", 105, _find)
