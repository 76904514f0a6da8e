"""How facts are worked out: sources are counted, summed, and the wanted value is picked."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from readme_sync.errors import ReadmeSyncError, RequestError
from readme_sync.model import Claim, Expression, Fact, FactSource, Progress, SourceKind, Value
from readme_sync.model.expression import Basis
from readme_sync.plugins import Plugins
from readme_sync.sources.amount import Amount, Measure, of_total, summed
from readme_sync.sources.context import DocumentContext, PendingClaim

# From an amount to what a claim may rightly say: the value that was asked for.

_ALL = 100.0
_SHARES = (Value.FRACTION, Value.PERCENT, Value.BAR, Value.BADGE)
_OUT_OF = "say out of what, as in `out of 50`"


def project_value(value: Value, amount: Amount) -> tuple[Progress, ...]:
    """What a claim of that value may say, the first is what is written.

    Raises:
        RequestError: the amount has no such value.
    """
    if value is Value.COUNT:
        return (Progress.of_number(amount.many),)
    ways = [way for way in amount.ways if way.total is None or way.done <= way.total]
    if not ways:
        done, total = amount.ways[0].done, amount.ways[0].total
        raise RequestError(f"{amount.origin} come to {done:g} of {total:g}", hint="correct the total")
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
            case Value.DONE:
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
    """The share that is done; a badge may state a lone number too."""
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
    """What a claim should say; what is asked twice is worked out once.

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
    """What an expression comes to in a section of a document.

    Raises:
        ReadmeSyncError: what it asks for is not there.
    """
    sources = expression.sources or (_OWN_SECTION,)
    own = section if not expression.sources else 0
    amount = summed([_amount(source, own, around) for source in sources], [source.weight for source in sources])
    if expression.out_of:
        amount = of_total(amount, [_amount(source, 0, around) for source in expression.out_of])
    return Fact(project_value(expression.value, _by(expression.basis, amount)), amount.origin)


def _by(basis: Basis, amount: Amount) -> Amount:
    """Return an amount counted in the one way that is wanted.

    Raises:
        RequestError: it cannot be counted so.
    """
    ways = tuple(way for way in amount.ways if not basis or way.manner.value == basis.value)
    if not ways:
        hint = "leave 'by' out, or count items"
        raise RequestError(f"{amount.origin} cannot be counted by {basis}", hint=hint)
    return amount._replace(ways=ways)


def _amount(source: FactSource, section: int, around: DocumentContext) -> Amount:
    """What one source comes to; a kind of source is a module of its name."""
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
