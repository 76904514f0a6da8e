"""A count with the names of what it counts: `5 languages (HTML, CSS, JS, TS, React)`, `12 variants: Text, Data, ...`.

Names may be left out, or be two in one, so it is said only where the count is one off; behind a colon it is in doubt,
but for a document where two such counts are right, and most of them.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import UNITS
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Doubt, Figure
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import ends_with_step

_COUNT = regex(
    r"(?<![\w.,/:~+#$–-])(?P<value>[0-9]{1,2})(?![0-9.,%％:/+])"
    r"(?:[ \xa0](?P<noun>[^\W\d_]+(?:[ -][^\W\d_]+){0,4}))?[*_`]{0,3}[ \xa0]?"
    r"(?:[(（](?P<names>[^\n()（）]{5,600})[)）]|[:：][*_`]{0,3}[ ](?P<line>[^\n]{5,600}))"
)
_MAY = regex(
    r"[0-9](?<![A-Za-z0-9.,/:+#$–-][0-9])[0-9]?(?![0-9.,%/:+])"
    r"[^\n0-9]{0,80}?[(（:：][^\n,;·、،]{1,60}[,;·、،][^\n]{1,60}[,;·、،]"
)
_SEPARATORS = regex(
    r"[ \xa0]?[·;][ \xa0]?|[、،,][ \xa0]?(?:and |und |et |y |e |и )?|[ \xa0](?:and|und|et|y|и|と)[ \xa0]"
)
_MORE = regex(
    r"(?i)\b(?:etc|e\.g|i\.e|such as|like|including|incl|among|more|others|(?:and|or|und|y) other|plus|z\.b|usw|bzw|"
    r"ejemplo|mostly|mainly|excluding|except|with|per|each|two|both|three|several|all)\b|…|\.\.\.|等|など|→|="
)
_BEFORE = regex(r"[^\W\d_][*_]{0,3}[ \xa0]\Z")
_END = regex(r"[.。](?:[ *_]|\Z)")
_REACH = 30
_LETTER = regex(r"[^\W\d_]")
_FEWEST = 3
_MOST_WORDS = 4
_FEWEST_RIGHT = 2


def _find(page: ClaimContext) -> Iterator[Claim]:
    found = [one for passage in page.speaking(_may_hold) for one in _counts(passage)]
    right = sum(figure.progress.done == names for figure, names, *_ in found)
    is_usual = right >= _FEWEST_RIGHT and 2 * right > len(found)
    for figure, names, section, is_bracketed in found:
        doubt = Doubt.NEAR_COUNT if is_usual or is_bracketed else Doubt.OTHER_THING
        yield count_claim(figure, section, [names], f"the {names} names behind it", doubt)


def _may_hold(raw: str) -> bool:
    if raw.isascii() and raw.count(",") + raw.count(";") < _FEWEST - 1:
        return False
    return _MAY.search(raw) is not None


def _counts(passage: TextBlock) -> Iterator[tuple[Figure, int, int, bool]]:
    """Yield the counts that are the number of names behind them, or one off."""
    for found in _COUNT.finditer(passage.seen.text):
        noun = (found["noun"] or "").casefold()
        before = passage.seen.text[max(0, found.start() - _REACH) : found.start()]
        is_name = (not noun and _BEFORE.search(before)) or ends_with_step(before)  # `Phase 2 (read, write, test)`
        names = 0 if is_name or not UNITS.isdisjoint(noun.split()) else _names(found)
        if names and abs(int(found["value"]) - names) <= 1:
            figure = number_at(passage.seen, found.span("value"))
            if figure:
                yield figure, names, passage.section, found["names"] is not None


def _names(found: re.Match[str]) -> int:
    """Return how many names stand behind a count; 0 where that is not clear."""
    text = found["names"] or _END.split(found["line"], maxsplit=1)[0]
    if _MORE.search(text):
        return 0
    strong = next((sign for sign in "·;" if text.count(sign) >= _FEWEST - 1), "")
    parts = [part.strip(" *_`.✅✓✔❌🚧") for part in (text.split(strong) if strong else _SEPARATORS.split(text))]
    most = 2 * _MOST_WORDS if strong else _MOST_WORDS
    return len(parts) if len(parts) >= _FEWEST and all(_is_name(part, most) for part in parts) else 0


def _is_name(text: str, most: int) -> bool:
    return bool(_LETTER.search(text)) and len(text.split()) <= most and not text[:1].isdigit()


FORM = Form("name-list", 106, _find)
