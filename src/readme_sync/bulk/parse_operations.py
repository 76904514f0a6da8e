"""From a text to operations, each with its line, and all that is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    create_model,
    model_validator,
)

from readme_sync.bulk.formats import Entry as Written
from readme_sync.bulk.formats import format_of, the_format
from readme_sync.editing.apply import apply
from readme_sync.editing.operation import Kind, Operation, check_place, defaults_of, parameters_of
from readme_sync.editing.operations import operations
from readme_sync.editing.operations.upsert import Upsert
from readme_sync.errors import InputError, RequestError
from readme_sync.model import DEFAULT, Outcome, Settings
from readme_sync.reader import Text

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# The entries of files of operations: pydantic models made of the classes of operations, field by field.


def _one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise ValueError("has a line break; a cell or a task is one line")
    return text


def _as_text(value: object) -> object:
    """Return a text as it is, a number as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("should be a text or a number")  # noqa: TRY004  pydantic takes it for a problem
    return f"{value:.9g}" if isinstance(value, float) else str(value)


_TEXT_OR_NUMBER = WithJsonSchema({"type": ["string", "number"]})
_Text = Annotated[str, Field(min_length=1), AfterValidator(_one_line)]
_Row = Annotated[str, BeforeValidator(_as_text), Field(min_length=1), AfterValidator(_one_line), _TEXT_OR_NUMBER]
_Value = Annotated[str, BeforeValidator(_as_text), AfterValidator(_one_line), _TEXT_OR_NUMBER]
_TYPES: Mapping[Kind, Any] = {
    Kind.TEXT: _Text,
    Kind.ROW: _Row,
    Kind.VALUE: _Value,
    Kind.LINE: Annotated[int, Field(ge=1)],
    Kind.CELLS: dict[str, _Value],
    Kind.FLAG: bool,
    Kind.SWITCH: bool,
}
_COMMON = ("section", "line")


class Entry(BaseModel):
    """One entry: an operation, and the documents for which it is meant."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    made_of: ClassVar[type[Operation]]

    file: _Text | None = Field(
        None, description="The document, or a pattern such as `docs/**/*.md`; by default the PATHS of the command."
    )

    @property
    def operation(self) -> Operation:
        """The operation."""
        return self.made_of(**{name: getattr(self, name) for name in parameters_of(self.made_of)})

    @model_validator(mode="after")
    def _names_one_place(self) -> Self:
        try:
            check_place(self.operation)
        except RequestError as error:
            raise ValueError(error.message) from None
        return self


@cache
def entries() -> dict[str, type[Entry]]:
    """Return the models of all operations, by verb."""
    return {verb: _entry(verb, operation) for verb, operation in operations().items()}


def _entry(verb: str, operation: type[Operation]) -> type[Entry]:
    parameters, defaults = parameters_of(operation), defaults_of(operation)
    fields: dict[str, Any] = {}
    for name, parameter in parameters.items():
        of = _TYPES[parameter.kind]
        default = ... if name not in defaults else {} if parameter.kind is Kind.CELLS else defaults[name]
        fields[name] = (of | None if default is None else of, Field(default, description=parameter.help))
    fields = {**{name: fields.pop(name) for name in _COMMON}, "op": (Literal[verb], ...), **fields}
    model: type[Entry] = create_model(
        verb.capitalize(),
        __base__=Entry,
        __doc__=(operation.__doc__ or "").partition("\n\n")[0],
        **fields,
    )
    model.made_of = operation
    return model


# What a file of operations holds.

_WANTED = {
    "string_type": "should be a text",
    "string_too_short": "should not be empty",
    "too_short": "should not be empty",
    "bool_type": "should be true or false",
    "int_type": "should be a whole number",
    "greater_than_equal": "should be 1 or more",
    "dict_type": "should be a table of headers and texts",
    "missing": "is missing",
}


class Listed(NamedTuple):
    """An operation, the line in which it is written, and the document that it names."""

    line: int
    operation: Operation
    file: str | None = None


class Reading(NamedTuple):
    """What a file of operations holds, and what is wrong with it."""

    operations: list[Listed]
    problems: list[InputError]

    def for_existing_rows(self) -> "Reading":
        """Return the same, by which no row is added."""
        only = [
            one._replace(operation=one.operation._replace(existing=True)) if isinstance(one.operation, Upsert) else one
            for one in self.operations
        ]
        return self._replace(operations=only)


def read_operations(text: str, path: str, wanted: str | None = None, default: str | None = None) -> Reading:
    """Return the operations in a text.

    Args:
        text: what the file holds.
        path: its name, for errors and for its suffix.
        wanted: the format; by default that of the suffix, else what the text looks like.
        default: the operation that is meant where none is named. Then a key that it does not have is a header.
    """
    text = text.removeprefix("\ufeff")
    found: list[Listed] = []
    problems: list[InputError] = []
    for entry in _entries(text, path, wanted):
        if isinstance(entry, InputError):
            problems.append(entry)
            continue
        try:
            value = entry.value if default is None else _row(entry.value, default)
            read = entry_of(value)
            found.append(Listed(entry.line, read.operation, read.file))
        except ProblemError as error:
            problems += [InputError(message, path=path, line=entry.line, hint=hint) for message, hint in error.said]
    if not found and not problems:
        problems.append(InputError("holds no operations", path=path, hint="write a list of them"))
    return Reading(found, sorted(problems, key=lambda problem: problem.line or 0))


def _entries(text: str, path: str, wanted: str | None) -> Iterator[Written | InputError]:
    """Yield what a text holds; what makes it unreadable comes last, behind what could be read."""
    try:
        yield from the_format(format_of(path, text, wanted)).read(text, path)
    except InputError as error:
        yield error


class ProblemError(Exception):
    """What is wrong with an operation; each problem with what to do about it."""

    def __init__(self, said: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(message for message, _ in said))
        self.said = said


def entry_of(value: object) -> Entry:
    """Return the entry that a mapping is.

    Raises:
        ProblemError: it is none.
    """
    known = entries()
    if not isinstance(value, dict):
        raise ProblemError([("is no operation", "write op, row and what it needs")])
    name = value.get("op")
    if name not in known:
        message = "says no operation (op)" if name is None else f"there is no operation {name!r}"
        raise ProblemError([(message, f"there are {', '.join(known)}")])
    try:
        return known[name].model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise ProblemError([_said(detail, known[name]) for detail in details]) from None


def _row(value: object, default: str) -> object:
    """Return the operation that a row of data means: keys that the operation does not have are headers."""
    if not isinstance(value, dict) or "op" in value:
        return value
    known = entries()[default].model_fields
    told = {key: part for key, part in value.items() if key in known}
    headers = {key: part for key, part in value.items() if key not in known}
    values = told.get("values", {})
    if headers and isinstance(values, dict):
        told["values"] = {**values, **headers}
    return {"op": default, **told}


def _said(detail: "ErrorDetails", operation: type[Entry]) -> tuple[str, str]:
    """Return what is wrong, and what to do."""
    location = [str(part) for part in detail["loc"]]
    key = ".".join(location)
    if detail["type"] == "extra_forbidden":
        return f"there is no key {key!r}", f"{operation.__name__.lower()} has {', '.join(operation.model_fields)}"
    if detail["type"] == "value_error":
        message, _, hint = detail["msg"].removeprefix("Value error, ").partition("; ")
        return f"{key} {message}".strip(), hint or "correct it"
    wanted = _WANTED.get(detail["type"]) or detail["msg"].removeprefix("Input ")
    return f"{key} {wanted}", "see `readme-sync schema edits`"


def json_schema() -> dict[str, object]:
    """Return the JSON Schema of a file of operations."""
    union: Any = Annotated[reduce(or_, entries().values()), Field(discriminator="op")]
    adapter = TypeAdapter(list[union])
    schema = adapter.json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Edits", **schema}


def apply_edits(
    document: Text, edits: Iterable[Mapping[str, object]], *, settings: Settings = DEFAULT, sync: bool = True
) -> Outcome:
    """Do operations that are written as plain data; all of them or none.

        apply_edits(text, [{"op": "set", "row": "Emma", "value": 60}, {"op": "remove", "row": "Walden"}])

    Args:
        document: its text or bytes.
        edits: the operations, as `readme-sync schema edits` describes them; `file` is not used here.
        settings: what the author has configured.
        sync: whether numbers that were right before are written, as `apply` does.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: an entry is not an operation, or cannot be done.
        WriteError: GitHub would show more differences than an operation is meant to make.
    """
    try:
        operations = [entry_of(dict(one)).operation for one in edits]
    except ProblemError as error:
        message, hint = error.said[0]
        raise RequestError(message, hint=hint) from None
    return apply(document, *operations, settings=settings, sync=sync)
