"""A count at the end of a heading, over what is listed right below: `### Changed files (8)`, `## Screens (10 in all)`.

One list or one table, and nothing below it but text: else nobody can say what is counted. The count must be nearly that
of the entries. It is in doubt, but for a document where three or more such headings are right, and most of them.
`(2h)`, `(30 min)`, `(2024)` count nothing, and `Mock exam (2)` beside `Mock exam (1)` is the place in a series.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from readme_sync.model import Bound, Claim, Fact, Figure, Progress, Value
from readme_sync.notations import named
from readme_sync.reading.claims._page import Page, Passage
from readme_sync.reading.claims.form import Form
from readme_sync.reading.excerpts import cut, whole_span
from readme_sync.reading.summaries import bare
from readme_sync.syntax import Block, CodeBlock, Container, Heading, HtmlBlock, List, Table
from readme_sync.text.regex import regex

_COUNT = regex(
    r"[(（][ ]?(?P<value>[0-9]{1,3})"
    r"(?:[ \xa0]?(?P<noun>[^\W\d_]{2,20}s|total|[个個种種项項类類件篇道题題本冊章개가지종건명]{1,2}))?"
    r"(?:[ ](?:total|in total|in all))?[ ]?[)）][ \xa0*_]*\Z"
)
_UNITS = frozenset(
    "hours hrs mins minutes days weeks months years seconds secs points pts marks credits lines pages".split()
)
_FEWEST = 2
_FEWEST_RIGHT = 3
_APART = 0.35
_ABOUT = "it may count something else"


def _find(page: Page) -> Iterator[Claim]:
    found = list(_counts(page))
    right = sum(number.progress.done == size for number, _, size in found)
    is_sure = right >= _FEWEST_RIGHT and right > len(found) / 2
    for number, section, size in found:
        fact = Fact((Progress.of_number(size),), "the list below", is_disputable=True)
        yield Claim(number, Value.COUNT, fact, Bound.FORM, section, "" if is_sure else _ABOUT)


def _counts(page: Page) -> Iterator[tuple[Figure, int, int]]:
    """The counts in headings, each with its section and the number of entries below it."""
    headings = [
        one
        for one in page.passages
        if isinstance(one.block, Heading) and _may_count(one.raw) and _COUNT.search(one.seen.text)
    ]
    if not headings:
        return
    titles = Counter(bare(section.title) for section in page.sections)
    followed = _followed(page.document.blocks, {one.block.span.start for one in headings})
    for passage in headings:
        title = bare(page.sections[passage.section].title)
        size = _size(followed.get(passage.block.span.start, ()))
        number = _number(passage)
        if number and size >= _FEWEST and titles[title] == 1 and _is_near(number.progress.done or 0.0, size):
            yield number, passage.section, size


def _may_count(raw: str) -> bool:
    """Whether a heading may end with a bracket, by its characters; never wrongly no."""
    return ")" in raw or "）" in raw or "&" in raw


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
    holders = [one for one in behind if isinstance(one, Container | Table | CodeBlock | HtmlBlock)]
    if len(holders) != 1 or not isinstance(holders[0], List | Table):
        return 0
    return len(holders[0].rows if isinstance(holders[0], Table) else holders[0].children)


def _is_near(number: float, size: int) -> bool:
    return abs(number - size) <= max(2.0, _APART * size) and number >= _FEWEST


def _number(passage: Passage) -> Figure | None:
    found = _COUNT.search(passage.seen.text)
    if not found or (found["noun"] or "").casefold() in _UNITS:
        return None
    excerpt = cut(passage.seen, *found.span("value"))
    readings = list(named("number").read(excerpt.text)) if excerpt else []
    if excerpt is None or len(readings) != 1:
        return None
    return Figure("number", excerpt, whole_span(excerpt), readings[0].progress)


FORM = Form("counted", 12, _find)
