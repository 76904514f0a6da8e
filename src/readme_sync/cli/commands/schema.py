"""Write a JSON Schema."""

import json
from importlib import import_module
from typing import Any

import click

from readme_sync.cli.output import write_data
from readme_sync.reports.check_json import CheckShape
from readme_sync.reports.document_json import DocumentShape
from readme_sync.reports.facts import FactsShape
from readme_sync.reports.json_lines import json_schema
from readme_sync.reports.numbers import NumbersShape

# These modules define pydantic models, and are loaded only for their schema.
_MODULES = {"configuration": "readme_sync.config.keys", "edits": "readme_sync.bulk.plan"}


_WHAT = ("document", "check", "numbers", "facts", "configuration", "edits")


@click.command("schema")
@click.argument("what", type=click.Choice(_WHAT), default="document")
def command(what: str) -> None:
    """Write a JSON Schema.

    Of what `parse` writes for a document, of what `check --output-format json`
    writes, or `numbers` or `facts`, of what a configuration may hold, or of the
    edits that `apply` takes.
    """
    write_data(json.dumps(_schema(what), indent=2) + "\n")


def _schema(what: str) -> dict[str, Any]:
    if what in _MODULES:
        schema: dict[str, Any] = import_module(_MODULES[what]).json_schema()
        return schema
    return json_schema({"check": CheckShape, "numbers": NumbersShape, "facts": FactsShape}.get(what, DocumentShape))
