"""`set`: the progress of a row or task."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from readme_sync.api.updating import update
from readme_sync.edits.operation import ROW_HELP, VALUE_HELP, Done, Operation, Row, Text, Value
from readme_sync.model import Settings
from readme_sync.reports.words import stated
from readme_sync.text import Source


class Set(Operation):
    """Sets the progress of one row or task, in its own notation."""

    op: Literal["set"]
    row: Row = Field(description=ROW_HELP)
    value: Value = Field(description=VALUE_HELP)
    column: Text | None = Field(None, description="Header of the column, where a row states more than one progress.")

    def perform(self, source: Source, settings: Settings) -> Done:
        """Sets it."""
        section, column, line = self.section, self.column, self.line
        done = update(source, self.row, self.value, section=section, column=column, line=line, settings=settings)
        now = stated(done.now, done.kind)
        did = f"{stated(done.was, done.kind)} -> {now}" if done.changed else f"is already {now}"
        return Done(done.source, done.item.label, done.line, did, done.changed)

    def claimed(self) -> Iterator[tuple[str, str]]:
        """The progress."""
        yield self.column or "", self.value


OPERATION = Set
