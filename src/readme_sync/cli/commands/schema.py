"""Write a JSON Schema."""

import json
from importlib import import_module
from typing import Any

import click

from readme_sync.cli.options import output_file_option
from readme_sync.cli.output import write_data
from readme_sync.errors import RequestError
from readme_sync.reports.change_json import ChangedDocument
from readme_sync.reports.check_json import CheckShape, StatisticsShape
from readme_sync.reports.document_json import DocumentShape
from readme_sync.reports.facts_report import FactsShape
from readme_sync.reports.json_lines import json_schema, titled
from readme_sync.reports.numbers import NumbersShape
from readme_sync.reports.rule_json import RuleShape
from readme_sync.reports.status_json import DocumentStatus
from readme_sync.text.closest import Names

MODULES = {"configuration": "readme_sync.config.keys", "edits": "readme_sync.bulk.plan"}
"""These modules define pydantic models, and are loaded only for their schema."""
SHAPES: dict[str, type] = {
    "document": DocumentShape,
    "check": CheckShape,
    "statistics": StatisticsShape,
    "status": DocumentStatus,
    "numbers": NumbersShape,
    "facts": FactsShape,
    "changes": ChangedDocument,
    "rule": RuleShape,
}
_ALIKE = 0.5


@click.command("schema")
@click.argument("what", type=click.STRING, default="document", metavar="[NAME]")
@output_file_option
def command(what: str) -> None:
    """Write a JSON Schema.

    NAME is document (what parse writes for a document; the default), check, statistics, status, numbers, facts or rule
    (what these write with --output-format json), changes (what set, sync, apply, format and others write for a
    document), configuration (what .readme-sync.toml may hold) or edits (what apply takes).

    Examples:
        readme-sync schema configuration --output-file readme-sync.schema.json
    """
    write_data(json.dumps(titled(what, _schema(what)), indent=2) + "\n")


def _schema(what: str) -> dict[str, Any]:
    names = [*SHAPES, *MODULES]
    if what not in names:
        near = next((name for name in names if name.startswith(what)), "") or Names(names).nearest(what, _ALIKE)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(names)}"
        raise RequestError(f"there is no schema {what!r}", hint=hint)
    if what in MODULES:
        schema: dict[str, Any] = import_module(MODULES[what]).json_schema()
        return schema
    return json_schema(SHAPES[what])
