"""Add a row or a task, written as its neighbours."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, repeat
from types import MappingProxyType
from typing import Annotated, NamedTuple

from readme_sync.editing.find import Row, Within, find_item, find_tracker, place_of, section_of
from readme_sync.editing.operation import (
    VALUE_HELP,
    VALUES_HELP,
    Kind,
    Line,
    Markdown,
    Parameter,
    Repad,
    Section,
    Targets,
    check_place,
    with_repad,
)
from readme_sync.editing.operations._new_figures import OPEN, NewFigures
from readme_sync.editing.operations._tasks import Task, box_char, gap_between, prefix_of, refuse_shared_line, task_of
from readme_sync.editing.operations.put import as_written, column_index, means_markdown, texts_below
from readme_sync.editing.row_edits import RowEdits, Shape, Shown, lines_of, put_after, put_before, texts_of
from readme_sync.editing.set_progress import Value, parse_value, value_text
from readme_sync.editing.table_style import (
    line_prefix,
    new_line,
    refuse_lines,
    row_index,
    table_at,
    table_style,
    widened,
    widths,
)
from readme_sync.editing.table_style import lines_of as table_lines
from readme_sync.editing.verify import rewrite_rows
from readme_sync.errors import RequestError
from readme_sync.markdown import ListItem, Table
from readme_sync.markdown.escape import canon, escape_cell, escape_line
from readme_sync.markdown.plain_text import plain_text
from readme_sync.model import Change, Item, Outcome, Progress, Readme, State, Tracker, TrackerKind
from readme_sync.model import Section as SectionOfReadme
from readme_sync.reader import parse
from readme_sync.text import Source
from readme_sync.text.regex import regex
from readme_sync.trackers.header_words import HeaderClass, header_class
from readme_sync.trackers.tables import Numbering, row_numbers

_NUMBER = regex(r"(?P<head>#?)(?P<digits>[0-9]{1,6})(?P<tail>[:.)、．：]?[ \t]*)")


NO_CELLS: Mapping[str, str] = MappingProxyType({})


class AddItem(NamedTuple):
    """Add a row to a table or a task to a list, in the style of its neighbours.

    LABEL is any text: it is escaped so that GitHub shows just that. VALUE is its progress, as for set; by default it is
    open. The row takes the table's own style: pipes, padding, its next number, the notation of its progress.

    Examples:
        readme-sync add "Rust for Rustaceans" 10% --section Books --cell Kind=Book
        readme-sync add "A small shell" --section Projects --first
    """

    row: Annotated[str, Parameter(Kind.ROW, "The label of the new row.", "LABEL", is_argument=True)]
    value: Annotated[
        Value | None, Parameter(Kind.VALUE, f"{VALUE_HELP} By default it is open.", "VALUE", is_argument=True)
    ] = None
    values: Annotated[Mapping[str, str], Parameter(Kind.CELLS, VALUES_HELP, "HEADER=TEXT", option="cell")] = NO_CELLS
    before: Annotated[Row | None, Parameter(Kind.ROW, "The row before which it goes.", "ROW")] = None
    after: Annotated[Row | None, Parameter(Kind.ROW, "The row behind which it goes.", "ROW")] = None
    first: Annotated[bool, Parameter(Kind.FLAG, "Before all other rows.")] = False
    last: Annotated[bool, Parameter(Kind.FLAG, "Behind all other rows, but before a total (the default).")] = False
    section: Section = None
    line: Line = None
    repad: Repad = None
    markdown: Markdown = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with the new row or task."""
        check_place(self)
        readme = with_repad(readme, repad=self.repad)
        try:
            place = find_place(readme, self.before, self.after, self.section, self.line, first=self.first)
        except RequestError:
            table = None if self.before or self.after else _empty_table(readme, self.section, self.line)
            if table is None:
                raise
            return _first_row(readme, table, self)
        new = additions(readme, place)
        new.append(self.new_row())
        rows = new.edits()
        after = rewrite_rows(readme, rows)
        change = Change(_line_of_new(rows, after), self.label, "added")
        return Outcome(readme.source, after, (change,), edits=tuple(rows.edits))

    def new_row(self) -> "NewRow":
        """Return what the new row says; all that adds rows, one or many, takes it from here.

        Raises:
            RequestError: the value is not a progress.
        """
        progress = None if self.value is None else parse_value(self.value)
        return NewRow(self.row, progress, self.values, self.markdown)

    @property
    def label(self) -> str:
        """What messages call the new row: its label, or the first of its cells."""
        return self.row or next(iter(self.values.values()), "")

    @property
    def is_last(self) -> bool:
        """Whether the row goes behind all others, whatever rows there are."""
        return self.before is None and self.after is None and not self.first and self.line is None

    def targets(self) -> Targets:
        """Yield that the row is there."""
        yield "\0row", self.row


def _line_of_new(rows: RowEdits, after: Source) -> int:
    """Return the 1-based line of a new row."""
    shift = 0
    for edit in rows.edits:
        text = edit.replacement
        if "\n" in text or "\r" in text:
            return after.line_of(edit.span.start + shift + len(text) - len(text.lstrip("\r\n> \t")))
        shift += len(text) - edit.span.length
    raise AssertionError("a new row is a new line")


_SHOWN = {
    State.OPEN: ("Not started", "0%", "⬜"),
    State.IN_PROGRESS: ("In progress", "🚧"),
    State.DONE: ("Done", "100%", "✅"),
}
_NUMBERS = frozenset({"#", "no", "no.", "nr", "nr.", "№"})


def _empty_table(readme: Readme, section: Within, line: int | None) -> Table | None:
    """Return the one table without rows whose header speaks of progress; None where there are none, or several."""
    within = place_of(section)
    span = section_of(readme, within).span if isinstance(within, (str, SectionOfReadme)) else readme.sections[0].span
    source = readme.source
    found = [
        table
        for table in readme.document.tables
        if not table.rows and span.contains(table.span) and _progress_column(readme, table) is not None
    ]
    if line is not None:
        found = [one for one in found if source.line_of(one.span.start) <= line <= source.line_of(one.span.end)]
    return found[0] if len(found) == 1 else None


def _progress_column(readme: Readme, table: Table) -> int | None:
    """Return the column whose header says how far a row is, or else which step of it is done."""
    classes = [header_class(plain_text(readme.document, cell.content)) for cell in table.header.cells]
    wanted = (HeaderClass.PROGRESS, HeaderClass.STAGE)
    return next((classes.index(one) for one in wanted if one in classes and len(classes) > 1), None)


def _first_row(readme: Readme, table: Table, new: AddItem) -> Outcome:
    """Add the first row to a table: its progress is written as the header suggests, so that it is read as that.

    Raises:
        RequestError: it would be read as something else.
    """
    header = tuple(plain_text(readme.document, cell.content) for cell in table.header.cells)
    column = _progress_column(readme, table)
    assert column is not None
    numbered = header[0].casefold() in _NUMBERS
    label = next(one for one in range(numbered, len(header)) if one != column)
    tracker = Tracker(TrackerKind.TABLE, table.span, readme.section_at(table.span.start), (), header, label, (column,))
    texts = {column_index(readme, tracker, name): text for name, text in new.values.items()}
    progress = parse_value(texts.pop(column, new.value if new.value is not None else OPEN))
    texts = {**({0: "1"} if numbered else {}), **({label: new.row} if new.row else {}), **texts}
    if not canon(texts.get(label, "")):
        raise RequestError("a row needs a label", path=readme.source.path)
    for shown in _ways_to_show(progress, header[column]):
        rows = _only_row(readme, table, {**texts, column: shown})
        after = rewrite_rows(readme, rows)
        line = _line_of_new(rows, after)
        items = [
            item for item in parse(after, settings=readme.settings).items if after.line_of(item.span.start) == line
        ]
        if items and items[0].progress.state is progress.state:
            return Outcome(readme.source, after, (Change(line, new.label, "added"),), edits=tuple(rows.edits))
    line = readme.source.line_of(table.span.start)
    raise RequestError(
        "its header does not say what progress is", path=readme.source.path, line=line, hint="add it by hand"
    )


def _ways_to_show(progress: Progress, header: str) -> Sequence[str]:
    """Return how a progress may be written below a header, the most likely first."""
    known = {Progress.of_state(state): state for state in _SHOWN}
    if progress not in known:
        return (f"{value_text(progress)}{'' if progress.total else '%'}",)
    words = _SHOWN[known[progress]]
    name = header.casefold()
    if "stat" in name:
        return words
    return words[1:] + words[:1] if "%" in name or "per" in name or "progress" in name else (words[-1], *words)


def _only_row(readme: Readme, table: Table, texts: Mapping[int, str]) -> RowEdits:
    """Return the edits that put the first row below the header."""
    columns = len(table.align)
    at_line_start = not table.header.text.startswith("|", table.header.span.start)
    cells = [escape_cell(texts.get(one, ""), first=at_line_start and one == 0) for one in range(columns)]
    line = new_line(table_style(table), table.header, cells)
    edit = put_after(readme.source, table.delimiter.start, line_prefix(readme.source, table) + line)
    shown = tuple(Shown(0, one, canon(text)) for one, text in texts.items() if canon(text))
    return RowEdits([edit], (Shape(table, (texts_of(line, columns),), shown),))


class Place(NamedTuple):
    """Where something new goes: before or behind an item of a tracker."""

    tracker: Tracker
    item: Item
    before: bool = False


def at_end(readme: Readme, tracker: Tracker) -> Place:
    """Behind the last item of a tracker, before a total row; in a task list behind the last outer task."""
    refuse_lines(readme, tracker)
    outer = [item for item in tracker.items if item.depth == 0]
    return Place(tracker, outer[-1])


def at_start(readme: Readme, tracker: Tracker) -> Place:
    """Before the first item of a tracker."""
    refuse_lines(readme, tracker)
    return Place(tracker, tracker.items[0], before=True)


def find_place(  # noqa: PLR0913  the ways to name a place
    readme: Readme,
    before: Row | None,
    after: Row | None,
    section: Within,
    line: int | None = None,
    *,
    first: bool,
    near: Tracker | None = None,
) -> Place:
    """Return the place that is meant; `near`: the table or list where neither a row nor a section is named.

    Raises:
        RequestError: there is no such row, section, table or list, or there are several.
    """
    row = after if before is None else before
    if row is not None:
        item = find_item(readme, row, section, None, line)
        tracker = readme.tracker_of(item)
        return Place(tracker, item, before=before is not None)
    tracker = near or find_tracker(readme, section, line)
    return (at_start if first else at_end)(readme, tracker)


NewCells = tuple[Sequence[str], Mapping[int, str]]
"""The contents of a new row's cells as written, and by column what they are to show."""


class NewRow(NamedTuple):
    """What a new row or task says.

    Attributes:
        label: what the page shows as its label; "" where `values` says it.
        progress: what it states; by default that it is open.
        values: by header, what its other cells show; a progress where the column states one.
        markdown: whether all these are Markdown; None: where they and their neighbours are links or code.
    """

    label: str
    progress: Progress | None
    values: Mapping[str, str]
    markdown: bool | None = None


def additions(readme: Readme, place: Place) -> "NewRows | NewTasks":
    """Return new rows or tasks for a place, none yet.

    Raises:
        RequestError: they cannot be added there.
    """
    refuse_lines(readme, place.tracker)
    return (NewRows if place.tracker.kind is TrackerKind.TABLE else NewTasks)(readme, place)


class NewRows:
    """New rows for one place of a table, one below the other, all in the style of those that stand there before."""

    def __init__(self, readme: Readme, place: Place) -> None:
        """Begin without any."""
        self._readme = readme
        self._place = place
        self._table = table_at(readme, place.tracker.span)
        self._neighbour = row_index(self._table, place.item)
        self._figures = NewFigures(readme, place.tracker, self._table, place.item)
        self._numbers = next_numbers(self._table, self._neighbour, before=place.before)
        self._brings_number = False
        self._cells: list[NewCells] = []

    def append(self, new: NewRow) -> None:
        """Add one below those before it.

        Raises:
            RequestError: there is no such column, no label, or the neighbours' notation cannot state the progress.
        """
        readme, tracker, table = self._readme, self._place.tracker, self._table
        texts = {column_index(readme, tracker, header): text for header, text in new.values.items()}
        if new.label and tracker.label_column is not None:
            if tracker.label_column in texts:
                raise RequestError("the label is given twice", path=readme.source.path, hint="leave one out")
            texts[tracker.label_column] = new.label
        if not any(canon(text) for column, text in texts.items() if column not in tracker.progress_columns):
            raise RequestError("a row needs a label", path=readme.source.path)
        contents = self._figures.of(new.progress, texts)
        template = table.rows[self._neighbour]
        at_line_start = not template.text.startswith("|", template.span.start)
        shown: dict[int, str] = {}
        for column, text in texts.items():
            if column not in contents:
                is_markdown = means_markdown(texts_below(table, column), text, told=new.markdown)
                contents[column] = as_written(text, markdown=is_markdown, first=at_line_start and column == 0)
                if not is_markdown:
                    shown[column] = canon(text)
        self._number(contents, shown)
        self._cells.append(([contents.get(column, "") for column in range(len(table.align))], shown))

    def _number(self, contents: dict[int, str], shown: dict[int, str]) -> None:
        """Put the next number in front of a row that brings none."""
        number = "" if 0 in self._place.tracker.progress_columns else next(self._numbers)
        if not number:
            return
        text = shown.get(0, "")
        if _NUMBER.match(text or contents.get(0, "")):
            self._brings_number = True
            return
        if self._brings_number:  # the number before is not the one that we know
            message = "a row without a number follows one that brings its own"
            raise RequestError(message, path=self._readme.source.path)
        contents[0] = (number + (escape_cell(text) if text else contents.get(0, ""))).strip()
        if text or contents[0] == number.strip():
            shown[0] = (number + text).strip()

    def edits(self) -> RowEdits:
        """Return the edits that add them all."""
        return insert_rows(self._readme, self._place, self._table, self._cells, repad=self._readme.settings.repad)


class NewTasks:
    """New tasks for one place of a list, one below the other, all in the style of those that stand there before."""

    def __init__(self, readme: Readme, place: Place) -> None:
        """Begin without any."""
        self._readme = readme
        self._place = place
        self._task = task = task_of(readme, place.item)
        if place.before:
            refuse_shared_line(readme, place.item, task.node)
        self._index = task.number if place.before else task.number + 1 + task.inside
        self._markers = _next_markers(readme, task, before=place.before)
        self._space = readme.source.text[task.node.marker.end : place.item.figures[0].span.start]
        self._chars: dict[Progress, str] = {}
        self._lines: list[str] = []
        self._tasks: list[tuple[str, ...]] = []
        self._shown: list[Shown] = []

    def append(self, new: NewRow) -> None:
        """Add one below those before it.

        Raises:
            RequestError: it has columns or no text, or no box states its progress.
        """
        readme, task = self._readme, self._task
        if new.values:
            names = ", ".join(map(repr, new.values))
            raise RequestError(f"a task has no columns, so no {names}", path=readme.source.path)
        if not canon(new.label):
            raise RequestError("a task needs a text", path=readme.source.path)
        progress = new.progress or OPEN
        if progress not in self._chars:
            self._chars[progress] = box_char(readme, progress)
        is_markdown = means_markdown((text for _, _, text in lines_of(task.outer)), new.label, told=new.markdown)
        char, text = self._chars[progress], canon(new.label) if is_markdown else escape_line(new.label)
        if char in " xX" and is_markdown:
            self._tasks.append((str(task.depth), " " if char == " " else "x", text))
        elif char in " xX":
            self._shown.append(Shown(self._index + len(self._tasks), None, canon(new.label)))
            self._tasks.append((str(task.depth), " " if char == " " else "x", text))
        else:
            self._tasks.append((str(task.depth), "", f"[{char}] {text}"))
        self._lines.append(f"{prefix_of(readme, task.node)}{next(self._markers)}{self._space}[{char}] {text}")

    def edits(self) -> RowEdits:
        """Return the edits that add them all."""
        source, node = self._readme.source, self._task.node
        gap = gap_between(self._readme, self._task)
        text = (source.newline + gap).join(self._lines)
        if self._place.before:
            behind = (source.newline + gap if gap else "").removesuffix(source.newline)
            edit = put_before(source, node.span.start, text + behind)
        else:
            edit = put_after(source, node.span.end, gap + text)
        lines = lines_of(self._task.outer)
        after = (*lines[: self._index], *self._tasks, *lines[self._index :])
        return RowEdits([edit], (Shape(self._task.outer, after, tuple(self._shown)),))


def insert_rows(
    readme: Readme, place: Place, table: Table, news: Sequence[NewCells], *, repad: bool = False
) -> RowEdits:
    """Put rows with these cells next to the item of a place, one below the other."""
    neighbour = row_index(table, place.item)
    style = was = table_style(table)
    if repad:
        opening = table.rows[neighbour].text.startswith("|", place.item.span.start)
        for contents, _ in news:
            style = style._replace(extents=widths(style, contents, opening=opening))
    edits = [
        edit
        for column, (old, new) in enumerate(zip(was.extents, style.extents, strict=True))
        if old is not None and new is not None and new > old
        for edit in widened(was, table_lines(table), column, new - old, {})
    ]
    lines = [new_line(style, table.rows[neighbour], contents) for contents, _ in news]
    put = put_before if place.before else put_after
    prefix = line_prefix(readme.source, table)
    edits.append(put(readme.source, place.item.span.start, readme.source.newline.join(prefix + one for one in lines)))
    index = neighbour + (not place.before)
    kept = lines_of(table)
    after = (*kept[:index], *(texts_of(line, len(table.align)) for line in lines), *kept[index:])
    texts = tuple(
        Shown(number, column, text)
        for number, (_, shown) in enumerate(news, index)
        for column, text in shown.items()
        if text
    )
    return RowEdits(sorted(edits), (Shape(table, after, texts),))


def next_numbers(table: Table, neighbour: int, *, before: bool) -> Iterator[str]:
    """Yield what stands in front of new rows: the next numbers, as the neighbour writes its own; "" without any."""
    numbering = row_numbers(table)
    if numbering is None:
        return repeat("")
    known = [index for index, one in enumerate(numbering.numbers) if one and index <= neighbour] or [
        index for index, one in enumerate(numbering.numbers) if one
    ]
    nearest = known[-1] if known[0] <= neighbour else known[0]
    return _numbers_like(table, numbering, nearest, before=before and nearest == neighbour)


def _numbers_like(table: Table, numbering: Numbering, index: int, *, before: bool) -> Iterator[str]:
    number = numbering.numbers[index]
    assert number is not None
    row = table.rows[index]
    cell = row.written[0].span
    found = _NUMBER.match(row.text, cell.start, cell.end)
    if found is None:
        return repeat("")
    digits = found["digits"]
    width = len(digits) if digits.startswith("0") else 0
    values = count(number.value if before else number.value + 1)
    return (f"{found['head']}{str(value).zfill(width)}{found['tail']}" for value in values)


def _next_markers(readme: Readme, task: Task, *, before: bool) -> Iterator[str]:
    """Yield the list markers of new tasks: that of the task next to them, counted up where the list counts."""
    source = readme.source
    marker = source.slice(task.node.marker)
    if task.holder.ordered and not before:
        markers = {source.slice(one.marker) for one in task.holder.children if isinstance(one, ListItem)}
        if len(markers) > 1 or len(task.holder.children) == 1:
            return (f"{value}{marker[-1]}" for value in count(int(marker[:-1]) + 1))
    return repeat(marker)


OPERATION = AddItem
