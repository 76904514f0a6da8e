"""JSON: values as lines, by pydantic, and the parts that all formats share: version, numbers, progress, totals."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from readme_sync.model import Progress, State, Tally
from readme_sync.reports.safe import json_visible
from readme_sync.text.regex import regex
from readme_sync.version import HOME

if TYPE_CHECKING:
    from pydantic import TypeAdapter


_PAGE = regex(r"\]\(([a-z-]+\.md)")
_adapters: "dict[type, TypeAdapter[Any]]" = {}  # to make an adapter takes longer than to use it


def json_line(value: object) -> str:
    """Return the value as one line of JSON, keys in the order of the fields."""
    adapter = _adapter(type(value))
    try:
        text = adapter.dump_json(value).decode()
    except ValueError:  # a file name that is not UTF-8
        text = json.dumps(adapter.dump_python(value, mode="json"), separators=(",", ":"))
    return json_visible(text) + "\n"


def json_schema(shape: type) -> dict[str, Any]:
    """Return the JSON Schema of what `json_line` writes for a value of this shape."""
    schema = _adapter(shape).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def titled(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with a title and an address, and with links that lead to the documentation from anywhere."""
    about = {"$id": f"{HOME}/raw/main/schemas/{name}.json", "title": f"readme-sync {name}"}
    linked: dict[str, Any] = _linked({**schema, **about})
    return {key: linked[key] for key in ("$schema", "$id", "title", *(set(linked) - {"$schema", "$id", "title"}))}


def _linked(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    """Return JSON with links between pages of the documentation made absolute."""
    if isinstance(value, dict):
        return {key: _linked(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_linked(part) for part in value]
    return _PAGE.sub(rf"]({HOME}/blob/main/docs/\1", value) if isinstance(value, str) else value


def _adapter(shape: type) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    if shape not in _adapters:
        _adapters[shape] = TypeAdapter(shape)
    return _adapters[shape]


VERSION: Final = 1
"""The version of the JSON formats. New keys do not change it; keys that are removed or change their meaning do."""

Version = Literal[1]
Number = int | float


@dataclass(frozen=True, slots=True)
class ProgressShape:
    """A progress: a percent, done of total, or only a state."""

    state: State
    percent: Number | None
    """0 to 100; null where the text does not say."""
    done: Number | None
    """The first number of a fraction."""
    total: Number | None
    """The second number of a fraction."""


@dataclass(frozen=True, slots=True)
class TallyShape:
    """The totals of items."""

    total: int
    """The number of items."""
    done: int
    in_progress: int
    unknown: int
    """Items whose text states no progress that can be read; they count as not done."""
    percent: Number | None
    """That of the whole: fractions pooled, else the mean, in which items without a percent count as not done; null
    where no item says anything."""
    mean: Number | None
    """The mean, where the percent is pooled and another number."""


def progress_shape(progress: Progress) -> ProgressShape:
    """Return the shape of a progress."""
    return ProgressShape(progress.state, _number(progress.percent), _number(progress.done), _number(progress.total))


def tally_shape(tally: Tally) -> TallyShape:
    """Return the shape of a tally."""
    percent, mean = _number(tally.percent), _number(tally.mean)
    return TallyShape(tally.total, tally.done, tally.in_progress, tally.unknown, percent, mean)


def _number(number: float | None) -> Number | None:
    """Return the number for JSON: 3, not 3.0; 94.7059, not 94.70588235294117."""
    if number is None:
        return None
    return int(number) if number == int(number) else round(number, 4)
