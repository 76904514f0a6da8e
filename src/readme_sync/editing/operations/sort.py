"""Sort the rows of a table, or the outer tasks of a list."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Annotated, NamedTuple

from readme_sync.editing.find import find_tracker, folded
from readme_sync.editing.operation import Kind, Line, Parameter, Section, Targets, rows_outcome
from readme_sync.editing.operations._tasks import tasks_of
from readme_sync.editing.operations.put import column_index, with_figures
from readme_sync.editing.row_edits import UNCHANGED, Lines, RowEdits, Shape, lines_of
from readme_sync.editing.table_style import refuse_groups, refuse_lines, table_at
from readme_sync.errors import RequestError
from readme_sync.markdown import ListItem
from readme_sync.model import Change, Item, Outcome, Readme, State, Tracker, TrackerKind
from readme_sync.text import Edit, Span
from readme_sync.text.regex import regex

_BEGUN = 1e-9
"""What is begun comes behind what is open, before every percent."""
_AMOUNT = regex(
    r"(?P<sign>[-+−]?)\s?[$€£¥₹~≈]?\s?"
    r"(?P<digits>[0-9]{1,3}(?:[,' \xa0\u2009\u202f_][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?P<scale>[kKmMB]?)\s?(?:[%€$£¥+]|[^\W\d_]{1,12}\.?)?"
)
_SCALES = {"k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "B": 1e9}
_MONTHS = "january february march april may june july august september october november december".split()
_DATES = (
    regex(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?(?:[t ][0-9:.z+-]*)?"),
    regex(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})"),
    regex(r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{4}))?"),
    regex(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.? (?P<month>[a-z]{3,9})\.?,?(?: (?P<year>[0-9]{4}))?"),
    regex(r"(?P<month>[a-z]{3,9})\.? (?P<year>[0-9]{4})"),
)
_PARTS = regex(r"([0-9]+(?:\.[0-9]+)?)")

Key = tuple[tuple[int, float, str], ...]


class SortItems(NamedTuple):
    """Sort the rows of a table, or the outer tasks of a list.

    Numbers in texts count as numbers: Day 9 comes before Day 10, 900 before 1,200; dates go by time, states from open
    to done. Equal rows keep their order, totals their places. The number in front of a row goes with it; renumber
    brings the numbers in order.

    Examples:
        readme-sync sort --section Papers --by progress
        readme-sync sort --section Books --by Kind --reverse
    """

    by: Annotated[str, Parameter(Kind.TEXT, "`label`, `progress`, or the header of a column.", "COLUMN")] = "label"
    reverse: Annotated[bool, Parameter(Kind.FLAG, "The last first.")] = False
    section: Section = None
    line: Line = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with the rows in another order."""
        tracker = find_tracker(readme, self.section, self.line)
        rows = sort(readme, tracker, self.by, reverse=self.reverse)
        did = f"sorted by {self.by}{', the last first' if self.reverse else ''}"
        change = Change(readme.source.line_of(tracker.span.start), "", did)
        return rows_outcome(readme, rows, change, f"in that order already ({self.by})")

    def targets(self) -> Targets:
        """Return nothing: it says nothing that another operation may contradict."""
        return ()


def sort(readme: Readme, tracker: Tracker, by: str = "label", *, reverse: bool = False) -> RowEdits:
    """Sort a tracker's items; equal ones keep their order, rows that are no items (totals, headlines) their places.

    Args:
        readme: the document.
        tracker: the table or list; of a list the outer tasks are sorted, with the tasks in them.
        by: the header of a column, `progress` or `label`.
        reverse: the last first; items without a value come last in any case.

    Raises:
        RequestError: there is no such column, or the tasks cannot change places.
    """
    refuse_lines(readme, tracker)
    refuse_groups(readme, tracker)
    key = _key_of(readme, tracker, by)
    if tracker.kind is TrackerKind.TABLE:
        return _rows(readme, tracker, key, reverse=reverse)
    return _tasks(readme, tracker, key, reverse=reverse)


def natural(text: str) -> Key:
    """Return a key by which `Day 10` comes behind `Day 9`, whatever the case."""
    parts = _PARTS.split(text.casefold().strip())
    return tuple((0, float(part), "") if index % 2 else (1, 0.0, part) for index, part in enumerate(parts) if part)


def _key_of(readme: Readme, tracker: Tracker, by: str) -> Callable[[Item], Key]:
    wanted = folded(by)
    named = wanted in map(folded, tracker.header)
    if not named and wanted == "label":
        return lambda item: natural(item.label)
    if not named and wanted == "progress":
        return _progress_key
    column = column_index(readme, tracker, by)
    if column in tracker.progress_columns:
        return lambda item: _figure_key(with_figures(item, column))
    texts = [item.cells[column] for item in tracker.items if column < len(item.cells) and item.cells[column]]
    for read in (_amount, _date):
        if texts and all(read(text) is not None for text in texts):
            return lambda item: _value_key(read(item.cells[column]))
    return lambda item: natural(item.cells[column])


def _cell_key(read: Callable[[str], float | None], column: int, item: Item) -> Key:
    return _value_key(read(item.cells[column]) if column < len(item.cells) else None)


def _value_key(value: float | None) -> Key:
    return () if value is None else ((0, value, ""),)


def _progress_key(item: Item) -> Key:
    """Return the key of a progress: open, then begun, then by percent; what is unknown has none."""
    progress = item.progress
    return _value_key(_BEGUN if progress.state is State.IN_PROGRESS and progress.percent is None else progress.percent)


def _figure_key(item: Item) -> Key:
    keys = [_progress_key(item._replace(progress=figure.progress)) for figure in item.figures]
    return next(filter(None, keys), ())


def _amount(text: str) -> float | None:
    """Return the number that a text is, with sign, separators of thousands, unit or `k`; None where it is none."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    number = float(re.sub(r"[,' \xa0\u2009\u202f_]", "", found["digits"])) * _SCALES.get(found["scale"] or "", 1)
    return -number if found["sign"] in ("-", "−") else number


def _date(text: str) -> float | None:
    """Return a number that grows with the date that a text is; None where it is none. A month is its first day."""
    folded_text = text.casefold().strip(" .")
    for pattern in _DATES:
        if found := pattern.fullmatch(folded_text):
            parts = found.groupdict()
            month = parts["month"]
            named = (at for at, name in enumerate(_MONTHS, 1) if name.startswith(month))
            number = int(month) if month.isdigit() else next(named, None)
            day = int(parts.get("day") or 1)
            if number and 1 <= number <= 12 and 1 <= day <= 31:  # noqa: PLR2004  a calendar
                return (int(parts.get("year") or 0) * 12 + number) * 31 + day
    return None


def _order(items: Sequence[Item], key: Callable[[Item], Key], *, reverse: bool) -> list[int]:
    """Return the items' places in their new order."""
    keys = [key(item) for item in items]
    known = [place for place, one in enumerate(keys) if one]
    unknown = [place for place, one in enumerate(keys) if not one]
    return sorted(known, key=lambda place: keys[place], reverse=reverse) + unknown


def _rows(readme: Readme, tracker: Tracker, key: Callable[[Item], Key], *, reverse: bool) -> RowEdits:
    table = table_at(readme, tracker.span)
    by_span = {item.span: item for item in tracker.items}
    text = readme.source.text
    lines = list(lines_of(table))
    old = tuple(lines)
    edits: list[Edit] = []
    for is_item, run in groupby(range(len(table.rows)), key=lambda index: table.rows[index].span in by_span):
        places = list(run)
        if not is_item:
            continue
        order = _order([by_span[table.rows[place].span] for place in places], key, reverse=reverse)
        for place, other in zip(places, (places[index] for index in order), strict=True):
            if place != other:
                span = table.rows[other].span
                edits.append(Edit(table.rows[place].span, text[span.start : span.end]))
                lines[place] = old[other]
    edits = [edit for edit in edits if text[edit.span.start : edit.span.end] != edit.replacement]
    return RowEdits(edits, (Shape(table, tuple(lines)),)) if edits else UNCHANGED


def _tasks(readme: Readme, tracker: Tracker, key: Callable[[Item], Key], *, reverse: bool) -> RowEdits:
    outer = [item for item in tracker.items if item.depth == 0]
    places = tasks_of(readme, outer)
    if len({id(task.holder) for task in places}) > 1:
        line = readme.source.line_of(tracker.span.start)
        message = "its outer tasks stand in more than one list"
        raise RequestError(message, path=readme.source.path, line=line, hint="sort them by hand")
    order = _order(outer, key, reverse=reverse)
    if order == list(range(len(order))):
        return UNCHANGED
    text = readme.source.text
    chunks = [_chunk(task.node) for task in places]
    widths = {task.node.marker.length for task in places}
    if len(widths) > 1 and any("\n" in text[chunk.start : chunk.end] for chunk in chunks):
        line = readme.source.line_of(tracker.span.start)
        message = "its numbers are not equally wide, and tasks stand in tasks"
        raise RequestError(message, path=readme.source.path, line=line, hint="sort them by hand")
    edits = [
        Edit(chunks[place], text[chunks[other].start : chunks[other].end])
        for place, other in enumerate(order)
        if place != other
    ]
    lines = lines_of(places[0].outer)
    blocks: list[Lines] = [lines[task.number : task.number + 1 + task.inside] for task in places]
    after = list(lines)
    moved: list[tuple[str, ...]] = []
    position = 0
    for place, task in enumerate(places):
        moved += after[position : task.number]
        moved += blocks[order[place]]
        position = task.number + 1 + task.inside
    moved += after[position:]
    return RowEdits(edits, (Shape(places[0].outer, tuple(moved)),))


def _chunk(node: ListItem) -> Span:
    """Return the span of an item without its marker."""
    return Span(node.marker.end, node.span.end)


OPERATION = SortItems
