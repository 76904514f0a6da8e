"""A line that says how far a section is, below its items or among other lines: `**Status**: Complete (4/6 tasks)`.

It holds one fraction, and words for progress, or a unit such as tasks; or one percent behind a word for progress. It is
about the items of its section, or about those of the tracker before it. One whose total is neither's number is about
something else.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._bind import OTHER_TOTALS, bound, bound_near, confirmed, counts_others, is_estimate, is_right
from readme_sync.claims._counts import Count, counts
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import ENDED, Counted, counted_by, has_unit, label_before, numbers_a_part
from readme_sync.claims.form import Form
from readme_sync.markdown import Paragraph
from readme_sync.model import Claim, Doubt
from readme_sync.notations import is_bar
from readme_sync.text.regex import regex

_PROGRESS = regex(
    r"\b(?:progress|status|completion|sessions?|tasks?|items?|steps?|progresso|progreso|fortschritt|avancement|"
    r"aufgaben|tareas|tarefas|tâches|задач\w*|прогресс|statut|estado)\b|进度|進度|进展|進捗|状态|状態|任务|タスク|"
    r"진행|상태|할 일",
    re.IGNORECASE,
)
_UNIT = regex(
    r"[ \xa0*_]{1,4}(?:sub-?)?(?:tasks?|items?|steps?|phases?|sessions?|lessons?|chapters?|features?|plans?|stories|"
    r"criteria|milestones?|deliverables?|requirements?|complete|"
    r"completed|done|finished|aufgaben|tareas|tarefas|tâches|задач\w*|erledigt|fertig|concluíd\w*|completad\w*|terminé\w*|готово|"
    r"完成|完了|完|个|個|件|题目|题|节|項|项|タスク|개|완료)",
    re.IGNORECASE,
)
_OTHER = regex(
    r"\b(?:coverage|tests?|accuracy|score|points?|hours?|days?|streak|target|goal|budget|rating|page|day|version|today|"
    r"weekly|daily)\b|目标|目標|得分|점수",
    re.IGNORECASE,
)
_NAMED = regex(
    r"(?i)(?:overall |current |section |phase )?(?:progress|status|completion|fortschritt|progresso|progreso|"
    r"avancement|прогресс|进度|進度|完成度|進捗|진행률?|상태)\b"
)
"""What a percent alone is called that is about the items of its section."""
_FEWEST = 2.0


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.inside[0]:
        return
    found = confirmed(list(_all(page)))
    exact = sum(claim.doubt is not Doubt.NEAR_TOTAL for claim in found)
    for claim in found:
        if claim.doubt in OTHER_TOTALS:
            continue
        if claim.doubt is not Doubt.NEAR_TOTAL or 2 * exact >= len(found) - 1:
            yield claim


def _all(page: ClaimContext) -> Iterator[Claim]:
    for passage in page.passages:
        if not isinstance(passage.block, Paragraph) or passage.is_listed:
            continue
        if page.inside[passage.section]:
            yield from _claims(page, passage)
        elif passage.may_hold_fraction:
            yield from _of_document(page, passage)


def _claims(page: ClaimContext, passage: TextBlock) -> Iterator[Claim]:
    text = passage.seen.text
    for line_start, line_end in passage.lines:
        placed = [(at, one) for at, one in passage.texts if line_start <= at < line_end and not is_bar(one)]
        fractions = [(at, one) for at, one in placed if one.progress.total]
        if len(fractions or placed) != 1 or _OTHER.search(text, line_start, line_end):
            continue
        start, figure = (fractions or placed)[0]
        label = label_before(text, start)
        behind = start + len(figure.excerpt.text)
        if fractions and not numbers_a_part(label) and (figure.progress.total or 0.0) >= _FEWEST:
            is_named = _PROGRESS.search(label) or _UNIT.match(text, behind) or counted_by(label) is Counted.DONE
            claim = bound_near(figure, passage.section, _scopes(page, passage)) if is_named else None
            if claim and not (has_unit(text, behind) and counts_others(claim)):
                yield claim
        elif not fractions and _NAMED.match(label) and ENDED.match(text, behind):
            scopes = _scopes(page, passage)
            claim = bound(figure, passage.section, scopes)
            whole = bound(figure, passage.section, [one for one in scopes if one.is_whole])
            if claim and (is_right(claim) or not (whole and is_estimate(whole))):
                yield claim


def _of_document(page: ClaimContext, passage: TextBlock) -> Iterator[Claim]:
    """Yield the claim of the one fraction with a unit in a section without items: `3 of 7 chapters complete`."""
    text = passage.seen.text
    placed = passage.fractions
    if len(placed) != 1 or _OTHER.search(text) or (placed[0][1].progress.total or 0.0) <= _FEWEST:
        return
    start, figure = placed[0]
    if _UNIT.match(text, start + len(figure.excerpt.text)) and not numbers_a_part(label_before(text, start)):
        claim = bound(figure, passage.section, page.counts(0, "of this document"))
        if claim and claim.doubt not in OTHER_TOTALS and not counts_others(claim):
            yield claim


def _scopes(page: ClaimContext, passage: TextBlock) -> list[Count]:
    """Return the items of the section, then those of the trackers right before and behind."""
    found = list(page.counts(passage.section, "in this section"))
    trackers = page.inside[passage.section]
    before = [one for one in trackers if one.span.end <= passage.block.span.start]
    if before and len(trackers) > 1:
        found += [one._replace(is_whole=False) for one in counts(before[-1:], "above")]
    return found


FORM = Form("status-line", 35, _find)
