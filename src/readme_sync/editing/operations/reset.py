"""Set all rows of a section, table or list to one value."""

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated, NamedTuple

from readme_sync.editing.find import folded, trackers_in
from readme_sync.editing.operation import VALUE_HELP, Kind, Line, Parameter, Repad, Section, Targets, with_repad
from readme_sync.editing.operations.set import Target, set_all
from readme_sync.editing.set_progress import Value, value_of, value_text
from readme_sync.errors import RequestError
from readme_sync.model import Change, Item, Outcome, Readme, State, Tracker


class ResetItems(NamedTuple):
    """Set all rows and tasks of a section, or of the document, to one value.

    VALUE is a progress, as for set; by default all are open again. Totals and what states no progress stay as they are.
    If one row cannot state the value, nothing is written.

    Examples:
        readme-sync reset --section Projects
        readme-sync reset done --section Projects --dry-run
    """

    value: Annotated[
        Value, Parameter(Kind.VALUE, f"{VALUE_HELP} By default it is open.", "VALUE", is_argument=True)
    ] = "open"
    column: Annotated[str | None, Parameter(Kind.TEXT, "Only the progress below this header.", "HEADER")] = None
    section: Section = None
    line: Line = None
    repad: Repad = None

    def perform(self, readme: Readme) -> Outcome:
        """Return the document with all of them set."""
        readme = with_repad(readme, repad=self.repad)
        trackers = trackers_in(readme, self.section)
        if self.line is not None:
            line_of = readme.source.line_of
            trackers = [one for one in trackers if line_of(one.span.start) <= self.line <= line_of(one.span.end)]
        items = [one for tracker in trackers for one in self._items(tracker)]
        if not items:
            raise RequestError("holds no progress that could be set there", path=readme.source.path)
        targets = [
            Target(item, progress) for item in items if (progress := value_of(item, self.value)) != item.progress
        ]
        done = set_all(readme, targets)
        shown = self.value if isinstance(self.value, str) else value_text(value_of(items[0], self.value))
        changed = sum(one.changed for one in done.changes)
        did = (
            f"{changed} of {len(items)} set to {shown}" if changed else f"all {len(items)} are {shown}; nothing changed"
        )
        line = readme.source.line_of(items[0].span.start)
        return done._replace(changes=(Change(line, "", did, changed=done.changed),))

    def targets(self) -> Targets:
        """Return nothing: it says nothing of one row."""
        return ()

    def _items(self, tracker: Tracker) -> Iterator[Item]:
        """Yield the items of a tracker, each number of theirs as one of its own."""
        for item in tracker.items:
            for _, some in groupby(item.figures, key=lambda figure: figure.group):
                figures = tuple(some)
                column = figures[0].column
                header = tracker.header[column] if column is not None and column < len(tracker.header) else ""
                if figures[0].progress.state is State.UNKNOWN:
                    continue
                if self.column is None or folded(header) == folded(self.column):
                    yield item._replace(figures=figures, progress=figures[0].progress)


OPERATION = ResetItems
