"""A figure standing alone right under a heading, about the items of the section: `**Progress: 3/7**`, a bar.

A percent or a bar is in doubt, but for a document where three or more of them are right. Several percents in the
paragraphs of one section, `**Theory (40%)**`, `**Practice (60%)**`, are about parts of it.
"""

from collections import Counter
from collections.abc import Iterator

from readme_sync.claims._bind import OTHER_TOTALS, bound, bound_from_far, confirmed, is_estimate, is_right, summed
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import are_several, has_unit, label_before, numbers_a_part
from readme_sync.claims.form import Form
from readme_sync.markdown import Heading, HtmlBlock, Paragraph
from readme_sync.model import UNKNOWN, Claim, Doubt
from readme_sync.notations import is_bar
from readme_sync.text.regex import regex

_MOST_BESIDE = 24
_WORD_BEHIND = regex(r"[0-9][ \xa0]?[%％][ \xa0*_]*[^\W\d_]")
"""A percent with a word behind it is an estimate, unless it is near to what is counted."""
_LETTERS = regex(r"[^\W\d_]")


def _find(page: ClaimContext) -> Iterator[Claim]:
    if page.inside[0]:
        parts = Counter(passage.section for passage in page.passages if _may_be_part(passage))
        claims = [claim for passage in page.passages for claim in _under_heading(page, passage)]
        found = confirmed([one for one in claims if one.doubt != Doubt.PERCENT_ALONE or parts[one.section] <= 1])
        yield from (summed(page, claim) for claim in found)


def _may_be_part(passage: TextBlock) -> bool:
    """Return whether a passage may say what share of its section a part is: a paragraph of few words with a percent."""
    if not isinstance(passage.block, Paragraph) or not passage.may_hold_share or not _is_alone(passage):
        return False
    return any(figure.progress.total is None and not is_bar(figure) for _, figure in passage.texts)


def _under_heading(page: ClaimContext, passage: TextBlock) -> Iterator[Claim]:
    if passage.is_first and passage.section and not isinstance(passage.block, (Heading, HtmlBlock)):
        trackers = page.inside[passage.section]
        if trackers and (passage.texts or passage.images) and _is_alone(passage):
            yield from _claims(page, passage)


def _is_alone(passage: TextBlock) -> bool:
    """Return whether a passage is a figure and little else."""
    inside = sum(len(figure.excerpt.text) for _, figure in passage.texts)
    text = passage.seen.text
    return "\n" not in text.strip() and len(_LETTERS.findall(text)) <= _MOST_BESIDE and inside < len(text) + 1


def _claims(page: ClaimContext, passage: TextBlock) -> Iterator[Claim]:
    found = page.counts(passage.section, "below")
    text = passage.seen.text
    placed = [
        (figure, has_unit(text, start + len(figure.excerpt.text)))
        for start, figure in passage.texts
        if figure.progress != UNKNOWN and not numbers_a_part(label_before(text, start))
    ]
    placed += [(copies[0], False) for _, copies in passage.images if copies[0].progress != UNKNOWN]
    figures = [figure for figure, _ in placed]
    has_fraction = any(figure.progress.total is not None for figure in figures) or are_several(figures)
    for figure, is_special in placed:
        claim = bound_from_far(figure, passage.section, found)
        if claim and is_special and claim.doubt in OTHER_TOTALS:
            continue
        is_said = figure.progress.total is None and _WORD_BEHIND.search(text)
        whole = bound(figure, passage.section, [one for one in found if one.is_whole]) if is_said else None
        if claim and whole and is_estimate(whole) and not is_right(claim):
            continue
        if claim and not (has_fraction and figure.progress.total is None):
            yield claim


FORM = Form("lone-fraction", 30, _find)
