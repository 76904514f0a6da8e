"""`readme-sync schema`."""

import click

from readme_sync.cli.output import write_data


@click.command("schema")
def command() -> None:
    """Write the JSON Schema of what `parse` writes."""
    import json  # noqa: PLC0415

    from readme_sync.reports.document_json import DocumentShape  # noqa: PLC0415
    from readme_sync.reports.json_lines import json_schema  # noqa: PLC0415

    write_data(json.dumps(json_schema(DocumentShape), indent=2) + "\n")
