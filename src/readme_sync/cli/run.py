"""One command over its documents: a failure in one is reported, the others are done; diffs on standard output."""

import os
import sys
from collections.abc import Callable, Sequence

from readme_sync.cli.documents import Configured, chosen_paths, read_path, shown_path
from readme_sync.cli.output import (
    WRONG_INPUT,
    ProgressLine,
    ReaderLeftError,
    report,
    view,
    write_detail,
    write_patch,
    write_text,
)
from readme_sync.errors import ConfigError
from readme_sync.model import Settings
from readme_sync.reports.diff import coloured, diff
from readme_sync.text import Source


def over(paths: Sequence[str], work: Callable[[Source, str, Settings], None], configured: Configured) -> int:
    """Do the work on each document, with the path that messages use and its settings.

    Returns:
        The exit code: 0, or that of the worst failure.

    Raises:
        InputError: no path is given, and the folder has no README.
        ConfigError: no path is given, and something in the configuration of this folder is wrong.
    """

    def one(path: str) -> int:
        settings = configured.of(path)
        write_detail(f"{shown_path(path)}: configuration: {settings.origin or 'none'}")
        work(read_path(path), shown_path(path), settings)
        return 0

    return over_paths(paths, one, configured)


def over_paths(paths: Sequence[str], work: Callable[[str], int], configured: Configured) -> int:
    """Do the work on each path, as `over`, where it reads the document itself and returns an exit code."""
    worst = 0
    written = set()
    chosen = chosen_paths(paths, configured)
    with ProgressLine(len(chosen), "read") as progress:
        for path in chosen:
            try:
                worst = max(worst, work(path))
            except ReaderLeftError:
                raise
            except ConfigError as error:
                # Many documents share one configuration.
                worst = max(worst, WRONG_INPUT if str(error) in written else report(error))
                written.add(str(error))
            except Exception as error:  # noqa: BLE001  an internal error in one document must not stop the others
                worst = max(worst, report(error, shown_path(path)))
            progress.step()
    return worst


def _from_here(path: str) -> str:
    """Return a path below the current folder as seen from it, as `git apply` takes it; others as they are."""
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here) if os.path.isabs(path) else path


def write_diff(before: Source, after: Source, path: str) -> None:
    """Write what changed, nothing where nothing did."""
    text = diff(before, after, _from_here(path))
    seen = view()
    if text and (seen.colour or sys.stdout.isatty()):
        write_text(coloured(text, seen))
    else:
        write_patch(text)
