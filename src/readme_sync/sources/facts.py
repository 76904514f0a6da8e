"""The facts of one document: what its claims and regions should say."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING

from readme_sync.errors import InputError, ReadmeSyncError, RequestError
from readme_sync.model import (
    NO_FILES,
    UNKNOWN,
    Claim,
    Expression,
    Fact,
    FactSource,
    FileTree,
    GitHub,
    Progress,
    Readme,
    Region,
    RegionCheck,
    SourceKind,
    Value,
)
from readme_sync.model.claim import Basis
from readme_sync.plugins import Plugins
from readme_sync.sources.amount import Amount, Measure, of_total, summed
from readme_sync.sources.context import DocumentContext, EvaluationCache, NamedFacts, Past, PendingClaim, not_asked

if TYPE_CHECKING:
    from datetime import date

    from readme_sync.sources.history import Base, Moved


# How facts are worked out: sources are counted, summed, and the wanted value is picked.

# From an amount to what a claim may rightly say: the value that was asked for.

_ALL = 100.0
_SHARES = (Value.FRACTION, Value.PERCENT, Value.BAR, Value.BADGE)
_OUT_OF = "say out of what, as in `out of 50`"


def project_value(value: Value, amount: Amount) -> tuple[Progress, ...]:
    """Return what a claim of that value may say, the first is what is written.

    Raises:
        RequestError: the amount has no such value.
    """
    if amount.text:
        hint = "name the fact alone, or point at a number"
        raise RequestError(f"{amount.origin} is the text {amount.text!r}, so it has no {value}", hint=hint)
    if value is Value.COUNT:
        return (Progress.of_number(amount.many),)
    ways = [way for way in amount.ways if way.total is None or way.done <= way.total]
    if not ways:
        done, total = amount.ways[0].done, amount.ways[0].total
        raise RequestError(f"{amount.origin}: {done:g} of {total:g} is no share", hint="correct the total")
    if value in _SHARES and all(way.total == 0 for way in ways):
        raise RequestError(f"{amount.origin}: 0 of 0 is no share", hint="check what it is out of")
    found = tuple(dict.fromkeys(_of_ways(value, amount, ways)))
    if not found:
        if ways[0].total is not None:
            raise RequestError(f"{amount.origin}: none says how far it is", hint="say done/total")
        raise RequestError(f"{amount.origin}: there is no total, so no {value}", hint=_OUT_OF)
    return found


def _of_ways(value: Value, amount: Amount, ways: Iterable[Measure]) -> Iterator[Progress]:
    for way in ways:
        match value:
            case Value.FACT if way.total is not None:
                what = f"{amount.origin} is {way.done:g} of {way.total:g}"
                raise RequestError(what, hint="write done/total, a percent, or `done of` the fact")
            case Value.DONE | Value.FACT:
                yield Progress.of_number(way.done)
            case Value.TOTAL:
                yield Progress.of_number(way.done if way.total is None else way.total)
            case Value.LEFT if way.total is not None:
                yield Progress.of_number(way.total - way.done)
            case Value.FRACTION if way.total is not None:
                yield Progress.of_fraction(way.done, way.total)
            case Value.PERCENT | Value.BAR | Value.BADGE:
                yield from _shares(value, amount, way)
            case _:
                pass


def _shares(value: Value, amount: Amount, way: Measure) -> Iterator[Progress]:
    """Yield the share that is done; a badge may state a lone number too."""
    if way.total is not None:
        fraction = Progress.of_fraction(way.done, way.total)
        if way.percent is None and way.total and value is not Value.BADGE:
            return
        if way.percent is not None and way.percent != fraction.percent:
            yield Progress.of_percent(way.percent)
        if way.percent is None or way.percent == fraction.percent or value is Value.BADGE:
            yield fraction
        return
    if way.percent is not None:  # weighted
        yield Progress.of_percent(way.percent)
        return
    if value is Value.BADGE:
        yield Progress.of_number(way.done)
    if amount.may_be_percent and 0 <= way.done <= _ALL:
        yield Progress.of_percent(way.done)


MAX_CHAIN = 50
"""So many claims may rest on one another."""

PLUGINS = Plugins[Callable[[FactSource, int, DocumentContext], Amount]]("readme_sync.sources", "count", prefix="from_")

_SHOWN = 5
_OWN_SECTION = FactSource(SourceKind.ITEMS)


def fact_of_claim(claim: Claim, around: DocumentContext) -> Fact:
    """Return what a claim should say; what is asked twice is worked out once.

    Raises:
        RequestError: what it asks for is not there, or it rests on itself; the error names the claim's line.
    """
    if isinstance(claim.fact, Fact):
        return claim.fact
    start = claim.figure.span.start
    known = around.shared.facts
    key = (around.path, start, claim.fact.text or claim.value)
    if key not in known:
        try:
            with located(around, around.readme.source.line_of(start)), _entered(around, claim):
                known[key] = fact_of(claim.fact, claim.section, around)
        except ReadmeSyncError as error:
            known[key] = error
    found = known[key]
    if isinstance(found, ReadmeSyncError):
        raise found.with_traceback(None)
    return found


def fact_of(expression: Expression, section: int, around: DocumentContext) -> Fact:
    """Return what an expression comes to in a section of a document.

    Raises:
        ReadmeSyncError: what it asks for is not there.
    """
    sources = expression.sources or (_OWN_SECTION,)
    own = section if not expression.sources else 0
    if expression.value is Value.FACT:
        return _fact(expression, _amount(sources[0], 0, around))
    each = [_amount(source, own, around) for source in sources]
    if expression.value is Value.TOTAL and any(source.where for source in sources):
        raise RequestError("'where' has no effect on total", hint="say count for those that are so, or leave it out")
    if expression.value is Value.COUNT:
        each = list(map(_chosen, each, sources))
    amount = summed(each, [source.weight for source in sources])
    if expression.out_of:
        amount = of_total(amount, [_chosen(_amount(source, 0, around), source) for source in expression.out_of])
    return _fact(expression, amount)


def _fact(expression: Expression, amount: Amount) -> Fact:
    if amount.text and expression.value is Value.FACT:
        return Fact((UNKNOWN,), amount.origin, text=amount.text)
    return Fact(project_value(expression.value, _by(expression.basis, amount)), amount.origin)


def _chosen(amount: Amount, source: FactSource) -> Amount:
    """Return an amount in which only the chosen entries are counted: a `where` chooses, in a count too."""
    return amount._replace(many=amount.ways[0].done) if source.where else amount


def _by(basis: Basis, amount: Amount) -> Amount:
    """Return an amount counted in the one way that is wanted.

    Raises:
        RequestError: it cannot be counted so.
    """
    ways = tuple(way for way in amount.ways if not basis or way.manner.value == basis.value)
    if not ways and basis:
        hint = "leave 'by' out, or count items"
        raise RequestError(f"{amount.origin} cannot be counted by {basis}", hint=hint)
    return amount._replace(ways=ways)


def _amount(source: FactSource, section: int, around: DocumentContext) -> Amount:
    """Return what one source comes to; a kind of source is a module of its name."""
    return PLUGINS.load(source.kind)(source, section, around)


@contextmanager
def _entered(around: DocumentContext, claim: Claim) -> Iterator[None]:
    """Meanwhile the claim counts as being worked out.

    Raises:
        RequestError: it is so already, or too many are.
    """
    chain = around.shared.chain
    same = next((place for place, one in enumerate(chain) if one.is_for(around.path, claim)), None)
    if same is not None:
        names = [_name(around, one) for one in (*chain[same:], chain[same])]
        shown = names if len(names) <= _SHOWN else [*names[: _SHOWN - 2], "…", names[-1]]
        hint = "let one of these claims count something else"
        message = f"rests on itself: {' → '.join(shown)}"
        raise _LocatedError(message, path=None, line=None, hint=hint, is_far=True)
    if len(chain) >= MAX_CHAIN:
        raise RequestError(f"rests on more than {MAX_CHAIN} claims, one upon the other", hint="count the items there")
    chain.append(PendingClaim(around.path, claim))
    try:
        yield
    finally:
        chain.pop()


def _name(around: DocumentContext, asked: PendingClaim) -> str:
    """`docs/a.md:12`."""
    there = around.shared.documents[asked.path]
    assert isinstance(there, DocumentContext)
    source = there.readme.source
    return f"{source.path or 'here'}:{source.line_of(asked.claim.figure.span.start)}"


@contextmanager
def located(around: DocumentContext, line: int | None) -> Iterator[None]:
    """Errors get the place of the claim, and where they come from in front of what is wrong.

    Raises:
        RequestError: there was an error.
    """
    try:
        yield
    except ReadmeSyncError as error:
        inner = ":".join(str(part) for part in (error.path, error.line) if part)
        is_told = isinstance(error, _LocatedError) and error.is_far
        message = f"{inner}: {error.message}" if inner and not is_told else error.message
        path = around.readme.source.path
        raise _LocatedError(message, path=path, line=line, hint=error.hint, is_far=bool(inner) or is_told) from None


class _LocatedError(RequestError):
    """An error of a claim; `is_far`: its message says in which other place the reason lies."""

    def __init__(self, message: str, *, path: str | None, line: int | None, hint: str | None, is_far: bool) -> None:
        super().__init__(message, path=path, line=line, hint=hint)
        self.is_far = is_far


MAX_ADDED = 2_000_000
"""So many characters may the regions of one document add to it: GitHub shows the first 512,000 of a document."""


class Facts:
    """The facts for one document, each evaluated once.

    Attributes:
        surroundings: what it may look at beside the document.
    """

    def __init__(  # noqa: PLR0913  what facts may look at
        self,
        readme: Readme,
        surroundings: FileTree = NO_FILES,
        github: GitHub | None = None,
        today: "date | None" = None,
        *,
        base: "Base | None" = None,
        named: NamedFacts | None = None,
        past: Past | None = None,
    ) -> None:
        """Facts for `readme`, looking at nothing but it, its surroundings, and GitHub where there is a connection.

        `today` is what `updated` writes; without, it cannot be written. `base` is an earlier version of the document.
        `named` are the named facts that the documents of a run share, `past` says what `history` shows.
        """
        self._past = past
        self.surroundings = surroundings
        self._named = named
        self._readme = readme
        self._github = github
        self._today = today
        self._base = base
        self._regions: dict[int, RegionCheck | ReadmeSyncError] = {}
        self._added = 0

    @cached_property
    def _around(self) -> "DocumentContext":
        shared = EvaluationCache(self._github, self._today, self._named, self._past)
        return DocumentContext(self._readme, self.surroundings, shared)

    @cached_property
    def moved(self) -> "Sequence[Moved]":
        """The numbers that were right at the base and are wrong now."""
        return () if self._base is None else self._base.moved(self._readme, self)

    @property
    def base(self) -> "Base | None":
        """The earlier version of the document, None where there is none."""
        return self._base

    @property
    def base_name(self) -> str:
        """What the base is called."""
        return self._base.name if self._base else ""

    def not_asked(self, wanted: Claim | Expression | Region) -> str:
        """Return why nothing looks at what a claim, an expression or a region asks for, "" where something does."""
        return not_asked(wanted, self._around.shared)

    def of(self, claim: Claim) -> Fact:
        """Return what a claim should say.

        Raises:
            RequestError: what it asks for is not there, or it rests on itself.
        """
        if isinstance(claim.fact, Fact):
            return claim.fact
        return fact_of_claim(claim, self._around)

    def document(self, path: str) -> Readme:
        """Return another document, read with the settings of this one.

        Raises:
            ReadmeSyncError: it cannot be read.
        """
        return self._around.document(path).readme

    def of_fact(self, source: FactSource) -> Fact:
        """Return what a named fact is: a number, a share or a text.

        Raises:
            RequestError: it cannot be found.
        """
        with located(self._around, None):
            amount = _amount(source, 0, self._around)
            is_share = bool(amount.ways) and amount.ways[0].total is not None
            return _fact(Expression(Value.FRACTION if is_share else Value.FACT), amount)

    def documents(self, patterns: Iterable[str]) -> Iterator[Readme]:
        """Yield the documents that match some patterns, read with the settings of this one; those that can be read."""
        for path in sorted({path for pattern in patterns for path in self.surroundings.glob(pattern)}):
            with suppress(InputError):
                yield self._around.document(path).readme

    def of_expression(self, expression: Expression, section: int = 0, line: int | None = None) -> Fact:
        """Return what an expression comes to.

        Args:
            expression: what is asked for.
            section: the index of the section in which it is asked; 0 for the whole document.
            line: the line in which it is asked, for errors.

        Raises:
            RequestError: what it asks for is not there.
        """
        with located(self._around, line):
            return fact_of(expression, section, self._around)

    def of_region(self, region: Region) -> RegionCheck:
        """Return how a region stands to what it should hold.

        Raises:
            RequestError: what it asks for is not there; the error names its line.
        """
        from readme_sync.regions import hold  # noqa: PLC0415  most documents have none

        start = region.opening.start
        most = self._readme.settings.limits.regions
        if start not in self._regions:
            try:
                with located(self._around, self._around.readme.source.line_of(start)):
                    if len(self._readme.regions) > most:
                        what = f"this document has {len(self._readme.regions):,} regions, more than {most:,}"
                        raise RequestError(what, hint="remove some, or raise limits.regions in the configuration")
                    self._refuse_more()
                    holding = hold(region, self._around)
                    self._added += max(0, len(holding.inside) - region.inside.length)
                    self._refuse_more()
                    self._regions[start] = holding
            except ReadmeSyncError as error:
                self._regions[start] = error
        found = self._regions[start]
        if isinstance(found, ReadmeSyncError):
            raise found.with_traceback(None)
        return found

    def _refuse_more(self) -> None:
        """Refuse a region where those before it, and it, would add more than the document may take.

        Raises:
            RequestError: they would.
        """
        if self._added > MAX_ADDED:
            what = f"the regions of this document would add more than {MAX_ADDED:,} characters to it"
            raise RequestError(what, hint="take some of them out, or let them list less")
