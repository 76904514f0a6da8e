"""`upsert`: a row is to be there, and to say this."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from readme_sync.api.adding_many import Addition
from readme_sync.api.rows import Spot
from readme_sync.api.updating import Updated
from readme_sync.api.updating_many import SetRequest
from readme_sync.api.upserting import upsert_row, upsert_wish
from readme_sync.bulk.operation import VALUE_HELP, VALUES_HELP, Done, Operation, Row, Text, Value, both
from readme_sync.model import Readme, Settings
from readme_sync.text import Source


class Upsert(Operation):
    """Brings a row or task to what is given, and adds it where it is missing. Twice is once."""

    op: Literal["upsert"]
    row: Row = Field(description="The whole label (or the text in the column `key`), but for case and blanks.")
    value: Value | None = Field(None, description=f"{VALUE_HELP} Without it stays as it is; a new row is open.")
    values: dict[str, Value] = Field({}, description=VALUES_HELP)
    key: Text | None = Field(
        None, description="Header of the column whose text tells rows apart, instead of the label."
    )
    before: Row | None = Field(None, description="The row before which a new one goes; by default behind the last.")
    after: Row | None = Field(None, description="The row behind which a new one goes.")
    first: bool = Field(default=False, description="Whether a new one goes before all others.")

    def perform(self, source: Source, settings: Settings) -> Done:
        """Sets or adds it."""
        spot = Spot(self.before, self.after, self.first, self.section, self.line)
        values = self.values
        return Done.of(
            upsert_row(source, self.row, self.value, values=values, key=self.key, spot=spot, settings=settings)
        )

    def wish(self, readme: Readme) -> SetRequest | None:
        """The row and its progress, where it is there and its other cells show what they should."""
        spot = Spot(section=self.section, line=self.line)
        return upsert_wish(readme, self.row, self.value, values=self.values, key=self.key, spot=spot)

    def addition(self) -> Addition | None:
        """The row, where no other row says its place; it is only added where it is missing."""
        if self.before is not None or self.after is not None or self.first or self.line is not None:
            return None
        if self.key is None:
            return Addition(self.section, self.row, self.value, self.values, self.row)
        values = {**self.values, self.key: self.values.get(self.key, self.row)}
        return Addition(self.section, "", self.value, values, self.row, self.key)

    def did(self, updated: Updated) -> str:
        """What `upsert_row` says."""
        return f"is now {self.value}" if updated.changed else "is so already; nothing changed"

    def claimed(self) -> Iterator[tuple[str, str]]:
        """That the row is there, its progress and its cells."""
        yield "\0row", self.row
        yield from both(self.values, self.value)

    @model_validator(mode="after")
    def _one_place(self) -> "Upsert":
        if sum((self.before is not None, self.after is not None, self.first)) > 1:
            raise ValueError("before, after and first: one of them says where")
        return self


OPERATION = Upsert
