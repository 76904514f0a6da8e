"""Which columns of a table hold progress, and whether they are one measure or several of equal rank."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from readme_sync.model import Figure, Shape, State
from readme_sync.notations import status
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import (
    SHARE_OF_CELLS,
    SOME_OF_CELLS,
    are_copies,
    copy_columns,
    is_a_figure,
    is_count,
    is_distribution,
    is_twice_the_same,
    near,
)
from readme_sync.trackers.figures import CellFigures
from readme_sync.trackers.header_words import (
    HeaderClass,
    compares,
    counts_work,
    header_class,
    is_about_legend,
    is_about_parity,
    is_about_work,
    is_done_header,
    is_no_progress,
    is_of_builds,
    is_of_environment,
    is_of_rights,
    is_of_service,
    is_result,
    is_secondary,
    is_step,
    names_tasks,
    speaks_of_a_share,
    speaks_of_coverage,
    speaks_of_progress,
    speaks_of_state,
)
from readme_sync.trackers.legends import Legend

_FEWEST_COMPARED = 3
_FEWEST_SUMMED = 2
_FEWEST_AMOUNTS = 5
_MOST_COUNTS = 8
_ALL = 100
_NUMBER = regex(r"[*_~]{0,2}([0-9][0-9,]{0,11})")
_PERCENT = regex(r"[*_]{0,2}([0-9]{1,3}(?:\.[0-9]+)?)[ ]?%")
_NEARLY_ALL = 0.9
_MANY = 0.8
_FEW = 3
_WORDS_OF_STATE = 2
_LONGEST_OF_STATES = 32
_NAME = status.NOTATION.name
_NUMBERED = regex(r"(?s)\W*(?:[^\W\d_]+\W*)?#?\d+(?![\da-zA-Z_]).*")
_DIGITS = regex(r"\d+")
_VERSION = regex(r"(?:v|c|es|c\+\+|php|java|jdk|ios|android|python|node|ruby|qt|\.net)[ -]?0(?:[.x]0?)*|[0x]+[.][0x.]+")
"""Headers of versions, each digit as 0: what stands below them compares."""
_TELLING = frozenset("⏳⌛⬜🔲☐🔄🚧🔜🏗") | {
    *("[ ]", "[x]", "[X]", ":hourglass:", ":hourglass_flowing_sand:", ":construction:", ":white_large_square:"),
    ":soon:",
}
"""Symbols of work that goes on."""


class Column(NamedTuple):
    """What is known of one column: its header, how many cells say something, the cells with figures."""

    header: str
    kind: HeaderClass
    filled: int
    cells: Sequence[CellFigures]

    @property
    def states(self) -> list[Figure]:
        """The states of the cells that hold nothing else."""
        return [cell.figures[0] for cell in self.cells if is_state_cell(cell)]

    @property
    def figures(self) -> int:
        """How many cells hold a figure, and not in prose."""
        return sum(map(is_a_figure, self.cells))

    @property
    def holds_figures(self) -> bool:
        """Whether most cells that say something hold a figure."""
        return bool(self.filled) and self.figures >= SHARE_OF_CELLS * self.filled


class States(NamedTuple):
    """The states of a column.

    Attributes:
        known: how many say how far the work is.
        said: how many say this, or that it is blocked, deferred, unknown.
        texts: the different signs and words.
        is_telling: a sign or a word is said of work only.
        is_going_on: something is known to be left.
        is_vague: all may be ratings, answers or decoration.
        is_signs: they are signs without words.
        in_words: words say it, and not all of them that it is done, or all of them behind signs: `✅ fixed`.
    """

    known: int
    said: int
    texts: frozenset[str]
    is_telling: bool
    is_going_on: bool
    is_vague: bool
    is_signs: bool
    in_words: bool


class Roles(NamedTuple):
    """The columns of progress, none where the table tracks no progress, and what kind of table it is."""

    columns: list[int]
    shape: Shape = Shape.TABLE


_NONE = Roles([])


class Evidence(NamedTuple):
    """What the columns of a table are judged by.

    Attributes:
        header: the texts of the header cells.
        filled: by column, how many data cells are not empty.
        found: by data row, the figures of its cells by column.
        names: the first text of each row.
        texts: by column, the data cells as written.
        about: the titles of the sections around the table, the innermost first.
        legend: what the document says its signs mean; one that does tracks work.
    """

    header: Sequence[str]
    filled: Sequence[int]
    found: Sequence[Mapping[int, CellFigures]]
    names: Sequence[str]
    texts: Sequence[Sequence[str]]
    about: Sequence[str]
    legend: Callable[[], Legend]


def roles_of(table: Evidence) -> Roles:
    """Return which columns of a table hold progress.

    A column under a header such as `Status` comes first; then pictures, percents and counts that say it by themselves;
    then steps of work of equal rank (`Implemented | Tested`); then columns of signs that nothing but the table names.
    """
    columns = _columns(table)
    if not columns:
        return _NONE
    states = {place: _states_of(one) for place, one in columns.items() if _is_of_states(one, table.texts[place])}
    legends = {place for place in states if _is_legend(place, columns[place], table)}
    states = {place: one for place, one in states.items() if place not in legends}
    named = _named(table, columns, states, legends)
    if len(named) == 1 and (parts := _summed_up(named[0], columns, states, table)):
        return _matrix(parts, table, columns)
    if named:
        if all(_rank(columns[place].header) < _OVERALL for place in named):
            named = sorted([*named, *_stages(columns, states, named)])
        return _ranked(table, columns, named)
    if legends:
        return _NONE  # `Status | Count | Percentage`
    certain = [
        place for place, one in columns.items() if place not in states and _shows_progress(place, columns, table)
    ]
    if certain and _compares_products(certain, columns):
        certain = []
    if certain:
        return _ranked(table, columns, certain)
    return _by_states(table, columns, states)


def _columns(table: Evidence) -> dict[int, Column]:
    """Return the columns that may hold progress."""
    cells: dict[int, list[CellFigures]] = {}
    for row in table.found:
        for place, cell in row.items():
            cells.setdefault(place, []).append(cell)
    columns = {}
    for place in sorted(cells):
        kind = header_class(table.header[place])
        if table.filled[place] and kind is not HeaderClass.FALSE_FRIEND:
            columns[place] = Column(table.header[place], kind, table.filled[place], cells[place])
    return columns


def is_state_cell(cell: CellFigures) -> bool:
    """Return whether a cell holds a state and no other figure."""
    figures = cell.figures
    if len(figures) == 1:  # nearly always
        return figures[0].notation == _NAME
    return bool(figures) and all(figure.notation == _NAME for figure in figures)


def _is_of_states(one: Column, texts: Sequence[str]) -> bool:
    """Return whether a column says states: in most cells, or below a header that says so in some of few words."""
    if len(one.states) >= SHARE_OF_CELLS * one.filled:
        return True
    if one.kind is not HeaderClass.PROGRESS or len(one.states) < SOME_OF_CELLS * one.filled or len(one.states) <= 1:
        return False
    said = Counter(" ".join(text.split()[:_WORDS_OF_STATE]).casefold() for text in texts if text)
    is_short = sum(map(len, texts)) <= _LONGEST_OF_STATES * len(texts)
    return is_short and 2 * len(said) <= one.filled and any(map(_tells, (one.excerpt.text for one in one.states)))


def _states_of(one: Column) -> States:
    texts = Counter((figure.excerpt.text, figure.progress.state) for figure in one.states)
    known = {text: count for (text, state), count in texts.items() if state is not State.UNKNOWN}
    left = (State.OPEN, State.IN_PROGRESS)
    plain = frozenset(text for text, _ in texts)
    worded = sum(count for (text, _), count in texts.items() if _is_worded(text))
    return States(
        sum(known.values()),
        sum(count for (text, _), count in texts.items() if text in known or _is_worded(text)),
        plain,
        any(map(_tells, plain)),
        any(state in left for _, state in texts),
        all(map(_is_vague, plain)),
        not worded,
        worded >= SHARE_OF_CELLS * one.filled
        and (any(state in left and _is_worded(text) and _tells(text) for text, state in texts) or _are_said(plain)),
    )


def _are_said(texts: Collection[str]) -> bool:
    """Return whether all states are signs with words that are said of work only."""
    return all(all(status.parts(text)) and _tells(text) for text in texts)


@lru_cache(1_024)
def _is_vague(text: str) -> bool:
    """Return whether a state may be a rating, decoration, or an answer without a sign."""
    symbol, word = status.parts(text)
    return status.is_doubtful(symbol or word) if symbol or word else False


@lru_cache(1_024)
def _is_worded(text: str) -> bool:
    return bool(status.parts(text)[1])


@lru_cache(1_024)
def _tells(text: str) -> bool:
    symbol, word = status.parts(text)
    if word:
        return status.is_of_work(word)
    if not symbol:
        return True  # it is a state all the same: the author has added the word, for work
    return status.bare(symbol) in _TELLING


def _is_legend(place: int, one: Column, table: Evidence) -> bool:
    """Return whether a first column lists the states, each once, with their meaning or number beside it."""
    if len(table.header) > _FEW + 1:
        return False
    is_told = any(is_about_legend(text) for other, text in enumerate(table.header) if other != place)
    if place != 0 and not (is_told and is_about_legend(one.header)):
        return False
    is_asked = is_told or one.kind is HeaderClass.PROGRESS
    cells = [cell.text if is_asked else cell.figures[0].excerpt.text for cell in one.cells if is_state_cell(cell)]
    if len(set(cells)) < len(cells):
        return False
    if is_told or len(cells) > _FEW:
        return True
    return len(cells) == _FEW and not (is_asked and any(map(_are_named, table.texts[1:])))


def _are_named(texts: Sequence[str]) -> bool:
    """Return whether most texts of a column are words, not numbers with their units."""
    return 2 * sum(text.lstrip("*_`~[<+-—–")[:1].isalpha() for text in texts) > len(texts)


def _named(
    table: Evidence, columns: Mapping[int, Column], states: Mapping[int, States], legends: Collection[int]
) -> list[int]:
    """Return the columns whose headers say that they hold progress, and whose cells do."""
    named = []
    for place, one in columns.items():
        if one.kind is not HeaderClass.PROGRESS or place in legends:
            continue
        is_shown = _is_of_work(place, table, states[place], one) if place in states else one.holds_figures
        if is_shown:
            named.append(place)
    return named


def _is_of_work(place: int, table: Evidence, states: States, one: Column) -> bool:
    """Return whether states under a header of progress are said of work, not of what is supported, built, or tested."""
    if 2 * states.said < len(one.states) or 2 * sum(is_result(cell.text) for cell in one.cells) >= one.filled:
        return False
    first = _first_header(table, place)
    about = table.about[0] if table.about else ""
    if (compares(about) and not is_about_parity(about)) or is_of_environment(first):
        return states.is_telling
    return not (states.is_vague and states.is_signs and is_of_service(first)) or bool(table.legend())


def _first_header(table: Evidence, place: int) -> str:
    return next((text for column, text in enumerate(table.header) if column != place and text), "")


def _shows_progress(place: int, columns: Mapping[int, Column], table: Evidence) -> bool:
    """Return whether pictures, or counts with their percent, show progress without a word in the header."""
    one = columns[place]
    if is_no_progress(one.header):
        return False
    if any(map(_is_of_two_cells, one.cells)):
        return True  # `Matched | Total`
    is_share = speaks_of_a_share(one.header) and any(map(speaks_of_progress, table.header))
    if is_share or _is_covered(place, one, table):
        return one.holds_figures and not is_distribution(one.cells)
    is_counted = counts_work(one.header) or one.kind is HeaderClass.STAGE
    if is_counted and sum(map(is_count, one.cells)) >= _NEARLY_ALL * one.filled:
        return True
    if _are_amounts(one):
        return True
    pictures = [cell for cell in one.cells if cell.images]
    if len(pictures) >= SHARE_OF_CELLS * one.filled:
        return not is_distribution(pictures)
    twice = sum(map(is_twice_the_same, one.cells))
    return twice >= SHARE_OF_CELLS * one.filled and 2 * twice >= len(table.found)


def _is_of_two_cells(cell: CellFigures) -> bool:
    """Return whether a fraction is made of two cells, so that its total is not in this one."""
    return any(len(figure.excerpt.pieces) > 1 and len(figure.excerpt.text) > len(cell.text) for figure in cell.figures)


def _are_amounts(one: Column) -> bool:
    """Return whether a column holds counts of totals of their own, most of them all or none: `14/14`, `0/8`, `1/16`.

    Marks and scores are mostly between, or of one total.
    """
    counts = [cell.figures[0].progress for cell in one.cells if is_count(cell)]
    if len(counts) < max(_FEWEST_AMOUNTS, one.filled) or len({count.total for count in counts}) < _FEW:
        return False
    ended = sum(count.percent in (0, _ALL) for count in counts)
    return ended >= SHARE_OF_CELLS * len(counts) and any(count.percent == _ALL for count in counts)


def _is_covered(place: int, one: Column, table: Evidence) -> bool:
    """Return whether a column holds the shares of counts in other columns: `Implemented | Available | Coverage`."""
    is_named = speaks_of_coverage(one.header)
    if not is_named and not (speaks_of_a_share(one.header) and any(map(speaks_of_state, table.about[:1]))):
        return False
    others = [texts for at, texts in enumerate(table.texts[:_MOST_COUNTS]) if at != place]
    counts = [[_number(text) for text in texts] for texts in others]
    percents = [float(share[1]) if (share := _PERCENT.match(text)) else None for text in table.texts[place]]
    rows = [(row, percent) for *row, percent in zip(*counts, percents, strict=True) if percent is not None]
    return len(rows) >= _FEW and any(
        sum(_is_share(row[part], row[whole], percent) for row, percent in rows) >= SHARE_OF_CELLS * len(rows)
        for part, whole in permutations(range(len(counts)), 2)
    )


def _number(text: str) -> int | None:
    found = _NUMBER.match(text)
    return int(found[1].replace(",", "")) if found else None


def _is_share(part: int | None, whole: int | None, percent: float) -> bool:
    return part is not None and bool(whole) and abs(_ALL * part / (whole or 1) - percent) <= 1


def _compares_products(places: Sequence[int], columns: Mapping[int, Column]) -> bool:
    """Return whether columns of shares side by side, without a word of progress, compare products: `74% (20/27)`."""
    return len(places) >= _FEWEST_COMPARED and not any(cell.images for place in places for cell in columns[place].cells)


def _ranked(table: Evidence, columns: Mapping[int, Column], certain: Sequence[int]) -> Roles:
    """Return the columns that say it by themselves, their copies, and of several the one that speaks for all."""
    sure = set(certain)
    more = [
        place
        for place, one in columns.items()
        if place not in sure
        and one.holds_figures
        and (one.kind is HeaderClass.PROGRESS or not _is_of_states(one, table.texts[place]))
        and _copies_one(place, sure, table)
    ]
    found = sorted([*certain, *more])
    first = copy_columns(found, table.found)
    groups = set(first.values())
    ranks = {group: max(_rank(columns[place].header) for place in found if first[place] == group) for group in groups}
    best = max(ranks.values())
    chosen = [group for group in sorted(groups) if ranks[group] == best]
    if len(groups) == 1:
        pass
    elif best == _OVERALL:
        chosen = chosen[:1]
    elif all(columns[place].kind is not HeaderClass.PROGRESS for place in chosen):
        chosen = sorted(groups)
    kept = [place for place in found if first[place] in chosen]
    if best < _OVERALL and (more := _alike_beside(kept, columns, table)):
        return Roles(sorted([*kept, *more]), Shape.MATRIX)
    return Roles(kept, Shape.MATRIX if len(chosen) > 1 else Shape.TABLE)


def _alike_beside(places: Sequence[int], columns: Mapping[int, Column], table: Evidence) -> list[int]:
    """Return the columns right beside those of progress that say the same signs: they are of equal rank."""
    signs = _signs_in([columns[place] for place in places])
    found: list[int] = []
    for step, place in ((-1, min(places) - 1), (1, max(places) + 1)):
        while (
            (one := columns.get(place))
            and one.kind in (HeaderClass.OTHER, HeaderClass.STAGE)
            and one.figures >= _NEARLY_ALL * len(table.found)
            and _signs_in([one]) & signs
        ):
            found.append(place)
            place += step  # noqa: PLW2901
    return found


def _signs_in(columns: Sequence[Column]) -> set[str]:
    figures = (figure for one in columns for cell in one.cells for figure in cell.figures if figure.notation == _NAME)
    return {status.bare(status.parts(figure.excerpt.text)[0]) for figure in figures} - {""}


def _summed_up(place: int, columns: Mapping[int, Column], states: Mapping[int, States], table: Evidence) -> list[int]:
    """Return the columns of signs that a column sums up: `Lexer | Parser | Status`, done where all of them are."""
    parts = [
        other
        for other, one in states.items()
        if other != place and not one.in_words and _signs_in([columns[other]]) and one.known >= _MANY * len(table.found)
    ]
    if len(parts) < _FEWEST_SUMMED or place not in states:
        return []
    rows = [[_state_of(row, at) for at in (place, *parts)] for row in table.found if place in row]
    done = [(one is State.DONE, all(other is State.DONE for other in others)) for one, *others in rows]
    is_mixed = min(sum(whole for whole, _ in done), sum(not whole for whole, _ in done)) >= _FEWEST_SUMMED
    return parts if is_mixed and sum(one == other for one, other in done) >= SHARE_OF_CELLS * len(done) else []


def _state_of(row: Mapping[int, CellFigures], place: int) -> State | None:
    return row[place].figures[0].progress.state if place in row and row[place].figures else None


_OVERALL = 2


def _rank(header: str) -> int:
    """Return 2 where a header speaks for the whole row (`Status`), 1 where of a step of it, 0 where of neither."""
    kind = header_class(header)
    if kind is HeaderClass.PROGRESS:
        return _OVERALL if len(header.split()) == 1 and not is_done_header(header) else 1
    return int(kind is HeaderClass.STAGE)


def _stages(columns: Mapping[int, Column], states: Mapping[int, States], named: Collection[int]) -> list[int]:
    """Return the columns of other steps of the work: `Reviewed` next to `Translated`."""
    return [
        place
        for place, one in columns.items()
        if one.kind is HeaderClass.STAGE
        and place not in named
        and (states[place].known >= SHARE_OF_CELLS * one.filled if place in states else one.holds_figures)
    ]


def _copies_one(place: int, sure: set[int], table: Evidence) -> bool:
    return any(are_copies(other, place, table.found) for other in near(place) if other in sure)


def _by_states(table: Evidence, columns: Mapping[int, Column], states: Mapping[int, States]) -> Roles:
    """Return the columns of states whose headers do not say that they hold progress."""
    free = [
        place
        for place, one in states.items()
        if columns[place].kind is not HeaderClass.PROGRESS
        and one.known >= SHARE_OF_CELLS * columns[place].filled
        and (
            columns[place].kind in (HeaderClass.STAGE, HeaderClass.UNSAID)
            or not _is_list(columns[place])
            or one.in_words  # what stands behind a word of state is a remark
            or _is_explained(one, table)
        )
    ]
    steps = [place for place in free if is_step(columns[place].header)]
    about = table.about[0] if table.about else ""
    if any(map(is_of_builds, table.header)):
        return _NONE
    if steps and not compares(about) and _are_steps(steps, states, table):
        others = [place for place in free if place not in steps]
        are_parts = len(others) > 1 and _are_enumerated([columns[place].header for place in others])  # `1 | 2 | Tests`
        matrix = [place for place in free if are_parts or not states[place].is_vague or place in steps]
        return _matrix(matrix, table, columns) if len(matrix) > 1 else Roles(steps[:1])
    worded = [place for place in free if states[place].in_words]
    if not worded and len(free) > 1:
        worded = [place for place in free if states[place].is_telling and not states[place].is_signs]
    if (
        len(worded) == 1
        and _is_full(columns[worded[0]], table)
        and all(states[place].is_signs or place in worded for place in free)
    ):
        return Roles(worded)
    if len(free) > 1 and _is_matrix(free, table, states):
        return _matrix(free, table, columns)
    single = [place for place in free if _is_alone(columns[place], states[place], table)]
    if single and len(free) == 1:
        return Roles(single)
    if not any(map(speaks_of_progress, table.header)):
        return _NONE
    # `Topic | Chapters | Status`: the status cannot be read, the chapters are counted as 3/7
    counts = [
        place for place, one in columns.items() if place not in states and sum(map(is_count, one.cells)) == one.filled
    ]
    return Roles(counts[:1])


def _are_steps(steps: Sequence[int], states: Mapping[int, States], table: Evidence) -> bool:
    """Return whether the headers name steps of work, not what a version supports or a role may do."""
    if is_of_environment(_first_header(table, steps[0])):
        return False
    return any(states[place].is_telling for place in steps) or not any(map(is_of_rights, table.header))


def _is_explained(states: States, table: Evidence) -> bool:
    """Return whether the legend knows most of a column's signs, so that what stands behind them is a remark."""
    legend = table.legend()
    known = sum(status.bare(status.parts(text)[0]) in legend for text in states.texts)
    return bool(known) and 2 * known >= len(states.texts)


def _is_list(one: Column) -> bool:
    """Return whether most cells name something behind their sign: `✅ Arrays`, `✅ Hash tables`."""
    return 2 * sum(cell.rest > 0 and not cell.text[0].isdigit() for cell in one.cells) > len(one.cells)


def _is_full(one: Column, table: Evidence) -> bool:
    return len(one.states) >= _NEARLY_ALL * one.filled and one.filled * 2 >= len(table.found)


def _is_alone(one: Column, states: States, table: Evidence) -> bool:
    """Return whether one column of signs whose header says nothing tracks progress."""
    if states.is_vague or one.kind not in (HeaderClass.UNSAID, HeaderClass.OTHER):
        return False
    is_sure = states.is_telling and states.is_going_on and states.is_signs and _is_full(one, table)
    if one.kind is HeaderClass.OTHER:
        is_own = _is_full(one, table) and _names_the_work(one.header, table.about)
        return (is_own or (is_sure and len(states.texts) > 1)) and len(table.found) >= _FEW
    if table.legend():
        return True
    if one.header and not is_sure:
        is_work = _is_numbered(table.names) or any(map(is_about_work, table.about))
        return _is_full(one, table) and is_work and len(table.found) >= _FEW
    return states.is_telling and states.is_going_on and one.filled * 2 >= len(table.found)


def _names_the_work(header: str, titles: Sequence[str]) -> bool:
    """Return whether titles around a table name what heads a column, and say that its state follows."""
    name = header.casefold()
    is_named = len(name) >= _FEW and any(name in title.casefold() for title in titles)
    return is_named and any(map(is_about_parity, titles)) and not any(map(compares, titles))


def _is_numbered(names: Sequence[str]) -> bool:
    """Return whether rows are days, weeks, chapters: their names have a running number."""
    return sum(bool(_NUMBERED.fullmatch(name)) for name in names) >= _NEARLY_ALL * len(names)


def _is_matrix(free: Sequence[int], table: Evidence, states: Mapping[int, States]) -> bool:
    """Return whether columns of signs side by side are measures of work, not properties of products."""
    if any(map(compares, (*table.about[:1], *table.header))):
        return False
    headers = [table.header[place] for place in free]
    if all(map(_is_version, headers)):
        return False
    alike = [text for text in table.header if _are_enumerated([headers[0], text])]
    is_counted = _are_enumerated(headers) and (len(alike) >= _FEW or _is_numbered(table.names))
    if all(states[place].is_vague for place in free):
        is_left = any(states[place].is_going_on or table.filled[place] < len(table.found) for place in free)
        is_work = any(map(is_about_parity, table.about)) or (any(map(is_about_work, table.about)) and is_left)
        return (is_counted and _is_numbered(table.names)) or is_work
    if any(states[place].is_telling for place in free) or table.legend():
        return True
    named = (text for place, text in enumerate(table.header) if place not in free)
    return (
        is_counted or _is_numbered(table.names) or any(map(is_about_work, table.about)) or any(map(names_tasks, named))
    )


def _are_enumerated(headers: Sequence[str]) -> bool:
    """Return whether headers differ in their numbers alone: `1`, `2`, `3`; `Week 1`, `Week 2`."""
    shapes = {_DIGITS.sub("0", text.casefold()) for text in headers}
    return len(shapes) == 1 and "0" in next(iter(shapes))


def _is_version(header: str) -> bool:
    return _VERSION.fullmatch(_DIGITS.sub("0", header.casefold())) is not None


def _matrix(places: Sequence[int], table: Evidence, columns: Mapping[int, Column]) -> Roles:
    """Return the columns of equal rank, with those of their number, empty, or with other signs in half the cells."""
    shapes = {_DIGITS.sub("0", table.header[place].casefold()) for place in places}
    first, last = places[0], places[-1]
    empty = [
        place
        for place, number in enumerate(table.filled)
        if table.header[place]
        and (
            (not number and first < place < last)
            or ("0" in (shape := _DIGITS.sub("0", table.header[place].casefold())) and shape in shapes)
        )
    ]
    partly = [
        place
        for place, one in columns.items()
        if place not in places
        and one.kind in (HeaderClass.OTHER, HeaderClass.UNSAID)
        and first - 1 <= place <= last + 1
        and 2 * (len(one.states) + sum(map(_is_own_sign, table.texts[place]))) >= one.filled
    ]
    found = {*places, *empty, *partly}
    rest = [place for place in range(1, len(table.header)) if place not in found]
    if (
        len(places) > 1
        and rest
        and not any(table.filled[place] or _tells_no_more(table.header[place]) for place in rest)
    ):
        found.update(rest)  # of persons some of whom have done nothing yet
    return Roles(sorted(found), Shape.MATRIX)


def _is_own_sign(text: str) -> bool:
    """Return whether a cell is one sign of which nobody says what it means: `🖍`."""
    return status.SYMBOL.fullmatch(text) is not None and status.say(text) is None


def _tells_no_more(header: str) -> bool:
    """Return whether nothing but a remark, a date or another word on the row is to stand in a column."""
    return not header or header_class(header) is not HeaderClass.OTHER or is_secondary(header)
