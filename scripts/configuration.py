"""Write the table of keys in docs/configuration.md, from the descriptions in `readme_sync.config.keys`.

python scripts/configuration.py
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from readme_sync.config.keys import Claim, Configuration, Counting, FactTable, Limits, Tables, Tracker, Words

PAGE = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"
BEGIN = "<!-- keys: made by scripts/configuration.py; do not edit -->\n"
END = "<!-- /keys -->\n"
TABLES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("", Configuration),
    ("words.", Words),
    ("trackers[].", Tracker),
    ("counting.", Counting),
    ("facts.NAME.", FactTable),
    ("claims[].", Claim),
    ("tables.", Tables),
    ("limits.", Limits),
)


def page(text: str) -> str:
    """The page with its table made anew."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return before + BEGIN + "\n" + "\n".join(_lines()) + "\n\n" + END + after


def _lines() -> Iterator[str]:
    yield "| key | holds | example | what it says |"
    yield "| --- | --- | --- | --- |"
    for prefix, model in TABLES:
        properties = model.model_json_schema()["properties"]
        required = set(model.model_json_schema().get("required", ()))
        for name, field in model.model_fields.items():
            key = field.alias or name
            example = "; ".join(f"`{_toml(one)}`" for one in field.examples or ())
            needed = " Must be there." if key in required else ""
            yield f"| `{prefix}{key}` | {_holds(properties[key])} | {example} | {field.description}{needed} |"


def _toml(example: object) -> str:
    """An example as TOML; lists and texts are written as in JSON."""
    if isinstance(example, dict):
        return f"{{ {', '.join(f'{json.dumps(key)} = {json.dumps(value)}' for key, value in example.items())} }}"
    return json.dumps(example, ensure_ascii=False)


def _holds(schema: dict[str, Any]) -> str:
    """What a key may hold, in words."""
    if "anyOf" in schema:
        return " or ".join(_holds(one) for one in schema["anyOf"] if one.get("type") != "null")
    if "enum" in schema:
        return ", ".join(f'`"{one}"`' for one in schema["enum"][:-1]) + f' or `"{schema["enum"][-1]}"`'
    if schema.get("type") == "array":
        return "tables" if "$ref" in schema["items"] else "list of texts"
    if "additionalProperties" in schema and isinstance(schema["additionalProperties"], dict):
        inner = schema["additionalProperties"]
        return (
            "table of tables" if "$ref" in inner else "table of lists" if inner["type"] == "array" else "table of texts"
        )
    if schema.get("type") == "number" and schema.get("maximum", 0) > 100:
        return "number"
    if schema.get("type") == "integer":
        return f"whole number from {schema['minimum']:,} to {schema['maximum']:,}"
    known = {"string": "text", "number": "number from 0 to 100", "boolean": "`true` or `false`"}
    return known.get(schema.get("type", ""), "table")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
