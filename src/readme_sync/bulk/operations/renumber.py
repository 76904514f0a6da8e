"""`renumber`: the numbers in front of rows."""

from typing import Literal

from readme_sync.api.rows import renumber_rows
from readme_sync.bulk.operation import Done, Operation
from readme_sync.model import Settings
from readme_sync.text import Source


class Renumber(Operation):
    """Numbers rows one by one, in all tables and lists of a section or of the document that have numbers."""

    op: Literal["renumber"]

    def perform(self, source: Source, settings: Settings) -> Done:
        """Numbers them."""
        return Done.of(renumber_rows(source, section=self.section, line=self.line, settings=settings))


OPERATION = Renumber
