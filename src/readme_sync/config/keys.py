"""The keys of the configuration, and errors in them; docs/configuration.md is made from the descriptions."""

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from readme_sync.errors import ConfigError, RequestError
from readme_sync.markers.expressions import ExpressionError, parse_expression
from readme_sync.model import State
from readme_sync.notations import status
from readme_sync.rules import matching

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def _wording(text: str) -> str:
    if not status.is_wording(text):
        raise ValueError(f"{text!r} should be a word or a symbol, alone")
    return text


def _rules(text: str) -> str:
    try:
        matching(text)
    except RequestError as error:
        raise ValueError(str(error)) from None
    return text


def _find(text: str) -> str:
    if text.count("{}") != 1:
        raise ValueError(f"{text!r} should have one {{}} in place of the number")
    if not text.replace("{}", "").strip():
        raise ValueError(f"{text!r} should have words next to the {{}}")
    return text


def _expression(text: str) -> str:
    try:
        parse_expression(text)
    except ExpressionError as error:
        raise ValueError(f"in column {error.at + 1} of {text!r}: {error}") from None
    return text


def _inside(folder: str) -> str:
    if {"..", ".git"} & set(folder.split("/")):
        raise ValueError(f"{folder!r} should be in the repository")
    return folder


Wording = Annotated[str, AfterValidator(_wording)]
RuleWord = Annotated[str, AfterValidator(_rules)]
FindText = Annotated[str, AfterValidator(_find)]
ExpressionText = Annotated[str, AfterValidator(_expression)]
Text = Annotated[str, Field(min_length=1)]
FolderName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$"), AfterValidator(_inside)]
Choice = Literal["count", "skip", "done"]
Share = Annotated[float, Field(ge=0, le=100)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


class Words(_Table):
    """More words and symbols of states."""

    done: list[Wording] = Field([], description="Mean that an item is done.", examples=[["gotowe"]])
    in_progress: list[Wording] = Field(
        [], alias="in-progress", description="Mean that it is in progress.", examples=[["w toku", "🚀"]]
    )
    open: list[Wording] = Field([], description="Mean that it is open.", examples=[["nie zaczęte"]])

    def pairs(self) -> tuple[tuple[str, State], ...]:
        """Return each word with its state."""
        groups = ((State.DONE, self.done), (State.IN_PROGRESS, self.in_progress), (State.OPEN, self.open))
        return tuple((word, state) for state, words in groups for word in words)

    @model_validator(mode="after")
    def _each_says_one_thing(self) -> "Words":
        said: dict[str, State] = {}
        for word, state in self.pairs():
            if said.setdefault(status.fold(status.bare(word)), state) is not state:
                raise ValueError(f"{word!r} is in two lists; remove it from one")
        return self


class Tracker(_Table):
    """How to read the tables in a section; replaces all detection."""

    section: str = Field(
        description='`#anchor` or title of the section, with its subsections. `""` is the whole document.',
        examples=["#chapters"],
    )
    kind: Literal["progress", "none"] = Field(
        "progress", description="`progress`: they track progress. `none`: they do not.", examples=["none"]
    )
    header: Text | None = Field(None, description="Only tables with a column of this header.", examples=["Status"])
    column: Text | None = Field(None, description="Header of the column with the progress.", examples=["Progress"])
    label: Text | None = Field(None, description="Header of the column that names the rows.", examples=["Task"])

    @model_validator(mode="after")
    def _columns_go_together(self) -> "Tracker":
        if self.kind == "none" and (self.column or self.label):
            raise ValueError('kind = "none" takes no column and no label; remove them')
        if self.column and self.column == self.label:
            raise ValueError("column and label should be different columns")
        return self


class Counting(_Table):
    """How items are counted; see docs/counting.md."""

    cancelled: Choice = Field(
        "count",
        description="Items with `Cancelled`, `Not needed`, `[-]`. `count`: as not done. `skip`: not at all. "
        "`done`: as done.",
        examples=["skip"],
    )
    struck: Choice = Field(
        "count",
        description="Items whose whole label is struck through. `count`: by their progress; `skip`, `done`: as for "
        "`cancelled`.",
        examples=["skip"],
    )
    optional: Choice = Field(
        "count",
        description="Items with `(optional)`. `count`: by their progress; `skip`, `done`: as for `cancelled`.",
        examples=["skip"],
    )
    in_progress: Share | None = Field(
        None,
        alias="in-progress",
        description="Percent of an item that only says `In progress`. Without it, such items count as 0.",
        examples=[50],
    )
    nested: Literal["all", "leaves", "outer"] = Field(
        "all",
        description="Which tasks count where tasks are nested. `all`: every task. `leaves`: those without "
        "subtasks. `outer`: those that are not subtasks.",
        examples=["leaves"],
    )
    weight: Text | None = Field(
        None, description="Header of the column with the weight of a row in the mean.", examples=["Weight"]
    )
    rounding: Literal["document", "nearest", "down", "up", "even"] = Field(
        "document",
        description="How to round percents. `document`: as the numbers in the document. `nearest`: a half "
        "upwards. `even`: a half to the even neighbour.",
        examples=["down"],
    )
    parents: Literal["written", "follow"] = Field(
        "written",
        description="Boxes of tasks that hold others. `written`: they stay as they are. `follow`: done where all "
        "of their parts are, open where one is; `sync`, `check --fix` and every edit bring them up to date.",
        examples=["follow"],
    )


class Claim(_Table):
    """What a number in the text should state."""

    find: FindText = Field(
        description="The text around the number as a reader sees it, with `{}` for the number. It must occur once.",
        examples=["{} lessons complete"],
    )
    value: ExpressionText = Field(
        description="What the number should state; see [markers](markers.md).", examples=["done of #plan"]
    )
    section: Text | None = Field(
        None,
        description="`#anchor` or title of the section with the text, with its subsections.",
        examples=["#plan"],
    )
    all: bool = Field(default=False, description="Whether the text may occur several times; the claim is about all.")
    file: Text | None = Field(
        None,
        description="The document, relative to the configuration's folder. Default: the first of `paths`, otherwise "
        "`README.md`.",
        examples=["docs/plan.md"],
    )


class Tables(_Table):
    """How tables are written."""

    style: Literal["aligned", "compact"] = Field(
        "aligned",
        description="How `format` writes them. `aligned`: columns of one width. `compact`: one space "
        "around each cell. `--style` replaces it.",
        examples=["compact"],
    )
    repad: bool = Field(
        default=False,
        description="Where a cell of an aligned table becomes too wide, align the whole table again; otherwise only "
        "that row changes. `--repad` does it once.",
        examples=[True],
    )


class Limits(_Table):
    """How much of what comes from outside is read."""

    regions: Annotated[int, Field(ge=1, le=100_000)] = Field(
        1_000, description="The most regions that one document may have.", examples=[5000]
    )
    entries: Annotated[int, Field(ge=1, le=100_000_000)] = Field(
        1_000_000,
        description="The most values of one data file (cells of a CSV file), and the most cells of a table that is "
        "made of data.",
        examples=[5000000],
    )


class Configuration(_Table):
    """All keys."""

    paths: list[Text] = Field(
        [],
        description="The documents, where a command is given no PATHS; relative to the configuration's folder, "
        "within the repository. They may be patterns with `*`, `?`, `[ab]` and `**`; a pattern that matches nothing "
        "is an error.",
        examples=[["README.md", "docs/**/*.md"]],
    )
    select: list[RuleWord] = Field(
        [],
        description="Run only these rules: ids, names or families. `--select` replaces it.",
        examples=[["RS1", "row-numbers"]],
    )
    ignore: list[RuleWord] = Field(
        [], description="Do not run these rules. `--ignore` replaces it.", examples=[["RS301"]]
    )
    per_file_ignores: dict[Text, list[RuleWord]] = Field(
        {},
        alias="per-file-ignores",
        description="Do not run these rules on documents that match the pattern, even if they are selected elsewhere; "
        "relative to the configuration's folder.",
        examples=[{"docs/*.md": ["RS301"]}],
    )
    fail_on: Literal["error", "warning", "note", "never"] = Field(
        "warning",
        alias="fail-on",
        description="The lowest severity that fails (exit code 1). `--fail-on` replaces it.",
        examples=["error"],
    )
    words: Words = Field(
        default_factory=lambda: Words.model_validate({}),
        description="More words and symbols of states. They take precedence over those that are built in.",
    )
    trackers: list[Tracker] = Field([], description="How to read single tables. Replaces all detection.")
    counting: Counting = Field(
        default_factory=lambda: Counting.model_validate({}), description="How items are counted: docs/counting.md."
    )
    claims: list[Claim] = Field([], description="What single numbers in the text should state.")
    tables: Tables = Field(default_factory=lambda: Tables.model_validate({}), description="How tables are written.")
    limits: Limits = Field(default_factory=lambda: Limits.model_validate({}), description="How much is read.")
    pictures: FolderName = Field(
        "docs/progress",
        description="The folder of the pictures that `migrate --to svg` makes, from the top of the repository: "
        "docs/pictures.md.",
        examples=["assets/progress"],
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a `.readme-sync.toml`, and of `[tool.readme-sync]`, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Configuration.model_json_schema()}


_KNOWN: dict[tuple[str, ...], type[BaseModel]] = {
    (): Configuration,
    ("words",): Words,
    ("trackers",): Tracker,
    ("counting",): Counting,
    ("claims",): Claim,
    ("tables",): Tables,
    ("limits",): Limits,
}
_EXPECTED = {
    "string_type": "should be a text",
    "string_too_short": "should not be empty",
    "bool_type": "should be true or false",
    "list_type": "should be a list",
    "model_type": "should be a table",
    "model_attributes_type": "should be a table",
    "missing": "is missing",
}


def validated(table: dict[str, Any], text: str, path: str) -> Configuration:
    """Return the configuration in a table.

    Raises:
        ConfigError: it is not valid.
    """
    try:
        return Configuration.model_validate(table)
    except ValidationError as error:
        raise _config_error(error, text, path) from None


def _config_error(error: ValidationError, text: str, path: str) -> ConfigError:
    """Return the first error; an unknown key comes first, since a misspelt key often causes other errors."""
    details = error.errors(include_url=False, include_input=False)
    first = next((one for one in details if one["type"] == "extra_forbidden"), details[0])
    message, hint = _message_and_hint(first)
    return ConfigError(message, path=path, line=_line_of(text, first["loc"]), hint=hint)


def _message_and_hint(detail: "ErrorDetails") -> tuple[str, str]:
    """Return what is wrong, and what to do."""
    key = _key(detail["loc"])
    if detail["type"] == "extra_forbidden":
        return f"there is no key {key!r}", _nearest(detail["loc"])
    if detail["type"] == "value_error":
        text = detail["msg"].removeprefix("Value error, ")
        message, _, hint = text.partition("; ")
        return f"{key}: {message}", hint or "correct it"
    expected = _EXPECTED.get(detail["type"])
    if expected is None:
        expected = detail["msg"].removeprefix("Input ")
    return f"{key} {expected}", "see docs/configuration.md"


def _nearest(location: tuple[int | str, ...]) -> str:
    """Return the known key that is most similar to an unknown one, or all known keys."""
    table = _KNOWN[tuple(part for part in location[:-1] if isinstance(part, str))]
    names = [field.alias or name for name, field in table.model_fields.items()]
    near = get_close_matches(str(location[-1]), names, 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"


def _key(location: tuple[int | str, ...]) -> str:
    """Return a key as in `trackers[0].kind`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).removeprefix(".")


def _line_of(text: str, location: tuple[int | str, ...]) -> int | None:
    """Return the line of a key, None where several lines contain it."""
    name = next((part for part in reversed(location) if isinstance(part, str)), "")
    key = re.compile(rf"(?:^|[\s\[{{,.\"']){re.escape(name)}[\"']?\s*[=\]]")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if key.search(line)]
    return lines[0] if len(lines) == 1 else None
