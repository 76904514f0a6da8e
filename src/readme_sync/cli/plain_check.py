"""`readme-sync check FILE ...` without options, as pre-commit runs it: half of its time would go into loading click."""

from collections.abc import Sequence

from readme_sync.cli.check_options import report_named
from readme_sync.cli.check_run import CheckRun, check_all
from readme_sync.cli.file_checker import CheckOptions


def run(arguments: Sequence[str]) -> int:
    """Check the documents behind the word `check`, by the configuration alone, and return the exit code."""
    return check_all(CheckRun(report_named("text")), CheckOptions(), arguments[1:])
