"""Write the rows and tasks of a document as data."""

import click

from readme_sync.bulk.formats import FORMATS, the_format
from readme_sync.cli.completion import section_titles
from readme_sync.cli.documents import Configured, read_path, shown_path, single_path
from readme_sync.cli.options import config_options, output_file_option, output_format, renamed_option
from readme_sync.cli.output import write_data
from readme_sync.editing.rows import rows_of
from readme_sync.errors import RequestError
from readme_sync.reader import parse


@click.command("export")
@click.argument("path", required=False, type=click.Path())
@click.option(
    "--section",
    metavar="TITLE",
    help="Only this section, with its subsections; by title or #anchor.",
    shell_complete=section_titles,
)
@output_format(FORMATS, "csv")
@renamed_option("--format", "--output-format", type=click.Choice(FORMATS))
@output_file_option
@config_options
def command(
    configured: Configured, path: str | None, section: str | None, output_format: str, old_output_format: str | None
) -> int:
    """Write the rows and tasks of a document as data.

    PATH is a Markdown file, - is standard input. Default: the document of the configuration, otherwise README.md in the
    current directory. Each row has its section, its label, its progress and its other cells; `readme-sync import` takes
    it back.

    Examples:
        readme-sync export --output-file rows.csv
        readme-sync export README.md --section "#plan" --output-format json
    """
    path = single_path(configured) if path is None else path
    readme = parse(read_path(path), shown_path(path), configured.of(path))
    rows = list(rows_of(readme, section))
    if not rows:
        raise RequestError("holds no progress that can be read", path=shown_path(path))
    write_data(the_format(old_output_format or output_format).write(rows))
    return 0
