"""Shapes as lines of JSON; the only module of the reports that imports pydantic."""

import json
from typing import TYPE_CHECKING, Any

from readme_sync.reports.safe import json_visible

if TYPE_CHECKING:
    from pydantic import TypeAdapter

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


def _adapter(shape: type) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    if shape not in _adapters:
        _adapters[shape] = TypeAdapter(shape)
    return _adapters[shape]
