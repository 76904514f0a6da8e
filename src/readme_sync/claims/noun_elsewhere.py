"""A count anywhere of what one table lists: `The API has 37 endpoints` over a table under `## API endpoints`.

The noun is the header of the column that names the rows, or of a column of numbers, or stands in the title of the
section of the table; where several tables have it, the words before it must be in the title of one of them. Nothing
says that all that is listed is meant: it is said only where the count is one off, or nearly a large number, and it is
likely where another count with this noun is right.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readme_sync.claims._below import column_sum, numbers_of_column
from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import number_at
from readme_sync.claims._page import ClaimContext, TableView, TextBlock
from readme_sync.claims._words import counted_by, single
from readme_sync.claims.form import Form
from readme_sync.markdown import Heading
from readme_sync.model import Claim, Doubt, Figure
from readme_sync.text import Source
from readme_sync.text.regex import any_of, regex
from readme_sync.trackers.header_words import is_number_header, is_total

_COUNTED = regex(
    r"(?<![\w.,/:~+#$-])(?P<value>[0-9]{1,5})(?P<words>[ -](?:[^\W\d_]{2,20}|[(][^\W\d_]{2,20}[)])"
    r"(?:[ -](?:[^\W\d_]{2,20}|[(][^\W\d_]{2,20}[)])){0,4})"
)
_BEHIND = regex(r"[0-9][ -]([^\W\d_][^\n0-9.,;:|]{1,60})")
_WORD = regex(r"[^\W\d_]+")
_SOME = regex(
    r"(?:(?<![.:!?*] )\b[A-Z][\w-]{0,20}|[+]|"
    r"\b(?:other|another|last|first|next|only|than|least|over|most|to|step|of|extra|top|these|those))"
    r"[ *_]{1,4}\Z"
)
"""What stands before a count of some of the things, or before a number that is a name: `Task 2 solutions`."""
_OTHER = frozenset(
    "day week month year hour minute second line point version time name type value example option parameter "
    "argument note description key property field row column item thing level number character word byte user of to "
    "more other new left remaining additional extra further different open done complete completed pending star "
    "api file".split()
)
_FEWEST = 3
_MANY = 30
_NEAR = 0.05
_MOST_WORDS = 3
_MOST_IN_TITLE = 4


class _Listing(NamedTuple):
    """How many things a table lists under a noun, in the ways that may be meant, and the words of its section."""

    sizes: tuple[float, ...]
    title: frozenset[str]


Known = dict[str, list[_Listing]]


def _find(page: ClaimContext) -> Iterator[Claim]:
    known = _listings(page, _spoken(page.readme.source.text)) if page.grids else {}
    if not known:
        return
    holds_noun = any_of([*known])
    speaking = page.speaking(lambda raw: holds_noun(raw.casefold()) and _COUNTED.search(raw))
    found = [one for passage in speaking for one in _counts(passage, known)]
    inside = Counter(noun for figure, noun, *_ in found if _is_bracketed(page.readme.source, figure))
    found = [one for one in found if inside[one[1]] <= 1 or not _is_bracketed(page.readme.source, one[0])]
    right = {(noun, sizes) for figure, noun, sizes, _ in found if figure.progress.done in sizes}
    for figure, noun, sizes, section in found:
        stated = figure.progress.done or 0.0
        nearest = min(sizes, key=lambda size: abs(size - stated))
        room = _NEAR * nearest if nearest >= _MANY else 1
        if abs(nearest - stated) <= room and nearest >= _FEWEST:
            doubt = Doubt.NEAR_COUNT if (noun, sizes) in right else Doubt.OTHER_THING
            yield count_claim(figure, section, (nearest, *sizes), f"what a table lists as {noun!r}", doubt)


def _is_bracketed(source: Source, figure: Figure) -> bool:
    """Return whether a count follows a bracket; several are each of what stands before it: `goals (5 lessons)`."""
    return source.text[max(0, figure.span.start - 1) : figure.span.start] == "("


def _spoken(text: str) -> set[str]:
    """Return the words, in lower case and the singular, that stand behind numbers."""
    return {single(word) for behind in set(_BEHIND.findall(text)) for word in _WORD.findall(behind)}


def _counts(passage: TextBlock, known: Known) -> Iterator[tuple[Figure, str, tuple[float, ...], int]]:
    """Yield the counts with a noun that one table lists, with what it lists."""
    text = passage.seen.text
    for found in _COUNTED.finditer(text):
        is_glued = found["words"][0] == "-"
        words = [word.casefold() for word in _WORD.findall(found["words"])]
        noun, before = _noun(words, known, is_glued=is_glued)
        if not noun or _SOME.search(text[max(0, found.start() - 20) : found.start()]):
            continue
        if isinstance(passage.block, Heading) and not is_glued and found.start() == 0:
            continue
        sizes = _sizes(known[noun], before)
        figure = number_at(passage.seen, found.span("value")) if sizes else None
        if figure:
            yield figure, noun, sizes, passage.section


def _noun(words: Sequence[str], known: Known, *, is_glued: bool) -> tuple[str, Sequence[str]]:
    """Return the first noun in the plural that something has, and the words before it; "" for none."""
    for index, word in enumerate(words[: 1 if is_glued else None]):
        name = single(word)
        if name in known and (is_glued or name != word):
            return name, words[:index]
        if word in _OTHER:
            break
    return "", ()


def _sizes(listings: Sequence[_Listing], before: Sequence[str]) -> tuple[float, ...]:
    """Return how many are listed by the one table that is meant; () where that is not clear."""
    if len(before) > 1:
        listings = [one for one in listings if one.title.issuperset(before)]
    return listings[0].sizes if len(listings) == 1 else ()


def _listings(page: ClaimContext, spoken: set[str]) -> Known:
    """Return, by noun in the singular, what the tables list; of the nouns that are spoken of."""
    found: Known = defaultdict(list)
    held: dict[int, list[TableView]] = defaultdict(list)
    for grid in page.grids:
        held[grid.section].append(grid)
        title = _title_words(page, grid.section)
        for noun, size in _of_grid(grid, spoken):
            found[noun].append(_Listing((size,), title))
    for section, grids in held.items():
        title = _title_words(page, section)
        if len(grids) != 1 or len(title) > _MOST_IN_TITLE or spoken.isdisjoint(map(single, title)):
            continue
        sizes = (float(_rows(grids[0])), *map(float, column_sum(grids[0])))
        for word in title:
            if word.endswith("s") and single(word) in spoken - _OTHER and not found[single(word)]:
                found[single(word)].append(_Listing(sizes, title))
    return {noun: those for noun, those in found.items() if those}


def _title_words(page: ClaimContext, section: int) -> frozenset[str]:
    return frozenset(map(str.casefold, _WORD.findall(page.sections[section].title)))


def _of_grid(grid: TableView, spoken: set[str]) -> Iterator[tuple[str, float]]:
    """Yield the nouns in the headers of a table, each with how many there are."""
    is_named = False
    progress = grid.tracker.progress_columns if grid.tracker else ()
    for column, text in enumerate(grid.header):
        words = [word.casefold() for word in _WORD.findall(text)]
        if not words or len(words) > _MOST_WORDS or is_number_header(text) or column in progress:
            continue
        noun, is_label, is_named = single(words[-1]), not is_named, True
        if noun in _OTHER or noun not in spoken or any(map(counted_by, words)):
            continue
        if is_label:
            yield noun, float(_rows(grid))
        elif noun != words[-1] and (size := sum(numbers_of_column(grid, column))) >= _MANY:
            yield noun, size


def _rows(grid: TableView) -> int:
    return sum(not is_total(label) for label in grid.labels)


FORM = Form("noun-elsewhere", 165, _find)
