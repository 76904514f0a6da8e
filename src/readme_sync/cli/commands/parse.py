"""Write everything that was parsed as JSON, one document a line."""

from collections.abc import Sequence

import click

from readme_sync.cli.documents import Configured, file_of
from readme_sync.cli.options import output_file_option, paths_options
from readme_sync.cli.output import write_json
from readme_sync.cli.run import over
from readme_sync.disk import surroundings_of
from readme_sync.model import Settings
from readme_sync.reader import parse
from readme_sync.reports.document_json import document_shape
from readme_sync.reports.json_lines import json_line
from readme_sync.sources import Facts
from readme_sync.sources.derived_numbers import derived_numbers
from readme_sync.text import Source


@click.command("parse")
@output_file_option
@paths_options
def command(configured: Configured, paths: Sequence[str]) -> int:
    """Write everything that was parsed as JSON, one document a line.

    PATHS are Markdown files, folders or patterns; - is standard input. Default: the files in `paths` of the
    configuration, otherwise README.md in the current directory. `readme-sync schema` describes the JSON.

    Examples:
        readme-sync parse README.md
        readme-sync parse . --output-file documents.jsonl
    """
    return over(paths, _write, configured)


def _write(source: Source, path: str, settings: Settings) -> None:
    readme = parse(source, settings=settings)
    numbers = derived_numbers(readme, Facts(readme, surroundings_of(file_of(path))))
    write_json(json_line(document_shape(readme, path, numbers)))
