"""The keys of the configuration, and errors in them; docs/configuration.md is made from the descriptions."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from readme_sync.config.paths import line_of
from readme_sync.errors import ConfigError, RequestError
from readme_sync.markers.expressions import ExpressionError, kinds, parse_expression, values
from readme_sync.markers.tags import ALONE
from readme_sync.model import FactSource, RegionKind, SourceKind, State, Value
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


_LONGEST_FIND = 500


def _find(text: str) -> str:
    if text.count("{}") != 1:
        raise ValueError(f"{text!r} should have one {{}} in place of the number")
    if not text.replace("{}", "").strip():
        raise ValueError(f"{text!r} should have words next to the {{}}")
    if len(text) > _LONGEST_FIND:
        raise ValueError(f"{text[:40]!r} is longer than {_LONGEST_FIND} characters; write fewer words next to the {{}}")
    return text


def _finds(found: str | list[str]) -> str | list[str]:
    texts = [found] if isinstance(found, str) else found
    if not texts:
        raise ValueError("should hold a text")
    for text in texts:
        _find(text)
    return found


def _name(text: str) -> str:
    if not _NAME.fullmatch(text) or text in {*values(), *kinds(), *RegionKind, *_WORDS}:
        raise ValueError(f"{text!r} cannot be the name of a fact; use letters, digits, - and _, and no word of markers")
    return text


def _inside(folder: str) -> str:
    if {"..", ".git"} & set(folder.split("/")):
        raise ValueError(f"{folder!r} should be in the repository")
    return folder


def _threshold(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,6})?", text):
        raise ValueError(f"{text!r} is no number; write the number from which on the color is meant")
    return text


def _color(text: str) -> str:
    if not re.fullmatch(r"[a-z]{3,20}|[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}", text):
        raise ValueError(f"{text!r} is no color; write one such as 'red' or '1e90ff'")
    return text


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_WORDS = ("of", "out", "by", "where", "column", "ignore", *ALONE)


Wording = Annotated[str, AfterValidator(_wording)]
RuleWord = Annotated[str, AfterValidator(_rules)]
FindTexts = Annotated[str | list[str], AfterValidator(_finds)]
FactName = Annotated[str, AfterValidator(_name)]
Text = Annotated[str, Field(min_length=1)]
FolderName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$"), AfterValidator(_inside)]
Choice = Literal["count", "skip", "done"]
Threshold = Annotated[str, AfterValidator(_threshold)]
Color = Annotated[str, AfterValidator(_color)]
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
    """How to read the tables, and the lists with signs, in a section; replaces all detection."""

    section: str = Field(
        description='`#anchor` or title of the section, with its subsections. `""` is the whole document.',
        examples=["#chapters"],
    )
    kind: Literal["progress", "none"] = Field(
        "progress",
        description="`progress`: they track progress. `none`: they do not. Lists with signs are meant, too, where no "
        "`header`, `column` or `label` is named.",
        examples=["none"],
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

    find: FindTexts = Field(
        description="The text around the number as a reader sees it, with `{}` for the number; or a list of such "
        "texts. With a named fact, a part of a badge's address, too. Each must occur once.",
        examples=["{} lessons complete", ["{} rules", "badge/rules-{}-"]],
    )
    value: Text = Field(
        description="What the number should state: the name of a fact, or an expression; see [facts](facts.md) and "
        "[markers](markers.md).",
        examples=["rules", "done of #plan"],
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
    files: list[Text] = Field(
        [],
        description="Patterns of documents, relative to the configuration's folder, instead of `file`. In each of them "
        "the texts may occur any number of times, and in one of them at least once.",
        examples=[["README*.md", "docs/**/*.md"]],
    )

    colors: dict[Threshold, Color] = Field(
        {},
        description="Colors of badges that state it, each for the numbers or percents from its key on; below the first "
        "key its color, too. Without this key colors stay as they are.",
        examples=[{"0": "red", "50": "orange", "80": "brightgreen"}],
    )

    @model_validator(mode="after")
    def _colors_of_badges(self) -> "Claim":
        finds = [self.find] if isinstance(self.find, str) else self.find
        if self.colors and not any("/" in one or "-" in one for one in finds):
            raise ValueError("colors are those of badges; let find be a part of an address, as 'badge/rules-{}-'")
        return self

    @model_validator(mode="after")
    def _file_or_files(self) -> "Claim":
        if self.file and self.files:
            raise ValueError("file and files cannot go together; remove one")
        return self


class FactTable(_Table):
    """A named fact: one source, and what it needs; see docs/facts.md."""

    files: Text | None = Field(None, description="Pattern of files; they are counted.", examples=["skills/*/SKILL.md"])
    lines: Text | None = Field(
        None, description="Pattern of files; their lines that match `matching` are counted.", examples=["src/**/*.rs"]
    )
    matching: Text | None = Field(None, description="Regular expression, as RE2 reads it.", examples=["^pub mod"])
    headings: Text | None = Field(
        None, description="Document, or pattern of documents; their headings are counted.", examples=["docs/rules.md"]
    )
    level: Annotated[int, Field(ge=1, le=6)] | None = Field(
        None, description="Level of the headings. Default: all.", examples=[2]
    )
    json_: Text | None = Field(None, alias="json", description="JSON file.", examples=["report.json"])
    yaml: Text | None = Field(None, description="YAML file.", examples=["data.yml"])
    toml: Text | None = Field(None, description="TOML file.", examples=["pyproject.toml"])
    csv: Text | None = Field(None, description="CSV file; its rows are counted.", examples=["data.csv"])
    column: Text | None = Field(None, description="Column of the CSV file to sum up or count.", examples=["Pages"])
    where: Text | None = Field(
        None,
        description="Count only entries like this: `field=value`, or a field that is true.",
        examples=["Status=Done"],
    )
    xml: Text | None = Field(None, description="XML file, or pattern of XML files.", examples=["report.xml"])
    query: Text | None = Field(
        None,
        description="JMESPath into JSON, YAML or TOML. For XML: `tests`, `failures` or `passed` of JUnit, `coverage` "
        "of Cobertura, or a path as ElementTree has it.",
        examples=["summary.total", "tests"],
    )
    po: Text | None = Field(
        None, description="Pattern of gettext catalogues: translated messages of all.", examples=["locale/de/*.po"]
    )
    number: Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)] | None = Field(
        None, description="A number.", examples=[150]
    )
    text: Text | None = Field(None, description="A text.", examples=["2.1.0"])
    milestone: Text | None = Field(None, description="Milestone on GitHub, by number or name.", examples=["v2"])
    issues: Text | None = Field(None, description="Search for issues on GitHub.", examples=["label:bug"])
    issue: Annotated[int, Field(ge=1, le=999_999_999)] | None = Field(
        None,
        description="Number of an issue on GitHub: its sub-issues, else the boxes in its text, else the issue itself.",
        examples=[14],
    )
    release: Literal["latest"] | None = Field(None, description="Tag of the latest release.", examples=["latest"])
    tag: Literal["latest"] | None = Field(None, description="Tag with the highest version.", examples=["latest"])
    command: Annotated[list[Text], Field(min_length=1)] | None = Field(
        None,
        description="Program with its arguments, which prints one number or one text. Runs only with "
        "`--allow-commands` or `READMESYNC_ALLOW_COMMANDS=1`.",
        examples=[["python", "scripts/count.py"]],
    )
    combine: Text | None = Field(
        None, description="Names of facts: `a + b`, or `a / b` for a share.", examples=["rules + skills"]
    )

    @property
    def given(self) -> dict[str, Any]:
        """The keys that are written, with their values."""
        values = ((field.alias or name, getattr(self, name)) for name, field in FactTable.model_fields.items())
        return {key: value for key, value in values if value is not None}

    @property
    def source(self) -> str:
        """The key of the source."""
        return next(key for key in self.given if key in _SOURCES)

    @model_validator(mode="after")
    def _one_source(self) -> "FactTable":
        sources = [key for key in self.given if key in _SOURCES]
        if len(sources) != 1:
            what = f"{' and '.join(sources)} cannot go together" if sources else "has no source"
            raise ValueError(f"{what}; write one of {', '.join(_SOURCES)}")
        strange = next((key for key in self.given if key not in {sources[0], *_SOURCES[sources[0]]}), None)
        if strange:
            raise ValueError(f"{sources[0]} takes no {strange}; remove it")
        if sources[0] == "xml" and not self.query:
            raise ValueError("xml needs a query; write one such as 'tests'")
        if self.combine and not _COMBINED.fullmatch(self.combine):
            raise ValueError(f"{self.combine!r} is no sum and no share of facts; write a + b, or a / b")
        return self


_DATA = ("query", "where")
_SOURCES: dict[str, tuple[str, ...]] = {
    "files": (),
    "lines": ("matching",),
    "headings": ("level",),
    "json": _DATA,
    "yaml": _DATA,
    "toml": _DATA,
    "csv": ("column", "where"),
    "xml": ("query",),
    "po": (),
    "number": (),
    "text": (),
    "milestone": (),
    "issues": (),
    "issue": (),
    "release": (),
    "tag": (),
    "command": (),
    "combine": (),
}
"""The sources of facts, each with the keys that go with it."""
_FACT = _NAME.pattern
_COMBINED = re.compile(rf" *{_FACT}(?:(?: *\+ *{_FACT})+| */ *{_FACT}) *")


class Issues(_Table):
    """Rows that follow the issues that they name; see docs/issues.md."""

    section: str = Field(
        description='`#anchor` or title of the section with the rows, with its subsections. `""`: the whole document.',
        examples=["#roadmap"],
    )
    column: Text | None = Field(
        None,
        description="Header of the column that names the issue. Default: any text of the row.",
        examples=["Issue"],
    )
    not_planned: Literal["leave", "done", "open"] = Field(
        "leave",
        alias="not-planned",
        description="What a row says whose issue was closed as not planned. `leave`: whatever it says.",
        examples=["done"],
    )
    conflicts: Literal["report", "github", "readme"] = Field(
        "report",
        description="What happens where a row and its issue have both changed. `report`: nothing, and both are named. "
        "`github`: the row follows. `readme`: the row stays.",
        examples=["github"],
    )
    push: bool = Field(
        default=False,
        description="Whether `readme-sync push` may close and reopen issues of these rows.",
        examples=[True],
    )
    new: bool = Field(
        default=False,
        description="Whether `readme-sync push` may open issues for rows that name none; needs `push` and, for tables, "
        "`column`.",
        examples=[True],
    )
    file: Text | None = Field(
        None,
        description="The document, relative to the configuration's folder. Default: the first of `paths`, otherwise "
        "`README.md`.",
        examples=["docs/roadmap.md"],
    )

    @model_validator(mode="after")
    def _new_needs_push(self) -> "Issues":
        if self.new and not self.push:
            raise ValueError("new needs push; write push = true, too")
        return self


class Siblings(_Table):
    """Translations of one document."""

    files: list[Text] = Field(
        min_length=2,
        description="The leading document, and patterns for its translations, relative to the configuration's folder. "
        "Their numbers and states follow those of the first; see [siblings](siblings.md).",
        examples=[["README.md", "README.*.md", "docs/i18n/*/README.md"]],
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
    exclude: list[Text] = Field(
        [],
        description="Files and folders that a search leaves out, where PATHS are folders or patterns: a name "
        "anywhere, or a path relative to the configuration's folder. What git ignores is left out anyway. "
        "`--exclude` adds to it.",
        examples=[["vendor", "docs/old/*.md"]],
    )
    ignore: list[RuleWord] = Field(
        [], description="Do not run these rules. `--ignore` replaces it.", examples=[["RS301"]]
    )
    extend_select: list[RuleWord] = Field(
        [],
        alias="extend-select",
        description="Run these rules, too: in addition to those of `select`, otherwise to those that run by default.",
        examples=[["RS3"]],
    )
    fixable: list[RuleWord] = Field(
        [], description="Fix only results of these rules. `--fixable` replaces it.", examples=[["RS1"]]
    )
    unfixable: list[RuleWord] = Field(
        [], description="Never fix results of these rules. `--unfixable` replaces it.", examples=[["RS206"]]
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
    trackers: list[Tracker] = Field(
        [], description="How to read single tables and lists with signs. Replaces all detection."
    )
    counting: Counting = Field(
        default_factory=lambda: Counting.model_validate({}), description="How items are counted: docs/counting.md."
    )
    facts: dict[FactName, FactTable] = Field(
        {}, description="Named facts, each a table with one source: docs/facts.md."
    )
    claims: list[Claim] = Field([], description="What numbers in the text should state.")
    issues: list[Issues] = Field([], description="Rows that follow the issues that they name: docs/issues.md.")
    siblings: list[Siblings] = Field([], description="Documents that say the same in several languages.")
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
    ("facts",): FactTable,
    ("claims",): Claim,
    ("issues",): Issues,
    ("siblings",): Siblings,
    ("tables",): Tables,
    ("limits",): Limits,
}
_DEPTH_OF_FACTS = 2
_EXPECTED = {
    "string_type": "should be a string",
    "string_too_short": "should not be empty",
    "bool_type": "should be true or false",
    "list_type": "should be a list",
    "model_type": "should be a table",
    "model_attributes_type": "should be a table",
    "missing": "is missing",
    "finite_number": "should be a number",
}


def validated(table: dict[str, Any], text: str, path: str) -> Configuration:
    """Return the configuration in a table.

    Raises:
        ConfigError: it is not valid.
    """
    try:
        configuration = Configuration.model_validate(table)
    except ValidationError as error:
        raise _config_error(error, text, path) from None
    facts = [FactSource(SourceKind.FACT, at=name) for name in configuration.facts]
    for index, claim in enumerate(configuration.claims):
        try:
            _verify_value(claim, facts)
        except ExpressionError as error:
            what = f"claims[{index}].value: in column {error.at + 1} of {claim.value!r}: {error.message}"
            line = line_of(text, ("claims", index, "value"))
            raise ConfigError(what, path=path, line=line, hint=error.hint or "correct it") from None
    return configuration


def _verify_value(claim: Claim, facts: Sequence[FactSource]) -> None:
    """Verify that a claim asks for something that there is.

    Raises:
        ExpressionError: it does not.
    """
    if parse_expression(claim.value, facts).value is not Value.FACT and claim.colors:
        raise ExpressionError("colors need the name of a fact alone", 0, "name one under [facts]")


def _config_error(error: ValidationError, text: str, path: str) -> ConfigError:
    """Return the first error; an unknown key comes first, since a misspelt key often causes other errors."""
    details = error.errors(include_url=False, include_input=False)
    first = next((one for one in details if one["type"] == "extra_forbidden"), details[0])
    message, hint = _message_and_hint(first)
    return ConfigError(message, path=path, line=line_of(text, first["loc"]), hint=hint)


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
    is_fact = len(detail["loc"]) == _DEPTH_OF_FACTS and detail["loc"][0] == "facts"
    return f"{key} {expected}", "write a source, as { number = 3 }" if is_fact else "see docs/configuration.md"


def _nearest(location: tuple[int | str, ...]) -> str:
    """Return the known key that is most similar to an unknown one, or all known keys."""
    table = _KNOWN[tuple(part for part in location[:-1] if isinstance(part, str))[:1]]
    names = [field.alias or name for name, field in table.model_fields.items()]
    near = get_close_matches(str(location[-1]), names, 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"


def _key(location: tuple[int | str, ...]) -> str:
    """Return a key as in `trackers[0].kind`."""
    parts = (part for part in location if part != "[key]")
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".")
