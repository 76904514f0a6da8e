"""The percent in a heading, over the fraction that its section states: `## Trees (43%)` above `**Progress**: 3/7`.

Nothing is counted: either may be wrong. Where three such headings or more are right, and most of them, all are certain.
"""

from collections.abc import Iterator

from readme_sync.claims._bind import beside_claim
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import label_before, speaks_of_all
from readme_sync.claims.form import Form
from readme_sync.markdown import Heading, HtmlBlock
from readme_sync.model import Claim, Doubt, Figure, Progress
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import agree

_NUMBER = regex(r"[:：][*_ \xa0]{0,4}(?P<value>[0-9]{1,6})(?![0-9%％+~]|[.,:/-][0-9]|[ \xa0]?[/／%])")
_FEWEST = 3
_MOST = 0.6
_APART = 15.0


def _find(page: ClaimContext) -> Iterator[Claim]:
    headings = [one for one in page.headings if one.may_hold_share and len(one.texts) == 1]
    if not headings:
        return
    found: list[tuple[Figure, Progress, int, str]] = []
    wanted = {one.section: one for one in headings}
    for passage in page.passages:
        heading = wanted.get(passage.section)
        share = _share(passage) if heading and not isinstance(passage.block, (Heading, HtmlBlock)) else None
        if heading and share:
            del wanted[passage.section]
            figure = heading.texts[0][1]
            if figure.progress.total is None and figure.progress.percent is not None:
                found.append((figure, share, passage.section, f"line {page.line_of(passage.block.span.start)}"))
    right = sum(agree(figure, figure._replace(progress=share)) for figure, share, *_ in found)
    is_sure = right >= _FEWEST and right >= _MOST * len(found)
    for figure, share, section, origin in found:
        is_near = abs((figure.progress.percent or 0.0) - (share.percent or 0.0)) < _APART
        if is_sure or is_near:
            doubt = Doubt.NONE if is_sure else Doubt.NEAR_COUNT if is_near else Doubt.DIFFERENT_THINGS
            yield beside_claim(figure, section, share, origin, doubt)


def _share(passage: TextBlock) -> Progress | None:
    """The fraction that a paragraph states, named progress; or what its labelled counts of done and of all come to."""
    fractions = passage.fractions
    if len(fractions) == 1 and speaks_of_all(label_before(passage.seen.text, fractions[0][0])):
        return fractions[0][1].progress
    return None


FORM = Form("heading-share", 115, _find)
