"""The numbers that a document states outside its items, and the quantities of its items that each may follow.

A number that equals a quantity follows it perhaps: by chance small numbers equal something nearly always. What else
must hold is said in `sources/history.py`.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum, StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from readme_sync.markdown import CodeBlock, Heading, HtmlBlock, Paragraph, Row, Table
from readme_sync.markdown.plain_text import plain_text, shown
from readme_sync.markers.figures_for_value import BADGE_COUNT, numbers_in
from readme_sync.model import (
    Bound,
    Certainty,
    Fact,
    Figure,
    Item,
    Progress,
    Readme,
    Shape,
    State,
    Tracker,
    TrackerKind,
    Value,
)
from readme_sync.notations import Target, is_bar, named
from readme_sync.sources.expected import agrees_with, is_right
from readme_sync.sources.from_items import is_graded, ways_of
from readme_sync.text import Excerpt, Source, Span
from readme_sync.text.regex import regex
from readme_sync.text.source import cut, is_within, whole_span
from readme_sync.trackers.figures import find_figures
from readme_sync.trackers.header_words import ends_with_step, is_total
from readme_sync.trackers.images import html_pictures, pictures
from readme_sync.trackers.sections import steady_anchor
from readme_sync.trackers.summaries import bare

_ALL = 100.0
_MOST_IN_TEXT = 40
_NOUNS = {TrackerKind.TABLE: "rows", TrackerKind.TASKS: "tasks", TrackerKind.LINES: "lines"}
_REST = (Value.LEFT, Value.COUNT)
_SHARES = (Value.FRACTION, Value.PERCENT)
_FEW_GRADED = 4  # of so many items at least one must say how far it is, for authors to mean their mean


_SCOPE = {"section": 2, "tracker": 4}
"""How many parts of a key say which section or tracker it is of."""


class Kind(StrEnum):
    """What a number is."""

    FRACTION = "fraction"
    PERCENT = "percent"
    COUNT = "count"
    GOAL = "goal"
    """A fraction of which only the first number is counted: 13 of 25, where 13 are listed."""


class Reach(IntEnum):
    """How far a number stands from what it may follow; the nearest wins."""

    OWN = 0
    """Its own section, the table of its row, or the section that its line names."""
    NEXT = 1
    """The next table or list below it, or the one right above."""
    FAR = 2


class Quantity(NamedTuple):
    """A number that the items come to.

    Attributes:
        key: is the same for the same quantity of another version of the document.
        progress: a fraction, a percent alone or a count.
        origin: says for people what was counted.
        section: the index of its section; None where it is not all of a section.
        is_mean: whether it is a mean of percents.
        column: the only column of several that it counts.
    """

    key: tuple[object, ...]
    progress: Progress
    value: Value
    origin: str
    section: int | None = None
    is_mean: bool = False
    column: str | None = None

    @property
    def scope(self) -> tuple[object, ...]:
        """The key of the section or tracker."""
        return self.key[: _SCOPE[str(self.key[0])]]


class Written(NamedTuple):
    """A number that is stated outside of items.

    Attributes:
        figure: the number, and its place.
        kind: what it is.
        line: its 1-based line.
        section: the index of the innermost section around it.
        has_word: whether a word of progress or the noun of items stands next to it, or it stands alone.
        has_form: whether it is a badge, a total, a label's value or stands in brackets in a heading or `<summary>`.
        in_code: whether it is an example.
        in_log: whether it stands below one of several headings with a date: it says what was so on that day.
        in_row: whether it stands in a row of a table.
        table: the tracker whose total row it stands in.
        named: the section that its line or row names.
        says_left: whether its words say that it counts what is not done.
        says_total: whether its words say that it counts all.
        words: what stands next to it in its line, in lower case.
    """

    figure: Figure
    kind: Kind
    line: int
    section: int
    has_word: bool
    has_form: bool = False
    in_code: bool = False
    in_log: bool = False
    in_heading: bool = False
    in_row: bool = False
    table: int | None = None
    named: int | None = None
    says_left: bool = False
    says_total: bool = False
    words: str = ""


# Words.

_PROGRESS = regex(
    r"(?<![^\W_])(?:complet\w*|done|finish\w*|status|translat\w*|solv\w*|progress\w*|implement\w*|support\w*|cover\w*|review\w*|"
    r"read|watched|learn\w*|pass(?:ed|ing)|ported|migrat\w*|total|overall|remain\w*|left|open|to ?go|to ?do|ticked|"
    r"checked|closed|achieved|ready|proofread|tasks?|items?|strings?|entries|gesamt|fertig|erledigt|übersetzt|fortschritt|"
    r"traduc\w*|traduz\w*|tradui\w*|conclu\w*|feit[oa]s?|hech[oa]s?|termin\w*|avanc\w*|progr[eè]s\w*|"
    r"готов\w*|выполн\w*|перев\w*|прогресс)(?![^\W_])|完成|进度|進捗|進度|已|翻译|翻訳|总|共|완료|진행|전체",
    re.IGNORECASE,
)
_LEFT = regex(
    r"\b(?:left|remain\w*|to ?go|to ?do|open|pending|missing|untranslated|unsolved|offen|rest\w*|"
    r"partial\w*|in[ -]progress|ongoing|begun|started|in arbeit)\b",
    re.IGNORECASE,
)
_TOTAL = regex(r"\b(?:total|overall|in all|altogether|gesamt|insgesamt)\b", re.IGNORECASE)
_DONE = regex(
    r"\b(?:complet\w*|done|finish\w*|solv\w*|translat\w*|implement\w*|read|passed|closed|achieved|ready|erledigt|fertig)\b",
    re.IGNORECASE,
)
_SERIES = regex(
    r"(?:(?<![^\W_])(?:day|week|month|year|chapter|chap|ch|part|phase|step|stage|level|lesson|section|unit|module|version|"
    r"ver|v|no|nr|number|page|season|episode|ep|vol|volume|round|sprint|milestone|figure|fig|table|task|problem|"
    r"issue|pr|port|line|lecture|lec|exercise|ex|question|item|book|grade|tier|layer|release|edition|"
    r"top|rank|act|scene|slide|tag|woche|kapitel|teil|jour|semaine|chapitre|día|dia|semana|capítulo|aula|aulas|"
    r"parte|capitolo|paso|день|глава|неделя|урок|часть|раздел|этап|шаг|том|часа|"
    r"модуль)[ \xa0]?|第|제[ \xa0]?|#|№|§|\bv)[*_`\"']{0,3}\Z",
    re.IGNORECASE,
)
_NAME = regex(r"(?<!\w)[A-Z][\w+.-]{0,60}[ \xa0][*_`]{0,3}\Z")
_UNIT = regex(
    r"[*_`]{0,3}[ \xa0]?(?:-|\+|x\b|st\b|nd\b|rd\b|th\b|(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|"
    r"months?|years?|ms|s|h|px|pt|[kmgt]i?b|bytes?|bits?|stars?|forks?|users?|people|members?|contributors?|cores?|threads?|fps|hz|mhz|ghz|"
    r"dollars?|usd|eur|euros?|points?|pts|xp|am|pm|°|tage|stunden|jours|heures|días|horas|dias|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b|"
    r"[年月日天小时周週分秒]|[주일회]차|차시|번째|학기|학년|[日週回番]目|[%％]|[,;]?[ \xa0](?:19|20)[0-9]{2}\b)",
    re.IGNORECASE,
)
_MONTH = regex(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[ \xa0]\Z|[0-9][/.-]\Z", re.IGNORECASE)
_DATED = regex(
    r"\b(?:19|20)[0-9]{2}(?:[-./][0-9]{1,2}[-./][0-9]{1,2}|年[0-9]{1,2}月)|\b[0-9]{1,2}[./][0-9]{1,2}[./](?:19|20)[0-9]{2}\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?:[0-9]{1,2},? )?(?:19|20)[0-9]{2}\b",
    re.IGNORECASE,
)
_LABEL = regex(r"[^\W\d_][^|\n]{0,60}[:：=|][*_`\s|]{0,6}\Z|[^\W\d_][*_`]{0,3}[ \xa0][-–—][*_ \xa0]{1,4}\Z")
_BRACKET = regex(r"[(\[（【][*_` \xa0]{0,3}\Z")
_AT_END = regex(r"(?<![ \xa0])[ \xa0]*+(?:[-–—:(\[（【][ \xa0]*+)?[0-9][0-9/ .,%％]{0,60}[)\]）】]?[ \xa0]*\Z")
_LISTED = regex(
    r"[0-9][*_`]{0,3}(?:[,;/+→>–-]{1,2}[ \xa0]?|[ \xa0](?:and|or|to|und|bis|y|et|->|→|–|-|\+|=|<=?|>=?)[ \xa0])\Z"
)
_LIST_GOES_ON = regex(r"[*_`]{0,3}(?:[,;+→–-][ \xa0]?|[ \xa0](?:to|bis|->|→|–|-|\+|=|<=?|>=?)[ \xa0])[0-9]")
_PLUS_BEFORE = regex(r"[0-9][*_`]{0,3}[ \xa0]?\+[ \xa0]?[*_`]{0,3}\Z")
_PLUS_BEHIND = regex(r"[*_`]{0,3}[ \xa0]?\+[ \xa0]?[*_`]{0,3}[0-9]")
_LIST_BEFORE = regex(r"[0-9]/(?P<total>[0-9]{1,7})[*_`]{0,3}[,;][ \xa0]?[*_`]{0,3}\Z")
_LIST_BEHIND = regex(r"[*_`]{0,3}[,;][ \xa0]?[*_`]{0,3}[0-9]{1,7}/(?P<total>[0-9]{1,7})")
_RANGE_BEFORE = regex(r"[0-9]/[0-9]{1,4}[*_`]{0,3}[ \xa0]?(?:[~～〜–—-]|to|bis)[ \xa0]?[*_`]{0,3}\Z")
_RANGE_BEHIND = regex(r"[*_`]{0,3}[ \xa0]?(?:[~～〜–—-]|to|bis)[ \xa0]?[*_`]{0,3}[0-9]{1,4}/[0-9]")
_RATIO = regex(
    r"(?<![0-9.,/])(?P<done>[0-9]{1,7})[ \xa0]?(?:/|of|von|sur|de|из)[ \xa0]?(?P<total>[0-9]{1,7})(?![0-9/])"
)
_YEARS = range(1900, 2100)
_WORD = regex(r"[^\W\d_]{2,}")
_REACH = 60
_WORDS_BEFORE = 3
_WORDS_BEHIND = 3
_STOP = regex(r"[.,;:!?(（，、]")
_SENTENCE = regex(r"[.;!?][*_`]{0,3}(?:[ \xa0]|\Z)|[，。；！？]")
_ESTIMATE = regex(
    r"(?:[~≈]|\b(?:about|around|roughly|nearly|almost|approx\.?|ca\.?|circa|etwa|at least|at most|up to|more than|"
    r"less than|over|under|mindestens|höchstens|bis zu)[ \xa0])[*_`]{0,3}[ \xa0]?\Z",
    re.IGNORECASE,
)
_LIMIT = regex(r"\w[*_` \xa0]{0,3}(?:[<>]=?|[≤≥])[ \xa0]?\Z")
_ZERO = regex(r"(?<![0-9.,])0[0-9]")
_SHORT = 4
_SHORT_LINE = 60
_BADGE = regex(
    r"/badge/(?P<label>(?:[^/?#-]|--){0,60}-)?(?P<done>[0-9]{1,6})(?:(?P<of>%2[Ff])(?P<total>[0-9]{1,6})|(?P<percent>%25))?"
    r"(?:%20|_)?(?P<word>[A-Za-z]{0,20})-[A-Za-z0-9]{3,12}(?=[?#.]|\Z)"
)
_HTML = "html-progress"
"""Its total is a scale."""


def around(source: Source, span: Span) -> tuple[str, str]:
    """Return what stands before and behind a place in its line."""
    before = source.text[max(source.line_start(span.start), span.start - _REACH) : span.start]
    return before, re.split(r"[\r\n]", source.text[span.end : span.end + _REACH], maxsplit=1)[0]


def _is_term(before: str, after: str, total: float | None) -> bool:
    """Return whether a fraction is a part of a sum, an end of a range, or one of several of the same: `1/5, 2/5`."""
    if _PLUS_BEFORE.search(before) or _PLUS_BEHIND.match(after):
        return True
    if _RANGE_BEFORE.search(before) or _RANGE_BEHIND.match(after):
        return True
    others = (_LIST_BEFORE.search(before), _LIST_BEHIND.match(after))
    return any(found is not None and float(found["total"]) == total for found in others)


def repeats_ratio(source: Source, figure: Figure) -> bool:
    """Return whether a percent is that of two numbers in front of it: `4/5 tests passed (80%)`."""
    if figure.progress.percent is None or figure.progress.total is not None:
        return False
    before, _ = around(source, figure.span)
    ratios = (Progress.of_fraction(int(one["done"]), int(one["total"])) for one in _RATIO.finditer(before))
    return any(agrees_with(figure, ratio) for ratio in ratios if ratio.percent is not None)


def may_be_date(figure: Figure) -> bool:
    """Return whether a fraction may be a day and a month: `07/08`, in brackets too."""
    return figure.progress.may_be_day and _ZERO.search(figure.excerpt.text) is not None


def is_estimate(before: str) -> bool:
    """Return whether what stands before a number says that it is about so much: `~75%`, `about 40`."""
    return _ESTIMATE.search(before) is not None


def is_series(before: str, after: str, value: float) -> bool:
    """Return whether a bare number is an ordinal, a date, a version, a measure: `Day 47`, `May 4`, `30 minutes`."""
    if value in _YEARS and not _WORD.match(after.lstrip(" \xa0*_")):
        return True
    if _MONTH.search(before) or _UNIT.match(after) or _LIMIT.search(before):
        return True
    if _SERIES.search(before) or ends_with_step(before) or _LISTED.search(before) or _LIST_GOES_ON.match(after):
        return True
    name = _NAME.search(before)
    return name is not None and _PROGRESS.search(name[0]) is None


class Numbers:
    """The numbers of a document, and the quantities of its items."""

    def __init__(self, readme: Readme) -> None:
        """Look at a document; nothing is counted yet."""
        self.readme = readme
        self._near: dict[tuple[str, int], list[Quantity]] = {}

    # What is stated.

    @cached_property
    def written(self) -> Sequence[Written]:
        """All numbers outside items, by place; those that our markers and regions hold are left out."""
        readme = self.readme
        owned = sorted(
            [claim.figure.span for claim in readme.claims if claim.bound is not Bound.FORM]
            + [region.inside for region in readme.regions]
        )
        found = [one for one in self._written() if not is_within(one.figure.span, owned)]
        return sorted(found, key=lambda one: one.figure.span)

    @cached_property
    def _items(self) -> list[Span]:
        """The items, but for those that sum up others: what they state follows, as other numbers do."""
        counted = (tracker for tracker in self.readme.trackers if not tracker.is_summary)
        return sorted({item.span for tracker in counted for item in tracker.items})

    @cached_property
    def _spans_of_items(self) -> frozenset[Span]:
        return frozenset(self._items)

    @cached_property
    def _places(self) -> dict[int, int]:
        """The trackers by where they begin."""
        return {one.span.start: place for place, one in reversed(tuple(enumerate(self.readme.trackers)))}

    @cached_property
    def _code(self) -> list[Span]:
        return [block.span for block in self.readme.document.every(CodeBlock)]

    @cached_property
    def _log(self) -> frozenset[int]:
        """The sections below headings with a date, where there are several."""
        sections = self.readme.sections
        dated = {index for index, section in enumerate(sections) if _DATED.search(section.title)}
        for index, section in enumerate(sections):
            if section.parent in dated:
                dated.add(index)
        return frozenset(dated if len(dated) > 1 else ())

    def _written(self) -> Iterator[Written]:
        for block in self.readme.document.walk():
            match block:
                case Paragraph(span=span) if is_within(span, self._items):
                    pass  # all its numbers are those of an item
                case Heading(content=content) | Paragraph(content=content):
                    yield from self._in_text(content, block)
                case HtmlBlock(content=content):
                    yield from self._in_text(content, block)
                case Table():
                    yield from self._in_table(block)

    def _in_table(self, table: Table) -> Iterator[Written]:
        """Yield the numbers of total rows, and of rows that name a section."""
        place = self._places.get(table.span.start)
        for row in table.rows:
            if self._is_item(row.span) or not any(map(str.isdigit, row.text[row.span.start : row.span.end])):
                continue
            label = self._label(row)
            is_sum, name = is_total(label), self._section_in(label)
            if is_sum or name is not None:
                for cell in row.cells:
                    for one in self._in_text(cell.content, table):
                        yield one._replace(has_form=True, has_word=True, table=place if is_sum else None, named=name)

    def _label(self, row: Row) -> str:
        texts = (plain_text(self.readme.document, cell.content) for cell in row.cells)
        return next((text for text in texts if _WORD.search(text)), "")

    def _is_item(self, span: Span) -> bool:
        if span in self._spans_of_items:  # as nearly always
            return True
        index = bisect_right(self._items, (span.end, span.end)) - 1
        return any(map(span.overlaps, self._items[max(0, index - 1) : index + 2]))

    def _in_text(self, content: Excerpt, block: Heading | Paragraph | HtmlBlock | Table) -> Iterator[Written]:
        document = self.readme.document
        if not any(map(str.isdigit, content.text)):
            return
        figures = [
            one
            for one in find_figures(document, content, None).figures
            if (one.progress.percent is not None or one.progress.total is not None)
            and named(one.notation).target is not Target.CELL
        ]
        if isinstance(block, HtmlBlock):
            images, seen = list(html_pictures(content)), Excerpt("", ())
        else:
            has_image = "![" in content.text or "<" in content.text
            images = list(pictures(document, document.inlines(content))) if has_image else []
            seen = shown(document, content)
        for picture in images:
            figures += _in_badge(picture.address, figures)
        counts = [one for one in numbers_in(seen, figures) if one.progress.done is not None]
        if len(figures) + len(counts) > _MOST_IN_TEXT:
            return
        fractions = [one.progress for one in figures if one.progress.total is not None]
        for figure in (*figures, *counts):
            one = self._one(figure, block)
            is_told = one is not None and any(agrees_with(one.figure, fraction) for fraction in fractions)
            if one is not None and (is_told or not repeats_ratio(self.readme.source, one.figure)):
                yield one

    def _one(self, figure: Figure, block: Heading | Paragraph | HtmlBlock | Table) -> Written | None:
        readme, span = self.readme, figure.span
        if not isinstance(block, Table) and self._is_item(span):
            return None
        line = readme.source.line_of(span.start)
        before, after = around(readme.source, span)
        kind = kind_of(figure)
        in_row = isinstance(block, Table)
        is_bare = kind is Kind.COUNT and figure.notation != BADGE_COUNT
        if is_bare and is_series(before, after, 0.0 if in_row else figure.progress.done or 0.0):
            return None
        is_date = kind is Kind.FRACTION and (_SERIES.search(before) or may_be_date(figure))
        is_term = kind is Kind.FRACTION and _is_term(before, after, figure.progress.total)
        if is_date or is_term or is_estimate(before):
            return None
        section = readme.section_at(span.start)
        is_picture = figure.notation == BADGE_COUNT or named(figure.notation).target in {Target.IMAGE, Target.HTML}
        in_heading = isinstance(block, Heading)
        has_label = _LABEL.search(before) is not None
        is_title = in_heading or "<summary" in before
        has_form = is_picture or (is_title and _BRACKET.search(before) is not None) or has_label
        text = f"{before} {after}"
        if kind is Kind.COUNT:  # small numbers equal something by chance: only the words right next to it count
            last = before.split()[-_WORDS_BEFORE:] if has_label else before.split()[-1:]
            text = f"{' '.join(last)} {' '.join(_STOP.split(after, maxsplit=1)[0].split()[:_WORDS_BEHIND])}"
        else:
            text = f"{_SENTENCE.split(before)[-1]} {_SENTENCE.split(after, maxsplit=1)[0]}"
        has_word = (is_picture and kind is not Kind.COUNT) or (
            _PROGRESS.search(text) is not None
            or _LEFT.search(text) is not None
            or not (_WORD.search(before) or _WORD.search(after))
            or self._names_items(text, section)
        )
        is_all = kind is Kind.FRACTION and figure.progress.done == figure.progress.total
        if (kind is Kind.COUNT or is_all) and not is_picture:  # in prose it may count anything
            has_word = has_word and len(readme.source.line_text(line).strip()) <= _SHORT_LINE
        return Written(
            figure,
            kind,
            line,
            section,
            has_word,
            has_form,
            self._in_code(span, before, after),
            section in self._log,
            in_heading,
            in_row,
            says_left=_LEFT.search(text) is not None,
            says_total=_TOTAL.search(text) is not None and _DONE.search(text) is None,
            words=f"{before} {after}".casefold(),
            named=None if in_heading else self._section_in(re.split(r"[:：|(]", before.lstrip(" -*+>"))[0]),
        )

    def _in_code(self, span: Span, before: str, after: str) -> bool:
        return is_within(span, self._code) or (before.count("`") % 2 == 1 and "`" in after)

    def _names_items(self, text: str, section: int) -> bool:
        words = {word.casefold() for word in _WORD.findall(text)}
        return any(_stems(noun) & {_stem(word) for word in words} for noun in self._nouns(section))

    def _nouns(self, section: int) -> Iterator[str]:
        """Yield what the items around a section are called: by their section, and by the headers of their columns."""
        for index in self._inside[section][:_MOST_IN_TEXT]:
            tracker = self.readme.trackers[index]
            yield self.readme.sections[tracker.section].title
            for column in {tracker.label_column, *tracker.progress_columns} - {None}:
                if column is not None and column < len(tracker.header):
                    yield tracker.header[column]

    @cached_property
    def _names(self) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for index, section in enumerate(self.readme.sections):
            if index and (name := bare(section.title)) and self._inside[index]:
                found[name] = None if name in found else index
        return found

    def _section_in(self, label: str) -> int | None:
        return self._names.get(bare(label)) if label.strip() else None

    # What can be counted.

    @cached_property
    def _inside(self) -> list[list[int]]:
        """Per section, the places of the trackers in it and in its subsections; no summaries."""
        found: list[list[int]] = [[] for _ in self.readme.sections]
        for place, tracker in enumerate(self.readme.trackers):
            index: int | None = None if tracker.is_summary else tracker.section
            while index is not None:
                found[index].append(place)
                index = self.readme.sections[index].parent
        return found

    @cached_property
    def _section_keys(self) -> list[tuple[str, int]]:
        seen: Counter[str] = Counter()
        keys = []
        for section in self.readme.sections:
            name = steady_anchor(section) if section.level else ""
            keys.append((name, seen[name]))
            seen[name] += 1
        return keys

    @cached_property
    def _tracker_keys(self) -> list[tuple[object, ...]]:
        seen: Counter[object] = Counter()
        keys: list[tuple[object, ...]] = []
        for tracker in self.readme.trackers:
            home = (self._section_keys[tracker.section], tracker.kind)
            keys.append((*home, seen[home]))
            seen[home] += 1
        return keys

    def of_section(self, index: int) -> list[Quantity]:
        """Return the quantities of all items of a section, its subsections included."""
        key = ("section", index)
        if key not in self._near:
            trackers = [self.readme.trackers[place] for place in self._inside[index]]
            name = self.readme.sections[index].title
            where = f'in "{_bare_title(name)}"' if index else "of the document"
            self._near[key] = list(_quantities(("section", self._section_keys[index]), trackers, where, index))
        return self._near[key]

    def of_tracker(self, place: int) -> list[Quantity]:
        """Return the quantities of one table or list."""
        key = ("tracker", place)
        if key not in self._near:
            tracker = self.readme.trackers[place]
            what = "table" if tracker.kind is TrackerKind.TABLE else "list"
            where = f"in the {what} in line {self.readme.source.line_of(tracker.span.start)}"
            section = tracker.section if self._inside[tracker.section] == [place] else None
            self._near[key] = list(_quantities(("tracker", *self._tracker_keys[place]), [tracker], where, section))
        return self._near[key]

    @cached_property
    def _scopes(self) -> dict[tuple[object, ...], tuple[bool, int]]:
        """The sections and trackers by their keys."""
        found: dict[tuple[object, ...], tuple[bool, int]] = {}
        found |= {("section", key): (True, index) for index, key in enumerate(self._section_keys)}
        found |= {("tracker", *key): (False, place) for place, key in enumerate(self._tracker_keys)}
        return found

    def same(self, quantity: Quantity) -> Quantity | None:
        """Return the quantity of this document that is that of another version; None where there is none."""
        is_section, index = self._scopes.get(quantity.scope, (True, -1))
        found = () if index < 0 else self.of_section(index) if is_section else self.of_tracker(index)
        return next((one for one in found if one.key == quantity.key), None)

    def is_of_lines(self, quantity: Quantity) -> bool:
        """Return whether mostly lines with signs were counted: what equals these does so by chance nearly always."""
        is_section, index = self._scopes[quantity.scope]
        return self.counts_lines(index) if is_section else _are_lines([self.readme.trackers[index]])

    def counts_lines(self, section: int) -> bool:
        """Return whether mostly lines with signs stand in a section, its subsections included."""
        return _are_lines([self.readme.trackers[place] for place in self._inside[section]])

    @cached_property
    def _by_fraction(self) -> dict[tuple[float | None, float | None], list[Quantity]]:
        found: dict[tuple[float | None, float | None], list[Quantity]] = {}
        every = [self.of_section(index) for index in range(len(self.readme.sections))]
        every += [self.of_tracker(place) for place in range(len(self.readme.trackers))]
        for one in chain.from_iterable(every):
            if one.value is Value.FRACTION:
                found.setdefault((one.progress.done, one.progress.total), []).append(one)
        return found

    def equal_to(self, one: Written) -> tuple[Reach, list[Quantity]]:
        """Return the quantities that a number equals, of the nearest place where it equals any."""
        if fraction := self.fractions.get(one.figure.span):
            reach, found = self.equal_to(fraction)
            return reach, [quantity for quantity in found if agrees(one, quantity)]
        for reach, quantities in self._around(one):
            if found := [quantity for quantity in quantities if agrees(one, quantity)]:
                return reach, found
        return self.goals_of(one) if one.kind is Kind.FRACTION else (Reach.FAR, [])

    def goals_of(self, one: Written) -> tuple[Reach, list[Quantity]]:
        """Return the quantities near a fraction of which it states what is done, of more than there are."""
        number, total = one._replace(kind=Kind.GOAL), one.figure.progress.total or 0.0
        for reach, quantities in self._around(one):
            by_key = {quantity.key: quantity for quantity in quantities} if reach is not Reach.FAR else {}
            found = [quantity for quantity in by_key.values() if agrees(number, quantity)]
            found = [one for one in found if (by_key[(*one.key[:-1], Value.TOTAL)].progress.done or 0.0) < total]
            if found:
                return reach, found
        return Reach.FAR, []

    def _around(self, one: Written) -> Iterator[tuple[Reach, Iterable[Quantity]]]:
        if one.table is not None:
            yield Reach.OWN, self.of_tracker(one.table)
            return
        if one.named is not None:
            yield Reach.OWN, self.of_section(one.named)
            if one.in_row:
                return
        own = self.of_section(one.section)
        if one.in_heading:
            yield Reach.OWN, own
        neighbours = [quantity for place in self._neighbours(one) for quantity in self.of_tracker(place)]
        yield Reach.NEXT, neighbours
        yield Reach.OWN, own
        if one.in_heading or one.section in self._homes or one.figure.span in self.wrong:
            return  # it is about what stands there, right or wrong
        if one.kind is Kind.FRACTION:
            stated = one.figure.progress
            yield Reach.FAR, self._by_fraction.get((stated.done, stated.total), ())
        yield Reach.FAR, self.of_section(0)

    @cached_property
    def fractions(self) -> dict[Span, Written]:
        """The percents that only repeat a fraction of their line, with that fraction: both follow the same."""
        by_line: dict[int, list[Written]] = {}
        for one in self.written:
            if one.kind is Kind.FRACTION:
                by_line.setdefault(one.line, []).append(one)
        found = {}
        for one in self.written:
            for fraction in by_line.get(one.line, ()) if one.kind is Kind.PERCENT else ():
                if agrees_with(one.figure, fraction.figure.progress):
                    found[one.figure.span] = fraction
        return found

    @cached_property
    def _homes(self) -> set[int]:
        # Headings that count what is below them say again what other sections hold.
        return {tracker.section for tracker in self.readme.trackers if tracker.shape is not Shape.HEADINGS} - {0}

    @cached_property
    def wrong(self) -> dict[Span, Fact]:
        """The numbers that are certainly about something, and wrong, with what they should say."""
        certain = (claim for claim in self.readme.claims if claim.certainty is Certainty.CERTAIN)
        facts = ((one, one.fact) for one in certain if isinstance(one.fact, Fact))
        return {one.figure.span: fact for one, fact in facts if not is_right(one, fact)}

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        """Where the trackers begin that sum up no others, each with its place."""
        trackers = enumerate(self.readme.trackers)
        return [(tracker.span.start, place) for place, tracker in trackers if not tracker.is_summary]

    def _neighbours(self, one: Written) -> list[int]:
        """Return the trackers right below and right above a number, in its own section."""
        after = bisect_left(self._starts, (one.figure.span.end, 0))
        places = [self._starts[index][1] for index in (after, after - 1) if 0 <= index < len(self._starts)]
        return [place for place in places if self.readme.trackers[place].section == one.section]


def kind_of(figure: Figure) -> Kind:
    """Return what kind of number a figure states."""
    if figure.progress.total is not None:
        return Kind.PERCENT if figure.notation == _HTML else Kind.FRACTION
    return Kind.COUNT if figure.progress.percent is None else Kind.PERCENT


def as_goal(one: Written, quantities: Sequence[Quantity]) -> Written:
    """Return a number, as one with a goal where it equals the first number of a fraction alone."""
    is_goal = one.kind is Kind.FRACTION and quantities[0].value is Value.DONE
    return one._replace(kind=Kind.GOAL) if is_goal else one


def agrees(one: Written, quantity: Quantity) -> bool:
    """Return whether a number states a quantity."""
    match one.kind:
        case Kind.FRACTION:
            return quantity.value is Value.FRACTION and agrees_with(one.figure, quantity.progress)
        case Kind.GOAL:
            return quantity.value is Value.DONE and quantity.progress.done == one.figure.progress.done
        case Kind.PERCENT:
            return quantity.progress.percent is not None and quantity.value in _SHARES and _is_near(one, quantity)
        case _:
            is_same = quantity.value not in _SHARES and quantity.progress.done == one.figure.progress.done
            return is_same and _is_meant(one, quantity)


def _is_meant(one: Written, quantity: Quantity) -> bool:
    """Return whether the words next to a count let it be what is done, left, or all, or that of one column."""
    if quantity.column is not None and quantity.column.casefold() not in one.words:
        return False
    if one.says_left:
        return quantity.value in _REST
    return quantity.value not in _REST and (quantity.value is Value.TOTAL or not one.says_total)


def _is_near(one: Written, quantity: Quantity) -> bool:
    figure = one.figure
    room = figure.tolerance if is_bar(figure) else min(figure.tolerance or 1.0, 1.0)
    return abs((figure.progress.percent or 0.0) - (quantity.progress.percent or 0.0)) < room - 1e-9


def _are_lines(trackers: Iterable[Tracker]) -> bool:
    sizes: Counter[bool] = Counter()
    for tracker in trackers:
        sizes[tracker.kind is TrackerKind.LINES] += len(tracker.items)
    return sizes[True] > sizes[False]


def _quantities(
    scope: tuple[object, ...], trackers: Sequence[Tracker], where: str, section: int | None
) -> Iterator[Quantity]:
    """Yield what the items of some trackers come to, in each way of counting."""
    items = [item for tracker in trackers for item in tracker.items if item.weight]
    if not items:
        return
    kinds = {tracker.kind for tracker in trackers}
    origin = f"{len(items)} {_NOUNS[next(iter(kinds))] if len(kinds) == 1 else 'items'} {where}"
    yield from _of_items(scope, items, origin, section)
    outer = [item for item in items if item.depth == 0]
    if TrackerKind.TASKS in kinds and outer:  # also where no task has parts yet, as they may be added
        yield from _of_items((*scope, "outer"), outer, f"{len(outer)} outer tasks {where}", None)
    if len(trackers) == 1 and trackers[0].shape is Shape.MATRIX:
        for column in dict.fromkeys(item.column for item in items):
            some = [item for item in items if item.column == column]
            for one in _of_items((*scope, column), some, f"{len(some)} rows in {column!r} {where}", None):
                yield one._replace(column=column)
        rows = {item.span for item in items}
        yield Quantity((*scope, "rows"), Progress.of_number(len(rows)), Value.TOTAL, f"{len(rows)} rows {where}")


def _of_items(scope: tuple[object, ...], items: Sequence[Item], origin: str, section: int | None) -> Iterator[Quantity]:
    seen: set[Progress] = set()
    for way in ways_of(items):
        key, is_mean = (*scope, way.manner), way.manner == "mean"
        if way.total and not is_mean and way.done <= way.total:
            fraction = Progress.of_fraction(way.done, way.total)
            if fraction not in seen:
                yield Quantity((*key, "fraction"), fraction, Value.FRACTION, origin, section)
                for value, number in (
                    (Value.DONE, way.done),
                    (Value.TOTAL, way.total),
                    (Value.LEFT, way.total - way.done),
                ):
                    yield Quantity((*key, value), Progress.of_number(number), value, origin, section)
            seen.add(fraction)
        elif is_mean and way.percent is not None and _FEW_GRADED * sum(map(is_graded, items)) >= len(items):
            mean = Progress.of_percent(way.percent)
            yield Quantity((*key, "percent"), mean, Value.PERCENT, f"the mean of {origin}", section, is_mean=True)
    states = Counter(item.counts_as.state for item in items)
    for state in (State.IN_PROGRESS, State.OPEN):
        yield Quantity((*scope, state), Progress.of_number(states[state]), Value.COUNT, f"{origin} ({state})", None)


def _in_badge(address: Excerpt, known: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the count, fraction or percent of a badge whose label no notation knows."""
    found = _BADGE.search(address.text)
    if found is None or any(one.excerpt.text == address.text for one in known):
        return
    part = cut(address, found.start("done"), max(found.end("done"), found.end("total"), found.end("percent")))
    if part is None:
        return
    done = float(found["done"])
    progress = (
        Progress.of_fraction(done, float(found["total"]))
        if found["total"]
        else Progress.of_percent(done)
        if found["percent"] and done <= _ALL
        else Progress.of_number(done)
    )
    yield Figure(BADGE_COUNT, part, whole_span(part), progress, tolerance=1.0 if found["percent"] else 0.0)


def _bare_title(title: str) -> str:
    """Return a title without the numbers at its end, which may be out of date."""
    return _AT_END.sub("", title) or title


def _stem(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("es" if word.endswith("ses") else "s")


def _stems(text: str) -> set[str]:
    return {_stem(word.casefold()) for word in _WORD.findall(text) if len(word) >= _SHORT or not word.isascii()}
