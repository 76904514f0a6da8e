"""An estimate that has fallen behind: `Overall: ~75% complete` over 57 of 82 boxes, `350+ complete` over 428 rows.

An estimate is never an error. It is in doubt where it is more than five points off, or a tenth of the count, whatever
is counted: of the section in which it stands, or of the document.
"""

import re
from collections.abc import Iterator

from readme_sync.claims._bind import claim_of
from readme_sync.claims._counts import Count, fact_of, number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import is_of_a_part, label_before, speaks_of_all
from readme_sync.claims.form import Form
from readme_sync.markdown import Heading, HtmlBlock
from readme_sync.model import Bound, Claim, Doubt, Fact, Progress, Value
from readme_sync.text.regex import any_of, regex

_holds_about = any_of("~≈∼约")
_PERCENT = regex(r"[~≈∼约約][ \xa0]?(?P<value>[0-9]{1,3}(?:\.[0-9])?[ \xa0]?[%％])(?![0-9A-Za-z~-])(?!–)")
_MANY = regex(
    r"(?P<value>[0-9](?<![\w.,/+-][0-9])[0-9]{1,4})\+[ \xa0](?:[^\W\d_]{3,12}[ \xa0])?"
    r"(?:complete|completed|done|solved)\b",
    re.IGNORECASE,
)
_DONE = regex(r"[ \xa0*_]{1,4}(?:complete|completed|done|finished)\b", re.IGNORECASE)
_POINTS = 5.0
_BEHIND = 0.1
_MOST = 0.6
_FEWEST = 20


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.inside[0] and not page.grids:
        return
    for passage in page.passages:
        if not isinstance(passage.block, HtmlBlock):
            yield from _percents(page, passage)
            yield from _counts(page, passage)


def _percents(page: ClaimContext, passage: TextBlock) -> Iterator[Claim]:
    if not _holds_about(passage.raw) or not _PERCENT.search(passage.raw):
        return
    text = passage.seen.text
    matches = list(_PERCENT.finditer(text))
    for found in matches if len(matches) == 1 else ():
        title = page.sections[passage.section].title
        label = label_before(text, found.start())
        if not (_is_in_heading(passage, found) or _says_done(text, found.end(), label)) and not speaks_of_all(
            label if any(map(str.isalpha, label)) else title
        ):
            continue
        scopes = [page.counts(passage.section, "below")]
        if not isinstance(passage.block, Heading):
            scopes.append(page.counts(0, "of this document"))
        counts = [one for scope in scopes for one in scope if one.progress.percent is not None]
        figure = number_at(passage.seen, found.span("value"), "percent")
        if figure and counts and not _is_finished(counts):
            figure = figure._replace(tolerance=_POINTS)
            yield claim_of(figure, passage.section, fact_of(counts), Doubt.ESTIMATE)


def _is_in_heading(passage: TextBlock, found: re.Match[str]) -> bool:
    """Return whether an estimate ends a heading, in parentheses: it is about the section."""
    return isinstance(passage.block, Heading) and passage.seen.text[found.end() :].strip(" \xa0*_") in {")", "）"}


def _says_done(text: str, end: int, label: str) -> bool:
    """Return whether a word for done follows: `the project is ~75% complete`."""
    return _DONE.match(text, end) is not None and not is_of_a_part(label)


def _is_finished(counts: list[Count]) -> bool:
    """Return whether all that is listed is done, or nothing: then the estimate is of more than that."""
    return counts[0].progress.percent in (0.0, 100.0)


def _counts(page: ClaimContext, passage: TextBlock) -> Iterator[Claim]:
    if "+" not in passage.raw or not _MANY.search(passage.raw):
        return
    seen = passage.seen
    for found in _MANY.finditer(seen.text):
        figure = number_at(seen, found.span("value"))
        sizes = sorted(_sizes(page))
        stated = float(found["value"])
        fitting = [size for size in sizes if stated <= size < (1 + _BEHIND) * stated]
        near = [size for size in sizes if size >= _FEWEST and stated / (1 + _MOST) <= size <= (1 + _MOST) * stated]
        if figure and near and not fitting:
            fact = Fact(tuple(map(Progress.of_number, reversed(near))), "counting what is done")
            yield Claim(figure, Value.DONE, fact, Bound.FORM, passage.section, Doubt.ESTIMATE)


def _sizes(page: ClaimContext) -> Iterator[float]:
    """Yield how many items are done, and how many rows the tables have where no item is open."""
    yield from (one.progress.done for one in page.counts(0, "") if one.progress.done is not None)
    if not any(item.progress.percent == 0 for tracker in page.inside[0] for item in tracker.items):
        yield from map(float, (*page.families, sum(page.families)))


FORM = Form("estimate", 170, _find)
