"""`add`: a new row or task."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from readme_sync.api.adding_many import Addition
from readme_sync.api.rows import Spot, add_row
from readme_sync.bulk.operation import VALUE_HELP, VALUES_HELP, Done, Operation, Row, Value
from readme_sync.model import Settings
from readme_sync.text import Source


class Add(Operation):
    """Adds a row to a table or a task to a list, in the style of those beside it."""

    op: Literal["add"]
    row: Row = Field(description="The label of the new row.")
    value: Value | None = Field(None, description=f"{VALUE_HELP} By default it is open.")
    values: dict[str, Value] = Field({}, description=VALUES_HELP)
    before: Row | None = Field(None, description="The row before which it goes; by default behind the last.")
    after: Row | None = Field(None, description="The row behind which it goes.")
    first: bool = Field(default=False, description="Whether it goes before all others.")

    def perform(self, source: Source, settings: Settings) -> Done:
        """Adds it."""
        spot = Spot(self.before, self.after, self.first, self.section, self.line)
        return Done.of(add_row(source, self.row, self.value, values=self.values, spot=spot, settings=settings))

    def addition(self) -> Addition | None:
        """The row, where no other row says its place."""
        if self.before is not None or self.after is not None or self.first or self.line is not None:
            return None
        return Addition(self.section, self.row, self.value, self.values)

    def claimed(self) -> Iterator[tuple[str, str]]:
        """That the row is there."""
        yield "\0row", self.row

    @model_validator(mode="after")
    def _one_place(self) -> "Add":
        if sum((self.before is not None, self.after is not None, self.first)) > 1:
            raise ValueError("before, after and first: one of them says where")
        return self


OPERATION = Add
