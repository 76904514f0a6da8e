"""`remove`: a row or task goes away."""

from typing import Literal

from pydantic import Field

from readme_sync.api.rows import remove_row
from readme_sync.bulk.operation import ROW_HELP, Done, Operation, Row
from readme_sync.model import Settings
from readme_sync.text import Source


class Remove(Operation):
    """Takes a row or a task away."""

    op: Literal["remove"]
    row: Row = Field(description=ROW_HELP)
    children: bool = Field(default=False, description="Whether what stands in a task goes, too.")

    def perform(self, source: Source, settings: Settings) -> Done:
        """Removes it."""
        place = (self.section, self.line)
        return Done.of(
            remove_row(source, self.row, section=place[0], line=place[1], children=self.children, settings=settings)
        )


OPERATION = Remove
