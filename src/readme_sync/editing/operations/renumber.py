"""Bring the numbers in front of rows in order."""

from collections.abc import Sequence
from typing import NamedTuple

from readme_sync.editing.find import find_tracker, trackers_in
from readme_sync.editing.operation import Line, Repad, Section, Targets, rows_outcome, with_repad
from readme_sync.editing.operations._tasks import task_of
from readme_sync.editing.operations.put import after_edits
from readme_sync.editing.row_edits import UNCHANGED, RowEdits, Shape, lines_of, merged
from readme_sync.editing.table_style import keep_alignment, refuse_lines, table_at
from readme_sync.errors import RequestError
from readme_sync.markdown import ListItem
from readme_sync.model import Change, Outcome, Readme, Tracker, TrackerKind
from readme_sync.text import Edit, Span
from readme_sync.trackers.tables import RowNumber, row_numbers


class Renumber(NamedTuple):
    """Number rows one by one, in all tables and lists of a section or of the document that have numbers.

    They are numbered from their first number on, in the form in which they are written.

    Examples:
        readme-sync renumber
        readme-sync renumber --section Books --diff
    """

    section: Section = None
    line: Line = None
    repad: Repad = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with the numbers in order."""
        readme = with_repad(readme, repad=self.repad)
        trackers = self._trackers(readme)
        rows = _all(readme, trackers)
        first = rows.edits[0].span.start if rows.edits else trackers[0].span.start
        count = sum(edit.replacement.isdigit() for edit in rows.edits)
        did = "1 number corrected" if count == 1 else f"{count} numbers corrected"
        return rows_outcome(
            readme, rows, Change(readme.source.line_of(first), "", did), "the numbers are in order already"
        )

    def _trackers(self, readme: Readme) -> list[Tracker]:
        if self.line is not None:
            return [find_tracker(readme, self.section, self.line)]
        return trackers_in(readme, self.section)

    def targets(self) -> Targets:
        """Return nothing: it says nothing that another operation may contradict."""
        return ()


def _all(readme: Readme, trackers: Sequence[Tracker]) -> RowEdits:
    """Number the rows of those trackers that have numbers.

    Raises:
        RequestError: none has.
    """
    found: list[RowEdits] = []
    refused: RequestError | None = None
    for tracker in trackers:
        try:
            found.append(renumber(readme, tracker))
        except RequestError as error:
            refused = refused or error
    if found:
        return merged(found)
    raise refused if refused and len(trackers) == 1 else RequestError("no rows have numbers", path=readme.source.path)


def renumber(readme: Readme, tracker: Tracker) -> RowEdits:
    """Number a tracker's rows one by one, from the first row's number on; a count that begins anew does so again.

    Raises:
        RequestError: its rows have no numbers.
    """
    refuse_lines(readme, tracker)
    if tracker.kind is TrackerKind.TASKS:
        return _tasks(readme, tracker)
    table = table_at(readme, tracker.span)
    numbering = row_numbers(table)
    if numbering is None:
        line = readme.source.line_of(tracker.span.start)
        raise RequestError("its rows have no numbers", path=readme.source.path, line=line)
    items = {item.span for item in tracker.items}
    numbers: list[RowNumber] = []
    restarts: set[int] = set()
    gap = False
    for row, number in zip(table.rows, numbering.numbers, strict=True):
        if number is None or row.span not in items:
            gap = True
            continue
        if gap and numbers and number.value == numbers[0].value:
            restarts.add(len(numbers))
        numbers.append(number)
        gap = False
    text = readme.source.text
    edits = _edits(text, numbers, restarts)
    if not edits:
        return UNCHANGED
    edits = keep_alignment(readme.document, edits, repad=readme.settings.repad)
    return RowEdits(edits, (Shape(table, after_edits(table, edits)),))


def _edits(text: str, numbers: Sequence[RowNumber], restarts: set[int]) -> list[Edit]:
    """Return the edits of the digits; a number that is written with leading zeros keeps its length."""
    edits: list[Edit] = []
    expected = numbers[0].value if numbers else 0
    for index, number in enumerate(numbers):
        if index in restarts or _begins_anew(numbers, index):
            expected = number.value
        old = text[number.span.start : number.span.end]
        length = len(old) if old.startswith("0") else 0
        if number.value != expected:
            edits.append(Edit(number.span, str(expected).zfill(length)))
        expected += 1
    return edits


def _begins_anew(numbers: Sequence[RowNumber], index: int) -> bool:
    """Return whether the count begins again at a number: 1 2 3, 1 2 3."""
    first = numbers[0].value
    if index == 0 or numbers[index].value != first or numbers[index - 1].value <= first + 1:
        return False
    return index + 1 < len(numbers) and numbers[index + 1].value == first + 1


def _tasks(readme: Readme, tracker: Tracker) -> RowEdits:
    task = task_of(readme, tracker.items[0])
    holder, outer = task.holder, task.outer
    line = readme.source.line_of(tracker.span.start)
    if not holder.ordered:
        raise RequestError("its tasks have no numbers", path=readme.source.path, line=line)
    children = [child for child in holder.children if isinstance(child, ListItem)]
    numbers = [Span(child.marker.start, child.marker.end - 1) for child in children]
    text = readme.source.text
    values = [int(text[span.start : span.end]) for span in numbers]
    if len(set(values)) == 1:
        return UNCHANGED  # 1. 1. 1. is a way to write a list
    edits = [
        Edit(span, str(values[0] + index).zfill(span.length if text[span.start] == "0" else 0))
        for index, (span, value) in enumerate(zip(numbers, values, strict=True))
        if value != values[0] + index
    ]
    spans = {number: child.span for number, child in zip(numbers, children, strict=True)}
    for edit in edits:
        child = spans[edit.span]
        if len(edit.replacement) != edit.span.length and "\n" in text[child.start : child.end]:
            message = "a longer number would move the text below it"
            raise RequestError(message, path=readme.source.path, line=line, hint="renumber by hand")
    return RowEdits(edits, (Shape(outer, lines_of(outer)),)) if edits else UNCHANGED


OPERATION = Renumber
