"""A figure in a heading that a row states, too: `#### Save states (85%)` and `| Save states | in work (85%) |`.

The row has the very name of the heading, and no other row has it. Nothing is counted: either may be wrong. Where three
such headings or more are right, and most of them, all are certain.
"""

from collections.abc import Iterator

from readme_sync.claims._bind import beside_claim
from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.model import UNKNOWN, Claim, Doubt, Figure, Item
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import agree
from readme_sync.trackers.summaries import bare

_OPENED = regex(r"(?<![\s:：(（\[–—-])[\s:：(（\[–—-]+\Z")
_FEWEST = 3
_MOST = 0.6
_APART = 15.0


def _find(page: ClaimContext) -> Iterator[Claim]:
    headings = [one for one in page.headings if one.may_hold_share or one.may_hold_fraction]
    if not headings or not page.grids:
        return
    rows: dict[str, list[Item]] = {}
    for tracker in page.readme.trackers:
        for item in tracker.items if tracker.label_column is not None else ():
            rows.setdefault(bare(item.label), []).append(item)
    found = []
    for passage in headings:
        start, figure = passage.texts[0] if len(passage.texts) == 1 else (0, None)
        items = rows.get(bare(_OPENED.sub("", passage.seen.text[:start])), []) if figure else []
        known = [one for one in items[0].figures if _is_alike(figure, one)] if len(items) == 1 and figure else []
        if known and figure:
            found.append((figure, known[0], passage.section))
    right = sum(agree(figure, truth) for figure, truth, _ in found)
    is_sure = right >= _FEWEST and right >= _MOST * len(found)
    for figure, truth, section in found:
        if is_sure or abs((figure.progress.percent or 0.0) - (truth.progress.percent or 0.0)) < _APART:
            origin = f"{truth.excerpt.text!r} in line {page.line_of(truth.span.start)}"
            yield beside_claim(figure, section, truth.progress, origin, Doubt.NONE if is_sure else Doubt.NEAR_COUNT)


def _is_alike(figure: Figure, other: Figure) -> bool:
    """Return whether both state a percent, or fractions of the same total."""
    return UNKNOWN not in (figure.progress, other.progress) and (
        figure.progress.total == other.progress.total and None not in (figure.progress.percent, other.progress.percent)
    )


FORM = Form("named-heading", 117, _find)
