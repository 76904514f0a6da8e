"""`sort`: the rows of a table, the tasks of a list."""

from typing import Literal

from pydantic import Field

from readme_sync.api.rows import sort_rows
from readme_sync.bulk.operation import Done, Operation, Text
from readme_sync.model import Settings
from readme_sync.text import Source


class Sort(Operation):
    """Sorts the rows of a table, or the outer tasks of a list."""

    op: Literal["sort"]
    by: Text = Field("label", description="`label`, `progress`, or the header of a column.")
    reverse: bool = Field(default=False, description="Whether the last comes first.")

    def perform(self, source: Source, settings: Settings) -> Done:
        """Sorts them."""
        return Done.of(
            sort_rows(source, self.by, reverse=self.reverse, section=self.section, line=self.line, settings=settings)
        )


OPERATION = Sort
