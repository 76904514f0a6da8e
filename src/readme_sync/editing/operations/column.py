"""Add, remove, rename or move a column of a table."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from readme_sync.editing.find import find_tracker, folded
from readme_sync.editing.operation import Kind, Line, Parameter, Section, Targets, check_place, rows_outcome
from readme_sync.editing.operations.put import column_index
from readme_sync.editing.row_edits import UNCHANGED, Lines, RowEdits, Shape, Shown
from readme_sync.editing.table_style import keep_alignment, refuse_lines, table_at, table_style
from readme_sync.editing.table_style import lines_of as table_lines
from readme_sync.errors import RequestError
from readme_sync.markdown import Align, Row, Table
from readme_sync.markdown.escape import canon, escape_cell
from readme_sync.model import Change, Outcome, Readme, Tracker, TrackerKind
from readme_sync.text import Edit, Span

_ACTIONS = ("add", "remove", "rename", "move")


class EditColumn(NamedTuple):
    """Add, remove, rename or move a column of the table that holds the rows.

    ACTION is add, remove, rename or move. HEADER is that of the column; NAME its new one. A new column is empty.

    Examples:
        readme-sync column add Reviewed --section Papers
        readme-sync column rename Paper Title --section Papers
    """

    action: Annotated[str, Parameter(Kind.TEXT, "`add`, `remove`, `rename` or `move`.", "ACTION", is_argument=True)]
    header: Annotated[str, Parameter(Kind.TEXT, "The header of the column.", "HEADER", is_argument=True)]
    name: Annotated[str | None, Parameter(Kind.TEXT, "Its new header.", "NAME", is_argument=True)] = None
    before: Annotated[str | None, Parameter(Kind.TEXT, "The header before which it goes.", "HEADER")] = None
    after: Annotated[str | None, Parameter(Kind.TEXT, "The header behind which it goes.", "HEADER")] = None
    first: Annotated[bool, Parameter(Kind.FLAG, "Before all other columns.")] = False
    last: Annotated[bool, Parameter(Kind.FLAG, "Behind all other columns (the default of a new one).")] = False
    section: Section = None
    line: Line = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with the columns changed."""
        check_place(self)
        if self.action not in _ACTIONS:
            raise RequestError(f"there is no action {self.action!r}", hint=f"choose one of {', '.join(_ACTIONS)}")
        tracker = find_tracker(readme, self.section, self.line)
        refuse_lines(readme, tracker)
        if tracker.kind is not TrackerKind.TABLE:
            raise RequestError("only tables have columns", path=readme.source.path)
        rows, did = _Columns(readme, tracker).edits(self)
        change = Change(readme.source.line_of(tracker.span.start), "", did)
        return rows_outcome(readme, rows, change, f"{did} already")

    def targets(self) -> Targets:
        """Return nothing: it says nothing of one row."""
        return ()


class _Columns:
    """The columns of a table, which are changed in all of its lines."""

    def __init__(self, readme: Readme, tracker: Tracker) -> None:
        self._readme = readme
        self._tracker = tracker
        self._table: Table = table_at(readme, tracker.span)
        self._lines = table_lines(self._table)
        self._number = len(self._table.align)
        ragged = next((row for row in self._lines if len(row.written) > self._number), None)
        if ragged:
            raise self._refused(ragged, "has more cells than the header")

    def edits(self, what: EditColumn) -> tuple[RowEdits, str]:
        """Return the edits, and what they do.

        Raises:
            RequestError: there is no such column, or a row has not all cells.
        """
        if what.action == "add":
            if not canon(what.header):
                raise RequestError("a column needs a header", path=self._readme.source.path)
            if folded(what.header) in map(folded, self._tracker.header):
                raise RequestError(f"there is a column {what.header!r} already", path=self._readme.source.path)
            return self._added(what.header, self._place(what, None)), f"column {what.header} added"
        column = column_index(self._readme, self._tracker, what.header)
        if what.action == "remove":
            return self._removed(column), f"column {what.header} removed"
        if what.action == "rename":
            if not canon(what.name or ""):
                raise RequestError("say the new header behind the old one", path=self._readme.source.path)
            return self._renamed(column, what.name or ""), f"column {what.header} is now {what.name}"
        if not (what.before or what.after or what.first or what.last):
            raise RequestError("say where to: before, after, first or last", path=self._readme.source.path)
        return self._moved(column, self._place(what, column)), f"column {what.header} moved"

    def _place(self, what: EditColumn, column: int | None) -> int:
        """Return the place among the other columns; by default behind all."""
        others = [one for one in range(self._number) if one != column]
        if what.first:
            return 0
        named = what.before or what.after
        if not named:
            return len(others)
        other = column_index(self._readme, self._tracker, named)
        if other == column:
            raise RequestError("a column cannot stand beside itself", path=self._readme.source.path)
        return others.index(other) + (what.after is not None)

    def _added(self, header: str, place: int) -> RowEdits:
        named, delimiter, blank = self._new_cells(escape_cell(header), max(0, place - 1))
        edits: list[Edit] = []
        for number, row in enumerate(self._lines):
            cell = named if number == 0 else delimiter if number == 1 else blank
            written = row.written
            if place < len(written):
                start = written[place].room.start
                opens = place == 0 and not row.text.startswith("|", row.span.start)
                edits.append(Edit(Span(start, start), f"{'|' if opens else ''}{cell}|"))
            elif place == len(written):
                end = written[-1].room.end
                is_closed = row.text[end : end + 1] == "|"
                gap = " " * (row.text[written[0].room.end - 1] == " ")
                edits.append(Edit(Span(end, end), f"|{cell}" if is_closed else f"{gap}|{cell}".rstrip()))
        order: list[int | None] = list(range(self._number))
        order.insert(place, None)
        return self._shaped(edits, order, Shown(-1, place, canon(header)))

    def _new_cells(self, header: str, beside: int) -> tuple[str, str, str]:
        """Return the cell of the header, of the delimiter row and of the others, in the form of the column beside."""
        style, row = table_style(self._table), self._lines[1]
        is_aligned = None not in style.extents
        pad = max(style.padding[beside])  # no space stands at the end of a line without a pipe
        width = max(style.measure(header), 3) if is_aligned else style.measure(header)
        filled = header + " " * (width - style.measure(header))
        named = f"{pad}{filled}{pad}"
        cell = row.written[beside]
        before, behind = row.text[cell.room.start : cell.span.start], row.text[cell.span.end : cell.room.end]
        before, behind = before or behind, behind or before
        room = width + 2 * len(pad)
        lengths = {one.span.end - one.span.start for one in row.written}
        length = lengths.pop() if len(lengths) == 1 and not is_aligned else max(3, room - len(before) - len(behind))
        delimiter = f"{before}{_dashes(length, self._table.common_align)}{behind}"
        return named, delimiter, " " * room if is_aligned else 2 * pad or " "

    def _removed(self, column: int) -> RowEdits:
        edits: list[Edit] = []
        for row in self._lines:
            written = row.written
            if column + 1 < len(written):
                edits.append(Edit(Span(written[column].room.start, written[column + 1].room.start), ""))
            elif 0 < column < len(written):
                edits.append(Edit(Span(written[column - 1].room.end, written[column].room.end), ""))
            elif column < len(written):
                raise self._refused(row, "has no other cell")
        return self._shaped(edits, [one for one in range(self._number) if one != column])

    def _moved(self, column: int, place: int) -> RowEdits:
        order = [one for one in range(self._number) if one != column]
        order.insert(place, column)
        if order == sorted(order):
            return UNCHANGED
        edits: list[Edit] = []
        for row in self._lines:
            rooms = [cell.room for cell in row.written]
            if len(rooms) < self._number:
                raise self._refused(row, "has fewer cells than the header")
            texts = [row.text[room.start : room.end] for room in rooms]
            edits += [Edit(rooms[at], texts[one]) for at, one in enumerate(order) if texts[at] != texts[one]]
        return self._shaped(edits, order)

    def _renamed(self, column: int, name: str) -> RowEdits:
        header = self._table.header
        at_start = column == 0 and not header.text.startswith("|", header.span.start)
        edit = Edit(header.written[column].span, escape_cell(name, first=at_start))
        if header.text[edit.span.start : edit.span.end] == edit.replacement:
            return UNCHANGED
        edits = keep_alignment(self._readme.document, [edit], repad=self._readme.settings.repad)
        return self._shaped(edits, list(range(self._number)), Shown(-1, column, canon(name)))

    def _shaped(self, edits: list[Edit], order: Sequence[int | None], shown: Shown | None = None) -> RowEdits:
        lines: Lines = tuple(tuple("" if one is None else row.texts[one] for one in order) for row in self._table.rows)
        named = None if shown is None else shown.column
        return RowEdits(edits, (Shape(self._table, lines, (shown,) if shown else (), tuple(order), named),))

    def _refused(self, row: Row, what: str) -> RequestError:
        source = self._readme.source
        return RequestError(
            f"a row {what}", path=source.path, line=source.line_of(row.span.start), hint="edit it by hand"
        )


def _dashes(width: int, align: Align) -> str:
    left, right = align in {Align.LEFT, Align.CENTER}, align in {Align.RIGHT, Align.CENTER}
    return f"{':' * left}{'-' * (width - left - right)}{':' * right}"


OPERATION = EditColumn
