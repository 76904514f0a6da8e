"""A document as forms look at it: its passages and tables, read when somebody asks."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from readme_sync.claims._counts import Count, Way, bare_number, counts, ways_of_counting, with_more
from readme_sync.claims._words import says_done
from readme_sync.markdown import (
    CONTAINERS,
    Block,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Heading,
    Html,
    HtmlBlock,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Row,
    Table,
    columns_of,
)
from readme_sync.markdown.entities import holds_reference
from readme_sync.markdown.plain_text import all_simply_plain, plain_text, shown, simply_plain
from readme_sync.model import Claim, Figure, Progress, Readme, Section, Tracker
from readme_sync.notations import Family, is_bar, of_family
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import ENABLED, any_of, holds_digit, one_of, regex
from readme_sync.text.source import whole_span
from readme_sync.trackers.figures import can_hold, can_hold_picture, find_figures, of_picture, placed_figures
from readme_sync.trackers.header_words import is_number_header
from readme_sync.trackers.images import Picture, html_pictures, pictures

# Where code stands in a document; a figure there is an example, and no claim.

_TAG = regex(r"<(?P<end>/)?(?:code|pre|samp|tt)\b", re.IGNORECASE)
_SIGN = regex(r"`|<(?:code|pre|samp|tt)\b", re.IGNORECASE)
_Leaf = Heading | Paragraph | Table | CodeBlock


class CodePlaces:
    """The code of a document: fences, indented code, code spans, `<code>`; looked for where it is asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._spans: dict[int, list[Span]] = {}

    def is_example(self, figure: Figure) -> bool:
        """Return whether any character of a figure stands in code.

        A code span that holds a bar and nothing else is no example: bars are put in code to be of even width.
        """
        span = figure.span
        if not self._may_hold_any:
            return False
        index = bisect_right(self._starts, span.start) - 1
        leaf = self._leaves[index] if index >= 0 else None
        if leaf is None or isinstance(leaf, CodeBlock):
            return leaf is not None and span.start < leaf.span.end
        spans = self._spans_around(leaf, span.start)
        before = bisect_left(spans, span.end, key=_start) - 1
        if before < 0 or spans[before].end <= span.start:
            return False
        start, end = spans[before]
        is_whole = self._document.source.text[start:end].strip("` ") == figure.excerpt.text
        return not (is_whole and is_bar(figure))

    @cached_property
    def _may_hold_any(self) -> bool:
        return bool(self._document.every(CodeBlock)) or _SIGN.search(self._document.source.text) is not None

    @cached_property
    def _leaves(self) -> list[_Leaf]:
        return [block for block in self._document.walk() if isinstance(block, (Heading, Paragraph, Table, CodeBlock))]

    @cached_property
    def _starts(self) -> list[int]:
        return [leaf.span.start for leaf in self._leaves]

    def _spans_around(self, leaf: Heading | Paragraph | Table, place: int) -> list[Span]:
        """Return the code spans of a heading, a paragraph or a table's row, in order."""
        holder = _row_at(leaf, place) if isinstance(leaf, Table) else leaf
        key = holder.span.start
        if key not in self._spans:
            contents = [cell.content for cell in holder.cells] if isinstance(holder, Row) else [holder.content]
            self._spans[key] = [span for content in contents for span in self._spans_in(content)]
        return self._spans[key]

    def _spans_in(self, content: Excerpt) -> Iterator[Span]:
        if _SIGN.search(content.text):
            yield from _code_spans(self._document.inlines(content), content.span(0, len(content.text)).end)


def _row_at(table: Table, place: int) -> Row:
    index = bisect_right(table.rows, place, key=lambda row: row.span.start) - 1
    return table.rows[index] if index >= 0 else table.header


def _code_spans(inlines: Iterable[Inline], end: int) -> Iterator[Span]:
    """Yield the code spans and what stands in `<code>`, up to `end` where it is not closed.

    The alternative text of an image has none: it is shown as plain text.
    """
    opened: int | None = None
    for inline in _shown(inlines):
        tag = _TAG.match(inline.text) if isinstance(inline, Html) else None
        if tag and tag["end"]:
            if opened is not None:
                yield Span(opened, inline.span.start)
            opened = None
        elif tag and opened is None:
            opened = inline.span.end
        elif opened is None and isinstance(inline, Code):
            yield inline.span
    if opened is not None:
        yield Span(opened, end)


def _shown(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the inlines in order, those of images left out. Iterative: input may be nested deeply."""
    stack = [iter(inlines)]
    while stack:
        for inline in stack[-1]:
            yield inline
            if isinstance(inline, (Emphasis, Link)):
                stack.append(iter(inline.children))
                break
        else:
            stack.pop()


def _start(span: Span) -> int:
    return span.start


_T = TypeVar("_T")
_BAR = "".join({mark: None for bar in of_family(Family.BAR) for mark in bar.marks if len(mark) == 1})
_holds_bar = any_of(_BAR)
_PERCENT = regex("%(?![A-Za-z0-9])")
_WIDE = regex(one_of("％" + _BAR))
_ASCII_BAR = regex(r"\[[#=*>.\- ]{2}")
_RUN = regex(r"[0-9]+")
_WORDS_OF = ("of", "von", "sur", "из")
_OF_WORD = "|".join(_WORDS_OF)
_OF = regex(rf"\W(?:{_OF_WORD})\W")
_NEAR_NUMBER = regex(
    rf"[0-9/／](?:(?<=[0-9])[^A-Za-z]{{0,12}}(?:[/／]|\W(?:[Oo][Ff]|{_OF_WORD})\W)"
    r"|(?<=[/／])(?<![A-Za-z].)[*_` ]{0,9}[0-9])"
)
"""A slash behind a letter, as in most addresses, is part of no fraction."""
_FRACTION = regex(
    r"[0-9>)\]](?:"
    r"(?<=[0-9])(?![A-Za-z0-9])[^A-Za-z0-9\n]{0,12}?(?:[/／][^A-Za-z0-9\n]{0,12}?[0-9]|%2[Ff][0-9]|"
    rf"\W(?:(?:out )?of|{_OF_WORD})\W)"
    r"|(?<=[>)\]])[/／][0-9])"
)
_NOTHING = Excerpt("", ())
_LEFT_OUT = regex(
    r"(?m)^[ \t>]*(?:[-*+][ \t]+)?(?:\.{3}|…{1,2})[ \t]*[^\n0-9]{0,20}(?P<number>[0-9]{1,4})(?P<words>[^\n0-9]{0,40})$"
)
_MOST_FIGURES = 40
_MOST_IN_FENCE = 200
_MOST_FENCE = 4000
"""A longer fence is no drawing."""
_PAIR = 2
"""A table of two columns may be one of keys and values."""
_LONE_NUMBER = regex(r"(?=[^A-Za-z]*+\Z)[^0-9]*+[0-9]|(?!!\[[^\[\]]*+\]\([^()]*+\)\Z)[^<&\[]*+[<&\[]")
"""A cell without letters, or with what is not shown as it is written; no picture alone."""

Text = Heading | Paragraph | HtmlBlock
_TEXTS = frozenset((Heading, Paragraph, HtmlBlock))


class TextBlock:
    """A heading, a paragraph, a raw block of HTML or a fence with a bar; with a digit or a bar in it.

    Attributes:
        raw: its text as written.
        section: index of its section.
        is_first: whether it stands right under its section's heading.
        is_listed: whether it begins a list item.
    """

    def __init__(
        self,
        document: Document,
        block: Text | CodeBlock,
        section: int,
        *,
        is_first: bool = False,
        is_listed: bool = False,
    ) -> None:
        self.document = document
        self.block = block
        self.raw = block.content.text
        self.section = section
        self.is_first = is_first
        self.is_listed = is_listed

    @property
    def may_hold_share(self) -> bool:
        """Return whether a percent or a bar may stand in it; may return false positives, never false negatives."""
        return _may_hold_share(self.raw)

    @property
    def may_hold_fraction(self) -> bool:
        """Say if a fraction may stand in it, marks of emphasis between its parts, or in the address of a picture."""
        raw = self.raw
        has_sign = "/" in raw or "of" in raw or "%2" in raw or "／" in raw
        return not ENABLED or (has_sign and _FRACTION.search(raw) is not None) or holds_reference(raw)

    @property
    def _may_hold_figure(self) -> bool:
        """Say if a figure may stand in it, marks of emphasis between its parts; beside an ASCII bar is a number."""
        raw = self.raw
        if self.may_hold_share or _NEAR_NUMBER.search(raw) is not None:
            return True
        return any(word in raw for word in _WORDS_OF) and _OF.search(raw) is not None

    @cached_property
    def numbers(self) -> int:
        """Return how many numbers are written in it; a reader sees no more of them."""
        return len(_RUN.findall(self.raw))

    @property
    def lines(self) -> Iterator[tuple[int, int]]:
        """Yield where each line of the visible text begins and ends."""
        start = 0
        for line in self.seen.text.split("\n"):
            yield start, start + len(line)
            start += len(line) + 1

    @cached_property
    def seen(self) -> Excerpt:
        """Return what a reader sees, pictures left out; nothing of raw HTML."""
        if isinstance(self.block, HtmlBlock):
            return _NOTHING
        return self.block.content if isinstance(self.block, CodeBlock) else shown(self.document, self.block.content)

    @cached_property
    def texts(self) -> Sequence[tuple[int, Figure]]:
        """The figures in the visible text, each behind its place in it; none where there are too many to be claims."""
        if not self._may_hold_figure or not self.seen.pieces:
            return ()
        most = _MOST_IN_FENCE if isinstance(self.block, CodeBlock) else _MOST_FIGURES
        found = list(islice(placed_figures(self.seen, None), most + 1))
        return found if len(found) <= most else ()

    @property
    def fractions(self) -> Sequence[tuple[int, Figure]]:
        """Return those of the figures in the visible text that have a total."""
        return [(start, figure) for start, figure in self.texts if figure.progress.total]

    @cached_property
    def images(self) -> Sequence[tuple[Picture, list[Figure]]]:
        """Return the pictures that a notation reads, each with the figures of its address and its alternative text."""
        raw = self.raw
        if "<" not in raw and "![" not in raw:
            return ()
        if not can_hold_picture(raw):
            return ()
        return [(picture, figures) for picture in self.pictures if (figures := of_picture(picture, None))]

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        """All pictures."""
        if isinstance(self.block, HtmlBlock):
            return list(html_pictures(self.block.content))
        if "![" not in self.raw and "<" not in self.raw:
            return ()
        return list(pictures(self.document, self.document.inlines(self.block.content)))


class Listing(NamedTuple):
    """A list with the blocks next to it, and the blocks with which its entries begin."""

    block: List
    before: Block | None
    behind: Block | None
    firsts: Sequence[Block]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Return those with which entries begin that are paragraphs."""
        return [first for first in self.firsts if isinstance(first, Paragraph)]


class TableView:
    """A table and what was made of it.

    Attributes:
        section: index of its section.
        header: the plain texts of the header cells.
        tracker: the tracker that it is, None where it is none.
    """

    def __init__(
        self, document: Document, block: Table, section: int, header: tuple[str, ...], tracker: Tracker | None
    ) -> None:
        self.document = document
        self.block = block
        self.section = section
        self.header = header
        self.tracker = tracker
        self._numbers: dict[int, list[Figure | None]] = {}

    def number(self, row: Row, column: int) -> Figure | None:
        """Return the number that is all of a cell, but for marks and symbols; None where it holds more or less."""
        content = row.chosen([column])[0].content
        may_be = not ENABLED or _LONE_NUMBER.match(content.text)
        return bare_number(shown(self.document, content), column) if may_be else None

    def numbers(self, column: int) -> Sequence[Figure | None]:
        """Return, by row, the numbers that are all of the cells of a column."""
        if column not in self._numbers:
            may_be = [not ENABLED or _LONE_NUMBER.match(text) for text in self.texts[column]]
            rows = zip(self.block.rows, may_be, strict=True)
            self._numbers[column] = [self.number(row, column) if wanted else None for row, wanted in rows]
        return self._numbers[column]

    def may_hold_numbers(self, column: int, fewest: int) -> bool:
        """Return whether so many cells of a column may be numbers; may return false positives."""
        found = (text for text in self.texts[column] if _LONE_NUMBER.match(text))
        return not ENABLED or len(list(islice(found, fewest))) == fewest

    def figures(self, row: Row, column: int) -> Sequence[Figure]:
        """Return the figures of a cell."""
        content = row.chosen([column])[0].content
        return find_figures(self.document, content, column).figures if can_hold(content.text) else ()

    @property
    def texts(self) -> Sequence[Sequence[str]]:
        """Return by column, by row, the contents of the cells in the data rows, as written."""
        return self.document.once(columns_of, self.block).texts

    @cached_property
    def labels(self) -> Sequence[str]:
        """Return the labels of all rows."""
        first = self.texts[0]
        known = all_simply_plain(first) if all(first) else [None]
        if None in known:
            return [self.label(row) for row in self.block.rows]
        return [text or "" for text in known]

    def label(self, row: Row) -> str:
        """Return the plain text of the first cell that has any."""
        texts = row.texts
        column = next((column for column, text in enumerate(texts) if text), None)
        if column is None:
            return ""
        known = simply_plain(texts[column])
        return plain_text(self.document, row.chosen([column])[0].content) if known is None else known


class ClaimContext:
    """A document without claims.

    Attributes:
        claimed: by figure, the claims of the forms that are more trusted than the one that looks.
        code: where code stands; a figure in it is an example.
    """

    def __init__(self, readme: Readme) -> None:
        self.readme = readme
        self.claimed: dict[Span, Claim] = {}
        self.code = CodePlaces(readme.document)
        self._counts: dict[tuple[int, str], list[Count]] = {}
        self._known: dict[Hashable, Any] = {}

    def once(self, key: Hashable, work: Callable[[], _T]) -> _T:
        """Return the result of some work that several figures ask for; done once for each key."""
        if key not in self._known:
            self._known[key] = work()
        known: _T = self._known[key]
        return known

    def counts(self, section: int, where: str) -> list[Count]:
        """The ways of counting the items in a section and its subsections, worked out once; `where` ends the origin."""
        key = section, where
        if key not in self._counts:
            found = counts(self.inside[section], where)
            left_out = [one for one in self._left_out if self.sections[section].span.contains(one[0])] if found else []
            found = [with_more(one, [more for _, more in left_out]) for one in found] if left_out else found
            self._counts[key] = [one._replace(section=section) if one.is_whole else one for one in found]
        return self._counts[key]

    @cached_property
    def _left_out(self) -> list[tuple[Span, Progress]]:
        """Return what lists say that they leave out: `... and 12 more that are done`."""
        text = self.readme.source.text
        return [
            (
                Span(*found.span()),
                Progress.of_fraction(int(found["number"]) * says_done(found["words"]), int(found["number"])),
            )
            for found in (_LEFT_OUT.finditer(text) if "..." in text or "…" in text else ())
        ]

    def ways(self, section: int, where: str) -> list[Way]:
        """Return the items of a section and its subsections, once for each way of counting them."""
        return self.once(("ways", section), lambda: ways_of_counting(self.inside[section], where))

    @property
    def document(self) -> Document:
        """Return what was parsed."""
        return self.readme.document

    @property
    def sections(self) -> Sequence[Section]:
        """Its sections."""
        return self.readme.sections

    @cached_property
    def _starts(self) -> list[int]:
        return [section.span.start for section in self.sections]

    def section_of(self, offset: int) -> int:
        """Return the index of the innermost section around a place."""
        return max(0, bisect_right(self._starts, offset, lo=1) - 1)

    def line_of(self, offset: int) -> int:
        """Return the 1-based line of a place."""
        return self.readme.source.line_of(offset)

    @cached_property
    def may_hold_picture(self) -> bool:
        """Return whether a picture of a progress may stand anywhere in the document.

        May return false positives, never false negatives.
        """
        return not ENABLED or self.readme.source.once(can_hold_picture)

    @cached_property
    def may_hold_share(self) -> bool:
        """Return whether a percent or a bar may stand anywhere in the document.

        May return false positives, never false negatives.
        """
        return _may_hold_share(self.readme.source.text)

    @cached_property
    def passages(self) -> Sequence[TextBlock]:
        """All passages with a digit, in document order."""
        return list(self._passages())

    @cached_property
    def drawings(self) -> Sequence[TextBlock]:
        """Return the short fences of plain text with a bar."""
        fences = [one for one in self.document.every(CodeBlock) if _may_be_drawing(one)]
        return [TextBlock(self.document, fence, self.section_of(fence.span.start)) for fence in fences]

    @cached_property
    def shares_in_cells(self) -> Sequence[TextBlock]:
        """Return the cells that may hold a fraction and its percent, but for those that say how far an item is."""
        return list(self.cells(_may_hold_both, lambda grid, column: not _holds_progress(grid, column)))

    def cells(
        self,
        may_hold: Callable[[str], object],
        is_wanted: Callable[[TableView, int], bool] | None = None,
    ) -> Iterator[TextBlock]:
        """Yield the cells, of some columns or of all, whose text may hold something; of a part, if of the whole."""
        for grid in self.grids:
            columns = [one for one in range(len(grid.header)) if is_wanted is None or is_wanted(grid, one)]
            may_hold_any = columns and may_hold(grid.document.source.slice(grid.block.span))
            for row in grid.block.rows if may_hold_any else ():
                if may_hold(row.text[row.span.start : row.span.end]):
                    for cell in row.chosen(columns):
                        if may_hold(cell.content.text):
                            paragraph = Paragraph(whole_span(cell.content), cell.content)
                            yield TextBlock(self.document, paragraph, grid.section)

    def speaking(self, may_hold: Callable[[str], object], fewest: int = 1) -> Iterator[TextBlock]:
        """Yield the headings, paragraphs and cells that have so many numbers and whose text may hold something."""
        for passage in self.passages:
            has_enough = not ENABLED or passage.numbers >= fewest
            if has_enough and not isinstance(passage.block, HtmlBlock) and may_hold(passage.raw):
                yield passage
        yield from self.cells(may_hold)

    @cached_property
    def headings(self) -> Sequence[TextBlock]:
        """Those that are headings."""
        return [passage for passage in self.passages if isinstance(passage.block, Heading)]

    @cached_property
    def fractional(self) -> Sequence[TextBlock]:
        """Those in which a fraction may stand."""
        return [passage for passage in self.passages if passage.may_hold_fraction]

    def _passages(self) -> Iterator[TextBlock]:
        before: type[Block] | None = None
        block: Any  # a set of classes, which takes half as long as `isinstance`, tells mypy nothing
        for block in self.document.walk():
            kind = type(block)
            if kind in _TEXTS and _is_wanted(block):
                section = self.section_of(block.span.start)
                yield TextBlock(self.document, block, section, is_first=before is Heading, is_listed=before is ListItem)
            before = kind

    @cached_property
    def grids(self) -> Sequence[TableView]:
        """All tables with rows, in document order."""
        trackers = {tracker.span.start: tracker for tracker in self.readme.trackers}
        verdicts = {verdict.span.start: verdict for verdict in self.readme.verdicts}
        return [
            TableView(self.document, table, verdict.section, verdict.header, trackers.get(table.span.start))
            for table in self.document.tables
            if table.rows
            for verdict in [verdicts[table.span.start]]
        ]

    @cached_property
    def siblings(self) -> Sequence[tuple[Sequence[Block], bool]]:
        """Return the blocks of the document and those of each container, and whether that is an entry of a list."""
        found: list[tuple[Sequence[Block], bool]] = [(self.document.blocks, False)]
        for kind in CONTAINERS:
            found += [(one.children, kind is ListItem) for one in self.document.every(kind)]
        return found

    @cached_property
    def lists(self) -> Sequence[Listing]:
        """Return all lists, the outer ones first."""
        found: list[Listing] = []
        for family, _ in self.siblings if self.document.every(List) else ():
            for index, block in enumerate(family):
                if type(block) is List:  # a third of the time that `isinstance` takes; there are many blocks
                    firsts = [one.children[0] for one in block.children if isinstance(one, ListItem) and one.children]
                    behind = family[index + 1] if index + 1 < len(family) else None
                    found.append(Listing(block, family[index - 1] if index else None, behind, firsts))
        return found

    @cached_property
    def families(self) -> Sequence[int]:
        """Return how many rows the tables with the same header have together."""
        rows: Counter[tuple[str, ...]] = Counter()
        for grid in self.grids:
            rows[grid.header] += len(grid.block.rows)
        return list(rows.values())

    @cached_property
    def numbered(self) -> int:
        """Return how many rows the tables with row numbers have together."""
        return sum(len(grid.block.rows) for grid in self.grids if is_number_header(grid.header[0]))

    @cached_property
    def first(self) -> int:
        """Where the first tracker or table begins."""
        starts = [tracker.span.start for tracker in self.readme.trackers]
        starts += [grid.block.span.start for grid in self.grids if len(grid.header) > _PAIR]
        return min(starts, default=len(self.readme.source.text))

    @cached_property
    def inside(self) -> Sequence[Sequence[Tracker]]:
        """Per section, the trackers in it and in its subsections; no summaries."""
        found: list[list[Tracker]] = [[] for _ in self.sections]
        for tracker in self.readme.trackers:
            index: int | None = None if tracker.is_summary else tracker.section
            while index is not None:
                found[index].append(tracker)
                index = self.sections[index].parent
        return found


def _is_wanted(block: Text) -> bool:
    text = block.content.text
    return holds_digit(text) or (not text.isascii() and _holds_bar(text))  # no bar is ASCII


def _is_plain(fence: CodeBlock) -> bool:
    return fence.fenced and len(fence.content.text) <= _MOST_FENCE and fence.info.strip() in {"", "text", "txt"}


def _may_be_drawing(fence: CodeBlock) -> bool:
    text = fence.content.text
    return _is_plain(fence) and (_holds_bar(text) or _ASCII_BAR.search(text) is not None)


def _may_hold_share(text: str) -> bool:
    """Return whether a percent or a bar may stand in a text; may return false positives, never false negatives."""
    if not ENABLED or ("%" in text and _PERCENT.search(text)) or _ASCII_BAR.search(text) or holds_reference(text):
        return True
    return not text.isascii() and _WIDE.search(text) is not None


def _may_hold_both(text: str) -> bool:
    return "%" in text and _FRACTION.search(text) is not None


def _holds_progress(grid: TableView, column: int) -> bool:
    return grid.tracker is not None and column in grid.tracker.progress_columns
