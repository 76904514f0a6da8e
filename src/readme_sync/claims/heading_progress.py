"""A figure in a heading, over the items of its section: `## Trees (3/7)`, `## Phase 2 [43%]`, a picture in the heading.

A fraction is about the items where its total is their number. A percent alone may be an estimate: it is in doubt,
but for a document where three or more such headings are right. So is a picture: but where nothing else in the heading
speaks, it is about the section. Percents of sections side by side that sum up to 100 are their weights.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from readme_sync.claims._bind import bound_from_far, confirmed, is_estimate, is_right
from readme_sync.claims._counts import figure_of
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims.form import Form
from readme_sync.model import UNKNOWN, Claim, Doubt, Figure
from readme_sync.text.regex import regex
from readme_sync.trackers.sections import heading_figures
from readme_sync.trackers.summaries import bare

_WORDED = regex(r"[0-9][ \xa0]?[%％][ \xa0]*[^\W\d_]")
"""A percent with a word behind it, `(65% implemented)`: an estimate, unless it is near to what is counted."""
_LISTED = "listed"
_FEWEST_WEIGHTS = 2
_ALL = 100.0


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.inside[0]:
        return
    titles = Counter(bare(section.title) for section in page.sections)
    found = [
        claim for passage in page.headings if page.inside[passage.section] for claim in _claims(page, passage, titles)
    ]
    weights = _weights(page, found)
    claims = confirmed([claim for claim in found if claim.section not in weights])
    worded = {one.section for one in page.headings if one.may_hold_share and _WORDED.search(one.seen.text)}
    for claim in claims:
        if claim.section in worded:
            is_left_out = is_estimate(claim)
        else:
            is_left_out = claim.doubt is Doubt.PERCENT_ALONE and not is_right(claim) and _is_board(page, claim.section)
        if not is_left_out:
            yield claim


def _is_board(page: ClaimContext, section: int) -> bool:
    """Return whether a section lists what is done, and what is not: a percent over it is an estimate."""
    items = [item for tracker in page.inside[section] for item in tracker.items]
    return all(item.figures and item.figures[0].notation == _LISTED for item in items)


def _weights(page: ClaimContext, claims: Sequence[Claim]) -> set[int]:
    """Return the sections whose percents say how much they weigh: side by side they sum up to 100."""
    families: dict[int | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.doubt == Doubt.PERCENT_ALONE:
            families[page.sections[claim.section].parent].append(claim)
    return {
        claim.section
        for family in families.values()
        if len(family) >= _FEWEST_WEIGHTS
        and abs(sum(claim.figure.progress.percent or 0.0 for claim in family) - _ALL) <= 1
        and all(claim.figure.progress.percent for claim in family)
        and not any(is_right(claim) for claim in family)
        for claim in family
    }


def _claims(page: ClaimContext, passage: TextBlock, titles: Counter[str]) -> Iterator[Claim]:
    figures = [*_in_text(passage), *(figure for _, copies in passage.images for figure in copies)]
    if not figures:
        return
    found = page.counts(passage.section, "below")
    is_series = titles[bare(page.sections[passage.section].title)] > 1
    has_fraction = any(figure.progress.total is not None for figure in (*figures, *(one for _, one in passage.texts)))
    claims = [
        bound_from_far(figure, passage.section, found, Doubt.SERIES if is_series else Doubt.NONE) for figure in figures
    ]
    for figure, claim in zip(figures, claims, strict=True):
        # `51 / 150 solved (34%)`: the percent is of the 150, not of the items, unless the items are 150
        if claim and not (has_fraction and figure.progress.total is None):
            yield claim


def _in_text(passage: TextBlock) -> Iterator[Figure]:
    for one in heading_figures(passage.seen.text):
        figure = figure_of(passage.seen, one)
        if figure and one.progress != UNKNOWN:
            tolerance = next((other.tolerance for place, other in passage.texts if place == one.start), 0.0)
            yield figure._replace(tolerance=tolerance)


FORM = Form("heading-progress", 10, _find)
