"""Give a row or a task another label."""

from typing import Annotated, NamedTuple

from readme_sync.editing.find import find_item, folded
from readme_sync.editing.operation import (
    ExistingRow,
    Kind,
    Line,
    Markdown,
    Parameter,
    Repad,
    Section,
    Targets,
    rows_outcome,
    with_repad,
)
from readme_sync.editing.operations._tasks import task_of
from readme_sync.editing.operations.put import after_edits, kept_number, means_markdown, put_source, texts_below
from readme_sync.editing.row_edits import UNCHANGED, RowEdits, Shape, Shown, lines_of
from readme_sync.editing.table_style import keep_alignment, row_index, table_at, tracker_of
from readme_sync.errors import RequestError
from readme_sync.markdown import Break, Code, Emphasis, Heading, Inline, Link, Paragraph, Text
from readme_sync.markdown.escape import canon, escape_cell, escape_line
from readme_sync.model import Change, Item, Outcome, Readme, Tracker, TrackerKind
from readme_sync.text import Edit, Excerpt, Span


class RenameItem(NamedTuple):
    """Give a row or a task another label; its number, links and emphasis stay.

    ROW is its label, or the number in front of it. LABEL is any text: it is escaped so that GitHub shows just that.

    Examples:
        readme-sync rename Rustlings "Rustlings, all of them"
    """

    row: ExistingRow
    to: Annotated[str, Parameter(Kind.ROW, "The new label.", "LABEL", is_argument=True)]
    section: Section = None
    line: Line = None
    repad: Repad = None
    markdown: Markdown = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with the new label."""
        readme = with_repad(readme, repad=self.repad)
        item = find_item(readme, self.row, self.section, None, self.line)
        change = Change(readme.source.line_of(item.span.start), item.label, f"is now {self.to}")
        return rows_outcome(
            readme, rename(readme, item, self.to, markdown=self.markdown), change, "is called so already"
        )

    def targets(self) -> Targets:
        """Yield the label."""
        yield "\0label", self.to


def rename(readme: Readme, item: Item, label: str, *, markdown: bool | None = None) -> RowEdits:
    """Make `label` the label of a row or task; the number in front of a row stays where `label` brings none.

    Args:
        readme: the document.
        item: the row or task.
        label: what the page is to show.
        markdown: whether it is Markdown, which replaces links and emphasis; None: where it and its neighbours are.

    Raises:
        RequestError: the label is empty, or the old one is not one piece of text.
    """
    if not canon(label):
        raise RequestError("a row needs a label", path=readme.source.path)
    if canon(label) == item.label:
        return UNCHANGED
    tracker = tracker_of(readme, item)
    name = folded(label)
    if other := next((one for one in tracker.items if one.span != item.span and folded(one.label) == name), None):
        line = readme.source.line_of(other.span.start)
        raise RequestError(f"there is a row {other.label!r} already", path=readme.source.path, line=line)
    if tracker.kind is TrackerKind.TABLE:
        return _row(readme, tracker, item, label, markdown=markdown)
    return _task(readme, item, label, markdown=markdown)


def _row(readme: Readme, tracker: Tracker, item: Item, label: str, *, markdown: bool | None) -> RowEdits:
    table = table_at(readme, tracker.span)
    number = row_index(table, item)
    row = table.rows[number]
    column = label_cell(tracker, item)
    cell = row.cells[column]
    kept = kept_number(row, column, item, label)
    if means_markdown(texts_below(table, column), label, told=markdown):
        return put_source(readme, table, row, column, kept, label, markdown=True)
    if kept and kept + canon(label) == item.label:
        return UNCHANGED
    leaves, is_marked = _leaves(readme, cell.content, cell.span.start + len(kept))
    if not is_marked:
        return put_source(readme, table, row, column, kept, label)
    if code := _code(leaves):
        edits = [Edit(code, _in_code(readme, item, label, in_table=True))]
    else:
        edits = [Edit(_one_piece(readme, item, leaves), escape_cell(label, alone=False))]
    edits = keep_alignment(readme.document, edits, repad=readme.settings.repad)
    return RowEdits(edits, (Shape(table, after_edits(table, edits)),))


def label_cell(tracker: Tracker, item: Item) -> int:
    """Return the column in which a row's label stands."""
    column = tracker.label_column
    if column is not None and item.cells[column]:
        return column
    return next((index for index, text in enumerate(item.cells) if text and text == item.label), column or 0)


def _task(readme: Readme, item: Item, label: str, *, markdown: bool | None) -> RowEdits:
    task = task_of(readme, item)
    first = task.node.children[0] if task.node.children else None
    if not isinstance(first, (Paragraph, Heading)) or not item.figures:
        raise _refused(readme, item)
    start = max(first.content.place(0), item.figures[0].span.end)
    leaves, is_marked = _leaves(readme, first.content, start)
    if means_markdown((text for _, _, text in lines_of(task.outer)), label, told=markdown):
        code, is_marked, raw = (
            None,
            True,
            readme.source.text[start : first.content.place(len(first.content.text) - 1) + 1],
        )
        span = Span(start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip()))
        new = canon(label)
    else:
        code = _code(leaves)
        span = code or _one_piece(readme, item, leaves)
        new = _in_code(readme, item, label) if code else escape_line(label)
    if "\n" in readme.source.slice(span) or "\r" in readme.source.slice(span):
        raise _refused(readme, item)
    edits = [Edit(span, new)]
    lines = list(lines_of(task.outer))
    text = readme.source.text
    depth, box, content = lines[task.number]
    local = span.start - first.content.place(0)
    assert text[span.start : span.end] == content[local : local + span.length]
    lines[task.number] = (depth, box, content[:local] + edits[0].replacement + content[local + span.length :])
    shown = () if is_marked or task.node.box is None else (Shown(task.number, None, canon(label)),)
    return RowEdits(edits, (Shape(task.outer, tuple(lines), shown),))


def _leaves(readme: Readme, content: Excerpt, start: int) -> tuple[list[Inline], bool]:
    """Return the texts in a content from `start` in the source on, and whether anything else is there."""
    leaves: list[Inline] = []
    is_marked = False
    stack = list(reversed(readme.document.inlines(content)))
    while stack:
        inline = stack.pop()
        if isinstance(inline, Text) and inline.span.end > start:
            begin = max(start, inline.span.start)
            leaves.append(Text(Span(begin, inline.span.end), inline.text[begin - inline.span.start :], inline.exact))
        elif isinstance(inline, (Break, Code)):
            leaves.append(inline)
        if not isinstance(inline, Text):
            is_marked = True
        if isinstance(inline, (Emphasis, Link)):
            stack += reversed(inline.children)
    return leaves, is_marked


def _code(leaves: list[Inline]) -> Span | None:
    """Return what stands between the marks of the code span that is all the text; None where the text is another."""
    one = leaves[0] if len(leaves) == 1 else None
    if not isinstance(one, Code) or not one.exact:
        return None
    margin = (one.span.length - len(one.text)) // 2
    return Span(one.span.start + margin, one.span.end - margin)


def _in_code(readme: Readme, item: Item, label: str, *, in_table: bool = False) -> str:
    """Return the label as code, in which only a pipe in a table is escaped."""
    text = canon(label)
    if "`" in text or (in_table and "\\|" in text):
        raise _refused(readme, item)
    return text.replace("|", "\\|") if in_table else text


def _one_piece(readme: Readme, item: Item, leaves: list[Inline]) -> Span:
    """Return the one stretch of the source that holds all the text.

    Raises:
        RequestError: there are several, or code, or more than one line.
    """
    text = readme.source.text
    filled = [leaf for leaf in leaves if text[leaf.span.start : leaf.span.end].strip()]
    if not filled or not all(isinstance(leaf, Text) for leaf in leaves):
        raise _refused(readme, item)
    start, end = filled[0].span.start, filled[-1].span.end
    covered = sum(leaf.span.length for leaf in leaves if start <= leaf.span.start and leaf.span.end <= end)
    if covered != end - start:
        raise _refused(readme, item)
    raw = text[start:end]
    return Span(start + len(raw) - len(raw.lstrip(" \t")), start + len(raw.rstrip(" \t")))


def _refused(readme: Readme, item: Item) -> RequestError:
    line = readme.source.line_of(item.span.start)
    message = f"{item.label!r} is not one piece of text"
    return RequestError(message, path=readme.source.path, line=line, hint="rename it by hand")


OPERATION = RenameItem
