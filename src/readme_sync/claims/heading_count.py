"""A count at the end of a heading, over what is listed right below: `### Changed files (8)`, `## Screens (10 in all)`.

One list or one table, and nothing below it but text: else nobody can say what is counted. The count must be nearly that
of the entries. It is in doubt, but for a document where three or more such headings are right, and most of them, and
half of those with the same noun: `(5 problems)` over three remarks counts no remarks.
`(2h)`, `(30 min)`, `(2024)` count nothing, and `Mock exam (2)` beside `Mock exam (1)` is the place in a series.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.claims._numbers import number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims.form import Form
from readme_sync.markdown import Block, CodeBlock, Container, Heading, HtmlBlock, List, Table
from readme_sync.markdown.entities import holds_reference
from readme_sync.model import Bound, Claim, Fact, Figure, Progress, Value
from readme_sync.text.regex import regex
from readme_sync.text.shortcuts import ENABLED
from readme_sync.text.substrings import any_of
from readme_sync.trackers.summaries import bare

_COUNT = regex(
    r"[(（][ ]?(?P<value>[0-9]{1,3})"
    r"(?:[ \xa0]?(?P<noun>[^\W\d_]{2,20}s|total|[个個种種项項类類件篇道题題本冊章개가지종건명]{1,2}))?"
    r"(?:[ ](?:total|in total|in all))?[ ]?[)）][ \xa0*_]*\Z"
)
_OPENED = regex(r"[(（][^A-Za-z0-9\n(（]*+[0-9]{1,3}(?![0-9])")
"""Where a count may begin in a heading as it is written; what is not seen may stand between."""
_UNSEEN = any_of(["<", "![", "[^"])
"""With which tags, pictures and footnotes begin."""
_UNITS = frozenset(
    "hours hrs mins minutes days weeks months years seconds secs points pts marks credits lines pages "
    "horas minutos dias días semanas meses años anos heures jours semaines mois ans stunden tage wochen "
    "часов дней недель 个月 個月 天 周 週".split()
)


class _Counted(NamedTuple):
    """A count in a heading: its figure, its noun, its section, and how many entries stand below it."""

    number: Figure
    noun: str
    section: int
    size: int

    @property
    def is_right(self) -> bool:
        return self.number.progress.done == self.size


_FEWEST = 2
_FEWEST_RIGHT = 3
_APART = 0.35
_ABOUT = "it may count something else"


def _find(page: ClaimContext) -> Iterator[Claim]:
    found = list(_counts(page))
    nouns: dict[str, list[bool]] = defaultdict(list)
    for one in found:
        nouns[one.noun].append(one.is_right)
    right = sum(one.is_right for one in found)
    is_sure = right >= _FEWEST_RIGHT and right > len(found) / 2
    for one in found:
        fact = Fact((Progress.of_number(one.size),), "the list below", is_disputable=True)
        doubt = "" if is_sure and sum(nouns[one.noun]) >= len(nouns[one.noun]) / 2 else _ABOUT
        yield Claim(one.number, Value.COUNT, fact, Bound.FORM, one.section, doubt)


def _counts(page: ClaimContext) -> Iterator[_Counted]:
    """The counts in headings."""
    headings = [one for one in page.headings if _may_count(one.raw) and _COUNT.search(one.seen.text)]
    if not headings:
        return
    titles = Counter(bare(section.title) for section in page.sections)
    followed = _followed(page.document.blocks, {one.block.span.start for one in headings})
    for passage in headings:
        title = bare(page.sections[passage.section].title)
        size = _size(followed.get(passage.block.span.start, ()))
        number, noun = _number(passage)
        if number and size >= _FEWEST and titles[title] == 1 and _is_near(number.progress.done or 0.0, size):
            yield _Counted(number, noun, passage.section, size)


def _may_count(raw: str) -> bool:
    """Whether a heading may end with a count in brackets, by its characters; never wrongly no."""
    if not ENABLED or holds_reference(raw):
        return True
    return (")" in raw or "）" in raw) and (_OPENED.search(raw) is not None or _UNSEEN(raw))


def _followed(blocks: Sequence[Block], wanted: set[int]) -> dict[int, Sequence[Block]]:
    """By the place of a heading, the blocks up to the next heading; nothing where that is one of its own parts."""
    found: dict[int, Sequence[Block]] = {}
    places = [index for index, block in enumerate(blocks) if isinstance(block, Heading)]
    for index, after in zip(places, [*places[1:], len(blocks)], strict=True):
        heading, behind = blocks[index], blocks[after] if after < len(blocks) else None
        is_parted = isinstance(behind, Heading) and isinstance(heading, Heading) and behind.level > heading.level
        if heading.span.start in wanted and not is_parted:
            found[heading.span.start] = blocks[index + 1 : after]
    return found


def _size(behind: Sequence[Block]) -> int:
    """How many entries the one list or table has; 0 where there is none, or more that may hold entries."""
    holders = [one for one in behind if isinstance(one, (Container, Table, CodeBlock, HtmlBlock))]
    if len(holders) != 1 or not isinstance(holders[0], (List, Table)):
        return 0
    return len(holders[0].rows if isinstance(holders[0], Table) else holders[0].children)


def _is_near(number: float, size: int) -> bool:
    return abs(number - size) <= max(2.0, _APART * size) and number >= _FEWEST


def _number(passage: TextBlock) -> tuple[Figure | None, str]:
    """The number at the end of a heading, and the noun behind it."""
    found = _COUNT.search(passage.seen.text)
    noun = (found["noun"] or "").casefold() if found else ""
    return (number_at(passage.seen, found.span("value")) if found and noun not in _UNITS else None), noun


FORM = Form("heading-count", 12, _find)
