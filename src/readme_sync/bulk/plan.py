"""A plan for many documents: what becomes of each, or why not. Nothing is written here.

Operations on one document are made one after the other; each is found in what the one before it left, and verified.
Where one fails the next is tried on the text before it, so that all that is wrong is said at once.
"""

import glob
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from readme_sync.bulk.parse_operations import Listed
from readme_sync.config.paths import is_in_git_folder, repository_of
from readme_sync.editing.apply import apply_next
from readme_sync.editing.bind import follow, named
from readme_sync.editing.operation import replaced
from readme_sync.errors import ConfigError, ReadmeSyncError, RequestError
from readme_sync.model import Change, Outcome, Readme, Settings
from readme_sync.reader import parse
from readme_sync.store.read_files import split_section
from readme_sync.text import Source
from readme_sync.text.regex import regex

_MAGIC = frozenset("*?[")
_OPTION = regex(r"--(?=section|line|column|children)")  # of the command line; in operations they are keys
_Place = tuple[str, str | None]
_Said = dict[tuple[object, ...], tuple[int, str]]
"""What operations say of which cell: the line of the first, and its value."""


@dataclass(slots=True)
class Planned:
    """What becomes of one document; `after` is `before` where nothing changes, `followed` the numbers that follow."""

    path: str
    before: Source
    after: Source
    done: list[tuple[int, Change]] = field(default_factory=list)
    followed: list[Change] = field(default_factory=list)
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


def targets_of(operations: Iterable[Listed], paths: Sequence[str], shown: str, *, outside: bool = False) -> Targets:
    """Return the documents of operations: those that they name, else `paths`.

    Args:
        operations: come perhaps from others, so they name documents in the repository of the current folder only.
        paths: may lie anywhere.
        shown: the file of operations.
        outside: whether operations, too, may name any document.
    """
    found: dict[str, list[Listed]] = {}
    names: dict[str, str] = {}  # one document may have several names
    known: dict[str, list[_Place]] = {pattern: _places(pattern) for pattern in paths}
    usual = [place for pattern in paths for place in known[pattern]]
    problems: list[ReadmeSyncError] = [_unmatched(pattern) for pattern in paths if not known[pattern]]
    for listed in operations:
        pattern = listed.file
        if pattern is not None and pattern not in known:
            known[pattern] = _places(pattern)
            away = [] if outside else [path for path, _ in known[pattern] if not _is_in_repository(path)]
            if away:
                what = f"{away[0]!r} is outside the repository"
                problems.append(RequestError(what, path=shown, line=listed.line, hint="add --outside to edit it"))
            if not known[pattern]:
                problems.append(_unmatched(pattern, shown, listed.line))
        places = usual if pattern is None else known[pattern]
        for path, anchor in dict.fromkeys((names.setdefault(os.path.realpath(path), path), at) for path, at in places):
            found.setdefault(path, []).append(_in_section(listed, anchor))
    return Targets(found, problems)


def _is_in_repository(path: str) -> bool:
    """Return whether a file, every link followed, lies in the repository of the current folder, and not in `.git`."""
    inside = os.path.relpath(os.path.realpath(path), os.path.realpath(repository_of(os.curdir)))
    return not os.path.isabs(inside) and os.pardir not in inside.split(os.sep) and not is_in_git_folder(inside)


def _places(pattern: str) -> list[_Place]:
    """Return the files that a path or pattern means, each with the `#anchor` behind it."""
    alone, anchor = split_section(pattern)
    return [(path, anchor) for path in _matching(alone)]


def _in_section(listed: Listed, anchor: str | None) -> Listed:
    """Return an operation in the section behind its file's `#`, unless it names one itself."""
    if anchor is None or listed.operation.section is not None:
        return listed
    return listed._replace(operation=replaced(listed.operation, section=anchor))


def _unmatched(pattern: str, path: str | None = None, line: int | None = None) -> RequestError:
    return RequestError(f"no file matches {pattern!r}", path=path, line=line, hint="check the pattern")


def plan(  # noqa: PLR0913  what a plan is made of
    documents: dict[str, list[Listed]],
    shown: str,
    read: Callable[[str], Source],
    settings_of: Callable[[str], Settings],
    step: Callable[[], None],
    *,
    sync: bool = True,
) -> Plan:
    """Return what becomes of each document.

    Args:
        documents: by path, the operations for it.
        shown: the name of the file of operations, for errors.
        read: reads a document.
        settings_of: the settings for a document.
        step: is called for each document.
        sync: whether numbers that were right before are written, where it is certain what they follow.
    """
    made = Plan([], [])
    for path, operations in documents.items():
        step()
        try:
            source = read(path)
            settings = settings_of(path)
        except ConfigError as error:
            if str(error) not in map(str, made.problems):  # many documents have one configuration
                made.problems.append(error)
            continue
        except ReadmeSyncError as error:
            made.problems += [_problem(error, listed.line, path, shown) for listed in operations]
            continue
        planned = Planned(path, source, source)
        problems = _performed(planned, operations, settings, shown, sync=sync)
        planned.failed = bool(problems)
        made.problems += problems
        made.documents.append(planned)
    made.problems.sort(key=lambda problem: problem.line or 0)
    return made


def _performed(
    planned: Planned, operations: Sequence[Listed], settings: Settings, shown: str, *, sync: bool
) -> list[ReadmeSyncError]:
    """Do the operations; return what could not be done."""
    problems: list[ReadmeSyncError] = []
    said: _Said = {}
    first = readme = parse(planned.before, settings=settings)
    shared = _shared_labels(readme) if len(operations) > 1 else frozenset()
    alone = [listed.operation for listed in operations]
    position = 0
    while position < len(operations):
        if planned.after is not readme.source:
            readme = parse(planned.after, settings=settings)
        try:
            outcome = apply_next(readme, alone[position:])
        except ReadmeSyncError as error:
            problems.append(_problem(error, operations[position].line, planned.path, shown))
            position += 1
            continue
        done = outcome.changes
        clashes = _clashes(operations[position : position + len(done)], done, said, shared)
        problems += [
            RequestError(f"{planned.path}: {message}", path=shown, line=line, hint="leave one of the two")
            for line, message in clashes
        ]
        if not clashes or len(done) > 1:  # with a problem the document is not written, whatever becomes of it here
            lines = (listed.line for listed in operations[position:])
            planned.done += zip(lines, done, strict=False)
            planned.after = outcome.source
        position += len(done)
    followed = follow(first, Outcome(planned.before, planned.after), sync=sync) if planned.changed else None
    if followed:
        planned.after = followed.source
        planned.followed = [*followed.changes, *named(followed)]
    return problems


def _clashes(
    operations: Sequence[Listed], done: Sequence[Change], said: _Said, shared: Collection[str]
) -> list[tuple[int, str]]:
    """Those operations that say something of a row's cell that was said before, by line; notes what they say.

    `shared`: the labels that do not tell a row from others; there the words of the operation must.
    """
    clashes: list[tuple[int, str]] = []
    for (line, operation, _), one in zip(operations, done, strict=True):
        for column, value in operation.targets():
            label = _fold(one.label)
            words = _fold(str(getattr(operation, "row", ""))) if label in shared else ""
            key = (label, words, operation.section, operation.line, _fold(column))
            before = said.setdefault(key, (line, value))
            if before[0] != line:
                what = "says again what" if before[1] == value else "contradicts what"
                clashes.append((line, f"{what} line {before[0]} says of {one.label!r}"))
                break
    return clashes


def _shared_labels(readme: Readme) -> Collection[str]:
    """Return the labels that several rows have."""
    counts = Counter(_fold(item.label) for item in readme.items)
    return {label for label, count in counts.items() if count > 1}


def _problem(error: ReadmeSyncError, line: int, path: str, shown: str) -> ReadmeSyncError:
    """Return an error of a document, with the line of the operation first."""
    place = f"{path}:{error.line}" if error.line else path
    return RequestError(
        f"{place}: {error.message}", path=shown, line=line, hint=error.hint and _OPTION.sub("", error.hint)
    )


def _matching(pattern: str) -> list[str]:
    """Return the files that a path or a pattern means; a path stands for itself, even where no file is there."""
    if not _MAGIC & set(pattern) or os.path.lexists(pattern):
        return [pattern]
    return sorted(path for path in glob.glob(pattern, recursive=True) if os.path.isfile(path))


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
