"""`readme-sync check [--since REV] FILE ...`, as pre-commit runs it: half of its time would go into loading click."""

from collections.abc import Sequence

from readme_sync.cli.check_options import report_named
from readme_sync.cli.check_run import CheckRun, check_all
from readme_sync.cli.file_checker import CheckOptions


def run(arguments: Sequence[str]) -> int:
    """Check the documents behind the word `check`, by the configuration alone, and return the exit code."""
    paths, since = list(arguments[1:]), None
    if paths[:1] == ["--since"]:
        since, paths = paths[1], paths[2:]
    options = ("--since", since) if since else ()
    return check_all(CheckRun(report_named("text"), options=options), CheckOptions(since=since), paths)
