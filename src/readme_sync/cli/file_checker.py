"""What the rules find in one document, as a value: another process may have found it."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from readme_sync import rules
from readme_sync.cli.configuration import Configured
from readme_sync.cli.paths import STDIN, file_of, places, read_path, shown_path
from readme_sync.cli.rule_selection import selection
from readme_sync.disk.surroundings import FileTreeCache
from readme_sync.model import FailOn, Settings
from readme_sync.reader import parse
from readme_sync.reports.checked import Checked
from readme_sync.sources import Facts
from readme_sync.text import Source

if TYPE_CHECKING:
    from readme_sync.cli.failures import Failure

_FEWEST = 200
"""So many documents are looked at before another process is thought of."""
_WORTH = 2_000_000
"""So many bytes are worth a process: more than half a second of work."""
_MOST = 8


class CheckOptions(NamedTuple):
    """What the command line says of the rules and the configuration: enough to judge a document anywhere.

    Attributes:
        select, ignore: the rules, as written.
        config: the configuration's file; None for that nearest to each document.
        no_config: whether there is none.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: str | None = None
    no_config: bool = False


class CheckedFile(NamedTuple):
    """A document that was checked, and the least serious results that fail it by its configuration."""

    checked: Checked
    fail_on: FailOn


class FileChecker:
    """Checks documents one after the other."""

    def __init__(self, chosen: CheckOptions) -> None:
        """Runs the rules that are chosen for a document.

        Raises:
            RequestError: there is no such rule.
        """
        self._select = selection(chosen.select, chosen.ignore)
        self._configured = Configured(chosen.config, off=chosen.no_config)
        self._neighbours = FileTreeCache()
        self._place = places()

    def __call__(self, path: str) -> "CheckedFile | Failure":
        """What the rules find in the document at a path, or why they cannot look."""
        try:
            return self.judged(read_path(path), shown_path(path), self._configured.of(path))
        except Exception as error:  # noqa: BLE001  a document that we stumble over must not stop the others
            from readme_sync.cli.failures import failure_of  # noqa: PLC0415  rarely needed

            return failure_of(error, shown_path(path))

    def judged(self, source: Source, path: str, settings: Settings) -> CheckedFile:
        """What the rules find in a document; `path` is how messages name it."""
        readme = parse(source, settings=settings)
        around = self._neighbours.of(file_of(path))
        results = rules.check(readme, self._select(settings, path), Facts(readme, around))
        results.sort(key=lambda result: (result.span, result.rule))
        items = sum(len(tracker.items) for tracker in readme.trackers)
        return CheckedFile(Checked(source, path, self._place(path), items, results), settings.fail_on)


def check_files(chosen: CheckOptions, paths: Sequence[str], jobs: int | None) -> "Iterator[CheckedFile | Failure]":
    """What the rules find in each of some documents, in their order; by several processes where they pay.

    Args:
        chosen: the rules and the configuration.
        paths: the documents.
        jobs: how many processes to use; None for as many as pay.
    """
    judge = FileChecker(chosen)  # also where others judge: a wrong rule is said here
    number = 1 if STDIN in paths else jobs or processes_for(paths)
    if number == 1:
        return map(judge, paths)
    from readme_sync.cli.processes import in_order  # noqa: PLC0415  few documents are done before it is loaded

    return in_order(FileChecker, chosen, paths, number)


def processes_for(paths: Sequence[str]) -> int:
    """How many processes pay for the documents at some paths."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(paths) < _FEWEST or processors == 1 or STDIN in paths:
        return 1
    return max(1, min(processors, _MOST, sum(map(_size, paths)) // _WORTH))


def _size(path: str) -> int:
    """The bytes of a document; 0 where there is none."""
    try:
        return os.stat(path).st_size  # noqa: PTH116  pathlib would be loaded for nothing else
    except (OSError, ValueError):
        return 0
