"""A total in a line with its parts by state or kind: `28 modules: 26 complete, 1 in progress, 2 not started`.

There must be three parts or more, and one other number in the line. It is in doubt: something may be left out.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import near, number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import are_a_whole
from readme_sync.claims.form import Form
from readme_sync.markdown import HtmlBlock
from readme_sync.model import Claim, Doubt
from readme_sync.text.regex import ENABLED, regex

_PART = regex(
    r"(?<![\w.,/~+-])(?P<value>[0-9]{1,4})[ \xa0](?P<label>easy|medium|hard|complete|completed|done|finished|solved|"
    r"in progress|in-progress|ongoing|wip|open|todo|pending|not started|remaining|left|planned|blocked)\b|"
    r"(?P<sign>[✅🚧🔄🟡⬜❌⏳🔴🟢])\ufe0f?[ \xa0]?(?P<signed>[0-9]{1,4})(?![\w.,/%])",
    re.IGNORECASE,
)
_WORD = regex(r"[0-9][ \xa0][A-Za-z]")
_SIGNED = regex(r"[✅🚧🔄🟡⬜❌⏳🔴🟢]\ufe0f?[ \xa0]?[0-9]")
"""What each part has that it begins with; much sooner found."""
_OTHER = regex(r"(?<![\w.,/~+:-])[0-9]{1,5}(?![\w.,/+~%％:-]|[ \xa0]?[/%％])")
_FEWEST = 3
_LEAST = 5


def _find(page: ClaimContext) -> Iterator[Claim]:
    for passage in page.passages:
        has_enough = not ENABLED or passage.numbers > _FEWEST
        if has_enough and not isinstance(passage.block, HtmlBlock) and _may_hold_parts(passage.raw):
            yield from _claims(passage)


def _may_hold_parts(raw: str) -> bool:
    """Return whether enough parts may stand in a text."""
    signed = 0 if raw.isascii() else len(_SIGNED.findall(raw))
    return signed + len(_WORD.findall(raw)) >= _FEWEST and len(_PART.findall(raw)) >= _FEWEST


def _claims(passage: TextBlock) -> Iterator[Claim]:
    text = passage.seen.text
    for start, end in passage.lines:
        parts = list(_PART.finditer(text, start, end))
        taken = {found.start("signed" if found["sign"] else "value") for found in parts}
        others = [found for found in _OTHER.finditer(text, start, end) if found.start() not in taken]
        figure = number_at(passage.seen, others[0].span()) if len(others) == 1 else None
        labels = ["done" if found["sign"] else found["label"].casefold() for found in parts]
        if figure and are_a_whole(labels):
            truth = float(sum(int(found["value"] or found["signed"]) for found in parts))
            if near(figure.progress.done or 0.0, truth) and truth >= _LEAST:
                origin = f"the {len(parts)} numbers beside it summed up"
                yield count_claim(figure, passage.section, [truth], origin, Doubt.LEFT_OUT)


FORM = Form("status-tally", 200, _find)
