"""What the rules find in one document, as a value: another process may have found it."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from readme_sync import rules
from readme_sync.cli.check_options import RuleChoice
from readme_sync.cli.documents import STDIN, Configured, file_of, path_in_repository, read_path, shown_path
from readme_sync.cli.output import Failure, failure_of
from readme_sync.config import rules_for, with_allowed_fixes
from readme_sync.disk import FileTreeCache
from readme_sync.errors import InputError
from readme_sync.model import Certainty, FailOn, Settings
from readme_sync.reader import parse
from readme_sync.reports.checked import Checked
from readme_sync.sources import Facts
from readme_sync.sources.context import NamedFacts
from readme_sync.text import Source

if TYPE_CHECKING:
    from readme_sync.sources.history import Base

_FEWEST = 200
"""With fewer documents, one process does it."""
_WORTH = 2_000_000
"""So many bytes are worth a process: more than half a second of work."""
_MOST = 8


class CheckOptions(NamedTuple):
    """What the command line says about rules and configuration: enough to check a document in any process.

    Attributes:
        rules: which of them run, and which results they fix.
        config: the configuration's file; None for the one nearest to each document.
        no_config: whether there is none.
        since: the revision that a document is compared with; None for none.
        commands: whether the commands of facts may run.
    """

    rules: RuleChoice = RuleChoice()
    config: str | None = None
    no_config: bool = False
    since: str | None = None
    commands: bool = False

    @property
    def arguments(self) -> tuple[str, ...]:
        """Return the same as arguments of a command."""
        since = ("--since", self.since) if self.since else ()
        allowed = ("--allow-commands",) if self.commands else ()
        return (*self.rules.arguments, *since, *allowed, *Configured(self.config, off=self.no_config).options)


class CheckedFile(NamedTuple):
    """A document that was checked.

    Attributes:
        fail_on: the lowest severity that fails it, by its configuration.
        missing: why it was not compared with an earlier version, "" where it was or should not be.
        origin: the configuration that holds for it, "" for none.
    """

    checked: Checked
    fail_on: FailOn
    missing: str = ""
    origin: str = ""


class FileChecker:
    """Checks documents one after the other."""

    def __init__(self, options: CheckOptions) -> None:
        """Check with the rules that the options choose.

        Raises:
            RequestError: there is no such rule.
        """
        options.rules.verify()
        self._rules = options.rules
        self._since = options.since
        self._configured = Configured(options.config, off=options.no_config)
        self._file_trees = FileTreeCache()
        self.named = named_facts(allow_commands=options.commands)
        self._path_in_repository = path_in_repository()

    def __call__(self, path: str) -> CheckedFile | Failure:
        """Return what the rules find in the document at a path, or why it cannot be checked."""
        try:
            return self.check(read_path(path), shown_path(path), self._configured.of(path))
        except Exception as error:  # noqa: BLE001  an internal error in one document must not stop the others
            return failure_of(error, shown_path(path))

    def check(self, source: Source, path: str, settings: Settings) -> CheckedFile:
        """Return what the rules find in a document; `path` is how messages name it."""
        settings = self._rules.applied(settings)
        readme = parse(source, settings=settings)
        file_tree = self._file_trees.of(file_of(path))
        base, missing = base_or_reason(self._since, path, settings)
        facts = Facts(readme, file_tree, base=base, named=self.named)
        results = with_allowed_fixes(rules.check(readme, rules_for(path, settings), facts), settings)
        results.sort(key=lambda result: (result.span, result.rule))
        items = sum(len(tracker.items) for tracker in readme.trackers)
        unbound = sum(claim.certainty is Certainty.UNSURE for claim in readme.claims)
        not_asked = sum(bool(facts.not_asked(claim)) for claim in readme.claims)
        place, numbers = self._path_in_repository(path), len(readme.claims) - unbound - not_asked
        checked = Checked(source, path, place, items, results, numbers, unbound, not_asked)
        return CheckedFile(checked, settings.fail_on, missing, settings.origin)


def named_facts(*, allow_commands: bool) -> NamedFacts:
    """Return the named facts of a run, with what runs their commands where that is allowed."""
    if not allow_commands:
        return NamedFacts()
    from readme_sync.store.commands import CommandRunner  # noqa: PLC0415  with `subprocess`; few configurations have one

    return NamedFacts(CommandRunner())


def base_or_reason(revision: str | None, path: str, settings: Settings) -> "tuple[Base | None, str]":
    """Return a document at a revision, None where there is none; and why it is not there, "" where none was named."""
    if revision is None:
        return None, ""
    from readme_sync.disk.base import base_of  # noqa: PLC0415  most checks have no base

    if file_of(path) is None:
        return None, f"{path}: not compared with {revision}: it is not a file"
    try:
        return base_of(path, revision, settings), ""
    except InputError as error:
        name = f"{path}: " if error.path else ""
        return None, f"{name}not compared with {revision}: {error.message}{f'; {error.hint}' if error.hint else ''}"


def check_files(options: CheckOptions, paths: Sequence[str], jobs: int | None) -> Iterator[CheckedFile | Failure]:
    """Yield what the rules find in each document, in order; by several processes where they pay.

    Args:
        options: the rules and the configuration.
        paths: the documents.
        jobs: how many processes to use; None for as many as pay.
    """
    checker = FileChecker(options)  # also where other processes check: an unknown rule is reported once, here
    number = 1 if STDIN in paths else jobs or processes_for(paths)
    if number == 1:
        return map(checker, paths)
    from readme_sync.cli.processes import in_order  # noqa: PLC0415  with `signal`, a twentieth of a check of one README

    return in_order(FileChecker, options, paths, number)


def processes_for(paths: Sequence[str]) -> int:
    """Return how many processes pay for the documents at some paths."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(paths) < _FEWEST or processors == 1 or STDIN in paths:
        return 1
    return max(1, min(processors, _MOST, sum(map(_size, paths)) // _WORTH))


def _size(path: str) -> int:
    """Return the bytes of a document, 0 where there is none."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
