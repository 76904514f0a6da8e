"""What all operations share: how a document is named, and what they may hold."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from readme_sync.api.adding_many import Addition
from readme_sync.api.updating import Updated
from readme_sync.api.updating_many import SetRequest
from readme_sync.model import Readme, Settings
from readme_sync.reports.words import stated
from readme_sync.text import Source

if TYPE_CHECKING:
    from readme_sync.api.rows import Edited


def _one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise ValueError("has a line break; a cell or a task is one line")
    return text


def _as_text(value: object) -> object:
    """A text as it is, a number as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("should be a text or a number")  # noqa: TRY004  pydantic takes it for a problem
    return f"{value:.9g}" if isinstance(value, float) else str(value)


_TEXT_OR_NUMBER = WithJsonSchema({"type": ["string", "number"]})
Text = Annotated[str, Field(min_length=1), AfterValidator(_one_line)]
Row = Annotated[str, BeforeValidator(_as_text), Field(min_length=1), AfterValidator(_one_line), _TEXT_OR_NUMBER]
Value = Annotated[str, BeforeValidator(_as_text), AfterValidator(_one_line), _TEXT_OR_NUMBER]
LineNumber = Annotated[int, Field(ge=1)]

VALUES_HELP = "By header, what other cells are to show; a progress where the column states one."
ROW_HELP = "The label, a part that only one row has, or the number in front: `#11`."
VALUE_HELP = "A progress: `40`, `40%`, `3/7`, `done`, `in progress`, `open`."


class Done(NamedTuple):
    """What an operation did to one document: see `Edited`."""

    source: Source
    label: str
    line: int
    did: str
    changed: bool

    @classmethod
    def of(cls, edited: "Edited") -> "Done":
        """What an edit of rows did."""
        return cls(edited.source, edited.label, edited.line, edited.did, edited.changed)


class Operation(BaseModel):
    """One operation; the modules in `operations` say which there are."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    file: Text | None = Field(
        None, description="The document, or a pattern such as `docs/**/*.md`; by default the PATHS of the command."
    )
    section: Text | None = Field(None, description="Title or `#anchor` of the section that is meant.")
    line: LineNumber | None = Field(None, description="Line of the document, where nothing else tells two rows apart.")

    @abstractmethod
    def perform(self, source: Source, settings: Settings) -> Done:
        """Does it to a document.

        Raises:
            ReadmeSyncError: it cannot be done.
        """

    def wish(self, readme: Readme) -> SetRequest | None:  # noqa: ARG002  for those that can
        """The item and progress, where that is all that the operation changes; None where it is more.

        What is such a wish can be done together with others, which for many rows of one document is much faster.

        Raises:
            ReadmeSyncError: it cannot be done.
        """
        return None

    def addition(self) -> Addition | None:
        """Return the row that the operation adds behind the last one; None where it may do anything else.

        Rows added together are read and verified once.
        """
        return None

    def did(self, updated: Updated) -> str:
        """What the wish came to, in the words of `perform`."""
        now = stated(updated.now, updated.kind)
        return f"{stated(updated.was, updated.kind)} -> {now}" if updated.changed else f"is already {now}"

    def claimed(self) -> Iterator[tuple[str, str]]:
        """By column, what the row is to say; "" for its progress. Two operations must not both say it."""
        return iter(())


def both(first: Mapping[str, str], value: str | None) -> Iterator[tuple[str, str]]:
    """What a row is to say: its progress, if it is given, and its other cells."""
    if value is not None:
        yield "", value
    yield from first.items()
