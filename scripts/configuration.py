"""Write the table of keys in docs/configuration.md, from the descriptions in `readme_sync.config.keys`.

python scripts/configuration.py
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from readme_sync.config.keys import Claim, Configuration, Tables, Tracker, Words

PAGE = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"
BEGIN = "<!-- keys: made by scripts/configuration.py; do not edit -->\n"
END = "<!-- /keys -->\n"
TABLES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("", Configuration),
    ("words.", Words),
    ("trackers[].", Tracker),
    ("claims[].", Claim),
    ("tables.", Tables),
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
            example = "; ".join(f"`{json.dumps(one, ensure_ascii=False)}`" for one in field.examples or ())
            needed = " Must be there." if key in required else ""
            yield f"| `{prefix}{key}` | {_holds(properties[key])} | {example} | {field.description}{needed} |"


def _holds(schema: dict[str, Any]) -> str:
    """What a key may hold, in words."""
    if "anyOf" in schema:
        return _holds(schema["anyOf"][0])
    if "enum" in schema:
        return " or ".join(f'`"{one}"`' for one in schema["enum"])
    if schema.get("type") == "array":
        return "tables" if "$ref" in schema["items"] else "list of texts"
    if schema.get("type") == "boolean":
        return "`true` or `false`"
    return "text" if schema.get("type") == "string" else "table"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
