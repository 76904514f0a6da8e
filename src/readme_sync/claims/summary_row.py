"""A row of a table whose label is the heading of a section with items: `| Trees | 3/7 | 43% |`."""

from collections.abc import Iterator

from readme_sync.claims._bind import bound_from_far, confirmed
from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.model import UNKNOWN, Claim, Item, Shape
from readme_sync.notations import Target, named
from readme_sync.trackers.summaries import section_of, sections_by_name

_BELOW = (Shape.HEADINGS, Shape.LINES)
"""What a heading, or the line below it, says of its own section other forms compare."""


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.inside[0]:
        return
    named_sections = sections_by_name(page.sections)
    for tracker in page.readme.trackers:
        if tracker.is_summary and tracker.shape not in _BELOW:
            abouts = [(item, section_of(item, named_sections)) for item in tracker.items]
            yield from confirmed(
                [
                    claim
                    for item, index in abouts
                    if index and page.inside[index]
                    for claim in _claims(page, item, tracker.section, index)
                ]
            )


def _claims(page: ClaimContext, item: Item, section: int, about: int) -> Iterator[Claim]:
    found = page.counts(about, f"under {page.sections[about].title[:40]!r}")
    figures = [one for one in item.figures if one.progress != UNKNOWN and named(one.notation).target is not Target.CELL]
    fraction = next((one for one in figures if one.progress.total is not None), None)
    for figure in figures:
        claim = bound_from_far(figure, section, found)
        if claim and (fraction is None or figure.progress.total is not None):
            yield claim


FORM = Form("summary-row", 40, _find)
