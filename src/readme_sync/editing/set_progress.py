"""Set one item to a progress, in the notations in which it stands."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import Figure, Item, Progress, Readme, State, Tracker, TrackerKind
from readme_sync.notations import Replacement, Target, edits_of, named, read_whole, status
from readme_sync.reader import read
from readme_sync.text import Edit, Span, apply
from readme_sync.text.regex import regex
from readme_sync.trackers.legends import Meaning, read_legend

# How a document words its states: what a new state is written like.


class _Signs(NamedTuple):
    """How many signs a column or a table holds, and whether a blank says open in it."""

    signs: int
    may_be_blank: bool


class Examples:
    """How the other rows of a document word their states; looked up once for all rows that are set together.

    Attributes:
        readme: the document.
    """

    def __init__(self, readme: Readme) -> None:
        self.readme = readme
        self._words: dict[tuple[object, ...], dict[str, State]] = {}
        self._blanks: dict[tuple[object, ...], _Signs] = {}
        self._signs: dict[Span, set[tuple[str, State]]] = {}
        self._beside: dict[tuple[object, ...], set[tuple[str, State]]] = {}

    @cached_property
    def _legend(self) -> list[tuple[str, Meaning]]:
        return [(one.sign or symbol, one) for symbol, one in read_legend(self.readme.document).items()]

    def wordings(self, figure: Figure) -> list[tuple[str, State]]:
        """Return the document's words in the notation of a figure, with what they state: those of its legend first."""
        found: dict[str, State] = {figure.excerpt.text: figure.progress.state}
        alike = self._alike(figure)
        own = {status.bare(text): text for text in reversed(alike)}
        legend = [(own.get(status.bare(sign), sign), one) for sign, one in self._legend]
        found |= {sign: one.state for sign, one in legend if sign not in found}
        for text, state in alike.items():
            found.setdefault(text, state)
        found |= {text: one.state for sign, one in self._legend if (text := f"{sign} {one.word}") not in found}
        for word, state in self.readme.settings.words:
            found.setdefault(word, state)
        return list(found.items())

    def tick(self, figure: Figure) -> str:
        """Return how the boxes of a list are ticked, else those of the document: `x` or `X`."""
        return next((text for text, state in self._alike(figure).items() if state is State.DONE), "x")

    def _alike(self, figure: Figure) -> dict[str, State]:
        """Return the texts of all figures in the same notation, with what they state: those of its column first."""
        homes = tuple(index for index, one in enumerate(self.readme.trackers) if one.span.contains(figure.span))
        key = figure.notation, figure.column, homes
        if key not in self._words:
            near: dict[str, State] = {}
            far: dict[str, State] = {}
            for index, tracker in enumerate(self.readme.trackers):
                for item in tracker.items:
                    for one in item.figures:
                        if one.notation != figure.notation:
                            continue
                        is_near = index in homes and one.column == figure.column
                        if is_near or one.excerpt.text:  # no sign means something only in its own list
                            (near if is_near else far).setdefault(one.excerpt.text, one.progress.state)
            self._words[key] = {**near, **{text: state for text, state in far.items() if text not in near}}
        return self._words[key]

    def _tracker_at(self, span: Span) -> Tracker | None:
        return next((one for one in self.readme.trackers if one.span.contains(span)), None)

    def leaves_blank(self, item: Item, figure: Figure) -> bool:
        """Return whether a blank says open in a column: others do there, and no sign does.

        Not where the column would hold no sign any more, but for a matrix, in which other columns have signs.
        """
        tracker = self._tracker_at(figure.span)
        if tracker is None or figure.column is None or tracker.kind is not TrackerKind.TABLE:
            return False
        is_filled = bool(figure.excerpt.text)
        if is_filled and item.cells[figure.column : figure.column + 1] != (figure.excerpt.text,):
            return False  # a remark stands beside it, which would be left alone
        own, every = (self._signs_and_blanks(tracker, column) for column in (figure.column, None))
        if own.may_be_blank and own.signs > is_filled and figure.notation == status.NOTATION.name:
            return True
        return is_filled and every.may_be_blank and self._is_open_as_blank(item, figure)

    def _signs_and_blanks(self, table: Tracker, column: int | None) -> "_Signs":
        key = table.span, column
        if key not in self._blanks:
            figures = [one for item in table.items for one in item.figures if column in {None, one.column}]
            signs = [one for one in figures if one.excerpt.text]
            has_blank = any(one.progress.state is State.OPEN for one in figures if not one.excerpt.text)
            says_open = any(one.progress.state is State.OPEN for one in signs)
            self._blanks[key] = _Signs(len(signs), has_blank and not says_open)
        return self._blanks[key]

    def _is_open_as_blank(self, item: Item, figure: Figure) -> bool:
        """Return whether an item is still read, and is open, where the sign of a figure is taken away."""
        after = read(apply(self.readme.source, [Edit(figure.span, "")]), settings=self.readme.settings)
        there = [one for other in after.items if other.span.start == item.span.start for one in other.figures]
        return any(one.column == figure.column and one.progress.state is State.OPEN for one in there)

    @cached_property
    def has_lines(self) -> bool:
        """Whether lines of text are items, which only their signs tell from other lines."""
        return any(one.kind is TrackerKind.LINES for one in self.readme.trackers)

    @cached_property
    def _tables(self) -> dict[Span, Tracker]:
        """The tables that hold items, by their rows."""
        tables = (one for one in self.readme.trackers if one.kind is TrackerKind.TABLE)
        return {item.span: table for table in tables for item in table.items}

    def signs_beside(self, item: Item) -> set[tuple[str, State]] | None:
        """Return the texts of all figures in the table of an item, with what they state; None in no table."""
        table = self._tables.get(item.span)
        if table is None:
            return None
        if table.span not in self._signs:
            figures = (one for other in table.items for one in other.figures)
            self._signs[table.span] = {(one.excerpt.text, one.progress.state) for one in figures}
        return self._signs[table.span]

    def stands_beside(self, figure: Figure, progress: Progress) -> bool:
        """Return whether another row with such a progress has the same word beside its number: `Implemented (85%)`."""
        tracker = self._tracker_at(figure.span)
        if tracker is None:
            return False
        key = tracker.span, figure.column
        if key not in self._beside:
            self._beside[key] = {
                (one.excerpt.text, item.progress.state)
                for item in tracker.items
                for one in item.figures
                if one.column == figure.column
            }
        return (figure.excerpt.text, progress.state) in self._beside[key]


_ALL = 100


def set_progress(readme: Readme, item: Item, progress: Progress, examples: Examples | None = None) -> list[Edit]:
    """Return the edits that make an item's figure and all its copies state `progress`; none where they do already.

    Args:
        readme: the document.
        item: the item.
        progress: what it is to state.
        examples: those of the document, where many items are set.

    Raises:
        RequestError: the item has no figure, or more than one, or one of the copies cannot state the progress.
    """
    line = readme.source.line_of(item.span.start)
    path = readme.source.path
    if progress.percent is not None and not 0 <= progress.percent <= _ALL:
        raise RequestError(f"{progress.percent:g} % is not within 0 and 100 %", path=path, line=line)
    if not item.figures:
        hint = "write its progress there once by hand"
        raise RequestError(f"{item.label!r} states no progress yet", path=path, line=line, hint=hint)
    item = item._replace(figures=_chosen(item, progress))
    examples = examples or Examples(readme)
    if len({figure.group for figure in item.figures}) > 1:
        hint = f"choose one with `column`: {_choices(readme, item)}"
        raise RequestError(f"{item.label!r} states more than one progress", path=path, line=line, hint=hint)
    try:
        figures = [figure for figure in item.figures if progress != item.progress or not _is_right(figure, progress)]
        edits = [edit for figure in figures for edit in _edits(examples, item, figure, progress)]
    except RequestError as error:
        raise RequestError(f"{item.label!r}: {error.message}", path=path, line=line, hint=error.hint) from None
    if edits and examples.has_lines and _would_lose_items(readme, item, edits):
        what = f"{item.label!r} would no longer be read as an item: too little else says that these lines are progress"
        raise RequestError(what, path=path, line=line, hint="edit it by hand, or give each line a box")
    if edits and _would_change_others(examples, item, progress, edits):
        what = f"{item.label!r}: the other signs of its column would no longer say what they do"
        raise RequestError(what, path=path, line=line, hint="write signs that need no others beside them: ✅ and ❌")
    return edits


def _would_lose_items(readme: Readme, item: Item, edits: list[Edit]) -> bool:
    """Return whether fewer items would be read after an edit of lines that only their signs tell from text."""
    if readme.tracker_of(item).kind is not TrackerKind.LINES:
        return False
    after = read(apply(readme.source, sorted(edits)), settings=readme.settings)
    return sum(1 for _ in after.items) < sum(1 for _ in readme.items)


def _would_change_others(examples: Examples, item: Item, progress: Progress, edits: list[Edit]) -> bool:
    """Return whether other items would be read otherwise: a ring says that something is done beside crosses only."""
    signs = examples.signs_beside(item)
    if signs is None:
        return False
    written = {(edit.replacement, progress.state) for edit in edits}
    shapes = [(sign, state) for sign, state in signs | written if len(sign) == 1 and not sign.isdigit()]
    if all((said := status.say(sign)) and said.state is state for sign, state in shapes):
        return False
    readme = examples.readme
    after = read(apply(readme.source, sorted(edits)), settings=readme.settings)
    old, new = ([_weight(one) for one in some.items if one.span.start != item.span.start] for some in (readme, after))
    return old != new


def _weight(item: Item) -> State:
    """Return the state of an item; what is not known counts as nothing."""
    return State.OPEN if item.progress.state is State.UNKNOWN else item.progress.state


def _chosen(item: Item, progress: Progress) -> tuple[Figure, ...]:
    """Return the figures that are meant of several: a fraction goes where its total stands, a percent to a percent."""
    groups = [tuple(some) for _, some in groupby(item.figures, key=lambda figure: figure.group)]
    if progress.total:
        fitting = [group for group in groups if any(one.progress.total == progress.total for one in group)]
    elif progress.percent is not None and 0 < progress.percent < _ALL:
        fitting = [group for group in groups if any(_says_percent(one) for one in group)]
    else:
        fitting = [group for group in groups if all(named(one.notation).reword for one in group)]
    return fitting[0] if len(fitting) == 1 else item.figures


def _says_percent(figure: Figure) -> bool:
    return figure.progress.total is None and not named(figure.notation).reword and figure.progress.percent is not None


def _is_right(figure: Figure, progress: Progress) -> bool:
    """Return whether a copy states the progress as well as it can: a bar of ten cells may be empty at 6 %."""
    stated = figure.progress.percent
    return stated is not None and progress.percent is not None and abs(stated - progress.percent) < figure.tolerance


def _edits(examples: Examples, item: Item, figure: Figure, progress: Progress) -> Iterator[Edit]:
    yield from edits_of(figure, _replacements(examples, item, figure, progress))


def _replacements(examples: Examples, item: Item, figure: Figure, progress: Progress) -> list[Replacement]:
    notation, text = named(figure.notation), figure.excerpt.text
    if progress.state is State.OPEN and named(figure.notation).reword and examples.leaves_blank(item, figure):
        return [Replacement(0, len(text), "")] if text else []
    if notation.reword is None:
        written = notation.write(text, progress)
        is_ticked = written and notation.target is Target.BOX and progress.percent == _ALL
        return [one._replace(text=examples.tick(figure)) for one in written] if is_ticked else written
    if any(named(copy.notation).reword is None for copy in item.figures):
        # a number next to it says how much; the word only says whether it is begun or done
        if progress.state in (figure.progress.state, item.progress.state) or examples.stands_beside(figure, progress):
            return []
        progress = Progress.of_state(progress.state)
    return notation.reword(text, progress, examples.wordings(figure))


def _choices(readme: Readme, item: Item) -> str:
    """Return the headers of the columns in which the item's figures stand."""
    tracker = next((one for one in readme.trackers if one.span.contains(item.span)), None)
    columns = sorted({figure.column for figure in item.figures if figure.column is not None})
    names = [tracker.header[column] for column in columns] if tracker else []
    return ", ".join(names)


# A progress as a user types it: `40`, `40%`, `62.5`, `3/10`, `done`, `in progress`, `open`.

_FORMS = "a percent such as 40 or 62.5, a count such as 3/10, one more as +1, done, in progress, open"
_PERCENT = regex(r"(?P<value>[0-9]{1,9}(?:\.[0-9]{1,30})?)[ \xa0]*%?", re.ASCII)
_FRACTION = regex(r"(?P<done>[0-9]{1,9})[ \xa0]*/[ \xa0]*(?P<total>[0-9]{1,9})", re.ASCII)
_RELATIVE = regex(r"(?P<sign>[+-])[ ]?(?P<by>[0-9]{1,9}(?:\.[0-9]{1,6})?)[ \xa0]?(?P<percent>%?)", re.ASCII)
_STATES = {
    "done": State.DONE,
    "completed": State.DONE,
    "complete": State.DONE,
    "finished": State.DONE,
    "x": State.DONE,
    "open": State.OPEN,
    "todo": State.OPEN,
    "not started": State.OPEN,
    "not-started": State.OPEN,
    "in progress": State.IN_PROGRESS,
    "in-progress": State.IN_PROGRESS,
    "started": State.IN_PROGRESS,
    "wip": State.IN_PROGRESS,
}
Value = str | float | Progress
"""A progress as it is given: a text, a number of percent, `True` for done and `False` for open, or what was read."""

_WORDS = {State.DONE: "done", State.IN_PROGRESS: "in progress", State.OPEN: "open"}
_DECIMALS = 6


def parse_value(value: Value) -> Progress:
    """Return the progress that a person means.

    Raises:
        RequestError: it is none, or leaves 0 to 100 %; the error says why.
    """
    if isinstance(value, Progress):
        return value
    if isinstance(value, bool):
        return Progress.of_state(State.DONE if value else State.OPEN)
    text = value if isinstance(value, str) else _percent_of(value)
    word = " ".join(text.split())
    if state := _STATES.get(word.casefold()):
        return Progress.of_state(state)
    if found := _PERCENT.fullmatch(word):
        percent = round(float(found["value"]), _DECIMALS)
        if percent > _ALL:
            raise RequestError(f"{word} is more than 100 %", hint="a count is written n/m")
        return Progress.of_percent(percent)
    if found := _FRACTION.fullmatch(word):
        return _count(word, int(found["done"]), int(found["total"]))
    if word[:1] == "-" and _RELATIVE.fullmatch(word):
        raise RequestError(f"{word} is less than 0 %")
    known = None if _RELATIVE.fullmatch(word) else read_whole(word)
    if known is None or known.state is State.UNKNOWN or (known.percent or 0) > _ALL:
        raise RequestError(f"{text.strip()[:40]!r} is no progress", hint=f"write {_FORMS}")
    return known


def _percent_of(value: object) -> str:
    """Return a number of percent as text; between 0 and 1 it may be meant as a share."""
    if not isinstance(value, (int, float)):
        raise TypeError(f"a progress is a text, a number, True, False or a Progress, not {value!r}")
    if isinstance(value, float) and 0 < value <= 1:
        hint = f'write {value * _ALL:g} for {value * _ALL:g} %, "{value:g}%" for {value:g} %'
        raise RequestError(f"{value:g} may be a share of 1 or a percent", hint=hint)
    return _number(value)


def value_of(item: Item, value: Value) -> Progress:
    """Return the progress to which a value sets an item: `+1` is one more of what it counts, or a percent more.

    Raises:
        RequestError: it is not a progress, or more than all, or less than none.
    """
    found = _RELATIVE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return parse_value(value)
    was, by = item.progress, float(f"{found['sign']}{found['by']}")
    no = RequestError(f"{item.label!r}: {value_text(was) or 'what it says'} {found[0]} is no progress")
    if was.total and was.done is not None and not found["percent"]:
        done, total = was.done + by, was.total
        if 0 <= done <= total and done == int(done):
            return Progress.of_fraction(done, total)
        raise no
    if was.percent is None or was.total or not 0 <= was.percent + by <= _ALL:
        raise no
    return Progress.of_percent(round(was.percent + by, _DECIMALS))


def _count(word: str, done: int, total: int) -> Progress:
    if not total:
        raise RequestError(f"{word} has no total")
    if done > total:
        raise RequestError(f"{word} is more than all")
    return Progress.of_fraction(done, total)


def value_text(progress: Progress) -> str:
    """Return the progress as `parse_value` takes it; "" where it is unknown."""
    if progress.done is not None and progress.total:
        return f"{_number(progress.done)}/{_number(progress.total)}"
    if progress.percent is not None:
        return _number(progress.percent)
    return _WORDS.get(progress.state, "")


def _number(number: float) -> str:
    return f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")
