"""One command over its documents: what fails is said, the others are done."""

from collections.abc import Callable, Sequence

from readme_sync.cli.failing import report
from readme_sync.cli.output import ReaderLeftError
from readme_sync.cli.paths import chosen, read_path, shown_path
from readme_sync.text import Source

RESULTS = 1


def over(paths: Sequence[str], work: Callable[[Source, str], None]) -> int:
    """Does the work on each document, with the path that messages use; the exit code: 0, or that of the worst failure.

    Raises:
        InputError: no path is given, and the folder has no README.
    """
    worst = 0
    for path in chosen(paths):
        try:
            work(read_path(path), shown_path(path))
        except ReaderLeftError:
            raise
        except Exception as error:  # noqa: BLE001  a document that we stumble over must not stop the others
            worst = max(worst, report(error, shown_path(path)))
    return worst
