"""Write the rows and tasks of a document as data."""

import click

from readme_sync.bulk.formats import FORMATS, rows_of, the_format
from readme_sync.cli.documents import Configured, read_path, shown_path, single_path
from readme_sync.cli.options import config_options
from readme_sync.cli.output import write_data
from readme_sync.errors import RequestError
from readme_sync.reader import parse


@click.command("export")
@click.argument("path", required=False)
@click.option("--section", metavar="TITLE", help="Only this section, with its subsections; by title or #anchor.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True, help="How it is written."
)
@config_options
def command(configured: Configured, path: str | None, section: str | None, form: str) -> int:
    """Write the rows and tasks of a document as data.

    PATH is a Markdown file, - is standard input; by default the document of the configuration, otherwise the README in
    this folder. Each row has its section, its label, its progress and its other cells; `readme-sync import` takes it
    back.
    """
    path = path or single_path(configured)
    readme = parse(read_path(path), shown_path(path), configured.of(path))
    rows = list(rows_of(readme, section))
    if not rows:
        raise RequestError("holds no progress that can be read", path=shown_path(path))
    write_data(the_format(form).write(rows))
    return 0
