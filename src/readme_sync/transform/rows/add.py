"""Add a row to a table, or a task to a list, written as its neighbours are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from readme_sync.errors import RequestError
from readme_sync.model import Item, Progress, Readme, State, Tracker, TrackerKind
from readme_sync.reading.numbering import Numbering, row_numbers
from readme_sync.syntax import Row, Table
from readme_sync.syntax.escape import canon, escape_cell, escape_line
from readme_sync.text import Edit, Span
from readme_sync.text.regex import regex
from readme_sync.transform.fitting import widened
from readme_sync.transform.rows.change import Change, Shape, Shown, lines_of, texts_of
from readme_sync.transform.rows.lines import put_after, put_before
from readme_sync.transform.rows.put import column_index, edited, with_figures
from readme_sync.transform.rows.table_lines import new_line, refuse_lines, row_index, table_at, widths
from readme_sync.transform.rows.tasks import (
    box_char,
    gap_between,
    prefix_of,
    refuse_shared_line,
    task_of,
)
from readme_sync.transform.set_progress import set_progress
from readme_sync.transform.table_style import line_prefix, table_style
from readme_sync.transform.table_style import lines_of as table_lines
from readme_sync.transform.value import parse_value

OPEN = Progress.of_percent(0)
_NUMBER = regex(r"(?P<head>#?)(?P<digits>[0-9]{1,6})(?P<tail>[:.)、．：]?[ \t]*)")
_DIGITS = regex(r"[0-9]+")


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


def add(  # noqa: PLR0913  what it says, where it goes, how it is written
    readme: Readme,
    place: Place,
    label: str,
    progress: Progress | None,
    values: Mapping[str, str],
    *,
    repad: bool = False,
) -> Change:
    """Adds a row or a task, in the style of those beside it.

    Args:
        readme: the document.
        place: where it goes.
        label: what the page shows as its label; "" where `values` says it.
        progress: what it states; by default that it is open.
        values: by header, what its other cells show; a progress where the column states one.
        repad: make the other cells as wide where an aligned column becomes too narrow.

    Raises:
        RequestError: there is no such column, no label, or the neighbours' notation cannot state the progress.
    """
    refuse_lines(readme, place.tracker)
    if place.tracker.kind is TrackerKind.TABLE:
        table, contents, shown = _row(readme, place, label, progress, values)
        return insert_row(readme, place, table, contents, shown, repad=repad)
    if values:
        names = ", ".join(map(repr, values))
        raise RequestError(f"a task has no columns, so no {names}", path=readme.source.path)
    return _add_task(readme, place, label, progress or OPEN)


def _row(
    readme: Readme, place: Place, label: str, progress: Progress | None, values: Mapping[str, str]
) -> tuple[Table, list[str], dict[int, str]]:
    """The table, the contents of the new row's cells as written, and by column what they are to show."""
    tracker = place.tracker
    table = table_at(readme, tracker.span)
    texts = {column_index(readme, tracker, header): text for header, text in values.items()}
    if label and tracker.label_column is not None:
        if tracker.label_column in texts:
            raise RequestError("the label is given twice", path=readme.source.path, hint="leave one out")
        texts[tracker.label_column] = label
    if not any(canon(text) for column, text in texts.items() if column not in tracker.progress_columns):
        raise RequestError("a row needs a label", path=readme.source.path)
    contents = _figures(readme, tracker, table, place.item, progress, texts)
    neighbour = row_index(table, place.item)
    template = table.rows[neighbour]
    at_line_start = not template.text.startswith("|", template.span.start)
    shown: dict[int, str] = {}
    for column, text in texts.items():
        if column not in contents:
            contents[column] = escape_cell(text, first=at_line_start and column == 0)
            shown[column] = canon(text)
    number = next_number(table, neighbour, before=place.before)
    if number and 0 not in tracker.progress_columns and not _NUMBER.match(shown.get(0, "")):
        text = shown.get(0, "")
        contents[0] = (number + (escape_cell(text) if text else contents.get(0, ""))).strip()
        shown[0] = (number + text).strip()
    return table, [contents.get(column, "") for column in range(len(table.align))], shown


def insert_row(  # noqa: PLR0913  what it says, where it goes, how it is written
    readme: Readme,
    place: Place,
    table: Table,
    contents: Sequence[str],
    shown: Mapping[int, str],
    *,
    repad: bool = False,
) -> Change:
    """Puts a row with these contents beside the item of a place."""
    neighbour = row_index(table, place.item)
    style = table_style(table)
    edits: list[Edit] = []
    if repad:
        wide = widths(style, contents, opening=table.rows[neighbour].text.startswith("|", place.item.span.start))
        for column, (old, new) in enumerate(zip(style.extents, wide, strict=True)):
            if old is not None and new is not None and new > old:
                edits += widened(style, table_lines(table), column, new - old, {})
        style = style._replace(extents=wide)
    line = new_line(style, table.rows[neighbour], contents)
    put = put_before if place.before else put_after
    edits.append(put(readme.source, place.item.span.start, line_prefix(readme.source, table) + line))
    index = neighbour + (not place.before)
    lines = lines_of(table)
    after = (*lines[:index], texts_of(line, len(table.align)), *lines[index:])
    texts = tuple(Shown(index, column, text) for column, text in shown.items() if text)
    return Change(sorted(edits), (Shape(table, after, texts),))


def _figures(  # noqa: PLR0913, PLR0917  a row's progress, and all that says how it is written
    readme: Readme,
    tracker: Tracker,
    table: Table,
    near: Item,
    progress: Progress | None,
    texts: Mapping[int, str],
) -> dict[int, str]:
    """By column, the contents of the cells that state the progress, written as in the nearest rows."""
    wanted: dict[int, str | Progress] = {
        column: texts[column] for column in tracker.progress_columns if column in texts
    }
    groups = _groups(tracker)
    if progress is not None:
        free = [columns for columns in groups if not any(column in wanted for column in columns)]
        if len(free) > 1:
            names = ", ".join(repr(tracker.header[columns[0]]) for columns in free)
            raise RequestError("a row states more than one progress", path=readme.source.path, hint=f"name {names}")
        if free:
            wanted[free[0][0]] = progress
    found: dict[int, str] = {}
    for columns in groups:
        given = [wanted[column] for column in columns if column in wanted]
        found |= _written(readme, tracker, table, near, columns, given[0] if given else None)
    return found


def _groups(tracker: Tracker) -> list[list[int]]:
    """The progress columns, those together that hold copies of one figure in most rows."""
    groups: list[list[int]] = []
    for column in tracker.progress_columns:
        beside = Counter(
            figure.column
            for item in tracker.items
            for figure in with_figures(item, column).figures
            if figure.column is not None and figure.column < column
        )
        home = next((group for group in groups if any(2 * beside[one] > len(tracker.items) for one in group)), None)
        if home is None:
            groups.append([column])
        else:
            home.append(column)
    return groups


def _written(  # noqa: PLR0913, PLR0917  as above
    readme: Readme,
    tracker: Tracker,
    table: Table,
    near: Item,
    columns: Sequence[int],
    given: str | Progress | None,
) -> dict[int, str]:
    """The contents of the cells of one figure and its copies: a neighbour's, with the new value."""
    rows = {row.span: row for row in table.rows}
    if isinstance(given, str):
        for item in tracker.items:  # said as another row says it
            if any(item.cells[column] == canon(given) for column in columns):
                return _cells(rows[item.span], "", table, columns, item)
    progress = parse_value(given) if isinstance(given, str) else given
    needs_total = (progress is None or not progress.total) and not _has_one_total(tracker, columns)
    first: RequestError | None = None
    for item in _examples(tracker, near, columns)[:8]:
        one = with_figures(item, columns[0])
        if not one.figures:
            continue
        if needs_total and any(figure.progress.total for figure in one.figures):
            hint = "give its progress, as in 0/7"
            raise RequestError("how much is all of it", path=readme.source.path, hint=hint)
        try:
            edits = set_progress(readme, one, progress or OPEN)
        except RequestError as error:
            first = first or error
            continue
        return _cells(rows[item.span], edited(rows[item.span], edits), table, columns, one)
    if first:
        hint = first.hint or "give a progress that it can state"
        raise RequestError(first.message, path=first.path, line=first.line, hint=hint)
    return {}


def _has_one_total(tracker: Tracker, columns: Sequence[int]) -> bool:
    """Whether a new row's total is known: all that state one, at least two, state the same, as with stars out of 5."""
    figures = [figure for item in tracker.items for figure in with_figures(item, columns[0]).figures]
    totals = [figure.progress.total for figure in figures if figure.progress.total]
    return len(totals) > 1 and len(set(totals)) == 1


def _cells(row: Row, line: str, table: Table, columns: Sequence[int], item: Item) -> dict[int, str]:
    """By column, what the cells of a line hold that state the figure; as written."""
    whole = Row(Span(0, len(line)), line, len(table.align)) if line else row
    cells = whole.cells
    spans = [piece for figure in item.figures for piece in figure.excerpt.pieces]
    originals = row.cells
    taken = {
        column
        for column, cell in enumerate(originals)
        if column in columns or any(cell.span.start <= piece.source < cell.span.end for piece in spans)
    }
    return {column: whole.text[cells[column].span.start : cells[column].span.end] for column in sorted(taken)}


def _examples(tracker: Tracker, near: Item, columns: Sequence[int]) -> list[Item]:
    """The rows to copy a figure from: those written as most are, the nearest first."""
    place = next(index for index, item in enumerate(tracker.items) if item.span == near.span)
    with_one = [
        (index, item)
        for index, item in enumerate(tracker.items)
        if any(figure.column in columns and figure.progress.state is not State.UNKNOWN for figure in item.figures)
    ]
    shapes = Counter(_shape(item, columns) for _, item in with_one)
    return [
        item for _, item in sorted(with_one, key=lambda one: (-shapes[_shape(one[1], columns)], abs(one[0] - place)))
    ]


def _shape(item: Item, columns: Sequence[int]) -> tuple[str, ...]:
    """How a row's figures are written, whatever their numbers are."""
    return tuple(
        f"{figure.notation} {_DIGITS.sub('0', figure.excerpt.text) if figure.notation != 'bar' else ''}"
        for figure in item.figures
        if figure.column in columns
    ) + tuple(str(len(_DIGITS.sub("", item.cells[column]))) for column in columns if column < len(item.cells))


def next_number(table: Table, neighbour: int, *, before: bool) -> str:
    """What stands in front of a new row, "" where rows have no numbers: the next number, as the neighbour writes it."""
    numbering = row_numbers(table)
    if numbering is None:
        return ""
    known = [index for index, one in enumerate(numbering.numbers) if one and index <= neighbour] or [
        index for index, one in enumerate(numbering.numbers) if one
    ]
    nearest = known[-1] if known[0] <= neighbour else known[0]
    return _number_like(table, numbering, nearest, before=before and nearest == neighbour)


def _number_like(table: Table, numbering: Numbering, index: int, *, before: bool) -> str:
    number = numbering.numbers[index]
    assert number is not None
    row = table.rows[index]
    cell = row.written[0].span
    found = _NUMBER.match(row.text, cell.start, cell.end)
    if found is None:
        return ""
    digits = found["digits"]
    new = str(number.value if before else number.value + 1)
    width = len(digits) if digits.startswith("0") else 0
    return f"{found['head']}{new.zfill(width)}{found['tail']}"


def _add_task(readme: Readme, place: Place, label: str, progress: Progress) -> Change:
    if not canon(label):
        raise RequestError("a task needs a text", path=readme.source.path)
    task = task_of(readme, place.item)
    if place.before:
        refuse_shared_line(readme, place.item, task.node)
    source = readme.source
    node = task.node
    box = place.item.figures[0].span.start
    marker = source.text[node.marker.start : node.marker.end]
    if task.holder.ordered and not place.before:
        numbers = {source.text[one.span.start :].split(task.holder.marker, 1)[0] for one in task.holder.children}
        if len(numbers) > 1 or len(task.holder.children) == 1:
            marker = f"{int(marker[:-1]) + 1}{marker[-1]}"
    char = box_char(readme, progress)
    text = escape_line(label)
    line = f"{prefix_of(readme, node)}{marker}{source.text[node.marker.end : box]}[{char}] {text}"
    gap = gap_between(readme, task)
    if place.before:
        edit = put_before(
            source, node.span.start, line + (source.newline + gap if gap else "").removesuffix(source.newline)
        )
        index = task.number
    else:
        edit = put_after(source, node.span.end, gap + line)
        index = task.number + 1 + task.inside
    lines = lines_of(task.outer)
    if char in " xX":
        new = (str(task.depth), " " if char == " " else "x", text)
        shown: tuple[Shown, ...] = (Shown(index, None, canon(label)),)
    else:
        new, shown = (str(task.depth), "", f"[{char}] {text}"), ()
    return Change([edit], (Shape(task.outer, (*lines[:index], new, *lines[index:]), shown),))
