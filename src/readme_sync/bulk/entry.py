"""The entries of files of operations: pydantic models made of the classes of operations, field by field."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    create_model,
    model_validator,
)

from readme_sync.editing.operation import Kind, Operation, check_place, defaults_of, parameters_of
from readme_sync.editing.operations import operations
from readme_sync.errors import RequestError


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
