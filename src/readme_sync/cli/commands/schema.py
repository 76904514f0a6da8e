"""`readme-sync schema`."""

import click

from readme_sync.cli.output import write_data


@click.command("schema")
@click.argument("what", type=click.Choice(["parse", "edits"]), default="parse")
def command(what: str) -> None:
    """Write the JSON Schema of `parse`, or of edits.

    parse: what that command writes. edits: what `readme-sync apply` takes.
    """
    import json  # noqa: PLC0415

    if what == "edits":
        from readme_sync.edits.reading import json_schema as edits_schema  # noqa: PLC0415

        schema = edits_schema()
    else:
        from readme_sync.reports.document_json import DocumentShape  # noqa: PLC0415
        from readme_sync.reports.json_lines import json_schema  # noqa: PLC0415

        schema = json_schema(DocumentShape)
    write_data(json.dumps(schema, indent=2) + "\n")
