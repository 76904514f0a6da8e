"""A fraction in a heading that says done, over a list without states: `### Phases shipped (9/9)`, `### P0 ✅ 6/6`.

So is one in a line that introduces a list: `**5/5 kinds shipped:**`.

All that is listed is done, so both numbers are how many entries there are. An entry may be left out, so it is likely.
"""

from collections.abc import Iterator

from readme_sync.claims._below import listed_below
from readme_sync.claims._bind import beside_claim
from readme_sync.claims._counts import figure_of
from readme_sync.claims._page import ClaimContext
from readme_sync.claims.form import Form
from readme_sync.claims.heading_count import introduces
from readme_sync.markdown import Heading
from readme_sync.model import Claim, Doubt, Progress
from readme_sync.text.regex import regex
from readme_sync.trackers.sections import heading_figures

_DONE = regex(
    r"(?i)[✅☑✔]|\b(?:done|completed?|finished|shipped|released|closed|fixed|solved|erledigt|fertig)\b|完成|完了|完료"
)
_FEWEST = 3


def _find(page: ClaimContext) -> Iterator[Claim]:
    for passage in page.fractional:
        is_heading = isinstance(passage.block, Heading)
        if (is_heading and page.inside[passage.section]) or not (is_heading or introduces(passage)):
            continue
        listed = listed_below(page, passage.block.span.start)
        if not listed or not listed.is_only or not _DONE.search(passage.seen.text):
            continue
        found = [figure_of(passage.seen, one) for one in heading_figures(passage.seen.text) if one.progress.total]
        figures = found if is_heading else [one for _, one in passage.fractions]
        figure = figures[0] if len(figures) == 1 else None
        size = listed.sizes[0]
        if figure is None or size < _FEWEST or abs((figure.progress.total or 0.0) - size) > 1:
            continue
        if (figure.progress.total or 0.0) - (figure.progress.done or 0.0) <= 1:
            truth = Progress.of_fraction(size, size)
            yield beside_claim(figure, passage.section, truth, listed.origin, Doubt.NEAR_COUNT)


FORM = Form("done-list", 185, _find)
