"""Set the progress of one item, in its own notation."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, NamedTuple

from readme_sync.editing.find import find_item
from readme_sync.editing.operation import (
    VALUE_HELP,
    ExistingRow,
    Kind,
    Line,
    Parameter,
    Repad,
    Section,
    Targets,
    with_repad,
)
from readme_sync.editing.set_progress import Examples, Value, set_progress, value_of
from readme_sync.editing.table_style import keep_alignment
from readme_sync.editing.verify import rewrite
from readme_sync.errors import RequestError
from readme_sync.model import Change, Figure, Item, Outcome, Progress, Readme, TrackerKind
from readme_sync.notations import named
from readme_sync.text import Edit
from readme_sync.trackers.figures import stated


class Target(NamedTuple):
    """An item and the progress to which it is set.

    Attributes:
        progress: None where the item states it already.
        did, unchanged: what to say where the item changes, and where it does not; "" where the two progresses say it.
    """

    item: Item
    progress: Progress | None
    did: str = ""
    unchanged: str = ""


class SetProgress(NamedTuple):
    """Set the progress of one row or task, in its own notation.

    ROW is the item's label, or the number in front of it. VALUE is a percent, a fraction or a word: 40, 40%, 3/7, done.
    Only the characters of the value change, and in an aligned table the spaces behind it.

    Examples:
        readme-sync set Rustlings 60
        readme-sync set "#4" done --diff
        readme-sync set "toy TCP stack" done --file README.md
    """

    row: ExistingRow
    value: Annotated[Value, Parameter(Kind.VALUE, VALUE_HELP, "VALUE", is_argument=True)]
    column: Annotated[
        str | None, Parameter(Kind.TEXT, "Header of the column, where a row states more than one progress.", "HEADER")
    ] = None
    section: Section = None
    line: Line = None
    repad: Repad = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with the progress set."""
        readme = with_repad(readme, repad=self.repad)
        target = self.target(readme)
        assert target.progress is not None
        edits = set_progress(readme, target.item, target.progress)
        edits = keep_alignment(readme.document, edits, repad=readme.settings.repad)
        after = rewrite(readme, edits)
        kind = readme.tracker_of(target.item).kind
        change = change_of(readme, target, kind, changed=after is not readme.source)
        return Outcome(readme.source, after, (change,), edits=tuple(edits))

    def target(self, readme: Readme) -> Target:
        """Return the item and the progress.

        Raises:
            RequestError: there is no such item, or no such progress.
        """
        item = find_item(readme, self.row, self.section, self.column, self.line)
        return Target(item, value_of(item, self.value))

    def targets(self) -> Targets:
        """Yield the progress."""
        yield self.column or "", str(self.value)


def set_all(readme: Readme, targets: Sequence[Target]) -> Outcome:
    """Set items, none twice, each in its own notation.

    Raises:
        RequestError: a notation cannot state a value, or a figure of one item is also a figure of another one.
        WriteError: GitHub would show more differences than these.
    """
    examples = Examples(readme)
    each = [_edits(readme, target, examples) for target in targets]
    edits = [edit for one in each for edit in one]
    spans = sorted(edit.span for edit in edits)
    if any(a.end > b.start or a == b for a, b in pairwise(spans)):
        raise RequestError("two items share a figure", path=readme.source.path)
    edits = keep_alignment(readme.document, edits, repad=readme.settings.repad)
    after = rewrite(readme, edits)
    kinds = {item.span: tracker.kind for tracker in readme.trackers for item in tracker.items}
    changes = (
        change_of(readme, target, kinds[target.item.span], changed=bool(own))
        for target, own in zip(targets, each, strict=True)
    )
    return Outcome(readme.source, after, tuple(changes), edits=tuple(edits))


def _edits(readme: Readme, target: Target, examples: Examples) -> list[Edit]:
    """Return the edits that change anything."""
    if target.progress is None:
        return []
    edits = set_progress(readme, target.item, target.progress, examples)
    return [edit for edit in edits if readme.source.slice(edit.span) != edit.replacement]


def change_of(readme: Readme, target: Target, kind: TrackerKind, *, changed: bool) -> Change:
    """Return what was done to an item; `changed`: whether its progress was written."""
    item, progress, did, unchanged = target
    was = now = item.progress  # a row may state none
    if item.figures:
        figure = _most_exact(item.figures)
        was = now = figure.progress
        if changed and progress is not None:
            now = _written(figure, progress)
    line = readme.source.line_of(item.span.start)
    return Change(line, item.label, did if changed else unchanged, was, now, changed, kind)


def _most_exact(figures: Sequence[Figure]) -> Figure:
    """Return the figure that says most exactly what the item states: a number before a word."""
    whole = stated(figures)
    same = [one for one in figures if one.progress == whole]
    return min(same, key=lambda one: named(one.notation).reword is not None, default=figures[0])


def _written(figure: Figure, progress: Progress) -> Progress:
    """Return what the figure says after `progress` was written into it; its notation may have to round."""
    notation = named(figure.notation)
    if notation.reword:
        return Progress.of_state(progress.state)  # a word says no more
    text = figure.excerpt.text
    for start, end, replacement in sorted(notation.write(text, progress), reverse=True):
        text = text[:start] + replacement + text[end:]
    reading = next(notation.read(text), None)
    return progress if reading is None else reading.progress


OPERATION = SetProgress
