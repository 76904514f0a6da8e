"""Bring a row to what is given; add it where it is missing."""

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from readme_sync.editing.find import Row, exact_rows, shown_text, without_number
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
)
from readme_sync.editing.operations.add import NO_CELLS, AddItem
from readme_sync.editing.operations.put import PutCell, column_index, unescaped
from readme_sync.editing.operations.set import SetProgress, Target
from readme_sync.editing.set_progress import Value, parse_value, value_text
from readme_sync.editing.table_style import row_index, table_at
from readme_sync.errors import RequestError
from readme_sync.markdown.escape import canon
from readme_sync.model import Change, Item, Outcome, Progress, Readme, TrackerKind, row_of
from readme_sync.reader import parse

_UNCHANGED = "is unchanged"


class Upsert(NamedTuple):
    """Bring a row or task to what is given, and add it where it is missing. Twice is once.

    Examples:
        readme-sync upsert "Out of the tar pit" 12/66 --section Papers
        readme-sync upsert "A small shell" open --section Projects
    """

    row: Annotated[
        str,
        Parameter(
            Kind.ROW,
            "The whole label (or the text in the column `key`), but for case and spaces.",
            "LABEL",
            is_argument=True,
        ),
    ]
    value: Annotated[
        Value | None,
        Parameter(
            Kind.VALUE,
            f"{VALUE_HELP} Without it stays as it is; a new row is open.",
            "VALUE",
            is_argument=True,
        ),
    ] = None
    values: Annotated[Mapping[str, str], Parameter(Kind.CELLS, VALUES_HELP, "HEADER=TEXT", option="cell")] = NO_CELLS
    key: Annotated[
        str | None,
        Parameter(Kind.TEXT, "Header of the column whose text tells rows apart, instead of the label.", "HEADER"),
    ] = None
    before: Annotated[
        Row | None, Parameter(Kind.ROW, "The row before which a new one goes; by default behind the last.", "ROW")
    ] = None
    after: Annotated[Row | None, Parameter(Kind.ROW, "The row behind which a new one goes.", "ROW")] = None
    first: Annotated[bool, Parameter(Kind.FLAG, "Whether a new one goes before all others.")] = False
    section: Section = None
    line: Line = None
    repad: Repad = None
    markdown: Markdown = None
    existing: Annotated[bool, Parameter(Kind.FLAG, "Only if the row is there; a missing one is an error.")] = False

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with the row as it should be; its line stays, whatever its cells say."""
        check_place(self)
        item = self._item(readme)
        if item is None and self.existing:
            near = "check its name, or leave out --existing to add it"
            raise RequestError(f"there is no row {self.row!r}", path=readme.source.path, hint=near)
        return self.addition().perform(readme) if item is None else self._update(readme, item)

    @property
    def name(self) -> str:
        """What the page shows as the row's name."""
        return shown_text(self.row) if self.markdown else self.row

    def addition(self) -> AddItem:
        """Return the operation that adds the row."""
        label, values = self.row, self.values
        if self.key is not None:
            label, values = "", {**values, self.key: values.get(self.key, self.row)}
        return AddItem(
            label,
            self.value,
            values,
            self.before,
            self.after,
            self.first,
            section=self.section,
            line=self.line,
            repad=self.repad,
            markdown=self.markdown,
        )

    def target(self, readme: Readme) -> Target | None:
        """Return the row and its progress, where that is all that may have to change; None where it is more.

        Raises:
            RequestError: several rows are meant.
        """
        item = self._item(readme)
        texts = self.values.items()
        if item is None or not all(
            _shows(readme, item, header, text, markdown=self.markdown) for header, text in texts
        ):
            return None
        if self.value is None or _states(item.progress, self.value):
            return Target(item, None, unchanged=_UNCHANGED)
        return Target(item, parse_value(self.value), f"is now {_shown(self.value)}", _UNCHANGED)

    def targets(self) -> Targets:
        """Yield that the row is there, its progress and its cells."""
        yield "\0row", self.row
        if self.value is not None:
            yield "", str(self.value)
        yield from self.values.items()

    def _item(self, readme: Readme) -> Item | None:
        """Return the row that is meant, None where there is none.

        Raises:
            RequestError: there are several, or there is no such section or column.
        """
        found = exact_rows(readme, self.name, self.key, self.section)
        line_of = readme.source.line_of
        if self.line is not None:
            found = [item for item in found if line_of(item.span.start) == self.line]
        if len(found) > 1:
            lines = ", ".join(str(line_of(item.span.start)) for item in found[:5])
            hint = "name its section or line"
            raise RequestError(
                f"{self.row!r} may be {len(found)} rows: lines {lines}", path=readme.source.path, hint=hint
            )
        return found[0] if found else None

    def _update(self, readme: Readme, item: Item) -> Outcome:
        """Return the document with all that is given for a row; what it shows already is not touched."""
        now, row, line = readme, item, readme.source.line_of(item.span.start)
        name, did = item.label or f"#{item.number}", list[str]()
        edits: list[Outcome] = []
        if self.value is not None and not _states(item.progress, self.value):
            done = SetProgress(name, self.value, line=line, repad=self.repad).perform(now)
            if done.changed:
                did.append(f"is now {_shown(self.value)}")
                edits.append(done)
                now = parse(done.source, settings=readme.settings)
                row = _row_in(now, line) or row
        # numbers first: the states beside them follow
        for header, text in sorted(self.values.items(), key=lambda value: not value[1][:1].isdigit()):
            if _shows(now, row, header, text, markdown=self.markdown):
                continue
            done = PutCell(name, header, text, line=line, repad=self.repad, markdown=self.markdown).perform(now)
            if done.changed:
                did.append(done.changes[0].did)
                edits.append(done)
                now = parse(done.source, settings=readme.settings)
                row = _row_in(now, line) or row  # a cell that is put may hold its label
                name = row.label or name
        change = Change(line, item.label, "; ".join(did) if did else _UNCHANGED, changed=bool(did))
        return Outcome(readme.source, now.source, (change,), edits=edits[0].edits if len(edits) == 1 else ())


def _shown(value: Value) -> str:
    """Return a value as it was given, or as it could have been typed."""
    return value if isinstance(value, str) else value_text(parse_value(value))


def _states(progress: Progress, value: Value) -> bool:
    """Return whether a progress is what a value says."""
    wanted = parse_value(value)
    return wanted == progress or value_text(wanted) == value_text(progress)


def _shows(readme: Readme, item: Item, header: str, text: str, *, markdown: bool | None) -> bool:
    """Return whether a row's cell shows a text, with any links and emphasis, or states the progress.

    `markdown`: the text is Markdown, so the cell must be written so.
    """
    tracker = readme.tracker_of(item)
    column = column_index(readme, tracker, header)
    figure = next((one for one in item.figures if one.column == column), None)
    if figure is not None:
        return _states(figure.progress, text)
    shown = item.cells[column] if column < len(item.cells) else ""
    if markdown and tracker.kind is TrackerKind.TABLE:
        table = table_at(readme, tracker.span)
        texts = table.rows[row_index(table, item)].texts
        written = unescaped(texts[column]) if column < len(texts) else ""
        return unescaped(canon(text)) in {written, without_number(written, item) if column == 0 else written}
    return canon(text) in {shown, without_number(shown, item) if column == 0 else shown}


def _row_in(readme: Readme, line: int) -> Item | None:
    """Return the row in a line, the cells of a matrix as one."""
    found = [item for item in readme.items if readme.source.line_of(item.span.start) == line]
    return row_of(found) if len(found) > 1 else next(iter(found), None)


OPERATION = Upsert
