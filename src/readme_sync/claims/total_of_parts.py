"""A total among its parts: `Total: 24` in a list with `Easy: 10`, `Medium: 10`, `Hard: 4`.

The parts stand in the same list, in the list below, in the same paragraph, or in the rows of the same table of keys and
values. Some may be left out, or overlap, so all of this is in doubt; it is said only where the sum is near, or where
the parts have the names of a whole: easy, medium and hard; done, in progress and open.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import near, number_at
from readme_sync.claims._page import ClaimContext, TableView, TextBlock
from readme_sync.claims._words import are_a_whole, label_of_picture, names_a_part
from readme_sync.claims.badge_count import BADGE
from readme_sync.claims.form import Form
from readme_sync.markdown import Paragraph
from readme_sync.markdown.plain_text import shown
from readme_sync.model import Claim, Doubt, Figure
from readme_sync.text import Excerpt
from readme_sync.text.regex import regex

_LABELLED = regex(
    r"(?P<label>[^:：\n]{1,50}?)[*_` \xa0]{0,4}(?:[:：][*_`]{0,3}[ \xa0]|[(（])[*_`]{0,3}"
    r"~?(?P<value>[0-9]{1,5})(?![0-9.,/+~:])(?:"
    r"(?:[ \xa0][^\W\d_]{2,20}){0,2}(?:[ \xa0]?[(（][0-9.]{1,5}[ \xa0]?[%％][)）])?[^\w%％/+~-]{0,6}\Z"
    r"|(?:[ \xa0][^\W\d_][\w/]{1,20}){1,5}(?:\Z|[ \xa0]?[(（→]))"
)
_SEGMENT = regex(r"[^\n|·•,;]+")
_TOTAL = regex(
    r"\W{0,6}(?:grand |overall )?(?:totals?\b|gesamt|insgesamt|итого|всего|tổng|总|總|総|合计|合計|共计|합계|총|전체)"
)
_OTHER_TOTALS = regex("того|сего|ТОГО|СЕГО|ổng|ỔNG|总|總|総|合|共计|총|전체")
"""Those that are no ASCII, without their capitals."""
_LETTERS = "оОổỔ总總総合共총전"
"""One of each of them: a single character is looked for twenty times as fast as a pattern."""
_NO_PART = regex(
    r"\b(?:streak|target|goal|average|avg|mean|rate|rank|rating|score|longest|current|hours?|minutes?|mins?|days?|weeks?|"
    r"months?|years?|time|date|xp|points|commits|lines|version|estimated?|expected|per|pages?|words)\b|目标|目標|天|목표|일",
)
_FEWEST = 2


class Part(NamedTuple):
    """A number and what it is called, in lower case."""

    label: str
    figure: Figure

    @property
    def number(self) -> float:
        """Return what the figure says."""
        return self.figure.progress.done or 0.0


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not _may_say_total(page.readme.source.text):
        return
    for family, origin in _families(page):
        totals = [part for part in family if _TOTAL.match(part.label)]
        parts = [part for part in family if part not in totals and not _NO_PART.search(part.label)]
        if len(totals) == 1 and len(parts) >= _FEWEST and not _NO_PART.search(totals[0].label):
            yield from _claims(page, totals[0].figure, parts, origin)


def _claims(page: ClaimContext, total: Figure, parts: Sequence[Part], origin: str) -> Iterator[Claim]:
    stated, truth = total.progress.done or 0.0, sum(part.number for part in parts)
    if _sums_up(stated, [part.number for part in parts]) or not (
        near(stated, truth) or are_a_whole([part.label for part in parts])
    ):
        return
    doubt = Doubt.MORE_THAN_LISTED if stated >= truth else Doubt.OVERLAP
    section = page.section_of(total.span.start)
    yield count_claim(total, section, [truth], f"the {len(parts)} {origin} summed up", doubt)


def _sums_up(stated: float, numbers: Sequence[float]) -> bool:
    """Return whether some numbers side by side come to what is stated, or one of them is the same number."""
    if stated in numbers:
        return True
    for first in range(len(numbers) - 1):
        summed = numbers[first]
        for number in numbers[first + 1 : first + 12]:
            summed += number
            if summed == stated and number:
                return True
    return False


def _families(page: ClaimContext) -> Iterator[tuple[list[Part], str]]:
    """Yield the numbers that stand together, and what to call them."""
    speaking = {one.span.start for one in page.document.every(Paragraph) if _may_say_total(one.content.text)}
    for listing in page.lists if speaking else ():
        before, firsts = listing.before, listing.paragraphs
        if any(one.span.start in speaking for one in (before, *firsts) if isinstance(one, Paragraph)):
            lead = _read(page, before) if isinstance(before, Paragraph) else []
            yield [*lead[-1:], *(part for one in firsts for part in _read(page, one)[:1])], "entries"
    for block in page.document.every(Paragraph) if speaking else ():
        if block.span.start in speaking:
            yield _read(page, block), "numbers beside it"
    if page.may_hold_picture or "/badge/" in page.readme.source.text:
        yield [part for passage in page.passages for part in _badges(passage)], "badges"
    for grid in page.grids:
        if len(grid.header) == 2:  # noqa: PLR2004  keys and values
            yield list(_rows(grid)), "rows"


def _may_say_total(text: str) -> bool:
    """Return whether the label of a total may stand in a text.

    May return false positives, never false negatives where it is written plainly.
    """
    if "otal" in text or "OTAL" in text or "esamt" in text or "ESAMT" in text:
        return True
    return not text.isascii() and _holds_letter(text) and _OTHER_TOTALS.search(text) is not None


def _holds_letter(text: str) -> bool:
    return any(letter in text for letter in _LETTERS)


def _read(page: ClaimContext, block: Paragraph) -> list[Part]:
    """Return the labelled numbers of a paragraph; none where there is anything else in it."""
    if not any(map(str.isdigit, block.content.text)):
        return []
    seen = shown(page.document, block.content)
    found = [_part(seen, *segment.span()) for segment in _SEGMENT.finditer(seen.text)]
    return [part for part in found if part]


def _part(seen: Excerpt, start: int, end: int) -> Part | None:
    found = _LABELLED.match(seen.text, start, end)
    figure = number_at(seen, found.span("value")) if found else None
    return Part(found["label"].strip().casefold(), figure) if found and figure else None


def _badges(passage: TextBlock) -> Iterator[Part]:
    """Yield the counts of badges, by kind or state, and their total."""
    for picture in passage.pictures if "/badge/" in passage.raw else ():
        found = BADGE.search(picture.address.text)
        figure = number_at(picture.address, found.span("value")) if found else None
        label = label_of_picture(picture.address.text, "").casefold()
        if figure and (_TOTAL.match(label) or names_a_part(label)):
            yield Part(label, figure)


def _rows(grid: TableView) -> Iterator[Part]:
    for row, number in zip(grid.block.rows, grid.numbers(1), strict=True):
        if number:
            yield Part(grid.label(row).casefold(), number)


FORM = Form("total-of-parts", 150, _find)
