"""Write a JSON Schema."""

from typing import Any

import click

from readme_sync.cli.output import write_data


@click.command("schema")
@click.argument("what", type=click.Choice(["document", "check", "configuration", "edits"]), default="document")
def command(what: str) -> None:
    """Write a JSON Schema.

    Of what `parse` writes for a document, of what `check --output-format json`
    writes, of what a configuration may hold, or of the edits that `apply` takes.
    """
    import json  # noqa: PLC0415

    write_data(json.dumps(_schema(what), indent=2) + "\n")


def _schema(what: str) -> dict[str, Any]:
    from readme_sync.reports.json_lines import json_schema  # noqa: PLC0415  pydantic, here and below

    if what == "configuration":
        from readme_sync.config.keys import schema  # noqa: PLC0415

        return schema()
    if what == "edits":
        from readme_sync.bulk.parse_operations import json_schema as edits_schema  # noqa: PLC0415

        return edits_schema()
    if what == "check":
        from readme_sync.reports.check_json import CheckShape  # noqa: PLC0415

        return json_schema(CheckShape)
    from readme_sync.reports.document_json import DocumentShape  # noqa: PLC0415

    return json_schema(DocumentShape)
