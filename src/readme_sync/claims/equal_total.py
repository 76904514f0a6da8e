"""A fraction whose total is the number of all items, whatever it is called: `Coverage: 86/160`, `Done: 31 / 60`.

Of twenty items or more no other total is the same by chance; then it is likely where what is done is nearly right. So
is the percent beside it. Of fewer it is so where it stands above them and is called their coverage.
"""

from collections.abc import Iterator

from readme_sync.claims._bind import beside_claim
from readme_sync.claims._counts import Count
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import label_before, numbers_a_part
from readme_sync.claims.form import Form
from readme_sync.markdown import HtmlBlock
from readme_sync.model import UNKNOWN, Claim, Doubt, Figure
from readme_sync.notations import is_bar
from readme_sync.text.regex import regex

_NAMED = regex(r"(?i)(?:[^\W\d_]{2,16} )?coverage\Z")
_FEWEST = 4
_MANY = 20
_NEAR = 0.02
_APART = 10.0
_ADDED = regex(r"[+±]\Z")
_CLOSE = 8
"""So many characters stand between a percent and its fraction at most."""


def _find(page: ClaimContext) -> Iterator[Claim]:
    counts = page.counts(0, "of this document")
    known = [one for one in counts if one.is_whole and (one.progress.total or 0.0) >= _FEWEST]
    if not known:
        return
    own = {figure.span for item in page.readme.items for figure in item.figures}
    for passage in page.fractional:
        if isinstance(passage.block, HtmlBlock):
            continue
        for start, figure in passage.texts:
            truth = _truth(figure, known)
            label = label_before(passage.seen.text, start)
            if truth is None or figure.span in own or numbers_a_part(label):
                continue
            if (truth.progress.total or 0.0) < _MANY and not (figure.span.start < page.first and _NAMED.match(label)):
                continue
            yield beside_claim(figure, passage.section, truth.progress, truth.origin, Doubt.NEAR_COUNT)
            yield from _beside(passage, start, figure)


def _truth(stated: Figure, known: list[Count]) -> Count | None:
    """Return the count of all items that a fraction is about: one with its total, and nearly what it says is done."""
    total, done = stated.progress.total, stated.progress.done or 0.0
    same = [one for one in known if one.progress.total == total]
    nearest = min(same, key=lambda one: abs((one.progress.done or 0.0) - done), default=None)
    if nearest is None or abs((nearest.progress.done or 0.0) - done) > max(1.0, _NEAR * (total or 0.0)):
        return None
    return nearest


def _beside(passage: TextBlock, start: int, fraction: Figure) -> Iterator[Claim]:
    """Yield the claim of the percent right before or behind a fraction, where it may be that of the fraction."""
    text, end = passage.seen.text, start + len(fraction.excerpt.text)
    for place, figure in passage.texts:
        between = text[end:place] if place >= end else text[place + len(figure.excerpt.text) : start]
        is_percent = figure.progress.total is None and not is_bar(figure) and figure.progress != UNKNOWN
        if not is_percent or len(between) > _CLOSE or any(map(str.isalnum, between)) or "\n" in between:
            continue
        apart = abs((figure.progress.percent or 0.0) - (fraction.progress.percent or 0.0))
        if apart <= _APART and not _ADDED.search(text[:place]):
            yield beside_claim(figure, passage.section, fraction.progress, "the fraction beside it", Doubt.NEAR_COUNT)


FORM = Form("equal-total", 195, _find)
