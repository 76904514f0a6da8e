"""`rename`: another label."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from readme_sync.api.rows import rename_row
from readme_sync.bulk.operation import ROW_HELP, Done, Operation, Row
from readme_sync.model import Settings
from readme_sync.text import Source


class Rename(Operation):
    """Gives a row or a task another label; its number, links and emphasis stay."""

    op: Literal["rename"]
    row: Row = Field(description=ROW_HELP)
    to: Row = Field(description="The new label.")

    def perform(self, source: Source, settings: Settings) -> Done:
        """Renames it."""
        return Done.of(rename_row(source, self.row, self.to, section=self.section, line=self.line, settings=settings))

    def claimed(self) -> Iterator[tuple[str, str]]:
        """The label."""
        yield "\0label", self.to


OPERATION = Rename
