"""What all editing operations have in common: how their parameters are declared, and how a place is named."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Annotated, NamedTuple, Protocol, TypeVar

from readme_sync.editing.find import Row, Within
from readme_sync.editing.row_edits import RowEdits
from readme_sync.editing.verify import rewrite_rows
from readme_sync.errors import RequestError
from readme_sync.model import Change, Outcome, Readme


class Kind(Enum):
    """What a parameter of an operation takes."""

    TEXT = "text"
    ROW = "row"
    VALUE = "value"
    LINE = "line"
    CELLS = "cells"
    FLAG = "flag"
    SWITCH = "switch"


class Parameter(NamedTuple):
    """How a parameter is named and explained, on the command line and in files of operations.

    Attributes:
        kind: what it takes.
        help: what it says, in one sentence.
        metavar: what the command line's help calls its value; "" for a flag.
        is_argument: whether the command line takes it by its place, without the name of an option.
        option: the name of the option, where it is not that of the field.
    """

    kind: Kind
    help: str
    metavar: str = ""
    is_argument: bool = False
    option: str = ""


ROW_HELP = "The label, a part that only one row has, or the number in front: `#11`."
VALUE_HELP = "A progress: `40`, `40%`, `3/7`, `3 of 7`, `+1`, `done`, `in progress`, `open`, or a sign of one."
VALUES_HELP = "By header, what other cells are to show; a progress where the column states one."

ExistingRow = Annotated[Row, Parameter(Kind.ROW, ROW_HELP, "ROW", is_argument=True)]
Section = Annotated[Within, Parameter(Kind.TEXT, "Title or `#anchor` of the section that is meant.", "TITLE")]
Line = Annotated[
    int | None, Parameter(Kind.LINE, "Line of the document, where nothing else tells two rows apart.", "N")
]
Repad = Annotated[
    bool | None,
    Parameter(Kind.SWITCH, "Pad an aligned table anew where a cell becomes too wide; by default as configured."),
]

Markdown = Annotated[
    bool | None,
    Parameter(
        Kind.SWITCH,
        "Take texts as Markdown; by default where this one and those beside it hold a link, code or an image.",
    ),
]

Targets = Iterable[tuple[str, str]]
"""By column, what an operation says of its row; "" for its progress. Two operations must not both say it."""


class Operation(Protocol):
    """A change of rows and tasks, as a value; the modules of `operations` hold one each, under the name `OPERATION`."""

    @property
    def section(self) -> Within:
        """The section that is meant."""

    @property
    def line(self) -> int | None:
        """The line that is meant."""

    def perform(self, readme: Readme) -> Outcome:
        """Return the document after it, verified, with the one change that it made.

        Raises:
            RequestError: it cannot be done, or it is not certain what is meant.
            WriteError: GitHub would show more differences than it is meant to make.
        """

    def targets(self) -> Targets:
        """Yield what it says of its row: two operations of a file must not both say it."""


AnyOperation = TypeVar("AnyOperation", bound=Operation)


def replaced(operation: AnyOperation, **fields: object) -> AnyOperation:
    """Return an operation with other values of some fields."""
    new: AnyOperation = operation._replace(**fields)  # type: ignore[attr-defined]  # all are NamedTuples
    return new


def parameters_of(operation: type[Operation]) -> dict[str, Parameter]:
    """Return the parameters of a class of operations, by the names of its fields."""
    return {name: annotation.__metadata__[0] for name, annotation in operation.__annotations__.items()}


def defaults_of(operation: type[Operation]) -> Mapping[str, object]:
    """Return what the fields are where nothing is given; a field that must be given is missing."""
    found: Mapping[str, object] = operation._field_defaults  # type: ignore[attr-defined]  # all are NamedTuples
    return found


_PLACES = ("before", "after", "first", "last")


def check_place(operation: Operation, prefix: str = "") -> None:
    """Make sure that an operation names at most one place for a row, and at least one where it must.

    Args:
        operation: any operation; most name no place.
        prefix: what stands before the names of its parameters in messages: `--` on the command line.

    Raises:
        RequestError: it names more, or none.
    """
    known = [name for name in _PLACES if hasattr(operation, name)]
    named = [name for name in known if getattr(operation, name) not in (None, False)]
    shown = [f"{prefix}{name}" for name in known]
    if len(named) > 1:
        raise RequestError(f"only one of {', '.join(shown[:-1])} and {shown[-1]} can say where")
    if not named and getattr(operation, "to", "") is None:
        raise RequestError(f"say where to: {', '.join(shown)} or {prefix}to")


def with_repad(readme: Readme, *, repad: bool | None) -> Readme:
    """Return the document with its setting of `repad` replaced; None keeps it."""
    return readme if repad is None else readme._replace(settings=readme.settings._replace(repad=repad))


def rows_outcome(readme: Readme, rows: RowEdits, change: Change, unchanged: str) -> Outcome:
    """Return the document with rows changed; `unchanged`: what to say where nothing is."""
    after = rewrite_rows(readme, rows)
    if after is readme.source:
        change = change._replace(did=f"{unchanged}; nothing changed", changed=False)
    return Outcome(readme.source, after, (change,), edits=tuple(rows.edits))
