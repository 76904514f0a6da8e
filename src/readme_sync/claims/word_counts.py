"""Counts by a word that stands in a column: `Easy: 55, Medium: 35, Hard: 6` over rows that say Easy, Medium or Hard.

They stand in one line, one list or in badges. The words are those that repeat in one column, or the titles of sections
side by side that hold sections. Two counts that are right
say that the others are meant so; one says it where the others are near.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import near, number_at
from readme_sync.claims._page import ClaimContext, TableView, TextBlock
from readme_sync.claims._words import label_of_picture
from readme_sync.claims.badge_count import BADGE
from readme_sync.claims.form import Form
from readme_sync.model import Claim, Doubt, Figure
from readme_sync.text.regex import any_of, regex

_WORD = r"[^\W\d_]{2,20}"
_COUNTED = regex(
    rf"(?P<label>{_WORD})[*_ \xa0]{{0,3}}(?:[:：][*_ \xa0]{{0,3}}|[(（])"
    rf"(?P<value>[0-9]{{1,4}})"
    r"(?![0-9%％+~]|[.,:/-][0-9]|[ ]?[/／%])"
    rf"|(?<![\w.,/:~+#-])(?P<count>[0-9]{{1,4}})[*_ \xa0]{{1,3}}(?P<first>{_WORD})(?:[ \xa0](?P<second>{_WORD}))?"
)
_TITLE = regex(r"[^\W_]+")
_ASIDE = regex(r"[(（][^()（）]*[)）]")
_FEWEST_GROUPS = 3
_FEWEST_ROWS = 4
_MOST_WORDS = 8
_FEWEST = 2


class _Count(NamedTuple):
    figure: Figure
    words: tuple[str, ...]


def _find(page: ClaimContext) -> Iterator[Claim]:
    columns = [*(words for grid in page.grids for words in _columns(grid)), *_groups(page)]
    if not columns:
        return
    summed: Counter[str] = Counter()
    for words in columns:
        summed.update(words)
    for family, section in _families(page, summed):
        best = max((*columns, summed), key=lambda words: _right(family, words))
        right = _right(family, best)
        known = [(one, truth) for one in family if (truth := _truth(one, best)) is not None]
        if not right or len(known) < _FEWEST:
            continue
        for one, truth in known:
            if near(one.figure.progress.done or 0.0, truth):
                doubt = Doubt.NONE if right >= _FEWEST else Doubt.NEAR_COUNT
                yield count_claim(one.figure, section, [truth], "counting the rows that say so", doubt)


def _right(family: Sequence[_Count], words: Mapping[str, int]) -> int:
    """Return how many counts are right, nothing left out of account."""
    return sum(bool(one.figure.progress.done) and _truth(one, words) == one.figure.progress.done for one in family)


def _truth(one: _Count, words: Mapping[str, int]) -> int | None:
    return next((words[word] for word in one.words if word in words), None)


def _columns(grid: TableView) -> Iterator[Counter[str]]:
    """How often each word stands in a column that holds few words, repeated."""
    rows = grid.block.rows
    if len(rows) < _FEWEST_ROWS:
        return
    for column in grid.texts[1:]:
        texts = [text.strip("*_ \xa0`🟢🟡🔴🟠").casefold() for text in column]
        words = Counter(text for text in texts if text.isalpha())
        if 2 <= len(words) <= min(_MOST_WORDS, len(rows) // 2) and sum(words.values()) >= len(rows) / 2:  # noqa: PLR2004  a choice
            yield words


def _groups(page: ClaimContext) -> Iterator[Counter[str]]:
    """Yield how many sections stand in each of some sections side by side, by the one word of their titles."""
    if len(page.sections) <= 2 * _FEWEST_GROUPS or not page.inside[0]:
        return
    held = Counter(section.parent for section in page.sections)
    families: dict[int | None, Counter[str]] = {}
    for index, section in enumerate(page.sections):
        words = _TITLE.findall(_ASIDE.sub("", section.title)) if held[index] and section.heading else ()
        if len(words) == 1:
            families.setdefault(section.parent, Counter())[words[0].casefold()] += held[index]
    yield from (words for words in families.values() if len(words) >= _FEWEST_GROUPS)


def _families(page: ClaimContext, words: Mapping[str, int]) -> Iterator[tuple[list[_Count], int]]:
    """Yield the counts that stand together: in a paragraph, in paragraphs side by side, in badges."""
    holds_word = any_of([*words])
    badges: list[_Count] = []
    for passage in page.passages:
        if "/badge/" in passage.raw:
            badges += _badges(passage, words)
    if badges:
        yield badges, 0
    found: dict[int, list[_Count]] = {}
    for passage in page.passages:
        if holds_word(passage.raw.casefold()):
            found.setdefault(passage.section, []).extend(_counts(passage, words))
    yield from ((those, section) for section, those in found.items() if those)


def _counts(passage: TextBlock, words: Mapping[str, int]) -> Iterator[_Count]:
    for found in _COUNTED.finditer(passage.seen.text):
        names = (found["label"],) if found["label"] else (found["first"], found["second"] or "")
        known = tuple(name.casefold() for name in names if name.casefold() in words)
        figure = number_at(passage.seen, found.span("value" if found["label"] else "count")) if known else None
        if figure:
            yield _Count(figure, known)


def _badges(passage: TextBlock, words: Mapping[str, int]) -> Iterator[_Count]:
    for picture in passage.pictures:
        found = BADGE.search(picture.address.text)
        label = label_of_picture(picture.address.text, "").casefold()
        figure = number_at(picture.address, found.span("value")) if found and label in words else None
        if figure:
            yield _Count(figure, (label,))


FORM = Form("word-counts", 55, _find)
