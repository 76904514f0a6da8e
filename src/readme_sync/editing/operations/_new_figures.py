"""The cells of a new row that state its progress: written as in the nearest rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from readme_sync.editing.operations.put import edited, with_figures
from readme_sync.editing.set_progress import parse_value, set_progress
from readme_sync.errors import RequestError
from readme_sync.markdown import Row, Table
from readme_sync.markdown.escape import canon
from readme_sync.model import Item, Progress, Readme, State, Tracker
from readme_sync.notations import is_bar, status
from readme_sync.text import Span
from readme_sync.text.regex import regex

OPEN = Progress.of_percent(0)
_DIGITS = regex(r"[0-9]+")
_MOST_EXAMPLES = 8
_MOST_ROWS = 200
_SAYS = regex(r"[^\W_]")
_LAST_WORD = regex(r"(?<![^\W_])[^\W_]+\Z")
_OPENED = regex(r"[(\[（【]")


class NewFigures:
    """The progress columns of a table, for many new rows: each question about the table is answered once."""

    def __init__(self, readme: Readme, tracker: Tracker, table: Table, near: Item) -> None:
        """The columns of `tracker`; `near`: the row next to which new ones go."""
        rows = {row.span: row for row in table.rows}
        self._readme = readme
        self._tracker = tracker
        self._groups = [_Columns(readme, tracker, table, rows, near, columns) for columns in _groups(tracker)]

    def of(self, progress: Progress | None, texts: Mapping[int, str]) -> dict[int, str]:
        """Return, by column, the contents of the cells of a new row that state its progress.

        Args:
            progress: what it states where the column is not named; by default that it is open.
            texts: by column, what the cells are to show.

        Raises:
            RequestError: no row's notation can state it, or it states more than one.
        """
        wanted: dict[int, str | Progress] = {
            column: texts[column] for column in self._tracker.progress_columns if column in texts
        }
        if progress is not None:
            free = [one.columns for one in self._groups if not any(column in wanted for column in one.columns)]
            if len(free) > 1:
                names = ", ".join(repr(self._tracker.header[columns[0]]) for columns in free)
                path = self._readme.source.path
                raise RequestError("a row states more than one progress", path=path, hint=f"name {names}")
            if free:
                wanted[free[0][0]] = progress
        found: dict[int, str] = {}
        for one in self._groups:
            given = [wanted[column] for column in one.columns if column in wanted]
            found |= one.stating(given[0] if given else None)
        return found


class _Columns:
    """The columns that hold one figure and its copies."""

    def __init__(  # noqa: PLR0913, PLR0917  where they stand, and next to which row the new one goes
        self,
        readme: Readme,
        tracker: Tracker,
        table: Table,
        rows: Mapping[Span, Row],
        near: Item,
        columns: Sequence[int],
    ) -> None:
        self.columns = columns
        self._readme = readme
        self._tracker = tracker
        self._table = table
        self._rows = rows
        self._near = near
        self._known: dict[str | Progress | None, dict[int, str]] = {}
        self._framed: dict[int, list[tuple[str, str]]] = {}

    def stating(self, given: str | Progress | None) -> dict[int, str]:
        """Return the contents of the cells: a neighbour's, with the new value."""
        if given not in self._known:
            self._known[given] = self._written(given)
        return self._known[given]

    def _written(self, given: str | Progress | None) -> dict[int, str]:
        if isinstance(given, str) and (item := self._saying.get(canon(given))):
            return self._cells(self._rows[item.span], "", item)
        progress = parse_value(given) if isinstance(given, str) else given
        needs_total = (progress is None or not progress.total) and not self._has_one_total
        first: RequestError | None = None
        for item in self._examples:
            one = with_figures(item, self.columns[0])
            if not one.figures:
                continue
            if needs_total and any(figure.progress.total for figure in one.figures):
                hint = "give its progress, as in 0/7"
                raise RequestError("how much is all of it", path=self._readme.source.path, hint=hint)
            try:
                edits = set_progress(self._readme, one, progress or OPEN)
            except RequestError as error:
                first = first or error
                continue
            row = self._rows[item.span]
            return self._cells(row, edited(row, edits), one)
        if first:
            hint = first.hint or "give a progress that it can state"
            raise RequestError(first.message, path=first.path, line=first.line, hint=hint)
        return {}

    @cached_property
    def _saying(self) -> dict[str, Item]:
        """By what the cells show, the first row that does."""
        found: dict[str, Item] = {}
        for item in self._tracker.items:
            for column in self.columns:
                found.setdefault(item.cells[column], item)
        return found

    @cached_property
    def _has_one_total(self) -> bool:
        """Whether a new row's total is known: two rows or more state one, and all the same, as with stars out of 5."""
        items = self._tracker.items
        figures = [figure for item in items for figure in with_figures(item, self.columns[0]).figures]
        totals = [figure.progress.total for figure in figures if figure.progress.total]
        return len(totals) > 1 and len(set(totals)) == 1

    def _cells(self, row: Row, line: str, item: Item) -> dict[int, str]:
        """Return, by column, what the cells of a line hold that state the figure; as written."""
        whole = Row(Span(0, len(line)), line, len(self._table.align)) if line else row
        cells = whole.cells
        spans = [piece for figure in item.figures for piece in figure.excerpt.pieces]
        taken = {
            column
            for column, cell in enumerate(row.cells)
            if column in self.columns or any(cell.span.start <= piece.source < cell.span.end for piece in spans)
        }
        texts = {column: whole.text[cells[column].span.start : cells[column].span.end] for column in sorted(taken)}
        return {column: self._without_remarks(row, item, column, text) for column, text in texts.items()}

    def _without_remarks(self, row: Row, item: Item, column: int, text: str) -> str:
        """Return a cell's text without what only its row says around the figure: a date, a link of its own."""
        frame = _frame(row, item, column)
        if frame is None or not any(map(_SAYS.search, frame)):
            return text
        before, behind = frame
        others = [one for one in self._frames(column) if one != frame]
        if _SAYS.search(before) and others:
            before = ""
        if behind.startswith("](") and others:
            before, behind = before.removesuffix("["), ""
        elif _SAYS.search(behind) and others:
            behind = _common([behind, *(one[1] for one in others)])
        elif _DIGITS.search(behind) and len(self._frames(column)) == 1:
            behind = ""
        inner = text[len(frame[0]) : len(text) - len(frame[1])]
        return before + inner + behind

    def _frames(self, column: int) -> list[tuple[str, str]]:
        """Return what stands around the figures of a column, in each row that states one."""
        if column not in self._framed:
            rows = [_frame(self._rows[item.span], item, column) for item in self._tracker.items[:_MOST_ROWS]]
            self._framed[column] = [frame for frame in rows if frame is not None]
        return self._framed[column]

    @cached_property
    def _examples(self) -> list[Item]:
        """The rows to copy a figure from: those written as most are, the nearest first."""
        items = self._tracker.items
        place = next(index for index, item in enumerate(items) if item.span == self._near.span)
        stating = [
            (index, item, _shape(item, self.columns)) for index, item in enumerate(items) if self._is_stated_by(item)
        ]
        times = Counter(shape for _, _, shape in stating)
        stating.sort(key=lambda one: (-times[one[2]], abs(one[0] - place)))
        return [item for _, item, _ in stating[:_MOST_EXAMPLES]]

    def _is_stated_by(self, item: Item) -> bool:
        return any(
            figure.column in self.columns and figure.progress.state is not State.UNKNOWN for figure in item.figures
        )


def _frame(row: Row, item: Item, column: int) -> tuple[str, str] | None:
    """Return what stands before and behind the figures of a row in a column; None where there are none."""
    cell = row.cells[column].span
    ends: list[Span] = []
    for figure in item.figures:
        start, end = figure.span
        if figure.notation == "status" and (said := status.say(figure.excerpt.text)):
            start, end = figure.excerpt.span(said.start, said.end)
        if cell.start <= start and end <= cell.end and start < end:
            ends.append(Span(start, end))
    if not ends:
        return None
    first, last = min(one.start for one in ends), max(one.end for one in ends)
    return row.text[cell.start : first], row.text[last : cell.end]


def _common(texts: Sequence[str]) -> str:
    """Return the whole words with which all texts begin, without a bracket that is closed behind them."""
    least, most = min(texts), max(texts)
    length = next((at for at, char in enumerate(least) if char != most[at : at + 1]), len(least))
    same = least[:length]
    if any(text[length : length + 1].isalnum() for text in texts):
        same = _LAST_WORD.sub("", same)
    opened = _OPENED.search(same, max(map(same.rfind, ")]）】")) + 1)
    return same[: opened.start() if opened else None].rstrip(" ,;-")


def _groups(tracker: Tracker) -> list[list[int]]:
    """Return the progress columns, those together that hold copies of one figure in most rows."""
    groups: list[list[int]] = []
    for column in tracker.progress_columns:
        neighbours = Counter(
            figure.column
            for item in tracker.items
            for figure in with_figures(item, column).figures
            if figure.column is not None and figure.column < column
        )
        home = next((group for group in groups if any(2 * neighbours[one] > len(tracker.items) for one in group)), None)
        if home is None:
            groups.append([column])
        else:
            home.append(column)
    return groups


def _shape(item: Item, columns: Sequence[int]) -> tuple[str, ...]:
    """Return how a row's figures are written, whatever their numbers are."""
    return tuple(
        f"{figure.notation} {_DIGITS.sub('0', figure.excerpt.text) if not is_bar(figure) else ''}"
        for figure in item.figures
        if figure.column in columns
    ) + tuple(str(len(_DIGITS.sub("", item.cells[column]))) for column in columns if column < len(item.cells))
