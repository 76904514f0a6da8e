"""`put`: the text of a cell."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from readme_sync.api.rows import put_cell
from readme_sync.bulk.operation import ROW_HELP, Done, Operation, Row, Text, Value
from readme_sync.model import Settings
from readme_sync.text import Source


class Put(Operation):
    """Puts a text, or a progress, into one cell of a row."""

    op: Literal["put"]
    row: Row = Field(description=ROW_HELP)
    column: Text = Field(description="Header of the column.")
    value: Value = Field(description="What the page is to show there.")

    def perform(self, source: Source, settings: Settings) -> Done:
        """Puts it there."""
        place = (self.row, self.column, self.value)
        return Done.of(put_cell(source, *place, section=self.section, line=self.line, settings=settings))

    def claimed(self) -> Iterator[tuple[str, str]]:
        """The cell."""
        yield self.column, self.value


OPERATION = Put
