"""A document whose facts are asked for: what they may look at, and what they have seen already."""

import posixpath
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from readme_sync.errors import InputError, ReadmeSyncError, RequestError
from readme_sync.model import (
    Claim,
    Commands,
    Expression,
    Fact,
    FactSource,
    FileTree,
    GitHub,
    Item,
    PathKind,
    Readme,
    Region,
    SourceKind,
    State,
    Tally,
    Value,
)
from readme_sync.reader import read
from readme_sync.text import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import date

    from readme_sync.sources.amount import Amount


# Items that are claims themselves: `| Part A | 40% |`, where the author says that 40% is what `a.md` comes to.

_PROGRESS = (Value.PERCENT, Value.FRACTION, Value.BAR, Value.BADGE)


class Derived:
    """The claims that state an item's progress.

    Only those that the author has bound: by form a figure is compared with others of its row, or the whole table is a
    summary (`Tracker.is_summary`).
    """

    def __init__(self, readme: Readme) -> None:
        """The claims of a document that state the progress of its items."""
        claims = [one for one in readme.claims if isinstance(one.fact, Expression) and one.value in _PROGRESS]
        items = list(readme.items) if claims else []
        starts = [item.span.start for item in items]
        self._claims: dict[int, Claim] = {}
        for claim in claims:
            item = items[max(0, bisect_right(starts, claim.figure.span.start) - 1)] if items else None
            if item and _states(claim, item):
                self._claims.setdefault(item.span.start, claim)
        self._starts = sorted(self._claims)

    def any_within(self, start: int, end: int) -> bool:
        """Return whether there is such an item between two offsets."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)

    def claim_of(self, item: Item) -> Claim | None:
        """Return the claim that states an item's progress, None where it is stated by hand."""
        return self._claims.get(item.span.start)


def is_summary(claim: Claim) -> bool:
    """Return whether a claim sums up items of its own document: to count it beside them would count them twice."""
    assert isinstance(claim.fact, Expression)
    return all(source.kind is SourceKind.ITEMS and not source.path for source in claim.fact.sources)


def _states(claim: Claim, item: Item) -> bool:
    """Return whether the first figure of an item that is known, which is its progress, is the claim's."""
    figure = next((one for one in item.figures if one.progress.state is not State.UNKNOWN), None)
    if figure is None:
        return False
    return claim.figure.span.overlaps(figure.span)


_T = TypeVar("_T")


class PendingClaim(NamedTuple):
    """A claim that is being worked out, by the path of its document."""

    path: str
    claim: Claim

    def is_for(self, path: str, claim: Claim) -> bool:
        """Return whether that claim is meant, or a copy of it: copies ask for one and the same thing."""
        return path == self.path and (claim.fact is self.claim.fact or claim.figure.span == self.claim.figure.span)


class Past(Protocol):
    """What earlier versions of the first document say."""

    def __call__(self, title: str) -> "Sequence[tuple[date, Tally]] | None":
        """Return the tallies of a section, or of the document for "", the oldest first; None where git cannot say."""


class NamedFacts:
    """What the named facts of a run may do, and what they came to: its documents share them.

    Attributes:
        commands: runs their commands; None where none may run.
        known: those that were worked out, by the configuration and the fact.
    """

    def __init__(self, commands: Commands | None = None) -> None:
        self.commands = commands
        self.known: dict[tuple[str, FactSource], Amount | ReadmeSyncError] = {}


class EvaluationCache:
    """What all documents that one set of facts looks at have in common.

    Attributes:
        documents: by path as the first document sees it; "" is the first itself.
        data: by kind and path, the data files that were read.
        facts: those that were worked out, by the claim's document, place and expression.
        amounts: by section, what its items come to.
        chain: the claims that are being worked out, each for the sake of the one before.
        today: the day on which they are asked for; None where nobody said it.
        named: the named facts of the run.
        past: what earlier versions of the first document say; None where nothing looks.
    """

    def __init__(
        self,
        github: GitHub | None,
        today: "date | None" = None,
        named: "NamedFacts | None" = None,
        past: Past | None = None,
    ) -> None:
        self.github = github
        self.today = today
        self.past = past
        self.named = named or NamedFacts()
        self.documents: dict[str, DocumentContext | ReadmeSyncError] = {}
        self.data: dict[tuple[str, str], Any] = {}
        self.facts: dict[tuple[str, int, str], Fact | ReadmeSyncError] = {}
        self.amounts: dict[tuple[str, int], Amount] = {}
        self.chain: list[PendingClaim] = []


class DocumentContext:
    """A document and what is around it.

    Attributes:
        path: as the first document sees it; "" for the first itself.
    """

    def __init__(self, readme: Readme, surroundings: FileTree, shared: EvaluationCache, path: str = "") -> None:
        self.readme = readme
        self.surroundings = surroundings
        self.shared = shared
        self.path = path
        self._known: dict[Hashable, Any] = {}
        shared.documents[path] = self

    @cached_property
    def derived(self) -> Derived:
        """Its items that are claims."""
        return Derived(self.readme)

    def once(self, key: "Hashable", work: "Callable[[], _T]") -> "_T":
        """What some work comes to, which is done once for all that ask for it by a key: regions often are alike."""
        if key not in self._known:
            self._known[key] = work()
        known: _T = self._known[key]
        return known

    def moved(self, path: str) -> str:
        """Return a path that is written in this document, as the first one sees it."""
        return path if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path))

    def document(self, path: str) -> "DocumentContext":
        """Another document, read with the settings of this one, and what is around it.

        Raises:
            InputError: it cannot be read.
        """
        whole = self.moved(path)
        known = self.shared.documents
        first = known[""]
        if isinstance(first, DocumentContext) and whole == posixpath.basename(
            (first.readme.source.path or "").replace("\\", "/")
        ):
            return first
        if whole not in known:
            try:
                source = Source.from_bytes(self.surroundings.read(path), whole)
                beside = self.surroundings if not isinstance(self.surroundings, _Beside) else self.surroundings.first
                DocumentContext(
                    read(source, self.readme.settings), _Beside(beside, posixpath.dirname(whole)), self.shared, whole
                )
            except ReadmeSyncError as error:
                known[whole] = error
        found = known[whole]
        if isinstance(found, ReadmeSyncError):
            raise InputError(found.message, path=found.path, line=found.line, hint=found.hint)
        return found


class _Beside:
    """The surroundings of another document, which lies in a folder beside the first."""

    def __init__(self, first: FileTree, folder: str) -> None:
        self.first = first
        self._folder = folder

    @property
    def is_repository(self) -> bool:
        return self.first.is_repository

    def kind(self, path: str) -> PathKind:
        return self.first.kind(self._moved(path))

    def from_top(self, path: str) -> str:
        return posixpath.relpath(self.first.from_top(path), self._folder or ".")

    def read(self, path: str) -> bytes:
        return self.first.read(self._moved(path))

    def glob(self, pattern: str) -> tuple[str, ...]:
        return self.first.glob(self._moved(pattern))

    def count(self, pattern: str) -> int:
        return self.first.count(self._moved(pattern))

    def _moved(self, path: str) -> str:
        return path if path.startswith("/") else posixpath.join(self._folder, path)


def needs_github(wanted: Claim | Expression | Region) -> bool:
    """Return whether a claim, an expression or a region asks for something that only GitHub knows."""
    if isinstance(wanted, Region):
        return wanted.is_online
    return any(source.is_online for source in _sources(wanted))


def not_asked(wanted: Claim | Expression | Region, shared: EvaluationCache) -> str:
    """Return why nothing looks at what a claim, an expression or a region asks for, "" where something does."""
    if shared.github is None and needs_github(wanted):
        return "only GitHub knows; it was not asked"
    if isinstance(wanted, Region):
        return ""
    if shared.named.commands is None and any(source.runs for source in _sources(wanted)):
        return "a command says it; no command was run"
    return ""


def _sources(wanted: Claim | Expression) -> tuple[FactSource, ...]:
    expression = wanted if isinstance(wanted, Expression) else wanted.fact
    return (*expression.sources, *expression.out_of) if isinstance(expression, Expression) else ()


def github_of(around: DocumentContext, what: str) -> GitHub:
    """Return the connection.

    Raises:
        RequestError: there is none.
    """
    if around.shared.github is None:
        raise RequestError(f"{what} can only be counted on GitHub", hint="run `readme-sync sync` without --offline")
    return around.shared.github
