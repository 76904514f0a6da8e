"""Which columns hold states, such as `✅` and `In progress`, that track progress.

The same signs stand in comparisons, in tables of what is supported, of builds and tests, and in legends. So a column
must say twice that it tracks progress: by its header (`Done`, `Status`), by what its cells say (`In progress`, `⏳`),
by what the table is about.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from readme_sync.model import Figure, State
from readme_sync.notations import status
from readme_sync.text.regex import regex
from readme_sync.trackers.figures import CellFigures
from readme_sync.trackers.header_words import is_no_progress, speaks_of_progress

# The words by which the header of a column of states, and what stands around it, say what is tracked; lower case.

WEAK = frozenset(
    "status state estado stato statut stand situação situacao durum stav статус tila read watched learned studied "
    "learnt mastered implemented attempted submitted practiced practised revised visited leído lido lu gelesen".split()
)
"""Headers that may speak of progress, and of anything else."""

WEAK_PARTS = (
    "状态",
    "狀態",
    "状況",
    "状態",
    "掌握",
    "已学",
    "ステータス",
    "상태",
    "현황",
    "trạng thái",
    "tình trạng",
    "체크",
    "check",
    "✅",
    "✓",
    "✔",
    "☑",
)

STARS = regex(r"(?:part|star|parte|teil)?\s*[12]?\s*[⭐🌟★*]\ufe0f?")

UNSAID = frozenset(
    (
        "",
        "풀이",
        "solution",
        "解答",
        "notes",
        "note",
        "remarks",
        "remark",
        "comment",
        "mark",
        "tick",
        "备注",
        "비고",
        "메모",
    )
)
"""Headers that say nothing about what stands below."""

OTHER_STATUS = frozenset(
    "build builds ci test tests health support supported compatibility compatible api availability "
    "available license stability http response exit pr live working works deploy deployment uptime".split()
)
"""Whose status it is: not that of work."""

SUPPORT = frozenset(
    "feature features api apis endpoint endpoints method methods platform platforms browser browsers os "
    "component components service services device devices command "
    "commands option options property properties operator operators instruction instructions metric "
    "metrics check checks criterion criteria requirement requirements test tests build job workflow "
    "dependency dependencies framework version versions protocol "
    "architecture distro distribution function functions capability branch environment "
    "plugin driver hardware board provider release suite 功能 平台 接口 版本 特性 "
    "기능 機能 funcionalidade recurso característica fonctionnalité".split()
)
"""What is supported, built or tested rather than worked through."""

ABOUT_OTHERS = frozenset(
    "compatibility support supported build builds test tests testing ci benchmark benchmarks comparison "
    "compare compared vs legend requirements prerequisites platforms browsers limitations 비교 비교표 对比 比較 比较 "
    "지원".split()
)
"""Titles of sections whose tables compare or list what works."""

MEANING = frozenset(
    "meaning meanings description descriptions definition count counts number items total % percentage "
    "legend explanation symbol label color colour 说明 含义 意味 説明 의미 설명 数量 개수 significado bedeutung "
    "beschreibung quantity tasks".split()
)

STEPS = frozenset(
    "theory practice automation reading read video videos exercise exercises lab labs translation "
    "translated proofreading proofread review reviewed notes code coding quiz homework implementation "
    "tests docs revision lecture lectures 翻译 校对 翻訳 校正 번역 검수 이론 실습 teoria prática tradução revisão "
    "traducción revisión mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday "
    "sunday 월 화 수 목 금 en es ru uk de fr pt br zh cn tw ja jp ko kr it pl tr ar hi vi nl cs sv fa".split()
)

_SHARE = 0.6
_NEARLY_ALL = 0.9
_FEW = 3
_NAME = status.NOTATION.name
_REMEMBERED = 2_048

_WORDS = regex(r"[^\W\d_]+|%")
_NUMBERED = regex(r"\W*(?:[^\W\d_]+\W*)?#?\d+\b.*", re.DOTALL)
_ENUMERATED = regex(r"\W*(?P<word>[^\W\d_]*)\W*\d+[^\W\d_]?\W*")
_TELLING = frozenset("⏳⌛⬜🔲☐🔄🚧") | {
    "[ ]",
    "[x]",
    "[X]",
    ":hourglass:",
    ":hourglass_flowing_sand:",
    ":construction:",
}
"""Symbols of work that goes on."""


class _Column(NamedTuple):
    """What is known of the states in a column."""

    header: str
    filled: int
    figures: tuple[Figure, ...]

    @property
    def known(self) -> int:
        return sum(figure.progress.state is not State.UNKNOWN for figure in self.figures)

    @property
    def texts(self) -> set[str]:
        return {figure.excerpt.text for figure in self.figures}

    @property
    def is_full(self) -> bool:
        return self.known >= _SHARE * self.filled


class _Table(NamedTuple):
    """A table around a column.

    Attributes:
        header, found: as for `state_columns`.
        is_numbered: the rows are days, weeks, chapters: their names have a running number.
        is_compared: the section is about what is supported, built, tested, compared.
        compared: the columns that hold states though their headers do not speak of progress.
    """

    header: Sequence[str]
    found: Sequence[Mapping[int, CellFigures]]
    is_numbered: bool
    is_compared: bool
    compared: frozenset[int]


def is_state_cell(cell: CellFigures) -> bool:
    """Whether a cell holds a state and no other figure."""
    figures = cell.figures
    if len(figures) == 1:  # nearly always
        return figures[0].notation == _NAME
    return bool(figures) and all(figure.notation == _NAME for figure in figures)


def asks_for_a_state(header: str) -> bool:
    """Whether a word under this header may be a state."""
    return _strength(header) > 0


def state_columns(
    header: Sequence[str],
    filled: Sequence[int],
    found: Sequence[Mapping[int, CellFigures]],
    names: Sequence[str],
    about: str,
) -> tuple[set[int], set[int]]:
    """The columns whose states track progress, and those of states that do not.

    Args:
        header: the texts of the header cells.
        filled: by column, how many data cells are not empty.
        found: by data row, the figures of its cells by column.
        names: the first text of each row.
        about: the title of the section.
    """
    known = {id(row): row for row in found}.values()  # rows share them
    if not any(is_state_cell(cell) for row in known for cell in row.values()):
        return set(), set()
    figures: dict[int, list[Figure]] = {}
    for row in found:
        for column, cell in row.items():
            if is_state_cell(cell):
                figures.setdefault(column, []).append(cell.figures[0])
    columns = {
        column: _Column(header[column], filled[column], tuple(those))
        for column, those in figures.items()
        if len(those) >= _SHARE * filled[column]
    }
    table = _Table(
        header,
        found,
        is_numbered=sum(bool(_NUMBERED.fullmatch(name)) for name in names) >= _NEARLY_ALL * len(names),
        is_compared=not ABOUT_OTHERS.isdisjoint(_WORDS.findall(about.casefold())),
        compared=_compared_columns(header, found),
    )
    accepted = [column for column, one in columns.items() if one.is_full and _tracks(column, one, table)]
    if not accepted:
        accepted = _steps(columns, table)
    return set(accepted), set(columns) - set(accepted)


def _tracks(column: int, one: _Column, table: _Table) -> bool:
    if column == 0 and _is_legend(one, table.header):
        return False
    strength = _strength(one.header)
    telling = _is_telling(one)
    if strength > 1:
        return True
    if all(map(status.is_doubtful, one.texts)):
        return False
    if strength == 1:
        other = table.is_compared or _is_about_support(table.header, column)
        if other:
            return telling and _is_going_on(one)
        beside = len(table.compared) > (column in table.compared)
        return telling or not beside
    full = len(one.figures) >= _NEARLY_ALL * one.filled and one.filled * 2 >= len(table.found)
    unsaid = one.header.casefold().strip() in UNSAID and table.is_numbered and len(table.found) >= _FEW
    unsaid |= not one.header and telling and _is_going_on(one)
    return full and (_says_in_words(one) or unsaid) and not is_no_progress(one.header)


@lru_cache(_REMEMBERED)
def _strength(header: str) -> int:
    """How surely a header speaks of progress: 2 beyond doubt, 1 perhaps, 0 not."""
    folded = header.casefold().strip()
    words = set(_WORDS.findall(folded))
    if is_no_progress(header) or not words.isdisjoint(OTHER_STATUS):
        return 0
    if STARS.fullmatch(folded):
        return 2
    is_weak = not words.isdisjoint(WEAK) or any(part in folded for part in WEAK_PARTS)
    if is_weak:
        rest = " ".join(words - WEAK)
        for part in WEAK_PARTS:
            rest = rest.replace(part, " ")
        return 2 if speaks_of_progress(rest) else 1
    return 2 if speaks_of_progress(header) else 0


def _is_about_support(header: Sequence[str], column: int) -> bool:
    """Whether the rows are features, platforms, tests."""
    first = next((text for place, text in enumerate(header) if place != column and text), "")
    words = set(_WORDS.findall(first.casefold()))
    return not words.isdisjoint(SUPPORT) or any(part in first for part in ("功能", "平台", "接口", "기능", "機能"))


def _is_legend(one: _Column, header: Sequence[str]) -> bool:
    """Whether a first column lists the states, each once, with their meaning or number beside it."""
    if len(one.texts) < len(one.figures):
        return False
    beside = {word for text in header[1:] for word in _WORDS.findall(text.casefold())}
    return len(one.figures) >= _FEW or not beside.isdisjoint(MEANING)


def _is_going_on(one: _Column) -> bool:
    """Whether something is left, and known to be."""
    return any(figure.progress.state in (State.OPEN, State.IN_PROGRESS) for figure in one.figures)


def _compared_columns(header: Sequence[str], found: Sequence[Mapping[int, CellFigures]]) -> frozenset[int]:
    """The columns that hold states though their headers do not speak of progress."""
    others = {place for place, text in enumerate(header) if not _strength(text)}
    count = Counter(place for row in found for place, cell in row.items() if place in others and is_state_cell(cell))
    return frozenset(place for place, number in count.items() if number >= _SHARE * len(found))


def _steps(columns: Mapping[int, _Column], table: _Table) -> list[int]:
    """Several columns of one kind: days, parts, members, or the steps of one piece of work."""
    free = {column: one for column, one in columns.items() if not _strength(one.header)}
    if len(free) < 2 or len(free) < len(table.header) - 3:  # noqa: PLR2004  a label and a remark or two
        return []
    if table.is_compared or not (table.is_numbered or any(map(_is_telling, free.values()))):
        return []
    headers = [one.header.casefold().strip() for one in free.values()]
    enumerated = [_ENUMERATED.fullmatch(text) for text in headers]
    if all(enumerated) and len({found["word"] for found in enumerated if found}) == 1 and len(table.found) > 1:
        return sorted(free)
    return sorted(free) if all(not STEPS.isdisjoint(_WORDS.findall(text)) for text in headers) else []


def _is_telling(one: _Column) -> bool:
    """Whether a column has a sign or a word that is said of work only."""
    return any(_tells(text) for text in one.texts)


@lru_cache(256)
def _tells(text: str) -> bool:
    symbol, word = status.parts(text)
    if word:
        return status.is_of_work(word)
    if not symbol:
        return True  # it is a state all the same: the author has added the word, for work
    return status.bare(symbol) in _TELLING


def _says_in_words(one: _Column) -> bool:
    """Whether words say it, and not all of them that it is done."""
    worded = [figure for figure in one.figures if status.parts(figure.excerpt.text)[1]]
    return len(worded) >= _SHARE * one.filled and any(
        figure.progress.state in (State.OPEN, State.IN_PROGRESS) and _tells(figure.excerpt.text) for figure in worded
    )
