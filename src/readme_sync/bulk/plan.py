"""From a file of operations to a plan for many documents: what becomes of each, or why not. Nothing is written here.

Operations on one document are made one after the other; each is found in what the one before it left, and verified.
Where one fails the next is tried on the text before it, so that all that is wrong is said at once.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
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
from readme_sync.config.paths import is_in_git_folder, repository_of
from readme_sync.disk.document_search import documents_matching
from readme_sync.editing.apply import apply, apply_next
from readme_sync.editing.bind import follow, named
from readme_sync.editing.operation import Kind, Operation, check_place, defaults_of, parameters_of, replaced
from readme_sync.editing.operations import operations
from readme_sync.editing.operations.upsert import Upsert
from readme_sync.errors import ConfigError, InputError, ReadmeSyncError, RequestError
from readme_sync.model import DEFAULT, Change, Outcome, Readme, Settings
from readme_sync.reader import Text, parse
from readme_sync.store.read_files import split_section
from readme_sync.text import Source
from readme_sync.text.glob import is_pattern

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


# From a text to operations, each with its line, and all that is wrong with it.

# The entries of files of operations: pydantic models made of the classes of operations, field by field.


def _one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise ValueError("has a line break; a cell or a task is one line")
    return text


def _as_text(value: object) -> object:
    """Return a text as it is, a number as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("should be a string or a number")  # noqa: TRY004  pydantic takes it for a problem
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
    "string_type": "should be a string",
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


_Place = tuple[str, str | None]
_Said = dict[tuple[object, ...], tuple[int, str]]
"""What operations say of which cell: the line of the first, and its value."""


@dataclass(slots=True)
class Planned:
    """What becomes of one document; `after` is `before` where nothing changes, `followed` the numbers that follow."""

    path: str
    before: Source
    after: Source
    done: list[tuple[int, Change]] = field(default_factory=list)
    followed: list[Change] = field(default_factory=list)
    failed: bool = False

    @property
    def changed(self) -> bool:
        """Whether it is another one afterwards."""
        return self.before.text != self.after.text


@dataclass(slots=True)
class Plan:
    """What becomes of each document, and all that cannot be done."""

    documents: list[Planned]
    problems: list[ReadmeSyncError]


@dataclass(slots=True)
class Targets:
    """Which operations are for which document, each by its path; in the order in which they are first named."""

    documents: dict[str, list[Listed]]
    problems: list[ReadmeSyncError]


def targets_of(operations: Iterable[Listed], paths: Sequence[str], shown: str, *, outside: bool = False) -> Targets:
    """Return the documents of operations: those that they name, else `paths`.

    Args:
        operations: come perhaps from others, so they name documents in the repository of the current folder only.
        paths: may lie anywhere.
        shown: the file of operations.
        outside: whether operations, too, may name any document.
    """
    found: dict[str, list[Listed]] = {}
    names: dict[str, str] = {}  # one document may have several names
    known: dict[str, list[_Place]] = {pattern: _places(pattern) for pattern in paths}
    usual = [place for pattern in paths for place in known[pattern]]
    problems: list[ReadmeSyncError] = [_unmatched(pattern) for pattern in paths if not known[pattern]]
    for listed in operations:
        pattern = listed.file
        if pattern is not None and pattern not in known:
            known[pattern] = _places(pattern)
            away = [] if outside else [path for path, _ in known[pattern] if not _is_in_repository(path)]
            if away:
                what = f"{away[0]!r} is outside the repository"
                problems.append(RequestError(what, path=shown, line=listed.line, hint="add --outside to edit it"))
            if not known[pattern]:
                problems.append(_unmatched(pattern, shown, listed.line))
        places = usual if pattern is None else known[pattern]
        for path, anchor in dict.fromkeys((names.setdefault(os.path.realpath(path), path), at) for path, at in places):
            found.setdefault(path, []).append(_in_section(listed, anchor))
    return Targets(found, problems)


def _is_in_repository(path: str) -> bool:
    """Return whether a file, every link followed, lies in the repository of the current folder, and not in `.git`."""
    inside = os.path.relpath(os.path.realpath(path), os.path.realpath(repository_of(os.curdir)))
    return not os.path.isabs(inside) and os.pardir not in inside.split(os.sep) and not is_in_git_folder(inside)


def _places(pattern: str) -> list[_Place]:
    """Return the files that a path or pattern means, each with the `#anchor` behind it."""
    alone, anchor = split_section(pattern)
    return [(path, anchor) for path in _matching(alone)] if "\0" not in alone else []


def _in_section(listed: Listed, anchor: str | None) -> Listed:
    """Return an operation in the section behind its file's `#`, unless it names one itself."""
    if anchor is None or listed.operation.section is not None:
        return listed
    return listed._replace(operation=replaced(listed.operation, section=anchor))


def _unmatched(pattern: str, path: str | None = None, line: int | None = None) -> RequestError:
    return RequestError(f"no file matches {pattern!r}", path=path, line=line, hint="check the pattern")


def plan(  # noqa: PLR0913  what a plan is made of
    documents: dict[str, list[Listed]],
    shown: str,
    read: Callable[[str], Source],
    settings_of: Callable[[str], Settings],
    step: Callable[[], None],
    *,
    sync: bool = True,
) -> Plan:
    """Return what becomes of each document.

    Args:
        documents: by path, the operations for it.
        shown: the name of the file of operations, for errors.
        read: reads a document.
        settings_of: the settings for a document.
        step: is called for each document.
        sync: whether numbers that were right before are written, where it is certain what they follow.
    """
    made = Plan([], [])
    for path, wanted in documents.items():
        step()
        try:
            source = read(path)
            settings = settings_of(path)
        except ConfigError as error:
            if str(error) not in map(str, made.problems):  # many documents have one configuration
                made.problems.append(error)
            continue
        except ReadmeSyncError as error:
            made.problems += [_problem(error, listed.line, path, shown) for listed in wanted]
            continue
        planned = Planned(path, source, source)
        problems = _performed(planned, wanted, settings, shown, sync=sync)
        planned.failed = bool(problems)
        made.problems += problems
        made.documents.append(planned)
    made.problems.sort(key=lambda problem: problem.line or 0)
    return made


def _performed(
    planned: Planned, operations: Sequence[Listed], settings: Settings, shown: str, *, sync: bool
) -> list[ReadmeSyncError]:
    """Do the operations; return what could not be done."""
    problems: list[ReadmeSyncError] = []
    said: _Said = {}
    first = readme = parse(planned.before, settings=settings)
    shared = _shared_labels(readme) if len(operations) > 1 else frozenset()
    alone = [listed.operation for listed in operations]
    position = 0
    while position < len(operations):
        if planned.after is not readme.source:
            readme = parse(planned.after, settings=settings)
        try:
            outcome = apply_next(readme, alone[position:])
        except ReadmeSyncError as error:
            problems.append(_problem(error, operations[position].line, planned.path, shown))
            position += 1
            continue
        done = outcome.changes
        clashes = _clashes(operations[position : position + len(done)], done, said, shared)
        problems += [
            RequestError(f"{planned.path}: {message}", path=shown, line=line, hint="leave one of the two")
            for line, message in clashes
        ]
        if not clashes or len(done) > 1:  # with a problem the document is not written, whatever becomes of it here
            lines = (listed.line for listed in operations[position:])
            planned.done += zip(lines, done, strict=False)
            planned.after = outcome.source
        position += len(done)
    followed = follow(first, Outcome(planned.before, planned.after), sync=sync) if planned.changed else None
    if followed:
        planned.after = followed.source
        planned.followed = [*followed.changes, *named(followed)]
    return problems


def _clashes(
    operations: Sequence[Listed], done: Sequence[Change], said: _Said, shared: Collection[str]
) -> list[tuple[int, str]]:
    """Those operations that say something of a row's cell that was said before, by line; notes what they say.

    `shared`: the labels that do not tell a row from others; there the words of the operation must.
    """
    clashes: list[tuple[int, str]] = []
    for (line, operation, _), one in zip(operations, done, strict=True):
        for column, value in operation.targets():
            label = _fold(one.label)
            words = _fold(str(getattr(operation, "row", ""))) if label in shared else ""
            key = (label, words, operation.section, operation.line, _fold(column))
            before = said.setdefault(key, (line, value))
            if before[0] != line:
                what = "says again what" if before[1] == value else "contradicts what"
                clashes.append((line, f"{what} line {before[0]} says of {one.label!r}"))
                break
    return clashes


def _shared_labels(readme: Readme) -> Collection[str]:
    """Return the labels that several rows have."""
    counts = Counter(_fold(item.label) for item in readme.items)
    return {label for label, count in counts.items() if count > 1}


def _problem(error: ReadmeSyncError, line: int, path: str, shown: str) -> ReadmeSyncError:
    """Return an error of a document, with the line of the operation first."""
    place = f"{path}:{error.line}" if error.line else path
    return RequestError(f"{place}: {error.message}", path=shown, line=line, hint=error.hint)


def _matching(pattern: str) -> list[str]:
    """Return the files that a path or a pattern means; a path stands for itself, even where no file is there."""
    if not is_pattern(pattern) or os.path.lexists(pattern):
        return [pattern]
    with suppress(InputError):  # none matches
        return documents_matching(pattern)
    return []


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
