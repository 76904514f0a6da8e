"""A count at the end of a heading, over what is listed right below: `### Changed files (8)`, `## Screens — 10 pages`.

So are counts in `<summary>`, in a paragraph that introduces a list (`All 8 files:`, `**Files (8)**`), and behind a noun
in a line of its own (`Sessions: 8`). What is listed are the entries of a list, the rows of a table, the sum of its
column of counts, the tasks of the section. A count that is far from all of these counts something else.

Where three or more such counts are right, and most of them, and half of those with the same noun, all are certain:
`(5 problems)` over three remarks counts no remarks. Elsewhere one that is off by one, over a single list, is likely.
`(2h)`, `(30 min)`, `(2024)` count nothing, and `Mock exam (2)` beside `Mock exam (1)` is the place in a series.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from readme_sync.claims._below import TREE, Listed, listed_below
from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import nearest_first, number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import UNITS, Counted, counted_by, single
from readme_sync.claims.form import Form
from readme_sync.markdown import HtmlBlock, Paragraph
from readme_sync.markdown.entities import holds_reference
from readme_sync.model import Claim, Doubt, Figure
from readme_sync.text import Excerpt
from readme_sync.text.regex import ENABLED, any_of, regex
from readme_sync.trackers.summaries import bare

_NOUN = r"(?P<{0}>[^\W\d_]{{1,20}}(?:[ \xa0-][^\W\d_]{{2,20}}){{0,2}})"
_COUNT = regex(
    r"(?:[(（][ ]?(?:共|total:?|合計|全)?[ \xa0]?(?P<value>[0-9]{1,4})(?:[ \xa0]?"
    + _NOUN.format("noun")
    + r")?(?:[ ]?[,，・;；][^()（）0-9]{1,24})?[ ]?[)）]"
    r"|[ \xa0][-–—][ \xa0](?P<dashed>[0-9]{1,3})[ \xa0]"
    + _NOUN.format("named")
    + r"(?:[ \xa0]?[(（][^()（）]{0,40}[)）])?)[^\w()（）]{0,12}\Z"
)
_SUMMARY = regex(
    r"(?:[(（][ ]?|[ \xa0][-–—][ \xa0])(?P<value>[0-9]{1,3})[ \xa0](?P<noun>[^\W\d_]{2,20})[)）]?"
    r"(?:</?[a-z]{1,6}>|\s){0,6}</summary>",
    re.IGNORECASE,
)
_OPENED = regex(r"[(（—–-][^A-Za-z0-9\n(（—–-]*+(?:total:?[ \xa0])?[0-9]{1,4}(?![0-9])")
"""Where a count may begin in a heading as it is written; what is not seen may stand between."""
_UNSEEN = any_of(["<", "![", "[^"])
"""With which tags, pictures and footnotes begin."""


class _Counted(NamedTuple):
    """A count in a heading: its figure, its noun, its section, and what is listed below it."""

    number: Figure
    noun: str
    section: int
    listed: Listed
    is_entry: bool = False
    """Whether it stands in an entry of a list, and may be of anything there."""
    is_bracketed: bool = False

    @property
    def stated(self) -> float:
        return self.number.progress.done or 0.0

    @property
    def is_right(self) -> bool:
        return self.stated in self.listed.sizes

    @property
    def is_far(self) -> bool:
        """Return whether nothing but chance may have brought it near to what is listed."""
        apart = abs(self.nearest - self.stated)
        if self.listed.is_drawn:
            return False
        return apart > 0 and (self.nearest < _MANY or apart > max(_MOST_APART, _FAR * self.nearest))

    @property
    def is_possible(self) -> bool:
        """Whether a tree has what is counted: files; and a list in an entry nothing else beside it."""
        return self.is_right or not (
            (self.listed.is_drawn and self.listed.origin == TREE and self.noun not in _FILES)
            or (self.is_entry and not self.listed.is_only)
        )

    @property
    def nearest(self) -> int:
        return min(self.listed.sizes, key=lambda size: abs(size - self.stated))


_FILES = frozenset("file files dateien ficheros archivos arquivos fichiers файлов 文件 ファイル 파일".split())
_LEAD = regex(
    r"[(（][ ]?(?P<value>[0-9]{1,3})(?:[ \xa0](?P<noun>[^\W\d_]{2,20})|[个個項项件篇道题題本章节개가지]{1,2}|(?=[)）]))"
    r"|(?<![\w.,/~+#:(-])(?<!（)(?P<bare>[0-9]{1,3})(?![0-9%]|％|[.,:/-][0-9])"
    r"(?:[ \xa0](?P<named>[^\W\d_]{2,20})|[个個項项件篇道题題本章节개가지]{1,2})"
)
_BRACKETED = regex(r"[(（][ ]?[0-9]{1,3}(?![0-9])")
_LABELLED = regex(
    r"(?:\A|(?<=\n))[*_ ]{0,4}(?:total |number of )?(?P<noun>sessions|tasks|items|lessons|chapters|problems|"
    r"questions|exercises|files|features|topics|modules|steps|aufgaben|lektionen|kapitel|tareas|tarefas|tâches|задачи|タスク数|课程|任务)"
    r"[*_ ]{0,4}[:：][*_ ]{0,4}(?P<value>[0-9]{1,4})(?![0-9]|[.,:/~+-]|[ \xa0]?[/~+%-]|[ \xa0]?／|％)"
    r"|(?:\A|(?<=\n))[*_ ]{0,4}(?P<twice>[^\W\d_]{3,20})[*_ ]{0,4}[:：][*_ ]{0,4}(?P<count>[0-9]{1,4})[ ](?P=twice)\b",
    re.IGNORECASE,
)
_ALL_OF = regex(r"(?i)\b(?:all|alle|todas|todos|tutti|toutes) (?:the )?\Z")
_DASH = regex(r"[-–—][ \xa0]{1,2}\Z")
_DIGITS = regex(r"[0-9]+")
_BEFORE = regex(r"(?<![^\W\d_])[^\W\d_]+(?=[ \xa0*_]{1,4}\Z)")
_ALL = frozenset(
    "all the these those of with has have in into created added as los las les die alle todos todas tutti".split()
)
"""What may stand before a count; another word has it as its own number: `Step 3 files:`."""
_PAIR = 2
_FEWEST = 2
_FEWEST_RIGHT = 3
_APART = 0.35
_APART_FROM_DRAWN = 0.5
_MOST_APART = 2.0
_MANY = 10
_FAR = 0.1


def _find(page: ClaimContext) -> Iterator[Claim]:
    counted = (*_in_headings(page), *_in_summaries(page), *_in_paragraphs(page))
    found = [one for one in counted if _is_near(one) and one.is_possible]
    nouns: dict[str, list[bool]] = defaultdict(list)
    for one in found:
        nouns[single(one.noun)].append(one.is_right)
    right = sum(one.is_right for one in found if not one.is_entry)
    is_sure = right >= _FEWEST_RIGHT and right > sum(not one.is_entry for one in found) / 2
    for one in found:
        alike = nouns[single(one.noun)]
        doubt = _doubt(one, is_sure=is_sure and sum(alike) >= len(alike) / 2)
        if doubt is Doubt.OTHER_THING and one.is_far:
            continue
        sizes = nearest_first(one.listed.sizes, one.stated)
        yield count_claim(one.number, one.section, sizes, one.listed.origin, doubt)


def _doubt(one: _Counted, *, is_sure: bool) -> Doubt:
    if is_sure and not one.is_entry:
        return Doubt.NONE
    fewest = 1 if one.noun and one.is_bracketed else _FEWEST
    is_slight = one.listed.is_only and abs(one.nearest - one.stated) <= 1 and one.nearest > fewest
    return Doubt.NEAR_COUNT if is_slight else Doubt.OTHER_THING


def _in_headings(page: ClaimContext) -> Iterator[_Counted]:
    """Yield the counts in headings."""
    headings = [one for one in page.headings if _may_count(one.raw) and _COUNT.search(one.seen.text)]
    if not headings:
        return
    titles = Counter((section.parent, bare(section.title)) for section in page.sections)
    for passage in headings:
        section = page.sections[passage.section]
        number, noun = _number(passage.seen)
        size = _sized(page, passage, listed_below(page, passage.block.span.start), number) if number else None
        if number and size and titles[section.parent, bare(section.title)] == 1:
            yield _Counted(number, noun, passage.section, size)


def _sized(page: ClaimContext, passage: TextBlock, listed: Listed | None, number: Figure) -> Listed | None:
    """Return how many things the section holds: what is listed, and its tasks."""
    items = _sizes(page, passage, number)
    if listed is None or not listed.is_only:
        return Listed(items, "the items below", is_only=False) if items else None
    return listed._replace(sizes=(*listed.sizes, *items))


def _sizes(page: ClaimContext, passage: TextBlock, number: Figure) -> tuple[int, ...]:
    """Return how many items the section of a passage has, and one list of several where the number is just that."""
    ways = page.ways(passage.section, "below")
    return tuple(len(way.items) for way in ways if way.is_whole or len(way.items) == number.progress.done)


def _in_summaries(page: ClaimContext) -> Iterator[_Counted]:
    """Yield the counts in `<summary>`."""
    if "<summary" not in page.readme.source.text:
        return
    for passage in page.passages:
        if isinstance(passage.block, HtmlBlock) and "<summary" in passage.raw:
            listed = listed_below(page, passage.block.span.start)
            for found in _SUMMARY.finditer(passage.raw) if listed else ():
                number = number_at(passage.block.content, found.span("value"))
                if number and listed and found["noun"].casefold() not in UNITS:
                    yield _Counted(number, found["noun"].casefold(), passage.section, listed)


def _in_paragraphs(page: ClaimContext) -> Iterator[_Counted]:
    """Yield the counts in paragraphs that introduce a list, and those that stand alone behind a noun in a section."""
    for passage in page.passages:
        if not isinstance(passage.block, Paragraph):
            continue
        may_be = passage.is_listed and ("(" in passage.raw or "（" in passage.raw)
        is_lead = introduces(passage) or (may_be and _BRACKETED.search(passage.raw) is not None)
        if is_lead and _LEAD.search(passage.raw):
            yield from _introduced(page, passage)
        elif page.inside[passage.section] and not passage.is_listed and _LABELLED.search(passage.raw):
            yield from _labelled(page, passage)


def introduces(passage: TextBlock) -> bool:
    """Return whether a paragraph introduces what follows: it ends with a colon, or is all bold."""
    raw = passage.raw
    if not isinstance(passage.block, Paragraph) or raw.rstrip()[-1:] not in (":", "：", "*", "_"):
        return False
    line = raw.rsplit("\n", 1)[-1].rstrip()
    is_bold = line.startswith("**") and line.endswith("**") and line.count("**") == _PAIR
    return is_bold or line.rstrip("*_ ").endswith((":", "："))


def _introduced(page: ClaimContext, passage: TextBlock) -> Iterator[_Counted]:
    text = passage.seen.text
    found = _lead(passage, text, text.rstrip().rfind("\n") + 1)
    listed = listed_below(page, passage.block.span.start) if found else None
    if listed is None or found is None:
        return
    noun = (found["noun"] or found["named"] or "").casefold()
    number = number_at(passage.seen, found.span("value" if found["bare"] is None else "bare"))
    if number and noun not in UNITS and not (noun and counted_by(noun)):
        yield _Counted(number, noun, passage.section, listed, not introduces(passage), found["bare"] is None)


def _lead(passage: TextBlock, text: str, start: int) -> re.Match[str] | None:
    """Return the one count in a line that introduces a list; one in brackets before one that stands free."""
    every = list(_LEAD.finditer(text, start))
    bracketed = [one for one in every if one["bare"] is None]
    found = bracketed or every
    if not found or (len(found) > 1 and (bracketed or not _ALL_OF.search(text, start, found[0].start()))):
        return None
    if bracketed:
        return found[0] if found[0]["noun"] or introduces(passage) else None
    before = text[start : found[0].start()]
    word = _BEFORE.search(before)
    if not introduces(passage) or (len(found) > 1 and word is None):
        return None
    is_all = word is not None and word[0].casefold() in _ALL
    is_last = text.startswith(":", found[0].end()) and _DASH.search(before)
    is_lone = len(_DIGITS.findall(text, start)) == 1 and (word is None or word[0].casefold().endswith("ed"))
    return found[0] if is_last or is_all or is_lone else None


def _labelled(page: ClaimContext, passage: TextBlock) -> Iterator[_Counted]:
    for found in _LABELLED.finditer(passage.seen.text):
        noun = (found["twice"] or found["noun"]).casefold()
        number = number_at(passage.seen, found.span("count" if found["twice"] else "value"))
        sizes = _sizes(page, passage, number) if number and noun not in UNITS else ()
        if number and sizes:
            yield _Counted(number, noun, passage.section, Listed(sizes, "the items of this section", is_only=True))


def _may_count(raw: str) -> bool:
    """Return whether a heading may end with a count; may return false positives, never false negatives."""
    return not ENABLED or holds_reference(raw) or _OPENED.search(raw) is not None or _UNSEEN(raw)


def _is_near(one: _Counted) -> bool:
    share = _APART_FROM_DRAWN if one.listed.is_drawn else _APART
    return abs(one.stated - one.nearest) <= max(_MOST_APART, share * one.nearest) and min(one.stated, one.nearest) >= 1


def _number(seen: Excerpt) -> tuple[Figure | None, str]:
    """Return the number at the end of a heading, and the noun behind it."""
    found = _COUNT.search(seen.text)
    if not found:
        return None, ""
    name, noun = ("value", found["noun"]) if found["value"] else ("dashed", found["named"])
    folded = (noun or "").casefold()
    is_part = bool(folded) and counted_by(folded) not in {None, Counted.TOTAL}
    is_other = not UNITS.isdisjoint(folded.replace("-", " ").split()) or is_part
    return (None if is_other else number_at(seen, found.span(name))), folded


FORM = Form("heading-count", 120, _find)
