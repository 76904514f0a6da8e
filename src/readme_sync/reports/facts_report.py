"""Named facts with their values and the places that state them: for people, and for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from readme_sync.model import Fact, FactSource, SourceKind
from readme_sync.reports.json_lines import VERSION, Version
from readme_sync.reports.safe import printable
from readme_sync.reports.words import Style, View, counted
from readme_sync.sources.expected import said


class FactState(StrEnum):
    """How the places that state a fact stand to it."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_STATED = "not stated"
    NOT_LOOKED_AT = "not looked at"
    """It takes the network, or a command."""
    BROKEN = "broken"
    """Its source cannot be read, or is no number and no text."""


@dataclass(frozen=True, slots=True)
class PlaceShape:
    """A number or a text that states a fact; line and column are 1-based."""

    path: str
    line: int
    column: int
    text: str
    right: bool | None
    """Null where that is not known."""


@dataclass(frozen=True, slots=True)
class FactShape:
    """One named fact."""

    name: str
    value: str
    """Empty where it is not known."""
    source: str
    state: FactState
    reason: str
    """Why it is not known; else empty."""
    places: tuple[PlaceShape, ...]


@dataclass(frozen=True, slots=True)
class FactsShape:
    """All named facts of a configuration."""

    version: Version
    facts: tuple[FactShape, ...]


def facts_shape(facts: Sequence[FactShape]) -> FactsShape:
    """Return the shape of all facts."""
    return FactsShape(VERSION, tuple(facts))


def value_text(fact: Fact) -> str:
    """Return a fact as people write it."""
    return fact.text or said(fact.progresses[0])


def source_text(fact: FactSource) -> str:
    """Return where a named fact comes from: `lines of src/*.rs`."""
    if fact.sign:
        return f" {fact.sign} ".join(part.at for part in fact.parts)
    (one,) = fact.parts
    what = (one.path if one.kind is not SourceKind.COMMAND else "") or one.pattern
    words = [one.kind.value, what.lstrip("/"), one.at, " ".join(one.command), one.query]
    words += [f"{one.number:g}"] if one.kind is SourceKind.NUMBER else []
    words += [f"where {one.where}"] if one.where else []
    return " ".join(word for word in words if word)


def state_of(places: Sequence[PlaceShape]) -> FactState:
    """Return how the places of a known fact stand to it."""
    if not places:
        return FactState.NOT_STATED
    return FactState.RIGHT if all(place.right for place in places) else FactState.WRONG


_STYLES = {FactState.WRONG: Style.BAD, FactState.BROKEN: Style.BAD, FactState.RIGHT: Style.GOOD}


def facts_lines(facts: Sequence[FactShape], view: View) -> Iterator[str]:
    """Yield a line for each fact and for each place that is wrong or not known, and the totals; without line ends."""
    names = max((len(fact.name) for fact in facts), default=0)
    values = max((len(fact.value or "?") for fact in facts), default=0)
    for fact in facts:
        state = view.paint(fact.state.value, _STYLES.get(fact.state, Style.FAINT))
        stated = f", stated {counted(len(fact.places), 'time')}" if fact.places else ""
        name = view.paint(f"{fact.name:<{names}}", Style.STRONG)
        reason = f": {fact.reason}" if fact.reason else ""
        value, text = (view.shown(printable(one)) for one in (fact.value or "?", f"{fact.source}{stated}"))
        yield f"{name}  {value:<{values}}  {text}  {state}{view.shown(printable(reason))}"
        for place in fact.places:
            if not place.right:
                yield "  " + view.shown(printable(f"{place.path}:{place.line}:{place.column} says {place.text}"))
    if not facts:
        yield "no facts; name them under [facts] in the configuration: docs/facts.md says how"
        return
    wrong = sum(fact.state is FactState.WRONG for fact in facts)
    broken = sum(fact.state is FactState.BROKEN for fact in facts)
    parts = [f"{counted(len(facts), 'fact')}", *([f"{wrong} stated wrong"] if wrong else [])]
    yield ", ".join([*parts, *([f"{broken} broken"] if broken else [])])
