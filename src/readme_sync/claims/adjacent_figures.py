"""Two figures side by side in one line of which one follows from the other: `85/90 = 90% complete`, `[####----] 33%`.

A percent follows from the fraction beside it, a bar from the number beside it, in a fence, too. Only where nothing but
a bracket, a dash, an equals sign and the unit parts them, and nothing behind the percent says that it is of something
else. Which of the two is wrong nobody has counted, unless the one that leads is a claim itself: then both follow the
same fact.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from readme_sync.claims._bind import claim_of
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import ENDED, label_before
from readme_sync.claims.form import Form
from readme_sync.markdown import CodeBlock
from readme_sync.model import UNKNOWN, Claim, Doubt, Fact, Figure
from readme_sync.notations import is_bar
from readme_sync.text.regex import regex

_OPENED = regex(r"[^\n.;,|()（）]{0,50}[(（][ \xa0]?\Z|[ \xa0]?\][ \xa0]?\[[ \xa0]?\Z")
_JOINED = regex(r"[^\n.;,|()（）0-9]{0,40}(?:=|≈|→|—|–|-|:|,)[ \xa0]{0,2}\Z")
_CLOSED = regex(
    r"[ \xa0]?(?:complete|completed|done|finished|solved|translated|implemented|matched|converted|covered|success|"
    r"fertig|erledigt|concluíd[oa]s?|completad[oa]s?|terminée?s?|выполнено|готово|完成|完了|済み?|已完成|완료)?"
    r"[ \xa0]?[)）\]]",
    re.IGNORECASE,
)
_COUNTED = regex(r"(?i)[ \xa0]?(?:[^()（）0-9%％,;:\n]{0,30}(?:[sn]|done|complete|completed|[^\W\d_a-zA-Z]))?[)）]")
"""What may stand behind a fraction in parentheses: what is counted, in the plural, `(12/30 chapters)`."""
_GOAL = regex(
    r"\b(?:goal|target|threshold|minimum|required|passing|at least|meta|objetivo|objectif|ziel)\b|"
    r"目标|目標|목표|及格|合格",
    re.IGNORECASE,
)
"""What names a figure that is to be reached, rounded up to whole things: it need not be exact."""
_APART = 15.0
_TOUCHING = regex(r"[\s`*|:()（）\[\]]{0,6}\Z")


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.may_hold_share:
        return
    for passage in (*page.passages, *page.drawings, *page.shares_in_cells):
        if passage.may_hold_share and len(passage.texts) > 1:
            yield from _claims(page, passage)


def _claims(page: ClaimContext, passage: TextBlock) -> Iterator[Claim]:
    pairs = [pair for pair in _pairs(passage) if not _is_example(page, passage, pair)]
    leaders = {figure.span: truth for figure, truth in reversed(pairs) if _is_near(figure, truth)}
    for figure, first in pairs:
        truth = first
        while truth.span in leaders:  # a bar beside a percent that itself follows from a fraction
            truth = leaders[truth.span]
        fact = _fact(page, truth)
        yield claim_of(figure, passage.section, fact, Doubt.NONE if _is_near(figure, truth) else Doubt.DIFFERENT_THINGS)


def _is_example(page: ClaimContext, passage: TextBlock, pair: Sequence[Figure]) -> bool:
    """Return whether a pair stands in code, in whole or in part; but a line with a bar in a fence is a drawing."""
    if isinstance(passage.block, CodeBlock):
        return not _has_bar(passage, pair[0])
    return any(page.code.is_example(figure) for figure in pair)


def _has_bar(passage: TextBlock, figure: Figure) -> bool:
    """Return whether a figure is a bar, or stands in a line with one."""
    text = passage.seen.text
    start = next(place for place, one in passage.texts if one is figure)
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    line = range(first, last if last >= 0 else len(text))
    return any(is_bar(one) and place in line for place, one in passage.texts)


def _pairs(passage: TextBlock) -> Iterator[tuple[Figure, Figure]]:
    """Each figure that follows from its neighbour, and that; a bar never leads, and a fraction never follows."""
    text = passage.seen.text
    for (start, one), (second, other) in pairwise(passage.texts):
        if UNKNOWN in (one.progress, other.progress):
            continue
        end = start + len(one.excerpt.text)
        between, behind = text[end:second], second + len(other.excerpt.text)
        follows = _follower(one, other, between, text, behind)
        if follows and not _GOAL.search(label_before(text, start)):
            yield follows


def _fact(page: ClaimContext, truth: Figure) -> Fact:
    """Return what both figures should say where that is known of the one that leads; else what it says."""
    known = page.claimed.get(truth.span)
    if known and not known.doubt and isinstance(known.fact, Fact):
        return known.fact
    return Fact((truth.progress,), f"{truth.excerpt.text!r} beside it", is_disputable=True)


def _is_near(figure: Figure, truth: Figure) -> bool:
    """Return whether two figures are so near that they must be meant to be one."""
    apart = abs((figure.progress.percent or 0.0) - (truth.progress.percent or 0.0))
    return apart < max(_APART, 2 * figure.tolerance)


def _follower(one: Figure, other: Figure, between: str, text: str, behind: int) -> tuple[Figure, Figure] | None:
    """Of two neighbours the one that follows from the other, and that."""
    if (is_bar(one)) != (is_bar(other)) and _TOUCHING.match(between) and "\n" not in between:
        return (one, other) if is_bar(one) else (other, one)
    has_total = one.progress.total is not None, other.progress.total is not None
    if is_bar(one) or is_bar(other) or has_total[0] == has_total[1]:
        return None
    if _OPENED.match(between) and (_CLOSED if has_total[0] else _COUNTED).match(text, behind):
        return (other, one) if has_total[0] else (one, other)
    if has_total[0] and _JOINED.match(between) and ENDED.match(text, behind):
        return other, one
    return None


FORM = Form("adjacent-figures", 90, _find, reads_drawings=True)
