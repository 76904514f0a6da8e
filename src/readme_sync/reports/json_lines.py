"""Shapes as lines of JSON; the only reports module that imports pydantic."""

from typing import Any

from pydantic import TypeAdapter

from readme_sync.reports.safe import json_visible

_adapters: dict[type, TypeAdapter[Any]] = {}  # to make one takes longer than to use it


def json_line(value: object) -> str:
    """The value as one line of JSON, keys in the order of the shape's fields."""
    return json_visible(_adapter(type(value)).dump_json(value).decode()) + "\n"


def json_schema(shape: type) -> dict[str, Any]:
    """The JSON Schema of what `json_line` writes for a value of this shape."""
    schema = _adapter(shape).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _adapter(shape: type) -> TypeAdapter[Any]:
    if shape not in _adapters:
        _adapters[shape] = TypeAdapter(shape)
    return _adapters[shape]
