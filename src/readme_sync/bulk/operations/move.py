"""`move`: a row or task goes to another place."""

from typing import Literal

from pydantic import Field, model_validator

from readme_sync.api.rows import Spot, move_row
from readme_sync.bulk.operation import ROW_HELP, Done, Operation, Row, Text
from readme_sync.model import Settings
from readme_sync.text import Source


class Move(Operation):
    """Moves a row or a task, with what stands in it."""

    op: Literal["move"]
    row: Row = Field(description=ROW_HELP)
    before: Row | None = Field(None, description="The row before which it goes.")
    after: Row | None = Field(None, description="The row behind which it goes.")
    first: bool = Field(default=False, description="Whether it goes before all others.")
    last: bool = Field(default=False, description="Whether it goes behind all others.")
    to: Text | None = Field(None, description="Title or `#anchor` of another section to which it goes.")

    def perform(self, source: Source, settings: Settings) -> Done:
        """Moves it."""
        spot = Spot(self.before, self.after, self.first, self.to)
        return Done.of(move_row(source, self.row, spot, section=self.section, line=self.line, settings=settings))

    @model_validator(mode="after")
    def _one_place(self) -> "Move":
        places = sum((self.before is not None, self.after is not None, self.first, self.last))
        if places > 1 or (not places and self.to is None):
            raise ValueError("before, after, first, last: one of them says where")
        return self


OPERATION = Move
