"""A plan for many documents: what becomes of each, or why not. Nothing is written here.

Operations on one document are made one after the other; each is found in what the one before it left, and verified.
Where one fails the next is tried on the text before it, so that all that is wrong is said at once.
"""

import glob
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from readme_sync.edits.operation import Done
from readme_sync.edits.reading import Listed
from readme_sync.errors import InputError, ReadmeSyncError, RequestError
from readme_sync.model import Settings
from readme_sync.text import Source

_MAGIC = frozenset("*?[")


@dataclass(slots=True)
class Planned:
    """What becomes of one document; `after` is `before` where nothing changes."""

    path: str
    before: Source
    after: Source
    done: list[tuple[int, Done]] = field(default_factory=list)
    failed: bool = False

    @property
    def changed(self) -> bool:
        """Whether it is another one afterwards."""
        return self.before.text != self.after.text


@dataclass(slots=True)
class Plan:
    """What becomes of each document, and all that cannot be done."""

    documents: list[Planned]
    problems: list[ReadmeSyncError]


@dataclass(slots=True)
class Targets:
    """Which operations are for which document, each by its path; in the order in which they are first named."""

    documents: dict[str, list[Listed]]
    problems: list[ReadmeSyncError]


def targets_of(operations: Iterable[Listed], paths: Sequence[str], shown: str) -> Targets:
    """The documents that operations are for: those that they name, else `paths`. `shown`: the file of operations."""
    found: dict[str, list[Listed]] = {}
    names: dict[str, str] = {}  # one document may have several names
    problems: list[ReadmeSyncError] = []
    known: dict[str, list[str]] = {}
    usual = [path for pattern in paths for path in _matching(pattern)]
    for listed in operations:
        pattern = listed.operation.file
        if pattern is not None and pattern not in known:
            known[pattern] = _matching(pattern)
        chosen = usual if pattern is None else known[pattern]
        if not chosen:
            message = f"no file matches {pattern or ' '.join(paths)!r}"
            problems.append(RequestError(message, path=shown, line=listed.line, hint="check the pattern"))
        for path in chosen:
            real = os.path.realpath(path)
            found.setdefault(names.setdefault(real, path), []).append(listed)
    return Targets(found, problems)


def plan(
    documents: dict[str, list[Listed]],
    shown: str,
    read: Callable[[str], Source],
    settings_of: Callable[[str], Settings],
    step: Callable[[], None],
) -> Plan:
    """What becomes of each document.

    Args:
        documents: by path, the operations for it.
        shown: the name of the file of operations, for errors.
        read: reads a document.
        settings_of: the settings for a document.
        step: is called after each document.
    """
    made = Plan([], [])
    for path, operations in documents.items():
        try:
            source = read(path)
            settings = settings_of(path)
        except ReadmeSyncError as error:
            lines = operations if isinstance(error, InputError) else operations[:1]
            made.problems += [_problem(error, listed.line, path, shown) for listed in lines]
            continue
        planned = Planned(path, source, source)
        problems = _performed(planned, operations, settings, shown)
        planned.failed = bool(problems)
        made.problems += problems
        made.documents.append(planned)
        step()
    made.problems.sort(key=lambda problem: problem.line or 0)
    return made


def _performed(planned: Planned, operations: Sequence[Listed], settings: Settings, shown: str) -> list[ReadmeSyncError]:
    """Does the operations; what could not be done."""
    problems: list[ReadmeSyncError] = []
    said: dict[tuple[object, ...], tuple[int, str]] = {}
    for line, operation in operations:
        try:
            done = operation.perform(planned.after, settings)
        except ReadmeSyncError as error:
            problems.append(_problem(error, line, planned.path, shown))
            continue
        clash = ""
        for column, value in operation.claimed():
            key = (_fold(done.label), operation.section, operation.line, _fold(column))
            before = said.setdefault(key, (line, value))
            if before[0] != line and not clash:
                same = before[1] == value
                clash = f"{'says again what' if same else 'contradicts what'} line {before[0]} says of {done.label!r}"
        if clash:
            problems.append(
                RequestError(f"{planned.path}: {clash}", path=shown, line=line, hint="leave one of the two")
            )
            continue
        planned.done.append((line, done))
        planned.after = done.source
    return problems


def _problem(error: ReadmeSyncError, line: int, path: str, shown: str) -> ReadmeSyncError:
    """An error of a document, with the line of the operation first."""
    place = f"{path}:{error.line}" if error.line else path
    return RequestError(f"{place}: {error.message}", path=shown, line=line, hint=error.hint)


def _matching(pattern: str) -> list[str]:
    """The files that a path or a pattern means; a path that is none of them is itself, and missed when it is read."""
    if not _MAGIC & set(pattern) or os.path.lexists(pattern):
        return [pattern]
    return sorted(path for path in glob.glob(pattern, recursive=True) if os.path.isfile(path))


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
