"""One command over its documents: what fails is said, the others are done."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

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
    with _collector_at_rest():
        for path in chosen(paths):
            try:
                work(read_path(path), shown_path(path))
            except ReaderLeftError:
                raise
            except Exception as error:  # noqa: BLE001  a document that we stumble over must not stop the others
                worst = max(worst, report(error, shown_path(path)))
    return worst


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for reference cycles meanwhile: documents have none, it takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
