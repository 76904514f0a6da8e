"""The overall figure: a badge at the top, `Overall progress: 12%`, `**0 / 100**`, a row `Total progress | 2/40`.

It is about all items of the document. A fraction is so for certain where its total is their number, or what their
fractions sum up to, and its label says progress; a percent is in doubt. One that says 100 %, or stands over items that
are all done, counts more or less than is listed: it is passed over.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.claims._bind import bound, counts_others, summed
from readme_sync.claims._counts import Count
from readme_sync.claims._page import ClaimContext, TableView, TextBlock
from readme_sync.claims._words import (
    ENDED,
    are_several,
    has_unit,
    is_of_a_part,
    label_before,
    label_of_picture,
    says_overall,
    speaks_of_all,
)
from readme_sync.claims.form import Form
from readme_sync.markdown import Heading
from readme_sync.model import UNKNOWN, Claim, Doubt, Fact, Figure
from readme_sync.notations import Target, is_bar, named
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import agree
from readme_sync.trackers.header_words import is_no_progress

_MANY = 20
_FEWEST = 4
"""The total of fewer items agrees by chance."""


_OF_NUMBERS = regex(r"[0-9][^\n(（]{0,40}[(（][ \xa0]?\Z")
"""What stands before a percent that is of the numbers in front of it: `~1,182 of 1,214 files (97.4%)`."""
_FORMULA = regex(r"[=×+]|\* ?$")


class Statement(NamedTuple):
    """A figure with the words that name it.

    Attributes:
        figure: the figure.
        section: index of the section in which it stands.
        label: the words in front of it.
        is_special: whether words behind it say what it counts: `3/80 exercises`.
    """

    figure: Figure
    section: int
    label: str
    is_special: bool = False


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.inside[0]:
        return
    stated = list(statements(page))
    if not stated:
        return
    found = page.counts(0, "of this document")
    fractions = [one.figure for one in stated if one.figure.progress.total]
    for figure, section, label, is_special in stated:
        if not speaks_of_all(label):
            if named(figure.notation).target is Target.IMAGE and not is_of_a_part(label):
                yield from _other_name(figure, section, found)
            continue
        claim = bound(figure, section, found)
        if claim is None or (is_special and (claim.doubt == Doubt.OTHER_TOTAL or counts_others(claim))):
            continue
        claim = summed(page, claim)
        total = figure.progress.total
        is_none = isinstance(claim.fact, Fact) and any(one.done == 0.0 for one in claim.fact.progresses)
        if figure.progress.is_done and is_none and not claim.doubt:
            claim = claim._replace(doubt=Doubt.OTHER_THING)  # all are planned, written or covered, and none is done
        # a percent that another overall fraction explains is of that, whatever it counts
        if (
            total is None
            and not _counts_other_things(figure, found)
            and not any(agree(figure, one) for one in fractions)
        ):
            yield claim
        is_said = len(page.inside[0]) == 1 or says_overall(label)
        if total is not None and total >= (_FEWEST if is_said else _MANY // 2):
            yield claim


def _other_name(figure: Figure, section: int, found: Sequence[Count]) -> Iterator[Claim]:
    """Yield the claim of a badge with a fraction that is not named progress, over items that have its very total."""
    total = figure.progress.total or 0.0
    claim = bound(figure, section, found, Doubt.OTHER_NAME)
    if claim and total >= _MANY and any(count.progress.total == total for count in found):
        yield claim


def _counts_other_things(figure: Figure, found: Sequence[Count]) -> bool:
    """Say if a percent contradicts the items, and they or it say that all is done: then it is not about them."""
    truths = [figure._replace(progress=count.progress) for count in found]
    if any(agree(figure, truth) for truth in truths):
        return False
    return figure.progress.is_done or found[0].progress.is_done


def statements(page: ClaimContext) -> Iterator[Statement]:
    """Yield the figures that may be about all of the document: at its top, or under a word such as overall."""
    for passage in page.passages:
        if isinstance(passage.block, Heading) or not (passage.texts or passage.images):
            continue
        is_top = _is_top(page, passage)
        title = page.sections[passage.section].title
        if is_top or says_overall(title) or (speaks_of_all(title) and _is_leaf(page, passage.section)):
            yield from _statements(passage, title if not is_top or speaks_of_all(title) else Doubt.NONE)
        else:
            yield from (one for one in _statements(passage, "") if says_overall(one.label))
    for grid in page.grids:
        if not grid.tracker and not any(map(is_no_progress, grid.header)):
            yield from _rows(grid)


def _is_top(page: ClaimContext, passage: TextBlock) -> bool:
    """Return whether a passage stands before the first heading, or right under the title."""
    return passage.section == 0 or (page.sections[passage.section].level == 1 and passage.section == 1)


def _is_leaf(page: ClaimContext, section: int) -> bool:
    """Return whether a section holds no items."""
    return not page.inside[section]


def _statements(passage: TextBlock, title: str) -> Iterator[Statement]:
    text = passage.seen.text
    is_vague = are_several(figure for _, figure in passage.texts)
    for start, figure in passage.texts:
        if is_vague and figure.progress.total is None:
            continue
        if figure.progress != UNKNOWN and not _follows(passage, start, figure):
            label = label_before(text, start)
            label = label if any(map(str.isalpha, label)) else title
            yield Statement(figure, passage.section, label, has_unit(text, start + len(figure.excerpt.text)))
    for picture, figures in passage.images:
        if figures[0].progress != UNKNOWN:
            yield Statement(figures[0], passage.section, label_of_picture(picture.address.text, picture.alt.text))


def _follows(passage: TextBlock, start: int, figure: Figure) -> bool:
    """Return whether a percent or a bar stands beside another figure on which it depends, or is of something else."""
    if figure.progress.total is not None:
        return False
    text, end = passage.seen.text, start + len(figure.excerpt.text)
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = range(first, last if last >= 0 else len(text))
    if any(one.progress.total is not None and place in line for place, one in passage.texts):
        return True
    if _OF_NUMBERS.search(text[first:start]):
        return True
    if is_bar(figure):
        return any(one is not figure for _, one in passage.texts)
    return not ENDED.match(text, end) or _FORMULA.search(text[first:start]) is not None


def _rows(grid: TableView) -> Iterator[Statement]:
    """Yield the figures of a table of keys and values."""
    for row in grid.block.rows:
        figures = grid.figures(row, 1) if len(grid.header) > 1 else ()
        if len(figures) == 1 and named(figures[0].notation).target is Target.TEXT:
            yield Statement(figures[0], grid.section, grid.label(row))


FORM = Form("overall-figure", 50, _find)
