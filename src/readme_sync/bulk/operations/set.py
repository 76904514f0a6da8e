"""`set`: the progress of a row or task."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from readme_sync.api.updating import update
from readme_sync.api.updating_many import SetRequest
from readme_sync.bulk.operation import ROW_HELP, VALUE_HELP, Done, Operation, Row, Text, Value
from readme_sync.editing import find_item, parse_value
from readme_sync.model import Readme, Settings
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
        return Done(done.source, done.item.label, done.line, self.did(done), done.changed)

    def wish(self, readme: Readme) -> SetRequest:
        """The item and the progress."""
        return SetRequest(find_item(readme, self.row, self.section, self.column, self.line), parse_value(self.value))

    def claimed(self) -> Iterator[tuple[str, str]]:
        """The progress."""
        yield self.column or "", self.value


OPERATION = Set
